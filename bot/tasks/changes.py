"""Moving and cancelling rooms at BetterPT, until it is known that it was done or will not be.

A change is in doubt from right before its request until its answer. What is in doubt is looked at first, and
sent again only when no earlier request can still be on its way: BetterPT writes to the patient each time.
What it comes to, and who is told, stands in `endings`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
from bot.tasks.endings import Endings, says_cancelled
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.problems import NO_ANSWER, PATIENCE, problem_of

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
        self._endings = Endings(clock)

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
            done=partial(self._endings.moved, task),
            found=partial(self._endings.found_moved, task, wanted),
            missing=self._endings.kept(task, problem_of(RoomMissing(uid)), is_sure=True),
        )
        return await self._done(task, room, change)

    async def cancel(self, task: Task, room: Room) -> Outcome:
        """Cancel the room. Raises as `reschedule`."""
        if "for" in task.details:
            room = await self._begin_to_replace(room, task)
        if room.state is not RoomState.CANCELLING or not room.video:
            return nothing
        uid = room.video.uid
        cancelled = self._endings.cancelled(task)
        change = _Change(
            uid=uid,
            request=partial(self._rooms.cancel, uid),
            done=lambda _: cancelled,
            found=partial(self._endings.found_cancelled, task),
            missing=cancelled,
        )
        return await self._done(task, room, change)

    async def look_again(self, task: Task, room: Room) -> Outcome:
        """Find out what became of a change of which it had to be told that nobody knows.

        Raises:
            RoomsUnavailable: it cannot be looked at yet.
            NotYet: the change may still be on its way.
        """
        is_over = room.has_started(self._clock.now())  # from then on the follow-ups look
        if room.state is not RoomState.SCHEDULED or not room.in_doubt_since or not room.video or is_over:
            return nothing
        try:
            video = await self._rooms.get(room.video.uid)
        except RoomsError as error:
            raise RoomsUnavailable("it cannot be looked at") from error
        if video.start == room.start and not says_cancelled(video):
            await self._let_arrive(task, room, room.in_doubt_since)
        return self._endings.found_out(task, video)

    def surprised(self, task: Task) -> Outcome:
        """What a change comes to that fails and nobody foresaw how: told, never left hanging."""
        return self._endings.kept(task, "unexpected")

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
            if done := await self._found_done(task, room, change):
                return done
            if why := self._why_not(task, room):
                return self._endings.kept(task, why, is_sure=True)
            return change.done(await self._send(task, room, change))
        except RoomMissing:
            return change.missing
        except RoomsRejected as error:
            return await self._so_already(change) or self._endings.kept(task, problem_of(error))
        except OutcomeUnknown:
            raise  # it is looked at next time
        except RoomsError as error:
            since = max(task.promised, room.in_doubt_since or task.promised)
            if isinstance(error, RoomsUnavailable) and self._clock.now() < since + PATIENCE:
                raise
            return self._endings.kept(task, problem_of(error))

    async def _found_done(self, task: Task, room: Room, change: _Change) -> Outcome | None:
        """What an earlier request, of this task or another one, has come to; None: nothing, for good.

        Raises:
            RoomsError: it could not be looked at.
            NotYet: nothing so far, and it may still be on its way.
        """
        if room.in_doubt_since is None:
            return None
        if done := change.found(await self._rooms.get(change.uid)):
            return done
        await self._let_arrive(task, room, room.in_doubt_since)
        return None

    async def _let_arrive(self, task: Task, room: Room, sent: datetime) -> None:
        """Wait until what was sent cannot be on its way any more.

        Raises:
            NotYet: it still can; after the clock was set back nobody knows for how long.
        """
        now = self._clock.now()
        if now < sent:
            await self._ledger.mark(task, Entry(room=room.but(in_doubt_since=now)))
            raise NotYet(ON_ITS_WAY)
        if now - sent < ON_ITS_WAY:
            raise NotYet(ON_ITS_WAY - (now - sent))

    def _why_not(self, task: Task, room: Room) -> str | None:
        """Why no request goes: BetterPT changes nothing that has started, and trying has an end."""
        now = self._clock.now()
        if room.has_started(now):
            return "started"
        if room.pending_start and room.pending_start <= now:
            return "past"
        was_sent = room.in_doubt_since is not None and room.in_doubt_since >= task.promised
        return NO_ANSWER if was_sent and now >= task.promised + PATIENCE else None

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
                await self._ledger.mark(task, Entry(room=asked.but(in_doubt_since=None)))
            raise

    async def _so_already(self, change: _Change) -> Outcome | None:
        """What was refused may be so already: by BetterPT's own people."""
        try:
            return change.found(await self._rooms.get(change.uid))
        except RoomsError:
            return None
