"""Running late: one click shows by how much, one more moves the session. Nothing is moved after its start."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot import times
from bot.booking import LATE_BY, Changes, Search
from bot.errors import RoomClosed
from bot.models import Room
from bot.ports import Clock
from handlers import command
from handlers.blocks import late, parts
from handlers.confirming import confirm
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.naming import Naming
from handlers.people import People
from handlers.sentences import messages
from handlers.sentences.changes import changes
from handlers.slack import Said
from handlers.verbs import Verb

_SOON = timedelta(hours=2)
"""Who names no room means one that starts within this."""
_MINUTES = re.compile(
    r"(?:^|\s)(?:by\s+|in\s+|about\s+|\+\s*)*\+?(?P<minutes>\d{1,2})\s*(?:m|min|mins|minutes?|minutos?)?\.?\s*$",
    re.IGNORECASE,
)
_MOST = 59
"""Minutes; more is no delay but another time."""


class Late:
    """The listeners for who is running late."""

    def __init__(
        self, *, changes: Changes, search: Search, naming: Naming, people: People, desk: Desk, clock: Clock
    ) -> None:
        """`naming` finds the room that a command is about, `search` the one that is next."""
        self._changes = changes
        self._search = search
        self._naming = naming
        self._people = people
        self._desk = desk
        self._clock = clock

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room late [<room>] [<minutes>]`."""
        words, minutes = await self._split(gesture, said)
        if words:
            if named := await self._naming.room(gesture, words, Verb.LATE, to=minutes):
                await self._offer(gesture, named.room.id, minutes, unread=named.unread)
        elif room := await self._next(gesture):
            await self._offer(gesture, room.id, minutes)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """The button in the reminder, or in the room's private menu."""
        await ack()
        await self._offer(gesture, gesture.value, "")

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """So much later: the promise is committed before the ack."""
        room_id, *_ = gesture.value.split("|")

        async def again() -> None:
            await self._offer(gesture, room_id, "")

        try:
            await confirm(self._desk, gesture, ack, self._promise(gesture), again)
        except RoomClosed as error:
            await ack()
            await self._refuse(gesture, room_id, error)

    async def _promise(self, gesture: Gesture) -> Said | None:
        room_id, at, *seen = gesture.value.split("|")
        start = datetime.fromisoformat(at)
        room, is_new = await self._changes.reschedule(
            room_id,
            start,
            gesture.who,
            reply_url=gesture.reply_url,
            why="late",
            shown=seen[0] if seen else None,
        )
        return parts.sentence(messages.moving(times.say(start, room.zone))) if is_new else None

    async def _split(self, gesture: Gesture, said: command.Command) -> tuple[str, str]:
        """What names the room, and the minutes: "tomorrow 10" is a room at ten, if there is one."""
        words = said.words.strip()
        minutes = _MINUTES.search(words)
        if said.to or minutes is None:
            return words, said.to
        rest = words[: minutes.start()].strip()
        if rest:
            found, _ = await self._naming.look(gesture, words, is_to_change=True)
            if found.rooms and not found.unread:
                return words, ""
        return rest, minutes["minutes"]

    async def _next(self, gesture: Gesture) -> Room | None:
        """The person's own next room, or the one they are late for already."""
        soon = await self._search.upcoming(gesture.who, _SOON)
        ahead = [room for room in soon if not room.has_started(self._clock.now())]
        if ahead or soon:
            return (ahead or list(soon))[0]
        await self._desk.say(gesture, parts.sentence(changes.NO_ONE_SOON))
        return None

    async def _offer(self, gesture: Gesture, room_id: str, minutes: str, *, unread: str = "") -> None:
        wanted = {int(minutes)} if minutes.isdigit() and 0 < int(minutes) <= _MOST else set()
        try:
            moves = await self._changes.plan_late(room_id, gesture.who, wanted | set(LATE_BY))
        except RoomClosed as error:
            await self._refuse(gesture, room_id, error)
            return
        reader = await self._people.zone_of(gesture.who)
        await self._desk.say(
            gesture, late.offer(moves, reader, wanted=next(iter(wanted), None), unread=unread)
        )

    async def _refuse(self, gesture: Gesture, room_id: str, error: RoomClosed) -> None:
        """It has started: what can still be done, for who may see the room."""
        if error.why != "started":
            raise error
        room = await self._search.room(room_id, gesture.who)
        await self._desk.say(gesture, late.too_late(room))
