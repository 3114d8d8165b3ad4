"""Recognises days, and finds their dates in the calendar.

    today  tomorrow  the day after tomorrow
    friday  tues  this friday  coming friday  next friday  last friday  tuesday next week  next week friday
    friday after next  three fridays from now      counted from today, without it
    this past monday  monday week  thursday (12.)
    the 5th  5th of next month  end of the month   the next such day
    Dec 3rd  3 December [2026]  Dec 3, 2026  22-Feb  31-Aug-26  2026 May 22nd
    12/3 [/2026]  12-3-2026                        month or day first by the place, asked where it is unclear
    3.12.  3.12.2026                               the day first; else the other is a click away
    2026-12-03

"friday" said on a Friday is today or in a week: both are likely. "next friday" is the one of next week
(weeks begin on Monday); if this week's is still to come, it is the other reading. A date without a year is
the next one that comes. Not here: days that move with the calendar (`moveable`), and what happens when two
days are said together (`agreement`).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.times.words.tokens import Kind

WEEK = timedelta(days=7)
YEARS = range(1900, 2101)
"""Those to book in."""
LONGEST_MONTH = 31
"""Days."""


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
    is_far: bool = False
    """Whether the likely one is so far ahead that a slip of the tongue is as likely."""


class Day(Protocol):
    """A day as it was said."""

    def dates(self, calendar: Calendar) -> Dates:
        """The dates it can be, seen from today."""
        ...


class Relative(NamedTuple):
    """Today, tomorrow, in two weeks."""

    days: int = 0
    months: int = 0
    is_maybe: bool = False
    """Whether the word may be a person's name: "tom"."""

    def dates(self, calendar: Calendar) -> Dates:
        """One date, and today too if it may be no day at all; a month from the 31st may be the 30th."""
        try:
            day = add(calendar.today, months=self.months, days=self.days)
            return Dates(likely=(day, calendar.today) if self.is_maybe else (day,))
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
    skipped: int | None = None
    """How many of its kind lie between today and it: 1 for "friday after next"."""

    def dates(self, calendar: Calendar) -> Dates:
        """See the module's header."""
        today = calendar.today
        monday = today - timedelta(days=today.weekday())
        coming = today + timedelta(days=(self.number - today.weekday()) % 7)
        in_week = monday + timedelta(days=self.number)
        if self.weeks is not None:
            return Dates(likely=(in_week + self.weeks * WEEK,))
        if self.skipped is not None:
            return Dates(likely=(coming + (self.skipped + (coming == today)) * WEEK,))
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
    """-1 is the last."""
    months: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """The first such date from today on."""
        if self.months is not None:
            return dates_of(*month_ahead(calendar.today, self.months), self.day)
        found = self.from_today(calendar.today)
        return Dates(likely=found[:1])

    def from_today(self, today: date, months_ahead: int = 4) -> tuple[date, ...]:
        """Such dates of this month and those that follow, none before today."""
        months = (dates_of(*month_ahead(today, ahead), self.day).likely for ahead in range(months_ahead))
        return tuple(day for days in months for day in days if day >= today)


class MonthDay(NamedTuple):
    """December 3, with or without a year."""

    month: int
    day: int
    year: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """Without a year, the next one that comes (for February 29 too)."""
        if self.year is not None:
            return dates_of(self.year, self.month, self.day)
        years = range(calendar.today.year, calendar.today.year + (9 if self._is_leap_day else 2))
        found = (dates_of(year, self.month, self.day) for year in years)
        return next((dates for dates in found if dates.likely and dates.likely[0] >= calendar.today), Dates())

    @property
    def _is_leap_day(self) -> bool:
        return (self.month, self.day) == (2, 29)


class Slashed(NamedTuple):
    """12/3, in the order of the place; if only one order gives a date, that one."""

    numbers: tuple[int, int]
    year: int | None = None
    is_dotted: bool = False
    """9.10 is written with either first, wherever one is."""

    def dates(self, calendar: Calendar) -> Dates:
        """One date, or both where the order is unclear."""
        found = self.in_order(calendar)
        is_clear = calendar.order is not Order.UNCLEAR and not self.is_dotted
        return Dates(likely=found[:1] if is_clear else found)

    def in_order(self, calendar: Calendar) -> tuple[date, ...]:
        """The dates that it can be, the one in the order of the place first."""
        a, b = self.numbers if calendar.order is not Order.DAY_FIRST else reversed(self.numbers)
        readings = (MonthDay(month=m, day=d, year=self.year) for m, d in ((a, b), (b, a)))
        return tuple(dict.fromkeys(day for reading in readings for day in reading.dates(calendar).likely))


class Dotted(NamedTuple):
    """3.12. and 3.12.2026: the day comes first where dates are written so; elsewhere it may be the month."""

    numbers: tuple[int, int]
    year: int | None = None

    def dates(self, calendar: Calendar) -> Dates:
        """The day first, unless that is over and the other is to come; the other is worth a click."""
        found = self.in_order(calendar)
        if calendar.order is Order.DAY_FIRST:
            return Dates(likely=found[:1])
        likely = next((day for day in found if day >= calendar.today), found[0] if found else None)
        return Dates(likely=(likely,) if likely else (), others=tuple(day for day in found if day != likely))

    def in_order(self, calendar: Calendar) -> tuple[date, ...]:
        """The dates that it can be, the day first."""
        slashed = Slashed(numbers=self.numbers, year=self.year)
        return slashed.in_order(calendar._replace(order=Order.DAY_FIRST))


def add(day: date, *, months: int = 0, days: int = 0) -> date:
    """`day` some months and days later; the day of the month shrinks to what the month has.

    Raises:
        ValueError, OverflowError: it is outside of `YEARS`.
    """
    year, month = month_ahead(day, months)
    moved = date(year, month, min(day.day, last_of(year, month))) + timedelta(days=days)
    if moved.year not in YEARS:
        raise ValueError("outside of the years to book in")
    return moved


def month_ahead(day: date, ahead: int) -> tuple[int, int]:
    """Year and month of the month that is `ahead` months after the day's."""
    months = day.year * 12 + day.month - 1 + ahead
    return months // 12, months % 12 + 1


def last_of(year: int, month: int) -> int:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def dates_of(year: int, month: int, day: int) -> Dates:
    """The date, unless the calendar lacks it or its year is none to book in; day -1 is the month's last."""
    try:
        day = last_of(year, month) if day == -1 else day
        return Dates(likely=(date(year, month, day),)) if year in YEARS else Dates()
    except ValueError:
        return Dates()
