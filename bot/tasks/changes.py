"""Moving and cancelling rooms at BetterPT, until it is known that it was done or will not be.

Nothing is said here; the outcome names who is to be told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot import promises
from bot.errors import OutcomeUnknown, RoomMissing, RoomsError, RoomsRejected, RoomsUnavailable
from bot.models import UNCONFIRMED, Entry, NoticeKind, Room, RoomState, Task, TaskKind, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.problems import PATIENCE, as_it_is, problem_of, shifted, tell

_SHARED = ("batch", "together")


class RoomChanges:
    """The steps that change rooms at BetterPT."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly where something must be on record before the next request."""
        self._rooms = rooms
        self._ledger = ledger
        self._clock = clock

    async def reschedule(self, task: Task, room: Room) -> Outcome:
        """Move the room to its `pending_start`; where an earlier request may have arrived, looks first.

        Raises:
            RoomsUnavailable, OutcomeUnknown: to be tried again; there is patience left.
            ClaimLost: another worker does it.
        """
        if room.state is not RoomState.MOVING or not room.video or not room.pending_start:
            return nothing
        uid, wanted = room.video.uid, room.pending_start
        try:
            if (video := await self._looked_up(task, room)) and (done := self._if_moved(task, wanted, video)):
                return done
            if why := self._why_too_late(room):
                return self._kept(task, why)
            await self._in_doubt(task, room)
            return self._moved(task, await self._rooms.reschedule(uid, wanted))
        except RoomsRejected as error:
            if_moved = partial(self._if_moved, task, wanted)
            return await self._so_already(uid, if_moved) or self._kept(task, problem_of(error))
        except RoomsError as error:
            return self._kept(task, await self._give_up(task, room, error))

    async def cancel(self, task: Task, room: Room) -> Outcome:
        """Cancel the room; where an earlier request may have arrived, looks first.

        Raises:
            RoomsUnavailable, OutcomeUnknown: to be tried again; there is patience left.
            ClaimLost: another worker does it.
        """
        if "for" in task.details:
            room = await self._begin_to_replace(room, task)
        if room.state is not RoomState.CANCELLING or not room.video:
            return nothing
        uid = room.video.uid
        try:
            if (video := await self._looked_up(task, room)) and (done := self._if_cancelled(task, video)):
                return done
            if why := self._why_too_late(room):
                return self._kept(task, why)
            await self._in_doubt(task, room)
            await self._rooms.cancel(uid)
        except RoomMissing:
            return self._cancelled(task)
        except RoomsRejected as error:
            if_cancelled = partial(self._if_cancelled, task)
            return await self._so_already(uid, if_cancelled) or self._kept(task, problem_of(error))
        except RoomsError as error:
            return self._kept(task, await self._give_up(task, room, error))
        return self._cancelled(task)

    def surprised(self, task: Task) -> Outcome:
        """What a change comes to that fails and nobody foresaw how: told, never left hanging."""
        return self._kept(task, "unexpected")

    async def _begin_to_replace(self, room: Room, task: Task) -> Room:
        """Another room stands in this one's place by now: what a click does otherwise is done here."""
        if room.state is RoomState.MOVING:
            raise RoomsUnavailable("it is being moved")
        if room.state is not RoomState.SCHEDULED:
            return room
        request = replace(room.request, reply_url=None)
        begun = room.but(
            state=RoomState.CANCELLING,
            request=request,
            changed_by=task.details["by"],
            problem=room.doubt,
            handed_to=task.details.get("heir"),
        )
        await self._ledger.write(Entry(room=begun))
        return begun.but(version=begun.version + 1)

    async def _looked_up(self, task: Task, room: Room) -> VideoRoom | None:
        """How BetterPT has the room, if an earlier request, of this task or another one, may have arrived."""
        may_have = task.attempts > 1 or room.doubt
        return await self._rooms.get(room.video.uid) if room.video and may_have else None

    async def _so_already(self, uid: str, outcome: Callable[[VideoRoom], Outcome | None]) -> Outcome | None:
        """What was refused may be so already: a request that was long on its way, or BetterPT's people."""
        try:
            return outcome(await self._rooms.get(uid))
        except RoomsError:
            return None

    def _if_moved(self, task: Task, wanted: datetime, video: VideoRoom) -> Outcome | None:
        if says_cancelled(video):
            return self._found_cancelled(task)
        return self._moved(task, video) if video.start == wanted else None

    def _if_cancelled(self, task: Task, video: VideoRoom) -> Outcome | None:
        return self._cancelled(task) if says_cancelled(video) else None

    def _why_too_late(self, room: Room) -> str | None:
        """BetterPT changes nothing that has started; after a downtime that, or the new time, may be past."""
        now = self._clock.now()
        if room.has_started(now):
            return "started"
        return "past" if room.pending_start and room.pending_start <= now else None

    async def _in_doubt(self, task: Task, room: Room) -> None:
        """Right before the request: until its answer is known, nobody knows what became of it, whoever dies.

        Nobody else has the task, and nobody will while the request is out.
        """
        await self._ledger.mark(task, Entry(room=room.but(problem=UNCONFIRMED)))

    async def _give_up(self, task: Task, before: Room, error: RoomsError) -> str:
        """Why it is over, or the error again while another attempt is worth it; `before` is how it was."""
        if not isinstance(error, RoomsUnavailable | OutcomeUnknown):
            return problem_of(error)
        is_unknown = before.doubt or isinstance(error, OutcomeUnknown)
        if self._clock.now() >= task.promised + PATIENCE:
            return UNCONFIRMED if is_unknown else problem_of(error)
        room = await self._ledger.room(task.room_id)
        if room and room.doubt and not is_unknown:  # this request, at least, certainly did not act
            await self._ledger.write(Entry(room=room.but(problem=before.problem)))
        raise error

    def _moved(self, task: Task, video: VideoRoom) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = as_it_is(room, video, now).but(
                state=RoomState.SCHEDULED, pending_start=None, moved_from=room.start
            )
            has_new_links = room.video is not None and _links(room.video) != _links(video)
            moved = {
                "was": room.start.isoformat(),
                "by": room.changed_by or "",
                "links": "new" if has_new_links else "same",
                "version": str(room.version),
                **_together(task),
            }
            links = (promises.announce(NoticeKind.LINKS, room, now),) if has_new_links else ()
            tasks = (
                promises.announce(NoticeKind.CARD, room, now),
                *links,
                _reply(task, room, now, "moved"),
                promises.announce(NoticeKind.CHANGE, room, now, what="moved", **moved),
                *promises.tell_provider(room, now, "moved"),
                promises.follow_up(after, now),
                *promises.keep_current(after, now),
            )
            wanted = room.pending_start or room.start
            return Entry(room=after, tasks=(*tasks, *shifted(room, video, wanted, now)))

        return outcome

    def _cancelled(self, task: Task) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            asked = room.cancelled_at or now
            after = room.but(state=RoomState.CANCELLED, problem=None, cancelled_at=asked)
            who = {"by": room.changed_by or "", "version": str(room.version), **_together(task)}
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    promises.announce(NoticeKind.LINKS, room, now),
                    _reply(task, room, now, "cancelled"),
                    promises.announce(NoticeKind.CHANGE, room, now, what="cancelled", **who),
                    *promises.tell_provider(room, now, "cancelled"),
                ),
            )

        return outcome

    def _found_cancelled(self, task: Task) -> Outcome:
        """It was to be moved, and turned out to be cancelled: shown, and told to who wanted to move it."""

        def outcome(room: Room) -> Entry:
            kept = self._kept(task, "cancelled")(room)
            now = self._clock.now()
            after = kept.room and kept.room.but(state=RoomState.CANCELLED, problem=None, cancelled_at=now)
            links = promises.announce(NoticeKind.LINKS, room, now)
            return replace(kept, room=after, tasks=(*kept.tasks, links))

        return outcome

    def _kept(self, task: Task, problem: str) -> Outcome:
        """It stays as it was, as far as is known; who asked for the change is told why."""

        def outcome(room: Room) -> Entry:
            what = "move" if room.state is RoomState.MOVING else "cancel"
            to = room.changed_by or room.request.requester
            after = room.but(
                state=RoomState.SCHEDULED,
                pending_start=None,
                problem=problem,
                handed_to=None,
                cancelled_at=None,
            )
            now = self._clock.now()
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    tell(room, what, now, to=to, problem=problem),
                    _reply(task, room, now, "kept"),
                    *_corrected(task, room, now),
                ),
            )

        return outcome


def _together(task: Task) -> dict[str, str]:
    """Of several changes by one click: what tells that they belong together, to be told of once."""
    told: dict[str, str] = {key: task.details[key] for key in _SHARED if key in task.details}
    wanted = "moved" if task.kind is TaskKind.RESCHEDULE else "cancelled"
    return {**told, "version": told["batch"], "wanted": wanted} if told else {}


def _reply(task: Task, room: Room, now: datetime, what: str) -> Task:
    """In the place of the preview: of several changes by one click once, when all of them are done."""
    reply = promises.announce(NoticeKind.REPLY, room, now, what=what, **_together(task))
    batch = task.details.get("batch")
    return replace(reply, key=f"{room.lane}:announce:reply:{batch}") if batch else reply


def _corrected(task: Task, room: Room, now: datetime) -> tuple[Task, ...]:
    """What was said of all of them, now that one of them stays as it was."""
    if not (told := _together(task)):
        return ()
    by = room.changed_by or ""
    return (promises.announce(NoticeKind.CHANGE, room, now, what="kept", by=by, **told),)


def says_cancelled(video: VideoRoom) -> bool:
    """Whether BetterPT's own status word says so; its values are not documented."""
    return "cancel" in (video.attendance.status or "").lower()


def _links(video: VideoRoom) -> tuple[str, str]:
    return video.provider_link, video.patient_link
