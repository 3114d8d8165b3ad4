"""What a recognised stretch of text can mean, beside days (`days`), clocks (`clocks`), lengths and zones."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.times.lexicon import Part, Unit
from bot.times.tokens import Kind


class Ignored(NamedTuple):
    """Looks like a time and is none: stays in the rest."""


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


class Stretch(NamedTuple):
    """A week, month or year without a day: "next week"."""

    unit: Unit
    which: Kind
    """THIS, NEXT, COMING or LAST."""


class Moment(NamedTuple):
    """A date and a time in one: naive if no offset was said, None if no calendar has it."""

    at: datetime | None


class Now(NamedTuple):
    """Right now."""
