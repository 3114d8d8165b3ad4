"""The workspace's memory: people, channels, messages, and who can see what.

Not here: the Web API's manners, modals, and anything that speaks over the network.
"""

from __future__ import annotations

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
    TEAM,
    Channel,
    channels,
)
from sandbox.slack.sharing import File
from sandbox.slack.wire import Json

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
    revision: int = 0
    """The workspace's version when it changed last."""

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def as_json(self, *, with_metadata: bool = False) -> Json:
        """The message object of history, replies and interaction payloads."""
        body: Json = {"type": "message", "user": self.author, "ts": self.ts, "text": self.text}
        body["team"] = self.team
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


class Workspace:
    """Everything Slack would remember."""

    def __init__(self, clock: SandboxClock, changes: Changes) -> None:
        self.clock = clock
        self.changes = changes
        self.members = {member.id: member for member in (*PEOPLE, ROOM_BOT, SLACK_ITSELF)}
        self.channels = {channel.id: channel for channel in channels()}
        self.messages: list[Message] = []
        self.removed: list[tuple[int, str, str]] = []
        """Messages that are gone: since which version, their channel and timestamp."""
        self._by_place: dict[tuple[str, str], Message] = {}
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
        return self.edited(message)

    def edited(self, message: Message) -> Message:
        """Show what has changed of a message."""
        message.revision = self.changes.version + 1
        self.changes.happened()
        return message

    def remove(self, message: Message) -> None:
        """Take a message away (a dismissed ephemeral, `delete_original`)."""
        self.messages.remove(message)
        self._by_place.pop((message.channel, message.ts), None)
        self.removed.append((self.changes.version + 1, message.channel, message.ts))
        self.changes.happened()

    def find(self, channel: str, ts: str) -> Message | None:
        """A message by its channel and timestamp; ephemerals too."""
        return self._by_place.get((channel, ts))

    def stored(self, channel: str) -> list[Message]:
        """A channel's lasting messages with all replies, oldest first."""
        here = [each for each in self.messages if each.channel == channel and each.only_for is None]
        return sorted(here, key=lambda message: message.ts)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        return [each for each in self.stored(channel) if ts in (each.ts, each.thread_ts)]

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
