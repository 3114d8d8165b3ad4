"""When a person, or the clinic's channel, is told what their day holds: a promise for each day.

Not here: what it says (`bot.overview`), and the telling (`bot.tasks`).
"""

from __future__ import annotations

from datetime import datetime

from bot.models import Task, TaskKind
from bot.preferences import CLINIC, Preferences
from bot.times import Hour


async def hour(preferences: Preferences, to: str) -> Hour | None:
    """When this person (Slack user id), or `CLINIC`, is told; None: they are not, or no zone is known."""
    chosen = await (preferences.clinic() if to == CLINIC else preferences.of(to))
    zone = await preferences.zone(to)
    return Hour(chosen.agenda_at, zone) if chosen.agenda_at and zone else None


def promise(to: str, chosen: Hour, now: datetime) -> Task:
    """To tell them the next time that it is that hour: once per day, hour and zone."""
    day = chosen.next_day(now)
    return Task(
        key=f"agenda:{to}:{day}:{chosen.at}:{chosen.zone}",
        kind=TaskKind.AGENDA,
        room_id=to,
        lane=f"agenda:{to}",
        due=chosen.of(day),
        promised=now,
        details=chosen.written,
    )
