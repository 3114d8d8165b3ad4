"""The room, its session, and who came."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.models.people import Patient, Request

SESSION = timedelta(minutes=60)
"""How long a room is open (BetterPT's documentation)."""
OPENS_BEFORE = timedelta(minutes=5)
"""People can enter a room this long before its start (BetterPT's documentation)."""
ATTENDANCE_FINAL = timedelta(hours=2)
"""How long after the start BetterPT has durations and attendance up to date (its documentation)."""
TOO_SHORT = 8
"""Minutes. Medicare's 8-minute rule: a timed physical-therapy service under 8 minutes is not billable."""
MOST_MINUTES = 70
"""What is reported above this cannot be minutes: the room is open for 60, and the unit is not documented."""
_MOST_OF_A_SERIES = 2000


class RoomState(StrEnum):
    """What we know of a room. `unknown` means that only a person can tell."""

    CREATING = "creating"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SCHEDULED = "scheduled"
    MOVING = "moving"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    """Its outcome was unknown and the requester left it."""


LIVE = frozenset({RoomState.SCHEDULED, RoomState.MOVING, RoomState.CANCELLING})
"""States in which BetterPT has the room and a session will take place, or took place."""


class SessionOutcome(StrEnum):
    """How a session went."""

    HELD = "held"
    PATIENT_MISSING = "patient-missing"
    PROVIDER_MISSING = "provider-missing"
    NOBODY = "nobody"
    TOO_SHORT = "too-short"
    """Both came, and one of them not for long enough to treat or be treated."""
    NOT_REPORTED = "not-reported"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person knows better about a session than BetterPT, whose report stays beside it."""

    outcome: SessionOutcome
    reason: str
    """Why, in their words: inside the clinic only."""
    by: str
    """Slack user id."""
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Presence:
    """One side of the session as BetterPT reports it; None is "not reported"."""

    attended: bool | None = None
    duration: int | None = None
    """As BetterPT reports it: minutes by default, the unit is not documented."""


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who came and for how long, with BetterPT's own status word (an open set, shown as it came)."""

    provider: Presence = field(default_factory=Presence)
    patient: Presence = field(default_factory=Presence)
    status: str | None = None

    def is_settled(self, *, start: datetime, now: datetime) -> bool:
        """Whether these numbers can be told as the outcome.

        BetterPT: attendance may read false or null until two hours after the start although people were
        there. Before that only "both came, with durations" is believed; after it, anything it reports.
        """
        sides = (self.provider, self.patient)
        if now < start + ATTENDANCE_FINAL:
            return all(side.attended and side.duration is not None for side in sides)
        return all(side.attended is not None for side in sides) and any(
            side.attended or side.duration for side in sides
        )

    def believed(self, *, start: datetime, now: datetime) -> Attendance:
        """The same without what tells nothing yet: a `false` read within two hours of the start."""
        if now >= start + ATTENDANCE_FINAL:
            return self
        provider, patient = (
            replace(side, attended=side.attended or None) for side in (self.provider, self.patient)
        )
        return replace(self, provider=provider, patient=patient)


@dataclass(frozen=True, kw_only=True)
class VideoRoom:
    """A room as BetterPT has it. Both links are keys to the patient's room: whoever has one gets in."""

    uid: str
    start: datetime
    zone: str
    patient_link: str = field(repr=False)
    provider_link: str = field(repr=False)
    attendance: Attendance = field(default_factory=Attendance)
    read: datetime | None = None
    """When BetterPT said so."""

    @property
    def has_links(self) -> bool:
        """Whether both are there."""
        return bool(self.patient_link and self.provider_link)

    def read_at(self, now: datetime) -> VideoRoom:
        """The room with as much of its attendance as can be believed, having been read at `now`."""
        return replace(self, attendance=self.attendance.believed(start=self.start, now=now), read=now)


UNCONFIRMED = "unconfirmed"
"""What people are told as the `problem` of a room whose last change BetterPT may have done or not."""


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A request that BetterPT may have done or not."""

    since: datetime
    """When it left."""
    by: str | None = None
    """The key of the task that sent it; None: all that is known is that one may have been sent."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """One promise: the room that a person asked for, and what became of it."""

    id: str
    request: Request
    start: datetime
    zone: str
    """The IANA zone the time was meant in."""
    state: RoomState
    created: datetime
    video: VideoRoom | None = None
    pending_start: datetime | None = None
    """Where the room is being moved to, while `state` is MOVING."""
    changed_by: str | None = None
    """Slack user id of who asked for the last reschedule or cancellation."""
    doubt: Doubt | None = None
    """Of the last move or cancellation, as long as nobody knows what came of it."""
    cancelled_at: datetime | None = None
    """When its cancellation was asked for, or noticed; it holds while it is being cancelled, and then."""
    is_attempted: bool = False
    """Committed right before the one create request: from here on a crash makes the outcome unknown."""
    problem: str | None = None
    """Why it was refused or is unknown, in BetterPT's or our own words (no patient data)."""
    told_at: datetime | None = None
    """When the provider was told the outcome."""
    series: str | None = None
    """The id that the rooms of one series share: they have one card and one thread."""
    moved_from: datetime | None = None
    """Where it was before the last move, if it was ever moved."""
    replaces: str | None = None
    """The id of the room that is cancelled once this one is created: another provider takes over."""
    handed_to: str | None = None
    """Slack user id of who took over: another room stands in this one's place, which is cancelled."""
    correction: Correction | None = None
    digest: str | None = None
    """The key of the digest that told its outcome late, among others; None: it has a message of its own."""
    version: int = 0
    """Rises with every entry; an entry made from an older version is refused (`StaleRoom`)."""

    @property
    def lane(self) -> str:
        """What is done here is done one thing at a time: all of a series, as its rooms share a card."""
        return self.series or self.id

    @property
    def notice(self) -> timedelta | None:
        """How long before its start it was cancelled; negative if afterwards; None if it was not."""
        return self.start - self.cancelled_at if self.cancelled_at else None

    @property
    def opens(self) -> datetime:
        """When people can enter."""
        return self.start - OPENS_BEFORE

    @property
    def end(self) -> datetime:
        """When the room closes."""
        return self.start + SESSION

    def has_started(self, now: datetime) -> bool:
        """Whether BetterPT will refuse changes because the session's time has come."""
        return now >= self.start

    def but(self, **changes: object) -> Room:
        """The same room with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class RoomQuery:
    """Which rooms to look for; every given part must fit."""

    person: str | None = None
    """Slack user id of the provider or the requester; None is everybody."""
    provider: str | None = None
    """Slack user id of the provider."""
    begins: datetime | None = None
    ends: datetime | None = None
    """Start instants from `begins` up to, not including, `ends`."""
    uid: str | None = None
    """BetterPT's uid or the beginning of one."""
    series: str | None = None
    """The id of a series."""
    digest: str | None = None
    """The key of a digest."""
    reference: str | None = None
    """The clinic's chart number, in capitals or not."""
    patient: Patient | None = None
    """Who has this patient's e-mail address or phone number."""
    replaces: frozenset[str] | None = None
    """Those that are to take the place of one of these, by our ids."""
    is_told: bool | None = None
    """Whether the provider was told the outcome; None is either."""
    states: frozenset[RoomState] = frozenset(RoomState)
    limit: int = 100

    @classmethod
    def of_series(cls, series: str) -> RoomQuery:
        """All rooms of a series: 60 sessions, each of which may have been tried again and again."""
        return cls(series=series, limit=_MOST_OF_A_SERIES)


@dataclass(frozen=True, kw_only=True)
class Outreach:
    """One thing BetterPT itself sends the patient."""

    event: str
    """`confirmation`, `one-hour reminder`, `fifteen-minute reminder`, `reschedule` or `cancellation`."""
    by: tuple[str, ...]
    """`e-mail with calendar entry`, `e-mail`, `SMS`."""
    at: datetime | None
    """When; None is at once."""
