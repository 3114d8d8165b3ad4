"""The whole sandbox with a small app in place of the bot, and a browser window on its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import APP_TOKEN, BOT_TOKEN
from sandbox.world import Sandbox
from tests.browser import Window
from tests.integration.slack_stage import Listening


class Office:
    """A sandbox, an app that remembers what it hears, and a window."""

    def __init__(self, sandbox: Sandbox, app: Listening, page: Page) -> None:
        self.sandbox = sandbox
        self.app = app
        self.client = app.client
        self.page = page

    async def hears(self, count: int) -> dict[str, Any]:
        """What the app heard last, once it has heard that many."""
        await self.app.has_heard(count)
        return self.app.heard[-1]


@asynccontextmanager
async def office_open(browser: Browser) -> AsyncIterator[Office]:
    """Everything started, the page opened as Dana; the browser must not have complained at its end."""
    async with Sandbox() as sandbox:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=f"{sandbox.url}/slack/api/", retry_handlers=[])
        app = Listening(client)
        handler: Any = AsyncSocketModeHandler(app.bolt, APP_TOKEN, web_client=client)
        await handler.connect_async()
        try:
            window = await Window.opened(browser, sandbox.url)
            yield Office(sandbox, app, window.page)
            assert window.complaints == []
            await window.page.context.close()
        finally:
            await handler.close_async()
