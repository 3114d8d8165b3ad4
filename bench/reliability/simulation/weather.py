"""The trouble of one world, drawn from its seed: what fails and when, when the bot dies, when its clock lies.

Single calls fail by chance, and for spells of minutes to hours nothing else happens to anybody who calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from random import Random
from typing import Literal

Whose = Literal["BetterPT", "Slack", "ledger"]
DAY, HOUR, MINUTE = 86_400.0, 3600.0, 60.0


class Fault(Enum):
    """What becomes of one call."""

    NOT_SENT = "not sent"
    REFUSED = "refused"
    LIMITED = "429"
    UNAUTHORIZED = "unauthorized"
    ACTED = "acted, answer lost"
    LOST = "lost on the way"
    LATE = "acts after we gave up"
    DEADLY = "acts, and the bot has died meanwhile"


ON_ITS_WAY = frozenset({Fault.LATE, Fault.DEADLY})
"""It is done a little later, and nobody hears the answer."""
NOT_ARRIVED = frozenset({Fault.NOT_SENT, Fault.REFUSED, Fault.LIMITED, Fault.UNAUTHORIZED})
"""Who calls is told so, and nothing was done."""
_SINGLE = {
    Fault.NOT_SENT: 4,
    Fault.REFUSED: 1,
    Fault.LIMITED: 3,
    Fault.ACTED: 4,
    Fault.LOST: 2,
    Fault.LATE: 1,
    Fault.DEADLY: 1,
}
_IN_A_SPELL = {Fault.NOT_SENT: 5, Fault.LIMITED: 2, Fault.UNAUTHORIZED: 1, Fault.ACTED: 1, Fault.LOST: 2}
_RATES = (0.0, 0.01, 0.05, 0.25)
"""Which share of calls fails by itself."""
_CALM = 0.1
_LEDGER_RATES = (0.0, 0.0, 0.001, 0.01)
_LIVES = (None, 3000, 800, 150)
"""How many calls to ledger and ports the bot lives for in a short world, about."""
_DOWNTIMES = {2.0: 40, 20.0: 20, 10 * MINUTE: 20, 3 * HOUR: 12, DAY: 6, 3 * DAY: 2}
"""Seconds until it is started again, at most, and how often."""
_STEPS = (2.0, 45.0, 20 * MINUTE, HOUR, 2 * HOUR)
"""How far somebody sets a clock off, in seconds, at most."""


@dataclass(frozen=True, kw_only=True)
class Spell:
    """A stretch of seconds since the world began in which every call fails alike."""

    begins: float
    ends: float
    fault: Fault


class Weather:
    """What fails; nothing does once it is `lifted`."""

    def __init__(self, chance: Random, days: float) -> None:
        self._chance = chance
        self._ends = days * DAY
        self.is_lifted = False
        self.strike: Callable[[], None] = lambda: None
        """Kills the bot."""
        self.calls = self.failed = 0
        """How many calls to the outside there were, and how many of them did not go well."""
        self.is_calm = chance.random() < _CALM
        """Whether nothing fails and nobody dies: only clocks are set."""
        self._rates: dict[Whose, float] = {
            "BetterPT": self._drawn_rate(_RATES),
            "Slack": self._drawn_rate(_RATES),
            "ledger": self._drawn_rate(_LEDGER_RATES),
        }
        self._spells: dict[Whose, list[Spell]] = {
            "BetterPT": self._drawn_spells(days),
            "Slack": self._drawn_spells(days),
            "ledger": self._drawn_spells(days) if self._rates["ledger"] else [],
        }
        life = None if self.is_calm else chance.choice(_LIVES)
        self._life = life and life * (1 + days / 6)
        self._slowness = chance.choice((0.02, 0.1, 0.4))
        self.steps = self._drawn_steps(days)

    def fault(self, whose: Whose, at: float) -> Fault | None:
        """What becomes of a call at `at` (seconds since the world began); None: it goes well."""
        self.calls += whose != "ledger"
        if self.is_lifted:
            return None
        fault = next((each.fault for each in self._spells[whose] if each.begins <= at < each.ends), None)
        if fault is None and self._chance.random() < self._rates[whose]:
            fault = self._drawn(_SINGLE)
        self.failed += fault is not None and whose != "ledger"
        return fault

    async def travel(self, *, most: float = 9.0) -> None:
        """Be on the way: mostly no time worth speaking of, sometimes up to so many seconds."""
        if not self.is_lifted and self._chance.random() < self._slowness:
            await asyncio.sleep(min(self._chance.choice((0.1, 0.4, 3.0, 9.0)), most))

    async def give_up(self, fault: Fault) -> None:
        """Wait for an answer that does not come, if one lives to wait for it."""
        if fault is Fault.DEADLY:
            self.strike()
        await asyncio.sleep(self._chance.uniform(9, 20))

    def retry_after(self) -> timedelta:
        return timedelta(seconds=self._chance.choice((1, 2, 30, 90)))

    def life(self) -> int | None:
        """How many ledger and port calls the next process lives for; None: for ever."""
        if self.is_lifted or self._life is None:
            return None
        return 1 + int(self._chance.expovariate(1 / self._life))

    def downtime(self) -> float:
        """Seconds until somebody or something starts it again."""
        longest = self._chance.choices(list(_DOWNTIMES), list(_DOWNTIMES.values()))[0]
        return self._chance.uniform(0, longest)

    def _drawn_rate(self, rates: Sequence[float]) -> float:
        return 0.0 if self.is_calm else self._chance.choice(rates)

    def _drawn_spells(self, days: float) -> list[Spell]:
        many = 0 if self.is_calm else self._chance.choice((0, 1, 2)) * max(1, round(days / 4))
        return [self._drawn_spell() for _ in range(many)]

    def _drawn_spell(self) -> Spell:
        begins = self._chance.uniform(0, self._ends)
        length = MINUTE * 2 ** self._chance.uniform(0, 8.5)
        return Spell(begins=begins, ends=begins + length, fault=self._drawn(_IN_A_SPELL))

    def _drawn_steps(self, days: float) -> Sequence[tuple[float, timedelta]]:
        """When the bot's clock is set, and how far it is off from then on."""
        many = self._chance.choice((0, 0, 1, 3)) * max(1, round(days / 10))
        return sorted((self._chance.uniform(0, self._ends), self._drawn_offset()) for _ in range(many))

    def _drawn_offset(self) -> timedelta:
        most = self._chance.choice(_STEPS)
        return timedelta(seconds=round(self._chance.uniform(-most, most), 3))

    def _drawn(self, weights: dict[Fault, int]) -> Fault:
        return self._chance.choices(list(weights), list(weights.values()))[0]
