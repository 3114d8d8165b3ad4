"""One token per lifetime: however often the bot is started anew, and however many of them start at once.

    python -m bench.reliability.tokens [--restarts 100] [--rounds 10]

Every life is ended by SIGKILL, after a room was booked in it; what is counted are the requests at BetterPT's
token endpoint. The replicas share a PostgreSQL: the one that TEST_DATABASE_URL names, or one of our own.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.reliability.booking import PATIENCE, book
from bench.reliability.nursery import Fate, Nursery
from handlers.connections import WIRES
from sandbox.betterpt.tokens import LIFE
from sandbox.world import Sandbox
from tests.postgres import Server, serving

_BEGINS = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
_FIRST = datetime(2027, 1, 4, tzinfo=UTC)
"""The day that the first room is for."""
_LIFETIMES = 4
_REPLICAS = 3
_PEOPLE = ("dana", "lee", "casey")
_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How often BetterPT was asked for a token."""

    starts: int
    lifetimes: int
    requests: int


async def restarted(restarts: int, lifetimes: int = _LIFETIMES) -> Asked:
    """One bot on a SQLite file, killed and started again; so many tokens are needed meanwhile."""
    async with _world(1) as (sandbox, nurseries, folder):
        environment = sandbox.environment(f"sqlite:///{folder}/rooms.db")
        for life in range(restarts):
            if life % -(-restarts // lifetimes) == 0 and life:
                sandbox.clock.push(LIFE + _AFTER)
            async with _living(sandbox, nurseries, environment, folder / str(life)):
                await _books(sandbox, "dana", life)
        return Asked(starts=restarts, lifetimes=lifetimes, requests=sandbox.betterpt.token_requests)


async def at_once(server: Server) -> Asked:
    """Replicas that start at the same instant on an empty ledger, and whose token then runs out."""
    async with _world(_REPLICAS) as (sandbox, nurseries, folder):
        with server.database() as url:
            async with _living(sandbox, nurseries, sandbox.environment(url), folder):
                await asyncio.gather(*(_books(sandbox, who, 0) for who in _PEOPLE))
                sandbox.clock.push(LIFE + _AFTER)
                await asyncio.gather(*(_books(sandbox, who, 1) for who in _PEOPLE))
        return Asked(starts=_REPLICAS, lifetimes=2, requests=sandbox.betterpt.token_requests)


@asynccontextmanager
async def _world(bots: int) -> AsyncIterator[tuple[Sandbox, Sequence[Nursery], Path]]:
    """A sandbox, where so many bots can be born, and a folder."""
    async with AsyncExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="room-tokens-"))
        sandbox = await opened.enter_async_context(Sandbox(begins=_BEGINS))
        nurseries = [await opened.enter_async_context(Nursery()) for _ in range(bots)]
        yield sandbox, nurseries, Path(folder)


@asynccontextmanager
async def _living(
    sandbox: Sandbox, nurseries: Sequence[Nursery], environment: dict[str, str], files: Path
) -> AsyncIterator[None]:
    """A bot from each nursery lives while inside, and listens; then they are killed."""
    fates = [
        Fate(environment=environment, passed=f"{files}-{place}-passed", log=f"{files}-{place}-log")
        for place in range(len(nurseries))
    ]
    living = [asyncio.create_task(each.life(fate)) for each, fate in zip(nurseries, fates, strict=True)]
    socket, wanted = sandbox.slack.socket, WIRES * len(living)
    try:
        if not await sandbox.slack.changes.until(
            lambda: len(socket.connections) == wanted or None, seconds=PATIENCE
        ):
            raise TimeoutError(_said(fates))
        yield
    finally:
        for each in living:
            each.cancel()
        await asyncio.gather(*living, return_exceptions=True)


def _said(fates: Sequence[Fate]) -> str:
    return "\n".join(Path(fate.log).read_text() for fate in fates)


async def _books(sandbox: Sandbox, who: str, number: int) -> None:
    """A room on a day of its own, for which the bot needs a token."""
    day = _FIRST + timedelta(days=number)
    when = f"{day:%b} {day.day} {day.year} 10:00"
    took = await book(sandbox, sandbox.person(who), when, f"{who}-{number}@example.com")
    if took >= PATIENCE:
        raise TimeoutError("no room was made: no token was needed")


def table(alone: Asked, rounds: Sequence[Asked]) -> Iterator[str]:
    """The figures as a Markdown table."""
    yield "| requests for a token | goal | found |"
    yield "|---|---|---|"
    lives, wanted = alone.starts, alone.lifetimes
    yield f"| {lives} lives of one bot, {wanted} of a token | {wanted} | {alone.requests} |"
    found = ", ".join(str(each.requests) for each in rounds)
    yield f"| {len(rounds)} × {_REPLICAS} replicas at once, 2 lives of a token | 2 each | {found} |"


async def measured(restarts: int, rounds: int) -> Iterator[str]:
    """Both."""
    with serving() as server:
        replicas = [await at_once(server) for _ in range(rounds)]
    return table(await restarted(restarts), replicas)


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--restarts", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args(arguments)
    print("\n".join(asyncio.run(measured(given.restarts, given.rounds))))


if __name__ == "__main__":
    main()
