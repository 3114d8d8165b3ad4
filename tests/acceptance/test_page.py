"""The page in a real browser, with the real bot behind it: what a newcomer, a provider and a reader do."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.async_api import Browser, expect

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import PHONE, Window, needs_browser

pytestmark = needs_browser


async def test_a_newcomer_walks_through_the_whole_job(sandbox: Sandbox, browser: Browser) -> None:
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    await page.get_by_role("button", name=re.compile("^Try")).click()
    await page.keyboard.press("Enter")
    await window.reads("Only visible to you")
    await window.presses("Create room")
    await page.get_by_role("link", name=re.compile("thread")).click()
    await window.reads("Patient link", place="aside")

    await window.presses("5 min before")
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="Enter as the provider").click()
    room = await opened.value
    await room.get_by_role("button", name="Join").click()
    await expect(room.get_by_text("You are in the room.")).to_be_visible()
    await room.close()  # the provider stays inside; a browser slows down pages that are behind another

    await window.presses("Session over (+1 h)")
    await window.presses("Who came (+2 h)")
    told = page.get_by_role("button", name="Room 3 new")  # booked, about to begin, over
    await expect(told).to_be_visible()
    await told.click()
    await window.reads("Your session is over")
    await window.reads(re.compile("65 min"))
    assert window.complaints == []


async def test_the_form_works_by_keyboard_and_keeps_what_was_typed(
    sandbox: Sandbox, browser: Browser
) -> None:
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    await window.says("/room")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    first = dialog.locator("input, textarea, select").first
    await expect(first).to_be_focused()
    await page.keyboard.type("gibberish")
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".error:not(:empty)")).to_have_count(1)
    await expect(first).to_have_value("gibberish")
    await expect(first).to_have_attribute("aria-invalid", "true")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert window.complaints == []


async def test_what_people_write_never_becomes_page(sandbox: Sandbox, browser: Browser) -> None:
    window = await Window.opened(browser, sandbox.url)
    await window.says("<img src=x onerror=alert(1)> <javascript:alert(1)|click> *bold* & `code`")
    await window.reads("bold")
    messages = window.page.locator("#messages")
    await expect(messages).to_contain_text(
        "<img src=x onerror=alert(1)> <javascript:alert(1)|click> bold & code"
    )
    await expect(messages.locator(".text img, .text a")).to_have_count(0)
    assert window.complaints == []


async def test_everybody_sees_their_own(sandbox: Sandbox, browser: Browser, dana: Person) -> None:
    await dana.types("/room help")
    await dana.types("hello team")
    window = await Window.opened(browser, f"{sandbox.url}/?as=U0LEE")
    await window.reads("hello team")
    await expect(window.page.get_by_text("Only visible to you")).to_have_count(0)
    await expect(window.page.get_by_role("button", name="front-desk")).to_have_count(0)
    await window.page.get_by_role("button", name=re.compile("^Be Dana")).click()
    await window.reads("Only visible to you")
    await expect(window.page.get_by_role("button", name="front-desk")).to_have_count(1)


async def test_it_fits_a_phone_in_the_dark(sandbox: Sandbox, browser: Browser) -> None:
    window = await Window.opened(browser, sandbox.url, phone=True, dark=True)
    page = window.page
    await window.says("/room tomorrow 3pm with pat@example.com")
    await expect(window.button("Create room")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    background = await page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    assert background == "rgb(26, 29, 33)"
    await page.get_by_role("button", name="Channels and people").click()
    await page.get_by_role("button", name=re.compile("^random")).click()
    await expect(page.get_by_role("heading", name="random")).to_be_visible()
    assert window.complaints == []


async def test_a_question_is_answered_with_calendar_and_menu(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    await window.says("/room next week with pat@example.com")
    day = sandbox.clock.now() + timedelta(days=9)
    await page.get_by_label("Pick a day …").last.fill(f"{day:%Y-%m-%d}")
    await window.reads(f"At what time on {day:%A}, {day:%B} {day.day}")
    quarter = page.locator("main option", has_text="10:45 AM").last
    await page.locator("main select").last.select_option(await quarter.get_attribute("value"))
    await window.reads(re.compile(r"10:45 AM.*, in \d+ days"))
    await window.presses("Create room")
    await dana.sees("Patient link", where="thread")
    assert window.complaints == []
