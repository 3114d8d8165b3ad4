"""How moves and cancellations end, for the room as it is by then: done, found done, kept, or found out later.

No network, and nothing is decided here; each outcome names who is to be told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot import promises
from bot.models import UNCONFIRMED, Entry, NoticeKind, Room, RoomState, Task, TaskKind, VideoRoom
from bot.ports import Clock
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.outcome import Outcome
from bot.tasks.problems import NO_ANSWER, as_it_is, shifted, tell

_SHARED = ("batch", "together")


class Endings:
    """The outcomes of changes."""

    def __init__(self, clock: Clock) -> None:
        """`clock` tells when they are written."""
        self._clock = clock

    def found_moved(self, task: Task, wanted: datetime, video: VideoRoom) -> Outcome | None:
        """By how the room looks at BetterPT; None: it was not moved."""
        if says_cancelled(video):
            return self._found_cancelled_instead(task)
        return self.moved(task, video) if video.start == wanted else None

    def found_cancelled(self, task: Task, video: VideoRoom) -> Outcome | None:
        """By how the room looks at BetterPT; None: it was not cancelled."""
        return self.cancelled(task) if says_cancelled(video) else None

    def moved(self, task: Task, video: VideoRoom) -> Outcome:
        """It was moved to where `video` has it."""

        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = as_it_is(room, video, now).but(
                state=RoomState.SCHEDULED, pending_start=None, in_doubt_since=None, moved_from=room.start
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
            wanted = room.pending_start or _wanted(task) or room.start
            return Entry(room=after, tasks=(*tasks, *shifted(room, video, wanted, now)))

        return outcome

    def cancelled(self, task: Task) -> Outcome:
        """It was cancelled."""

        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            asked = room.cancelled_at or now
            after = room.but(state=RoomState.CANCELLED, problem=None, in_doubt_since=None, cancelled_at=asked)
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

    def kept(self, task: Task, problem: str, *, is_sure: bool = False) -> Outcome:
        """It stays as it was, as far as is known; who asked for the change is told why.

        Args:
            task: the change.
            problem: why; while an answer is missing, that this is not known takes its place.
            is_sure: whether no request is out any more, whatever the room says.
        """

        def outcome(room: Room) -> Entry:
            since = None if is_sure else room.in_doubt_since
            why = UNCONFIRMED if since else problem
            what = "move" if room.state is RoomState.MOVING else "cancel"
            to = room.changed_by or room.request.requester
            after = room.but(
                state=RoomState.SCHEDULED,
                pending_start=None,
                problem=why,
                in_doubt_since=since,
                handed_to=None,
                cancelled_at=None,
            )
            now = self._clock.now()
            told = tell(room, what, now, to=to, problem=why)
            shared = {key: task.details[key] for key in _SHARED if key in task.details}
            later = (promises.look_again(room, now, told.details | shared),) if since else ()
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    told,
                    _reply(task, room, now, "kept"),
                    *_corrected(task, room, now),
                    *later,
                ),
            )

        return outcome

    def found_out(self, task: Task, video: VideoRoom) -> Outcome:
        """What was told not to be known is known by now, of a change that nobody can be asked to wait for."""
        if says_cancelled(video):
            return self._with_the_problem(task, self.cancelled(task), "cancelled")
        if video.start == _wanted(task):
            return self._with_the_problem(task, self.moved(task, video), "moved")
        return self._with_the_problem(task, partial(self._found_unchanged, video), None)

    def _found_unchanged(self, video: VideoRoom, room: Room) -> Entry:
        now = self._clock.now()
        if video.start != room.start:
            return moved_elsewhere(room, video, now)
        return Entry(room=room.but(video=video.read_at(now), in_doubt_since=None, problem=NO_ANSWER))

    def _with_the_problem(self, task: Task, outcome: Outcome, found: str | None) -> Outcome:
        """The same, and the message that it is not known says what was found; None: it was not changed."""

        def known(room: Room) -> Entry:
            entry = outcome(room)
            about = {key: value for key, value in task.details.items() if key not in (*_SHARED, "notice")}
            about |= {"found": found} if found else {"problem": NO_ANSWER}
            told = promises.announce(NoticeKind.PROBLEM, room, self._clock.now(), **about)
            return replace(entry, tasks=(*entry.tasks, told, *_corrected(task, room, self._clock.now())))

        return known

    def _found_cancelled_instead(self, task: Task) -> Outcome:
        """It was to be moved, and turned out to be cancelled: shown, and told to who wanted to move it."""

        def outcome(room: Room) -> Entry:
            kept = self.kept(task, "cancelled", is_sure=True)(room)
            now = self._clock.now()
            after = kept.room and kept.room.but(state=RoomState.CANCELLED, problem=None, cancelled_at=now)
            links = promises.announce(NoticeKind.LINKS, room, now)
            return replace(kept, room=after, tasks=(*kept.tasks, links))

        return outcome


def says_cancelled(video: VideoRoom) -> bool:
    """Whether BetterPT's own status word says so; its values are not documented."""
    return "cancel" in (video.attendance.status or "").lower()


def _wanted(task: Task) -> datetime | None:
    """Where the session was to be moved to, by a task that looks again."""
    text = task.details.get("wanted")
    return datetime.fromisoformat(text) if text else None


def _together(task: Task) -> dict[str, str]:
    """Of several changes by one click: what tells that they belong together, to be told of once."""
    told: dict[str, str] = {key: task.details[key] for key in _SHARED if key in task.details}
    is_move = task.kind is TaskKind.RESCHEDULE or task.details.get("what") == "move"
    wanted = "moved" if is_move else "cancelled"
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


def _links(video: VideoRoom) -> tuple[str, str]:
    return video.provider_link, video.patient_link
