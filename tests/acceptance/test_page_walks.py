"""Whole walks over the page in a real browser: a series, a move, the Home tab, without a mouse."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.async_api import Browser, expect

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import Window, needs_browser

pytestmark = needs_browser
COMMAND = "/room tomorrow 3pm with pat@example.com"


async def booked(person: Person) -> None:
    await person.types(COMMAND)
    await person.clicks("Create room", await person.sees("BetterPT will"))
    await person.sees("Patient link", where="thread")


async def test_a_series_is_looked_at_thinned_out_and_booked(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    window = await Window.opened(browser, sandbox.url)
    await window.says("/room every tue 3pm for 4 weeks with pat@example.com")
    await window.reads(re.compile("4 sessions"))
    await window.page.get_by_role("combobox", name="Leave out …").click()
    await window.page.get_by_role("option", name="Tue, Dec 8").click()
    await window.reads("1 date is left out")
    await window.presses("Create 3 rooms")
    await dana.sees("Created: 3 rooms", where="ephemeral")
    await window.reads("3 video sessions")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 3
    await expect(window.page.locator(".door")).to_have_count(3)
    assert window.complaints == []


async def test_a_room_is_moved_by_form_and_its_card_changes(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    await booked(dana)
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    await window.presses("Reschedule")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("textbox").first.fill("friday 2pm")
    await dialog.locator("button[type=submit]").click()
    await window.presses("Move it")
    await expect(page.locator(".door-time")).to_contain_text("2:00 PM")
    await window.reads(re.compile("Friday, December 4, 2:00 PM"))
    assert next(iter(sandbox.betterpt.rooms.values())).start.hour == 19
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    assert window.complaints == []


async def test_a_coordinator_works_from_the_home_tab(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    await booked(dana)
    window = await Window.opened(browser, f"{sandbox.url}/?as=U0CASEY")
    page = window.page
    await page.locator(".sidebar").get_by_role("button", name=re.compile("^Room")).last.click()
    await page.get_by_role("tab", name="Home").click()
    await window.reads("Tomorrow", place="#home")
    await window.reads(re.compile("Dana Reyes"), place="#home")
    await page.locator("#home").get_by_role("button", name=re.compile("New room")).click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_role("dialog").get_by_label("Close", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert window.complaints == []


async def test_the_whole_way_by_keyboard_alone(sandbox: Sandbox, browser: Browser, dana: Person) -> None:
    window = await Window.opened(browser, sandbox.url)
    page, keys = window.page, window.page.keyboard
    composer = page.get_by_label("Message", exact=True)
    for _ in range(6):
        if await composer.evaluate("field => field === document.activeElement"):
            break
        await keys.press("F6")
    await expect(composer).to_be_focused()
    await keys.type("/ro")
    await keys.press("Tab")
    await expect(composer).to_have_value("/room ")
    await keys.type("tomorrow 3pm with pat@example.com")
    await keys.press("Enter")
    await window.reads("Nothing is booked yet")

    await keys.press("Shift+F6")
    await keys.press("ArrowUp")
    preview = page.locator("#messages article").last
    await expect(preview).to_be_focused()
    await keys.press("Tab")
    while not await window.button("Create room").last.evaluate("press => press === document.activeElement"):
        await keys.press("Tab")
    await keys.press("Enter")
    await dana.sees("Patient link", where="thread")

    card = page.locator("#messages article", has=window.button("Reschedule"))
    await expect(card).to_have_count(1)
    await page.locator("#messages").focus()
    await keys.press("End")
    await keys.press("ArrowUp")
    for _ in range(4):
        if await card.evaluate("row => row === document.activeElement"):
            break
        await keys.press("ArrowDown")
    await keys.press("ArrowRight")
    await window.reads("Patient link", place="aside")
    await expect(page.locator("#replies")).to_be_focused()
    await keys.press("Escape")
    await expect(page.locator("#thread")).to_be_hidden()
    await expect(card).to_be_focused()

    await page.locator("#clock").get_by_role("button").first.focus()
    await keys.press("Enter")
    await expect(page.locator("#now-time")).to_contain_text("2:55")
    assert sandbox.clock.now() < next(iter(sandbox.betterpt.rooms.values())).start
    assert window.complaints == []


async def test_colours_follow_the_machine_until_somebody_chooses(sandbox: Sandbox, browser: Browser) -> None:
    window = await Window.opened(browser, sandbox.url, dark=True)
    page = window.page
    paper = "getComputedStyle(document.querySelector('main')).backgroundColor"
    assert await page.evaluate(paper) == "rgb(26, 29, 33)"
    await page.get_by_role("button", name=re.compile("^Colours")).click()
    assert await page.evaluate(paper) == "rgb(255, 255, 255)"
    await page.reload()
    await expect(page.get_by_text("Room is connected")).to_have_count(1)
    assert await page.evaluate(paper) == "rgb(255, 255, 255)"


async def test_news_are_marked_until_they_are_read(sandbox: Sandbox, browser: Browser, dana: Person) -> None:
    window = await Window.opened(browser, f"{sandbox.url}/?as=U0CASEY")
    page = window.page
    await dana.types("good morning")
    await window.reads("good morning")
    await page.get_by_role("button", name="random").click()
    sandbox.clock.push(timedelta(minutes=1))
    await dana.types("anybody there?")
    place = page.get_by_role("button", name="team-telehealth 1 new")
    await expect(place).to_be_visible()
    assert (await page.title()).startswith("(1) random")
    await place.click()
    await expect(page.locator(".is-new-line")).to_have_count(1)
    await expect(page.get_by_role("button", name="team-telehealth", exact=True)).to_be_visible()
    assert window.complaints == []


async def test_back_leads_to_where_one_was_and_arrow_up_brings_words_back(
    sandbox: Sandbox, browser: Browser
) -> None:
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    await page.get_by_role("button", name="random").click()
    await expect(page.get_by_role("heading", name="random")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name="team-telehealth")).to_be_visible()
    await window.says("/room list")
    await window.reads("Only visible to you")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("/room list")
    assert window.complaints == []


async def test_the_clock_is_pushed_to_any_time(sandbox: Sandbox, browser: Browser) -> None:
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    before = sandbox.clock.now()
    await window.presses("Any time …")
    await page.get_by_label("Any later time, in your zone").fill("2027-03-14T09:30")
    await window.presses("Go")
    await expect(page.locator("#now-day")).to_contain_text("Sunday, March 14 · EDT")
    await expect(page.locator("#now-time")).to_contain_text("9:30")
    assert sandbox.clock.now() > before
    await window.presses("Any time …")
    await page.get_by_label("Any later time, in your zone").fill("2026-12-24T09:30")
    await window.presses("Go")
    await expect(page.locator("#toast")).to_contain_text("only goes forwards")
