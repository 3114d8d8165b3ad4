"""What is promised, what is said about a room, and what is written down of it in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from bot.models.rooms import Room

LEASE = timedelta(seconds=120)
"""How long a claim holds; every step ends well within it, because every call has its time limit."""


class TaskKind(StrEnum):
    """What a task does when it is due."""

    CREATE = "create"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    ANNOUNCE = "announce"
    FOLLOW_UP = "follow-up"
    WATCH = "watch"
    """To look whether somebody is missing while the session is open, or whether it is at another time."""
    LOOK = "look"
    """To find out what became of a change that BetterPT never answered."""
    AGENDA = "agenda"
    """To tell a person, or the channel, what their day holds. Not about a room."""
    REPORT = "report"
    """To tell the coordinators, or the channel, how sessions went. Not about a room."""
    DIGEST = "digest"
    """To tell a provider in one message how several sessions went, all of them late. Not about one room."""
    SETBACK = "setback"
    """To tell the coordinators that a task was put aside. Not about a room."""
    RESTORED = "restored"
    """To tell what a ledger that was restored from a backup does not know. Not about one room."""
    UNKNOWN = "unknown"
    """What a newer version promised and this one cannot read; never written."""


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
    BOOKED = "booked"
    """That they have a session, to the provider, by DM."""
    CALENDAR = "calendar"
    """The calendar entry, under BOOKED: each version of it is a file of its own."""
    REMINDER = "reminder"
    """That the session is about to begin, to the provider, by DM; edited while it is open."""
    ALERT = "alert"
    """That the provider did not come, to the coordinators, by DM."""
    REPLY = "reply"
    """What became of the preview, in its place. Slack may lose it: nothing is said only here."""


_ONCE_A_SERIES = frozenset({NoticeKind.CARD, NoticeKind.BOOKED})
"""What is said once for all rooms of a series."""
OF_A_SERIES = "series"
"""In a task's or notice's `about`: it is about all rooms of a series that are created together."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One thing to say about a room, or about a series, as it is now."""

    kind: NoticeKind
    room: Room
    details: dict[str, str] = field(default_factory=dict)
    rooms: tuple[Room, ...] = ()
    """All rooms of its series by start, where the room has one."""

    @property
    def key(self) -> str:
        """The key of its one Slack message: told again under the same key, it is edited."""
        to = self.details.get("to")
        is_shared = self.kind in _ONCE_A_SERIES or "batch" in self.details
        about = self.room.lane if is_shared else self.room.id
        parts = (
            about,
            self.kind.value,
            self.details.get("version"),
            to and uuid5(NAMESPACE_OID, to).hex,
        )
        return ":".join(part for part in parts if part)

    @property
    def reply_url(self) -> str | None:
        """Where a REPLY goes: to the preview that it was promised to, or to the one of the last request."""
        return self.details.get("place") or self.room.request.reply_url

    @property
    def together(self) -> tuple[Room, ...]:
        """The rooms that were changed with one click, as they are now; none if it was this one alone."""
        ids = self.details.get("together", "").split(",")
        return tuple(room for room in self.rooms if room.id[: len(ids[0])] in ids) if ids[0] else ()


@dataclass(frozen=True, kw_only=True)
class Task:
    """A row that promises one action at `due`. `key` names the promise: a second one is ignored."""

    key: str
    kind: TaskKind
    room_id: str
    """The room it is about; for an errand that is about none, whom it is for."""
    due: datetime
    promised: datetime
    """When the promise was made: how long it has been tried is told from here."""
    details: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    """How often it was claimed, this time included."""
    begun: int = 0
    """How often since it came to an end of any kind, this time included: a process may have died over it."""
    epoch: int = 0
    """Rises with every claim; a result from an older claim is refused."""
    lane: str = ""
    """Tasks of one lane run one at a time: `Room.lane`; empty is its `room_id`."""
    why: str = ""
    """Why it was given back or put aside the last time; empty once it is to be tried anew."""


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
    """When the last attempt to post it began."""


class EventKind(StrEnum):
    """What can be told of a room afterwards."""

    ASKED = "asked"
    """Somebody asked for something: in which words, and how they were read."""
    CALLED = "called"
    """BetterPT was asked, and what it answered."""
    SAID = "said"
    """Something was posted or edited, and where."""
    CORRECTED = "corrected"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of a room's history. Holds no link, no contact, and no words but those about the time."""

    room_id: str
    kind: EventKind
    at: datetime
    by: str | None = None
    """Slack user id; None is the bot itself."""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written into the ledger in one transaction: all of it or nothing."""

    room: Room | None = None
    rooms: tuple[Room, ...] = ()
    """More rooms: those of a series, or the one that another takes the place of."""
    events: tuple[Event, ...] = ()
    tasks: tuple[Task, ...] = ()
    message: Message | None = None


class Arrival(StrEnum):
    """What a delivery of Slack's is to us."""

    NEW = "new"
    """It is to be answered now."""
    UNDER_WAY = "under-way"
    """Somebody is answering it."""
    REPEATED = "repeated"
    """It was answered already."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where we say things in Slack."""

    channel: str
    """A channel's id, or a DM's."""
    thread: str | None = None
    """Slack's id (`ts`) of the message at the top of a thread; None: what stands in no thread."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """That the ledger came from a backup: what happened between these two instants it does not know."""

    backed_up: datetime
    restored: datetime
