"""Whole local days in a row: where they begin and end, what came before them, how they are said."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.times.saying import say_day, say_month, say_short_day
from bot.times.zones import midnight

MONTHS = 12
"""Of a year."""
_A_DAY = timedelta(days=1)


class Days(NamedTuple):
    """A stretch of whole local days."""

    first: date
    last: date
    """Part of it."""

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The UTC instants of the midnights in `zone` (IANA) at which it begins and ends."""
        return midnight(self.first, zone), midnight(self.last + _A_DAY, zone)

    def before(self) -> Days:
        """What it is compared with: as many whole months before it, or as many days."""
        if self.is_of_months:
            first = date(self.first.year, self.first.month, 1)
            return Days(months_on(first, -self._months), first - _A_DAY)
        return Days(self.first - (self.last - self.first) - _A_DAY, self.first - _A_DAY)

    def split(self, cut: Callable[[date], bool]) -> tuple[Days, ...]:
        """Its parts, of which each but the first begins on a day for which `cut` holds."""
        days = [self.first + _A_DAY * number for number in range((self.last - self.first).days + 1)]
        begins = [day for day in days if day == self.first or cut(day)]
        ends = [*(day - _A_DAY for day in begins[1:]), self.last]
        return tuple(map(Days, begins, ends))

    @property
    def is_of_months(self) -> bool:
        """Whether it is one or several whole months."""
        return self.first.day == 1 and (self.last + _A_DAY).day == 1

    @property
    def _months(self) -> int:
        return (self.last.year - self.first.year) * MONTHS + self.last.month - self.first.month + 1


def say_days(days: Days, *, today: date) -> str:
    """The days said back: "November 2026", "2026", "Mon, Nov 23 – Sun, Nov 29", "Tuesday, December 1"."""
    if days.first == days.last:
        return say_day(days.first, today=today)
    if days.is_of_months and days.first.month == 1 and days.last == days.first.replace(month=12, day=31):
        return str(days.first.year)
    if days.is_of_months and days.first.month == days.last.month and days.first.year == days.last.year:
        return say_month(days.first)
    return f"{say_short_day(days.first, today=today)} – {say_short_day(days.last, today=today)}"


def alone(day: date) -> Days:
    """One day."""
    return Days(day, day)


def week(day: date) -> Days:
    """The week, from Monday on, that a day is in."""
    monday = day - _A_DAY * day.weekday()
    return Days(monday, monday + 6 * _A_DAY)


def whole(first: date, months: int) -> Days:
    """So many months, from their first day on."""
    return Days(first, months_on(first, months) - _A_DAY)


def months_on(day: date, months: int) -> date:
    """So many months on, on the same day or the month's last."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
