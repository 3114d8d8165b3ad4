"""The workspace's memory: people, channels, messages, and who can see what.

Not here: the Web API's manners, modals, and anything that speaks over the network.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import timedelta

from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.slack.people import (
    APP,
    BOT,
    BOT_USER,
    PEOPLE,
    ROOM_BOT,
    SLACK_ITSELF,
    SLACKBOT,
    TEAM,
    Channel,
    channels,
)
from sandbox.slack.sharing import File
from sandbox.slack.wire import Json

MOST_REMOVED = 1000
_TICK = timedelta(microseconds=1)


@dataclass(kw_only=True, eq=False)
class Message:
    """One message, in a channel, a thread or a DM; or an ephemeral that one person sees."""

    channel: str
    ts: str
    author: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    """An ephemeral's reader."""
    metadata: Json | None = None
    is_broadcast: bool = False
    """A reply that also stands in the channel."""
    edited_ts: str | None = None
    team: str = TEAM
    """The author's."""
    files: list[File] = field(default_factory=list)
    is_tombstone: bool = False
    """What is left of a parent that was deleted while its thread stays."""
    revision: int = 0
    """The workspace's version when it changed last."""

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def bury(self) -> None:
        """Leave nothing of it but a tombstone, in Slack's words."""
        self.author, self.text, self.blocks, self.files = SLACKBOT, "This message was deleted.", [], []
        self.metadata, self.edited_ts, self.is_tombstone = None, None, True

    def as_json(self, *, with_metadata: bool = False) -> Json:
        """The message object of history, replies and interaction payloads."""
        body: Json = {"type": "message", "user": self.author, "ts": self.ts, "text": self.text}
        body["team"] = self.team
        if self.is_tombstone:
            body |= {"subtype": "tombstone", "hidden": True}
        if self.author == BOT_USER:
            body |= {"bot_id": BOT, "app_id": APP}
        if self.blocks:
            body["blocks"] = self.blocks
        if self.files:
            body |= {"files": [each.as_json() for each in self.files], "upload": False}
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.edited_ts:
            body["edited"] = {"user": self.author, "ts": self.edited_ts}
        if with_metadata and self.metadata:
            body["metadata"] = self.metadata
        return body


@dataclass(frozen=True, kw_only=True)
class Removed:
    """A message that is gone."""

    revision: int
    """The workspace's version since when."""
    channel: str
    ts: str
    only_for: str | None
    """Who alone had seen it."""


class Workspace:
    """Everything Slack would remember."""

    def __init__(self, clock: SandboxClock, changes: Changes) -> None:
        self.clock = clock
        self.changes = changes
        self.members = {member.id: member for member in (*PEOPLE, ROOM_BOT, SLACK_ITSELF)}
        self.channels = {channel.id: channel for channel in channels()}
        self.messages: list[Message] = []
        self._removed: deque[Removed] = deque(maxlen=MOST_REMOVED)
        self._by_place: dict[tuple[str, str], Message] = {}
        self._stored: defaultdict[str, list[Message]] = defaultdict(list)
        self._replies: defaultdict[tuple[str, str], list[Message]] = defaultdict(list)
        self._last_ts: dict[str, str] = {}

    def channel(self, reference: str) -> Channel | None:
        """A channel by its id, or a public one by its name."""
        name = reference.removeprefix("#")
        by_name = (each for each in self.channels.values() if each.name == name and not each.is_private)
        return self.channels.get(reference) or next(by_name, None)

    def dm(self, user: str) -> Channel:
        """The bot's DM with a person, opened when there is none yet."""
        dm_id = "D" + user[1:]
        if dm_id not in self.channels:
            members = {user, BOT_USER}
            self.channels[dm_id] = Channel(id=dm_id, name=f"dm-{user}", members=members, dm_with=user)
        return self.channels[dm_id]

    def next_ts(self, channel: str) -> str:
        """A timestamp of the sandbox's clock that this channel has not had yet."""
        now = self.clock.now()
        ts = f"{now.timestamp():.6f}"
        last = self._last_ts.get(channel, "")
        if ts <= last:
            ts = f"{float(last) + _TICK.total_seconds():.6f}"
        self._last_ts[channel] = ts
        return ts

    def add(self, message: Message) -> Message:
        """Keep a message and show it."""
        self.messages.append(message)
        self._by_place[message.channel, message.ts] = message
        for place in self._places(message):
            insort(place, message, key=_ts)
        return self.edited(message)

    def edited(self, message: Message) -> Message:
        """Show what has changed of a message."""
        message.revision = self.changes.version + 1
        self.changes.happened()
        return message

    def remove(self, message: Message) -> None:
        """Take a message away; of a parent with replies a tombstone stays, until the last of them is gone."""
        if self.replies(message.channel, message.ts):
            message.bury()
            self.edited(message)
            return
        self._forget(message)
        parent = self.find(message.channel, message.thread_ts or "")
        if parent and parent.is_tombstone and not self.replies(parent.channel, parent.ts):
            self._forget(parent)
        self.changes.happened()

    def removed_since(self, version: int) -> list[Removed] | None:
        """What is gone since then; None where so much is gone that nobody remembers it all."""
        is_full = len(self._removed) == MOST_REMOVED
        if is_full and version < self._removed[0].revision:
            return None
        return [each for each in self._removed if each.revision > version]

    def find(self, channel: str, ts: str) -> Message | None:
        """A message by its channel and timestamp; ephemerals too."""
        return self._by_place.get((channel, ts))

    def stored(self, channel: str) -> list[Message]:
        """A channel's lasting messages with all replies, oldest first."""
        return [*self._stored[channel]]

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The lasting replies under a message, oldest first."""
        return [*self._replies.get((channel, ts), ())]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        parent = self.find(channel, ts)
        return [*([parent] if parent and not parent.only_for else []), *self.replies(channel, ts)]

    def is_open_to(self, channel: Channel, user: str) -> bool:
        """Whether that person can open it: members; public channels the whole team, but no guests."""
        member = self.members[user]
        return user in channel.members or (channel.is_public and not (member.is_guest or member.is_stranger))

    def seen_by(self, user: str) -> list[Message]:
        """Everything a person could scroll to, in the order it came."""
        open_channels = {each.id for each in self.channels.values() if self.is_open_to(each, user)}
        return [
            each for each in self.messages if each.channel in open_channels and each.only_for in (None, user)
        ]

    def sees(self, user: str, message: Message) -> bool:
        """Whether a person could scroll to that message."""
        is_open = self.is_open_to(self.channels[message.channel], user)
        return is_open and message.only_for in (None, user)

    def _places(self, message: Message) -> list[list[Message]]:
        """The lists that a lasting message stands in, each in the order of time."""
        if message.only_for is not None:
            return []
        places = [self._stored[message.channel]]
        if message.is_reply and message.thread_ts:
            places.append(self._replies[message.channel, message.thread_ts])
        return places

    def _forget(self, message: Message) -> None:
        self.messages.remove(message)
        self._by_place.pop((message.channel, message.ts), None)
        for place in self._places(message):
            place.remove(message)
        self._removed.append(
            Removed(
                revision=self.changes.version + 1,
                channel=message.channel,
                ts=message.ts,
                only_for=message.only_for,
            )
        )


def _ts(message: Message) -> str:
    return message.ts
