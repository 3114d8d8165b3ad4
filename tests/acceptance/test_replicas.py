"""Bots on one PostgreSQL, and one of them dies now and then: samples of `bench.reliability`."""

from __future__ import annotations

from bench.reliability.replicas.survival import survived
from bench.reliability.tokens import restarted
from tests.postgres import serving


async def test_with_a_replica_killed_every_five_seconds_every_promise_is_kept_once() -> None:
    with serving() as server, server.database() as url:
        found = await survived(url, seconds=16, number=2, is_patient=False)

    assert found.kills == 3
    assert found.promises > 3, found.said
    assert (found.double_rooms, found.double_messages, found.losses) == ((), (), ()), found.said
    assert found.tokens == 1, "of replicas that started at the same instant"


async def test_a_bot_that_is_killed_and_started_again_goes_on_with_its_token() -> None:
    asked = await restarted(4, lifetimes=2)

    assert asked.requests == 2
