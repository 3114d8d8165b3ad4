"""The page behind a room's links, in a real browser and as plain HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, Page, expect

from bot.betterpt import Limits
from sandbox.betterpt import RoomRecord, Side
from tests.browser import PATIENCE, needs_browser
from tests.integration.betterpt_stage import ROOM, START, Stage, room_in, stage

MINUTE = timedelta(minutes=1)


@dataclass
class Visit:
    """A room, and a browser to open its links with."""

    here: Stage
    record: RoomRecord
    browser: Browser
    complaints: list[str]

    async def opens(self, link: str, **context: Any) -> Page:  # noqa: ANN401 - what Playwright takes
        page = await (await self.browser.new_context(**context)).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        await page.goto(link)
        return page


@asynccontextmanager
async def visit(browser: Browser, at: timedelta) -> AsyncIterator[Visit]:
    async with stage() as here:
        await here.client(Limits()).create(ROOM)  # a browser starts beside it: no hurry
        (record,) = here.sandbox.rooms.values()
        here.clock.time = START + at
        made = Visit(here, record, browser, [])
        yield made
        assert made.complaints == []
        for context in browser.contexts:
            await context.close()  # no page is open when there is nothing any more that it could ask


def tile(page: Page, side: str) -> Locator:
    return page.get_by_role("region", name=side)


@needs_browser
async def test_both_sides_see_each_other_come_and_go(browser: Browser) -> None:
    async with visit(browser, -3 * MINUTE) as now:
        provider = await now.opens(now.record.provider_link)
        patient = await now.opens(now.record.patient_link)
        await expect(tile(provider, "Patient")).to_contain_text("Not here yet")
        await patient.get_by_role("button", name="Join").click()
        await expect(patient.get_by_text("You are in the room.")).to_be_visible()
        await expect(patient.get_by_text("Waiting for the provider, who starts the session.")).to_be_visible()
        await expect(tile(provider, "Patient")).to_contain_text("In the room")
        now.here.clock.push(minutes=4)
        await expect(tile(provider, "Patient")).to_contain_text(re.compile(r"4:0\d"))
        await provider.get_by_role("button", name="Join").click()
        await expect(patient.get_by_text("The provider is here too.")).to_be_visible()
        now.here.clock.push(minutes=10)
        await patient.get_by_role("button", name="Leave").click()
        await expect(tile(provider, "Patient")).to_contain_text("Was here for 14 min")
        await expect(patient.get_by_text("The provider is in the room.")).to_be_visible()


@needs_browser
async def test_the_door_says_when_it_opens_and_follows_the_clock_to_the_end(browser: Browser) -> None:
    async with visit(browser, -80 * MINUTE) as now:
        page = await now.opens(now.record.patient_link)
        join = page.get_by_role("button", name="Join")
        await expect(join).to_be_disabled()
        await expect(join).to_have_accessible_description(
            re.compile(r"You can enter from 1:55 PM CDT \(UTC.5\), five minutes before the start\.")
        )
        await expect(page.get_by_text("Opens in 1 h 15 min")).to_be_visible()
        await expect(page.get_by_text("Chicago time, CDT (UTC\N{MINUS SIGN}5)")).to_be_visible()
        now.here.clock.time = START - 5 * MINUTE
        await join.click()
        await expect(page.get_by_role("button", name="Leave")).to_be_focused()
        now.here.clock.time = START + 60 * MINUTE
        await expect(join).to_be_disabled()
        await expect(page.get_by_text("This session is over")).to_be_visible()
        await expect(tile(page, "Patient")).to_contain_text("Was here for 1 h 5 min")
        await expect(tile(page, "Provider")).to_contain_text("Did not come")


@needs_browser
async def test_a_cancelled_room_says_so_to_who_waits_before_it(browser: Browser) -> None:
    async with visit(browser, -2 * MINUTE) as now:
        page = await now.opens(now.record.patient_link)
        await expect(page.get_by_role("button", name="Join")).to_be_enabled()
        now.record.is_cancelled = True
        await expect(page.get_by_text("This session was cancelled.")).to_be_visible()
        await expect(page.get_by_role("button", name="Join")).to_be_disabled()


@needs_browser
async def test_the_keyboard_is_enough_and_a_double_click_goes_in_once(browser: Browser) -> None:
    async with visit(browser, timedelta()) as now:
        page = await now.opens(now.record.provider_link)
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name="Join")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("You are in the room.")).to_be_visible()
        await page.keyboard.press("Space")
        await expect(page.get_by_text("You left the room.")).to_be_visible()
        await page.get_by_role("button", name="Join").dblclick()
        await expect(page.get_by_text("You are in the room.")).to_be_visible()
        assert len(now.record.visits[Side.PROVIDER]) == 2


@needs_browser
async def test_it_works_without_javascript_and_a_reload_does_nothing_twice(browser: Browser) -> None:
    async with visit(browser, timedelta()) as now:
        page = await now.opens(now.record.patient_link, java_script_enabled=False)
        await page.get_by_role("button", name="Join").click()
        await expect(page.get_by_text("You are in the room.")).to_be_visible()
        await page.get_by_role("button", name="Leave").click()
        await page.reload()
        await expect(page.get_by_text("You left the room.")).to_be_visible()
        assert len(now.record.visits[Side.PATIENT]) == 1


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_every_screen(scheme: str, browser: Browser) -> None:
    async with visit(browser, timedelta()) as now:
        now.here.sandbox.join(now.record.uid, "patient")
        page = await now.opens(now.record.patient_link, color_scheme=scheme)
        for width, height in ((320, 568), (390, 780), (844, 390), (1280, 800)):
            await page.set_viewport_size({"width": width, "height": height})
            assert await page.evaluate("document.documentElement.scrollWidth") == width
            face, stay = tile(page, "Patient").locator(".face"), tile(page, "Patient").locator(".stay")
            below, above = await face.bounding_box(), await stay.bounding_box()
            button = await page.get_by_role("button", name="Leave").bounding_box()
            assert below
            assert above
            assert button
            assert above["y"] + above["height"] <= below["y"]  # nothing lies over anything
            assert button["height"] >= 48


CONTRAST = """button => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((each) => each / 255)
      .map((each) => each <= .03928 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b + .05;
  };
  const { color, backgroundColor } = getComputedStyle(button);
  const [dark, bright] = [light(color), light(backgroundColor)].sort((one, other) => one - other);
  return bright / dark;
}"""


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", [-80 * MINUTE, timedelta()])
async def test_what_the_button_says_can_be_read_even_where_it_does_nothing(
    scheme: str, at: timedelta, browser: Browser
) -> None:
    async with visit(browser, at) as now:
        page = await now.opens(now.record.patient_link, color_scheme=scheme, reduced_motion="reduce")
        join = page.get_by_role("button", name="Join")
        assert await join.evaluate(CONTRAST) >= 4.5
        await join.hover(force=True)
        assert await join.evaluate(CONTRAST) >= 4.5


async def test_a_link_shows_one_key_only_and_no_address() -> None:
    async with stage() as here, ClientSession() as http:
        await here.client(Limits()).create(ROOM)  # a browser starts beside it: no hurry
        (record,) = here.sandbox.rooms.values()
        here.clock.time = START
        for accept in ("text/html", "application/json"):
            async with http.get(record.patient_link, headers={"accept": accept}) as page:
                text = await page.text()
                policy = page.headers["content-security-policy"]
            assert record.codes[Side.PROVIDER] not in text
            assert "pat@example.com" not in text
            assert "dana@example.com" not in text
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy


async def test_a_wrong_key_learns_nothing_and_only_the_pages_own_files_are_served() -> None:
    async with stage() as here, ClientSession() as http:
        await here.client(Limits()).create(ROOM)  # a browser starts beside it: no hurry
        (record,) = here.sandbox.rooms.values()
        base = here.sandbox.public_url
        seen = set()
        for path in (
            f"room/{record.uid}?code=x&type=patient",
            f"room/{record.uid}",
            "room/none?type=patient",
        ):
            async with http.get(f"{base}/{path}") as page:
                seen.add((page.status, await page.text()))
        assert [status for status, _ in seen] == [403]  # and one text for all
        for name, status in (("room.css", 200), ("room.js", 200), ("room.html", 404), ("..%2fdoor.py", 404)):
            async with http.get(f"{base}/files/{name}") as file:
                assert file.status == status


async def test_what_is_done_is_answered_by_the_way_back_and_what_is_not_by_why() -> None:
    async with stage() as here, ClientSession() as http:
        await here.client().create(room_in("America/New_York"))
        (record,) = here.sandbox.rooms.values()
        async with http.post(record.patient_link, data={"action": "join"}) as page:
            assert page.status == 409
            assert 'role="alert"' in (text := await page.text())
            assert "You can enter from 2:55 PM EDT (UTC\N{MINUS SIGN}4)" in text
        here.clock.time = START
        async with http.post(record.patient_link, data={"action": "join"}, allow_redirects=False) as page:
            assert page.status == 303
            assert record.patient_link.endswith(page.headers["location"])
