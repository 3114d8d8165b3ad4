"""A sample of the crash sweep: kill -9 at some instants of a day, alone and in pairs, a real process."""

from __future__ import annotations

import pytest

from bench.reliability.crashes.sweep import Sweep, distinct
from bench.reliability.points import Points

DAYS = 30
SEED = 6


@pytest.mark.timeout(600)
async def test_killed_at_any_instant_nothing_is_lost_and_nothing_is_done_twice() -> None:
    async with Sweep(workers=2) as sweep:
        found = [each async for each in sweep.sample(DAYS, SEED)]

    broken = [f"{each.replay}: {each.broken}" for each in found if not each.is_good]
    assert broken == []
    assert len(found) == DAYS
    assert sum(each.died for each in found) >= 0.9 * sum(len(each.deadly) for each in found), (
        "they were killed"
    )


@pytest.mark.timeout(120)
async def test_a_room_that_may_exist_is_asked_about_within_ten_seconds_of_the_restart() -> None:
    async with Sweep(workers=1) as sweep:
        found = await sweep.alone("create creating: before")

    assert found.is_good
    assert found.told
    assert max(found.told) <= 10


async def test_a_point_is_passed_before_and_after_each_call_by_its_name() -> None:
    passed: list[str] = []
    points = Points(passed.append)

    async def post(_: str) -> str:
        return "posted"

    watched = points.watched(post, lambda text: f"post {text}")
    assert await watched("card") == "posted"
    assert await watched("card") == "posted"

    assert passed == [
        "post card: before #1",
        "post card: after #1",
        "post card: before #2",
        "post card: after #2",
    ]
    assert distinct(["finish card: before #1", "finish card: after #1", "finish card: after #2"]) == [
        "finish card: after"
    ]
