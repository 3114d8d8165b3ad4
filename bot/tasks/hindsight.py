"""Finds out what became of a change of which people were told that nobody knows, and corrects what was said.

BetterPT is asked less and less often, the longer it stays silent, until a day after the session.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot import promises
from bot.errors import RoomMissing, RoomsError, RoomsUnavailable
from bot.models import SESSION, Entry, NoticeKind, Room, RoomState, Task, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.doubt import Doubts
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.endings import Endings, corrected, reply, says_cancelled, wanted_by
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.problems import NOT_DONE, problem_of

_GIVEN_UP_AFTER = timedelta(days=1)
"""Counted from the session's end, wherever it may be by now."""
_SHARE = 4
"""The next look comes after a quarter of the time that it is tried already, after an hour at most."""
_LONGEST = timedelta(hours=1)
_TOLD = ("what", "to", "start", "problem", "version", "wanted")
"""The details of the message that nobody knows: under them it is found, and edited."""


class Hindsight:
    """The step that looks again."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """Reads from BetterPT only."""
        self._rooms = rooms
        self._clock = clock
        self._doubts = Doubts(ledger=ledger, clock=clock)
        self._endings = Endings(clock)

    async def look(self, task: Task, room: Room) -> Outcome:
        """Look at the room once.

        Raises:
            RoomsUnavailable: it cannot be looked at yet, or is being changed.
            NotYet: the change may still be on its way.
        """
        if room.video is None:
            return nothing
        if not _is_in_doubt(task, room):
            return partial(self._say, task, found="known")
        if room.state is not RoomState.SCHEDULED:  # that change looks first, too
            raise RoomsUnavailable("it is being changed", promises.LOOK_AFTER)
        if task.details["asks"] != task.details["change"]:  # whose change it is looks
            return self._waited(task, room)
        try:
            found = self._found(task, await self._rooms.get(room.video.uid))
        except RoomMissing as error:
            found = self._missing(task, problem_of(error))
        except RoomsError as error:
            if self._is_given_up(task, room):
                return partial(self._say, task, found="never")
            raise RoomsUnavailable(
                f"not looked at: {type(error).__name__}", self._later(task, error)
            ) from error
        if found is None:
            await self._doubts.let_arrive(task, room)
            found = partial(self._unchanged, task, NOT_DONE)
        return partial(self._unless_changed, task, found)

    def _waited(self, task: Task, room: Room) -> Outcome:
        if self._is_given_up(task, room):
            return partial(self._say, task, found="never")
        raise RoomsUnavailable("not known yet", promises.LOOK_AFTER)

    def _is_given_up(self, task: Task, room: Room) -> bool:
        last = max(room.start, wanted_by(task) or room.start) + SESSION
        return self._clock.now() >= last + _GIVEN_UP_AFTER

    def _later(self, task: Task, error: RoomsError) -> timedelta:
        asked = error.retry_after if isinstance(error, RoomsUnavailable) else None
        share = min((self._clock.now() - task.promised) / _SHARE, _LONGEST)
        return max(share, promises.LOOK_AFTER, asked or promises.LOOK_AFTER)

    def _found(self, task: Task, video: VideoRoom) -> Outcome | None:
        """What is to be told by how BetterPT has it; None: it was not changed, or not yet."""
        if says_cancelled(video):
            return partial(self._told, task, self._endings.cancelled(task), "cancelled")
        if video.start == wanted_by(task):
            return partial(self._told, task, self._endings.moved(task, video), "moved")
        return partial(self._moved_otherwise, task, video) if video.start != _start_of(task) else None

    def _missing(self, task: Task, problem: str) -> Outcome:
        if task.details["what"] == "cancel":
            return partial(self._told, task, self._endings.cancelled(task), "cancelled")
        return partial(self._unchanged, task, problem)

    def _told(self, task: Task, ending: Outcome, found: str, room: Room) -> Entry:
        entry = ending(room)
        return replace(entry, tasks=(*entry.tasks, *self._say(task, room, found=found).tasks))

    def _moved_otherwise(self, task: Task, video: VideoRoom, room: Room) -> Entry:
        moved = moved_elsewhere(room, video, self._clock.now())
        return replace(moved, tasks=(*moved.tasks, *self._say(task, room, found="known").tasks))

    def _unchanged(self, task: Task, problem: str, room: Room) -> Entry:
        now = self._clock.now()
        said = self._say(task, room, problem=problem).tasks
        return Entry(
            room=room.but(doubt=None, problem=problem),
            tasks=(*said, reply(task, room, now, "kept"), *corrected(task, room, now)),
        )

    def _say(self, task: Task, room: Room, **found: str) -> Entry:
        """The message that nobody knows says what was found."""
        about = {key: task.details[key] for key in _TOLD if key in task.details} | found
        return Entry(tasks=(promises.announce(NoticeKind.PROBLEM, room, self._clock.now(), **about),))

    def _unless_changed(self, task: Task, found: Outcome, room: Room) -> Entry:
        """It holds for the room that was looked at: after a click in between, it is looked at again."""
        if room.state is RoomState.SCHEDULED and _is_in_doubt(task, room):
            return found(room)
        again = self._clock.now() + promises.LOOK_AFTER
        return Entry(tasks=(replace(task, key=f"{task.key}:again", due=again),))


def _is_in_doubt(task: Task, room: Room) -> bool:
    """Whether it is still that change of which nobody knows; else something else has settled it."""
    return room.doubt is not None and (room.doubt.by or "") == task.details["change"]


def _start_of(task: Task) -> datetime:
    return datetime.fromisoformat(task.details["start"])
