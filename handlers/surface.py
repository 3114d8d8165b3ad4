"""Slack as the rest of the house meets it: one HTTP session, one Web API client, and what hangs on them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Self

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import NotifyError, NotifyRefused, NotifyUnauthorized
from bot.ports import Clock, Ledger
from bot.preferences import Preferences, first_choices
from bot.settings import Settings
from handlers import gesture, routes
from handlers.connections import Connections
from handlers.errors import Courtesy
from handlers.features import Features, House, ToSlack, features
from handlers.front_door import FrontDoor
from handlers.interpreter import Interpreter
from handlers.notifier import SlackNotifier
from handlers.people import People
from handlers.reception import Heard, Reception
from handlers.slack import Replies, told
from handlers.wire import Wire

log = logging.getLogger(__name__)

_TIMEOUT = ClientTimeout(total=10, connect=5)
_KEEP_WARM = timedelta(minutes=5)
"""aiohttp lets an idle connection go after 15 s; the first click after a quiet while would pay for it."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(seconds=30)
_PATIENCE = timedelta(seconds=5)
"""How long a stopping process waits for the gestures that are under way."""
_READ = {
    "command": gesture.of_command,
    "action": gesture.of_click,
    "view": gesture.of_submission,
    "event": gesture.of_event,
    "shortcut": gesture.of_shortcut,
}


class Surface:
    """Slack, as the rest of the house sees it: a notifier, and a door that is opened and closed."""

    def __init__(self, settings: Settings, *, ledger: Ledger, clock: Clock) -> None:
        """Nothing is connected before the context is entered; needs a running event loop."""
        self._settings = settings
        self._ledger = ledger
        self._clock = clock
        self._session = ClientSession(
            timeout=_TIMEOUT, connector=TCPConnector(keepalive_timeout=_KEEP_WARM.total_seconds())
        )
        # slack-sdk's own retries post twice (see `handlers.slack`), and its timeout is the session's.
        self._client = AsyncWebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            session=self._session,
            retry_handlers=[],
        )
        self._replies = Replies(self._session)
        preferences = Preferences(ledger=ledger, clock=clock, first=first_choices(settings))
        self._us = AuthorizeResult(enterprise_id=None, team_id=None)  # until Slack has told
        self._people = People(
            client=self._client,
            ledger=ledger,
            clock=clock,
            preferences=preferences,
            team=lambda: self._us.team_id,
        )
        self._interpreter = Interpreter(ledger=ledger, preferences=preferences)
        self.notifier = SlackNotifier(
            client=self._client,
            replies=self._replies,
            clock=clock,
            language_for=self._interpreter.language_for,
            language_with=self._interpreter.language_with,
        )

    async def __aenter__(self) -> Self:
        """Check the tokens, so that a wrong one is said at once.

        Raises:
            NotifyError: Slack refuses the bot token, or does not answer for some seconds.
        """
        try:
            await self._introduce()
        except BaseException:
            await self._session.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self._session.close()

    @asynccontextmanager
    async def open(self, house: House) -> AsyncIterator[Connections]:
        """Take gestures in while inside; on leaving, let those that are under way come to their end."""
        reception = Reception(self._client, self._us, self._heard(features(house, self._to_slack())))
        async with Connections(self, reception.hear) as connections:
            try:
                yield connections
            finally:
                await connections.close(_PATIENCE)

    async def connect(self) -> Wire:
        """Another wire from Slack; see `connections.Way`."""
        opened = await told(self._client.apps_connections_open(app_token=self._settings.slack_app_token))
        return await Wire.open(self._session, opened["url"], proxy=self._client.proxy)

    async def is_there(self) -> bool:
        """Whether Slack answers at all; see `connections.Way`."""
        try:
            await told(self._client.auth_test())
        except NotifyError:
            return False
        return True

    async def _introduce(self) -> None:
        """Try both tokens, however long Slack is silent: `connections` would go on for ever with a wrong one.

        Bolt gets the answer: its own auth.test would stand before the first gesture's ack, and drop that
        gesture on a 429 or 500.
        """
        app_token = self._settings.slack_app_token
        told_of_us = await _patiently(self._client.auth_test)
        self._us = AuthorizeResult.from_auth_test_response(
            auth_test_response=told_of_us, bot_token=self._settings.slack_bot_token
        )
        await _patiently(partial(self._client.apps_connections_open, app_token=app_token))

    def _to_slack(self) -> ToSlack:
        return ToSlack(
            client=self._client,
            replies=self._replies,
            people=self._people,
            ledger=self._ledger,
            clock=self._clock,
            us=self._us.bot_user_id or "",
        )

    def _heard(self, at: Features) -> Iterator[Heard]:
        courtesy = Courtesy(
            desk=at.desk, people=self._people, interpreter=self._interpreter, clock=self._clock
        )
        door = FrontDoor(courtesy=courtesy, ledger=self._ledger, clock=self._clock)
        for route in routes(at):
            is_over_home = route.kind in ("action", "view") and not route.name.startswith("home-")
            listener = at.home.kept_fresh(route.listener) if is_over_home else route.listener
            is_event = route.kind == "event"
            yield route.kind, route.name, door.wrap(listener, _READ[route.kind], is_event=is_event)


async def _patiently(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> AsyncSlackResponse:
    """Slack's answer, however long that takes. Raises `NotifyRefused`, `NotifyUnauthorized`."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await told(call())
        except (NotifyRefused, NotifyUnauthorized):
            raise
        except NotifyError as error:
            wait = max(pause, min(error.retry_after or pause, _LONGEST_PAUSE))
            log.warning("Slack does not answer yet (%s): asking again in %.0f s", error, wait.total_seconds())
            await asyncio.sleep(wait.total_seconds())
            pause = min(pause * 2, _LONGEST_PAUSE)
