"""Moving and cancelling rooms at BetterPT, until it is known that it was done or will not be.

A change is in doubt from right before its request until its answer. What is in doubt is looked at first, and
sent again only when no earlier request can still be on its way: BetterPT writes to the patient each time.
What it comes to, and who is told, stands in `changed`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.errors import (
    NotYet,
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnavailable,
)
from bot.models import Entry, Room, RoomState, Task, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.changed import Changed
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.problems import PATIENCE, problem_of

ON_ITS_WAY = timedelta(seconds=30)
"""How long a request may take to arrive: a call lasts 18 s at most (`bot.betterpt.wire.Limits`), and what its
process sent at the very end, and was killed over, the network delivers all the same."""


@dataclass(frozen=True, kw_only=True)
class _Change:
    """One of the two changes of a room, and what it comes to."""

    uid: str
    request: Callable[[], Awaitable[VideoRoom]]
    done: Callable[[VideoRoom], Outcome]
    """By BetterPT's answer."""
    found: Callable[[VideoRoom], Outcome | None]
    """By how the room looks; None: it is not done."""
    missing: Outcome
    """BetterPT knows no such room."""


class RoomChanges:
    """The steps that change rooms at BetterPT."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly where something must be on record before the next request."""
        self._rooms = rooms
        self._ledger = ledger
        self._clock = clock
        self._changed = Changed(clock)

    async def reschedule(self, task: Task, room: Room) -> Outcome:
        """Move the room to its `pending_start`.

        Raises:
            RoomsUnavailable, OutcomeUnknown: to be tried again; there is patience left.
            NotYet: an earlier request may still be on its way.
            ClaimLost: another worker does it.
        """
        if room.state is not RoomState.MOVING or not room.video or not room.pending_start:
            return nothing
        uid, wanted = room.video.uid, room.pending_start
        change = _Change(
            uid=uid,
            request=partial(self._rooms.reschedule, uid, wanted),
            done=partial(self._changed.moved, task),
            found=partial(self._changed.found_moved, task, wanted),
            missing=self._changed.kept(task, problem_of(RoomMissing(uid)), is_sure=True),
        )
        return await self._done(task, room, change)

    async def cancel(self, task: Task, room: Room) -> Outcome:
        """Cancel the room. Raises as `reschedule`."""
        if "for" in task.details:
            room = await self._begin_to_replace(room, task)
        if room.state is not RoomState.CANCELLING or not room.video:
            return nothing
        uid = room.video.uid
        cancelled = self._changed.cancelled(task)
        change = _Change(
            uid=uid,
            request=partial(self._rooms.cancel, uid),
            done=lambda _: cancelled,
            found=partial(self._changed.found_cancelled, task),
            missing=cancelled,
        )
        return await self._done(task, room, change)

    def surprised(self, task: Task) -> Outcome:
        """What a change comes to that fails and nobody foresaw how: told, never left hanging."""
        return self._changed.kept(task, "unexpected")

    async def _begin_to_replace(self, room: Room, task: Task) -> Room:
        """Another room stands in this one's place by now: what a click does otherwise is done here."""
        if room.state is RoomState.MOVING:
            raise RoomsUnavailable("it is being moved")
        if room.state is not RoomState.SCHEDULED:
            return room
        begun = room.but(
            state=RoomState.CANCELLING,
            request=replace(room.request, reply_url=None),
            changed_by=task.details["by"],
            problem=None,
            handed_to=task.details.get("heir"),
        )
        await self._ledger.write(Entry(room=begun))
        return begun.but(version=begun.version + 1)

    async def _done(self, task: Task, room: Room, change: _Change) -> Outcome:
        """What comes of the change: done, found done, or kept as it was. Raises as `reschedule`."""
        try:
            if done := await self._found_done(room, change):
                return done
            if why := self._why_too_late(room):
                return self._changed.kept(task, why, is_sure=True)
            return change.done(await self._send(task, room, change))
        except RoomMissing:
            return change.missing
        except RoomsRejected as error:
            return await self._so_already(change) or self._changed.kept(task, problem_of(error))
        except RoomsError as error:
            is_passing = isinstance(error, RoomsUnavailable | OutcomeUnknown)
            if is_passing and self._clock.now() < task.promised + PATIENCE:
                raise
            return self._changed.kept(task, problem_of(error))

    async def _found_done(self, room: Room, change: _Change) -> Outcome | None:
        """What an earlier request, of this task or another one, has come to; None: nothing, and it will not.

        Raises:
            RoomsError: it could not be looked at.
            NotYet: nothing so far, and it may still be on its way.
        """
        if room.in_doubt_since is None:
            return None
        if done := change.found(await self._rooms.get(change.uid)):
            return done
        passed = self._clock.now() - room.in_doubt_since
        if timedelta(0) <= passed < ON_ITS_WAY:
            raise NotYet(ON_ITS_WAY - passed)
        return None

    def _why_too_late(self, room: Room) -> str | None:
        """BetterPT changes nothing that has started; after a downtime that, or the new time, may be past."""
        now = self._clock.now()
        if room.has_started(now):
            return "started"
        return "past" if room.pending_start and room.pending_start <= now else None

    async def _send(self, task: Task, room: Room, change: _Change) -> VideoRoom:
        """The one request, with a doubt on record before it that only its answer ends, whoever dies.

        Raises:
            RoomsError: of the type that says what may be done next.
            ClaimLost: another worker does it.
        """
        await self._ledger.mark(task, Entry(room=room.but(in_doubt_since=self._clock.now())))
        try:
            return await change.request()
        except OutcomeUnknown:
            raise
        except RoomsError:  # it certainly did not act
            if asked := await self._ledger.room(task.room_id):
                await self._ledger.write(Entry(room=asked.but(in_doubt_since=None)))
            raise

    async def _so_already(self, change: _Change) -> Outcome | None:
        """What was refused may be so already: by BetterPT's own people."""
        try:
            return change.found(await self._rooms.get(change.uid))
        except RoomsError:
            return None
