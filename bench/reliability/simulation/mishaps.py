"""What happens in the simulation and is no failure: clocks are set, channels closed, the bot is deployed.

And BetterPT's own people move and cancel rooms on their side.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random

from bench.reliability.simulation import clinic
from bench.reliability.simulation.betterpt import SimulatedBetterPT
from bench.reliability.simulation.clockwork import WallClock
from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.keeper import Keeper
from bench.reliability.simulation.slack import Door, SimulatedSlack
from bench.reliability.simulation.weather import DAY, Weather

_SHARED = 0.4
"""How often what happens to a channel is that another company comes in, or leaves."""


class Mishaps:
    """Plans them for a world, and lets them happen."""

    def __init__(
        self,
        *,
        clock: WallClock,
        betterpt: SimulatedBetterPT,
        slack: SimulatedSlack,
        keeper: Keeper,
        diary: Diary,
        chance: Random,
    ) -> None:
        self._clock = clock
        self._betterpt = betterpt
        self._slack = slack
        self._keeper = keeper
        self._diary = diary
        self._chance = chance

    def plan(self, loop: asyncio.AbstractEventLoop, weather: Weather, days: float) -> None:
        """Each at some time of so many days; in every other world it does not happen at all."""
        for at, off in weather.steps:
            loop.call_later(at, self.set_clock, off)
        for happens, once_in_days in (
            (self._change_elsewhere, 0.5),
            (self._change_channel, 1),
            (self._keeper.stop, 1),
        ):
            is_at_all = self._chance.choice((True, False))
            for _ in range(is_at_all * self._chance.randint(0, max(1, round(2 * days / once_in_days)))):
                loop.call_later(self._chance.uniform(0, days * DAY), happens)

    def set_clock(self, off: timedelta) -> None:
        """Somebody sets the bot's clock; the alarm notices within a tick."""
        back = self._clock.off - off
        self._clock.step(off)
        self._diary.note("clock", f"is set {off.total_seconds():+.1f} s off")
        self._keeper.tick()
        if back > timedelta(0):
            self._keeper.set_back(back)

    def _change_elsewhere(self) -> None:
        later = self._clock.true() + timedelta(hours=self._chance.choice((1, 3, 25)))
        self._betterpt.change_elsewhere(self._chance.choice((None, later.replace(second=0, microsecond=0))))

    def _change_channel(self) -> None:
        name = self._chance.choice((clinic.TEAM, clinic.SECOND, clinic.DM))
        channel = self._slack.channels[name]
        if name != clinic.DM and self._chance.random() < _SHARED:
            channel.is_shared = not channel.is_shared
        else:
            self._slack.close(name, self._chance.choice(list(Door)))
        self._diary.note("Slack", f"{name}: {channel.door.value}{', shared' if channel.is_shared else ''}")
