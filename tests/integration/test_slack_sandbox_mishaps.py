"""Calls of Slack's stand-in that go wrong after they acted, and answers that are none."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest

from sandbox.slack import BOT_TOKEN, Fault
from sandbox.slack.faults import RESPONSE_URL, UPLOAD, Spoilt
from sandbox.slack.people import TEAM_CHANNEL
from tests.integration.slack_stage import Stage, stage


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


async def posts(clinic: Stage, seconds: float = 5) -> tuple[int, str, dict[str, str]]:
    """One call of chat.postMessage: status, body and headers."""
    url = f"{clinic.server.url}/slack/api/chat.postMessage"
    said = {"token": BOT_TOKEN, "channel": TEAM_CHANNEL, "text": "x"}
    limit = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=limit) as session, session.post(url, data=said) as answer:
        return answer.status, await answer.text(), dict(answer.headers)


@pytest.mark.parametrize(("acts", "stands"), [(False, 0), (True, 1)])
async def test_a_failing_status_says_nothing_about_whether_it_acted(
    clinic: Stage, acts: bool, stands: int
) -> None:
    clinic.slack.faults.add(Fault(status=500, acts=acts))
    status, page, _ = await posts(clinic)

    assert (status, "<html>" in page) == (500, True)
    assert len(clinic.dana.messages()) == stands
    assert clinic.slack.calls[-1].acted is acts


@pytest.mark.parametrize(("spoilt", "begins"), [("html", "<html>"), ("null", "null"), ("nothing", "")])
async def test_an_answer_with_status_200_may_be_none_although_it_acted(
    clinic: Stage, spoilt: Spoilt, begins: str
) -> None:
    clinic.slack.faults.add(Fault(spoilt=spoilt))
    status, text, _ = await posts(clinic)

    assert (status, text[:6]) == (200, begins)
    assert len(clinic.dana.messages()) == 1


async def test_half_an_answer_is_no_json(clinic: Stage) -> None:
    clinic.slack.faults.add(Fault(spoilt="half"))
    _, text, _ = await posts(clinic)

    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert text.startswith('{"ok": true')


@pytest.mark.parametrize("spoilt", ["drip", "silence"])
async def test_it_may_act_and_keep_the_caller_waiting(clinic: Stage, spoilt: Spoilt) -> None:
    clinic.slack.faults.add(Fault(spoilt=spoilt))
    with pytest.raises(TimeoutError):
        await posts(clinic, seconds=0.3)

    assert len(clinic.dana.messages()) == 1


async def test_too_many_calls_are_asked_to_come_back_in_any_words(clinic: Stage) -> None:
    told = []
    for asked in (7, "soon", None):
        clinic.slack.faults.add(Fault(status=429, retry_after=asked))
        told.append((await posts(clinic))[2].get("Retry-After"))
    clinic.slack.faults.add(Fault(status=429, retry_after=timedelta(minutes=5)))
    date = parsedate_to_datetime((await posts(clinic))[2]["Retry-After"])

    assert told == ["7", "soon", None]
    assert timedelta(minutes=4) < date - datetime.now(UTC) <= timedelta(minutes=5)


async def test_the_bytes_of_a_file_can_be_lost_on_their_way(clinic: Stage) -> None:
    clinic.slack.faults.add(Fault(method=UPLOAD, status=503), Fault(method=UPLOAD, status=503, acts=True))
    announced = await clinic.client.files_getUploadURLExternal(filename="a.txt", length=2)
    async with aiohttp.ClientSession() as session:
        told = [(await session.post(announced["upload_url"], data=b"ok")).status for _ in range(3)]

    assert told == [503, 503, 404], "the second one arrived, so the address is used up"


async def test_what_is_meant_for_any_method_hits_no_response_url() -> None:
    async with stage() as clinic:
        await clinic.dana.types("/room")
        (heard,) = clinic.heard
        clinic.slack.faults.stand(Fault(status=503))
        async with aiohttp.ClientSession() as session:
            first = await session.post(heard["response_url"], json={"text": "said"})
            clinic.slack.faults.stand(Fault(method=RESPONSE_URL, status=503, acts=True))
            second = await session.post(heard["response_url"], json={"text": "said all the same"})

        assert [first.status, second.status] == [200, 503]
        assert [each.text for each in clinic.dana.messages("ephemeral")] == ["said", "said all the same"]
