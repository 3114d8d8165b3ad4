"""Menus whose options the app looks up, typed numbers and addresses, and answers to a chosen conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.driver import NotThere
from sandbox.slack.people import OAKLAND_CHANNEL, SHARED_CHANNEL, TEAM_CHANNEL
from tests.integration.slack_stage import Json, Stage, actions, entry, modal, options, plain, stage

NAMES = ("Dana Reyes", "Lee Park", "Luz Ortega")
WHO = entry("who", "Who", "external_select", min_query_length=1)


class Looking:
    """An app's own directory, and what it was asked."""

    def __init__(self, clinic: Stage) -> None:
        self.asked: list[Json] = []
        self.answer: Json | None = None
        clinic.app.bolt.options("given")(self.look_up)

    async def look_up(self, ack: AsyncAck, body: Json) -> None:
        self.asked.append(body)
        found = [each for each in NAMES if body["value"].lower() in each.lower()]
        await ack(**(self.answer or {"options": options(*found)}))


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage() as clinic:
        yield clinic


async def opened(clinic: Stage, *blocks: Json, **more: object) -> None:
    clinic.app.form = modal(*blocks, **more)
    await clinic.dana.types("/room")
    await clinic.dana.modal("A form")
    clinic.app.form = None


def given(clinic: Stage, block: str) -> Any:  # noqa: ANN401  # whatever the app heard
    return clinic.heard[-1]["view"]["state"]["values"][block]["given"]


async def test_an_external_menu_asks_the_app_and_its_choice_is_submitted_whole(clinic: Stage) -> None:
    looking = Looking(clinic)
    await opened(clinic, WHO)
    assert await clinic.dana.searches("Who", "l") == ("Lee Park", "Luz Ortega")
    (asked,) = looking.asked
    assert (asked["type"], asked["value"], asked["block_id"], asked["action_id"]) == (
        "block_suggestion",
        "l",
        "who",
        "given",
    )
    assert asked["container"]["type"] == "view"
    assert "trigger_id" not in asked
    assert clinic.slack.socket.sent[-1]["accepts_response_payload"] is True
    await clinic.dana.fills({"Who": "Luz Ortega"})
    await clinic.dana.submits()
    assert given(clinic, "who")["selected_option"] == options("Luz Ortega")[0]
    await opened(clinic, WHO)
    with pytest.raises(NotThere, match="the app offers"):
        await clinic.dana.fills({"Who": "Nobody"})


async def test_below_the_least_length_the_app_is_not_asked(clinic: Stage) -> None:
    looking = Looking(clinic)
    await opened(clinic, entry("who", "Who", "external_select"))
    assert await clinic.dana.searches("Who", "le") == ()
    assert looking.asked == []
    assert await clinic.dana.searches("Who", "lee") == ("Lee Park",)


async def test_groups_and_several_choices_and_their_limit(clinic: Stage) -> None:
    looking = Looking(clinic)
    looking.answer = {
        "option_groups": [
            {"label": plain("East"), "options": options("Dana Reyes")},
            {"label": plain("West"), "options": options("Lee Park", "Luz Ortega")},
        ]
    }
    several = {"min_query_length": 0, "max_selected_items": 2}
    await opened(clinic, entry("who", "Who", "multi_external_select", **several))
    assert await clinic.dana.searches("Who", "") == NAMES
    with pytest.raises(NotThere, match="Only 2 can be chosen"):
        await clinic.dana.fills({"Who": [*NAMES]})
    await clinic.dana.fills({"Who": ["Lee Park", "Dana Reyes"]})
    await clinic.dana.submits()
    assert [each["text"]["text"] for each in given(clinic, "who")["selected_options"]] == [
        "Lee Park",
        "Dana Reyes",
    ]


async def test_what_the_app_suggests_wrongly_is_not_offered_and_told(clinic: Stage) -> None:
    looking = Looking(clinic)
    await opened(clinic, WHO)
    for wrong in (options("x" * 76), options(*map(str, range(101))), [{"text": plain("no value")}]):
        looking.answer = {"options": wrong}
        assert await clinic.dana.searches("Who", "x") == ()
    told = [each for each in clinic.slack.violations if each.startswith("ack of block_suggestion")]
    assert len(told) == 3


async def test_an_external_menu_of_a_message_is_searched_and_picked(clinic: Stage) -> None:
    looking = Looking(clinic)
    menu = {"type": "external_select", "action_id": "given", "placeholder": plain("Give it to")}
    posted = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card", blocks=[actions(menu)])
    await clinic.dana.picks("Give it to", "Lee Park")
    (asked,) = looking.asked
    assert asked["container"]["message_ts"] == asked["message"]["ts"] == posted["ts"]
    assert asked["channel"]["id"] == TEAM_CHANNEL
    (action,) = clinic.heard[-1]["actions"]
    assert (action["type"], action["selected_option"]["text"]["text"]) == ("external_select", "Lee Park")


async def test_an_app_that_does_not_answer_offers_nothing() -> None:
    async with stage(is_listening=False) as clinic:
        menu = {"type": "external_select", "action_id": "given", "placeholder": plain("Give it to")}
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card", blocks=[actions(menu)])
        assert await clinic.dana.searches("Give it to", "Lee Park") == ()
        button = {"type": "static_select", "action_id": "s", "placeholder": plain("Not")}
        blocks = [actions(button | {"options": options("A")})]
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card", blocks=blocks)
        with pytest.raises(NotThere, match="looks nothing up"):
            await clinic.dana.searches("Not", "A")


async def test_numbers_and_addresses_are_checked_before_the_app_hears_of_them(clinic: Stage) -> None:
    await opened(
        clinic,
        entry("n", "Sessions", "number_input", is_decimal_allowed=False, min_value="1", max_value="60"),
        entry("d", "Hours", "number_input", is_decimal_allowed=True),
        entry("u", "Address", "url_text_input"),
        entry("e", "E-mail", "email_text_input"),
    )
    heard = len(clinic.heard)
    cases = {"many": "number", "2.5": "whole number", "0": "at least 1", "61": "at most 60", "nan": "number"}
    for typed, said in cases.items():
        await clinic.dana.fills({"Sessions": typed, "Hours": "x", "Address": "x.example", "E-mail": "pat"})
        await clinic.dana.submits()
        assert said in clinic.dana.errors["Sessions"]
        assert {*clinic.dana.errors} == {"Sessions", "Hours", "Address", "E-mail"}
    assert len(clinic.heard) == heard
    good = {"Sessions": "6", "Hours": "-0.25", "Address": "https://x.example/a", "E-mail": "pat@example.com"}
    await clinic.dana.fills(good)
    await clinic.dana.submits()
    assert given(clinic, "n") == {"type": "number_input", "value": "6"}
    assert given(clinic, "u")["value"] == "https://x.example/a"


async def test_a_chosen_conversation_brings_a_response_url(clinic: Stage) -> None:
    menu = entry("where", "Where", "conversations_select", response_url_enabled=True)
    silent = entry("other", "Other", "conversations_select")
    await opened(clinic, menu, silent)
    await clinic.dana.fills({"Where": "team-oakland", "Other": "random"})
    await clinic.dana.submits()
    (told,) = clinic.heard[-1]["response_urls"]
    assert (told["block_id"], told["action_id"], told["channel_id"]) == ("where", "given", OAKLAND_CHANNEL)
    await AsyncWebhookClient(told["response_url"]).send(text="Noted", response_type="in_channel")
    await clinic.person("lee").sees("Noted", where="team-oakland")


async def test_a_menu_of_conversations_offers_what_its_filter_lets_through(clinic: Stage) -> None:
    wanted = {"include": ["public"], "exclude_external_shared_channels": True}
    await opened(clinic, entry("where", "Where", "conversations_select", filter=wanted))
    for name in ("front-desk", "with-harbor-ortho", SHARED_CHANNEL, "dm-U0DANA"):
        with pytest.raises(NotThere, match="No conversation"):
            await clinic.dana.fills({"Where": name})
    await clinic.dana.fills({"Where": "#team-oakland"})
    await clinic.dana.submits()
    assert given(clinic, "where")["selected_conversation"] == OAKLAND_CHANNEL


async def test_a_disabled_button_waits_for_something_filled_in(clinic: Stage) -> None:
    await opened(clinic, entry("w", "Words", "plain_text_input"), submit_disabled=True)
    with pytest.raises(NotThere, match="cannot be pressed yet"):
        await clinic.dana.submits()
    await clinic.dana.fills({"Words": "some"})
    await clinic.dana.submits()
    assert given(clinic, "w")["value"] == "some"


async def test_rich_text_is_submitted_as_rich_text(clinic: Stage) -> None:
    before = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Before"}]}],
    }
    await opened(
        clinic,
        entry("new", "New", "rich_text_input"),
        entry("old", "Old", "rich_text_input", initial_value=before),
    )
    await clinic.dana.submits()
    assert clinic.dana.errors == {"New": "Please complete this required field."}
    await clinic.dana.fills({"New": "A <note>"})
    await clinic.dana.submits()
    section = given(clinic, "new")["rich_text_value"]["elements"][0]
    assert section["elements"] == [{"type": "text", "text": "A <note>"}]
    assert given(clinic, "old")["rich_text_value"] == before
