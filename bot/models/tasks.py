"""What is promised, what is said about a room, and what is written down of it in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from bot.models.rooms import Room


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
