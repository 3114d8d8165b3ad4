"""What a reader sees of the page, measured in a real browser: nothing runs out, falls apart or fades."""

from __future__ import annotations

from datetime import timedelta

from playwright.async_api import Browser, expect

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import PHONE, Window, needs_browser

pytestmark = needs_browser


async def test_on_a_phone_the_field_of_a_series_stays_on_the_screen(
    sandbox: Sandbox, browser: Browser
) -> None:
    window = await Window.opened(browser, sandbox.url, phone=True)
    await window.says("/room every tue 3pm for 6 weeks with pat@example.com")
    field = window.page.get_by_placeholder("Leave out …")
    await expect(field).to_be_visible()
    box = await field.bounding_box()

    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    assert window.complaints == []


async def test_the_open_room_stands_in_the_sidebar_like_the_others(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    await dana.types("/room today 3pm with pat@example.com")
    await dana.clicks("Create room")
    await dana.sees("Patient link", where="thread")
    (made,) = sandbox.betterpt.rooms.values()
    window = await Window.opened(browser, sandbox.url)
    await expect(window.page.locator(".door")).to_have_css("row-gap", "normal")
    sandbox.clock.set(made.start + timedelta(minutes=4))

    await expect(window.page.locator(".door.now")).to_have_css("row-gap", "normal")
    await expect(window.page.locator(".door.now")).to_have_css("align-items", "normal")


async def test_the_open_drawers_button_can_be_read_under_the_mouse(
    sandbox: Sandbox, browser: Browser
) -> None:
    window = await Window.opened(browser, sandbox.url)
    button = window.button("Behind the scenes")
    colours = "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    await button.click()
    await window.page.mouse.move(600, 400)
    away = await button.evaluate(colours)
    await button.hover()

    assert await button.evaluate(colours) == away
