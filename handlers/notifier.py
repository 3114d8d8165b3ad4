"""What the bot says by itself in Slack: implements the port `Notifier`.

A message carries its key as metadata and is found again by it. The metadata is readable by every app in the
workspace: the key is our own room's random id and a word, never a link or a person.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyRefused, NotifyUnauthorized
from bot.language import Language, speaking
from bot.models import Agenda, Message, Notice
from bot.ports import Clock
from handlers.blocks import agenda as day
from handlers.blocks import booked
from handlers.notices import replied, words
from handlers.sentences.living import living
from handlers.slack import Replies, Said, told

_EVENT = "room_bot_message"
_MARGIN = timedelta(days=1)
"""Slack's clock and ours differ by less than this; in a thread every message is looked at."""
_PAGE = 200
_ENDING = ".ics"

LanguageFor = Callable[[Notice, str], Awaitable[Language]]
LanguageWith = Callable[[str | None], Awaitable[Language]]


async def _english(_notice: Notice, _channel: str) -> Language:
    return Language.ENGLISH


async def _english_with(_user: str | None) -> Language:
    return Language.ENGLISH


class SlackNotifier:
    """Posts, edits and finds messages; see the port for what each method promises."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        replies: Replies,
        clock: Clock,
        language_for: LanguageFor = _english,
        language_with: LanguageWith = _english_with,
    ) -> None:
        """`client` repeats nothing by itself; `language_for` knows who reads a notice in a channel.

        `language_with` knows a person's (Slack user id), or with None the channel's.
        """
        self._client = client
        self._replies = replies
        self._clock = clock
        self._language_for = language_for
        self._language_with = language_with

    async def post(self, notice: Notice, message: Message) -> Message:
        """See the port."""
        return await self._post(await self._said(notice, message.channel), message)

    async def tell(self, agenda: Agenda, message: Message) -> Message:
        """See the port."""
        with speaking(await self._language_with(agenda.to)):
            said = day.agenda(agenda, self._clock.now())
        return await self._post(said, message)

    async def _post(self, said: Said, message: Message) -> Message:
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

    async def upload(self, notice: Notice, message: Message) -> Message:
        """See the port."""
        with speaking(await self._language_for(notice, message.channel)):
            file, said = booked.calendar(notice, self._clock.now())
        channel = await self._channel(message.channel)
        answer = await told(
            self._client.files_upload_v2(
                channel=channel,
                thread_ts=message.thread_ts,
                filename=_named(file.name, message),
                title=living.VIDEO_SESSION,
                content=file.content,
                initial_comment=said.text,
            )
        )
        # The answer names the file, not the message that it stands in; neither is ever edited.
        return replace(message, channel=channel, ts=str(answer["files"][0]["id"]))

    async def edit(self, notice: Notice, message: Message) -> None:
        """See the port."""
        said = await self._said(notice, message.channel)
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
                is_it = payload.get("key") == message.key or _has_file(found, message)
                if is_it:
                    return replace(message, channel=channel, ts=str(found["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    async def reply(self, notice: Notice, card: Message | None) -> None:
        """See the port."""
        url = notice.reply_url
        if url:
            thread_link = await self._permalink(card)
            with speaking(await self._language_for(notice, "")):
                said = replied(notice, self._clock.now(), thread_link)
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

    async def _said(self, notice: Notice, channel: str) -> Said:
        """In the language of who reads it."""
        with speaking(await self._language_for(notice, channel)):
            return words(notice, self._clock.now())


def _named(name: str, message: Message) -> str:
    """A file's name with the mark that it is found by: Slack lets a file's message carry no metadata."""
    return f"{name.removesuffix(_ENDING)}-{_mark(message)}{_ENDING}"


def _has_file(found: Mapping[str, Any], message: Message) -> bool:
    mark = f"-{_mark(message)}{_ENDING}"
    return any(str(file.get("name") or "").endswith(mark) for file in found.get("files") or [])


def _mark(message: Message) -> str:
    return uuid5(NAMESPACE_OID, message.key).hex[:8]
