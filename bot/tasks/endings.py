"""How moves and cancellations end, for the room as it is by then: done, found done, or kept as it was.

No network, and nothing is sent or waited for here; each outcome names who is to be told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import promises
from bot.models import UNCONFIRMED, Entry, NoticeKind, Room, RoomState, Task, TaskKind, VideoRoom
from bot.ports import Clock
from bot.tasks.outcome import Outcome
from bot.tasks.problems import MOVED_MEANWHILE, as_it_is, shifted, tell


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
                state=RoomState.SCHEDULED, pending_start=None, doubt=None, moved_from=room.start
            )
            has_new_links = room.video is not None and _links(room.video) != _links(video)
            moved = {
                "was": room.start.isoformat(),
                "by": _by(task, room),
                "links": "new" if has_new_links else "same",
                "version": str(room.version),
                **_together(task),
            }
            links = (promises.announce(NoticeKind.LINKS, room, now),) if has_new_links else ()
            tasks = (
                promises.announce(NoticeKind.CARD, room, now),
                *links,
                reply(task, room, now, "moved"),
                promises.announce(NoticeKind.CHANGE, room, now, what="moved", **moved),
                *promises.tell_provider(room, now, "moved"),
                promises.follow_up(after, now),
                *promises.keep_current(after, now),
            )
            wanted = room.pending_start or wanted_by(task) or room.start
            return Entry(room=after, tasks=(*tasks, *shifted(room, video, wanted, now)))

        return outcome

    def cancelled(self, task: Task) -> Outcome:
        """It was cancelled."""

        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = room.but(
                state=RoomState.CANCELLED,
                problem=None,
                doubt=None,
                cancelled_at=room.cancelled_at or _asked_at(task) or now,
                handed_to=room.handed_to or task.details.get("heir"),
            )
            who = {
                "by": "" if _is_move(task) else _by(task, room),
                "version": str(room.version),
                **_together(task),
            }
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    promises.announce(NoticeKind.LINKS, room, now),
                    reply(task, room, now, "cancelled"),
                    promises.announce(NoticeKind.CHANGE, room, now, what="cancelled", **who),
                    *promises.tell_provider(room, now, "cancelled"),
                ),
            )

        return outcome

    def kept(self, task: Task, problem: str, *, is_sure: bool = False) -> Outcome:
        """It stays as it was, as far as is known; who asked for the change is told why.

        Args:
            task: the change.
            problem: why; while an answer is missing, also an earlier one's, it is that nobody knows.
            is_sure: whether no request is out any more, whatever the room says.
        """

        def outcome(room: Room) -> Entry:
            doubt = None if is_sure else room.doubt
            why = UNCONFIRMED if doubt else problem
            what = "move" if room.state is RoomState.MOVING else "cancel"
            to = room.changed_by or room.request.requester
            after = room.but(
                state=RoomState.SCHEDULED,
                pending_start=None,
                problem=why,
                doubt=doubt,
                handed_to=None,
                cancelled_at=None,
            )
            now = self._clock.now()
            told = tell(room, what, now, to=to, problem=why)
            later = (promises.look_again(task, room, doubt, now, told),) if doubt else ()
            return Entry(
                room=after,
                tasks=(
                    promises.announce(NoticeKind.CARD, room, now),
                    told,
                    reply(task, room, now, "kept"),
                    *corrected(task, room, now),
                    *later,
                ),
            )

        return outcome

    def not_replaced(self, task: Task) -> Outcome:
        """It was moved at BetterPT while another provider got a room at the old time: a person decides."""

        def outcome(room: Room) -> Entry:
            if room.state is RoomState.CANCELLING and room.handed_to == task.details.get("heir"):
                return self.kept(task, MOVED_MEANWHILE, is_sure=True)(room)
            told = tell(room, "cancel", self._clock.now(), to=task.details["by"], problem=MOVED_MEANWHILE)
            return Entry(tasks=(told,))

        return outcome

    def _found_cancelled_instead(self, task: Task) -> Outcome:
        """It was to be moved, and turned out to be cancelled: shown, and told to who wanted to move it."""

        def outcome(room: Room) -> Entry:
            kept = self.kept(task, "cancelled", is_sure=True)(room)
            now = self._clock.now()
            after = kept.room and kept.room.but(state=RoomState.CANCELLED, problem=None, cancelled_at=now)
            links = promises.announce(NoticeKind.LINKS, room, now)
            change = {"what": "cancelled", "by": "", "version": str(room.version), **_together(task)}
            told = promises.announce(NoticeKind.CHANGE, room, now, **change)
            provider = promises.tell_provider(room, now, "cancelled")
            return replace(kept, room=after, tasks=(*kept.tasks, links, told, *provider))

        return outcome


def says_cancelled(video: VideoRoom) -> bool:
    """Whether BetterPT's own status word says so; its values are not documented."""
    return "cancel" in (video.attendance.status or "").lower()


def wanted_by(task: Task) -> datetime | None:
    """Where the session was to be moved to, by a task that looks again; None: it was to be cancelled."""
    text = task.details.get("wanted")
    return datetime.fromisoformat(text) if text else None


def _asked_at(task: Task) -> datetime | None:
    """When the cancellation was asked for, by a task that looks again."""
    text = None if _is_move(task) else task.details.get("asked")
    return datetime.fromisoformat(text) if text else None


def _by(task: Task, room: Room) -> str:
    """Slack user id of who asked for it; by a task that looks again, whoever was told that nobody knows."""
    return task.details.get("to") or room.changed_by or ""


def _is_move(task: Task) -> bool:
    return task.kind is TaskKind.RESCHEDULE or task.details.get("what") == "move"


def _together(task: Task) -> dict[str, str]:
    """Of several changes by one click: what tells that they belong together, to be told of once."""
    told: dict[str, str] = {key: task.details[key] for key in promises.SHARED if key in task.details}
    wanted = "moved" if _is_move(task) else "cancelled"
    return {**told, "version": told["batch"], "wanted": wanted} if told else {}


def reply(task: Task, room: Room, now: datetime, what: str) -> Task:
    """In the place of the preview: of several changes by one click once, when all of them are done."""
    said = promises.announce(NoticeKind.REPLY, room, now, what=what, **_together(task))
    batch = task.details.get("batch")
    if batch is None or task.kind is TaskKind.LOOK:  # that one comes when all were done
        return said
    return replace(said, key=f"{room.lane}:announce:reply:{batch}")


def corrected(task: Task, room: Room, now: datetime) -> tuple[Task, ...]:
    """What was said of all of them, now that one of them stays as it was."""
    if not (told := _together(task)):
        return ()
    return (promises.announce(NoticeKind.CHANGE, room, now, what="kept", by=_by(task, room), **told),)


def _links(video: VideoRoom) -> tuple[str, str]:
    return video.provider_link, video.patient_link
