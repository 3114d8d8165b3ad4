"""What goes over the web socket is written down as it goes, and can be made to go twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.slack import APP_TOKEN
from sandbox.traffic import Exchange
from tests.integration.slack_stage import Stage, actions, button, modal, stage


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage() as clinic:
        yield clinic


def envelopes(clinic: Stage) -> list[Exchange]:
    return [each for each in clinic.slack.traffic.exchanges if each.kind == "envelope"]


def frames(clinic: Stage) -> list[str]:
    return [each.name for each in clinic.slack.traffic.exchanges if each.kind == "frame"]


async def test_envelopes_have_readable_names_and_their_acks(clinic: Stage) -> None:
    clinic.app.form = modal(actions(button("Press", "press")))
    await clinic.dana.types("/room tomorrow")
    await clinic.dana.modal("A form")
    await clinic.dana.clicks("Press")
    await clinic.dana.submits()
    await clinic.dana.types("@Room tomorrow")
    told = [(each.name, each.outcome, each.is_trouble) for each in envelopes(clinic)]
    names = ["/room", "block_actions", "view_submission", "event app_mention"]
    assert told == [(name, "ack", False) for name in names]
    first = envelopes(clinic)[0]
    assert isinstance(first.asked, dict)
    assert (first.asked["payload"]["text"], first.asked["payload"]["token"]) == ("tomorrow", "•••")
    assert first.seconds is not None


async def test_connections_and_their_frames_are_told(clinic: Stage) -> None:
    assert frames(clinic) == ["connection opened", "hello"]
    await clinic.slack.socket.disconnect("warning")

    def is_back() -> bool | None:
        return frames(clinic).count("hello") == 2 or None

    assert await clinic.slack.changes.until(is_back, seconds=10)
    assert frames(clinic)[2:4] == ["disconnect warning", "connection closed"]


async def test_an_envelope_that_nobody_hears_is_trouble() -> None:
    async with stage(is_listening=False) as clinic:
        await clinic.dana.types("/room tomorrow")
        (told,) = envelopes(clinic)
        assert (told.outcome, told.is_trouble) == ("nobody listens", True)


async def test_a_silent_app_and_a_broken_connection_are_told_apart() -> None:
    async with stage(is_listening=False) as clinic:
        clinic.slack.socket.ack_seconds = 0.2
        opened = await clinic.client.apps_connections_open(app_token=APP_TOKEN)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await clinic.dana.types("/room silent")
            late = await socket.receive_json()
            await socket.send_json({"envelope_id": late["envelope_id"]})
            await clinic.slack.changes.until(lambda: None, seconds=0.1)
            lost = asyncio.create_task(clinic.dana.types("/room lost"))
            await socket.receive_json()
            clinic.slack.socket.cut()
            await lost
        assert [each.outcome for each in envelopes(clinic)] == ["no ack in 0.2 s", "connection lost"]
        assert "ack too late" in frames(clinic)


async def test_every_envelope_comes_twice_and_the_second_ack_changes_nothing(clinic: Stage) -> None:
    clinic.slack.socket.is_repeating = True
    await clinic.dana.types("/room tomorrow")
    await clinic.app.has_heard(2)
    first, second = (body["trigger_id"] for body in clinic.heard)
    assert first == second
    await settled(clinic, 2)
    once, again = envelopes(clinic)
    assert ids(once) == ids(again)
    assert (once.outcome, again.outcome) == ("ack", "ack")
    clinic.slack.socket.is_repeating = False
    await clinic.dana.types("/room once")
    assert len(envelopes(clinic)) == 3


async def test_only_the_first_of_two_acks_speaks() -> None:
    async with stage(is_listening=False) as clinic:
        clinic.slack.socket.is_repeating = True
        opened = await clinic.client.apps_connections_open(app_token=APP_TOKEN)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
            await socket.receive_json()
            typing = asyncio.create_task(clinic.dana.types("/room tomorrow"))
            for said in ("first", "second"):
                envelope = await socket.receive_json()
                await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": said}})
            await typing
            await settled(clinic, 2)
        assert [each.text for each in clinic.dana.messages()] == ["first"]


def ids(exchange: Exchange) -> str:
    assert isinstance(exchange.asked, dict)
    return str(exchange.asked["envelope_id"])


async def settled(clinic: Stage, count: int) -> None:
    traffic = clinic.slack.traffic

    def ended() -> bool | None:
        return len([each for each in envelopes(clinic) if each.outcome]) == count or None

    assert await traffic.changes.until(ended, seconds=5)
