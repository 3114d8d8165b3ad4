"""What comes more than once, and what it did: played over the sandbox, and counted."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.reliability.deliveries import presses
from bench.reliability.deliveries.desk import Desk
from bench.reliability.deliveries.presses import AT_ONCE, PRESSES, Row
from handlers.connections import WIRES
from sandbox.slack.socket import Ack, NoAck
from sandbox.world import Sandbox

_MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
DELIVERIES, _AT_A_TIME = 1000, 20
PAIRS = 20
_MENTION = "@room tomorrow 3pm with pat@example.com"


@dataclass(kw_only=True)
class Found:
    """The figures."""

    bots: int
    answers: int = 0
    """To the one event."""
    unacked: int = 0
    """Deliveries of it that were not acked, because it was being answered: Slack makes them again."""
    presses: int = 0
    odd: list[str] = field(default_factory=list)
    """Double clicks that did not do what one click does."""
    both: int = 0
    """Pairs of a cancellation and a move of one room at once of which not exactly one happened."""
    untold: int = 0
    """Those who came second, and were not told."""
    event_acks: list[float] = field(default_factory=list)
    click_acks: list[float] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether all had one effect, and was acked in time."""
        is_once = self.answers == 1 and not (self.odd or self.both or self.untold)
        return is_once and max(late(self.event_acks), late(self.click_acks)) < 1


def late(seconds: list[float]) -> float:
    """What 99 of 100 stay under."""
    return sorted(seconds)[int(len(seconds) * 0.99)] if seconds else 0.0


@asynccontextmanager
async def world() -> AsyncIterator[tuple[Sandbox, int]]:
    """The sandbox, and how many bots are at work in it."""
    shared = os.environ.get("DATABASE_URL", "")
    bots = 2 if shared.startswith("postgres") else 1
    with tempfile.TemporaryDirectory(prefix="room-deliveries-") as folder:
        async with Sandbox(begins=_MORNING) as sandbox:
            for _ in range(bots):
                await sandbox.start_bot(shared if bots > 1 else f"sqlite:///{folder}/rooms.db")
            socket = sandbox.slack.socket
            wanted = WIRES * bots
            if not await sandbox.slack.changes.until(
                lambda: len(socket.connections) == wanted or None, seconds=60
            ):
                raise TimeoutError("\n".join(each.output for each in sandbox.keeper.bots))
            yield sandbox, bots


async def deliver(sandbox: Sandbox, found: Found) -> None:
    """One event, a thousand times, the first ones while it is being answered; by somebody who is known."""
    luz, socket = sandbox.person("luz"), sandbox.slack.socket
    await luz.types("@room friday 9am")
    before, sent = _answers(sandbox), len(socket.sent)
    mentioning = asyncio.create_task(luz.types(_MENTION))
    await sandbox.traffic.changes.until(lambda: len(socket.sent) > sent or None, seconds=5)
    event, again = socket.sent[-1]["payload"], {"retry_attempt": 1, "retry_reason": "timeout"}
    for _ in range(DELIVERIES // _AT_A_TIME):
        wave = [
            socket.send("events_api", event, accepts_payload=False, more=again) for _ in range(_AT_A_TIME)
        ]
        for each in await asyncio.gather(*wave, return_exceptions=True):
            if isinstance(each, Ack):
                found.event_acks.append(each.seconds)
            elif isinstance(each, NoAck):
                found.unacked += 1
    await mentioning
    found.answers = _answers(sandbox) - before


def _answers(sandbox: Sandbox) -> int:
    return sum(call.acted for call in sandbox.slack.calls_of("chat.postEphemeral"))


async def press(desk: Desk, found: Found, rounds: int) -> None:
    """Everything that has an effect, two times at once."""
    for _ in range(rounds):
        for row in PRESSES:
            await _press(desk, found, row)
    await presses.at_once(desk)
    for _ in range(rounds):
        for row in AT_ONCE:
            await _press(desk, found, row)


async def _press(desk: Desk, found: Found, row: Row) -> None:
    does = {**PRESSES, **AT_ONCE}[row]
    traffic = desk.world.traffic
    before = traffic.changes.version
    done = await presses.twice(desk, row, does)
    found.presses += 1
    told = (each for each in traffic.since(before) if each.kind == "envelope")
    found.click_acks += [each.seconds for each in told if each.seconds is not None]
    if done != does:
        found.odd.append(f"{row.__name__}: {done}, then read: {desk.dana.messages('ephemeral')[-1]}")


async def contend(desk: Desk, found: Found) -> None:
    """One room, cancelled by one person and moved by another at the same moment."""
    for _ in range(PAIRS):
        when = await desk.booked()
        await desk.dana.types(f"/room cancel {when}")
        cancelling = await desk.dana.sees("Cancel this session?")
        await desk.casey.types(f"/room reschedule {when} to {when.replace(':00', ':30')}")
        moving = await desk.casey.sees("Move this session?")
        before = desk.effects()
        read = {person: len(person.messages("ephemeral")) for person in (desk.dana, desk.casey)}
        await asyncio.gather(
            desk.dana.clicks("Cancel the room", cancelling), desk.casey.clicks("Move it", moving)
        )
        await desk.quiet()
        done = desk.effects().since(before)
        found.both += done.moves + done.cancels != 1
        second = desk.casey if done.cancels else desk.dana
        found.untold += len(second.messages("ephemeral")) == read[second]


async def measured(rounds: int) -> Found:
    """Everything, one after the other."""
    async with world() as (sandbox, bots):
        found, desk = Found(bots=bots), Desk(sandbox)
        await deliver(sandbox, found)
        await contend(desk, found)
        await press(desk, found, rounds)
        return found
