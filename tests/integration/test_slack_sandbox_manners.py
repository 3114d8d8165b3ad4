"""The validator over everything an app sends: stricter than Slack, and never in its way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.slack.people import DANA, TEAM_CHANNEL
from tests.integration.slack_stage import Stage, actions, button, entry, home, plain, section, stage

QUIET = {"unfurl_links": False, "unfurl_media": False}
MENU = {
    "type": "static_select",
    "action_id": "m",
    "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
}


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no fallback": ({"blocks": [section("A card")]}, "no text fallback"),
    "a link in the fallback": (
        {"text": "https://x.example", "blocks": [section("x")], **QUIET},
        "link in the text",
    ),
    "a link in the metadata": (
        {"text": "x", "metadata": {"event_type": "e", "event_payload": {"k": "http://x"}}},
        "link in the metadata",
    ),
    "a button of signs": (
        {"text": "x", "blocks": [actions(button(":x: →", "go"))]},
        "button of signs only",
    ),
    "a menu without a name": ({"text": "x", "blocks": [actions(MENU)]}, "neither placeholder nor label"),
    "everybody is called": ({"text": "x", "blocks": [section("with <!channel>")]}, "calls everybody"),
    "text without end": ({"text": "x" * 4001}, "4001 characters"),
    "a link that unfurls": (
        {"text": "x", "blocks": [section("<https://x.example|Join>")], "unfurl_links": False},
        "unfurl_media not off",
    ),
    "text that turns around": ({"text": "a \u202e b"}, "reading direction"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG.keys())
async def test_what_readers_are_owed_is_missed(clinic: Stage, arguments: dict[str, Any], said: str) -> None:
    sent = await clinic.client.api_call("chat.postMessage", json={"channel": TEAM_CHANNEL, **arguments})
    assert sent["ok"]
    (violation,) = clinic.slack.violations
    assert violation.startswith("chat.postMessage: ")
    assert said in violation


async def test_good_manners_go_without_a_word(clinic: Stage) -> None:
    named = button("❌", "no", accessibility_label="No")
    await clinic.client.chat_postMessage(
        channel=TEAM_CHANNEL,
        text="Your room",
        blocks=[
            section("<https://x.example|Join> &lt;!channel&gt;"),
            actions(
                named, button("Join", "join", url="https://x.example"), MENU | {"placeholder": plain("Who")}
            ),
        ],
        unfurl_links=False,
        unfurl_media=False,
    )
    await clinic.client.views_publish(user_id=DANA.id, view=home(entry("w", "When", "plain_text_input")))
    assert clinic.slack.violations == []


async def test_what_slack_refuses_is_refused_and_told(clinic: Stage) -> None:
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x", blocks=[section("")])
    assert "Slack refuses it: invalid_blocks" in clinic.slack.violations[-1]
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await clinic.client.chat_postMessage(channel="C0RANDOM", text="x")
    assert len(clinic.slack.violations) == 1  # where one may post is no question of manners


async def test_a_whisper_in_a_thread_without_replies_reaches_nobody(clinic: Stage) -> None:
    card = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card")
    whisper = {"channel": TEAM_CHANNEL, "user": DANA.id, "thread_ts": card["ts"]}
    await clinic.client.chat_postEphemeral(**whisper, text="Psst")
    assert [each.text for each in clinic.dana.messages()] == ["Card"]
    assert "nobody sees it" in clinic.slack.violations.pop()
    await clinic.dana.types("a reply", thread_ts=card["ts"])
    await clinic.client.chat_postEphemeral(**whisper, text="Psst")
    await clinic.dana.sees("Psst", where="thread")
    assert clinic.slack.violations == []


async def test_answers_by_response_url_and_views_are_looked_at_too(clinic: Stage) -> None:
    webhook = AsyncWebhookClient(clinic.slack._keys.issue(DANA.id, TEAM_CHANNEL))
    await webhook.send(text="", blocks=[section("x")])
    await webhook.send(delete_original=True)
    await clinic.client.views_publish(user_id=DANA.id, view=home(actions(button("…", "more"))))
    said = clinic.slack.violations
    assert [each.split(":")[0] for each in said] == ["response_url", "views.publish"]


async def test_what_is_scheduled_is_looked_at_when_it_is_scheduled(clinic: Stage) -> None:
    later = {"post_at": int(clinic.clock.now().timestamp()) + 600, "channel": TEAM_CHANNEL}
    for arguments in ({"text": "with <!here>"}, {"text": "x", "blocks": [section("<https://x.example|J>")]}):
        assert (await clinic.client.api_call("chat.scheduleMessage", json=later | arguments))["ok"]
    shout, link = clinic.slack.violations
    assert "calls everybody" in shout
    assert "unfurl_links and unfurl_media not off" in link
