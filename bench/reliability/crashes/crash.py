"""One day on which the bot is killed, and what is found at the outside when it is over.

Not here: which days there are to be (`crashes`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.reliability.crashes.day import Day, Lost
from bench.reliability.crashes.lifeline import Lifeline
from bench.reliability.nursery import Nursery
from sandbox.world import Sandbox

_MORNING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
"""A Tuesday, 10 AM in New York; no weekend, holiday or clock change is near."""
_IN_MEMORY = next((each for each in ("/dev/shm",) if Path(each).is_dir()), None)  # noqa: S108  a folder in it
"""What a process has written outlives it without a disk; waiting for one would prove nothing more."""
_NAMED_BY = 8
"""As much of BetterPT's id as stands on a card."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of a day."""

    deadly: tuple[str, ...]
    """Where the bot was to die, life by life."""
    died: int
    """How many of these points were reached."""
    doubles: tuple[str, ...]
    """Rooms and messages that stand twice."""
    losses: tuple[str, ...]
    """What was promised and neither stands nor was told to be unknown."""
    surprises: tuple[str, ...]
    """Lives that ended by themselves, each with its last words."""
    told: tuple[float, ...]
    """Seconds from each restart until a person was asked about an unknown outcome."""
    stale: int
    """Questions that still stand with their buttons although they were answered."""
    passed: tuple[tuple[str, ...], ...]
    """The points that each life passed."""
    said: str
    """The logs of all lives."""

    @property
    def broken(self) -> tuple[str, ...]:
        """What broke the promise."""
        stale = (f"{self.stale} answered questions still stand",) if self.stale else ()
        return (*self.doubles, *self.losses, *self.surprises, *stale)

    @property
    def is_good(self) -> bool:
        """Whether the promise was kept."""
        return not self.broken

    @property
    def replay(self) -> str:
        """The command that does the same again."""
        names = " ".join(f"'{point}'" for point in self.deadly)
        return f"python -m bench.reliability.crashes --at {names}"


async def crash(nursery: Nursery, deadly: Sequence[str], *, is_persistent: bool = True) -> Found:
    """Let the day go by with a bot that dies at these points, one in each life."""
    with tempfile.TemporaryDirectory(prefix="room-crash-", dir=_IN_MEMORY) as folder:
        async with Sandbox(begins=_MORNING) as sandbox:
            lost: list[str] = []
            async with Lifeline(nursery, sandbox, Path(folder), deadly) as lifeline:
                day = Day(sandbox, lifeline, is_persistent=is_persistent)
                try:
                    await day.goes_by()
                except Lost as error:
                    lost.append(str(error))
            return _found(sandbox, lifeline, day, lost)


def _found(sandbox: Sandbox, lifeline: Lifeline, day: Day, lost: list[str]) -> Found:
    deaths = lifeline.deaths
    return Found(
        deadly=tuple(lifeline.deadly),
        died=sum(death.was_meant for death in deaths),
        doubles=(*_rooms_too_many(sandbox, day), *day.standing.doubles()),
        losses=(*lost, *_unknown_to_all(sandbox, day)),
        surprises=tuple(
            f"ended by itself ({each.code}): {each.last_words}" for each in deaths if not each.was_meant
        ),
        told=tuple(day.told),
        stale=day.stale,
        passed=tuple(tuple(lifeline.passed(life)) for life in range(len(deaths) + 1)),
        said=lifeline.said,
    )


def _rooms_too_many(sandbox: Sandbox, day: Day) -> list[str]:
    asked = sandbox.betterpt.count("createPartnerVideoRoom")
    if asked <= day.authorised:
        return []
    return [f"{len(sandbox.betterpt.rooms)} rooms made with {asked} requests, {day.authorised} wanted"]


def _unknown_to_all(sandbox: Sandbox, day: Day) -> list[str]:
    """Rooms at BetterPT that no card names, and about which nobody was asked."""
    cards = str([each.blocks for each in day.standing.of("card")])
    unknown = [uid for uid in sandbox.betterpt.rooms if uid[:_NAMED_BY] not in cards]
    return [f"rooms that nobody knows of: {unknown}"] if len(unknown) > len(day.told) else []
