"""What reading somebody's words can result in.

No sentence for people is here, and nothing is decided here: who shows a `Question` finds the words for it.
The types are tuples because a bot that was asked something must not spend its first 20 ms on making classes.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple


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
    SERIES = "series"
    """The words mean several times by a rule, where one is needed. Asked by the caller, of a `Series`."""
    LEFT_OVER = "left-over"
    """The words hold a time and something that may have been meant as part of it. Asked by the caller."""
    NOT_UNDERSTOOD = "not-understood"
    """The words hold no time that is sure. Asked by the caller, of a `NotUnderstood`."""


class Instant(NamedTuple):
    """The words mean one instant."""

    at: datetime
    """Aware UTC, whole minutes."""
    zone: str
    """IANA name: the zone that the words name, else the one that was given."""
    rest: str = ""
    """What in the words is not time, in its order, stripped."""
    wording: str = ""
    """All the other words, where there is a `rest`: they can be kept, it may be about a patient."""
    others: tuple[datetime, ...] = ()
    """Less likely readings (UTC), worth one click: "at 7" is 7 AM, its other 7 PM."""
    ends: datetime | None = None
    """The end (UTC) of "3-4pm"; None if only a start was said."""


MOST_SESSIONS = 60
"""A year of weekly sessions and some; more at once is a typing error, or a decision for later."""


class Freq(StrEnum):
    """What a series counts in; the words of RFC 5545."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Recurrence(NamedTuple):
    """The rule of a series, in the terms of RFC 5545 and in the wall time of its zone."""

    freq: Freq
    interval: int = 1
    weekdays: tuple[tuple[int, int | None], ...] = ()
    """Weekday (0 is Monday) and which one of its month (-1 is the last; None: every), in the week's order."""
    month_days: tuple[int, ...] = ()
    """Days of the month; -1 is the last."""
    begins: date | None = None
    """The first local day that it can fall on, where the words say one."""
    until: date | None = None
    """The last local day that it can fall on."""
    total: int | None = None
    """How many sessions, where the words say a number."""
    at: time | None = None
    """The wall time; None if the words do not say one."""
    left_out: tuple[date, ...] = ()
    """Its local days on which nothing takes place all the same (EXDATE); they count in `total`."""


class Series(NamedTuple):
    """The words mean several instants by a rule; each has its own day and keeps the wall time."""

    starts: tuple[datetime, ...]
    """UTC instants to come, earliest first: at least one and, with `left_out`, at most `MOST_SESSIONS`."""
    recurrence: Recurrence
    zone: str
    """IANA name, as in `Instant`."""
    is_cut: bool = False
    """Whether the rule goes on behind the last of `starts`: endless, or more than the limit."""
    moved: tuple[datetime, ...] = ()
    """Those of `starts` whose wall time DST skips on that day, an hour later: 02:30 -> 03:30."""
    rest: str = ""
    wording: str = ""
    """As in `Instant`."""
    left_out: tuple[datetime, ...] = ()
    """The instants of the rule that the words except: "every tuesday, not dec 22"."""

    @property
    def offered(self) -> tuple[datetime, ...]:
        """All instants of the rule to come: a person may take in what the words left out."""
        return tuple(sorted((*self.starts, *self.left_out)))


class Question(NamedTuple):
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
    wording: str = ""
    """As in `Instant`."""
    meant: datetime | None = None
    """What the words mean all the same (UTC), if the reason is PAST: the time, or the begin of its day."""
    recurrence: Recurrence | None = None
    """The rule of a series that lacks something: "every tuesday" has no time of day."""


class NotUnderstood(NamedTuple):
    """The words hold no time that this package can be sure of."""

    rest: str = ""
    """All the words, stripped."""


Reading = Instant | Series | Question | NotUnderstood


class Period(NamedTuple):
    """A stretch of whole local days to list rooms of."""

    begins: datetime
    """UTC instant of the first local midnight."""
    ends: datetime
    """UTC instant of the local midnight after the last day: not part of it."""
    name: str
    """As it can be said back: "today", "this week", "Tuesday, December 1"."""
