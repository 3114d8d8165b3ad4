"""Where a person is answered: in the place of what they clicked, beside it, or by DM when that is gone."""

from __future__ import annotations

import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyError, NotifyRefused
from handlers.gesture import Gesture
from handlers.slack import Block, Replies, Said, told

log = logging.getLogger(__name__)


class Desk:
    """Answers gestures."""

    def __init__(self, *, client: AsyncWebClient, replies: Replies) -> None:
        """Both share one HTTP session."""
        self._client = client
        self._replies = replies

    async def say(self, gesture: Gesture, said: Said, *, replace: bool | None = None) -> None:
        """Say something to the person alone; what only they see is replaced unless `replace` says otherwise.

        Raises:
            NotifyError: Slack does not take it in any way.
        """
        if gesture.reply_url:
            is_replaced = gesture.is_private if replace is None else replace
            try:
                await self._replies.say(gesture.reply_url, said, replace=is_replaced)
            except NotifyRefused as error:  # used up, or older than 30 minutes
                log.info("response_url refused (%s), answering by DM", error)
            else:
                return
        await told(
            self._client.chat_postMessage(
                channel=gesture.who,
                text=said.text,
                blocks=said.blocks,
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    async def mention(self, gesture: Gesture, said: Said, *, replace: bool | None = None) -> None:
        """Say how far something is that is promised already: if Slack does not take it, nothing is lost."""
        try:
            await self.say(gesture, said, replace=replace)
        except NotifyError as error:
            log.info("progress not said: %s", error)

    async def remove(self, gesture: Gesture) -> None:
        """Take away what was clicked on."""
        if gesture.reply_url:
            await self._replies.remove(gesture.reply_url)

    async def open(self, gesture: Gesture, view: Block) -> None:
        """Open a form; Slack allows it within 3 s of the gesture.

        Raises:
            NotifyError: Slack refused it.
        """
        await told(self._client.views_open(trigger_id=gesture.trigger, view=view))
