"""Every mishap with every call: the real house over the stand-ins, and the named state that each ends in.

    python -m bench.reliability.faults                      the whole matrix, as a table
    python -m bench.reliability.faults --only 'create'      some of its rows
    python -m bench.reliability.faults --sample 100 --seed 2

Each cell has a sandbox, a ledger and a house of its own; many stand side by side, because most wait. A cell
without a named state, or with something that stands twice, is told in full.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bench.reliability.ends import Ends
from bench.reliability.gate import Gate
from bench.reliability.house import house
from bench.reliability.mishaps import MISHAPS, Mishap, betterpts, slacks
from bench.reliability.operations import OPERATIONS, Operation
from bench.reliability.pastime import Pastime
from bench.reliability.scene import PATIENCE, Scene, Stuck
from bot.errors import BotError
from sandbox.driver import NotThere
from sandbox.faults import Faults, Meant
from sandbox.world import Sandbox

_MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
_BUSY_AT_ONCE, _WAITING_AT_ONCE = 4, 12
_ACK_SECONDS = 20.0
"""How long a person here waits for an ack: many houses share one processor."""
_SHUT_FOR = 0.7
_UNTIL_GIVEN_UP = 16.0
"""Real seconds: longer than one call of Slack may take."""
_SLOWLY, _FAST = timedelta(seconds=1), timedelta(seconds=5)
"""How far the clock is put forward at each look at which nothing happened."""
NO_STATE = "?"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How one call ended that went wrong in one way."""

    operation: Operation
    mishap: Mishap
    state: str
    doubles: tuple[str, ...] = ()
    seen: str = field(default="", repr=False)
    """What a person sees then."""

    @property
    def name(self) -> str:
        """Its row and its column."""
        return f"{self.operation.name} × {self.mishap.name}"

    @property
    def is_good(self) -> bool:
        """Whether it ended in a state that has a name, and nothing stands twice."""
        return self.state != NO_STATE and not self.doubles


def cells() -> list[tuple[Operation, Mishap]]:
    """The whole matrix, row by row."""
    return [
        (operation, mishap)
        for operation in OPERATIONS
        for mishap in MISHAPS
        if mishap.fits(operation.cloud, operation.called)
    ]


async def ended(wanted: Iterable[tuple[Operation, Mishap]]) -> AsyncIterator[Cell]:
    """How each of them ended, as they end."""
    busy, waiting = asyncio.Semaphore(_BUSY_AT_ONCE), asyncio.Semaphore(_WAITING_AT_ONCE)

    async def one(trial: Trial) -> Cell:
        async with waiting if trial.is_waiting else busy:
            return await trial.run()

    for each in asyncio.as_completed([one(Trial(*cell)) for cell in wanted]):
        yield await each


class Trial:
    """One call that goes wrong in one way, in a world of its own."""

    def __init__(self, operation: Operation, mishap: Mishap) -> None:
        self._operation = operation
        self._mishap = mishap
        self._world = AsyncExitStack()
        self._gates: dict[str, Gate] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether most of its time is spent in waiting for somebody to give up."""
        return self._mishap.is_slow or self._operation.is_waited_for

    async def run(self) -> Cell:
        """Let it go wrong, and see how that ends."""
        async with self._world:
            sandbox = await self._world.enter_async_context(Sandbox(begins=_MORNING))
            sandbox.slack.socket.ack_seconds = _ACK_SECONDS
            pace = _SLOWLY if self.is_waiting else _FAST
            await self._world.enter_async_context(Pastime(sandbox).passing(pace))
            scene = Scene(sandbox)
            try:
                await self._play(scene)
            except (Stuck, NotThere) as error:
                return self._cell(NO_STATE, seen=str(error))
            return await self._seen(scene)

    async def _play(self, scene: Scene) -> None:
        """Open the house, and let happen what is to happen."""
        environment = await self._environment(scene.sandbox)
        if self._operation.at_start:
            self._order(scene.sandbox)
        try:
            await self._world.enter_async_context(house(environment))
        except BotError as error:
            scene.refused = error
            return
        await scene.until(lambda: bool(scene.sandbox.slack.socket.connections))
        await self._operation.begin(scene)
        if not self._operation.at_start:
            self._order(scene.sandbox)
        await self._operation.provoke(scene)

    async def _environment(self, sandbox: Sandbox) -> dict[str, str]:
        """The bot's, with a gate before each of the three servers that it calls."""
        folder = self._world.enter_context(tempfile.TemporaryDirectory(prefix="room-fault-"))
        environment = sandbox.environment(f"sqlite:///{folder}/rooms.db")
        for name in ("BETTERPT_API_URL", "BETTERPT_AUTH_URL", "SLACK_API_URL"):
            self._gates[name] = await self._world.enter_async_context(Gate(environment[name]))
        return environment | {name: gate.url for name, gate in self._gates.items()}

    def _order(self, sandbox: Sandbox) -> None:
        """From now on it goes wrong."""
        operation = self._operation
        if operation.after:
            sandbox.slack.faults.add(operation.after)
        if self._mishap.is_shut:
            self._world.push_async_callback(_awaited, asyncio.create_task(self._shut_for_a_while()))
        elif operation.cloud == "BetterPT" and (fault := betterpts(self._mishap, operation.called)):
            _let_go_wrong(sandbox.betterpt.faults, fault, operation.times)
        elif slack := slacks(self._mishap, operation.called):
            _let_go_wrong(sandbox.slack.faults, slack, operation.times)

    async def _shut_for_a_while(self) -> None:
        for gate in self._gates.values():
            gate.shut()
        await asyncio.sleep(_SHUT_FOR)
        for gate in self._gates.values():
            await gate.open()

    async def _seen(self, scene: Scene) -> Cell:
        """The state that it comes to, once nothing changes any more."""
        operation = self._operation
        patience = _UNTIL_GIVEN_UP if operation.given_up else PATIENCE
        await scene.sandbox.slack.changes.until(lambda: _named(operation.ends, scene), seconds=patience)
        await Pastime(scene.sandbox).quiet()
        state = _named(operation.ends, scene) or _named(operation.given_up, scene) or NO_STATE
        doubles = (*scene.standing.doubles(), *([f"{scene.rooms} rooms"] if scene.rooms > 1 else []))
        seen = "\n".join(f"  {each.text!r}" for each in scene.dana.messages())
        return self._cell(state, doubles=doubles, seen=seen)

    def _cell(self, state: str, *, seen: str, doubles: tuple[str, ...] = ()) -> Cell:
        return Cell(operation=self._operation, mishap=self._mishap, state=state, doubles=doubles, seen=seen)


F = TypeVar("F", bound=Meant)


def _let_go_wrong(faults: Faults[F], fault: F, times: int | None) -> None:
    if times is None:
        faults.stand(fault)
    else:
        faults.add(*[fault] * times)


async def _awaited(task: asyncio.Task[None]) -> None:
    await task


def _named(ends: Ends, scene: Scene) -> str | None:
    return next((name for name, is_so in ends.items() if is_so(scene)), None)


def table(found: Sequence[Cell]) -> str:
    """A Markdown row for each operation: what it ended in, and after which mishaps."""
    lines = ["| call | ended as | after |", "|---|---|---|"]
    for operation in OPERATIONS:
        of_it = [each for each in found if each.operation is operation]
        for state in dict.fromkeys(each.state for each in of_it):
            after = [each.mishap.name for each in of_it if each.state == state]
            lines.append(f"| {operation.name} | {state} ({len(after)}) | {', '.join(after)} |")
    return "\n".join(lines)


def figures(found: Sequence[Cell], seconds: float) -> str:
    """The figures as rows of a Markdown table."""
    told = {
        "cells": len(found),
        "calls × mishaps": f"{len({each.operation.name for each in found})} × {len(MISHAPS)}",
        "named states": len({each.state for each in found} - {NO_STATE}),
        "cells without a named state": sum(each.state == NO_STATE for each in found),
        "double rooms and messages": sum(len(each.doubles) for each in found),
        "the run took": f"{seconds:.0f} s",
    }
    return "\n".join(f"| {what} | {figure} |" for what, figure in told.items())


def chosen(size: int | None, seed: int, only: str | None = None) -> list[tuple[Operation, Mishap]]:
    """Some of the cells, the same ones for the same seed; None is all."""
    wanted = [each for each in cells() if only is None or each[0].name.startswith(only)]
    if size is None:
        return wanted
    return random.Random(seed).sample(wanted, min(size, len(wanted)))  # noqa: S311  chooses, guards nothing


async def run() -> int:
    """What the command line asks for; 1 if a cell is not good."""
    parser = argparse.ArgumentParser(prog="python -m bench.reliability.faults", description=__doc__)
    parser.add_argument("--only", help="rows whose name begins like that")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)  # what goes wrong is meant
    begun, found = time.monotonic(), []
    async for each in ended(chosen(asked.sample, asked.seed, asked.only)):
        found.append(each)
        if not each.is_good:
            print(f"{each.name}: {each.state} {[*each.doubles]}\n{each.seen}")
    order = {operation.name: at for at, operation in enumerate(OPERATIONS)}
    print(table(sorted(found, key=lambda each: order[each.operation.name])), "\n")
    print(figures(found, time.monotonic() - begun))
    return int(not all(each.is_good for each in found))


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
