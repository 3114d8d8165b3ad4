"""What is malformed in blocks, views and arguments is refused as Slack does, by its place and name."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from sandbox.slack import BOT_TOKEN
from sandbox.slack.blocks import problems
from sandbox.slack.people import DANA, TEAM_CHANNEL
from tests.integration.slack_blocks import EXTERNAL, GROUPED, MENU, PICTURE, TABLE
from tests.integration.slack_stage import (
    Json,
    Stage,
    actions,
    button,
    entry,
    modal,
    options,
    plain,
    section,
    stage,
)

REFUSED: dict[str, object] = {
    "words for elements of actions": {"type": "actions", "elements": ["x"]},
    "words for an option": actions({**MENU, "options": ["x"]}),
    "a group without options": actions({**MENU, "option_groups": [{"label": plain("All")}]}),
    "words for a group": section("x", accessory={"type": "static_select", "option_groups": ["x"]}),
    "options and groups": actions({**GROUPED, "options": options("A")}),
    "words for a confirm dialog": actions(button("Go", "go", confirm="no")),
    "a number for fields": section("x", fields=5),
    "a list for a type": {"type": []},
    "a list for an element's type": actions({"type": []}),
    "a number for settings": {**TABLE, "column_settings": 5},
    "a number for a row": {**TABLE, "rows": [5]},
    "a row without cells": {**TABLE, "rows": [[]]},
    "a cell of rich text without elements": {**TABLE, "rows": [[{"type": "rich_text"}]]},
    "a cell of empty rich text": {**TABLE, "rows": [[{"type": "rich_text", "elements": []}]]},
    "a section without elements": {"type": "rich_text", "elements": [{"type": "rich_text_section"}]},
    "a quote of words": {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": "x"}]},
    "a list without elements": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet"}],
    },
    "a date in words": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "date", "timestamp": "1", "format": "{date}"}],
            }
        ],
    },
    "a date without format": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "date", "timestamp": 1}]}],
    },
    "a picture from a script": {**PICTURE, "image_url": "javascript:alert(1)"},
    "a picture from nowhere": {**PICTURE, "image_url": "https://"},
    "a picture that is a number": {"type": "context", "elements": [{**PICTURE, "image_url": 5}]},
    "a number for an id": section("x", block_id=5),
    "a number for the id of a block that is let through": {"type": "markdown", "block_id": 5},
    "a number for a value": actions(button("Go", "go", value=5)),
    "words for a length": entry("w", "Words", "plain_text_input", max_length="9"),
    "an initial option without words": actions({**EXTERNAL, "initial_option": {"value": "a"}}),
    "an initial value in rich words": entry("r", "Rich", "rich_text_input", initial_value="x"),
    "an initial value that is a number": entry("w", "Words", "plain_text_input", initial_value=5),
    "numbers for initial users": entry("u", "Who", "multi_users_select", initial_users=[5]),
    "words for a block": "x",
}


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


async def ask(clinic: Stage, method: str, **given: object) -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    url = f"{clinic.server.url}/slack/api/{method}"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, json=given) as answer,
    ):
        return answer.status, json.loads(await answer.text()) if answer.status == 200 else {}


@pytest.mark.parametrize("block", REFUSED.values(), ids=REFUSED.keys())
async def test_what_is_malformed_is_refused_in_messages_and_views(clinic: Stage, block: object) -> None:
    status, answer = await ask(
        clinic, "chat.postMessage", channel=TEAM_CHANNEL, text="x", blocks=[section("fine"), block]
    )
    assert (status, answer.get("error")) == (200, "invalid_blocks")
    assert any("/blocks/1" in each for each in answer["response_metadata"]["messages"])
    view = {"type": "home", "blocks": [block]}
    assert await ask(clinic, "views.publish", user_id=DANA.id, view=view) == (
        200,
        {
            "ok": False,
            "error": "invalid_arguments",
            "response_metadata": {"messages": problems([block], most=100, path="/view/blocks")},
        },
    )


VIEWS: dict[str, Json] = {
    "a number for blocks": {"blocks": 5},
    "a number for a title": {"title": {"type": "plain_text", "text": 5}},
    "an object for metadata": {"private_metadata": {}},
    "words for a flag": {"clear_on_close": "yes"},
    "words for a submit": {"submit": "Send"},
    "a list for a type": {"type": []},
}


@pytest.mark.parametrize("change", VIEWS.values(), ids=VIEWS.keys())
async def test_a_malformed_frame_is_refused(clinic: Stage, change: Json) -> None:
    view = {**modal(section("x")), **change}
    status, answer = await ask(clinic, "views.open", trigger_id="x", view=view)
    assert (status, answer.get("error")) == (200, "invalid_arguments")
    status, answer = await ask(clinic, "blocks.validate", view=view)
    assert (status, answer.get("error")) == (200, "invalid_view")


async def test_nesting_without_end_is_refused(clinic: Stage) -> None:
    deep = '{"type": "section", "text": ' * 900 + "{}" + "}" * 900
    url = f"{clinic.server.url}/slack/api/chat.postMessage"
    form = {"channel": TEAM_CHANNEL, "text": "x", "blocks": f"[{deep}]", "token": BOT_TOKEN}
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
        assert answer.status == 200
        assert not (await answer.json())["ok"]


METHODS = ("chat.postMessage", "chat.scheduleMessage", "chat.deleteScheduledMessage", "chat.update")
LISTED = ("chat.scheduledMessages.list", "conversations.history", "conversations.info", "chat.postEphemeral")


@pytest.mark.parametrize("method", [*METHODS, *LISTED])
async def test_arguments_of_another_type_are_refused(clinic: Stage, method: str) -> None:
    whole = {"channel": TEAM_CHANNEL, "ts": "1.2", "text": "x", "user": DANA.id, "post_at": 1}
    for name in ("channel", "ts", "user", "thread_ts", "post_at", "scheduled_message_id"):
        for value in (["x"], {"a": 1}, 5):
            clinic.clock.push(timedelta(minutes=1))  # so that it may be asked as often
            status, _ = await ask(clinic, method, **whole | {"scheduled_message_id": "Q1", name: value})
            assert status == 200, (name, value)
