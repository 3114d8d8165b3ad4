"""Where a person is answered: in the place of what they clicked, beside it, or by DM when that is gone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyError, NotifyRefused
from handlers.blocks import answers, parts
from handlers.gesture import HOME, Gesture
from handlers.sentences.doors import doors
from handlers.sentences.overview import words
from handlers.slack import Block, Replies, Said, told

log = logging.getLogger(__name__)


class File(NamedTuple):
    """Something to be given to a person."""

    name: str
    content: bytes


class Desk:
    """Answers gestures."""

    def __init__(self, *, client: AsyncWebClient, replies: Replies) -> None:
        """Both share one HTTP session."""
        self._client = client
        self._replies = replies

    async def say(self, gesture: Gesture, said: Said, *, replace: bool | None = None) -> None:
        """Say something to the person alone; what only they see is replaced unless `replace` says otherwise.

        Who clicked in the Home tab reads it in a modal over it: they would not look into our DM.

        Raises:
            NotifyError: Slack does not take it in any way.
        """
        if _is_over_home(gesture) and await self._say_over(gesture, said):
            return
        if gesture.reply_url:
            is_replaced = gesture.is_private if replace is None else replace
            try:
                await self._replies.say(gesture.reply_url, said, replace=is_replaced)
            except NotifyRefused as error:  # used up, or older than 30 minutes
                log.info("response_url refused (%s), answering by DM", error)
            else:
                return
        elif gesture.is_mention and await self._say_there(gesture, said):
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

    async def _say_over(self, gesture: Gesture, said: Said) -> bool:
        """Say it over the Home tab, in the place of an earlier answer; False where Slack does not show it."""
        view = answers.answer(said)
        try:
            if gesture.view_kind == answers.ANSWER:
                await told(self._client.views_update(view_id=str(gesture.view), view=view))
            else:
                await told(self._client.views_open(trigger_id=gesture.trigger, view=view))
        except NotifyError as error:  # too late, or closed in the meantime
            log.info("not said over the Home tab (%s), answering by DM", error)
            return False
        return True

    async def _say_there(self, gesture: Gesture, said: Said) -> bool:
        """Say it where the bot was spoken to, to that person alone; False where Slack does not show it."""
        try:
            await told(
                self._client.chat_postEphemeral(
                    channel=gesture.channel,
                    user=gesture.who,
                    thread_ts=gesture.parent,
                    text=said.text,
                    blocks=said.blocks,
                )
            )
        except NotifyRefused as error:  # they are not in that channel, or it was archived
            log.info("not said in the channel (%s), answering by DM", error)
            return False
        return True

    async def send(self, who: str, files: Sequence[File], comment: str) -> None:
        """Give a person files, in our DM with them.

        Raises:
            NotifyError: Slack did not take them.
        """
        opened = await told(self._client.conversations_open(users=who))
        await told(
            self._client.files_upload_v2(
                channel=str(opened["channel"]["id"]),
                file_uploads=[
                    {"filename": each.name, "title": each.name, "content": each.content} for each in files
                ],
                initial_comment=comment,
            )
        )

    async def try_to_say(self, gesture: Gesture, said: Said, *, replace: bool | None = None) -> None:
        """Say how far something is that is promised already: if Slack does not take it, nothing is lost."""
        try:
            await self.say(gesture, said, replace=replace)
        except NotifyError as error:
            log.info("progress not said: %s", error)

    async def remove(self, gesture: Gesture) -> None:
        """Take away what was clicked on, if it still stands; an answer in a modal is closed by its reader."""
        if gesture.reply_url:
            with suppress(NotifyRefused):
                await self._replies.remove(gesture.reply_url)
        elif gesture.view_kind == answers.ANSWER:
            await self._say_over(gesture, parts.sentence(words.NOTHING_DONE))

    async def open(self, gesture: Gesture, view: Block, *, again: Block | None = None) -> str | None:
        """Open a form; Slack allows it within 3 s of the gesture, once, and not for a mention.

        Args:
            gesture: Who gets it, and the key to open it with.
            view: The form.
            again: A button that opens it, filled in as `view` is: said where Slack does not open it now, so
                that nothing that was typed is lost.

        Returns:
            The open form's id; None if there is only the button.

        Raises:
            NotifyError: Slack refused it, and there is no `again`.
        """
        try:
            if gesture.is_mention:
                raise NotifyRefused("a mention opens no form")
            opened = await told(self._client.views_open(trigger_id=gesture.trigger, view=view))
        except NotifyError as error:
            if again is None:
                raise
            log.info("form not opened (%s), offering a button", error)
            asked = doors.FORM_HERE if gesture.is_mention else doors.FORM_LATE
            row = parts.actions([again])
            await self.say(gesture, Said(text=asked, blocks=[parts.section(asked), row]), replace=False)
            return None
        return str(opened["view"]["id"])

    async def change(self, view_id: str, view: Block) -> None:
        """Put other content into an open form; whoever closed it in the meantime needs it no more.

        Raises:
            NotifyError: Slack does not answer.
        """
        try:
            await told(self._client.views_update(view_id=view_id, view=view))
        except NotifyRefused as error:
            log.info("form not changed: %s", error)

    async def publish(self, user: str, view: Block) -> None:
        """Put a view into a person's Home tab.

        Raises:
            NotifyError: Slack did not take it.
        """
        await told(self._client.views_publish(user_id=user, view=view))


def _is_over_home(gesture: Gesture) -> bool:
    """Whether it was made in the Home tab, in an answer over it, or in a form that was opened from there."""
    is_submitted = gesture.is_form and not gesture.reply_url and not gesture.channel
    return is_submitted or gesture.view_kind in (HOME, answers.ANSWER)
