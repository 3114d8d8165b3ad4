"""When a clinic is told by itself how its sessions went: a promise for each week and month.

Not here: what a report says, and the telling (`bot.tasks.reports`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.models import Clinic, Task, TaskKind
from bot.preferences import CLINIC
from bot.times import Days, Hour

_A_DAY = timedelta(days=1)


class Rhythm(StrEnum):
    """How often."""

    WEEKLY = "weekly"
    """On Mondays, to the channel."""
    MONTHLY = "monthly"
    """On the first, to each coordinator."""


class Chosen(NamedTuple):
    """What coordinators chose."""

    rhythm: Rhythm
    hour: Hour

    def next_day(self, now: datetime) -> date:
        """The next local day on which it is to be told."""
        return self.hour.next_day(now, self._is_day)

    def days(self, now: datetime) -> Days:
        """The last whole week, from Monday on, or the last whole month."""
        today = self.hour.today(now)
        is_weekly = self.rhythm is Rhythm.WEEKLY
        last = (today - _A_DAY * today.weekday() if is_weekly else today.replace(day=1)) - _A_DAY
        return Days(last - 6 * _A_DAY if is_weekly else last.replace(day=1), last)

    def _is_day(self, day: date) -> bool:
        return day.weekday() == 0 if self.rhythm is Rhythm.WEEKLY else day.day == 1


def chosen(clinic: Clinic, rhythm: Rhythm) -> Chosen | None:
    """What holds for a rhythm; None: nothing is told, or no zone is known."""
    at = clinic.weekly_at if rhythm is Rhythm.WEEKLY else clinic.monthly_at
    return Chosen(rhythm, Hour(at, clinic.time_zone)) if at and clinic.time_zone else None


def promise(held: Chosen, now: datetime) -> Task:
    """To tell it the next time: once for each day, hour and zone."""
    day, hour = held.next_day(now), held.hour
    return Task(
        key=f"report:{held.rhythm}:{day}:{hour.at}:{hour.zone}",
        kind=TaskKind.REPORT,
        room_id=CLINIC,
        lane=f"report:{held.rhythm}",
        due=hour.of(day),
        promised=now,
        details={"rhythm": held.rhythm.value, **hour.written},
    )


def promises(clinic: Clinic, now: datetime) -> tuple[Task, ...]:
    """All that is to be told by itself."""
    every = (chosen(clinic, rhythm) for rhythm in Rhythm)
    return tuple(promise(held, now) for held in every if held)


def telling(to: str, days: Days, zone: str, now: datetime, *, why: str, clinic: str | None = None) -> Task:
    """To tell one report once: to a coordinator (Slack user id), or (`CLINIC`) to the channel.

    `why` is a `Rhythm`, or names the day on which somebody asked for it: on that day it is told once.
    """
    key = f"report:{why}:{to}:{days.first}:{days.last}:{clinic or ''}"
    details = {"to": to, "first": str(days.first), "last": str(days.last), "zone": zone}
    return Task(
        key=key,
        kind=TaskKind.REPORT,
        room_id=to,
        lane=key,
        due=now,
        promised=now,
        details=details | ({"clinic": clinic} if clinic else {}),
    )
