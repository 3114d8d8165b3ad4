"""The Events API over Socket Mode: mentions, messages, the opened Home tab, who comes and goes; redelivery.

Only what the manifest subscribes to is sent. Slack tries again at once, a minute and five minutes after the
first try; those minutes are the sandbox's. Not here: what the app itself says, edits, reactions, files.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from sandbox.slack.members import Channel, Member
from sandbox.slack.people import APP, BOT_USER, TEAM
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.text import rich_text_of
from sandbox.slack.views import View
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Message, Workspace

AGAIN_AFTER = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))


class Events:
    """Tells the app what happened, and again until it listens."""

    def __init__(self, subscribed: frozenset[str], workspace: Workspace, socket: SocketMode) -> None:
        self._subscribed = subscribed
        self._workspace = workspace
        self._socket = socket
        self._trying: set[asyncio.Task[None]] = set()

    async def mentioned(self, message: Message) -> None:
        """`app_mention`: returns when the app acknowledged it, or did not in time."""
        channel = self._workspace.channels[message.channel]
        await self._emit("app_mention", self._message(message) | {"type": "app_mention"}, channel)

    async def said(self, message: Message) -> None:
        """`message.channels`, `.groups` or `.im`, of what a person said where the bot reads along."""
        channel = self._workspace.channels[message.channel]
        if BOT_USER not in channel.members:
            return
        kind = "im" if channel.is_dm else "group" if channel.is_private else "channel"
        event = self._message(message) | {"type": "message", "channel_type": kind}
        await self._emit("message.im" if kind == "im" else f"message.{kind}s", event, channel)

    def joined(self, user: str, channel: Channel, inviter: str = "") -> None:
        """`member_joined_channel`, where the bot is a member itself; told while the rest goes on."""
        self._of_member("member_joined_channel", user, channel, {"inviter": inviter} if inviter else {})

    def left(self, user: str, channel: Channel) -> None:
        """`member_left_channel`, where the bot is a member itself; told while the rest goes on."""
        self._of_member("member_left_channel", user, channel, {})

    def came(self, member: Member) -> None:
        """`team_join`: somebody is new in the workspace; told while the rest goes on."""
        event: Json = {"type": "team_join", "user": member.as_json(with_locale=True)}
        self._start(self._emit("team_join", event | {"cache_ts": 0, "event_ts": self._now()}, None))

    async def home_opened(self, user: str, view: View | None, tab: str) -> None:
        """`app_home_opened` of a tab, `home` or `messages`; Home with what was published there."""
        dm = self._workspace.dm(user)
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": dm.id,
            "tab": tab,
            "event_ts": self._now(),
        }
        event |= {"view": view.as_json()} if view and tab == "home" else {}
        await self._emit("app_home_opened", event, dm)

    async def close(self) -> None:
        """Tell nothing and try nothing again any more."""
        for task in [*self._trying]:
            task.cancel()
        await asyncio.gather(*self._trying, return_exceptions=True)

    def _message(self, message: Message) -> Json:
        """What every event about a message says of it."""
        author = self._workspace.members[message.author]
        event: Json = {
            "user": author.id,
            "text": message.text,
            "ts": message.ts,
            "client_msg_id": secrets.token_hex(16),
            "team": author.team,
            "blocks": [rich_text_of(message.text)],
            "channel": message.channel,
            "event_ts": message.ts,
        }
        if message.thread_ts:
            event |= {"thread_ts": message.thread_ts, "parent_user_id": self._parent(message)}
        if self._workspace.channels[message.channel].is_shared:
            event |= {"user_team": author.team, "source_team": author.team}
        return event

    def _of_member(self, name: str, user: str, channel: Channel, more: Json) -> None:
        if BOT_USER not in channel.members and user != BOT_USER:
            return
        event = {
            "type": name,
            "user": user,
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": self._workspace.members[user].team,
            "event_ts": self._now(),
        }
        self._start(self._emit(name, event | more, channel))

    async def _emit(self, name: str, event: Json, channel: Channel | None) -> None:
        """Tell of it if the app subscribed to it by that name; returns after the first try."""
        if name not in self._subscribed:
            return
        payload = {
            "token": "sandbox",
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(self._workspace.clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.is_shared),
            "event_context": f"4-{secrets.token_hex(20)}",
        }
        begun = self._workspace.clock.now()
        reason = await self._try(payload, 0, "")
        if reason:
            self._start(self._again(payload, [begun + each for each in AGAIN_AFTER], reason))

    def _start(self, telling: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(telling)
        self._trying.add(task)
        task.add_done_callback(self._trying.discard)

    async def _again(self, payload: Json, moments: list[datetime], reason: str) -> None:
        for attempt, moment in enumerate(moments, start=1):
            await self._workspace.clock.reached(moment)
            reason = await self._try(payload, attempt, reason)
            if not reason:
                return

    async def _try(self, payload: Json, attempt: int, reason: str) -> str:
        """Deliver it once; why that failed, or nothing when it was acked."""
        retry = {"retry_attempt": attempt, "retry_reason": reason}
        try:
            await self._socket.send("events_api", payload, accepts_payload=False, more=retry)
        except NoAck:
            return "timeout"
        except NoConnection:
            return "connection_failed"
        return ""

    def _parent(self, message: Message) -> str:
        parent = self._workspace.find(message.channel, message.thread_ts or "")
        return parent.author if parent else ""

    def _now(self) -> str:
        return f"{self._workspace.clock.now().timestamp():.6f}"
