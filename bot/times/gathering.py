"""Sorts the meanings in somebody's words by what they are for, before they are put together.

Not here: now, and what the meanings come to (`composition`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.times.days import Day, DayOfMonth, Dotted, MonthDay, Relative, Slashed, Weekday
from bot.times.grammar.clocks import Clock
from bot.times.grammar.lengths import Length
from bot.times.grammar.meanings import Choice, Closest, Ignored, Moment, Now, PartSaid, Stretch, YearSaid
from bot.times.grammar.stretches import Lasting, Span
from bot.times.moveable import EasterDay, InYear, Nearest, NthWeekday, Shifted, Workday
from bot.times.words.lexicon import Part, Unit
from bot.times.zone_names import ZoneSaid

DAYS = (
    Relative,
    Weekday,
    DayOfMonth,
    MonthDay,
    Slashed,
    Dotted,
    NthWeekday,
    EasterDay,
    InYear,
    Workday,
    Shifted,
)


class Gathered(NamedTuple):
    """The meanings in some words, by what they are for."""

    days: tuple[Day, ...] = ()
    clocks: tuple[Clock, ...] = ()
    parts: tuple[Part, ...] = ()
    zones: tuple[ZoneSaid, ...] = ()
    lengths: tuple[Length, ...] = ()
    moments: tuple[Moment, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    spans: tuple[Span | Lasting, ...] = ()
    is_now: bool = False
    is_choice: bool = False


_PLACES: dict[type, str] = {
    Clock: "clocks",
    PartSaid: "parts",
    ZoneSaid: "zones",
    Length: "lengths",
    Moment: "moments",
    Stretch: "stretches",
    Span: "spans",
    Lasting: "spans",
    Closest: "closest",
    YearSaid: "years",
    Now: "is_now",
    Choice: "is_choice",
    **dict.fromkeys(DAYS, "days"),
}


def gather(meanings: Sequence[object]) -> Gathered:
    """Sorts the meanings by their types, each once; what changes a day becomes part of it."""
    found: dict[str, list[Any]] = {}
    for meaning in meanings:
        place = found.setdefault(_PLACES.get(type(meaning), ""), [])
        if not any(type(other) is type(meaning) and other == meaning for other in place):
            place.append(meaning)
    found.pop("", None)
    if "years" in found or "closest" in found:
        found["days"] = _changed(found.get("days", []), found.pop("years", ()), found.pop("closest", ()))
    if "parts" in found:
        today = [Relative(days=part.ahead) for part in found["parts"] if part.is_today]
        found["days"] = [*found.get("days", ()), *today[:1]]
        found["parts"] = [part.part for part in found["parts"]]
    if "spans" in found:
        begins = [span.begin for span in found["spans"] if isinstance(span, Span)]
        found["clocks"] = [*begins, *found.get("clocks", ())]
    return Gathered(**{name: tuple(place) for name, place in found.items()})  # type: ignore[arg-type]


def _changed(days: list[Day], years: Sequence[YearSaid], closest: Sequence[Closest]) -> list[Day]:
    """The days in the year that stands behind the clock; the monday that is closest to them."""
    for said in years[:1]:
        days = [
            day._replace(year=said.year) if isinstance(day, MonthDay) and not day.year else day
            for day in days
        ]
    for near in closest[:1]:
        days = [Nearest(day=day, number=near.number, nth=near.nth, direction=near.direction) for day in days]
    return days


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
    zone = next(iter(places or names), None)
    return (abbreviation or zones[0])._replace(zone=zone, is_placed=bool(places)), True


def is_idle(meaning: object, meanings: Sequence[object]) -> bool:
    """Whether a meaning is none beside the others: "5 hours" or a bare number beside a real time."""
    if isinstance(meaning, Ignored):
        return True
    if isinstance(meaning, Length):
        return meaning.is_bare and len(meanings) > 1
    if isinstance(meaning, Relative) and meaning.is_maybe:
        return any(isinstance(other, DAYS) and other is not meaning for other in meanings)
    if isinstance(meaning, Clock) and meaning.is_loose and not any(isinstance(m, Choice) for m in meanings):
        return any(isinstance(other, Clock) and not other.is_loose for other in meanings)
    return False


def in_stretch(gathered: Gathered) -> Gathered:
    """In "friday 3pm next week" the week belongs to the day that was said."""
    if len(gathered.days) != 1 or len(gathered.stretches) != 1:
        return gathered
    day, stretch = gathered.days[0], gathered.stretches[0]
    if isinstance(day, Weekday) and day.which is None and stretch.unit is Unit.WEEK:
        return gathered._replace(days=(day._replace(weeks=stretch.units),), stretches=())
    if isinstance(day, DayOfMonth) and stretch.unit is Unit.MONTH:
        return gathered._replace(days=(day._replace(months=stretch.units),), stretches=())
    return gathered
