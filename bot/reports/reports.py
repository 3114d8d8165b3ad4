"""Makes reports. It reads sums and nothing else; who may see whose figures is decided by who asks."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot import times
from bot.models import Counted, SessionLine, SumQuery, Sums
from bot.ports import Clock
from bot.reports.report import Report, stretches_of
from bot.times import Days


class Summed(Protocol):
    """Who sums sessions up; the port `Ledger` is one."""

    async def sums(self, query: SumQuery) -> Sums:
        """See the port."""
        ...

    async def session_lines(self, query: SumQuery) -> list[SessionLine]:
        """See the port."""
        ...


class Reports:
    """Makes reports from what the ledger sums up."""

    def __init__(self, *, ledger: Summed, clock: Clock) -> None:
        """`ledger` is only read."""
        self._ledger = ledger
        self._clock = clock

    async def of(
        self, days: Days, zone: str, *, provider: str | None = None, clinic: str | None = None
    ) -> Report:
        """The report of some days. Arguments and errors as in `count`."""
        return Report.of(await self.count(days, zone, provider=provider, clinic=clinic))

    async def lines(self, report: Report) -> list[SessionLine]:
        """Each session of a report, by start.

        Raises:
            LedgerError: they cannot be read now.
        """
        bounds = report.days.bounds(report.zone)
        whose = {"provider": report.provider, "clinic": report.clinic}
        return await self._ledger.session_lines(SumQuery(bounds=bounds, now=report.now, **whose))

    async def count(
        self, days: Days, zone: str, *, provider: str | None = None, clinic: str | None = None
    ) -> Counted:
        """What became of the sessions of some days, whose midnights are those of `zone` (IANA).

        Args:
            days: Which.
            zone: Where the clinic is.
            provider: Only this provider's sessions (Slack user id); None: everybody's.
            clinic: Only those of this name of the clinic; None: of all.

        Raises:
            LedgerError: it cannot be summed up now.
        """
        now = self._clock.now()
        midnights = (*(times.midnight(part.first, zone) for part in stretches_of(days)), days.bounds(zone)[1])
        here, before = (
            SumQuery(bounds=bounds, now=now, provider=provider, clinic=clinic)
            for bounds in (midnights, days.before().bounds(zone))
        )
        sums, sums_before = await asyncio.gather(self._ledger.sums(here), self._ledger.sums(before))
        return Counted(
            first=days.first,
            last=days.last,
            zone=zone,
            now=now,
            sums=sums,
            before=sums_before,
            provider=provider,
            clinic=clinic,
        )
