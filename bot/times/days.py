"""Recognises days, and finds their dates in the calendar.

    today  tomorrow  the day after tomorrow
    friday  tues  this friday  coming friday  next friday  last friday  tuesday next week  next week friday
    the 5th  5th of next month                     the next such day
    Dec 3rd  3 December [2026]  Dec 3, 2026  22-Feb  2nd friday in february
    12/3 [/2026]  12-3-2026                        month or day first by the place, asked where it is unclear
    3.12.  3.12.2026  2026-12-03

"friday" said on a Friday is today or in a week: both are likely. "next friday" is the one of next week
(weeks begin on Monday); if this week's is still to come, it is the other reading. A date without a year is
the next one that comes. Not here: what happens when two of these are said together (`composition`).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.times.tokens import Kind

WEEK = timedelta(days=7)
YEARS = range(1900, 2101)


class Order(StrEnum):
    """What 3/4 means where the person is."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"
    UNCLEAR = "unclear"


class Calendar(NamedTuple):
    """The day it is for the person, and how they write dates."""

    today: date
    order: Order


class Dates(NamedTuple):
    """The dates that a day can be."""

    likely: tuple[date, ...] = ()
    """None: there is no such date. More than one: a person must be asked."""
    others: tuple[date, ...] = ()
    """Less likely, worth one click."""


class Day(Protocol):
    """A day as it was said."""

    def dates(self, calendar: Calendar) -> Dates:
        """The dates it can be, seen from today."""
        ...


class Relative(NamedTuple):
    """Today, tomorrow, in two weeks."""

    days: int = 0
    months: int = 0

    def dates(self, calendar: Calendar) -> Dates:
        """One date; a month from the 31st is the last day of a shorter month."""
        try:
            return Dates(likely=(add(calendar.today, months=self.months, days=self.days),))
        except (OverflowError, ValueError):
            return Dates()


class Weekday(NamedTuple):
    """Friday, with what was said before it."""

    number: int
    """0 is Monday."""
    which: Kind | None = None
    """THIS, COMING, NEXT or LAST."""
    weeks: int | None = None
    """1 for "next week", 0 for "this week"."""

    def dates(self, calendar: Calendar) -> Dates:
        """See the module's header."""
        today = calendar.today
        monday = today - timedelta(days=today.weekday())
        coming = today + timedelta(days=(self.number - today.weekday()) % 7)
        in_week = monday + timedelta(days=self.number)
        if self.weeks is not None:
            return Dates(likely=(in_week + self.weeks * WEEK,))
        if self.which is Kind.LAST:
            return Dates(likely=(coming - WEEK,))
        if self.which is Kind.NEXT:
            following = in_week + WEEK
            return Dates(likely=(following,), others=(coming,) if today < coming < following else ())
        if self.which is Kind.COMING and coming == today:
            return Dates(likely=(coming + WEEK,))
        if self.which is None and coming == today:
            return Dates(likely=(today, today + WEEK))
        return Dates(likely=(coming,))


class DayOfMonth(NamedTuple):
    """The 5th, of this month or the next one that has it; or of the month `months` from now."""

    day: int
    months: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """The first such date from today on."""
        if self.months is not None:
            return _dates(*_month(calendar.today, self.months), self.day)
        found = self.from_today(calendar.today)
        return Dates(likely=found[:1])

    def from_today(self, today: date) -> tuple[date, ...]:
        """Such dates of this month and the three that follow, none before today."""
        months = (_dates(*_month(today, ahead), self.day).likely for ahead in range(4))
        return tuple(day for days in months for day in days if day >= today)


class MonthDay(NamedTuple):
    """December 3, with or without a year."""

    month: int
    day: int
    year: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """Without a year, the next one that comes (for February 29 too)."""
        if self.year is not None:
            return _dates(self.year, self.month, self.day)
        year = calendar.today.year
        if self.month == 2 and self.day == 29:  # noqa: PLR2004 - the leap day
            year += -year % 4
        found = _dates(year, self.month, self.day)
        is_over = bool(found.likely) and found.likely[0] < calendar.today
        return _dates(year + 1, self.month, self.day) if is_over else found


class Slashed(NamedTuple):
    """12/3, in the order of the place; if only one order gives a date, that one."""

    numbers: tuple[int, int]
    year: int | None = None
    is_dotted: bool = False
    """9.10 is written with either first, wherever one is."""

    def dates(self, calendar: Calendar) -> Dates:
        """One date, or both where the order is unclear."""
        a, b = self.numbers
        month_first = MonthDay(month=a, day=b, year=self.year).dates(calendar).likely
        day_first = MonthDay(month=b, day=a, year=self.year).dates(calendar).likely
        if calendar.order is Order.UNCLEAR or self.is_dotted:
            return Dates(likely=tuple(dict.fromkeys(month_first + day_first)))
        in_order = (
            (month_first, day_first) if calendar.order is Order.MONTH_FIRST else (day_first, month_first)
        )
        return Dates(likely=in_order[0] or in_order[1])


class NthWeekday(NamedTuple):
    """The second Friday of February; nth -1 is the last."""

    nth: int
    number: int
    month: int | None = None
    year: int | None = None
    months: int = 0

    def dates(self, calendar: Calendar) -> Dates:
        """Without a year, the next one that comes."""
        if self.month is None:
            return self._in(*_month(calendar.today, self.months))
        found = self._in(self.year or calendar.today.year, self.month)
        is_over = self.year is None and bool(found.likely) and found.likely[0] < calendar.today
        return self._in(calendar.today.year + 1, self.month) if is_over else found

    def _in(self, year: int, month: int) -> Dates:
        if self.nth < 0:
            last = monthrange(year, month)[1]
            return _dates(year, month, last - (date(year, month, last).weekday() - self.number) % 7)
        begins = date(year, month, 1).weekday()
        return _dates(year, month, 1 + (self.number - begins) % 7 + 7 * (self.nth - 1))


class Shifted(NamedTuple):
    """A week from friday."""

    day: Day
    months: int = 0
    days: int = 0

    def dates(self, calendar: Calendar) -> Dates:
        """The day's dates, each moved."""
        dates = self.day.dates(calendar)
        return Dates(likely=self._moved(dates.likely), others=self._moved(dates.others))

    def _moved(self, days: tuple[date, ...]) -> tuple[date, ...]:
        try:
            return tuple(add(day, months=self.months, days=self.days) for day in days)
        except (OverflowError, ValueError):
            return ()


def add(day: date, *, months: int = 0, days: int = 0) -> date:
    """`day` some months and days later; the day of the month shrinks to what the month has.

    Raises:
        ValueError, OverflowError: it is outside of `YEARS`.
    """
    year, month = _month(day, months)
    moved = date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=days)
    if moved.year not in YEARS:
        raise ValueError("outside of the years to book in")
    return moved


def _month(day: date, ahead: int) -> tuple[int, int]:
    months = day.year * 12 + day.month - 1 + ahead
    return months // 12, months % 12 + 1


def _dates(year: int, month: int, day: int) -> Dates:
    """The date, unless the calendar lacks it or its year is not one to book in."""
    try:
        return Dates(likely=(date(year, month, day),)) if year in YEARS else Dates()
    except ValueError:
        return Dates()
