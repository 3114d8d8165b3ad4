"""Keeps a bot alive over one ledger: whenever a life ends, the next one begins at once.

Not here: what people do meanwhile (`day`), and whether all was well (`crash`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from signal import SIGKILL
from types import TracebackType
from typing import Self

from bench.reliability.nursery import Fate, Nursery
from sandbox.world import Sandbox

_MOST_LIVES = 20


@dataclass(frozen=True, kw_only=True)
class Death:
    """The end of a life, and the beginning of the next."""

    point: str | None
    """Where it was meant to die."""
    code: int
    at: datetime
    """By the sandbox's clock."""
    last_words: str
    """The end of its log."""

    @property
    def was_meant(self) -> bool:
        """Whether it died where it was to die."""
        return self.point is not None and self.code == -SIGKILL


class Lifeline:
    """One bot after the other."""

    def __init__(self, nursery: Nursery, sandbox: Sandbox, folder: Path, deadly: Sequence[str]) -> None:
        """Life by life, `deadly` says where it dies; after these nobody is killed any more."""
        self._nursery = nursery
        self._sandbox = sandbox
        self._folder = folder
        self.deadly = deadly
        self.deaths: list[Death] = []

    async def __aenter__(self) -> Self:
        self._living = asyncio.create_task(self._live())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._living.cancel()
        with suppress(asyncio.CancelledError):
            await self._living

    def passed(self, life: int) -> list[str]:
        """The points that a life passed, from the first (0) on."""
        trace = self._folder / f"passed-{life}"
        return trace.read_text().splitlines() if trace.exists() else []

    @property
    def said(self) -> str:
        """What all of them wrote into their logs."""
        return "".join(log.read_text() for log in sorted(self._folder.glob("log-*")))

    async def _live(self) -> None:
        environment = self._sandbox.environment(f"sqlite:///{self._folder}/rooms.db")
        for life, point in enumerate(chain(self.deadly, repeat(None, _MOST_LIVES))):
            passed, log = (str(self._folder / f"{kind}-{life}") for kind in ("passed", "log"))
            fate = Fate(environment=environment, deadly=point, passed=passed, log=log)
            code = await self._nursery.life(fate)
            self.deaths.append(
                Death(point=point, code=code, at=self._sandbox.clock.now(), last_words=_end_of(Path(log)))
            )
            self._sandbox.slack.changes.happened()  # whoever waits for a sign of life looks again


def _end_of(log: Path) -> str:
    return log.read_text().strip().rpartition("\n")[2] if log.exists() else ""
