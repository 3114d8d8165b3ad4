"""Makes reports. It reads sums and nothing else; who may see whose figures is decided here."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot import times
from bot.models import SumQuery, Sums
from bot.ports import Clock
from bot.reports.figures import Figures
from bot.reports.report import Report, groups_of, stretches_of, stretches_with
from bot.times import Days


class Summed(Protocol):
    """Who sums sessions up; the port `Ledger` is one."""

    async def sums(self, query: SumQuery) -> Sums:
        """See the port."""
        ...


class Reports:
    """Makes reports from what the ledger sums up."""

    def __init__(self, *, ledger: Summed, clock: Clock) -> None:
        """`ledger` is only read."""
        self._ledger = ledger
        self._clock = clock

    async def of(self, days: Days, zone: str, *, provider: str | None = None) -> Report:
        """The report of some days, whose midnights are those of `zone` (IANA).

        Args:
            days: Which.
            zone: Where the clinic is.
            provider: Only this provider's sessions (Slack user id); None: everybody's.

        Raises:
            LedgerError: it cannot be summed up now.
        """
        now, parts = self._clock.now(), stretches_of(days)
        begins, ends = days.before().bounds(zone)
        midnights = (*(times.midnight(part.first, zone) for part in parts), days.bounds(zone)[1])
        sums, before = await asyncio.gather(
            self._ledger.sums(SumQuery(bounds=midnights, now=now, provider=provider)),
            self._ledger.sums(SumQuery(bounds=(begins, ends), now=now, provider=provider)),
        )
        return Report(
            days=days,
            zone=zone,
            now=now,
            figures=Figures.of(sums.tallies, sums.lengths),
            before=Figures.of(before.tallies, before.lengths),
            groups=groups_of(sums),
            stretches=stretches_with(sums, parts),
            provider=provider,
        )
