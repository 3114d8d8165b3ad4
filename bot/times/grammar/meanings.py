"""What a recognised stretch of text can mean, beside days (`days`), clocks (`clocks`), lengths and zones."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.times.words.lexicon import Part, Unit
from bot.times.words.tokens import Kind


class Ignored(NamedTuple):
    """Looks like a time and is none: stays in the rest."""


class Polite(NamedTuple):
    """Good morning: no time, and nothing that is missing from one."""


class Series(NamedTuple):
    """More than one time by a rule: "every tuesday"."""


class Range(NamedTuple):
    """From one time to another: "3-4pm"."""


class Dangling(NamedTuple):
    """Before or after a time: not that time itself."""


class Choice(NamedTuple):
    """An "or" between two times."""


class PartSaid(NamedTuple):
    """A part of the day."""

    part: Part
    is_today: bool = False
    """For "tonight" and "this morning"."""
    ahead: int = 0
    """Days from today, if `is_today`: -1 for "last night"."""


class Stretch(NamedTuple):
    """A week, month or year without a day: "next week"."""

    unit: Unit
    which: Kind
    """THIS, NEXT, COMING or LAST."""
    ahead: int | None = None
    """How many units from this one, where the words say more than that: 2 for "the month after next"."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """The weekdays of it to offer, 0 is Monday: working days, or those of a weekend."""

    @property
    def units(self) -> int:
        """How many units from this one."""
        return {Kind.LAST: -1, Kind.THIS: 0}.get(self.which, 1) if self.ahead is None else self.ahead


class Moment(NamedTuple):
    """A date and a time in one: naive if no offset was said, None if no calendar has it."""

    at: datetime | None


class Closest(NamedTuple):
    """The weekday that is closest to the day that is said behind it, or the next one before or after it."""

    number: int
    nth: int = 1
    direction: int = 0
    """1 after it, -1 before it."""


class YearSaid(NamedTuple):
    """The year of a date, behind its clock: "Nov 29 15:00 2027"."""

    year: int


class Now(NamedTuple):
    """Right now."""
