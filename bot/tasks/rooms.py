"""What is done at BetterPT: a room is created once, moved or cancelled until it is known to be.

Reading attendance is `follow_ups`. Nothing is said here; the outcome names who is to be told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import promises
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)
from bot.models import Entry, NoticeKind, Room, RoomState, Task, TaskKind, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.outcome import Outcome, nothing

_UNCONFIRMED = "unconfirmed"
"""The problem of a move or cancellation that may have arrived."""
PATIENCE = timedelta(minutes=15)
"""How long an unavailable BetterPT is asked again before the requester is told that it did not work."""


class RoomTasks:
    """The steps that change rooms at BetterPT."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly where something must be on record before the next request."""
        self._rooms = rooms
        self._ledger = ledger
        self._clock = clock

    async def create(self, task: Task, room: Room) -> Outcome:
        """Create the room with at most one request that could act.

        Raises:
            RoomsUnavailable: it certainly did not act; there is patience left.
        """
        if (verdict := self._verdict_before_creating(room)) is not None:
            return verdict
        try:
            await self._rooms.prepare()
            await self._ledger.write(Entry(room=room.but(is_attempted=True)))
            return self._created(await self._rooms.create(room))
        except OutcomeUnknown as error:
            return self._unknown(problem_of(error))
        except RoomsUnavailable as error:
            return await self._try_again(task, error)
        except RoomsError as error:
            return self._refused(problem_of(error))

    def _verdict_before_creating(self, room: Room) -> Outcome | None:
        if room.state is not RoomState.CREATING:
            return nothing
        if room.is_attempted:  # we died after this was committed: the request may have left
            return self._unknown("interrupted")
        if room.has_started(self._clock.now()):
            return self._refused("too-late")
        return None

    async def reschedule(self, task: Task, room: Room) -> Outcome:
        """Move the room to its `pending_start`; reads it back before a second attempt.

        Raises:
            RoomsUnavailable, OutcomeUnknown: to be tried again; there is patience left.
        """
        if room.state is not RoomState.MOVING or not room.video or not room.pending_start:
            return nothing
        uid, wanted = room.video.uid, room.pending_start
        try:
            if task.attempts > 1:
                video = await self._rooms.get(uid)
                if video.start == wanted:
                    return self._moved(video)
            if why := self._why_too_late(room):
                return self._kept(why)
            return self._moved(await self._rooms.reschedule(uid, wanted))
        except RoomsError as error:
            return self._kept(await self._give_up(task, error))

    async def cancel(self, task: Task, room: Room) -> Outcome:
        """Cancel the room; reads it back before a second attempt.

        Raises:
            RoomsUnavailable, OutcomeUnknown: to be tried again; there is patience left.
        """
        if room.state is not RoomState.CANCELLING or not room.video:
            return nothing
        uid = room.video.uid
        try:
            if task.attempts > 1 and says_cancelled(await self._rooms.get(uid)):
                return self._cancelled()
            if why := self._why_too_late(room):
                return self._kept(why)
            await self._rooms.cancel(uid)
        except RoomMissing:
            return self._cancelled()
        except RoomsError as error:
            return self._kept(await self._give_up(task, error))
        return self._cancelled()

    def surprised(self, task: Task) -> Outcome:
        """What a task comes to that fails and nobody foresaw how: told, never left hanging."""
        return self._refused("unexpected") if task.kind is TaskKind.CREATE else self._kept("unexpected")

    def _why_too_late(self, room: Room) -> str | None:
        """BetterPT changes nothing that has started; after a downtime that, or the new time, may be past."""
        now = self._clock.now()
        if room.has_started(now):
            return "started"
        return "past" if room.pending_start and room.pending_start <= now else None

    async def _give_up(self, task: Task, error: RoomsError) -> str:
        """Why it is over, or the error again while another attempt is worth it."""
        if not isinstance(error, RoomsUnavailable | OutcomeUnknown):
            return problem_of(error)
        room = await self._ledger.room(task.room_id)
        was_unknown = room is not None and room.problem == _UNCONFIRMED
        if self._clock.now() >= task.promised + PATIENCE:
            is_unknown = was_unknown or isinstance(error, OutcomeUnknown)
            return _UNCONFIRMED if is_unknown else problem_of(error)
        if room and isinstance(error, OutcomeUnknown):  # also if all later attempts merely do not get through
            await self._ledger.write(Entry(room=room.but(problem=_UNCONFIRMED)))
        raise error

    async def _try_again(self, task: Task, error: RoomsUnavailable) -> Outcome:
        """The create request certainly did not act: say that it takes longer, and come back."""
        now, ends = self._clock.now(), task.promised + PATIENCE
        if now >= ends:
            return self._refused("unavailable")
        room = await self._ledger.room(task.room_id)
        if room:
            waiting = room.but(is_attempted=False, problem="waiting")
            first = (promises.announce(NoticeKind.REPLY, room, now),) if task.attempts == 1 else ()
            await self._ledger.write(Entry(room=waiting, tasks=first))
        asked = min(error.retry_after, ends - now) if error.retry_after else None
        raise RoomsUnavailable("room not created yet", retry_after=asked) from error

    def _created(self, video: VideoRoom) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = _at(room, video, now).but(state=RoomState.SCHEDULED)
            tasks = (
                promises.announce(NoticeKind.CARD, room, now),
                promises.follow_up(after, now),
                *promises.keep_current(after, now),
            )
            return Entry(room=after, tasks=(*tasks, *self._shifted(room, video, room.start)))

        return outcome

    def _moved(self, video: VideoRoom) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = _at(room, video, now).but(state=RoomState.SCHEDULED, pending_start=None)
            has_new_links = room.video is not None and _links(room.video) != _links(video)
            moved = {
                "was": room.start.isoformat(),
                "by": room.changed_by or "",
                "links": "new" if has_new_links else "same",
                "version": str(room.version),
            }
            links = (promises.announce(NoticeKind.LINKS, room, now),) if has_new_links else ()
            tasks = (
                promises.announce(NoticeKind.CARD, room, now),
                *links,
                promises.announce(NoticeKind.REPLY, room, now, what="moved"),
                promises.announce(NoticeKind.CHANGE, room, now, what="moved", **moved),
                promises.follow_up(after, now),
                *promises.keep_current(after, now),
            )
            wanted = room.pending_start or room.start
            return Entry(room=after, tasks=(*tasks, *self._shifted(room, video, wanted)))

        return outcome

    def _cancelled(self) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = room.but(state=RoomState.CANCELLED, problem=None)
            who = {"by": room.changed_by or "", "version": str(room.version)}
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    promises.announce(NoticeKind.LINKS, room, now),
                    promises.announce(NoticeKind.REPLY, room, now, what="cancelled"),
                    promises.announce(NoticeKind.CHANGE, room, now, what="cancelled", **who),
                ),
            )

        return outcome

    def _kept(self, problem: str) -> Outcome:
        """It stays as it was, as far as is known; who asked for the change is told why."""

        def outcome(room: Room) -> Entry:
            what = "move" if room.state is RoomState.MOVING else "cancel"
            to = room.changed_by or room.request.requester
            after = room.but(state=RoomState.SCHEDULED, pending_start=None, problem=problem)
            now = self._clock.now()
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    self._tell(room, what, to=to, problem=problem),
                    promises.announce(NoticeKind.REPLY, room, now, what="kept"),
                ),
            )

        return outcome

    def _refused(self, problem: str) -> Outcome:
        return self._not_created(RoomState.REFUSED, problem)

    def _unknown(self, problem: str) -> Outcome:
        return self._not_created(RoomState.UNKNOWN, problem)

    def _not_created(self, state: RoomState, problem: str) -> Outcome:
        def outcome(room: Room) -> Entry:
            reply = promises.announce(NoticeKind.REPLY, room, self._clock.now())
            told = self._tell(room, "create", to=room.request.requester, problem=problem)
            return Entry(room=room.but(state=state, problem=problem), tasks=(told, reply))

        return outcome

    def _shifted(self, room: Room, video: VideoRoom, wanted: datetime) -> tuple[Task, ...]:
        """BetterPT has the room at another time than it was asked for: never hidden."""
        if video.start == wanted:
            return ()
        moved = room.but(start=video.start)
        return (self._tell(moved, "shifted", to=room.request.requester, problem="shifted"),)

    def _tell(self, room: Room, what: str, *, to: str, problem: str) -> Task:
        """To tell a person of a problem, in words that stay true if the room changes before they are said."""
        about = {"start": room.start.isoformat(), "problem": problem, "version": str(room.version)}
        if room.pending_start:
            about["wanted"] = room.pending_start.isoformat()
        return promises.announce(NoticeKind.PROBLEM, room, self._clock.now(), what=what, to=to, **about)


def says_cancelled(video: VideoRoom) -> bool:
    """Whether BetterPT's own status word says so; its values are not documented."""
    return "cancel" in (video.attendance.status or "").lower()


def problem_of(error: RoomsError) -> str:
    """A word for what went wrong, and behind a colon BetterPT's own words where it gave some."""
    match error:
        case RoomsRejected():
            return "rejected:" + "; ".join(error.reasons)
        case RoomsUnauthorized():
            return "unauthorized"
        case RoomMissing():
            return "missing"
        case OutcomeUnknown(reasons=()):
            return "no-answer"
        case OutcomeUnknown():
            return "unsure:" + "; ".join(error.reasons)
        case _:
            return "unavailable"


def _at(room: Room, video: VideoRoom, now: datetime) -> Room:
    return room.but(video=video.read_at(now), start=video.start, problem=None)


def _links(video: VideoRoom) -> tuple[str, str]:
    return video.provider_link, video.patient_link
