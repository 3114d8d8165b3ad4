"""What reading somebody's words can result in, as frozen types.

No sentence for people is here, and nothing is decided here: who shows a `Question` finds the words for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why a person must be asked before anything can be booked."""

    NEED_TIME = "need-time"
    """A day was said, but no time of day."""
    PAST = "past"
    DST_GAP = "dst-gap"
    """The clocks jump over this time in that night: it does not exist."""
    DST_FOLD = "dst-fold"
    """The clocks go back: this time exists twice."""
    WEEKDAY_MISMATCH = "weekday-mismatch"
    """The weekday and the date that were said do not belong together."""
    AMBIGUOUS = "ambiguous"
    """The words have two readings, and neither is the likely one."""
    MULTIPLE = "multiple"
    """The words name more than one time."""
    INVALID_DATE = "invalid-date"
    """No calendar has this date, or it is outside of 1900-2100."""
    LEFT_OVER = "left-over"
    """The words hold a time and something that may have been meant as part of it. Asked by the caller."""
    NOT_UNDERSTOOD = "not-understood"
    """The words hold no time that is sure. Asked by the caller, of a `NotUnderstood`."""


@dataclass(frozen=True, kw_only=True)
class Instant:
    """The words mean one instant."""

    at: datetime
    """Aware UTC, whole minutes."""
    zone: str
    """IANA name: the zone that the words name, else the one that was given."""
    rest: str = ""
    """What in the words is not time, in its order, stripped."""
    others: tuple[datetime, ...] = ()
    """Less likely readings (UTC), worth one click: "at 7" is 7 AM, its other 7 PM."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """The words are about a time, but only a person can say which; never book on this."""

    reason: Reason
    zone: str
    """IANA name, as in `Instant`."""
    day: date | None = None
    """The local day that was said, as far as it is known."""
    options: tuple[datetime, ...] = ()
    """Likely answers (UTC instants), each one click; may be empty."""
    rest: str = ""
    """What in the words is not time."""


@dataclass(frozen=True, kw_only=True)
class NotUnderstood:
    """The words hold no time that this package can be sure of."""

    rest: str = ""
    """All the words, stripped."""


Reading = Instant | Question | NotUnderstood


@dataclass(frozen=True, kw_only=True)
class Period:
    """A stretch of whole local days to list rooms of."""

    begins: datetime
    """UTC instant of the first local midnight."""
    ends: datetime
    """UTC instant of the local midnight after the last day: not part of it."""
    name: str
    """As it can be said back: "today", "this week", "Tuesday, December 1"."""
