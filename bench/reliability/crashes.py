"""kill -9 at every instant: each commit and each call of a day's story, alone and in pairs, a real process.

    python -m bench.reliability.crashes --singles         every instant
    python -m bench.reliability.crashes --pairs           every two that can follow each other
    python -m bench.reliability.crashes --sample 60       some of both; --seed N for others
    python -m bench.reliability.crashes --at 'A' ['B']    one of them again, with all that was said

The points are those that a dry run passes. Of a pair the second is passed by the life that follows the first
death: a run of the first alone tells which these are. What is counted stands at the stand-ins (`crash`).
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self, TypeVar
from zlib import crc32

from bench.reliability.crash import Found, crash
from bench.reliability.nursery import Nursery
from bench.reliability.points import OUTER

T = TypeVar("T")
Deadly = tuple[str, ...]

_WORKERS = 3
_A_LINE_EVERY = 100


class Sweep:
    """Several days side by side, each with a nursery of its own; `async with` it."""

    def __init__(self, workers: int = _WORKERS) -> None:
        self._workers = workers
        self._nurseries = AsyncExitStack()
        self._free: asyncio.Queue[Nursery] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        for _ in range(self._workers):
            self._free.put_nowait(await self._nurseries.enter_async_context(Nursery()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._nurseries.aclose()

    async def alone(self, *deadly: str) -> Found:
        """One day; without a point nobody dies."""
        nursery = await self._free.get()
        try:
            return await crash(nursery, deadly, is_persistent=_is_persistent(deadly))
        finally:
            self._free.put_nowait(nursery)

    async def days(self, wanted: Iterable[Deadly]) -> AsyncIterator[Found]:
        """What came of each of these days, as they end."""
        days = [asyncio.create_task(self.alone(*deadly)) for deadly in wanted]
        try:
            for each in asyncio.as_completed(days):
                yield await each
        finally:
            for day in days:
                day.cancel()
            await asyncio.gather(*days, return_exceptions=True)

    async def singles(self) -> AsyncIterator[Found]:
        """A death at every instant."""
        dry = await self.alone()
        async for each in self.days((instant,) for instant in dry.passed[0]):
            yield each

    async def pairs(self, most: int, seed: int) -> AsyncIterator[Found]:
        """A death at every point after which something is different, and another one in the next life."""
        dry, singles = await self.alone(), []
        async for each in self.days((point,) for point in distinct(dry.passed[0])):
            singles.append(each)
            yield each
        async for each in self.days(_some(followed(singles), most, seed)):
            yield each

    async def sample(self, size: int, seed: int) -> AsyncIterator[Found]:
        """A third of them single deaths at any instant, the others pairs; another seed is another sample."""
        dry, singles = await self.alone(), []
        async for each in self.days((instant,) for instant in _some(dry.passed[0], size // 3, seed)):
            singles.append(each)
            yield each
        async for each in self.days(_some(followed(singles), size - size // 3, seed)):
            yield each


def _some(of: Sequence[T], most: int, seed: int) -> list[T]:
    """So many of them; which ones, the seed says."""
    return random.Random(seed).sample(of, min(most, len(of)))  # noqa: S311  chooses, guards nothing


def _is_persistent(deadly: Deadly) -> bool:
    """Half of the people say "Create again", the others "Leave it": the same ones each time."""
    return bool(crc32(" ".join(deadly).encode()) % 2)


def distinct(passed: Sequence[str]) -> list[str]:
    """The points of a life after which something is different: each commit and call once, right after it.

    What comes before the next one finds the same ledger and the same outside: it would be the same crash.
    """
    names = dict.fromkeys(_bare(point) for point in passed)
    return [name for name in names if name.endswith(": after") and name.split()[0] not in OUTER]


def followed(singles: Iterable[Found]) -> list[Deadly]:
    """Each point that a bot died at, with each that its next life passed."""
    return [
        (*single.deadly, second) for single in singles if single.died for second in distinct(single.passed[1])
    ]


class Tally:
    """Counts what was found; prints what went wrong as it comes."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.found: list[Found] = []

    def add(self, each: Found) -> None:
        self.found.append(each)
        if not each.is_good:
            print(f"{each.replay}\n    {[*each.broken]}", flush=True)
        if len(self.found) % _A_LINE_EVERY == 0:
            print(f"{len(self.found)} days", file=sys.stderr, flush=True)

    def rows(self) -> str:
        """The figures as rows of a Markdown table."""
        singles = [each for each in self.found if len(each.deadly) == 1]
        pairs = [each for each in self.found if len(each.deadly) > 1]
        told = [seconds for each in self.found for seconds in each.told]
        figures = {
            "points": len({_bare(each.deadly[0]) for each in singles}),
            "single deaths (reached)": f"{len(singles)} ({sum(each.died for each in singles)})",
            "pairs (both reached)": f"{len(pairs)} ({sum(each.died > 1 for each in pairs)})",
            "double rooms and messages": sum(len(each.doubles) for each in self.found),
            "silent losses": sum(len(each.losses) for each in self.found),
            "lives that ended by themselves": sum(len(each.surprises) for each in self.found),
            "unknown outcomes told": len(told),
            "slowest of them after a restart": f"{max(told, default=0):.1f} s",
            "answered questions that still stand": sum(each.stale for each in self.found),
            "the run took": f"{(time.monotonic() - self._begun) / 60:.0f} min",
        }
        return "\n".join(f"| {what} | {figure} |" for what, figure in figures.items())


def _bare(point: str) -> str:
    return point.partition(" #")[0]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reliability.crashes", description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--singles", action="store_true")
    which.add_argument("--pairs", action="store_true")
    which.add_argument("--sample", type=int, metavar="N")
    which.add_argument("--at", nargs="+", metavar="POINT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=2000, help="of all pairs; which ones, the seed says")
    return parser.parse_args()


async def run() -> int:
    """What the command line asks for; 1 if a promise was broken."""
    asked, tally = _asked(), Tally()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # an answer to who has died is no news
    async with Sweep() as sweep:
        if asked.at:
            tally.add(found := await sweep.alone(*asked.at))
            print(found.said)
        else:
            async for each in _wanted(sweep, asked):
                tally.add(each)
    print(tally.rows())
    return int(not all(each.is_good for each in tally.found))


def _wanted(sweep: Sweep, asked: argparse.Namespace) -> AsyncIterator[Found]:
    if asked.singles:
        return sweep.singles()
    return sweep.pairs(asked.most, asked.seed) if asked.pairs else sweep.sample(asked.sample, asked.seed)


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
