"""What a recognised stretch of text can mean, beside days (`days`), clocks (`clocks`), lengths and zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.times.lexicon import Part, Unit
from bot.times.tokens import Kind


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """Looks like a time and is none: stays in the rest."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """More than one time by a rule: "every tuesday"."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """From one time to another: "3-4pm"."""


@dataclass(frozen=True, kw_only=True)
class Dangling:
    """Before or after a time: not that time itself."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An "or" between two times."""


@dataclass(frozen=True, kw_only=True)
class PartSaid:
    """A part of the day."""

    part: Part
    is_today: bool = False
    """For "tonight" and "this morning"."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A week, month or year without a day: "next week"."""

    unit: Unit
    which: Kind
    """THIS, NEXT, COMING or LAST."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date and a time in one: naive if no offset was said, None if no calendar has it."""

    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Now:
    """Right now."""
