"""What the bot says by itself in Slack: implements the port `Notifier`.

A message carries its key as metadata and is found again by it. The metadata is readable by every app in the
workspace: the key is our own room's random id and a word, never a link or a person.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyRefused, NotifyUnauthorized
from bot.models import Message, Notice, NoticeKind
from bot.ports import Clock
from handlers.blocks import private
from handlers.blocks import room as thread
from handlers.slack import Replies, Said, told

_EVENT = "room_bot_message"
_MARGIN = timedelta(days=1)
"""Slack's clock and ours differ by less than this; in a thread every message is looked at."""
_PAGE = 200


class SlackNotifier:
    """Posts, edits and finds messages; see the port for what each method promises."""

    def __init__(self, *, client: AsyncWebClient, replies: Replies, clock: Clock) -> None:
        """`client` repeats nothing by itself."""
        self._client = client
        self._replies = replies
        self._clock = clock

    async def post(self, notice: Notice, message: Message) -> Message:
        """See the port."""
        said = self._said(notice)
        channel = await self._channel(message.channel)
        answer = await told(
            self._client.chat_postMessage(
                channel=channel,
                thread_ts=message.thread_ts,
                text=said.text,
                blocks=said.blocks,
                metadata={"event_type": _EVENT, "event_payload": {"key": message.key}},
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        return replace(message, channel=str(answer["channel"]), ts=str(answer["ts"]))

    async def edit(self, notice: Notice, message: Message) -> None:
        """See the port."""
        said = self._said(notice)
        await told(
            self._client.chat_update(
                channel=message.channel, ts=str(message.ts), text=said.text, blocks=said.blocks
            )
        )

    async def find(self, message: Message) -> Message | None:
        """See the port."""
        channel = await self._channel(message.channel)
        cursor = ""
        while True:
            page = await self._page(channel, message, cursor)
            for found in page.get("messages", []):
                payload = (found.get("metadata") or {}).get("event_payload") or {}
                if payload.get("key") == message.key:
                    return replace(message, channel=channel, ts=str(found["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    async def reply(self, notice: Notice, card: Message | None) -> None:
        """See the port."""
        url = notice.room.request.reply_url
        if url:
            said = private.reply(notice, self._clock.now(), await self._permalink(card))
            await self._replies.say(url, said, replace=True)

    async def is_shared_outside(self, channel: str) -> bool:
        """See the port."""
        if channel.startswith("D"):
            return False  # our DM with a member: it has no other readers, and asking would take a scope more
        try:
            answer = await told(self._client.conversations_info(channel=channel))
        except (NotifyRefused, NotifyUnauthorized):
            return True  # not to know is no reason to post a key there, or to keep it from its people
        shown = answer["channel"]
        return bool(shown.get("is_ext_shared") or shown.get("is_pending_ext_shared"))

    async def _channel(self, to: str) -> str:
        """The channel's id, or that of the DM with a person."""
        if not to.startswith(("U", "W")):
            return to
        answer = await told(self._client.conversations_open(users=to))
        return str(answer["channel"]["id"])

    async def _page(self, channel: str, message: Message, cursor: str) -> dict[str, Any]:
        asked: dict[str, Any] = {"limit": _PAGE, "include_all_metadata": True}
        if cursor:
            asked["cursor"] = cursor
        if message.thread_ts:
            call = self._client.conversations_replies(channel=channel, ts=message.thread_ts, **asked)
        else:
            since = (message.tried_at or self._clock.now()) - _MARGIN
            oldest = f"{since.timestamp():.6f}"
            call = self._client.conversations_history(channel=channel, oldest=oldest, **asked)
        answer = (await told(call)).data
        return answer if isinstance(answer, dict) else {}

    async def _permalink(self, card: Message | None) -> str | None:
        if card is None or not card.ts:
            return None
        try:
            answer = await told(self._client.chat_getPermalink(channel=card.channel, message_ts=card.ts))
        except NotifyRefused:
            return None
        return str(answer["permalink"])

    def _said(self, notice: Notice) -> Said:
        room, now = notice.room, self._clock.now()
        match notice.kind:
            case NoticeKind.CARD:
                return thread.card(room, now)
            case NoticeKind.LINKS:
                return thread.links(room)
            case NoticeKind.CHANGE:
                return thread.change(notice, now)
            case NoticeKind.OUTCOME:
                return thread.outcome(room, now)
            case NoticeKind.FOLLOW_UP:
                return private.follow_up(room, now)
            case NoticeKind.PROBLEM:
                return private.problem(notice, now)
            case NoticeKind.REPLY:
                return private.reply(notice, now, None)
