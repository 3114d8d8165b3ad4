"""Finds our own messages in Slack again, by the key that each carries as metadata, or by a file's name.

The metadata is readable by every app in the workspace: the key is our own room's random id and a word, never
a link or a person. Every page is read: what is on the last one was posted, too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyRefused
from bot.models import Message
from handlers.slack import told

_EVENT = "room_bot_message"
_MARGIN = timedelta(days=1)
"""Slack's clock and ours differ by less than this; in a thread every message is looked at."""
_PAGE = 200
_NO_THREAD = "thread_not_found"
_ENDING = ".ics"

Found = Mapping[str, Any]


def metadata(message: Message) -> dict[str, Any]:
    """What a message carries so that it is found again."""
    return {"event_type": _EVENT, "event_payload": {"key": message.key}}


def named(name: str, message: Message) -> str:
    """A file's name with the mark that it is found by: Slack lets a file's message carry no metadata."""
    return f"{name.removesuffix(_ENDING)}-{_mark(message)}{_ENDING}"


class Traces:
    """Looks through channels and threads."""

    def __init__(self, client: AsyncWebClient) -> None:
        """`client` repeats nothing by itself."""
        self._client = client

    async def find(self, message: Message, channel: str, since: datetime) -> Message | None:
        """The message with its `ts`, if it stands in the channel (an id, no person's) or in its thread.

        Raises:
            NotifyError: Slack does not show the channel now.
        """
        async for found in self._messages(channel, message.thread_ts, since):
            if _key(found) == message.key or _has_file(found, message):
                return replace(message, channel=channel, ts=str(found["ts"]))
        return None

    async def ours(self, channel: str, since: datetime, thread: str | None) -> list[Message]:
        """All that carry a key of ours, at the top of the channel or in one thread. Raises as `find`."""
        return [
            Message(
                key=key, room_id=key.partition(":")[0], channel=channel, thread_ts=thread, ts=str(found["ts"])
            )
            async for found in self._messages(channel, thread, since)
            if (key := _key(found))
        ]

    async def threads(self, channel: str, since: datetime) -> list[str]:
        """The `ts` of what is not ours, and was answered. Raises as `find`."""
        return [
            str(found["ts"])
            async for found in self._messages(channel, None, since)
            if found.get("reply_count") and not _key(found)
        ]

    async def _messages(self, channel: str, thread: str | None, since: datetime) -> AsyncIterator[Found]:
        cursor = ""
        while True:
            try:
                page = await self._page(channel, thread, since, {"cursor": cursor} if cursor else {})
            except NotifyRefused as error:
                if str(error) == _NO_THREAD:
                    return  # somebody deleted it
                raise
            for found in page.get("messages", []):
                yield found
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _page(self, channel: str, thread: str | None, since: datetime, where: Found) -> Found:
        asked = {"limit": _PAGE, "include_all_metadata": True, **where}
        if thread:
            call = self._client.conversations_replies(channel=channel, ts=thread, **asked)
        else:
            oldest = f"{(since - _MARGIN).timestamp():.6f}"
            call = self._client.conversations_history(channel=channel, oldest=oldest, **asked)
        answer = (await told(call)).data
        return answer if isinstance(answer, dict) else {}


def _key(found: Found) -> str | None:
    carried = found.get("metadata") or {}
    is_ours = carried.get("event_type") == _EVENT
    return (carried.get("event_payload") or {}).get("key") if is_ours else None


def _has_file(found: Found, message: Message) -> bool:
    mark = f"-{_mark(message)}{_ENDING}"
    return any(str(file.get("name") or "").endswith(mark) for file in found.get("files") or [])


def _mark(message: Message) -> str:
    return uuid5(NAMESPACE_OID, message.key).hex[:8]
