"""One token: how many requests for it arrive, what becomes of the calls when there is none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import LedgerError, RoomMissing, RoomsRejected, RoomsUnauthorized, RoomsUnavailable
from sandbox.betterpt import Fault
from tests.integration.betterpt_stage import QUICK, ROOM, Store, stage

CREATE, GET = "createPartnerVideoRoom", "partnerVideoRoom"


async def test_twenty_callers_share_one_request_for_a_token() -> None:
    async with stage() as here:
        client = here.client(replace(QUICK, request=5, call=10, zones=5))
        rooms = await asyncio.gather(*(client.create(ROOM) for _ in range(20)))
        assert len({room.uid for room in rooms}) == len(here.sandbox.rooms) == 20
        assert here.sandbox.token_requests == 1


async def test_a_token_outlives_a_restart() -> None:
    async with stage() as here:
        first = here.client()
        uid = (await first.create(ROOM)).uid
        await first.close()
        assert (await here.client().get(uid)).uid == uid
        assert here.sandbox.token_requests == 1


async def test_another_environment_does_not_get_the_stored_token() -> None:
    async with stage() as here:
        await here.client().create(ROOM)
        other = here.client(auth_url=f"{here.sandbox.auth_url}?tenant=other")
        await other.create(ROOM)
        assert here.sandbox.token_requests == 2
        assert len(here.store.secrets) == 2


async def test_a_token_is_renewed_before_it_expires() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.clock.push(hours=23, minutes=54)
        await client.get(uid)
        assert here.sandbox.token_requests == 1
        here.clock.push(minutes=2)  # four minutes are left
        await client.get(uid)
        assert here.sandbox.token_requests == 2
        assert {call.status for call in here.sandbox.calls} == {200}


async def test_a_token_without_an_expiry_is_used_for_half_an_hour() -> None:
    async with stage() as here:
        here.sandbox.desk.has_expires_in = False
        here.sandbox.desk.life = timedelta()
        client = here.client()
        for _ in range(3):  # every one is over already: still there is no request per call but for a refusal
            with pytest.raises(RoomsUnauthorized):
                await client.get("any")
        assert here.sandbox.token_requests == 2


async def test_tokens_that_are_all_refused_are_not_asked_for_again_and_again() -> None:
    async with stage() as here:
        client = here.client()
        here.sandbox.faults.add(*[Fault(kind="refuse-before", status=401)] * 50)
        for _ in range(5):
            with pytest.raises(RoomsUnauthorized):
                await client.create(ROOM)
        assert here.sandbox.token_requests <= 2
        assert not here.sandbox.rooms


async def test_twenty_refused_callers_share_one_renewal() -> None:
    async with stage() as here:
        client = here.client(replace(QUICK, request=5, call=10))
        uid = (await client.create(ROOM)).uid
        here.sandbox.revoke_tokens()
        found = await asyncio.gather(*(client.get(uid) for _ in range(20)))
        assert len(found) == 20
        assert here.sandbox.token_requests == 2


async def test_a_token_that_worked_may_be_renewed_again_at_once() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        for _ in range(3):
            here.sandbox.revoke_tokens()
            assert (await client.get(uid)).uid == uid
        assert here.sandbox.token_requests == 4


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind="refuse-before", status=401), RoomsUnauthorized),
        (Fault(kind="refuse-before", status=403), RoomsUnauthorized),
        (Fault(kind="refuse-before", status=429, retry_after=3), RoomsUnavailable),
        (Fault(kind="refuse-before", status=500), RoomsUnavailable),
        (Fault(kind="reset-before"), RoomsUnavailable),
        (Fault(kind="hang"), RoomsUnavailable),
        (Fault(kind="html"), RoomsUnavailable),
        (Fault(kind="broken-json"), RoomsUnavailable),
        (Fault(kind="drip"), RoomsUnavailable),
    ],
    ids=lambda case: f"{case.kind}-{case.status}" if isinstance(case, Fault) else case.__name__,
)
async def test_without_a_token_nothing_is_sent(fault: Fault, error: type[Exception]) -> None:
    async with stage() as here:
        here.sandbox.faults.add(*[Fault(**{**vars(fault), "operation": "token"})] * 5)
        with pytest.raises(error) as told:
            await here.client().create(ROOM)
        assert not here.sandbox.calls
        assert type(told.value) is error


async def test_the_token_endpoints_wish_to_wait_is_kept_and_told() -> None:
    async with stage() as here:
        here.sandbox.faults.add(Fault(kind="refuse-before", operation="token", status=429, retry_after=3))
        client = here.client()
        for _ in range(4):
            with pytest.raises(RoomsUnavailable) as told:
                await client.create(ROOM)
            assert told.value.retry_after == timedelta(seconds=3)
        assert here.sandbox.token_requests == 1


async def test_wrong_credentials_are_told_and_not_tried_again_at_once() -> None:
    async with stage() as here:
        client = here.client(client_secret="wrong")
        for _ in range(3):
            with pytest.raises(RoomsUnauthorized):
                await client.get("any")
        assert here.sandbox.token_requests == 1


async def test_a_query_outlasts_a_hiccup_of_the_token_endpoint() -> None:
    async with stage() as here:
        here.sandbox.faults.add(Fault(kind="refuse-before", operation="token", status=502))
        with pytest.raises(RoomMissing):
            await here.client().get("any")


async def test_a_store_that_fails_does_not_stop_the_calls() -> None:
    class BrokenStore(Store):
        async def secret(self, name: str) -> str | None:
            raise LedgerError(name)

        async def save_secret(self, name: str, value: str) -> None:
            raise LedgerError(name, value)

    async with stage() as here:
        here.store = BrokenStore()
        client = here.client()
        await client.get((await client.create(ROOM)).uid)
        assert here.sandbox.token_requests == 1


async def test_two_processes_on_one_store_ask_for_one_token() -> None:
    async with stage() as here:
        first, second = here.client(), here.client()
        await asyncio.gather(*(each.prepare() for each in (first, second) * 5))

        assert here.sandbox.token_requests == 1


async def test_a_store_that_cannot_be_held_asks_nobody_for_a_token() -> None:
    class LockedOut(Store):
        @asynccontextmanager
        async def alone(self, name: str) -> AsyncIterator[None]:
            raise LedgerError(name)
            yield

    async with stage() as here:
        here.store = LockedOut()
        with pytest.raises(RoomsUnavailable):
            await here.client().prepare()
        assert here.sandbox.token_requests == 0


async def test_no_log_line_tells_who_the_patient_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="bot.betterpt")
    said = "pat@example.com, +1 202-555-0143 and chart-4711 at https://example.com/room/1?code=2 are wrong"
    async with stage() as here:
        here.sandbox.faults.add(Fault(kind="errors", operation=CREATE, message=said))
        client = here.client()
        with pytest.raises(RoomsRejected) as told:
            await client.create(ROOM)
        room = await client.create(ROOM)
        here.sandbox.faults.add(Fault(kind="token-revoked", operation=GET), Fault(kind="html", operation=GET))
        await client.get(room.uid)
        stored = json.loads(next(iter(here.store.secrets.values())))["value"]
    assert len(caplog.records) >= 3
    for private in (
        "pat@",
        "0143",
        "4711",
        "code=",
        "Dana",
        "dana@",
        stored,
        "sandbox-secret",
        room.patient_link,
    ):
        assert private not in caplog.text + str(told.value)
