"""A real browser on the sandbox's page, for tests; skipped with a plain reason where there is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there; without tabs and toolbars around it, a page costs a third."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 780}
PATIENCE = 20_000
"""Milliseconds."""

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt: chromium)")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium, ended with its test; expectations wait as long as a busy machine needs."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        try:
            yield browser
        finally:
            await browser.close()


class Window:
    """A browser window on the page; everything the browser complained about is kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)

    @classmethod
    async def opened(
        cls, browser: Browser, url: str, *, phone: bool = False, dark: bool = False, waits: bool = True
    ) -> Window:
        """A new window there; unless told, the bot is connected when this returns."""
        page = await browser.new_page(
            viewport=PHONE if phone else DESKTOP, color_scheme="dark" if dark else "light"
        )
        window = cls(page)
        await page.goto(url)
        if waits:
            await expect(page.get_by_text("Room is connected")).to_have_count(1)
        return window

    async def says(self, text: str) -> None:
        """Type a message and press Enter."""
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")

    async def presses(self, label: str) -> None:
        """The last button with that written on it."""
        await self.button(label).last.click()

    def button(self, label: str) -> Locator:
        """By what stands on it; its name for screen readers may say more."""
        return self.page.locator("button", has_text=re.compile(f"^{re.escape(label)}$"))

    async def reads(self, text: str | re.Pattern[str], *, place: str = "main") -> None:
        """Wait until that can be read there."""
        await expect(self.page.locator(place).get_by_text(text).last).to_be_visible(timeout=PATIENCE)

    async def becomes(self, name: str) -> None:
        """Be somebody else."""
        await self.page.get_by_role("button", name=re.compile(f"^Be {name}")).click()

    async def goes_behind(self, tab: str) -> None:
        """Open the drawer at one of its tabs."""
        if not await self.page.locator("#drawer").is_visible():
            await self.button("Behind the scenes").click()
        await self.page.get_by_role("tab", name=tab).click()

    async def breaks(self, name: str) -> None:
        """Switch a trouble on, or do it; the drawer stands at Trouble then."""
        await self.goes_behind("Trouble")
        await self.page.locator(f"#drawer [aria-label='{name}']").click()

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)
