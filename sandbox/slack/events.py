"""The Events API over Socket Mode: mentions, the opened Home tab, and redelivery of what was not acked.

Slack tries again at once, a minute and five minutes after the first try; those minutes are the sandbox's.
Not here: plain messages, reactions, members who come and go: the app does not subscribe to them.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime, timedelta

from sandbox.slack.members import Channel
from sandbox.slack.people import APP, BOT_USER, TEAM
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.text import rich_text_of
from sandbox.slack.views import View
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Message, Workspace

AGAIN_AFTER = (timedelta(), timedelta(minutes=1), timedelta(minutes=5))


class Events:
    """Tells the app what happened, and again until it listens."""

    def __init__(self, workspace: Workspace, socket: SocketMode) -> None:
        self._workspace = workspace
        self._socket = socket
        self._trying: set[asyncio.Task[None]] = set()

    async def mentioned(self, message: Message) -> None:
        """`app_mention`: returns when the app acknowledged it, or did not in time."""
        author = self._workspace.members[message.author]
        event: Json = {
            "type": "app_mention",
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
        channel = self._workspace.channels[message.channel]
        if channel.is_shared:
            event |= {"user_team": author.team, "source_team": author.team}
        await self._emit(event, channel)

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
        await self._emit(event | ({"view": view.as_json()} if view and tab == "home" else {}), dm)

    async def close(self) -> None:
        """Try nothing again any more."""
        for task in self._trying:
            task.cancel()
        await asyncio.gather(*self._trying, return_exceptions=True)

    async def _emit(self, event: Json, channel: Channel) -> None:
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
            "is_ext_shared_channel": channel.is_shared,
            "event_context": f"4-{secrets.token_hex(20)}",
        }
        begun = self._workspace.clock.now()
        reason = await self._try(payload, 0, "")
        if reason:
            task = asyncio.create_task(self._again(payload, [begun + each for each in AGAIN_AFTER], reason))
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
