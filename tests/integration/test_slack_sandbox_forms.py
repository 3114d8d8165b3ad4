"""Pickers, menus and inputs in modals and messages, and what an app hears of them, as with Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.driver import NotThere
from sandbox.slack.people import TEAM_CHANNEL
from tests.integration.slack_stage import Stage, actions, entry, modal, options, plain, section, stage

CHARACTERS = {"trigger_actions_on": ["on_character_entered"]}
DAY = entry("day", "Day", "datepicker", initial_date="2030-01-31")
HOUR = entry("hour", "Time", "timepicker", initial_time="15:00", timezone="America/Los_Angeles")
WORDS = entry("words", "When, in words", "plain_text_input")
LIVE = {"dispatch_action": True}


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage() as clinic:
        yield clinic


async def opened(clinic: Stage, *blocks: dict[str, Any]) -> dict[str, Any]:
    """A modal with those blocks, opened by a command; returns its view."""
    clinic.app.form = modal(*blocks)
    await clinic.dana.types("/room")
    await clinic.dana.modal("A form")
    clinic.app.form = None
    view = clinic.slack.modals.front(clinic.dana.id)
    assert view is not None
    return {"id": view.id, "hash": view.hash}


async def test_pickers_say_what_stands_in_them_and_whose_zone_it_is(clinic: Stage) -> None:
    await opened(clinic, DAY, HOUR)
    await clinic.dana.fills({"Time": "09:30"})
    assert len(clinic.heard) == 1  # without dispatch_action the app hears of it with the submit
    await clinic.dana.submits()
    values = clinic.heard[-1]["view"]["state"]["values"]
    assert values["day"]["given"] == {"type": "datepicker", "selected_date": "2030-01-31"}
    assert values["hour"]["given"] == {
        "type": "timepicker",
        "selected_time": "09:30",
        "timezone": "America/Los_Angeles",
    }


async def test_a_dispatching_input_tells_at_once_with_everything_filled_in_so_far(clinic: Stage) -> None:
    await opened(clinic, WORDS, DAY | LIVE, HOUR)
    await clinic.dana.fills({"When, in words": "friday", "Time": "10:00", "Day": "2030-02-01"})
    body = clinic.heard[-1]
    assert body["type"] == "block_actions"
    (action,) = body["actions"]
    assert (action["type"], action["selected_date"], action["initial_date"]) == (
        "datepicker",
        "2030-02-01",
        "2030-01-31",
    )
    values = body["view"]["state"]["values"]
    assert values["words"]["given"]["value"] == "friday"
    assert values["day"]["given"]["selected_date"] == "2030-02-01"
    assert values["hour"]["given"]["selected_time"] == "10:00"


async def test_a_text_tells_on_enter_or_on_every_character_as_it_was_told(clinic: Stage) -> None:
    typing = entry("live", "Live", "plain_text_input", dispatch_action_config=CHARACTERS) | LIVE
    await opened(clinic, WORDS | LIVE, typing, entry("still", "Still", "plain_text_input"))
    await clinic.dana.fills({"When, in words": "friday 3pm"})
    assert len(clinic.heard) == 1
    await clinic.dana.presses_enter("When, in words")
    assert clinic.heard[-1]["actions"][0]["value"] == "friday 3pm"
    await clinic.dana.fills({"Live": "monday"})
    assert clinic.heard[-1]["actions"][0]["value"] == "monday"
    with pytest.raises(NotThere):
        await clinic.dana.presses_enter("Still")


async def test_an_update_keeps_what_stands_where_the_ids_stay(clinic: Stage) -> None:
    view = await opened(clinic, WORDS, DAY, HOUR)
    await clinic.dana.fills({"When, in words": "friday"})
    renamed = entry("hour-2", "Time", "timepicker", initial_time="08:00")
    moved = entry("day", "Day", "datepicker", initial_date="2031-12-31")
    await clinic.client.views_update(view_id=view["id"], hash=view["hash"], view=modal(WORDS, moved, renamed))
    await clinic.dana.submits()
    values = clinic.heard[-1]["view"]["state"]["values"]
    assert values["words"]["given"]["value"] == "friday"
    assert values["day"]["given"]["selected_date"] == "2030-01-31"  # another initial needs another id
    assert values["hour-2"]["given"]["selected_time"] == "08:00"


async def test_choices_of_every_kind_arrive_as_slack_writes_them(clinic: Stage) -> None:
    await opened(
        clinic,
        entry("how", "How", "radio_buttons", options=options("Email", "SMS")),
        entry("also", "Also", "checkboxes", options=options("Card", "DM"), initial_options=options("DM")),
        entry("who", "Who", "multi_users_select"),
        entry("where", "Where", "multi_conversations_select"),
        entry("length", "Length", "static_select", options=options("Short", "Long")),
    )
    await clinic.dana.fills(
        {"How": "SMS", "Who": ["luz", "Lee Park PT"], "Where": ["#random"], "Length": "Long"}
    )
    await clinic.dana.submits()
    values = clinic.heard[-1]["view"]["state"]["values"]
    assert values["how"]["given"]["selected_option"]["value"] == "sms"
    assert [each["value"] for each in values["also"]["given"]["selected_options"]] == ["dm"]
    assert values["who"]["given"]["selected_users"] == ["U0LUZ", "U0LEE"]
    assert values["where"]["given"]["selected_conversations"] == ["C0RANDOM"]
    assert values["length"]["given"]["selected_option"]["value"] == "long"


async def test_menus_of_a_message_are_picked_by_name(clinic: Stage) -> None:
    menu = {"type": "static_select", "action_id": "late", "placeholder": plain("Running late")}
    more = {"type": "overflow", "action_id": "more", "options": options("Why", "Cancel")}
    day = {"type": "datepicker", "action_id": "day", "placeholder": plain("Another day")}
    await clinic.client.chat_postMessage(
        channel=TEAM_CHANNEL,
        text="Card",
        blocks=[
            section("The card", accessory=more),
            actions(menu | {"options": options("10 min", "15 min")}, day),
        ],
    )
    card = await clinic.dana.sees("The card")
    assert card.menus == {
        "More actions": ("Why", "Cancel"),
        "Running late": ("10 min", "15 min"),
        "Another day": (),
    }
    await clinic.dana.picks("Running late", "15 min")
    action = clinic.heard[-1]["actions"][0]
    assert (action["selected_option"]["value"], action["placeholder"]["text"]) == ("15 min", "Running late")
    await clinic.dana.picks("More actions", "Why", card)
    assert clinic.heard[-1]["actions"][0]["selected_option"]["value"] == "why"
    await clinic.dana.picks("Another day", "2030-03-01")
    assert clinic.heard[-1]["actions"][0]["selected_date"] == "2030-03-01"
    with pytest.raises(NotThere, match="20 min"):
        await clinic.dana.picks("Running late", "20 min")
