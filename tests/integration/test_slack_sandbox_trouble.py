"""Trouble that stands until it is lifted, as a visitor of the page orders it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack import Fault
from sandbox.slack.people import TEAM_CHANNEL
from tests.integration.slack_granted import refusal
from tests.integration.slack_stage import Stage, stage


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


async def test_every_call_is_turned_away_until_that_is_lifted(clinic: Stage) -> None:
    clinic.slack.faults.stand(Fault(status=429, retry_after=5))
    for _ in range(2):
        with pytest.raises(SlackApiError) as limited:
            await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x")
        assert limited.value.response["error"] == "ratelimited"
        assert limited.value.response.headers["Retry-After"] == "5"
    assert await refusal(clinic.client.auth_test()) == "ratelimited"
    clinic.slack.faults.lift()
    await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="x")
    assert len(clinic.dana.messages()) == 1


async def test_a_failing_slack_answers_with_a_web_page(clinic: Stage) -> None:
    clinic.slack.faults.stand(Fault(status=503))
    url = f"{clinic.server.url}/slack/api/auth.test"
    async with aiohttp.ClientSession() as session, session.post(url) as answer:
        assert (answer.status, answer.content_type) == (503, "text/html")
        assert "<html>" in await answer.text()


async def test_trouble_can_stand_for_some_methods_and_orders_go_first(clinic: Stage) -> None:
    clinic.slack.faults.stand(Fault(method="chat.postMessage", error="internal_error"))
    clinic.slack.faults.add(Fault(method="chat.postMessage", error="fatal_error"))
    post = clinic.client.chat_postMessage
    assert await refusal(post(channel=TEAM_CHANNEL, text="x")) == "fatal_error"
    assert await refusal(post(channel=TEAM_CHANNEL, text="x")) == "internal_error"
    assert (await clinic.client.auth_test())["ok"]
    clinic.slack.faults.clear()
    assert (await post(channel=TEAM_CHANNEL, text="x"))["ok"]


async def test_a_slow_slack_is_slow_for_every_call_at_once(clinic: Stage) -> None:
    clinic.slack.faults.stand(Fault(delay=0.5))
    begun = time.monotonic()
    await asyncio.gather(*(clinic.client.auth_test() for _ in range(20)))
    assert 0.5 <= time.monotonic() - begun < 8  # one after the other it would be ten
