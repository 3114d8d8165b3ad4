"""A time of day on a zone's clock, as people choose one for what comes every day, week or month.

It becomes an instant by the zone's rules of each day: what is chosen for 7:30 comes at 7:30 in summer too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.times.zones import instant_on, today_in


def _any_day(_day: date) -> bool:
    return True


class Hour(NamedTuple):
    """The time of day that somebody chose, and by which clock."""

    at: time
    zone: str
    """IANA."""

    def of(self, day: date) -> datetime:
        """When that is on a local day, aware UTC."""
        return instant_on(day, self.at, self.zone)

    def today(self, now: datetime) -> date:
        """Which day it is there."""
        return today_in(self.zone, now)

    def next_day(self, now: datetime, is_due: Callable[[date], bool] = _any_day) -> date:
        """The first local day that `is_due` and on which it is still ahead."""
        day = self.today(now)
        while not (is_due(day) and self.of(day) > now):
            day += timedelta(days=1)
        return day

    @property
    def written(self) -> dict[str, str]:
        """As it stands among a task's details."""
        return {"at": str(self.at), "zone": self.zone}

    def is_in(self, details: Mapping[str, str]) -> bool:
        """Whether a task with such details was promised for this hour; else another one is chosen by now."""
        return self.written.items() <= details.items()
