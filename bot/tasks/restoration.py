"""After the ledger was restored from a backup: nothing is sent before it is known how things stand by now.

What happened since the backup is not in the ledger. So a room is read back from BetterPT before the first of
its old promises is kept, and within minutes if its session is to come; each message about what the backup has
is looked for in Slack before it is posted (`lost_time`); and cards of rooms that the ledger does not know are
told to the coordinators.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot import promises
from bot.errors import NotifyRefused, RoomMissing, RoomsError, RoomsUnavailable
from bot.models import (
    SESSION,
    Entry,
    LostCards,
    Message,
    NoticeKind,
    Restored,
    Room,
    RoomQuery,
    RoomState,
    Task,
    VideoRoom,
)
from bot.ports import Rooms
from bot.preferences import CLINIC
from bot.tasks.doubt import ON_ITS_WAY
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.endings import says_cancelled
from bot.tasks.lost_time import is_from_before, perhaps_told
from bot.tasks.outcome import Outcome, Step
from bot.tasks.saying import Voice

log = logging.getLogger(__name__)

_CARD = f":{NoticeKind.CARD.value}"
_PACE = timedelta(seconds=1)
"""Between two looks: whoever books or changes a room meanwhile is not held up."""
_ALL = 100_000
"""More rooms than are ever booked ahead."""


class Restoration:
    """Stands before the steps of old promises, and tells of what was lost."""

    def __init__(self, voice: Voice, *, rooms: Rooms) -> None:
        """Its coordinators are told of rooms that the ledger does not know any more."""
        self._voice = voice
        self._rooms = rooms

    def before(self, step: Step) -> Step:
        """The same step, for a room that was read back if the ledger is older than what may have happened.

        It raises RoomsUnavailable as long as the room cannot be read.
        """
        recalling = self.recalling(step)

        async def reconciled(task: Task, room: Room) -> Outcome:
            restored = await self._voice.ledger.restored()
            if restored is None or not _is_doubtful(task, room, restored):
                return await recalling(task, room)
            await self._voice.ledger.mark(task, perhaps_told(await self._as_it_is(room, restored)))
            return await recalling(task, await self._voice.ledger.room(room.id) or room)

        return reconciled

    def recalling(self, step: Step) -> Step:
        """The same step; what an old promise of a change comes to was perhaps found out and told before."""

        async def recalled(task: Task, room: Room) -> Outcome:
            outcome, restored = await step(task, room), await self._voice.ledger.restored()
            if restored is None or not is_from_before(task, restored):
                return outcome
            return lambda room: perhaps_told(outcome(room))

        return recalled

    async def _as_it_is(self, room: Room, restored: Restored) -> Entry:
        now, uid = self._voice.clock.now(), room.video.uid if room.video else ""
        try:
            video = await self._rooms.get(uid)
        except RoomMissing:
            return _cancelled(room, now)
        except RoomsUnavailable:
            raise
        except RoomsError as error:  # somebody has to mend it first, and nothing is sent before it is known
            raise RoomsUnavailable(f"not read back: {type(error).__name__}") from error
        if says_cancelled(video):
            return _cancelled(room, now, video)
        if video.start != room.start:
            return moved_elsewhere(room, video, now)
        is_known = now > _settled(restored) and room.doubt is not None and room.doubt.by is None
        return Entry(room=room.but(video=video.read_at(now), doubt=None if is_known else room.doubt))

    async def tell(self, task: Task) -> Entry:
        """Tell of the cards that stand in the clinic's channel for rooms that the ledger does not know.

        Raises:
            NotifyError: Slack did not answer, or did not take it.
        """
        restored = await self._voice.ledger.restored()
        channel = (await self._voice.preferences.clinic()).channel
        if restored is None:
            return Entry()
        if "to" not in task.details:
            to_tell = [channel] if channel else []
            tellings = (_for(to, task) for to in sorted(self._voice.coordinators) or to_tell)
            return Entry(tasks=(*await self._looks(restored), *tellings))
        if channel is None:
            return Entry()
        try:
            ours = await self._voice.notifier.ours(channel, restored.backed_up)
            cards = tuple([each for each in ours if await self._is_lost(each)])
            return Entry(message=await self._told(task, cards, restored)) if cards else Entry()
        except NotifyRefused as error:
            log.warning("what was lost between backup and restore was not told: %s", error)
            return Entry()

    async def _looks(self, restored: Restored) -> tuple[Task, ...]:
        """A look at each session to come, the next one first: it may be cancelled, or earlier by now."""
        now = self._voice.clock.now()
        ahead = RoomQuery(begins=now - SESSION, states=frozenset({RoomState.SCHEDULED}), limit=_ALL)
        first = max(now, _settled(restored)) + _PACE
        return tuple(
            promises.look_back(room, restored.restored, first + _PACE * behind)
            for behind, room in enumerate(await self._voice.ledger.rooms(ahead))
        )

    async def _is_lost(self, message: Message) -> bool:
        return message.key.endswith(_CARD) and await self._voice.ledger.message(message.key) is None

    async def _told(self, task: Task, cards: tuple[Message, ...], restored: Restored) -> Message:
        to = task.details["to"]
        lost = LostCards(to=to if to in self._voice.coordinators else None, cards=cards, restored=restored)
        key = f"restored:{promises.opaque(task.key)}"
        kept = await self._voice.ledger.message(key) or Message(key=key, room_id=CLINIC, channel=to)
        return kept if kept.ts else await self._voice.tell(task, kept, lost)


def _for(to: str, task: Task) -> Task:
    return replace(task, key=f"{task.key}:{to}", lane=f"{task.key}:{to}", details={"to": to})


def _is_doubtful(task: Task, room: Room, restored: Restored) -> bool:
    """Whether the room may be another by now than the ledger has it."""
    if not is_from_before(task, restored) or room.state is not RoomState.SCHEDULED or room.video is None:
        return False
    return (room.video.read or room.created) <= _settled(restored)


def _settled(restored: Restored) -> datetime:
    """From here on no request of the lost time can arrive any more: what is read is how it stays."""
    return restored.restored + ON_ITS_WAY


def _cancelled(room: Room, now: datetime, video: VideoRoom | None = None) -> Entry:
    """Cancelled since the backup, and told then: what stands is corrected, and nothing new is said."""
    read = video.read_at(now) if video else room.video
    after = room.but(state=RoomState.CANCELLED, video=read, cancelled_at=now)
    return Entry(
        room=after,
        tasks=(
            promises.announce(NoticeKind.CARD, room, now),
            promises.announce(NoticeKind.LINKS, room, now),
            promises.remind(room, now, room.start),
        ),
    )
