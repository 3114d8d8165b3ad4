"""Behind the scenes of the page: the wire, trouble on demand with the promise kept, the post, the log."""

from __future__ import annotations

import json
import re

import pytest
from playwright.async_api import Browser, expect

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import Window, needs_browser

pytestmark = needs_browser
COMMAND = "/room tomorrow 3pm with pat@example.com"


@pytest.fixture
async def window(sandbox: Sandbox, browser: Browser) -> Window:
    return await Window.opened(browser, sandbox.url)


async def test_the_wire_shows_filters_and_copies_what_was_sent(
    sandbox: Sandbox, window: Window, dana: Person
) -> None:
    page = window.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await dana.types(COMMAND)
    await dana.clicks("Create room", await dana.sees("BetterPT will"))
    await dana.sees("Patient link", where="thread")
    await window.goes_behind("Wire")
    rows = page.locator(".wire-row")
    await expect(rows.filter(has_text="/room")).to_have_count(1)

    await page.get_by_label("Filter what went over the wire").fill("pat@example.com")
    create = rows.filter(has_text="createPartnerVideoRoom")
    await create.click()
    detail = page.locator(".wire-detail")
    await expect(detail).to_contain_text("partnerPatientEmail")
    await expect(detail).to_contain_text("patientLink")
    await detail.get_by_role("button", name="Copy").click()
    copied = json.loads(await page.evaluate("navigator.clipboard.readText()"))
    assert copied["asked"]["variables"]["input"]["partnerPatientEmail"] == "pat@example.com"
    assert (copied["outcome"], copied["cloud"]) == ("ok", "betterpt")

    await page.get_by_label("Filter what went over the wire").fill("")
    await page.locator("#drawer").get_by_role("button", name="BetterPT", exact=True).click()
    await expect(rows.filter(has_text="chat.postMessage")).to_have_count(0)
    await rows.filter(has_text="token").first.click()
    await expect(detail).to_contain_text("•••")
    await expect(detail).not_to_contain_text(sandbox.betterpt.client_secret)
    assert window.complaints == []


async def test_lost_answers_are_told_and_never_create_twice(sandbox: Sandbox, window: Window) -> None:
    await window.breaks("BetterPT: Answers lost")
    await expect(window.page.locator("#behind")).to_contain_text("BetterPT: Answers lost")
    await window.says(COMMAND)
    await window.presses("Create room")
    await window.reads("It is not known whether the room for")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    await window.presses("All well again")
    await expect(window.page.locator("#behind")).not_to_contain_text("Answers lost")
    assert len(sandbox.betterpt.rooms) == 1
    assert window.complaints == []


async def test_everything_twice_makes_one_room(sandbox: Sandbox, window: Window, dana: Person) -> None:
    await window.breaks("Slack: Everything twice")
    await window.says(COMMAND)
    await window.presses("Create room")
    await dana.sees("Patient link", where="thread")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    cards = [each for each in dana.messages("team-telehealth") if "Reschedule" in each.buttons]
    assert len(cards) == 1
    commands = [each for each in sandbox.traffic.exchanges if each.name == "/room"]
    assert len(commands) == 2, "it was delivered twice"


async def test_a_killed_bot_is_started_again_and_goes_on(
    sandbox: Sandbox, window: Window, dana: Person
) -> None:
    page = window.page
    await window.says(COMMAND)
    await window.presses("Create room")
    await dana.sees("Patient link", where="thread")
    await window.breaks("The bot: Kill")
    await expect(page.get_by_text("Room is not connected")).to_have_count(1)
    await window.says("/room list")
    await window.reads(re.compile("failed with the error .dispatch_failed."))
    sandbox.betterpt.attend(next(iter(sandbox.betterpt.rooms)), provider_minutes=40, patient_minutes=35)
    await window.presses("Session over (+1 h)")
    await window.presses("Who came (+2 h)")
    await page.get_by_label("The bot: Start it again").click()
    await expect(page.get_by_text("Room is connected")).to_have_count(1)
    await dana.sees("Your session is over", where="dm")
    assert len(sandbox.keeper.bots) == 2
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    await window.goes_behind("Log")
    await expect(page.locator(".log pre")).to_contain_text("bot ready")


async def test_a_bot_that_ended_by_itself_is_started_from_the_page(sandbox: Sandbox, window: Window) -> None:
    assert sandbox.keeper.bot
    await sandbox.keeper.bot.stop()
    await window.goes_behind("Trouble")
    await window.reads("has ended by itself: see Log", place="#drawer")
    await window.presses("All well again")
    await expect(window.page.get_by_text("Room is connected")).to_have_count(1)
    assert (len(sandbox.keeper.bots), sandbox.keeper.state) == (2, "running")
    await window.page.keyboard.press("Escape")
    await expect(window.page.locator("#drawer")).to_be_hidden()


async def test_a_frozen_bot_gets_slacks_own_sentence(window: Window) -> None:
    await window.breaks("The bot: Freeze")
    await window.says("/room list")
    await window.reads("failed because the app did not respond.")
    await window.page.get_by_label("The bot: Freeze").click()
    await expect(window.page.get_by_label("The bot: Freeze")).to_have_attribute("aria-checked", "false")
    await window.says("/room list tomorrow")
    await window.reads(re.compile("Nothing|No rooms", re.IGNORECASE))


@pytest.mark.parametrize("trouble", ["Slack: Too many calls (429)", "Slack: Failing (503)"])
async def test_what_slack_refuses_is_said_once_when_it_is_back(
    sandbox: Sandbox, window: Window, dana: Person, trouble: str
) -> None:
    await window.says(COMMAND)
    await window.reads("Nothing is booked yet")
    await window.breaks(trouble)
    await window.presses("Create room")
    await sandbox.betterpt.changes.until(lambda: sandbox.betterpt.rooms or None, seconds=15)
    await window.presses("All well again")
    await dana.sees("Patient link", where="thread", timeout=40)
    links = [each for each in dana.messages("thread") if each.contains("Patient link")]
    assert len(links) == 1
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1


async def test_a_cut_connection_and_a_revoked_token_are_mended_unseen(
    sandbox: Sandbox, window: Window, dana: Person
) -> None:
    opened = len(sandbox.slack.calls_of("apps.connections.open"))
    await window.breaks("Slack: Cut the connection")
    assert await sandbox.slack.changes.until(
        lambda: len(sandbox.slack.calls_of("apps.connections.open")) > opened or None, seconds=30
    ), "it asked for a new connection"
    await expect(window.page.get_by_text("Room is connected")).to_have_count(1)
    await window.breaks("BetterPT: Revoke the token")
    await window.says(COMMAND)
    await window.presses("Create room")
    await dana.sees("Patient link", where="thread")
    await window.goes_behind("Patients’ post")
    await expect(window.page.locator(".letter")).to_have_count(3)
    await expect(window.page.locator(".letter").first).to_contain_text("Confirmation by e-mail with iCal")
    assert len(sandbox.betterpt.rooms) == 1
