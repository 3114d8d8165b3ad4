"""Back after a month: a sample of `bench.reliability.flood`, which lets ten thousand come."""

from __future__ import annotations

from datetime import timedelta

from bench.reliability.flood.flood import flooded

ROOMS = 200


async def test_a_flood_of_follow_ups_is_told_once_each_and_politely() -> None:
    found = await flooded(ROOMS, speed=40, distance=timedelta(milliseconds=5))

    assert (found.untold, found.told_again, found.unshown, found.doubles) == (0, 0, 0, ()), found.said
    assert found.most_in_flight <= 8
    assert found.turned_away < found.calls / 100
    assert max(found.waits) < 20, "who books meanwhile does not wait for the flood"
