"""Tables, rich text, pictures and bounds: what Slack takes of them, and how it refuses the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.people import DANA, TEAM_CHANNEL
from tests.integration.slack_stage import Stage, actions, entry, home, options, plain, stage

Json = dict[str, Any]


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def rich(*elements: Json, kind: str = "rich_text_section", **more: object) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": [*elements], **more}]}


def words(text: str) -> Json:
    return {"type": "text", "text": text, "style": {"bold": True}}


def table(*rows: list[Json], **more: object) -> Json:
    return {"type": "table", "rows": [*rows], **more}


def number(**more: object) -> Json:
    return entry("n", "How many", "number_input", is_decimal_allowed=False, **more)


async def refused(clinic: Stage, *blocks: Json) -> tuple[str, list[str]]:
    with pytest.raises(SlackApiError) as caught:
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x", blocks=[*blocks])
    answer = caught.value.response
    return answer["error"], answer["response_metadata"]["messages"]


async def test_a_table_and_rich_text_are_taken_and_read(clinic: Stage) -> None:
    listed = {"type": "rich_text_section", "elements": [words("First")]}
    await clinic.client.chat_postMessage(
        channel=TEAM_CHANNEL,
        text="Today",
        blocks=[
            table(
                [cell("Who"), cell("<When> & how")],
                [
                    rich({"type": "user", "user_id": DANA.id}),
                    {"type": "raw_number", "value": 3, "text": "3.0"},
                ],
                column_settings=[None, {"align": "right", "is_wrapped": True}],
            ),
            rich(words("Quoted"), kind="rich_text_quote", border=1),
            rich({"type": "link", "url": "https://x.example", "text": "Code"}, kind="rich_text_preformatted"),
            rich(listed, kind="rich_text_list", style="ordered", indent=1),
        ],
        unfurl_links=False,
        unfurl_media=False,
    )
    seen = await clinic.dana.sees("Quoted")
    assert seen.text.split("\n") == [
        "Who",
        "<When> & how",
        "@Dana Reyes PT",
        "3.0",
        "Quoted",
        "Code",
        "First",
    ]


WRONG = {
    "no rows": (table(), "must provide at least 1 item [json-pointer:/blocks/0/rows]"),
    "101 rows": (table(*[[cell("x")]] * 101), "no more than 100 items"),
    "21 columns": (table([cell("x")] * 21), "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
    "21 settings": (table([cell("x")], column_settings=[None] * 21), "no more than 20 items"),
    "a cell of mrkdwn": (table([{"type": "mrkdwn", "text": "x"}]), "unsupported type: mrkdwn"),
    "an empty cell": (table([cell("")]), "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0"),
    "a number without one": (table([{"type": "raw_number", "text": "3"}]), "must be a number"),
    "another alignment": (table([cell("x")], column_settings=[{"align": "top"}]), "allowed values"),
    "another setting": (table([cell("x")], column_settings=[{"width": 1}]), "additional property: width"),
    "a field nobody knows": (table([cell("x")], caption="x"), "additional property: caption"),
    "an unknown section": (rich(kind="rich_text_poem"), "unsupported type: rich_text_poem"),
    "an unknown element": (rich({"type": "sound"}), "unsupported type: sound"),
    "a link to nowhere": (rich({"type": "link", "text": "x"}), "missing required field: url"),
    "a text without any": (rich({"type": "text", "text": ""}), "missing required field: text"),
    "a list without style": (rich(kind="rich_text_list"), "allowed values"),
    "a list of words": (rich(words("x"), kind="rich_text_list", style="bullet"), "unsupported type: text"),
    "no picture": ({"type": "image", "alt_text": "x"}, "either image_url or slack_file"),
    "two pictures": (
        {"type": "image", "alt_text": "x", "image_url": "https://x.example/x", "slack_file": {"id": "F1"}},
        "either image_url or slack_file",
    ),
    "a file without id": ({"type": "image", "alt_text": "x", "slack_file": {}}, "invalid slack file"),
    "a least above the most": (number(min_value="5", max_value="3"), "must not be greater"),
    "a bound in words": (number(min_value="five"), "must be a number"),
    "none to be selected": (
        entry("m", "M", "multi_users_select", max_selected_items=0),
        "must be an integer of at least 1",
    ),
    "an empty filter": (entry("c", "C", "conversations_select", filter={}), "at least one field"),
    "another filter": (
        entry("c", "C", "conversations_select", filter={"include": ["secret"]}),
        "allowed values",
    ),
    "options of an external menu": (
        actions({"type": "external_select", "action_id": "e", "options": options("A")}),
        "additional property: options",
    ),
}


@pytest.mark.parametrize(("block", "said"), WRONG.values(), ids=WRONG.keys())
async def test_what_slack_refuses_is_refused_by_its_place(clinic: Stage, block: Json, said: str) -> None:
    error, messages = await refused(clinic, block)
    assert error == "invalid_blocks"
    assert any(said in each for each in messages), messages


async def test_a_message_has_one_table_and_a_view_has_none(clinic: Stage) -> None:
    one = table([cell("x")])
    assert await refused(clinic, one, one) == ("invalid_attachments", ["[ERROR] only_one_table_allowed"])
    with pytest.raises(SlackApiError, match="unsupported type: table"):
        await clinic.client.views_publish(user_id=DANA.id, view=home(one))


async def test_pictures_of_slacks_own_files_and_blocks_that_are_let_through_are_taken(clinic: Stage) -> None:
    picture = {"type": "image", "alt_text": "A knee", "slack_file": {"id": "F0KNEE"}}
    await clinic.client.chat_postMessage(
        channel=TEAM_CHANNEL,
        text="Pictures",
        blocks=[
            picture,
            {"type": "context", "elements": [picture]},
            {"type": "markdown", "text": "**let through**"},
        ],
    )
    await clinic.client.views_publish(user_id=DANA.id, view=home(number(min_value="1", max_value="3")))


async def test_menus_that_ask_the_app_are_taken_in_messages_and_views(clinic: Stage) -> None:
    menu = {"type": "external_select", "action_id": "e", "placeholder": plain("Who"), "min_query_length": 0}
    await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Who", blocks=[actions(menu)])
    several = entry("m", "Several", "multi_external_select", initial_options=options("A"))
    await clinic.client.views_publish(user_id=DANA.id, view=home(several))
