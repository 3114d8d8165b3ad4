"""What Slack delivers, and people press, more than once: one effect, counted at the stand-ins."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bench.reliability.deliveries import presses
from bench.reliability.deliveries.desk import Desk
from bench.reliability.deliveries.presses import AT_ONCE, PRESSES, Row
from sandbox.slack import Fault
from sandbox.world import Sandbox
from tests.manners import watched

MENTION = "@room tomorrow 3pm with pat@example.com"
ROWS = (
    presses.correct,
    presses.create,
    presses.late,
    presses.cancel,
    presses.give,
    presses.again,
    presses.settings,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    """One bot over two connections, for all that needs no crash."""
    async with watched() as world:
        bot = await world.start_bot(f"sqlite:///{tmp_path_factory.mktemp('deliveries')}/rooms.db")
        await world.bot_connected()
        assert await world.slack.changes.until(
            lambda: len(world.slack.socket.connections) == 2 or None, seconds=5
        )
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(world: Sandbox) -> Desk:
    return Desk(world)


def previews(sandbox: Sandbox) -> int:
    """How often a preview was shown to somebody who mentioned the bot."""
    return sum(call.acted for call in sandbox.slack.calls_of("chat.postEphemeral"))


async def test_one_event_delivered_a_thousand_times_is_answered_once(world: Sandbox) -> None:
    before = previews(world)
    world.slack.faults.add(Fault(method="chat.postEphemeral", delay=0.3))
    mentioning = asyncio.create_task(world.person("luz").types(MENTION))
    await world.slack.changes.until(lambda: world.slack.socket.sent or None, seconds=5)
    envelope = world.slack.socket.sent[-1]
    while_it_is_answered = [world.slack.socket.redeliver(envelope) for _ in range(300)]
    acks = await asyncio.gather(*while_it_is_answered)
    await mentioning
    acks += await asyncio.gather(*(world.slack.socket.redeliver(envelope) for _ in range(700)))

    assert len(acks) == 1000
    assert previews(world) == before + 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
async def test_pressed_twice_at_once_it_does_what_it_does_once(desk: Desk, row: Row) -> None:
    assert await presses.twice(desk, row, PRESSES[row]) == PRESSES[row]


async def test_of_cancelling_and_moving_at_once_one_happens_and_the_other_is_told(desk: Desk) -> None:
    when = await desk.booked()
    await desk.dana.types(f"/room cancel {when}")
    await desk.dana.sees("Cancel this session?")
    await desk.casey.types(f"/room reschedule {when} to {when.replace(':00', ':30')}")
    await desk.casey.sees("Move this session?")
    before = desk.effects()
    await asyncio.gather(desk.dana.clicks("Cancel the room"), desk.casey.clicks("Move it"))
    await desk.quiet()
    done = desk.effects().since(before)

    assert done.moves + done.cancels == 1
    loser = desk.casey if done.cancels else desk.dana
    told = await loser.sees("being changed right now", where="ephemeral")
    assert told.ephemeral


async def test_without_previews_too_what_is_pressed_twice_books_once(desk: Desk) -> None:
    """The last one in this world: it changes how the clinic books."""
    await presses.at_once(desk)
    done = {row: await presses.twice(desk, row, does) for row, does in AT_ONCE.items()}

    assert done == AT_ONCE


async def test_an_event_whose_answer_a_crash_cut_off_is_answered_once_when_slack_tells_it_again(
    tmp_path: Path,
) -> None:
    async with watched() as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        sandbox.slack.faults.add(Fault(method="chat.postEphemeral", delay=5))
        sandbox.slack.socket.ack_seconds = 0.5
        await dana.types(MENTION)
        await bot.kill()
        sandbox.slack.faults.clear()
        sandbox.slack.socket.ack_seconds = 3
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        sandbox.clock.push(timedelta(minutes=1))
        await dana.sees("Nothing is booked yet", where="ephemeral")
        sandbox.clock.push(timedelta(minutes=5))
        await dana.types("/room help")
        await dana.sees("Show this", where="ephemeral")

        assert previews(sandbox) == 1


async def test_told_to_stop_it_ends_what_is_under_way_and_loses_nothing(tmp_path: Path) -> None:
    async with watched() as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana, casey = sandbox.person("dana"), sandbox.person("casey")
        await dana.types("/room tomorrow 3pm with pat@example.com")
        preview = await dana.sees("Nothing is booked yet", where="ephemeral")
        sandbox.slack.faults.add(Fault(method="chat.postEphemeral", delay=2))
        mentioning = asyncio.create_task(casey.types("@room friday 4pm with lee@example.com"))
        await sandbox.slack.changes.until(lambda: sandbox.slack.calls_of("chat.postEphemeral"), seconds=5)
        await dana.clicks("Create room", preview)
        begun = time.monotonic()
        code = await bot.stop()
        took = time.monotonic() - begun
        await mentioning

        assert (code, took < 10) == (0, True)
        assert previews(sandbox) == 1, "the mention was answered first"
        assert [each.name for each in sandbox.slack.traffic.exchanges if each.is_trouble] == []
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await dana.sees("Patient link", where="thread")
        assert sandbox.betterpt.count("createPartnerVideoRoom") == len(sandbox.betterpt.rooms) == 1
