"""How the page shows what an app sends: tables, pictures, files, modals that stack, long channels."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from sandbox.slack.people import TEAM_CHANNEL
from sandbox.slack.workspace import Message
from tests.browser import needs_browser
from tests.integration.office import Office, office_open
from tests.integration.slack_stage import actions, button, entry, modal, options, plain, section

pytestmark = needs_browser
MANY = 2000


@pytest.fixture
async def office(browser: Browser) -> AsyncIterator[Office]:
    async with office_open(browser) as opened:
        yield opened


def picture(width: int = 40, height: int = 30) -> bytes:
    """A green PNG, made here so that no file lies around."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x0b\x7a\x5b" * width) * height
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def cell(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": text}


async def test_a_table_has_a_head_and_aligned_columns(office: Office) -> None:
    rows = [[cell("Provider"), cell("Held")], [cell("Dana"), cell("12")], [cell("Lee"), cell("9")]]
    settings = [{"align": "left"}, {"align": "right", "is_wrapped": True}]
    block = {"type": "table", "rows": rows, "column_settings": settings}
    await office.client.chat_postMessage(channel=TEAM_CHANNEL, text="The week", blocks=[block])
    table = office.page.get_by_role("table")
    await expect(table.get_by_role("columnheader")).to_have_text(["Provider", "Held"])
    await expect(table.get_by_role("row")).to_have_count(3)
    assert await table.locator("td").nth(1).evaluate("cell => getComputedStyle(cell).textAlign") == "right"


async def test_pictures_are_looked_at_and_calendar_entries_read(office: Office) -> None:
    page = office.page
    await office.client.files_upload_v2(
        channel=TEAM_CHANNEL, filename="week.png", title="The week", content=picture(), alt_txt="Twelve held"
    )
    image = page.get_by_role("img", name="Twelve held")
    await expect(image).to_be_visible()
    assert await image.evaluate("image => image.naturalWidth") == 40
    await page.get_by_role("button", name="Look at Twelve held").click()
    shown = page.get_by_role("dialog").get_by_role("img")
    await expect(shown).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    zone = ("BEGIN:VTIMEZONE", "TZID:America/New_York", "DTSTART:20070311T020000", "END:VTIMEZONE")
    start = "DTSTART;TZID=America/New_York:20300131T150000"
    event = ("BEGIN:VEVENT", start, "SUMMARY:Video session", "END:VEVENT")
    calendar = "\r\n".join(("BEGIN:VCALENDAR", *zone, *event, *event))
    await office.client.files_upload_v2(channel=TEAM_CHANNEL, filename="session.ics", content=calendar)
    entry_card = page.locator(".entry")
    await expect(entry_card).to_contain_text("Video session")
    await expect(entry_card).to_contain_text("3:00 PM EST · and 1 more")
    await office.client.files_upload_v2(
        channel=TEAM_CHANNEL, filename="week.csv", content="who,held\nDana,12"
    )
    await expect(page.locator(".file-preview th")).to_have_text(["who", "held"])


async def test_modals_stack_and_back_leads_down(office: Office) -> None:
    page = office.page
    office.app.form = modal(section("The first"), actions(button("Go on", "on")))
    await page.get_by_label("Message", exact=True).fill("/room")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Go on").click()
    body = await office.hears(2)
    pushed = modal(section("The second"), title=plain("On top"))
    await office.client.views_push(trigger_id=body["trigger_id"], view=pushed)
    await expect(dialog.get_by_text("The second")).to_be_visible()
    await expect(dialog.get_by_role("heading", level=2)).to_contain_text("A form ›")
    await dialog.get_by_role("button", name="Back").click()
    await expect(dialog.get_by_text("The first")).to_be_visible()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def test_a_form_waits_then_says_that_the_app_did_not_answer(office: Office) -> None:
    page = office.page
    office.sandbox.slack.socket.ack_seconds = 0.6
    office.app.form = modal(
        entry("who", "Who", "email_text_input"),
        entry("count", "How many", "number_input", is_decimal_allowed=False, min_value="1", max_value="5"),
        entry("kinds", "Kinds", "checkboxes", options=options("One", "Two")) | {"optional": True},
        entry("way", "Way", "radio_buttons", options=options("Mail", "Phone")),
    )
    await page.get_by_label("Message", exact=True).fill("/room")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Who").fill("pat")
    await dialog.get_by_label("How many").fill("7")
    await dialog.get_by_label("Two").check()
    await dialog.get_by_label("Phone").check()
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.locator(".error:not(:empty)")).to_have_count(2)
    await dialog.get_by_label("Who").fill("pat@example.com")
    await dialog.get_by_label("How many").fill("3")
    office.app.is_deaf = True
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.locator("button[type=submit]")).to_be_disabled()
    await expect(dialog.get_by_text("We had some trouble connecting. Try again?")).to_be_visible()
    await expect(dialog.get_by_label("Who")).to_have_value("pat@example.com")
    office.app.is_deaf = False
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    values = office.app.heard[-1]["view"]["state"]["values"]
    assert values["count"]["given"]["value"] == "3"
    assert values["kinds"]["given"]["selected_options"][0]["value"] == "two"


async def test_several_people_are_picked_one_after_the_other(office: Office) -> None:
    page = office.page
    menu = {"type": "multi_users_select", "action_id": "who", "placeholder": plain("Providers")}
    await office.client.chat_postMessage(
        channel=TEAM_CHANNEL, text="Who?", blocks=[section("Who takes part?", accessory=menu)]
    )
    await page.get_by_role("combobox", name="Providers").click()
    await page.keyboard.type("lu")
    await page.get_by_role("option", name="Luz Ortega").click()
    assert (await office.hears(1))["actions"][0]["selected_users"] == ["U0LUZ"]
    await page.get_by_role("combobox", name="Providers").click()
    await page.get_by_role("option", name="Lee Park").click()
    assert (await office.hears(2))["actions"][0]["selected_users"] == ["U0LUZ", "U0LEE"]
    await page.get_by_role("button", name="Remove Luz Ortega PT").click()
    assert (await office.hears(3))["actions"][0]["selected_users"] == ["U0LEE"]


async def test_a_confirmation_is_asked_for_and_may_be_denied(office: Office) -> None:
    page = office.page
    sure = {"title": plain("Sure?"), "text": plain("It is gone then."), "confirm": plain("Yes, cancel")}
    press = button("Cancel it", "cancel", style="danger", confirm=sure | {"deny": plain("Keep it")})
    await office.client.chat_postMessage(channel=TEAM_CHANNEL, text="Cancel?", blocks=[actions(press)])
    await page.get_by_role("button", name="Cancel it").click()
    dialog = page.get_by_role("dialog", name="Sure?")
    await dialog.get_by_role("button", name="Keep it").click()
    await expect(dialog).to_have_count(0)
    assert office.app.heard == []
    await page.get_by_role("button", name="Cancel it").click()
    await dialog.get_by_role("button", name="Yes, cancel").click()
    assert (await office.hears(1))["actions"][0]["action_id"] == "cancel"


async def test_thousands_of_messages_are_fetched_once_and_then_one_by_one(office: Office) -> None:
    page, workspace = office.page, office.sandbox.slack.workspace
    for number in range(MANY):
        ts = workspace.next_ts(TEAM_CHANNEL)
        workspace.add(Message(channel=TEAM_CHANNEL, ts=ts, author="U0LEE", text=f"Message {number}"))
    rows = page.locator("#messages article")
    await expect(rows).to_have_count(MANY)
    await expect(rows.last).to_be_in_viewport()

    fetched: list[Any] = []
    page.on("response", lambda answer: fetched.append(answer) if "/page/state" in answer.url else None)
    first = await rows.first.element_handle()
    await office.client.chat_postMessage(channel=TEAM_CHANNEL, text="One more")
    await expect(rows.last).to_contain_text("One more")
    await expect(rows.last).to_be_in_viewport()
    states = [await each.json() for each in fetched]
    assert sum(len(each["messages"]) for each in states) == 1
    assert not any(each["is_anew"] for each in states)
    assert first is not None
    assert await first.evaluate("row => row.isConnected"), "what did not change was left standing"

    await page.locator("#messages").evaluate("list => { list.scrollTop = 0; }")
    await expect(rows.first).to_be_in_viewport()
    await office.client.chat_postMessage(channel=TEAM_CHANNEL, text="And one more")
    await expect(rows).to_have_count(MANY + 2)
    await expect(rows.first).to_be_in_viewport()


async def test_a_page_gets_only_what_its_person_may_see(office: Office) -> None:
    workspace = office.sandbox.slack.workspace
    await office.sandbox.person("casey").types("between us", "front-desk")
    async with aiohttp.ClientSession(office.sandbox.url) as http:

        async def state(person: str, since: str = "") -> dict[str, Any]:
            address = f"/page/state?person={person}&since={since}"
            async with http.get(address) as answer:
                return dict(await answer.json())

        mine, theirs = await state("U0CASEY"), await state("U0LEE")
        assert "between us" in str(mine["messages"])
        assert "between us" not in str(theirs)
        later = await state("U0LEE", theirs["cursor"])
        assert (later["messages"], later["is_anew"]) == ([], False)
        office.sandbox.slack.admin.invite("front-desk", "lee")
        invited = await state("U0LEE", theirs["cursor"])
        assert invited["is_anew"], "who may see more begins anew"
        assert "between us" in str(invited["messages"])
        workspace.remove(workspace.messages[-1])
        gone = await state("U0LEE", invited["cursor"])
        assert [each[0] for each in gone["gone"]] == ["C0FRONTDESK"]
        anew = await state("U0LEE", "somebody.elses.1")
        assert anew["is_anew"]
        assert re.fullmatch(r"\w+\.\d+", anew["cursor"])
