"""Behind the scenes of the page: the wire, trouble on demand with the promise kept, the post, the log."""

from __future__ import annotations

import json
import re

import pytest
from playwright.async_api import Browser, expect

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import Desk, needs_browser

pytestmark = needs_browser
COMMAND = "/room tomorrow 3pm with pat@example.com"


@pytest.fixture
async def desk(sandbox: Sandbox, browser: Browser) -> Desk:
    return await Desk.opened(browser, sandbox.url)


async def test_the_wire_shows_filters_and_copies_what_was_sent(
    sandbox: Sandbox, desk: Desk, dana: Person
) -> None:
    page = desk.page
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await dana.types(COMMAND)
    await dana.clicks("Create room", await dana.sees("BetterPT will"))
    await dana.sees("Patient link", where="thread")
    await desk.goes_behind("Wire")
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
    assert desk.complaints == []


async def test_lost_answers_are_told_and_never_create_twice(sandbox: Sandbox, desk: Desk) -> None:
    await desk.breaks("BetterPT: Answers lost")
    await expect(desk.page.locator("#behind")).to_contain_text("BetterPT: Answers lost")
    await desk.says(COMMAND)
    await desk.presses("Create room")
    await desk.reads(re.compile("may or may not exist|may exist|not known|unknown", re.IGNORECASE))
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    await desk.presses("All well again")
    await expect(desk.page.locator("#behind")).not_to_contain_text("Answers lost")
    assert len(sandbox.betterpt.rooms) == 1
    assert desk.complaints == []


async def test_everything_twice_makes_one_room(sandbox: Sandbox, desk: Desk, dana: Person) -> None:
    await desk.breaks("Slack: Everything twice")
    await desk.says(COMMAND)
    await desk.presses("Create room")
    await dana.sees("Patient link", where="thread")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    cards = [each for each in dana.messages("team-telehealth") if "Reschedule" in each.buttons]
    assert len(cards) == 1


async def test_a_killed_bot_is_started_again_and_goes_on(sandbox: Sandbox, desk: Desk, dana: Person) -> None:
    page = desk.page
    await desk.says(COMMAND)
    await desk.presses("Create room")
    await dana.sees("Patient link", where="thread")
    await desk.breaks("The bot: Kill")
    await expect(page.get_by_text("Room is not connected")).to_have_count(1)
    await desk.says("/room list")
    await desk.reads(re.compile("failed with the error .dispatch_failed."))
    await desk.presses("Session over (+1 h)")
    await desk.presses("Who came (+2 h)")
    await page.get_by_label("The bot: Start it again").click()
    await expect(page.get_by_text("Room is connected")).to_have_count(1)
    await dana.sees("Your session is over", where="dm")
    assert len(sandbox.keeper.bots) == 2
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    await desk.goes_behind("Log")
    await expect(page.locator(".log pre")).to_contain_text("bot ready")


async def test_a_frozen_bot_gets_slacks_own_sentence(desk: Desk) -> None:
    await desk.breaks("The bot: Freeze")
    await desk.says("/room list")
    await desk.reads("failed because the app did not respond.")
    await desk.page.get_by_label("The bot: Freeze").click()
    await expect(desk.page.get_by_label("The bot: Freeze")).to_have_attribute("aria-checked", "false")
    await desk.says("/room list tomorrow")
    await desk.reads(re.compile("Nothing|No rooms", re.IGNORECASE))


@pytest.mark.parametrize("trouble", ["Slack: Too many calls (429)", "Slack: Failing (503)"])
async def test_what_slack_refuses_is_said_once_when_it_is_back(
    sandbox: Sandbox, desk: Desk, dana: Person, trouble: str
) -> None:
    await desk.says(COMMAND)
    await desk.reads("Nothing is booked yet")
    await desk.breaks(trouble)
    await desk.presses("Create room")
    await sandbox.betterpt.changes.until(lambda: sandbox.betterpt.rooms or None, seconds=15)
    await desk.presses("All well again")
    await dana.sees("Patient link", where="thread", timeout=40)
    links = [each for each in dana.messages("thread") if each.contains("Patient link")]
    assert len(links) == 1
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1


async def test_a_cut_connection_and_a_revoked_token_are_mended_unseen(
    sandbox: Sandbox, desk: Desk, dana: Person
) -> None:
    opened = len(sandbox.slack.calls_of("apps.connections.open"))
    await desk.breaks("Slack: Cut the connection")
    await sandbox.slack.changes.until(
        lambda: len(sandbox.slack.calls_of("apps.connections.open")) > opened or None, seconds=30
    )
    await expect(desk.page.get_by_text("Room is connected")).to_have_count(1)
    await desk.breaks("BetterPT: Revoke the token")
    await desk.says(COMMAND)
    await desk.presses("Create room")
    await dana.sees("Patient link", where="thread")
    await desk.goes_behind("Patients’ post")
    await expect(desk.page.locator(".letter")).to_have_count(3)
    await expect(desk.page.locator(".letter").last).to_contain_text("Confirmation by e-mail with iCal")
    assert sandbox.betterpt.count("createPartnerVideoRoom") in (1, 2), "a refused one did not act"
    assert len(sandbox.betterpt.rooms) == 1
