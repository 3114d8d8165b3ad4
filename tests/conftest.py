"""The one browser of all tests that look at pages: starting it takes longer than most of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser import chromium


@pytest.fixture(scope="session")
async def started_browser() -> AsyncIterator[Browser]:
    """One for each worker, so all tests share one event loop (`asyncio_default_test_loop_scope`)."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def browser(started_browser: Browser) -> AsyncIterator[Browser]:
    """The browser without anybody's windows: what a test opens has its own storage, and ends with it."""
    yield started_browser
    for context in started_browser.contexts:
        await context.close()
