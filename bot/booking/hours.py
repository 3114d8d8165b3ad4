"""The quarter hours of a day: what can be picked where another minute than the full hour is meant.

Instants and no times of day, so that a pick never meets a clock change. Not here: the few likely hours that
come with a question (`bot.times`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FIRST, _LAST = time(6), time(22)
"""Nobody is treated by video at night; who means it types it. Fewer are found sooner, and Slack takes 100."""
_QUARTER = timedelta(minutes=15)


def quarter_hours(day: date, zone: str, now: datetime) -> tuple[datetime, ...]:
    """The quarter hours (UTC) that are to come between 6 AM and 10 PM of a local day in `zone` (IANA)."""
    place = ZoneInfo(zone)
    first, last = (datetime.combine(day, at, place).astimezone(UTC) for at in (_FIRST, _LAST))
    every = (first + number * _QUARTER for number in range((last - first) // _QUARTER))
    return tuple(at for at in every if at > now)
