"""The page in a real browser: Home tab, shortcut, mentions, files and live forms, a small app behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from sandbox.slack.people import TEAM_CHANNEL
from tests.browser import needs_browser
from tests.integration.office import Office, office_open
from tests.integration.slack_stage import (
    actions,
    button,
    entry,
    home,
    modal,
    options,
    plain,
    section,
)

CHARACTERS = {"trigger_actions_on": ["on_character_entered"]}
WHEN = entry("when", "When", "plain_text_input", dispatch_action_config=CHARACTERS) | {
    "dispatch_action": True
}
DAY = entry("day", "Day", "datepicker", initial_date="2030-01-31")
HOUR = entry("hour", "Time", "timepicker", initial_time="15:00", timezone="America/Los_Angeles")
MENU = {
    "type": "static_select",
    "action_id": "whose",
    "placeholder": plain("Whose rooms"),
    "options": options("Mine", "All"),
}

pytestmark = needs_browser


@pytest.fixture
async def office(browser: Browser) -> AsyncIterator[Office]:
    async with office_open(browser) as opened:
        yield opened


async def test_the_home_tab_is_published_and_pressed(office: Office) -> None:
    page = office.page
    await page.get_by_role("button", name="Room", exact=True).first.click()
    await page.get_by_role("tab", name="Home").click()
    assert (await office.hears(1))["event"]["type"] == "app_home_opened"
    await office.client.views_publish(
        user_id="U0DANA", view=home(section("*Today*"), actions(button("New room", "new"), MENU))
    )
    await expect(page.locator("#home").get_by_text("Today")).to_be_visible()
    await page.get_by_role("button", name="New room").click()
    assert (await office.hears(2))["container"]["type"] == "view"
    await page.get_by_label("Whose rooms").select_option("all")
    assert (await office.hears(3))["actions"][0]["selected_option"]["value"] == "all"
    await page.get_by_role("tab", name="Messages").click()
    await expect(page.locator("#home")).to_be_hidden()


async def test_a_shortcut_opens_a_form_that_tells_what_is_typed_and_keeps_it(office: Office) -> None:
    page = office.page
    await office.sandbox.person("casey").types("can we do friday 9am?")
    office.app.form = modal(WHEN, DAY, HOUR)
    row = page.locator("article", has_text="can we do friday")
    await row.hover()
    await row.get_by_label("More message actions").click()
    await row.get_by_role("menuitem", name="Book a video room").click()
    assert (await office.hears(1))["callback_id"] == "book-message"
    field = page.get_by_label("When", exact=True)
    await field.press_sequentially("friday 9am")
    body = await office.hears(2)
    assert body["actions"][0]["value"] == "friday 9am"
    assert body["view"]["state"]["values"]["hour"]["given"]["selected_time"] == "15:00"
    later = entry("hour-2", "Time", "timepicker", initial_time="09:00")
    await office.client.views_update(
        view_id=body["view"]["id"], view=modal(WHEN, DAY, later, section("Reads as Friday"))
    )
    await expect(page.get_by_text("Reads as Friday")).to_be_visible()
    await expect(field).to_have_value("friday 9am")
    await expect(field).to_be_focused()
    await expect(page.get_by_label("Time", exact=True)).to_have_value("09:00")


async def test_room_is_mentioned_in_a_thread_and_a_file_is_kept(office: Office) -> None:
    page = office.page
    card = await office.client.chat_postMessage(channel=TEAM_CHANNEL, text="The card")
    await office.client.files_upload_v2(
        channel=TEAM_CHANNEL, thread_ts=card["ts"], filename="session.ics", content="BEGIN:VCALENDAR"
    )
    await page.get_by_role("button", name="1 reply").click()
    async with page.expect_download() as download:
        await page.get_by_label("Download session.ics").click()
    assert (await (await download.value).path()).read_text() == "BEGIN:VCALENDAR"
    reply = page.get_by_label("Reply", exact=True)
    await reply.press_sequentially("@ro")
    await expect(page.get_by_role("option", name="@room Room")).to_be_visible()
    await page.keyboard.press("Tab")
    await page.keyboard.type("friday 9am")
    await page.keyboard.press("Enter")
    event = (await office.hears(1))["event"]
    assert (event["text"], event["thread_ts"]) == ("<@U0ROOMBOT> friday 9am", card["ts"])


async def test_archived_channels_and_strangers_look_so(office: Office) -> None:
    page = office.page
    await office.sandbox.person("kim").types("Hello from Harbor", "with-harbor-ortho")
    await page.get_by_role("button", name="old-intake").click()
    await expect(page.get_by_label("Message", exact=True)).to_be_disabled()
    await page.get_by_role("button", name="with-harbor-ortho").click()
    await expect(
        page.locator("article", has_text="Hello from Harbor").get_by_text("EXTERNAL")
    ).to_be_visible()
    await page.get_by_role("button", name="Be Kim Abara").click()
    await expect(page.get_by_role("button", name="team-telehealth")).to_have_count(0)
