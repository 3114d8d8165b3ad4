"""The days on which the bot is killed: which there are, and several of them side by side.

What one day is like, and what is found then, is `crash`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self, TypeVar
from zlib import crc32

from bench.reliability.crashes.crash import Found, crash
from bench.reliability.nursery import Nursery
from bench.reliability.points import OUTER

T = TypeVar("T")
Deadly = tuple[str, ...]

_WORKERS = 3


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
    names = dict.fromkeys(bare(point) for point in passed)
    return [name for name in names if name.endswith(": after") and name.split()[0] not in OUTER]


def followed(singles: Iterable[Found]) -> list[Deadly]:
    """Each point that a bot died at, with each that its next life passed."""
    return [
        (*single.deadly, second) for single in singles if single.died for second in distinct(single.passed[1])
    ]


def bare(point: str) -> str:
    """Its name, whichever time it is."""
    return point.partition(" #")[0]
