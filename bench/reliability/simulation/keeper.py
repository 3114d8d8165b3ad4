"""Who starts the bot again whenever it has died or was stopped, after a while, over the same ledger."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from bench.reliability.simulation import clinic
from bench.reliability.simulation.betterpt import SimulatedBetterPT
from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.life import Life
from bench.reliability.simulation.slack import SimulatedSlack
from bench.reliability.simulation.weather import Weather
from bot.bootstrap import House
from bot.ledger import SqliteLedger


class Keeper:
    """Keeps one bot alive."""

    def __init__(
        self,
        *,
        ledger: SqliteLedger,
        betterpt: SimulatedBetterPT,
        slack: SimulatedSlack,
        weather: Weather,
        diary: Diary,
    ) -> None:
        """The weather tells how long each life is, and strikes it."""
        self._ledger = ledger
        self._betterpt = betterpt
        self._slack = slack
        self._weather = weather
        self._diary = diary
        self._life: Life | None = None
        self._lifted = asyncio.Event()
        self._is_over = False
        self.lives = 0
        """How often it was started."""
        weather.strike = self._strike

    def house(self) -> House | None:
        """The bot as it runs now, if it does."""
        return self._life.house if self._life and not self._life.is_dead else None

    async def keep(self) -> None:
        """Start it again and again, until the end."""
        while not self._is_over:
            self._ledger.release()
            self._life = life = Life(
                settings=clinic.settings(),
                ledger=self._ledger,
                rooms=self._betterpt,
                notifier=self._slack,
                diary=self._diary,
                weather=self._weather,
            )
            self.lives += 1
            self._diary.note("bot", "lives")
            await life.live()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._lifted.wait(), self._weather.downtime())

    def lift(self) -> None:
        """From now on it lives."""
        self._lifted.set()
        if self._life:
            self._life.spare()

    def end(self) -> None:
        """Let `keep` come to its end."""
        self._is_over = True
        self.stop()

    def stop(self) -> None:
        """Stop it as on SIGTERM; another release is started."""
        if self._life:
            self._life.stop()

    def tick(self) -> None:
        """The alarm looks within a few seconds."""
        if self._life:
            self._life.tick()

    def set_back(self, by: timedelta) -> None:
        """The alarm notices that the clock was set back."""
        if self._life:
            self._life.set_back(by)

    def _strike(self) -> None:
        if self._life:
            self._life.die("during a call")
