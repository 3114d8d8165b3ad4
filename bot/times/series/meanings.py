"""What the words of a series mean, piece by piece; `composition` puts the pieces together.

Not here: how they are recognised (`rules`), and which days they come to (`occurrences`).
"""

from __future__ import annotations

from typing import NamedTuple

from bot.times.days import Day, MonthDay
from bot.times.words.lexicon import Part, Unit
from bot.times.words.tokens import Kind


class Every(NamedTuple):
    """How often: "every other week", "daily", "mondays", "tue and thu"."""

    unit: Unit | None = None
    """None: only the days, how often is said elsewhere, or they come every week."""
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    """0 is Monday."""
    part: Part | None = None
    """For "every afternoon"."""
    times: int = 1
    """For "twice a week": without as many days nobody knows when."""
    is_list: bool = False
    """Just days, "tue and thu": a series only beside other words for one."""


class NthWeekdays(NamedTuple):
    """The first and third Friday of its month: weekday and which one (-1 is the last)."""

    days: tuple[tuple[int, int], ...]
    is_every: bool = False
    """Whether it comes again by these words alone: "every first friday", "last fridays"."""


class NthDays(NamedTuple):
    """The 4th and 10th; -1 is the last. Of the month, or "the 4th day" of the week."""

    days: tuple[int, ...]
    is_every: bool = False
    is_counted: bool = False
    """Whether "day" was said: "the 4th day"."""


class Total(NamedTuple):
    """How many sessions: "x8", "8 times"."""

    sessions: int


class Course(NamedTuple):
    """For how long it goes on: "for 6 weeks"."""

    amount: int
    unit: Unit
    is_from_now: bool
    """For "the next 6 weeks"."""


class Bound(NamedTuple):
    """What follows is where the series begins or ends, or what it leaves out."""

    kind: Kind
    """STARTING, UNTIL, THROUGH or EXCEPT."""
    year: int | None = None
    """For "until 2027"."""
    days: tuple[MonthDay, ...] = ()
    """For "except dec 22 and 29": said in one."""
    is_link: bool = False
    """Whether it may lead from one day to another: the dash of "dec 22 - jan 3"."""


class MonthSaid(NamedTuple):
    """A month without a day: "in december"."""

    month: int
    year: int | None = None


class Holidays(NamedTuple):
    """All days on which a clinic is closed."""


class WeekOf(NamedTuple):
    """The week that a day is in: "christmas week", or "the week of", and the day follows."""

    day: Day | None = None


ENDS = (Kind.UNTIL, Kind.THROUGH)
