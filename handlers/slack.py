"""Calls to Slack that end in our own errors, and replies by response_url in the order they were meant.

slack-sdk repeats a call by itself when a connection drops, and so posts twice: its retry handlers are off,
and who calls decides by key. Nothing here knows what a room is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from aiohttp import ClientConnectorError, ClientError, ClientSession
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import ChannelClosed, NotifyError, NotifyRefused, NotifyUnauthorized, NotifyUnknown
from handlers.sentences.labels import labels

Block = dict[str, Any]
Answer = TypeVar("Answer")

_CLOSED = frozenset(
    {"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "user_not_found"}
    | {"cannot_dm_bot", "user_disabled", "messages_tab_disabled"}
)
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable"}
    | {"request_timeout", "team_added_to_org", "accesslimited"}
)
_NOT_OURS = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope"}
    | {"no_permission", "not_allowed_token_type", "ekm_access_denied", "org_login_required"}
)
_MOST_BLOCKS = 50
_UNTIL_MENDED = timedelta(minutes=5)
_TOO_MANY = 429
_THEIR_FAULT = 500


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something to be said in Slack: blocks, and the text for notifications and screen readers.

    The text never holds a link or patient data: it is shown on lock screens. What a message cannot hold (50
    blocks) is left out, and said to be.
    """

    text: str
    blocks: Sequence[Block]

    def __post_init__(self) -> None:
        """Keep Slack's limit, whoever made it."""
        if len(self.blocks) > _MOST_BLOCKS:
            left_out = {"type": "context", "elements": [{"type": "mrkdwn", "text": labels.LEFT_OFF}]}
            object.__setattr__(self, "blocks", [*self.blocks[: _MOST_BLOCKS - 1], left_out])


async def told(call: Awaitable[Answer]) -> Answer:
    """Slack's answer to a call.

    Raises:
        NotifyError: it certainly did nothing and may be tried again.
        NotifyUnknown: it may have acted.
        NotifyRefused, ChannelClosed: it will never do this.
    """
    try:
        return await call
    except SlackApiError as error:
        raise _ours(error) from error
    except ClientConnectorError as error:
        raise NotifyError("not reached") from error
    except (ClientError, SlackClientError, TimeoutError, OSError) as error:
        raise NotifyUnknown(type(error).__name__) from error
    except AttributeError as error:  # slack-sdk looks for `ok` in whatever came with 200, also in plain text
        raise NotifyUnknown("HTTP 200 without a word") from error


def _ours(error: SlackApiError) -> NotifyError:
    answer = error.response
    status = getattr(answer, "status_code", 0)
    if status == _TOO_MANY:
        return NotifyError("ratelimited", retry_after=_retry_after(answer.headers))
    if status >= _THEIR_FAULT:
        return NotifyUnknown(f"HTTP {status}")
    why = _word(answer)
    if why is None:
        return NotifyUnknown(f"HTTP {status} without a word")
    if why in _CLOSED:
        return ChannelClosed(why)
    if why in _NOT_OURS:
        return NotifyUnauthorized(why, retry_after=_UNTIL_MENDED, name=_token_of(answer))
    return NotifyError(why) if why in _PASSING else NotifyRefused(why)


def _token_of(answer: Any) -> str:  # noqa: ANN401  see below
    """The name of the token that was shown: one method alone takes the app's."""
    is_apps = getattr(answer, "api_url", "").endswith("apps.connections.open")
    return "SLACK_APP_TOKEN" if is_apps else "SLACK_BOT_TOKEN"


def _word(answer: Any) -> str | None:  # noqa: ANN401  slack-sdk hands on whatever it could read
    """Slack's error word, if it is Slack's answer: a proxy's page has none, and tells nothing."""
    try:
        word = answer["error"]
    except (AttributeError, KeyError, TypeError, ValueError):  # it takes plain text for an object
        return None
    return word if isinstance(word, str) else None


def _retry_after(headers: Any) -> timedelta:  # noqa: ANN401  slack-sdk types them as Any
    text = next((value for name, value in headers.items() if name.lower() == "retry-after"), "30")
    text = text[0] if isinstance(text, list) else text
    return timedelta(seconds=int(text) if str(text).isdigit() else 30)


class Replies:
    """Says things by response_url, one after the other, so that "created" never precedes "creating"."""

    def __init__(self, session: ClientSession) -> None:
        """`session` is shared with the Web API client."""
        self._session = session
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def say(self, url: str, said: Said, *, replace: bool) -> None:
        """Say it, visible to this person alone; `replace` puts it in the place of what was clicked on.

        Raises:
            NotifyRefused: the address has been used up (5 times) or is too old (30 minutes).
        """
        await self._send(
            url,
            {
                "text": said.text,
                "blocks": list(said.blocks),
                "response_type": "ephemeral",
                "replace_original": replace,
                "unfurl_links": False,
                "unfurl_media": False,
            },
        )

    async def remove(self, url: str) -> None:
        """Take away the message that was clicked on."""
        await self._send(url, {"delete_original": True})

    async def _send(self, url: str, body: dict[str, Any]) -> None:
        turn = self._turns.setdefault(url, asyncio.Lock())
        async with turn:
            webhook = AsyncWebhookClient(url, session=self._session, retry_handlers=[])
            try:
                answer = await webhook.send_dict(body)
            except (ClientError, TimeoutError, OSError) as error:
                raise NotifyUnknown(type(error).__name__) from error
        if answer.status_code == _TOO_MANY:
            raise NotifyError("ratelimited", retry_after=_retry_after(answer.headers))
        if answer.status_code >= _THEIR_FAULT:
            raise NotifyUnknown(f"HTTP {answer.status_code}")
        if answer.status_code >= 400:  # noqa: PLR2004  HTTP's line between done and refused
            raise NotifyRefused(f"HTTP {answer.status_code}")
