"""The words of the field as frozen types. Every datetime is aware UTC; zones are IANA names beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from bot.errors import TimeUnclear

SESSION = timedelta(minutes=60)
"""How long a room is open (BetterPT's documentation)."""
EARLY_ENTRY = timedelta(minutes=5)
"""How long before the start people can enter (BetterPT's documentation)."""
ATTENDANCE_FINAL = timedelta(hours=2)
"""How long after the start BetterPT has durations and attendance up to date (its documentation)."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of the Slack workspace, as far as the bot needs to know them."""

    id: str
    name: str
    email: str | None = None
    time_zone: str | None = None
    locale: str = "en-US"
    is_guest: bool = False

    @property
    def zone(self) -> str:
        """Their IANA zone.

        Raises:
            TimeUnclear: neither Slack nor the clinic's settings have one.
        """
        if self.time_zone is None:
            raise TimeUnclear("no-zone")
        return self.time_zone


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Who holds the room, as they were when it was asked for."""

    id: str
    """Slack user id."""
    name: str
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Patient:
    """How the patient can be reached. No name, no diagnosis: the bot does not need them."""

    email: str | None = None
    phone: str | None = None
    """E.164, e.g. +12025550143."""

    @property
    def is_reachable(self) -> bool:
        """Whether BetterPT has any way to tell the patient something."""
        return bool(self.email or self.phone)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a person asked for, apart from the time: by whom, for whom, and where the card goes."""

    requester: str
    """Slack user id."""
    provider: Provider
    channel: str
    """Slack channel id of the card."""
    patient: Patient = field(default_factory=Patient)
    reference: str | None = None
    """The clinic's chart number (BetterPT: partnerCustomerId)."""
    clinic: str | None = None
    reply_url: str | None = None
    """Slack response_url of the preview: 5 uses in 30 minutes. A key: never logged."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A preview that nobody has confirmed yet. Its id becomes the room's, so two clicks make one room."""

    id: str
    request: Request
    words: str
    """How the time was said, to be shown and edited again."""
    start: datetime | None
    """None while a question about the time is open."""
    zone: str
    created: datetime


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

    def read_at(self, now: datetime) -> VideoRoom:
        """The room with as much of its attendance as can be believed, having been read at `now`."""
        return replace(self, attendance=self.attendance.believed(start=self.start, now=now))


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
    is_attempted: bool = False
    """Committed right before the one create request: from here on a crash makes the outcome unknown."""
    problem: str | None = None
    """Why it was refused or is unknown, in BetterPT's or our own words (no patient data)."""
    told_at: datetime | None = None
    """When the provider was told the outcome."""
    version: int = 0
    """Rises with every entry; an entry made from an older version is refused (`StaleRoom`)."""

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


class TaskKind(StrEnum):
    """What a task does when it is due."""

    CREATE = "create"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    ANNOUNCE = "announce"
    FOLLOW_UP = "follow-up"


class NoticeKind(StrEnum):
    """Everything the bot says about a room by itself."""

    CARD = "card"
    """The room's root message in the channel, edited as the room changes."""
    LINKS = "links"
    """Both links, in the card's thread."""
    CHANGE = "change"
    """What was changed and by whom, in the thread."""
    OUTCOME = "outcome"
    """What happened in the session, in the thread."""
    FOLLOW_UP = "follow-up"
    """The same for the provider, by DM."""
    PROBLEM = "problem"
    """What could not be done or is not known, to the requester, by DM."""
    REPLY = "reply"
    """What became of the preview, in its place. Slack may lose it: nothing is said only here."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One thing to say about a room, as it is now."""

    kind: NoticeKind
    room: Room
    details: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of its one Slack message: told again under the same key, it is edited."""
        to = self.details.get("to")
        parts = (
            self.room.id,
            self.kind.value,
            self.details.get("version"),
            to and uuid5(NAMESPACE_OID, to).hex,
        )
        return ":".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Task:
    """A row that promises one action at `due`. `key` names the promise: a second one is ignored."""

    key: str
    kind: TaskKind
    room_id: str
    due: datetime
    promised: datetime
    """When the promise was made: how long it has been tried is told from here."""
    details: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    """How often it was claimed, this time included."""
    epoch: int = 0
    """Rises with every claim; a result from an older claim is refused."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A Slack message of ours: committed under `key` before it is posted, found again by it after a crash."""

    key: str
    """Opaque: it stands in the message's metadata, which every app in the workspace can read."""
    room_id: str
    channel: str
    """A channel's id, or a user's until their DM is opened."""
    thread_ts: str | None = None
    ts: str | None = None
    """Slack's id of the message once it is posted."""
    tried_at: datetime | None = None
    """When the first attempt to post it began."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written into the ledger in one transaction: all of it or nothing."""

    room: Room | None = None
    tasks: tuple[Task, ...] = ()
    message: Message | None = None


@dataclass(frozen=True, kw_only=True)
class RoomQuery:
    """Which rooms to look for; every given part must fit."""

    person: str | None = None
    """Slack user id of the provider or the requester; None is everybody."""
    begins: datetime | None = None
    ends: datetime | None = None
    """Start instants from `begins` up to, not including, `ends`."""
    uid: str | None = None
    """BetterPT's uid or the beginning of one."""


@dataclass(frozen=True, kw_only=True)
class Outreach:
    """One thing BetterPT itself sends the patient."""

    event: str
    """`confirmation`, `one-hour reminder`, `fifteen-minute reminder`, `reschedule` or `cancellation`."""
    by: tuple[str, ...]
    """`e-mail with calendar entry`, `e-mail`, `SMS`."""
    at: datetime | None
    """When; None is at once."""
