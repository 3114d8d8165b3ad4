"""Replicas that work and die while a clinic books, and what is found when all has come to rest."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic
from types import TracebackType
from typing import Self

import psycopg

from bench.reliability.lapse import Lapse
from bench.reliability.nursery import Fate, Nursery
from bench.reliability.replicas.clerk import Clerk, Promise
from bench.reliability.replicas.verdict import Verdict
from bench.reliability.staff import hire
from bot.models import LEASE
from sandbox.betterpt.records import Side
from sandbox.world import Sandbox

_MORNING = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
_REPLICAS = 3
_CLERKS = 12
_PAUSE = 3.0
"""Real seconds between two acts of one of them, on the average."""
_SPEED, _FAST = 5, 25
"""Seconds of the clinic in a real one: while they work, and afterwards."""
_KILLED_EVERY = 5.0
_QUIET, _VERY_QUIET = 0.05, 2.0
"""Real seconds without anything."""
_GIVEN_UP = 60.0
"""Real seconds without anything more that was told, after which the rest is lost."""
_STEP = timedelta(seconds=100)
"""What is due for less than two minutes is not late to the bot."""
_UNTIL_TOLD = timedelta(minutes=135)
"""After the last session's start everything about it was told."""


@dataclass(frozen=True, kw_only=True)
class Survived:
    """What came of it."""

    kills: int
    promises: int
    changes: int
    again: int
    """Unknown outcomes after which somebody said "Create again"."""
    left: int
    double_rooms: tuple[str, ...]
    double_messages: tuple[str, ...]
    losses: tuple[str, ...]
    tokens: int
    said: str
    """The logs of all lives."""

    @property
    def is_good(self) -> bool:
        return not (self.double_rooms or self.double_messages or self.losses) and self.tokens == 1


class Replicas:
    """Bots over one ledger; whoever dies is born again at once."""

    def __init__(self, nurseries: Sequence[Nursery], environment: dict[str, str], folder: Path) -> None:
        self._nurseries = nurseries
        self._environment = environment
        self._folder = folder
        self._lives: dict[int, asyncio.Task[int]] = {}

    async def __aenter__(self) -> Self:
        self._keeping = [asyncio.create_task(self._keep(place)) for place in range(len(self._nurseries))]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for keeping in self._keeping:
            keeping.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        for place in self._lives:
            self.kill(place)
        await asyncio.gather(*self._lives.values(), return_exceptions=True)

    def kill(self, place: int) -> None:
        """End one of them at once (SIGKILL), counted on from the first."""
        self._lives[place % len(self._nurseries)].cancel()

    @property
    def said(self) -> str:
        """What all of them wrote into their logs."""
        return "".join(log.read_text() for log in sorted(self._folder.glob("log-*")))

    async def _keep(self, place: int) -> None:
        for life in count():
            passed, log = (str(self._folder / f"{kind}-{place}-{life}") for kind in ("passed", "log"))
            fate = Fate(environment=self._environment, passed=passed, log=log)
            self._lives[place] = asyncio.create_task(self._nurseries[place].life(fate))
            await asyncio.wait({self._lives[place]})


async def survived(
    url: str, *, seconds: float, number: int = _REPLICAS, seed: int = 1, is_patient: bool = True
) -> Survived:
    """Let them work and die for so many real seconds, and everything come to rest.

    Who is not `is_patient` does not wait until the leases of the dead run out, but lets them run out.
    """
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="room-replicas-")))
        sandbox = await opened.enter_async_context(Sandbox(begins=_MORNING))
        nurseries = [await opened.enter_async_context(Nursery()) for _ in range(number)]
        bots = await opened.enter_async_context(Replicas(nurseries, sandbox.environment(url), folder))
        await sandbox.slack.connected(seconds=60)
        clerks = [Clerk(sandbox, each, _random(seed, each.id)) for each in hire(sandbox, _CLERKS)]
        kills = await _work(sandbox, clerks, bots, seconds)
        await (asyncio.sleep(LEASE.total_seconds()) if is_patient else _free(url, sandbox))
        async with Lapse(sandbox.clock, _FAST):  # Slack's rate limits run by the clinic's clock
            await _day_goes_by(sandbox, clerks)
            await _all_told(sandbox, clerks)
        return _survived(sandbox, clerks, bots, kills)


def _random(seed: int, who: str) -> Random:
    return Random(f"{seed}-{who}")  # noqa: S311  it plays, and guards nothing


async def _work(sandbox: Sandbox, clerks: Sequence[Clerk], bots: Replicas, seconds: float) -> int:
    """How many were killed meanwhile."""
    kills = int(seconds / _KILLED_EVERY)
    async with Lapse(sandbox.clock, _SPEED), asyncio.TaskGroup() as working:
        for clerk in clerks:
            working.create_task(clerk.works(seconds, _PAUSE))
        for kill in range(kills):
            await asyncio.sleep(_KILLED_EVERY)
            bots.kill(kill)
    return kills


async def _free(url: str, sandbox: Sandbox) -> None:
    """When all is quiet, the two minutes of a lease pass at once: the server's clock cannot be pushed."""
    await _quiet(sandbox, _VERY_QUIET)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("UPDATE tasks SET lease = 0 WHERE lease IS NOT NULL")


async def _day_goes_by(sandbox: Sandbox, clerks: Sequence[Clerk]) -> None:
    """A step after the other, whenever nothing happens any more, until everything was told."""
    while not _is_all_over(sandbox):
        _hold_sessions(sandbox)
        for clerk in clerks:
            await clerk.decides()
        await _quiet(sandbox)
        sandbox.clock.push(_STEP)
    await _quiet(sandbox, _VERY_QUIET)


async def _all_told(sandbox: Sandbox, clerks: Sequence[Clerk]) -> None:
    """What is late is told one message after the other: wait for it as long as it gets less."""
    least, since = None, monotonic()
    while losses := len(Verdict(sandbox, _promised(clerks)).losses()):
        if least is None or losses < least:
            least, since = losses, monotonic()
        if monotonic() - since > _GIVEN_UP:
            return
        await asyncio.sleep(_VERY_QUIET)


def _promised(clerks: Sequence[Clerk]) -> list[Promise]:
    return [promise for clerk in clerks for promise in clerk.promises]


def _is_all_over(sandbox: Sandbox) -> bool:
    starts = [room.start for room in sandbox.betterpt.rooms.values()]
    return not starts or sandbox.clock.now() > max(starts) + _UNTIL_TOLD


def _hold_sessions(sandbox: Sandbox) -> None:
    """Everybody comes to every session."""
    now = sandbox.clock.now()
    for room in sandbox.betterpt.rooms.values():
        if room.start <= now and not room.is_cancelled and not room.visits[Side.PROVIDER]:
            sandbox.betterpt.attend(room.uid, provider_minutes=50, patient_minutes=47)


async def _quiet(sandbox: Sandbox, seconds: float = _QUIET) -> None:
    """Wait until nothing happens any more."""
    while True:
        before = sandbox.slack.changes.version + sandbox.betterpt.changes.version
        await asyncio.sleep(seconds)
        if before == sandbox.slack.changes.version + sandbox.betterpt.changes.version:
            return


def _survived(sandbox: Sandbox, clerks: Sequence[Clerk], bots: Replicas, kills: int) -> Survived:
    promises = _promised(clerks)
    verdict = Verdict(sandbox, promises)
    return Survived(
        kills=kills,
        promises=len(promises),
        changes=sum(each.is_moved + each.is_cancelled for each in promises),
        again=sum(len(each.ids) - 1 for each in promises),
        left=sum(each.is_left for each in promises),
        double_rooms=tuple(verdict.double_rooms()),
        double_messages=tuple(verdict.double_messages()),
        losses=tuple(verdict.losses()),
        tokens=sandbox.betterpt.token_requests,
        said=bots.said,
    )
