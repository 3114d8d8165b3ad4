"""Sorts the meanings in somebody's words by what they are for, before they are put together.

Not here: now, and what the meanings come to (`composition`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from bot.times.clocks import Clock
from bot.times.days import Day, DayOfMonth, MonthDay, NthWeekday, Relative, Slashed, Weekday
from bot.times.lengths import Length
from bot.times.lexicon import Part, Unit
from bot.times.meanings import Choice, Ignored, Moment, Now, PartSaid, Stretch
from bot.times.tokens import Kind
from bot.times.zone_names import ZoneSaid

_T = TypeVar("_T")
_DAYS = (Relative, Weekday, DayOfMonth, MonthDay, Slashed, NthWeekday)


class Gathered(NamedTuple):
    """The meanings in some words, by what they are for."""

    days: tuple[Day, ...] = ()
    clocks: tuple[Clock, ...] = ()
    parts: tuple[Part, ...] = ()
    zones: tuple[ZoneSaid, ...] = ()
    lengths: tuple[Length, ...] = ()
    moments: tuple[Moment, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    is_now: bool = False
    is_choice: bool = False


def gather(meanings: Sequence[object]) -> Gathered:
    """Sorts the meanings by their types, each once."""

    def every(kind: type[_T]) -> tuple[_T, ...]:
        return tuple(dict.fromkeys(meaning for meaning in meanings if isinstance(meaning, kind)))

    parts = every(PartSaid)
    days: list[Day] = [meaning for meaning in meanings if isinstance(meaning, _DAYS)]
    if any(part.is_today for part in parts):
        days.append(Relative())
    return Gathered(
        days=tuple(dict.fromkeys(days)),
        clocks=every(Clock),
        parts=tuple(part.part for part in parts),
        zones=every(ZoneSaid),
        lengths=every(Length),
        moments=every(Moment),
        stretches=every(Stretch),
        is_now=bool(every(Now)),
        is_choice=bool(every(Choice)),
    )


def one_zone(zones: tuple[ZoneSaid, ...]) -> tuple[ZoneSaid | None, bool]:
    """One zone out of those said: "EST (New York)" is one, "ET / CT" is not."""
    names = {zone.zone for zone in zones if zone.zone}
    offsets = {zone.offset for zone in zones if zone.offset is not None}
    if len(zones) < 2:  # noqa: PLR2004 - nothing to join
        return (zones[0] if zones else None), True
    places = {zone.zone for zone in zones if zone.zone and zone.offset is None}
    abbreviation = next((zone for zone in zones if zone.offset is not None), None)
    if len(offsets) > 1 or len(places) > 1 or (len(names) > 1 and not places):
        return None, False
    return (abbreviation or zones[0])._replace(zone=next(iter(places or names), None)), True


def is_idle(meaning: object, meanings: Sequence[object]) -> bool:
    """Whether a meaning is none beside the others: "5 hours" or a bare number beside a real time."""
    if isinstance(meaning, Ignored):
        return True
    if isinstance(meaning, Length):
        return meaning.is_bare and len(meanings) > 1
    if isinstance(meaning, Clock) and meaning.is_loose and not any(isinstance(m, Choice) for m in meanings):
        return any(isinstance(other, Clock) and not other.is_loose for other in meanings)
    return False


def in_stretch(gathered: Gathered) -> Gathered:
    """In "friday 3pm next week" the week belongs to the day that was said."""
    if len(gathered.days) != 1 or len(gathered.stretches) != 1:
        return gathered
    day, stretch = gathered.days[0], gathered.stretches[0]
    ahead = {Kind.LAST: -1, Kind.THIS: 0}.get(stretch.which, 1)
    if isinstance(day, Weekday) and day.which is None and stretch.unit is Unit.WEEK:
        return gathered._replace(days=(day._replace(weeks=ahead),), stretches=())
    if isinstance(day, DayOfMonth) and stretch.unit is Unit.MONTH:
        return gathered._replace(days=(day._replace(months=ahead),), stretches=())
    return gathered
