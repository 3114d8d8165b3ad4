"""Moving and cancelling rooms at BetterPT, until it is known that it was done or will not be.

What is in doubt is looked at first, and sent again only when no earlier request can still be on its way:
BetterPT writes to the patient each time. What it comes to, and who is told, stands in `endings`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnavailable,
)
from bot.models import Entry, Room, RoomState, Task, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.doubt import Doubts
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.endings import Endings
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.problems import NOT_DONE, PATIENCE, problem_of


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
        self._doubts = Doubts(ledger=ledger, clock=clock)
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
            heir = await self._ledger.room(task.details["for"])
            if heir and heir.start != room.start:
                return self._endings.not_replaced(task)
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
            return await self._attempt(task, room, change)
        except RoomMissing:
            return change.missing
        except RoomsRejected as error:
            return await self._so_already(change) or self._endings.kept(task, problem_of(error))
        except OutcomeUnknown:
            raise  # it is looked at next time
        except RoomsUnavailable as error:
            left = self._patience(task, room)
            if left > timedelta(0):
                asked = error.retry_after and min(error.retry_after, left)
                raise RoomsUnavailable(str(error), retry_after=asked) from error
            return self._endings.kept(task, problem_of(error))
        except RoomsError as error:
            return self._endings.kept(task, problem_of(error))

    async def _attempt(self, task: Task, room: Room, change: _Change) -> Outcome:
        """Look first, if there is a doubt; then send, if nothing speaks against it."""
        if room.doubt:
            video = await self._rooms.get(change.uid)
            if done := change.found(video):
                return done
            await self._doubts.let_arrive(task, room)
            if video.start != room.start:
                if _is_sent(task, room) and room.pending_start:
                    return change.done(video)  # moved by it, though not to where it was asked for
                room = await self._as_it_is(task, room, video)
                if "for" in task.details:  # its heir stands where it was
                    return self._endings.not_replaced(task)
        if why := self._why_not(task, room):
            return self._endings.kept(task, why, is_sure=True)
        return await self._send(task, room, change)

    async def _send(self, task: Task, room: Room, change: _Change) -> Outcome:
        """One request. "Not found" may be about something else than the room: only a look tells."""
        try:
            return change.done(await self._doubts.send(task, room, change.request))
        except RoomMissing as error:
            is_so = change.found(await self._rooms.get(change.uid))
            refused = problem_of(RoomsRejected((str(error),)))
            return is_so or self._endings.kept(task, refused, is_sure=True)

    async def _as_it_is(self, task: Task, room: Room, video: VideoRoom) -> Room:
        """An earlier change was done after all, or one on their side: told whatever comes of this one."""
        await self._ledger.mark(task, moved_elsewhere(room, video, self._clock.now()))
        return await self._ledger.room(room.id) or room

    def _why_not(self, task: Task, room: Room) -> str | None:
        """Why no request goes: BetterPT changes nothing that has started, and trying has an end."""
        now = self._clock.now()
        if room.has_started(now):
            return "started"
        if room.pending_start and room.pending_start <= now:
            return "past"
        return NOT_DONE if _is_sent(task, room) and now >= task.promised + PATIENCE else None

    def _patience(self, task: Task, room: Room) -> timedelta:
        """How long BetterPT is still asked, counted from the last request if one is out."""
        since = room.doubt.since if room.doubt and _is_sent(task, room) else task.promised
        return max(since, task.promised) + PATIENCE - self._clock.now()

    async def _so_already(self, change: _Change) -> Outcome | None:
        """What was refused may be so already: by BetterPT's own people."""
        try:
            return change.found(await self._rooms.get(change.uid))
        except RoomsError:
            return None


def _is_sent(task: Task, room: Room) -> bool:
    """Whether the doubt is this task's own: it has sent a request that was never answered."""
    return room.doubt is not None and room.doubt.by == task.key
