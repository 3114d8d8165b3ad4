"""Messages for later: `chat.scheduleMessage`, `chat.scheduledMessages.list`, `chat.deleteScheduledMessage`.

They are posted when the sandbox's clock shows their time, by itself or because somebody pushed it. What can
no longer be posted by then, because the channel was archived for example, is dropped.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sandbox.slack.chat import Chat
from sandbox.slack.paging import next_page, paged
from sandbox.slack.people import BOT
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Workspace

FARTHEST = timedelta(days=120)
CROWD = 30
CROWD_SECONDS = 300
"""Slack takes 30 messages for one channel in five minutes."""


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """One message that waits for its time."""

    id: str
    channel: str
    post_at: int
    """Unix time."""
    created: int
    arguments: Json = field(repr=False)

    def as_json(self) -> Json:
        """An entry of `chat.scheduledMessages.list`."""
        return {
            "id": self.id,
            "channel_id": self.channel,
            "post_at": self.post_at,
            "date_created": self.created,
            "text": str(self.arguments.get("text") or ""),
        }


class Schedule:
    """Everything that waits to be posted."""

    def __init__(self, workspace: Workspace, chat: Chat) -> None:
        self._workspace = workspace
        self._chat = chat
        self._count = 0
        self._waiting: dict[str, Scheduled] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def add(self, arguments: Json) -> Json:
        """`chat.scheduleMessage`: refused at once for whatever a post would be refused for."""
        at = self._moment(arguments["post_at"])
        draft = self._chat.draft(arguments)
        near = [each for each in self._of(draft.channel) if abs(each.post_at - at) < CROWD_SECONDS]
        if len(near) >= CROWD:
            raise Refused("restricted_too_many")
        self._count += 1
        now = int(self._workspace.clock.now().timestamp())
        scheduled = Scheduled(
            id=f"Q{self._count:010}", channel=draft.channel, post_at=at, created=now, arguments=arguments
        )
        self._waiting[scheduled.id] = scheduled
        self._tasks[scheduled.id] = asyncio.create_task(self._post(scheduled))
        said = {"text": draft.text, "bot_id": BOT, "type": "delayed_message", "subtype": "bot_message"}
        return {
            "channel": draft.channel,
            "scheduled_message_id": scheduled.id,
            "post_at": at,
            "message": said | ({"blocks": draft.blocks} if draft.blocks else {}),
        }

    def listed(self, arguments: Json) -> Json:
        """`chat.scheduledMessages.list`, of all channels or of one, by id."""
        channel = str(arguments.get("channel") or "")
        if channel and channel not in self._workspace.channels:
            raise Refused("invalid_channel")
        oldest, latest = (_seconds(arguments.get(name)) for name in ("oldest", "latest"))
        found = [
            each
            for each in self._of(channel or None)
            if (oldest or 0) <= each.post_at and (latest is None or each.post_at <= latest)
        ]
        shown, cursor = paged(found, arguments, lambda each: each.id)
        return {"scheduled_messages": [each.as_json() for each in shown], **next_page(cursor)}

    def delete(self, arguments: Json) -> Json:
        """`chat.deleteScheduledMessage`: nothing that was posted already."""
        channel = str(arguments["channel"])
        if channel not in self._workspace.channels:
            raise Refused("channel_not_found")
        scheduled = self._waiting.get(str(arguments["scheduled_message_id"]))
        if scheduled is None or scheduled.channel != channel:
            raise Refused("invalid_scheduled_message_id")
        del self._waiting[scheduled.id]
        self._tasks.pop(scheduled.id).cancel()
        return {}

    async def close(self) -> None:
        """Post nothing any more."""
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _of(self, channel: str | None) -> list[Scheduled]:
        return [each for each in self._waiting.values() if channel in (None, each.channel)]

    def _moment(self, given: object) -> int:
        at = _seconds(given)
        if at is None:
            raise Refused("invalid_time")
        now = self._workspace.clock.now()
        if at <= now.timestamp():
            raise Refused("time_in_past")
        if at > (now + FARTHEST).timestamp():
            raise Refused("time_too_far")
        return at

    async def _post(self, scheduled: Scheduled) -> None:
        await self._workspace.clock.reached(datetime.fromtimestamp(scheduled.post_at, UTC))
        self._waiting.pop(scheduled.id, None)
        self._tasks.pop(scheduled.id, None)
        with suppress(Refused):
            self._chat.post_message(scheduled.arguments)


def _seconds(given: object) -> int | None:
    """A Unix time, which may come as text; None for anything else."""
    try:
        return int(str(given))
    except ValueError:
        return None
