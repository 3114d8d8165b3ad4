"""What happened to each room, written down beside what is done: every call to BetterPT, every message.

Two of the house's doors with a pen: they do what the real ones do, and note it. A line that cannot be written
is logged and no more: history never endangers a promise. What people ask for is noted where it is promised
(`bot.booking`). No link, no contact and no patient's name is ever part of a line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import TypeVar

from bot.errors import BotError, OutcomeUnknown, RoomsRejected
from bot.models import Entry, Event, EventKind, Message, Notice, Room, RoomQuery, Telling, VideoRoom
from bot.ports import Clock, Ledger, Notifier, Rooms

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
_MOST_WORDS = 300
DONE = "done"
"""The answer of a call that did what was asked; any other is an error's type."""
_NOBODY_S_BUSINESS = re.compile(r"https?://\S+|\S*@\S*|\+?\d[\d\s().-]{6,}\d")
"""Links, addresses and numbers: BetterPT may repeat in its words what it was given."""


class Pen:
    """Writes lines of history."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        """Each line is a transaction of its own: it is about what has happened already."""
        self._ledger = ledger
        self._clock = clock

    async def note(self, room_id: str, kind: EventKind, **details: str) -> None:
        """Write one line; if the ledger does not take it, that is logged."""
        event = Event(room_id=room_id, kind=kind, at=self._clock.now(), details=details)
        try:
            await self._ledger.write(Entry(events=(event,)))
        except Exception:
            log.exception("a line of room %s's history was not written", room_id)

    async def room_of(self, uid: str) -> str | None:
        """Our id of the room with BetterPT's uid."""
        try:
            found = await self._ledger.rooms(RoomQuery(uid=uid))
        except Exception:
            log.exception("whose history this is cannot be read")
            return None
        return next((room.id for room in found if room.video and room.video.uid == uid), None)


class RecordedRooms:
    """BetterPT's rooms, each call of which is noted with its answer and how long it took."""

    def __init__(self, rooms: Rooms, pen: Pen) -> None:
        """`rooms` does it."""
        self._rooms = rooms
        self._pen = pen
        self._ours: dict[str, str] = {}

    def zone_for(self, zone: str, start: datetime) -> str:
        """See the port."""
        return self._rooms.zone_for(zone, start)

    async def prepare(self) -> None:
        """See the port. Not about one room: nothing is noted."""
        await self._rooms.prepare()

    async def create(self, room: Room) -> VideoRoom:
        """See the port."""
        return await self._noted("create", room.id, lambda: self._rooms.create(room))

    async def get(self, uid: str) -> VideoRoom:
        """See the port."""
        return await self._noted("get", await self._our(uid), lambda: self._rooms.get(uid))

    async def reschedule(self, uid: str, start: datetime) -> VideoRoom:
        """See the port."""
        asked = await self._our(uid)
        return await self._noted("reschedule", asked, lambda: self._rooms.reschedule(uid, start))

    async def cancel(self, uid: str) -> VideoRoom:
        """See the port."""
        return await self._noted("cancel", await self._our(uid), lambda: self._rooms.cancel(uid))

    async def _noted(
        self, what: str, room_id: str | None, call: Callable[[], Awaitable[VideoRoom]]
    ) -> VideoRoom:
        began, outcome = monotonic(), {"answer": "interrupted"}
        try:
            video = await call()
        except Exception as error:
            outcome = _failed(error)
            raise
        else:
            outcome = _done(video)
            return video
        finally:
            if room_id:
                took = round((monotonic() - began) * 1000)
                await self._pen.note(room_id, EventKind.CALLED, what=what, ms=str(took), **outcome)

    async def _our(self, uid: str) -> str | None:
        if uid not in self._ours and (found := await self._pen.room_of(uid)):
            self._ours[uid] = found
        return self._ours.get(uid)


class RecordedNotifier:
    """Slack, each message in which is noted with where it stands."""

    def __init__(self, notifier: Notifier, pen: Pen) -> None:
        """`notifier` says it."""
        self._notifier = notifier
        self._pen = pen

    async def post(self, notice: Notice, message: Message) -> Message:
        """See the port."""
        return await self._noted("posted", notice, message.channel, self._notifier.post(notice, message))

    async def upload(self, notice: Notice, message: Message) -> Message:
        """See the port."""
        return await self._noted("posted", notice, message.channel, self._notifier.upload(notice, message))

    async def tell(self, telling: Telling, message: Message) -> Message:
        """See the port. Not about one room: nothing is noted."""
        return await self._notifier.tell(telling, message)

    async def retell(self, telling: Telling, message: Message) -> None:
        """See the port. Nor is this."""
        await self._notifier.retell(telling, message)

    async def edit(self, notice: Notice, message: Message) -> None:
        """See the port."""
        await self._noted("edited", notice, message.channel, self._notifier.edit(notice, message))

    async def find(self, message: Message) -> Message | None:
        """See the port."""
        return await self._notifier.find(message)

    async def ours(self, channel: str, since: datetime, thread: str | None = None) -> list[Message]:
        """See the port."""
        return await self._notifier.ours(channel, since, thread)

    async def threads(self, channel: str, since: datetime) -> list[str]:
        """See the port."""
        return await self._notifier.threads(channel, since)

    async def reply(self, notice: Notice, card: Message | None) -> None:
        """See the port. It stands in the place of a preview, if at all: nothing is noted."""
        await self._notifier.reply(notice, card)

    async def is_shared_outside(self, channel: str) -> bool:
        """See the port."""
        return await self._notifier.is_shared_outside(channel)

    async def _noted(self, how: str, notice: Notice, channel: str, call: Awaitable[Answer]) -> Answer:
        told = {"what": notice.kind.value, "where": channel if channel.startswith(("C", "G")) else "DM"}
        if notice.details.get("of"):
            told["of"] = notice.details["of"]
        if change := notice.details.get("what"):
            told["about"] = change
        if to := notice.details.get("to"):
            told["to"] = to
        try:
            answer = await call
        except BotError as error:
            told |= {"how": "failed", "why": type(error).__name__}
            raise
        else:
            told["how"] = how
            return answer
        finally:
            if "how" in told:
                await self._pen.note(notice.room.id, EventKind.SAID, **told)


def _done(video: VideoRoom) -> dict[str, str]:
    status = {"status": video.attendance.status[:_MOST_WORDS]} if video.attendance.status else {}
    return {"answer": DONE, "start": video.start.isoformat(), **status}


def _failed(error: Exception) -> dict[str, str]:
    """How a call ended that did not end well, with BetterPT's own words where it gave some."""
    reasons = error.reasons if isinstance(error, RoomsRejected | OutcomeUnknown) else ()
    words = {"words": _NOBODY_S_BUSINESS.sub("…", "; ".join(reasons))[:_MOST_WORDS]} if reasons else {}
    return {"answer": type(error).__name__, **words}
