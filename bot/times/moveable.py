"""Days that the calendar moves: nth weekdays, Easter, working days, and what is counted from a day.

    2nd friday in february  last monday of next month  second to last friday in may
    thanksgiving (4th Thursday of November)  memorial day (last Monday of May)
    good friday (2 days before Easter)       a week from friday     next business day, in 3 business days
    the friday after thanksgiving            the second closest monday to dec 3

Without a year, the next one that comes. Not here: how they are written (`date_rules`, `day_rules`, the tables
of `words`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from bot.times.days import Calendar, Dates, Day, MonthDay, add, dates_of, last_of, month_ahead

_FRIDAY = 4


class NthWeekday(NamedTuple):
    """The second Friday of February; nth -1 is the last."""

    nth: int
    number: int
    month: int | None = None
    year: int | None = None
    months: int = 0

    def dates(self, calendar: Calendar) -> Dates:
        """In a month without a year, the next one that comes; else in the month `months` from now."""
        if self.month is None:
            return self._in(*month_ahead(calendar.today, self.months))
        month = self.month
        return _coming(lambda year: self._in(year, month), self.year, calendar.today)

    def _in(self, year: int, month: int) -> Dates:
        if self.nth < 0:
            last = last_of(year, month)
            back = (date(year, month, last).weekday() - self.number) % 7
            return dates_of(year, month, max(last - back + 7 * (self.nth + 1), 1))
        begins = date(year, month, 1).weekday()
        return dates_of(year, month, 1 + (self.number - begins) % 7 + 7 * (self.nth - 1))


class EasterDay(NamedTuple):
    """A day counted from Easter Sunday: Good Friday is -2."""

    days: int = 0
    year: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """Western Easter."""
        return _coming(self._in, self.year, calendar.today)

    def _in(self, year: int) -> Dates:
        from dateutil.easter import easter  # noqa: PLC0415 - most words never need it

        return Dates(likely=(easter(year) + timedelta(days=self.days),))


class InYear(NamedTuple):
    """March 5 of next year."""

    day: MonthDay
    years: int
    """From this one."""

    def dates(self, calendar: Calendar) -> Dates:
        """In that year, also where it is over."""
        return self.day._replace(year=calendar.today.year + self.years).dates(calendar)


class Workday(NamedTuple):
    """The next day from Monday to Friday, or the nth one."""

    nth: int = 1

    def dates(self, calendar: Calendar) -> Dates:
        """After today."""
        today = calendar.today
        begin = today - timedelta(days=max(today.weekday() - _FRIDAY, 0))  # a weekend counts from its Friday
        weeks, days = divmod(self.nth, _FRIDAY + 1)
        over = 2 if begin.weekday() + days > _FRIDAY else 0
        try:
            return Dates(likely=(add(begin, days=7 * weeks + days + over),))
        except (OverflowError, ValueError):
            return Dates()


class Nearest(NamedTuple):
    """The nth closest weekday to a day, or the nth one before (-1) or after it (1)."""

    day: Day
    number: int
    nth: int = 1
    direction: int = 0

    def dates(self, calendar: Calendar) -> Dates:
        """One date; the day itself only counts where no direction is said."""
        found = self.day.dates(calendar).likely[:1]
        around = [
            day + timedelta(days=ahead)
            for day in found
            for ahead in range(-35, 36)
            if not self.direction or ahead * self.direction > 0
        ]
        near = sorted(
            (day for day in around if day.weekday() == self.number), key=lambda day: abs(day - found[0])
        )
        return Dates(likely=tuple(near[self.nth - 1 : self.nth]))


class Shifted(NamedTuple):
    """A week from friday."""

    day: Day
    months: int = 0
    days: int = 0
    year: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """The day's dates, each moved."""
        day = self.day._replace(year=self.year) if self.year and hasattr(self.day, "_replace") else self.day
        dates = day.dates(calendar)
        return Dates(likely=self._moved(dates.likely), others=self._moved(dates.others))

    def _moved(self, days: tuple[date, ...]) -> tuple[date, ...]:
        try:
            return tuple(add(day, months=self.months, days=self.days) for day in days)
        except (OverflowError, ValueError):
            return ()


def _coming(in_year: Callable[[int], Dates], year: int | None, today: date) -> Dates:
    if year is not None:
        return in_year(year)
    found = in_year(today.year)
    is_over = bool(found.likely) and found.likely[0] < today
    return in_year(today.year + 1) if is_over else found
