"""What the bot says by itself in Slack: implements the port `Notifier`.

A message carries its key as metadata and is found again by it (`traces`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyRefused, NotifyUnauthorized
from bot.language import Language, speaking
from bot.models import LostCards, Message, Notice, Telling
from bot.ports import Clock
from handlers.blocks import booked
from handlers.blocks.setback import MOST_CARDS, lost
from handlers.notices import replied, told_of, words
from handlers.sentences.living import living
from handlers.slack import Replies, Said, told
from handlers.traces import Traces, metadata, named

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
        self._traces = Traces(client)
        self._dms: dict[str, str] = {}

    async def post(self, notice: Notice, message: Message) -> Message:
        """See the port."""
        return await self._post(await self._said(notice, message.channel), message)

    async def tell(self, telling: Telling, message: Message) -> Message:
        """See the port."""
        return await self._post(await self._told(telling), message)

    async def retell(self, telling: Telling, message: Message) -> None:
        """See the port."""
        await self._edit(await self._told(telling), message)

    async def _told(self, telling: Telling) -> Said:
        """In the language of who reads it."""
        language = await self._language_with(telling.to)
        if isinstance(telling, LostCards):
            links = [await self._permalink(card) for card in telling.cards[:MOST_CARDS]]
            with speaking(language):
                return lost(telling, links)
        with speaking(language):
            return told_of(telling, self._clock.now())

    async def _post(self, said: Said, message: Message) -> Message:
        answer = await told(
            self._client.chat_postMessage(
                channel=message.channel,  # a person's id is their DM, without a call to open it
                thread_ts=message.thread_ts,
                text=said.text,
                blocks=said.blocks,
                metadata=metadata(message),
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
                filename=named(file.name, message),
                title=living.VIDEO_SESSION,
                content=file.content,
                initial_comment=said.text,
            )
        )
        # The answer names the file, not the message that it stands in; neither is ever edited.
        return replace(message, channel=channel, ts=str(answer["files"][0]["id"]))

    async def edit(self, notice: Notice, message: Message) -> None:
        """See the port."""
        await self._edit(await self._said(notice, message.channel), message)

    async def _edit(self, said: Said, message: Message) -> None:
        await told(
            self._client.chat_update(
                channel=message.channel, ts=str(message.ts), text=said.text, blocks=said.blocks
            )
        )

    async def find(self, message: Message) -> Message | None:
        """See the port."""
        channel = await self._channel(message.channel)
        return await self._traces.find(message, channel, message.tried_at or self._clock.now())

    async def ours(self, channel: str, since: datetime, thread: str | None = None) -> list[Message]:
        """See the port."""
        return await self._traces.ours(await self._channel(channel), since, thread)

    async def threads(self, channel: str, since: datetime) -> list[str]:
        """See the port."""
        return await self._traces.threads(await self._channel(channel), since)

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
        if to not in self._dms:
            answer = await told(self._client.conversations_open(users=to))
            self._dms[to] = str(answer["channel"]["id"])
        return self._dms[to]

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
