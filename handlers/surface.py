"""The connection to Slack: one HTTP session, one Web API client, Bolt, and Socket Mode."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Self

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import NotifyError, NotifyRefused, NotifyUnauthorized
from bot.ports import Clock, Ledger
from bot.preferences import Preferences, first_choices
from bot.settings import Settings
from handlers import gesture, routes
from handlers.errors import Courtesy
from handlers.features import Features, House, ToSlack, features
from handlers.interpreter import Interpreter
from handlers.notifier import SlackNotifier
from handlers.people import People
from handlers.slack import Replies, told

log = logging.getLogger(__name__)

_TIMEOUT = ClientTimeout(total=10, connect=5)
_KEEP_WARM = timedelta(minutes=5)
"""aiohttp lets an idle connection go after 15 s; the first click after a quiet while would pay for it."""
_TRIES = 5
_PING = 5
"""Seconds between pings, as Slack's own clients have it: a dead connection is noticed after one or two."""
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
    async def open(self, house: House) -> AsyncIterator[None]:
        """Take gestures in while inside."""
        app = self._app(features(house, self._to_slack()))
        socket = AsyncSocketModeHandler(app, self._settings.slack_app_token, ping_interval=_PING)
        try:
            await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
            yield
        finally:
            await socket.close_async()  # type: ignore[no-untyped-call]  # nor here

    async def _introduce(self) -> None:
        """Try both tokens, patiently: Socket Mode would go on for ever with a wrong one.

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

    def _app(self, at: Features) -> AsyncApp:
        us = self._us

        async def authorize() -> AuthorizeResult:  # Bolt reads its arguments' names: no method
            return us

        app = AsyncApp(client=self._client, authorize=authorize, logger=logging.getLogger("slack_bolt"))
        desk = at.desk
        courtesy = Courtesy(
            desk=desk,
            people=self._people,
            interpreter=self._interpreter,
            ledger=self._ledger,
            clock=self._clock,
        )
        for route in routes(at):
            is_over_home = route.kind in ("action", "view") and not route.name.startswith("home-")
            heard = at.home.kept_fresh(route.listener) if is_over_home else route.listener
            listener = courtesy.wrap(heard, _READ[route.kind])
            match route.kind:
                case "command":
                    app.command(route.name)(listener)
                case "action":
                    app.action(re.compile(rf"^{route.name}(:\d+)?$"))(listener)
                case "view":
                    app.view(route.name)(listener)
                case "event":
                    app.event(route.name)(listener)
                case "shortcut":
                    app.message_shortcut(route.name)(listener)
        return app


async def _patiently(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> AsyncSlackResponse:
    for attempt in range(1, _TRIES + 1):
        try:
            return await told(call())
        except (NotifyRefused, NotifyUnauthorized):
            raise
        except NotifyError as error:
            if attempt == _TRIES:
                raise
            log.warning("Slack does not answer yet (%s)", error)
            await asyncio.sleep((error.retry_after or timedelta(seconds=attempt)).total_seconds())
    raise AssertionError("the last attempt raises")
