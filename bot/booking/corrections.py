"""What a person knows better about a session than BetterPT: kept beside its report, and told like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import outcomes, promises
from bot.booking.access import Access, why_absent
from bot.booking.twice import A_MOMENT, decided_anew
from bot.errors import RoomClosed, WordsUnclear
from bot.models import Correction, Entry, Event, EventKind, Room, SessionOutcome
from bot.ports import Clock, Ledger


class Corrections:
    """The use case of correcting an outcome."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        access: Access,
        coordinators: frozenset[str],
        nudge: Callable[[], None],
    ) -> None:
        """`coordinators` (Slack user ids) hear of a provider who did not come; `nudge` ends a commit."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._coordinators = coordinators
        self._nudge = nudge

    async def room(self, room_id: str, by: str) -> Room:
        """The room, if its session is over and this person may say how it went.

        Raises:
            RoomClosed: there was no session, or it is not over yet.
            NotAllowed, RoomNotFound: not by this person, or no such room.
        """
        room = await self._access.room(room_id, by)
        if why := why_absent(room):
            raise RoomClosed(why)
        if self._clock.now() < room.end:
            raise RoomClosed("not-over")
        return room

    @decided_anew
    async def correct(self, room_id: str, outcome: SessionOutcome, reason: str, by: str) -> tuple[Room, bool]:
        """Keep a correction, and promise that all that was told is corrected.

        The history says that it was corrected and to what; the reason stays with the room alone.

        Returns:
            The room, and whether that is to be said: not to a double click's second.

        Raises:
            WordsUnclear: the reason says nothing.
            RoomClosed, NotAllowed, RoomNotFound: as `room`.
        """
        if not any(each.isalnum() for each in reason):
            raise WordsUnclear("reason")
        room, now = await self.room(room_id, by), self._clock.now()
        correction = Correction(outcome=outcome, reason=reason, by=by, at=now)
        if room.correction and replace(room.correction, at=now) == correction:
            return room, now - room.correction.at >= A_MOMENT
        after = room.but(correction=correction, told_at=room.told_at or now)
        is_missed = bool({outcome, outcomes.outcome_of(room, now)} & outcomes.PROVIDER_MISSED)
        alarmed = outcomes.alarmed(room, self._coordinators) if is_missed else frozenset[str]()
        details = {"outcome": outcome.value, "was": outcomes.outcome_of(room, now).value}
        event = Event(room_id=room.id, kind=EventKind.CORRECTED, at=now, by=by, details=details)
        told = promises.tell_outcome(room, now, alarmed)
        await self._ledger.write(Entry(room=after, tasks=told, events=(event,)))
        self._nudge()
        return after, True
