"""A report: the figures of some days beside those of the days before them, by provider and by stretch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.models import Counted, Length, Sums, Tally
from bot.reports.figures import Figures
from bot.times import Days

_MOST_DAYS = 45
_MOST_WEEKS = 400
"""Days of a report up to which its stretches are days, and up to which they are weeks; beyond, months."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A provider, with what became of their sessions."""

    id: str
    """Slack user id."""
    name: str
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A day, week or month, with what became of its sessions; of minutes it tells nothing."""

    days: Days
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of the sessions of some days."""

    days: Days
    zone: str
    """The IANA zone whose midnights the days begin at."""
    now: datetime
    """As of when."""
    figures: Figures
    before: Figures
    """Those of `days.before()`."""
    groups: tuple[Group, ...]
    """By name."""
    stretches: tuple[Stretch, ...]
    provider: str | None = None
    """Whose report it is (Slack user id); None: everybody's."""
    clinic: str | None = None
    """Of which name of the clinic it is; None: of all."""

    @classmethod
    def of(cls, counted: Counted) -> Report:
        """What was counted, in groups."""
        days = Days(counted.first, counted.last)
        return cls(
            days=days,
            zone=counted.zone,
            now=counted.now,
            figures=Figures.of(counted.sums.tallies, counted.sums.lengths),
            before=Figures.of(counted.before.tallies, counted.before.lengths),
            groups=groups_of(counted.sums),
            stretches=stretches_with(counted.sums, stretches_of(days)),
            provider=counted.provider,
            clinic=counted.clinic,
        )

    @property
    def is_running(self) -> bool:
        """Whether some of its days are not over yet."""
        return self.days.bounds(self.zone)[1] > self.now


def stretches_of(days: Days) -> tuple[Days, ...]:
    """Days, weeks from Monday on, or months: so many that a picture of them can be read."""
    length = (days.last - days.first).days + 1
    if length <= _MOST_DAYS:
        return days.split(lambda _day: True)
    return days.split(_is_monday if length <= _MOST_WEEKS else _is_first)


def groups_of(sums: Sums) -> tuple[Group, ...]:
    """Each provider's figures, by name."""
    tallies: defaultdict[str, list[Tally]] = defaultdict(list)
    lengths: defaultdict[str, list[Length]] = defaultdict(list)
    for tally in sums.tallies:
        tallies[tally.provider].append(tally)
    for length in sums.lengths:
        lengths[length.provider].append(length)
    groups = (
        Group(id=provider, name=theirs[-1].name, figures=Figures.of(theirs, lengths[provider]))
        for provider, theirs in tallies.items()
    )
    return tuple(sorted(groups, key=lambda group: (group.name.casefold(), group.id)))


def stretches_with(sums: Sums, days: Iterable[Days]) -> tuple[Stretch, ...]:
    """Each stretch's figures, in order."""
    tallies: defaultdict[int, list[Tally]] = defaultdict(list)
    for tally in sums.tallies:
        tallies[tally.stretch].append(tally)
    return tuple(Stretch(days=each, figures=Figures.of(tallies[place])) for place, each in enumerate(days))


def _is_monday(day: date) -> bool:
    return day.weekday() == 0


def _is_first(day: date) -> bool:
    return day.day == 1
