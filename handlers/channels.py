"""Whether the bot can post in a channel: told before anything is booked, as the way out is a person's."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotifyError, NotifyRefused
from handlers.sentences.doors import doors
from handlers.slack import told


class Channels:
    """Looks channels up."""

    def __init__(self, *, client: AsyncWebClient) -> None:
        """Asked after the ack; nothing is remembered, as an invitation changes it at once."""
        self._client = client

    async def remark(self, channel: str) -> str:
        """Why a card would not reach this channel (Slack id), with the way out; empty if it would."""
        if not channel.startswith(("C", "G")):
            return ""
        try:
            answer = await told(self._client.conversations_info(channel=channel))
        except NotifyRefused:  # Slack hides private channels from who is not in them
            return doors.NOT_A_MEMBER
        except NotifyError:  # only a remark: what is booked falls back to a DM all the same
            return ""
        if answer["channel"].get("is_archived"):
            return doors.ARCHIVED
        return "" if answer["channel"].get("is_member", True) else doors.NOT_A_MEMBER
