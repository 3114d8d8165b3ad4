"""Slack's front door: how arguments may come, what is told of scopes, and how often one may call."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack import BOT_TOKEN
from sandbox.slack.limits import POST_BURST
from sandbox.slack.people import DANA, TEAM_CHANNEL
from tests.integration.slack_granted import EVERY_SCOPE, granted, refusal
from tests.integration.slack_stage import Stage, modal, section

KEY = {"Authorization": f"Bearer {BOT_TOKEN}"}
TEXT = {"channel": TEAM_CHANNEL, "text": "x"}


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with granted() as clinic:
        yield clinic


async def ask(
    clinic: Stage, method: str, headers: dict[str, str] | None = None, **how: object
) -> dict[str, Any]:
    url = f"{clinic.server.url}/slack/api/{method}"
    given: dict[str, Any] = how
    async with (
        aiohttp.ClientSession(headers=KEY) as session,
        session.post(url, headers=headers, **given) as answer,
    ):
        return dict(await answer.json())


async def test_arguments_come_by_query_form_json_or_in_parts(clinic: Stage) -> None:
    parts = aiohttp.FormData()
    for name, value in TEXT.items():
        parts.add_field(name, value)
    parts.add_field("blocks", json.dumps([section("in parts")]), content_type="application/json")
    ways: list[dict[str, Any]] = [
        {"params": TEXT},
        {"data": TEXT},
        {"json": TEXT},
        {"data": parts},
        {"params": {"channel": TEAM_CHANNEL, "text": "overruled"}, "json": {"text": "x"}},
    ]
    for way in ways:
        assert (await ask(clinic, "chat.postMessage", **way))["ok"], way
    assert [each.text for each in clinic.dana.messages()] == ["x", "x", "x", "in parts", "x"]


JSON = "application/json"
MALFORMED = {
    "JSON that is none": (JSON, b"{", "invalid_json"),
    "JSON that is no object": (JSON, b"[]", "json_not_object"),
    "a type that Slack takes not": ("application/xml", b"<x/>", "invalid_post_type"),
    "a charset that Slack takes not": (f"{JSON}; charset=utf-16", b"{}", "invalid_charset"),
    "an array of PHP's": ("application/x-www-form-urlencoded", b"users%5B7%5D=x", "invalid_array_arg"),
    "a name with a blank": ("application/x-www-form-urlencoded", b"the+text=x", "invalid_arg_name"),
    "a very long name": (JSON, json.dumps({"x" * 300: 1}).encode(), "invalid_arg_name"),
}


@pytest.mark.parametrize(("kind", "body", "error"), MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_is_malformed_is_refused_by_name(
    clinic: Stage, kind: str, body: bytes, error: str
) -> None:
    answer = await ask(clinic, "auth.test", headers={"Content-Type": kind}, data=body)
    assert (answer["ok"], answer["error"]) == (False, error)


async def test_a_body_without_a_type_is_refused(clinic: Stage) -> None:
    url = f"{clinic.server.url}/slack/api/auth.test"
    bare = aiohttp.ClientSession(headers=KEY, skip_auto_headers=["Content-Type"])
    async with bare as session, session.post(url, data=b"text=x") as answer:
        assert (await answer.json())["error"] == "missing_post_type"


async def test_an_argument_that_slack_does_not_know_is_ignored_and_told_once(clinic: Stage) -> None:
    for _ in range(2):
        assert (await ask(clinic, "chat.postMessage", json={**TEXT, "colour": "red", "mrkdwn": True}))["ok"]
    assert clinic.slack.violations == ["chat.postMessage: Slack knows no argument 'colour' and ignores it"]


async def test_json_is_not_read_by_methods_that_take_forms_only(clinic: Stage) -> None:
    answer = await ask(clinic, "users.info", json={"user": DANA.id})
    assert answer["error"] == "invalid_arguments"
    assert clinic.slack.violations == ["users.info: Slack reads no JSON here; send a form or a query"]
    assert (await ask(clinic, "users.info", data={"user": DANA.id}))["ok"]


async def test_scopes_are_told_in_the_headers_and_in_the_refusal() -> None:
    async with granted(EVERY_SCOPE - {"channels:history"}) as clinic:
        posted = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x")
        assert posted.headers["X-Accepted-OAuth-Scopes"] == "chat:write"
        assert set(posted.headers["X-OAuth-Scopes"].split(",")) == EVERY_SCOPE - {"channels:history"}
        with pytest.raises(SlackApiError) as refused:
            await clinic.client.conversations_history(channel=TEAM_CHANNEL)
        answer = refused.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
        assert "chat:write" in answer["provided"].split(",")
        assert "im:history" in answer.headers["X-Accepted-OAuth-Scopes"]


async def test_blocks_messages_and_views_are_validated_without_a_token(clinic: Stage) -> None:
    url = f"{clinic.server.url}/slack/api/blocks.validate"

    async def validated(**given: object) -> dict[str, Any]:
        async with aiohttp.ClientSession() as session, session.post(url, json=given) as answer:
            return dict(await answer.json())

    assert await validated(blocks=[section("fine")]) == {"ok": True}
    assert await validated(view=modal(section("fine"))) == {"ok": True}
    wrong = await validated(blocks=[section("x" * 3001)])
    assert (wrong["error"], wrong["errors"][0]["pointer"]) == ("invalid_blocks", "/0/text/text")
    assert (await validated(message={"blocks": [{"type": "nothing"}]}))["error"] == "invalid_message"
    untitled = await validated(view={"type": "modal", "blocks": []})
    assert (untitled["error"], untitled["errors"][0]["pointer"]) == ("invalid_view", "/title")
    assert (await validated())["error"] == "invalid_arguments"
    assert (await validated(blocks=[], message={}))["error"] == "invalid_arguments"


async def test_the_api_can_be_tested(clinic: Stage) -> None:
    assert (await clinic.client.api_test(foo="bar"))["ok"]
    assert await refusal(clinic.client.api_test(error="my_error")) == "my_error"


async def test_posts_are_limited_per_channel_and_the_clock_lets_them_pass_again(clinic: Stage) -> None:
    for _ in range(POST_BURST):
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x")
    with pytest.raises(SlackApiError) as limited:
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x")
    answer = limited.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    last = clinic.slack.calls_of("chat.postMessage")[-1]
    assert (last.status, last.acted) == (429, False)
    assert (await clinic.client.chat_postMessage(channel="C0HARBOR", text="x"))["ok"]
    clinic.clock.push(timedelta(seconds=1))
    assert (await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x"))["ok"]


async def test_a_tier_is_so_many_calls_a_minute(clinic: Stage) -> None:
    for _ in range(20):
        await clinic.client.users_list()
    with pytest.raises(SlackApiError) as limited:
        await clinic.client.users_list()
    assert limited.value.response.headers["Retry-After"] == "3"
    assert (await clinic.client.users_info(user=DANA.id))["ok"]
    clinic.clock.push(timedelta(seconds=3))
    assert (await clinic.client.users_list())["ok"]
    assert await refusal(clinic.client.users_list()) == "ratelimited"
