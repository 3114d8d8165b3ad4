"""BetterPT's stand-in follows the documentation: entry, attendance, outreach, tokens, join pages."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.models import Patient
from bot.outreach import Event, outreach
from sandbox.betterpt import BetterPTSandbox, EntryRefused, Side
from sandbox.betterpt.calls import KEPT
from tests.integration.betterpt_partner import partner
from tests.integration.betterpt_stage import NOW, ROOM, START, HandClock, Stage, stage

MINUTE = timedelta(minutes=1)


async def room(here: Stage) -> str:
    return (await here.client().create(ROOM)).uid


@pytest.mark.parametrize(
    ("at", "is_open"),
    [(-6 * MINUTE, False), (-5 * MINUTE, True), (59 * MINUTE, True), (60 * MINUTE, False)],
)
async def test_people_enter_from_five_minutes_before_until_the_end(at: timedelta, *, is_open: bool) -> None:
    async with stage() as here:
        uid = await room(here)
        here.clock.time = START + at
        if is_open:
            here.sandbox.join(uid, "patient")
            return
        with pytest.raises(EntryRefused):
            here.sandbox.join(uid, "patient")


async def test_attendance_comes_from_who_was_there_and_is_told_two_hours_after_the_start() -> None:
    async with stage() as here:
        client = here.client()
        uid = await room(here)
        here.clock.time = START - 5 * MINUTE
        here.sandbox.join(uid, "patient")
        here.clock.time = START
        here.sandbox.join(uid, "provider")
        here.clock.time = START + 20 * MINUTE
        here.sandbox.leave(uid, "patient")
        assert (await client.get(uid)).attendance.status == "STARTED"
        here.clock.time = START + 119 * MINUTE
        assert not (await client.get(uid)).attendance.patient.attended
        here.clock.time = START + 120 * MINUTE
        seen = (await client.get(uid)).attendance
        assert (seen.patient.duration, seen.provider.duration) == (25, 60)  # at the end everybody is out


async def test_a_session_cannot_be_changed_once_the_provider_is_in() -> None:
    async with stage() as here:
        uid = await room(here)
        here.clock.time = START - 2 * MINUTE
        here.sandbox.join(uid, "provider")
        assert here.sandbox.rooms[uid].has_started(here.clock.now())


@pytest.mark.parametrize("event", ["booking", "reschedule", "cancellation"])
@pytest.mark.parametrize("email", [None, "pat@example.com"])
@pytest.mark.parametrize("phone", [None, "+12025550143"])
async def test_the_patient_gets_what_the_bot_says_they_get(
    event: Event, email: str | None, phone: str | None
) -> None:
    request = replace(ROOM.request, patient=Patient(email=email, phone=phone))
    async with stage() as here:
        client = here.client()
        uid = (await client.create(replace(ROOM, request=request))).uid
        sent_before = [letter for letter in here.sandbox.outbox if letter.at <= NOW]
        here.clock.push(minutes=1)
        if event == "reschedule":
            await client.reschedule(uid, START)
        elif event == "cancellation":
            await client.cancel(uid)
        else:
            sent_before = []
        promised = [
            (each.event, way.replace("calendar entry", "iCal"))
            for each in outreach(request, START, here.clock.now(), event)
            for way in each.by
        ]
        sent = [letter for letter in here.sandbox.outbox if letter not in sent_before]
        assert [(letter.event, letter.by) for letter in sent] == promised


async def test_who_asks_for_too_many_tokens_is_turned_away() -> None:
    async with stage(tokens_per_minute=2) as here, ClientSession() as http:
        grant = {
            "client_id": here.sandbox.client_id,
            "client_secret": here.sandbox.client_secret,
            "audience": here.sandbox.audience,
            "grant_type": "client_credentials",
        }
        seen = []
        for _ in range(3):
            async with http.post(here.sandbox.auth_url, json=grant) as answer:
                seen.append(answer.status)
        assert seen == [200, 200, 429]


async def test_the_page_behind_a_link_lets_its_holder_in_and_nobody_else() -> None:
    async with stage() as here, ClientSession() as http:
        await here.client().create(
            replace(
                ROOM,
                request=replace(
                    ROOM.request, provider=replace(ROOM.request.provider, name="<script>alert(1)</script>")
                ),
            )
        )
        (record,) = here.sandbox.rooms.values()
        here.clock.time = START
        async with http.post(record.patient_link, data={"action": "join"}) as page:
            text = await page.text()
        assert "You are in the room" in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert text.count("<script") == 1  # the page's own
        assert record.is_inside(Side.PATIENT, START)
        wrong = record.patient_link.replace("type=patient", "type=provider")
        async with http.post(wrong, data={"action": "join"}) as page:
            assert page.status == 403
        here.clock.time = START + timedelta(hours=1)
        async with http.post(record.provider_link, data={"action": "join"}) as page:
            assert page.status == 409
            assert "over" in await page.text()


def test_it_says_where_it_is() -> None:
    sandbox = BetterPTSandbox(HandClock(), "http://127.0.0.1:1")
    assert sandbox.rooms == {}
    assert sandbox.api_url == "http://127.0.0.1:1/v0/graphql-public"
    assert set(sandbox.environment) >= {"BETTERPT_API_URL", "BETTERPT_AUDIENCE"}


BROKEN: dict[str, tuple[bytes, int]] = {
    "no UTF-8": (b'{"query": "\xff"}', 400),
    "no JSON": (b"{", 400),
    "no object": (b"[]", 400),
    "a list for the operation's name": (b'{"query": "{ __typename }", "operationName": ["x"]}', 200),
    "an object for the operation's name": (b'{"query": "{ __typename }", "operationName": {}}', 200),
    "a list for the query": (b'{"query": []}', 400),
    "nesting without end": (b'{"query": "' + b"{ a " * 3000 + b'"}', 400),
}


@pytest.mark.parametrize(("body", "status"), BROKEN.values(), ids=BROKEN.keys())
async def test_a_broken_request_is_refused_and_breaks_nothing(body: bytes, status: int) -> None:
    async with partner() as me, me.http.post(me.here.sandbox.api_url, data=body, headers=me.bearer) as answer:
        assert answer.status == status
        assert await answer.json()
        async with me.http.post(me.here.sandbox.auth_url, data=body) as refused:
            assert refused.status == 403


async def test_a_token_of_no_letters_is_refused() -> None:
    async with stage() as here:
        address = urlsplit(here.sandbox.api_url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        body = b'{"query": "{ __typename }"}'
        head = f"POST {address.path} HTTP/1.0\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Authorization: Bearer a.\xff\r\n\r\n" + body)
        assert b" 401 " in await reader.readline()
        writer.close()
        await writer.wait_closed()


async def test_only_the_latest_calls_are_remembered() -> None:
    async with partner() as me:
        kept = me.here.sandbox.calls
        for _ in range(2):
            await me.asks("{ __typename }")
        assert len(kept) == 2
        kept.extend([kept[0]] * (KEPT - 2))
        await me.creates()
        assert (len(kept), kept[-1].operation) == (KEPT, "createPartnerVideoRoom")
