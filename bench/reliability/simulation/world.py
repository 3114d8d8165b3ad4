"""One world from its seed to its judgement: a clinic, its bot, what is outside, and trouble.

At the end the trouble is lifted, the clocks are right, and time goes on until nothing is due any more.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bench.reliability.simulation import clinic
from bench.reliability.simulation.betterpt import SimulatedBetterPT
from bench.reliability.simulation.checks import Outside, failures
from bench.reliability.simulation.clicks import Clicks
from bench.reliability.simulation.clockwork import LeapingLoop, WallClock
from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.keeper import Keeper
from bench.reliability.simulation.listening import listening
from bench.reliability.simulation.mishaps import Mishaps
from bench.reliability.simulation.people import People
from bench.reliability.simulation.reactions import Reactions
from bench.reliability.simulation.slack import SimulatedSlack
from bench.reliability.simulation.weather import DAY, Weather
from bot.ledger import SqliteLedger

_BY = (
    datetime(2027, 3, 14, 10, tzinfo=UTC),
    datetime(2027, 11, 7, 9, tzinfo=UTC),
    datetime(2027, 6, 15, 12, tzinfo=UTC),
)
"""Within each world is one of these: in two of three all clocks of the clinic have changed by then."""
_CHANGED, _OF_ONE = 0.6, 0.15
"""How often what is done beside booking changes a booking, and all sessions of a world are one provider's."""
_QUIET = 10
"""Minutes in which nothing is due: by then what was under way has come to its end, too."""
_LONGEST_END = 400 * DAY
"""After so long there should be nothing left to do."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much happens in a world."""

    days: float = 1
    rooms: int = 10


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of a world."""

    seed: int
    wrong: tuple[str, ...]
    """As sentences."""
    lives: int
    """Of the bot."""
    calls: int
    failed: int
    """Calls to the outside, and how many of them did not go well."""
    wishes: int
    """What people were promised."""
    rooms: int
    """What BetterPT had at the end."""
    messages: int
    """What was posted in Slack."""
    told: Counter[str]
    """The same by what it was about."""


class World:
    """One seed's world."""

    def __init__(self, seed: int, size: Size, *, is_told: bool = False) -> None:
        """`is_told`: keep a diary."""
        self._seed, self._size = seed, size
        self._chance = chance = self._drawn("world")
        self._loop = LeapingLoop()
        begins = chance.choice(_BY) - timedelta(days=chance.uniform(0, size.days))
        self._clock = clock = WallClock(begins.replace(second=0, microsecond=0), self._loop)
        self.diary = diary = Diary(clock, is_kept=is_told)
        self._weather = weather = Weather(self._drawn("weather"), size.days)
        self._ledger = SqliteLedger(":memory:", clock=self._loop.time)
        self._betterpt = betterpt = SimulatedBetterPT(
            clock=clock, weather=weather, chance=self._drawn("BetterPT"), diary=diary
        )
        self._slack = slack = SimulatedSlack(
            clock=clock, weather=weather, chance=self._drawn("Slack"), diary=diary
        )
        self._keeper = keeper = Keeper(
            ledger=self._ledger, betterpt=betterpt, slack=slack, weather=weather, diary=diary
        )
        self._mishaps = Mishaps(
            clock=clock,
            betterpt=betterpt,
            slack=slack,
            keeper=keeper,
            diary=diary,
            chance=self._drawn("mishaps"),
        )
        self._people = people = People(chance=self._drawn("hands"), diary=diary, house=keeper.house)
        self._clicks = Clicks(
            people=people,
            slack=slack,
            clock=clock,
            chance=self._drawn("clicks"),
            is_of_one=chance.random() < _OF_ONE,
        )
        self._reactions = Reactions(people=people, slack=slack, clock=clock, chance=self._drawn("reactions"))
        self.outside: Outside | None = None
        """What it was judged by, once it is over."""

    def run(self) -> Report:
        """Let it happen."""
        random.seed(self._seed)  # the worker spreads its pauses by this
        with listening(self._loop) as heard:
            wrong = self._loop.run_until_complete(self._happen())
        self._loop.close()
        told = Counter(said.about for said in self._slack.all())
        return Report(
            seed=self._seed,
            wrong=(*wrong, *heard),
            lives=self._keeper.lives,
            calls=self._weather.calls,
            failed=self._weather.failed,
            wishes=len(self._people.wishes.promised),
            rooms=len(self._betterpt.booked),
            messages=told.total(),
            told=told,
        )

    def _drawn(self, what: str) -> Random:
        """Chance of one's own: what one draws more of moves nobody else's."""
        return Random(f"{self._seed}:{what}")  # noqa: S311  a seed is not meant to be secret

    async def _happen(self) -> list[str]:
        for person in clinic.EVERYBODY:
            await self._ledger.save_person(person, self._clock.now())
        bot = asyncio.create_task(self._keeper.keep())
        self._mishaps.plan(self._loop, self._weather, self._size.days)
        self._plan()
        await asyncio.sleep(self._size.days * DAY)
        await self._lift()
        await self._run_out()
        self._keeper.end()
        await bot
        return await self._judged()

    def _plan(self) -> None:
        """What people do and when: beside each booking one thing more."""
        seconds, chance, soon = self._size.days * DAY, self._chance, self._people.soon
        for _ in range(self._size.rooms):
            soon(self._clicks.book, chance.uniform(0, seconds * 0.8))
            other = self._clicks.change if chance.random() < _CHANGED else self._reactions.any
            soon(other(), chance.uniform(0, seconds))

    async def _lift(self) -> None:
        """From now on everything goes well, and people come to an end with what they are about."""
        self.diary.note("world", "all trouble is lifted")
        self._weather.is_lifted = True
        self._keeper.lift()
        self._mishaps.set_clock(timedelta())
        while doing := self._people.busy:
            await asyncio.wait(doing)
        await self._reactions.want_no_agenda()

    async def _run_out(self) -> None:
        """Let time go on until nothing is due and nobody is about to do something."""
        ends, quiet = self._loop.time() + _LONGEST_END, 0
        while self._loop.time() < ends and quiet < _QUIET:
            due = await self._ledger.next_due()
            is_quiet = due is None and not self._people.busy
            quiet = quiet + 1 if is_quiet else 0
            wait = (due - self._clock.now()).total_seconds() if due else 0
            await asyncio.sleep(max(wait, 60))

    async def _judged(self) -> list[str]:
        left = await self._ledger.next_due()
        self.outside = Outside(
            booked=list(self._betterpt.booked.values()),
            channels=self._slack.channels,
            wishes=self._people.wishes,
            parked=await self._ledger.parked(),
            is_calm=self._weather.is_calm,
        )
        await self._ledger.close()
        return [*failures(self.outside), *([f"something is still due at {left}"] if left else [])]
