"""Reports that somebody asks for: which days they mean, whose figures they may see, and what all may see.

A provider sees their own figures, coordinators everybody's. The channel is shown no provider's: only the
clinic's as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot import times
from bot.booking.access import Access
from bot.errors import DaysUnclear, NotAllowed
from bot.models import Entry, SessionLine
from bot.ports import Clock, Ledger
from bot.preferences import CLINIC, Preferences
from bot.reports import Report, Reports, rhythm
from bot.times import Days

_FEWEST = 2
"""Providers of whom figures are the clinic's, and no longer a single person's."""


class Accounts:
    """The use cases behind `/room report`."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        access: Access,
        preferences: Preferences,
        nudge: Callable[[], None],
    ) -> None:
        """`nudge` wakes the worker after a promise."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._preferences = preferences
        self._reports = Reports(ledger=ledger, clock=clock)
        self._nudge = nudge

    async def asked(self, words: str, by: str, *, provider: str | None, zone: str, locale: str) -> Report:
        """The report that somebody's words ask for.

        Args:
            words: The days, and maybe a name of the clinic: "last week", "november Bayside".
            by: Who asks, a Slack user id.
            provider: Whose figures, a Slack user id; None: as many as they may see.
            zone: Where (IANA) who asks is: their midnights count where the clinic has chosen none.
            locale: As in `times.read_days`.

        Raises:
            DaysUnclear: the words mean no days.
            NotAllowed: these are another provider's figures.
            LedgerError: it cannot be summed up now.
        """
        ours = await self._preferences.clinic()
        clinic, said = _named(words, ours.names)
        days = times.read_days(said, now=self._clock.now(), zone=ours.time_zone or zone, locale=locale)
        if days is None:
            raise DaysUnclear
        return await self._made(days, by, provider, clinic, ours.time_zone or zone)

    async def of(self, days: Days, by: str, *, provider: str | None, clinic: str | None, zone: str) -> Report:
        """The report of some days. Arguments and errors as in `asked`."""
        ours = await self._preferences.clinic()
        return await self._made(days, by, provider, clinic, ours.time_zone or zone)

    async def _made(self, days: Days, by: str, provider: str | None, clinic: str | None, zone: str) -> Report:
        await self._access.check(by)
        whose = self._access.whose(by)
        if whose and provider and whose != provider:
            raise NotAllowed("figures")
        return await self._reports.of(days, zone, provider=provider or whose, clinic=clinic)

    async def lines(self, report: Report, by: str) -> list[SessionLine]:
        """Each session of a report, with its chart number: for coordinators.

        Raises:
            NotAllowed: not for this person.
            LedgerError: they cannot be read now.
        """
        if not self._access.is_coordinator(by):
            raise NotAllowed("figures")
        return await self._reports.lines(report)

    def may_see_lines(self, by: str) -> bool:
        """Whether this person (Slack user id) may see each session with its chart number."""
        return self._access.is_coordinator(by)

    async def may_post(self, report: Report, by: str) -> bool:
        """Whether this person (Slack user id) may show it to the channel, and there is one."""
        is_of_many = report.provider is None and len(report.groups) >= _FEWEST
        has_channel = (await self._preferences.clinic()).channel is not None
        return self._access.is_coordinator(by) and is_of_many and has_channel

    async def post(self, report: Report, by: str) -> None:
        """Promise to show it to the channel: once on this day, however often it is asked for.

        Raises:
            NotAllowed: not by this person, or it is about single people.
        """
        if not await self.may_post(report, by):
            raise NotAllowed("figures")
        now = self._clock.now()
        why = f"posted {times.today_in(report.zone, now)}"
        task = rhythm.telling(CLINIC, report.days, report.zone, now, why=why, clinic=report.clinic)
        await self._ledger.write(Entry(tasks=(task,)))
        self._nudge()


def _named(words: str, names: Sequence[str]) -> tuple[str | None, str]:
    """The clinic's name that stands at an end of the words, and the other words."""
    said = " ".join(words.split())
    for name in sorted(names, key=len, reverse=True):
        folded, called = said.casefold(), name.casefold()
        if folded == called or folded.endswith(f" {called}"):
            return name, said[: len(said) - len(name)].strip().removesuffix(" at").removesuffix(" in")
        if folded.startswith(f"{called} "):
            return name, said[len(name) :].strip()
    return None, said
