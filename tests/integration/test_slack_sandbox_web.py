"""The official Python SDK talks to the sandbox's Web API and gets Slack's answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from functools import partial
from typing import Any, Self

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.clock import SandboxClock
from sandbox.driver import Person
from sandbox.serving import Server
from sandbox.slack import APP_TOKEN, BOT_TOKEN, Fault, SlackSandbox
from sandbox.slack.people import BOT_USER, CASEY, DANA, TEAM_CHANNEL


class Desk:
    """A served workspace and the SDK's client for it."""

    def __init__(self, *, scopes: frozenset[str] | None = None) -> None:
        self.server = Server()
        self.clock = SandboxClock()
        self.slack = SlackSandbox(self.clock, self.server.url, scopes=scopes)
        self.client = AsyncWebClient(
            token=BOT_TOKEN, base_url=f"{self.server.url}/slack/api/", retry_handlers=[]
        )
        self.dana = Person("dana", self.slack)

    async def __aenter__(self) -> Self:
        await self.server.start([*self.slack.routes(), *self.clock.routes()], ending=self.slack.socket.close)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.server.stop()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Desk() as desk:
        yield desk


async def refusal(call: Awaitable[Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def section(text: str = "Hello", **more: object) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


async def test_a_post_is_seen_found_again_and_edited(desk: Desk) -> None:
    promise = {"event_type": "promise", "event_payload": {"key": "k1"}}
    posted = await desk.client.chat_postMessage(
        channel=TEAM_CHANNEL, text="fallback", blocks=[section("*A card*")], metadata=promise
    )
    card = await desk.dana.sees("A card", where="team-telehealth")
    assert card.ts == posted["ts"]
    await desk.client.chat_postMessage(channel=TEAM_CHANNEL, text="links", thread_ts=posted["ts"])
    assert [each.text for each in desk.dana.thread(card.ts)] == ["A card", "links"]

    history = await desk.client.conversations_history(channel=TEAM_CHANNEL, include_all_metadata=True)
    assert [each["metadata"] for each in history["messages"]] == [promise]
    assert history["messages"][0]["reply_count"] == 1
    bare = await desk.client.conversations_replies(channel=TEAM_CHANNEL, ts=posted["ts"])
    assert [("metadata" in each, each["ts"] == posted["ts"]) for each in bare["messages"]] == [
        (False, True),
        (False, False),
    ]

    await desk.client.chat_update(channel=TEAM_CHANNEL, ts=posted["ts"], text="only text")
    edited = desk.dana.thread(card.ts)[0]
    assert edited.text == "only text"
    assert "blocks" not in edited.raw
    assert edited.raw["metadata"] == promise


async def test_markdown_stands_alone(desk: Desk) -> None:
    async def post(**arguments: object) -> dict[str, Any]:
        given = {"channel": TEAM_CHANNEL, **arguments}
        answer = await desk.client.api_call("chat.postMessage", json=given)
        assert isinstance(answer.data, dict)
        return answer.data

    posted = await post(markdown_text="**Bold**")
    assert posted["message"]["text"] == "**Bold**"
    assert await refusal(post(markdown_text="a", text="b")) == "markdown_text_conflict"
    assert await refusal(post(markdown_text="x" * 12_001)) == "msg_too_long"


async def test_history_comes_in_pages_and_from_a_time(desk: Desk) -> None:
    stamps = [
        (await desk.client.chat_postMessage(channel=TEAM_CHANNEL, text=f"m{n}"))["ts"] for n in range(5)
    ]
    assert len(set(stamps)) == 5
    pages = [
        [each["text"] for each in page["messages"]]
        async for page in await desk.client.conversations_history(channel=TEAM_CHANNEL, limit=2)
    ]
    assert pages == [["m4", "m3"], ["m2", "m1"], ["m0"]]
    since = await desk.client.conversations_history(channel=TEAM_CHANNEL, oldest=stamps[2])
    assert [each["text"] for each in since["messages"]] == ["m4", "m3"]


async def test_a_users_id_leads_to_their_dm(desk: Desk) -> None:
    posted = await desk.client.chat_postMessage(channel=DANA.id, text="only for you")
    assert posted["channel"].startswith("D")
    assert [each.text for each in desk.dana.dms()] == ["only for you"]
    assert Person("lee", desk.slack).messages() == []
    opened = await desk.client.conversations_open(users=[DANA.id])
    assert opened["channel"]["id"] == posted["channel"]


async def test_people_have_zone_locale_and_rights(desk: Desk) -> None:
    dana = (await desk.client.users_info(user=DANA.id, include_locale=True))["user"]
    assert (dana["tz"], dana["profile"]["email"]) == ("America/New_York", "dana@example.com")
    assert dana["locale"] == "en-US"
    assert (await desk.client.users_info(user="U0SAM"))["user"]["is_restricted"]
    assert (await desk.client.auth_test())["user_id"] == BOT_USER


async def test_refusals_have_slacks_names(desk: Desk) -> None:
    client = desk.client
    assert await refusal(client.chat_postMessage(channel="C0NOWHERE", text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C0RANDOM", text="x")) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel="C0FRONTDESK", text="x")) == "channel_not_found"
    blank = {"channel": TEAM_CHANNEL, "text": " "}
    assert await refusal(client.api_call("chat.postMessage", json=blank)) == "no_text"
    assert await refusal(client.chat_update(channel=TEAM_CHANNEL, ts="1.2", text="x")) == "message_not_found"
    assert await refusal(client.api_call("chat.unheardOf")) == "unknown_method"
    for bound in ("oldest", "latest"):
        params = {"channel": TEAM_CHANNEL, bound: "soon"}
        history = client.api_call("conversations.history", http_verb="GET", params=params)
        assert await refusal(history) == f"invalid_ts_{bound}"
    assert await refusal(client.users_info(user="U0NOBODY")) == "user_not_found"
    assert await refusal(client.api_call("users.info")) == "invalid_arguments"
    assert await refusal(client.api_call("auth.test", headers={"Authorization": "Bearer xoxb-no"})) == (
        "invalid_auth"
    )
    assert await refusal(client.apps_connections_open(app_token=BOT_TOKEN)) == "not_allowed_token_type"
    assert (await client.apps_connections_open(app_token=APP_TOKEN))["url"].startswith("ws://127.0.0.1")


BUTTON = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Go"}}
TOO_MUCH = {
    "51 blocks": [{"type": "divider"}] * 51,
    "the same block id twice": [section(block_id="b"), section(block_id="b")],
    "the same action id twice": [{"type": "actions", "elements": [BUTTON, BUTTON]}],
    "an empty text": [section("")],
    "a section of 3001 characters": [section("x" * 3001)],
    "a header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "a button of 76 characters": [
        {"type": "actions", "elements": [{**BUTTON, "text": {"type": "plain_text", "text": "x" * 76}}]}
    ],
    "a block nobody knows": [{"type": "carousel"}],
    "a field nobody knows": [section(colour="red")],
}


@pytest.mark.parametrize("blocks", TOO_MUCH.values(), ids=TOO_MUCH.keys())
async def test_blocks_beyond_slacks_limits_are_refused(desk: Desk, blocks: list[dict[str, object]]) -> None:
    assert await refusal(desk.client.chat_postMessage(channel=TEAM_CHANNEL, text="x", blocks=blocks)) == (
        "invalid_blocks"
    )


async def test_a_scope_that_was_not_granted_is_named() -> None:
    async with Desk(scopes=frozenset({"chat:write", "users:read"})) as desk:
        await desk.client.chat_postMessage(channel=TEAM_CHANNEL, text="may do")
        assert await refusal(desk.client.conversations_history(channel=TEAM_CHANNEL)) == "missing_scope"
        assert "email" not in (await desk.client.users_info(user=DANA.id))["user"]["profile"]


async def test_trouble_comes_as_ordered_and_the_record_says_what_acted(desk: Desk) -> None:
    post_goes_wrong = partial(Fault, method="chat.postMessage")
    desk.slack.faults.add(
        post_goes_wrong(status=429, retry_after=7),
        post_goes_wrong(status=500),
        post_goes_wrong(cut="before"),
        post_goes_wrong(cut="after"),
    )

    async def post() -> None:
        await desk.client.chat_postMessage(channel=TEAM_CHANNEL, text="once")

    with pytest.raises(SlackApiError) as limited:
        await post()
    assert limited.value.response.headers["Retry-After"] == "7"
    with pytest.raises(SlackApiError):
        await post()
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await post()
    await post()
    assert [(call.status, call.acted) for call in desk.slack.calls_of("chat.postMessage")] == [
        (429, False),
        (500, False),
        (200, False),
        (200, True),
        (200, True),
    ]
    assert len(desk.dana.messages()) == 2


async def test_a_response_url_answers_five_times_within_half_an_hour(desk: Desk) -> None:
    keys = desk.slack._keys
    webhook = AsyncWebhookClient(keys.issue(DANA.id, TEAM_CHANNEL))
    for n in range(5):
        assert (await webhook.send(text=f"answer {n}")).status_code == 200
    spent = await webhook.send(text="one too many")
    assert (spent.status_code, "used_url" in spent.body) == (404, True)
    assert all(each.ephemeral for each in desk.dana.messages())
    assert Person("casey", desk.slack).messages() == []

    later = AsyncWebhookClient(keys.issue(CASEY.id, TEAM_CHANNEL))
    desk.clock.push(timedelta(minutes=31))
    assert "expired_url" in (await later.send(text="too late")).body


async def test_the_clock_is_followed_over_http_and_never_goes_back(desk: Desk) -> None:
    url = f"{desk.server.url}/clock"
    async with aiohttp.ClientSession() as session:
        before = await (await session.get(url)).json()
        waiting = session.get(url, params={"after": str(before["version"])})
        pushed = await session.post(url, json={"push_seconds": 3600})
        assert (await (await waiting).json())["version"] == (await pushed.json())["version"]
        back = await session.post(url, json={"set": before["now"]})
        assert (back.status, "forwards" in (await back.json())["error"]) == (400, True)
