"""A sample of simulated worlds for every run, and that their judgement can go wrong."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest

from bench.reliability.simulation.checks import Outside, failures
from bench.reliability.simulation.clockwork import LeapingLoop, StoodStill
from bench.reliability.simulation.slack import Channel, Said
from bench.reliability.simulation.world import Size, World
from bot.models import Notice, NoticeKind, Task, TaskKind
from tests.fakes import NOON

SMALL, SEEDS = Size(days=1, rooms=4), range(200)
LONG = Size(days=12, rooms=60)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _errors_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "bot")


@pytest.fixture(scope="module")
def outside() -> Outside:
    """Of a world in which all went well."""
    world = World(3, Size(days=1, rooms=10))
    assert world.run().wrong == ()
    assert world.outside
    return world.outside


def wrong(seed: int, size: Size) -> list[str]:
    which = f"--days {size.days} --rooms {size.rooms} --seed {seed}"
    again = f"python -m bench.reliability.simulation {which} --trace"
    return [f"{again}\n  {each}" for each in World(seed, size).run().wrong]


@pytest.mark.timeout(600)
def test_whole_days_keep_every_promise() -> None:
    assert [each for seed in SEEDS for each in wrong(seed, SMALL)] == []


@pytest.mark.timeout(600)
def test_weeks_keep_every_promise() -> None:
    assert wrong(1, LONG) == []


def test_a_seed_is_the_same_world_in_every_process() -> None:
    command = [sys.executable, "-m", "bench.reliability.simulation", "--seed", "5", "--trace"]
    told = {
        subprocess.run(
            command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in "12"
    }
    (diary,) = told
    assert "all trouble is lifted" in diary


def test_nobody_waits_for_time_to_go_by() -> None:
    loop, began = LeapingLoop(), monotonic()
    loop.run_until_complete(asyncio.sleep(60 * 86_400))

    assert loop.time() == 60 * 86_400
    assert monotonic() - began < 5
    loop.close()


def test_a_world_that_stands_still_is_noticed() -> None:
    loop = LeapingLoop()
    with pytest.raises(StoodStill):
        loop.run_until_complete(loop.create_future())
    loop.close()


def of_kind(outside: Outside, kind: NoticeKind) -> Said:
    return next(said for said in outside.said if isinstance(said.first, Notice) and said.first.kind is kind)


def with_another(outside: Outside, said: Said) -> Outside:
    return replace(outside, channels={**outside.channels, "C0OTHER": Channel(said=[said])})


def with_a_room_more(outside: Outside) -> Outside:
    return replace(outside, booked=[*outside.booked, outside.booked[0]])


def with_a_start_that_nobody_meant(outside: Outside) -> Outside:
    first, *others = outside.booked
    return replace(outside, booked=[replace(first, starts=[first.start + HOUR]), *others])


def with_a_move_done_twice(outside: Outside) -> Outside:
    first, *others = outside.booked
    again = replace(first, starts=[first.start, first.start], is_changed_elsewhere=False)
    return replace(outside, booked=[again, *others])


def with_a_message_more(outside: Outside) -> Outside:
    return with_another(outside, replace(outside.said[0], channel="C0OTHER"))


def with_a_silent_slack(outside: Outside) -> Outside:
    return replace(outside, channels={})


def with_an_outcome_more(outside: Outside) -> Outside:
    told = of_kind(outside, NoticeKind.FOLLOW_UP)
    return with_another(outside, replace(told, key="another", channel="C0OTHER"))


def with_an_outcome_untold(outside: Outside) -> Outside:
    told = of_kind(outside, NoticeKind.FOLLOW_UP)
    channels = {
        name: replace(channel, said=[said for said in channel.said if said is not told])
        for name, channel in outside.channels.items()
    }
    return replace(outside, channels=channels)


def with_an_early_reminder(outside: Outside) -> Outside:
    told = of_kind(outside, NoticeKind.REMINDER)
    return with_another(outside, replace(told, key="another", channel="C0OTHER", latest=NOON))


def with_a_room_moved_behind_our_back(outside: Outside) -> Outside:
    return replace(outside, booked=[replace(each, start=each.start + HOUR) for each in outside.booked])


def with_links_where_others_read(outside: Outside) -> Outside:
    told = of_kind(outside, NoticeKind.LINKS)
    return with_another(outside, replace(told, key="another", channel="C0OTHER", was_shared=True))


def with_a_task_put_aside(outside: Outside) -> Outside:
    task = Task(key="aside", kind=TaskKind.ANNOUNCE, room_id="a", due=NOON, promised=NOON, why="broken")
    return replace(outside, parked=[task])


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (with_a_room_more, "no room twice"),
        (with_a_start_that_nobody_meant, "no start shifted"),
        (with_a_move_done_twice, "no move twice"),
        (with_a_message_more, "no message twice"),
        (with_a_silent_slack, "every unknown is told"),
        (with_a_silent_slack, "every wish is answered"),
        (with_an_outcome_more, "every outcome is told once"),
        (with_an_outcome_untold, "every outcome is told once"),
        (with_an_early_reminder, "nothing is said early"),
        (with_a_room_moved_behind_our_back, "cards agree"),
        (with_links_where_others_read, "no link goes outside"),
        (with_a_task_put_aside, "every setback is told"),
    ],
)
def test_what_goes_wrong_outside_is_found(
    outside: Outside, tampered: Callable[[Outside], Outside], found: str
) -> None:
    assert failures(outside) == []
    assert found in {each.partition(":")[0] for each in failures(tampered(outside))}
