"""After the session: ask BetterPT who came and for how long, until it is known, and once more during a day.

`false` or `null` within two hours of the start is "not yet known", never "did not come" (BetterPT fills
attendance in two hours after the start). The provider is told once, by one message that is then kept true.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot import outcomes, promises
from bot.errors import NotYet, RoomsError, RoomsUnavailable
from bot.models import LIVE, Attendance, Entry, Room, Task, VideoRoom
from bot.pace import Pace
from bot.ports import Clock, Rooms
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.endings import says_cancelled
from bot.tasks.outcome import Outcome, nothing
from bot.tasks.reports import odd_durations

log = logging.getLogger(__name__)

_SOON = timedelta(minutes=5)
"""When BetterPT could not be asked, it is asked again after this, if that is earlier than planned."""
_LOOKED_INTO = timedelta(minutes=5)
_OFTEN, _LONG = 10, timedelta(minutes=5)
"""So often, or so long, BetterPT may ask us to wait; then it is told what is known, as if it were down."""
_AN_HOUR, _A_DAY = timedelta(hours=1), timedelta(days=1)


class FollowUps:
    """The step that asks for attendance."""

    def __init__(self, *, rooms: Rooms, clock: Clock, pace: Pace, coordinators: frozenset[str]) -> None:
        """Reads from BetterPT only; `coordinators` (Slack user ids) hear of a provider who did not come."""
        self._pace = pace
        self._rooms = rooms
        self._clock = clock
        self._coordinators = coordinators

    async def ask(self, task: Task, room: Room) -> Outcome:
        """Ask once; what is known by now is told if it is settled, or late.

        Raises:
            NotYet: BetterPT asked us to wait: that says nothing about the session.
            RoomsUnavailable: an unanswered cancellation was done after all: nobody is told that nobody came.
        """
        if room.state not in LIVE or not room.video or task.details["start"] != room.start.isoformat():
            return nothing
        uid = room.video.uid
        try:
            video = await self._pace.read(task, lambda: self._rooms.get(uid))
        except (RoomsError, NotYet) as error:
            if isinstance(error, NotYet) and not self._is_overdue(task, room, error):
                raise
            log.warning("attendance of room %s not read: %s", room.id, type(error).__name__)
            video = None
        if room.doubt and video and says_cancelled(video) and self._clock.now() < room.end + _A_DAY:
            raise RoomsUnavailable("it may be cancelled: that is being found out", _LOOKED_INTO)
        return lambda room: self._learned(room, video)

    def _is_overdue(self, task: Task, room: Room, wait: NotYet) -> bool:
        """Whether the provider has waited long enough, and BetterPT makes us wait on and on."""
        is_late = room.told_at is None and self._clock.now() >= room.start + promises.TELL_AT_LATEST
        return is_late and (task.attempts > _OFTEN or (wait.retry_after or _LONG) >= _LONG)

    def _learned(self, room: Room, video: VideoRoom | None) -> Entry:
        if not room.video:
            return Entry()
        if video and video.start != room.start:
            return moved_elsewhere(room, video, self._clock.now())
        now = self._clock.now()
        read = video.read_at(now) if video else room.video
        before, seen = room.video.attendance, read.attendance
        is_told = self._is_time_to_tell(room, seen, now)
        is_news = room.told_at is None or seen != before
        after = room.but(video=read, told_at=room.told_at or (now if is_told else None))
        is_late = is_told and room.told_at is None and now >= room.end + promises.LATE
        if is_late:
            after = after.but(digest=promises.digest_of(room, now))
        alarmed = self._alarmed(room, after, now)
        about = room.but(digest=after.digest)
        told = promises.tell_outcome(about, now, alarmed, is_late=is_late) if is_told and is_news else ()
        again = self._ask_again(after, now, is_answered=video is not None)
        odd = odd_durations(seen, self._coordinators, now) if seen != before else ()
        return Entry(room=after, tasks=(*told, *again, *odd))

    def _is_time_to_tell(self, room: Room, seen: Attendance, now: datetime) -> bool:
        is_late = now >= room.start + promises.TELL_AT_LATEST
        return room.told_at is not None or is_late or seen.is_settled(start=room.start, now=now)

    def _alarmed(self, before: Room, after: Room, now: datetime) -> frozenset[str]:
        """Who hears that the provider did not come, or that this was not so."""
        is_missed = outcomes.outcome_of(after, now) in outcomes.PROVIDER_MISSED
        was_missed = (
            before.told_at is not None and outcomes.outcome_of(before, now) in outcomes.PROVIDER_MISSED
        )
        return outcomes.alarmed(after, self._coordinators) if is_missed or was_missed else frozenset()

    def _ask_again(self, room: Room, now: datetime, *, is_answered: bool) -> tuple[Task, ...]:
        planned = promises.next_ask(room, now)
        if not is_answered:
            planned = min(planned, now + _SOON) if planned else self._after_the_day(room, now)
        return (promises.follow_up(room, now, due=planned),) if planned else ()

    def _after_the_day(self, room: Room, now: datetime) -> datetime | None:
        """Back from a long downtime, BetterPT is still to be asked once with an answer: for a day more."""
        is_over = room.told_at is None or now >= room.told_at + _A_DAY
        return None if is_over else now + _AN_HOUR

    def surprised(self, _task: Task) -> Outcome:
        """What it comes to that asking fails and nobody foresaw how: what is known is told."""
        return lambda room: self._learned(room, None)
