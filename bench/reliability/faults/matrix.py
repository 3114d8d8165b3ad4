"""The cells of the matrix: one call that goes wrong in one way, in a world of its own, and how that ends."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bench.reliability.faults.ends import AGAIN, Ends
from bench.reliability.faults.gate import Gate
from bench.reliability.faults.house import house
from bench.reliability.faults.mishaps import MISHAPS, Mishap, betterpts, slacks
from bench.reliability.faults.operations import OPERATIONS, Operation
from bench.reliability.faults.scene import PATIENCE, Scene, Stuck
from bench.reliability.pastime import Pastime
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
        said = () if state == AGAIN else scene.standing.doubles()
        doubles = (*said, *([f"{scene.rooms} rooms"] if scene.rooms > 1 else []))
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


def chosen(size: int | None, seed: int, only: str | None = None) -> list[tuple[Operation, Mishap]]:
    """Some of the cells, the same ones for the same seed; None is all."""
    wanted = [each for each in cells() if only is None or each[0].name.startswith(only)]
    if size is None:
        return wanted
    return random.Random(seed).sample(wanted, min(size, len(wanted)))  # noqa: S311  chooses, guards nothing
