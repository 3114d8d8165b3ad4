"""What is done at BetterPT: a room is created once, moved or cancelled until it is known to be.

Reading attendance is `follow_ups`. Nothing is said here; the outcome names who is to be told.
"""

from __future__ import annotations

from datetime import timedelta

from bot import promises
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)
from bot.models import Entry, NoticeKind, Room, RoomState, Task, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.outcome import Outcome, nothing

PATIENCE = timedelta(minutes=15)
"""How long an unavailable BetterPT is asked again before the requester is told that it did not work."""


class RoomTasks:
    """The steps that change rooms at BetterPT."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly once: right before the one create request."""
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
        await self._ledger.write(Entry(room=room.but(is_attempted=True)))
        try:
            return self._created(await self._rooms.create(room))
        except OutcomeUnknown:
            return self._unknown("no-answer")
        except RoomsUnavailable:
            return await self._try_again(task)
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
            return self._moved(await self._rooms.reschedule(uid, wanted))
        except RoomsError as error:
            return self._kept(self._give_up(task, error))

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
            await self._rooms.cancel(uid)
        except RoomMissing:
            return self._cancelled()
        except RoomsError as error:
            return self._kept(self._give_up(task, error))
        return self._cancelled()

    def _give_up(self, task: Task, error: RoomsError) -> str:
        """Why it is over, or the error again while another attempt is worth it."""
        is_passing = isinstance(error, RoomsUnavailable | OutcomeUnknown)
        if is_passing and self._clock.now() < task.promised + PATIENCE:
            raise error
        return problem_of(error)

    async def _try_again(self, task: Task) -> Outcome:
        """The create request certainly did not act: say that it takes longer, and come back."""
        now = self._clock.now()
        if now >= task.promised + PATIENCE:
            return self._refused("unavailable")
        room = await self._ledger.room(task.room_id)
        if room:
            waiting = room.but(is_attempted=False, problem="waiting")
            first = (promises.announce(NoticeKind.REPLY, room, now),) if task.attempts == 1 else ()
            await self._ledger.write(Entry(room=waiting, tasks=first))
        raise RoomsUnavailable("room not created yet")

    def _created(self, video: VideoRoom) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = _at(room, video).but(state=RoomState.SCHEDULED)
            tasks = [promises.announce(NoticeKind.CARD, room, now), promises.follow_up(after, now)]
            return Entry(room=after, tasks=(*tasks, *self._shifted(room, video, room.start)))

        return outcome

    def _moved(self, video: VideoRoom) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = _at(room, video).but(state=RoomState.SCHEDULED, pending_start=None)
            has_new_links = room.video is not None and _links(room.video) != _links(video)
            moved = {
                "was": room.start.isoformat(),
                "by": room.changed_by or "",
                "links": "new" if has_new_links else "same",
                "version": str(room.version),
            }
            tasks = [
                promises.announce(NoticeKind.CARD, room, now),
                promises.announce(NoticeKind.CHANGE, room, now, what="moved", **moved),
                promises.follow_up(after, now),
            ]
            if has_new_links:
                tasks.append(promises.announce(NoticeKind.LINKS, room, now))
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
                    promises.announce(NoticeKind.CHANGE, room, now, what="cancelled", **who),
                ),
            )

        return outcome

    def _kept(self, problem: str) -> Outcome:
        """It stays as it was; who asked for the change is told why."""

        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            what = "move" if room.state is RoomState.MOVING else "cancel"
            to = room.changed_by or room.request.requester
            wanted = room.pending_start.isoformat() if room.pending_start else ""
            after = room.but(state=RoomState.SCHEDULED, pending_start=None, problem=problem)
            told = {"what": what, "to": to, "wanted": wanted, "version": str(room.version)}
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    promises.announce(NoticeKind.PROBLEM, room, now, **told),
                ),
            )

        return outcome

    def _refused(self, problem: str) -> Outcome:
        return self._not_created(RoomState.REFUSED, problem)

    def _unknown(self, problem: str) -> Outcome:
        return self._not_created(RoomState.UNKNOWN, problem)

    def _not_created(self, state: RoomState, problem: str) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            told = {"what": "create", "to": room.request.requester, "version": str(room.version)}
            return Entry(
                room=room.but(state=state, problem=problem),
                tasks=(
                    promises.announce(NoticeKind.PROBLEM, room, now, **told),
                    promises.announce(NoticeKind.REPLY, room, now),
                ),
            )

        return outcome

    def _shifted(self, room: Room, video: VideoRoom, wanted: object) -> tuple[Task, ...]:
        """BetterPT has the room at another time than it was asked for: never hidden."""
        if video.start == wanted:
            return ()
        told = {"what": "shifted", "to": room.request.requester, "version": str(room.version)}
        return (promises.announce(NoticeKind.PROBLEM, room, self._clock.now(), **told),)


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
        case OutcomeUnknown():
            return "no-answer"
        case _:
            return "unavailable"


def _at(room: Room, video: VideoRoom) -> Room:
    return room.but(video=video, start=video.start, problem=None)


def _links(video: VideoRoom) -> tuple[str, str]:
    return video.provider_link, video.patient_link
