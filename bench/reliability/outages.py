"""Slack goes away in every way it can and comes back: how soon the bot listens again, and what it missed.

    python -m bench.reliability.outages [--seconds 60]

Somebody mentions the bot every second all the while. What was not acked Slack delivers again at once, after
one and after five minutes; at the end each mention must have been answered, once. Counted at the stand-in.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from handlers.connections import WIRES
from sandbox.slack import Fault
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.world import Sandbox

_MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
_OPEN = "apps.connections.open"
_GOAL = 45.0
_MOST = 60.0
"""Real seconds in which it is waited for."""
_AGAIN = (timedelta(minutes=1), timedelta(minutes=5))
_SETTLED = 2.0
_LET_GO = 35.0
"""Real seconds: the lease of a delivery is 30."""


class Outage(NamedTuple):
    """One way of going away."""

    name: str
    begin: Callable[[Sandbox], Awaitable[None]]
    is_lasting: bool = True
    """Whether it is over only when `end` is called."""


def _asked(reason: str) -> Outage:
    async def begin(world: Sandbox) -> None:
        await world.slack.socket.disconnect(reason)

    return Outage(f"both connections are told to go: {reason}", begin, is_lasting=False)


def _cut_and(fault: Fault, name: str) -> Outage:
    async def begin(world: Sandbox) -> None:
        world.slack.faults.stand(fault)
        world.slack.socket.cut()

    return Outage(name, begin)


async def _cut(world: Sandbox) -> None:
    world.slack.socket.cut()


async def _freeze(world: Sandbox) -> None:
    world.slack.socket.freeze()


async def _mute(world: Sandbox) -> None:
    world.slack.faults.stand(Fault(status=503))


async def _refuse(world: Sandbox) -> None:
    world.slack.socket.is_refusing = True
    world.slack.socket.cut()


OUTAGES = (
    *map(_asked, ("warning", "refresh_requested", "too_many_websockets", "link_disabled")),
    Outage("both connections break", _cut, is_lasting=False),
    Outage("both lead nowhere although open (no frame, no pong)", _freeze, is_lasting=False),
    _cut_and(Fault(method=_OPEN, status=500), f"broken, and {_OPEN} answers 500"),
    _cut_and(Fault(method=_OPEN, status=429, retry_after=30), f"broken, and {_OPEN} answers 429"),
    _cut_and(Fault(method=_OPEN, delay=30), f"broken, and {_OPEN} hangs"),
    Outage("broken, and no address leads anywhere", _refuse),
    _cut_and(Fault(status=503), "broken, and all of Slack answers 503"),
    Outage("connected, but nothing can be answered: all of Slack answers 503", _mute),
)


def end(world: Sandbox) -> None:
    """Slack is well again."""
    world.slack.socket.is_refusing = False
    world.slack.faults.clear()


@dataclass(frozen=True, kw_only=True)
class Back:
    """What came of an outage."""

    name: str
    seconds: float
    """From the recovery until a gesture was acked again."""
    mentions: int
    lost: int
    twice: int

    @property
    def is_good(self) -> bool:
        return self.seconds <= _GOAL and not (self.lost or self.twice)


class Watch:
    """Somebody who mentions the bot every second, and counts the answers."""

    def __init__(self, world: Sandbox) -> None:
        self._world = world
        self._luz = world.person("luz")
        self._said: list[str] = []
        self._saying: set[asyncio.Task[None]] = set()
        self._is_over = False

    async def through(self, outage: Outage, seconds: float) -> Back:
        """Let it come and go."""
        self._said, self._is_over = [], False
        talking = asyncio.create_task(self._talk())
        await asyncio.sleep(1)
        await outage.begin(self._world)
        await asyncio.sleep(seconds if outage.is_lasting else 0)
        end(self._world)
        back = await self._seconds_until_heard()
        self._is_over = True
        await talking
        await self._told_again()
        answers = self._answers()
        return Back(
            name=outage.name,
            seconds=back,
            mentions=len(self._said),
            lost=sum(answers[each] == 0 for each in self._said),
            twice=sum(answers[each] > 1 for each in self._said),
        )

    async def _talk(self) -> None:
        while not self._is_over:
            patient = f"pat-{time.monotonic_ns()}@example.com"
            self._said.append(patient)
            task = asyncio.create_task(self._luz.types(f"@room tomorrow 3pm with {patient}"))
            self._saying.add(task)
            task.add_done_callback(self._saying.discard)
            await asyncio.sleep(1)
        await asyncio.gather(*self._saying)

    async def _seconds_until_heard(self) -> float:
        begun = time.monotonic()
        while time.monotonic() - begun < _MOST:
            if await _is_heard(self._world.slack.socket, self._luz.id):
                return time.monotonic() - begun
            await asyncio.sleep(0.1)
        return _MOST

    async def _told_again(self) -> None:
        """Let Slack's later attempts come, no sooner than the ledger lets go of an answer that failed."""
        for later in _AGAIN:
            begun = time.monotonic()
            while self._answers().keys() < {*self._said} and time.monotonic() - begun < _LET_GO:  # noqa: ASYNC110  a call is no event
                await asyncio.sleep(_SETTLED)
            self._world.clock.push(later)
        await asyncio.sleep(_SETTLED)

    def _answers(self) -> Counter[str]:
        """How often each mention was answered."""
        posted = (call for call in self._world.slack.calls_of("chat.postEphemeral") if call.acted)
        told = [str(call.arguments.get("blocks")) for call in posted]
        return Counter(each for each in self._said for blocks in told if each in blocks)


async def _is_heard(socket: SocketMode, user: str) -> bool:
    """Whether a command is acked within a second: `/room help`, as it is typed."""
    payload = {"command": "/room", "text": "help", "user_id": user, "channel_id": "C0TELEHEALTH"}
    trigger = {"trigger_id": f"outage-{time.monotonic_ns()}"}
    with suppress(NoAck, NoConnection, TimeoutError):
        async with asyncio.timeout(1):
            await socket.send("slash_commands", payload | trigger, accepts_payload=True)
            return True
    return False


async def measured(seconds: float) -> list[Back]:
    """Every outage, one after the other, through one process of the bot."""
    found = []
    with tempfile.TemporaryDirectory(prefix="room-outages-") as folder:
        async with Sandbox(begins=_MORNING) as world:
            world.slack.socket.ticket_seconds = min(world.slack.socket.ticket_seconds, seconds / 2)
            bot = await world.start_bot(f"sqlite:///{folder}/rooms.db")
            watch = Watch(world)
            for outage in OUTAGES:
                await _connected(world)
                found.append(await watch.through(outage, seconds))
            if bot.exit_code is not None:
                print(bot.output)
    return found


async def _connected(world: Sandbox) -> None:
    connections = world.slack.socket.connections
    if not await world.slack.changes.until(lambda: len(connections) == WIRES or None, seconds=_MOST):
        raise TimeoutError("the bot does not connect")


def table(found: list[Back], seconds: float) -> Iterator[str]:
    """The figures as a Markdown table."""
    yield f"| for {seconds:.0f} s, where it lasts | back after (≤ 45 s) | mentions | lost | answered twice |"
    yield "|---|---|---|---|---|"
    for each in found:
        yield f"| {each.name} | {each.seconds:.1f} s | {each.mentions} | {each.lost} | {each.twice} |"


def main() -> int:
    """Print the table; 1 if a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60, help="how long Slack stays away")
    seconds: float = asked.parse_args().seconds
    found = asyncio.run(measured(seconds))
    print("\n".join(table(found, seconds)))
    is_good: Mapping[bool, int] = {True: 0, False: 1}
    return is_good[all(each.is_good for each in found)]


if __name__ == "__main__":
    raise SystemExit(main())
