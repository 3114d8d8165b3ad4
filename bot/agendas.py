"""When a person, or the clinic's channel, is told what their day holds: a promise for each day.

A wall time becomes an instant by the zone's rules of that day: what is chosen for 7:30 comes at 7:30 in
summer too. Not here: what it says (`bot.overview`), and the telling (`bot.tasks`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot import times
from bot.models import Task, TaskKind
from bot.preferences import CLINIC, Preferences


class Hour(NamedTuple):
    """The time of day that somebody chose, and by which clock."""

    at: time
    zone: str
    """IANA."""

    def of(self, day: date) -> datetime:
        """When that is on a local day, aware UTC."""
        return times.instant_on(day, self.at, self.zone)

    def today(self, now: datetime) -> date:
        """Which day it is there."""
        return times.today_in(self.zone, now)


async def hour(preferences: Preferences, to: str) -> Hour | None:
    """When this person (Slack user id), or `CLINIC`, is told; None: they are not, or no zone is known."""
    chosen = await (preferences.clinic() if to == CLINIC else preferences.of(to))
    zone = await preferences.zone(to)
    return Hour(chosen.agenda_at, zone) if chosen.agenda_at and zone else None


def promise(to: str, chosen: Hour, now: datetime) -> Task:
    """To tell them the next time that it is that hour: once per day, hour and zone."""
    day = chosen.today(now)
    if chosen.of(day) <= now:
        day += timedelta(days=1)
    return Task(
        key=f"agenda:{to}:{day}:{chosen.at}:{chosen.zone}",
        kind=TaskKind.AGENDA,
        room_id=to,
        lane=f"agenda:{to}",
        due=chosen.of(day),
        promised=now,
        details={"at": str(chosen.at), "zone": chosen.zone},
    )


def is_still_meant(task: Task, chosen: Hour) -> bool:
    """Whether the task was promised for the hour that is chosen now."""
    return (task.details["at"], task.details["zone"]) == (str(chosen.at), chosen.zone)
