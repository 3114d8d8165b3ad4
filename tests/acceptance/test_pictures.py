"""The READMEs' pictures are taken here, of the real page with the real bot: `make pictures`.

Pixels differ from machine to machine, so beside each picture lies what can be read on it, and its own hash;
when the page no longer reads so, or somebody put another picture there, this fails. What only looks different
is not noticed.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import Window, needs_browser

pytestmark = needs_browser
PICTURES = Path(__file__).resolve().parents[2] / "sandbox" / "pictures"
IS_TAKING = bool(os.environ.get("PICTURES"))
COMMAND = "/room tomorrow 3pm with pat@example.com"
VOLATILE = (
    (re.compile(r"https?://127\.0\.0\.1:\d+"), "http://127.0.0.1"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "…"),
    (re.compile(r"\b[0-9a-f]{8}\b"), "…"),
    (re.compile(r"(\d+:\d)\d(:\d\d)?( [AP]M)"), r"\1_\3"),  # the clock goes on while the picture is taken
    (re.compile(r"\b\d+(\.\d+)? (ms|s)\b|\b\d:\d\d\b(?! [AP]M)|\d+ h \d+ min|\d+ of \d+"), "…"),
    (re.compile(r"^.*/url:.*\n", re.MULTILINE), ""),
)


async def taken(page: Page, name: str) -> None:
    """Compare what stands there with what the kept picture shows; take it anew where that is asked for."""
    read = _steady(await page.locator("body").aria_snapshot() + "\n")
    picture, beside = PICTURES / f"{name}.png", PICTURES / f"{name}.txt"
    if IS_TAKING:
        await page.mouse.move(0, 0)
        await page.screenshot(path=picture, animations="disabled")
        beside.write_text(f"{_hash(picture)}\n{read}")
    kept = beside.read_text() if beside.exists() else ""
    assert f"{_hash(picture)}\n{read}" == kept, f"{picture} is stale: `make pictures` takes it anew"


def _hash(picture: Path) -> str:
    return hashlib.sha256(picture.read_bytes()).hexdigest()


def _steady(read: str) -> str:
    for pattern, instead in VOLATILE:
        read = pattern.sub(instead, read)
    return read


async def booked(person: Person, command: str = COMMAND) -> None:
    """Book a room and see its links."""
    await person.types(command)
    await person.clicks("Create room", await person.sees("Nothing is booked yet", where="ephemeral"))
    await person.sees("Created:", where="ephemeral")
    await person.sees("Patient link", where="thread")


async def test_the_channel_with_a_card_and_its_thread(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    window = await Window.opened(browser, sandbox.url)
    await booked(dana)
    await window.page.get_by_role("button", name=re.compile("^1 reply")).click()
    await window.reads("Patient link", place="aside")
    await dana.sees("Booked", where="dm")
    await expect(window.page.get_by_role("button", name="Room 1 new")).to_be_visible()
    await taken(window.page, "channel")


async def test_lost_answers_behind_the_scenes(sandbox: Sandbox, browser: Browser, dana: Person) -> None:
    window = await Window.opened(browser, sandbox.url)
    page = window.page
    await window.presses("Got it")
    await window.breaks("BetterPT: Answers lost")
    await window.says(COMMAND)
    await window.presses("Create room")
    await dana.sees("not known whether")
    await window.goes_behind("Wire")
    await page.get_by_label("Filter what went over the wire").fill("mutation CreateRoom")
    await page.locator(".wire-row").click()
    await page.locator(".wire-detail").get_by_text("createPartnerVideoRoom(input").wait_for()
    await taken(page, "behind")


async def test_a_coordinators_home_and_the_follow_up_on_a_phone(
    sandbox: Sandbox, browser: Browser, dana: Person
) -> None:
    await booked(dana)
    await booked(sandbox.person("lee"), "/room tomorrow 10:30am with (202) 555-0143")
    await booked(sandbox.person("casey"), "/room tomorrow 2pm for @luz with quinn@example.com")
    home = await Window.opened(browser, f"{sandbox.url}/?as=U0CASEY")
    await home.page.locator(".sidebar").get_by_role("button", name=re.compile("^Room")).last.click()
    await home.page.get_by_role("tab", name="Home").click()
    await home.reads(re.compile("Luz Ortega"), place="#home")
    await taken(home.page, "home")

    uid = next(uid for uid, room in sandbox.betterpt.rooms.items() if room.display_name == "Dana Reyes PT")
    sandbox.betterpt.attend(uid, provider_minutes=42, patient_minutes=38)
    sandbox.clock.set(sandbox.betterpt.rooms[uid].start + timedelta(hours=2, minutes=1))
    await dana.sees("session is over", where="dm")
    async with asyncio.timeout(30):  # what is late is edited at a pace
        while any("Provider link" in each.buttons for each in dana.dms()):  # noqa: ASYNC110  as it arrives
            await asyncio.sleep(0.1)
    phone = await Window.opened(browser, sandbox.url, phone=True, dark=True)
    await phone.presses("Got it")
    await phone.page.get_by_role("button", name="Channels and people").click()
    await phone.page.locator(".sidebar").get_by_role("button", name=re.compile("^Room")).last.click()
    await phone.reads("Your session is over")
    await taken(phone.page, "phone")


async def test_the_lobby_of_a_session(sandbox: Sandbox, browser: Browser, dana: Person) -> None:
    await booked(dana)
    room = next(iter(sandbox.betterpt.rooms.values()))
    sandbox.clock.set(room.opens)
    sandbox.betterpt.join(room.uid, "provider")
    lobby = await Window.opened(browser, room.patient_link, waits=False)
    await expect(lobby.page.get_by_role("button", name="Join")).to_be_visible()
    await taken(lobby.page, "lobby")
