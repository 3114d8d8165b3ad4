"""Creating a room at BetterPT: once, whatever happens.

Nothing is said here; the outcome names who is to be told. Rooms of a series are created one after the other,
and what is said of each has its turn before the next one's request: it is due when that room's creation was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import promises
from bot.errors import OutcomeUnknown, RoomsError, RoomsUnavailable
from bot.models import Entry, NoticeKind, Room, RoomState, Task, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.problems import MOVED_MEANWHILE, PATIENCE, as_it_is, problem_of, shifted, tell


class Creation:
    """The step that creates a room."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """`ledger` is written to directly where something must be on record before the next request."""
        self._rooms = rooms
        self._ledger = ledger
        self._clock = clock

    async def create(self, task: Task, room: Room) -> Outcome:
        """Create the room with at most one request that could act.

        Raises:
            RoomsUnavailable: it certainly did not act; there is patience left.
            ClaimLost: another worker creates it: what this one knows of its request counts no more.
        """
        if (verdict := self._verdict_before(task, room)) is not None:
            return verdict
        replaced = await self._ledger.room(room.replaces) if room.replaces else None
        if replaced and replaced.start != room.start:
            return self._refused(task, MOVED_MEANWHILE)
        try:
            await self._rooms.prepare()
            await self._ledger.mark(task, Entry(room=room.but(is_attempted=True)))
            return self._created(task, await self._rooms.create(room), replaced)
        except OutcomeUnknown as error:
            return self._unknown(task, problem_of(error))
        except RoomsUnavailable as error:
            return await self._try_again(task, error)
        except RoomsError as error:
            return self._refused(task, problem_of(error))

    def surprised(self, task: Task) -> Outcome:
        """What a creation comes to that fails and nobody foresaw how: told, never left hanging."""
        return self._refused(task, "unexpected")

    def _verdict_before(self, task: Task, room: Room) -> Outcome | None:
        if room.state is not RoomState.CREATING:
            return nothing
        if room.is_attempted:  # we died after this was committed: the request may have left
            return self._unknown(task, "interrupted")
        if room.has_started(self._clock.now()):
            return self._refused(task, "too-late")
        return None

    async def _try_again(self, task: Task, error: RoomsUnavailable) -> Outcome:
        """The create request certainly did not act: say that it takes longer, and come back."""
        now, ends = self._clock.now(), task.promised + PATIENCE
        if now >= ends:
            return self._refused(task, "unavailable")
        room = await self._ledger.room(task.room_id)
        if room:  # by the claim: without it the mark may be another worker's, whose request is out
            waiting = room.but(is_attempted=False, problem="waiting")
            await self._ledger.mark(task, Entry(room=waiting, tasks=(promises.waiting(room, now),)))
        asked = min(error.retry_after, ends - now) if error.retry_after else None
        raise RoomsUnavailable("room not created yet", retry_after=asked) from error

    def _created(self, task: Task, video: VideoRoom, replaced: Room | None) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            after = as_it_is(room, video, now).but(state=RoomState.SCHEDULED)
            said = (promises.announce(NoticeKind.CARD, room, now), *_of_a_series(room, now, has_links=True))
            tasks = (
                *in_turn(said, task.due),
                promises.booked(room, now),
                promises.follow_up(after, now),
                *promises.keep_current(after, now),
                *(() if video.has_links else promises.look_for_links(after, now)),
                *([promises.cancel_replaced(replaced, after, now)] if replaced else []),
            )
            return Entry(room=after, tasks=(*tasks, *shifted(room, video, room.start, now)))

        return outcome

    def _refused(self, task: Task, problem: str) -> Outcome:
        return self._not_created(task, RoomState.REFUSED, problem)

    def _unknown(self, task: Task, problem: str) -> Outcome:
        return self._not_created(task, RoomState.UNKNOWN, problem)

    def _not_created(self, task: Task, state: RoomState, problem: str) -> Outcome:
        def outcome(room: Room) -> Entry:
            now = self._clock.now()
            told = tell(room, "create", now, to=room.request.requester, problem=problem)
            if room.series is None:
                said = (told, promises.announce(NoticeKind.REPLY, room, now))
            else:  # what is refused is told once for the whole series, at its end; each question by itself
                question = (told,) if state is RoomState.UNKNOWN else ()
                card = promises.announce(NoticeKind.CARD, room, now)
                said = (card, *question, *_of_a_series(room, now, has_links=False))
            return Entry(room=room.but(state=state, problem=problem), tasks=in_turn(said, task.due))

        return outcome


def in_turn(tasks: tuple[Task, ...], due: datetime) -> tuple[Task, ...]:
    """The same tasks before all that is due later in their lane: see the header."""
    return tuple(replace(task, due=due) for task in tasks)


def _of_a_series(room: Room, now: datetime, *, has_links: bool) -> tuple[Task, ...]:
    """What a room's creation gives rise to only in a series: alone, its card promises the rest."""
    if room.series is None:
        return ()
    links = (promises.announce(NoticeKind.LINKS, room, now),) if has_links else ()
    return (*links, *promises.series_ended(room, now))
