"""Trouble that stands: it hits every call it is meant for, over real HTTP, and is over when it is lifted."""

from __future__ import annotations

from asyncio import timeout
from time import monotonic

import pytest
from aiohttp import ServerDisconnectedError

from sandbox.betterpt import CHANGING, EVERYTHING, TOKEN, Fault
from tests.integration.betterpt_partner import ASKED, CANCEL, CREATE, GET, Partner, partner


async def creates(me: Partner) -> int:
    return (await me.asks(CREATE, input=ASKED))[0]


async def test_slow_is_right_but_late() -> None:
    async with partner() as me:
        me.here.sandbox.faults.stand(Fault(kind="slow", seconds=0.3))
        began = monotonic()
        made = await me.creates()
        assert await me.sees(made["uid"]) == made
        assert monotonic() - began > 0.6
        me.here.sandbox.faults.stand(Fault(kind="slow", seconds=100))
        me.here.sandbox.faults.lift()
        async with timeout(20):
            await me.creates()


async def test_down_is_everything_the_token_endpoint_too_and_nothing_is_done() -> None:
    async with partner() as me:
        held = dict(me.bearer)
        me.here.sandbox.faults.stand(Fault(kind="refuse-before", status=503, operation=EVERYTHING))
        async with me.http.post(me.here.sandbox.auth_url, json={}) as answer:
            assert answer.status == 503
        assert [await creates(me) for _ in range(3)] == [503] * 3
        me.bearer = {}  # a server that is down does not look at tokens
        assert await creates(me) == 503
        assert me.here.sandbox.rooms == {}
        me.here.sandbox.faults.lift()
        me.bearer = held
        assert await creates(me) == 200


async def test_lost_changes_rooms_without_a_word_and_reads_as_ever() -> None:
    async with partner() as me:
        uid = (await me.creates())["uid"]
        me.here.sandbox.faults.stand(Fault(kind="act-then-reset", operation=CHANGING))
        for query, variables in ((CREATE, {"input": ASKED}), (CANCEL, {"uid": uid})):
            with pytest.raises(ServerDisconnectedError):
                await me.asks(query, **variables)
        assert len(me.here.sandbox.rooms) == 2
        assert (await me.sees(uid))["status"] == "CANCELLED"
        assert await me.token() == 200
        me.here.sandbox.faults.lift()
        assert await creates(me) == 200


async def test_limited_says_when_to_come_back() -> None:
    async with partner() as me:
        me.here.sandbox.faults.stand(Fault(kind="refuse-before", status=429, retry_after=30))
        asked = {"query": GET, "variables": {"uid": "x"}}
        for _ in range(2):
            async with me.http.post(me.here.sandbox.api_url, json=asked, headers=me.bearer) as answer:
                assert (answer.status, answer.headers["retry-after"]) == (429, "30")
        assert await me.token() == 200
        me.here.sandbox.faults.lift()
        assert await creates(me) == 200


async def test_what_is_queued_goes_before_what_stands() -> None:
    async with partner() as me:
        me.here.sandbox.faults.stand(Fault(kind="refuse-before", status=503))
        me.here.sandbox.faults.add(Fault(kind="refuse-before", status=418))
        assert [await creates(me) for _ in range(3)] == [418, 503, 503]


@pytest.mark.parametrize(
    ("operation", "hit"),
    [
        (None, {"createPartnerVideoRoom", "partnerVideoRoom"}),
        (CHANGING, {"createPartnerVideoRoom"}),
        (EVERYTHING, {"createPartnerVideoRoom", "partnerVideoRoom", TOKEN}),
        (TOKEN, {TOKEN}),
        ("partnerVideoRoom", {"partnerVideoRoom"}),
    ],
)
def test_a_fault_is_meant_for_what_it_names(operation: str | None, hit: set[str]) -> None:
    fault = Fault(kind="slow", operation=operation)
    calls = ("createPartnerVideoRoom", "partnerVideoRoom", TOKEN)
    assert {each for each in calls if fault.fits(each)} == hit


async def test_trouble_is_news() -> None:
    async with partner() as me:
        before = me.here.sandbox.changes.version
        me.here.sandbox.faults.stand(Fault(kind="slow"))
        me.here.sandbox.faults.lift()
        assert me.here.sandbox.changes.version == before + 2


async def test_a_call_keeps_what_was_answered_unless_it_was_lost() -> None:
    async with partner() as me:
        made = await me.creates()
        me.here.sandbox.faults.add(Fault(kind="act-then-reset"))
        with pytest.raises(ServerDisconnectedError):
            await creates(me)
        kept, lost = me.here.sandbox.calls
        assert kept.answer == {"data": {"createPartnerVideoRoom": made}}
        assert (lost.answer, lost.status) == (None, None)
        assert "patientLink" not in str(kept)
