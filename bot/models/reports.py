"""What a report is made of: counts and minutes. No patient, no contact, no chart number, no link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LATE_NOTICE = timedelta(hours=24)
"""A cancellation that was asked for less than this before the start is late: the hour is mostly lost."""


class Fate(StrEnum):
    """What became of a booked session; each has exactly one. The first six are its `SessionOutcome`."""

    HELD = "held"
    PATIENT_MISSING = "patient-missing"
    PROVIDER_MISSING = "provider-missing"
    NOBODY = "nobody"
    TOO_SHORT = "too-short"
    NOT_REPORTED = "not-reported"
    CANCELLED_LATE = "cancelled-late"
    CANCELLED = "cancelled"
    """In time."""
    TO_COME = "to-come"
    """It is not over yet."""


class Side(StrEnum):
    """Whose minutes."""

    PROVIDER = "provider"
    PATIENT = "patient"
    BOTH = "both"
    """At most: the smaller of the two. BetterPT does not tell how long they were there together."""


@dataclass(frozen=True, kw_only=True)
class SumQuery:
    """Which sessions are summed up: those that start within the stretches."""

    bounds: tuple[datetime, ...]
    """Instants (UTC), rising: each stretch lies between two that follow each other, without the second."""
    now: datetime
    """What is over, and what BetterPT's "did not attend" may be believed of, is judged at this instant."""
    provider: str | None = None
    """Slack user id; None is everybody."""
    clinic: str | None = None
    """The name that patients know it by, as it stands in the rooms; None is all of them."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many sessions of a provider in a stretch met with a fate."""

    stretch: int
    """The first is 0."""
    provider: str
    """Slack user id."""
    name: str
    fate: Fate
    sessions: int
    moved: int
    """Those of them that were moved at least once."""
    corrected: int
    """Those of them whose fate a person set right."""
    unbelievable: int
    """Those of them with a duration that cannot be minutes."""


@dataclass(frozen=True, kw_only=True)
class Length:
    """How many held sessions of a provider took so many minutes on a side, as BetterPT reports them."""

    provider: str
    side: Side
    minutes: int
    sessions: int


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One session as a report counts it. The chart number is all of a patient that is in it."""

    start: datetime
    provider: str
    """Their name."""
    clinic: str | None
    fate: Fate
    provider_minutes: int | None
    patient_minutes: int | None
    """As BetterPT reports them, also where they cannot be minutes."""
    is_moved: bool
    is_corrected: bool
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class Sums:
    """All that a report is made of."""

    tallies: tuple[Tally, ...]
    lengths: tuple[Length, ...]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The sums of some days, and of as many days before them: all that a report of them is made of."""

    first: date
    last: date
    """Local days in `zone`; the last is part of it."""
    zone: str
    """IANA: whose midnights count."""
    now: datetime
    """As of when."""
    sums: Sums
    """By the stretches of these days."""
    before: Sums
    provider: str | None = None
    """Whose sessions alone (Slack user id); None is everybody's."""
    clinic: str | None = None
    """Those of which name of the clinic; None is all."""
