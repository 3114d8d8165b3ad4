"""The figures of one group of sessions. Each is defined in the README, with its formula and an example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil

from bot.models import TOO_SHORT, Fate, Length, Side, Tally

_UNIT = 15
"""Minutes."""


def units_of(minutes: int) -> int:
    """How many 15-minute units these are at most.

    By the table of the Centers for Medicare and Medicaid Services for timed services: 8 to 22 minutes are
    one, 23 to 37 two, 38 to 52 three, 53 to 67 four. Of connection time, which is not treatment time.
    """
    return (minutes + _UNIT - TOO_SHORT) // _UNIT


def is_near_a_border(minutes: int) -> bool:
    """Whether a minute more or less would be a unit more or less."""
    return units_of(minutes - 1) != units_of(minutes + 1)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What became of some sessions."""

    fates: Mapping[Fate, int] = field(default_factory=Counter)
    moved: int = 0
    """Sessions that were moved at least once; they are in `fates`, too."""
    corrected: int = 0
    """Sessions whose fate a person set right; likewise."""
    unbelievable: int = 0
    """Sessions with a duration that cannot be minutes; it is in no figure about minutes."""
    minutes: Mapping[Side, Mapping[int, int]] = field(default_factory=dict)
    """For each side how many held sessions took how many minutes."""

    @classmethod
    def of(cls, tallies: Iterable[Tally], lengths: Iterable[Length] = ()) -> Figures:
        """Those of all these together."""
        told = tuple(tallies)
        fates: Counter[Fate] = Counter()
        minutes: dict[Side, Counter[int]] = {side: Counter() for side in Side}
        for each in told:
            fates[each.fate] += each.sessions
        for length in lengths:
            minutes[length.side][length.minutes] += length.sessions
        return cls(
            fates=fates,
            moved=sum(each.moved for each in told),
            corrected=sum(each.corrected for each in told),
            unbelievable=sum(each.unbelievable for each in told),
            minutes=minutes,
        )

    def count(self, fate: Fate) -> int:
        """How many sessions met with it."""
        return self.fates.get(fate, 0)

    @property
    def booked(self) -> int:
        """All sessions, whatever became of them."""
        return sum(self.fates.values())

    @property
    def held(self) -> int:
        """Both came, for long enough."""
        return self.count(Fate.HELD)

    @property
    def due(self) -> int:
        """Sessions that were to take place and of which is known whether they did."""
        not_due = (Fate.CANCELLED, Fate.NOT_REPORTED, Fate.TO_COME)
        return self.booked - sum(map(self.count, not_due))

    @property
    def rate(self) -> float | None:
        """The attendance rate: held ÷ due; None where nothing was due."""
        return self.held / self.due if self.due else None

    def sessions(self, side: Side) -> int:
        """Of how many held sessions the minutes of a side are known."""
        return sum(self._of(side).values())

    def total(self, side: Side) -> int:
        """All minutes of a side."""
        return sum(minutes * sessions for minutes, sessions in self._of(side).items())

    def median(self, side: Side) -> float | None:
        """As many held sessions were longer as were shorter; None where no minutes are known."""
        count = self.sessions(side)
        if not count:
            return None
        return (self._at(side, (count + 1) // 2) + self._at(side, count // 2 + 1)) / 2

    def ninetieth(self, side: Side) -> int | None:
        """90 of 100 held sessions took no more minutes than this (nearest rank)."""
        count = self.sessions(side)
        return self._at(side, ceil(count * 0.9)) if count else None

    @property
    def units(self) -> int:
        """15-minute units at most: of each held session as many as its minutes with both there can be."""
        return sum(units_of(minutes) * sessions for minutes, sessions in self._of(Side.BOTH).items())

    @property
    def near_a_border(self) -> int:
        """Held sessions that a minute more or less would give another number of units."""
        both = self._of(Side.BOTH).items()
        return sum(sessions for minutes, sessions in both if is_near_a_border(minutes))

    def _of(self, side: Side) -> Mapping[int, int]:
        return self.minutes.get(side, {})

    def _at(self, side: Side, rank: int) -> int:
        """The minutes of the session at that place, counted from the shortest on."""
        passed = 0
        for minutes, sessions in sorted(self._of(side).items()):
            passed += sessions
            if passed >= rank:
                return minutes
        raise IndexError(rank)
