"""Puts the meanings in somebody's words together against now: one instant, or what must be asked.

    day, clock                      see `day_times`
    3-4pm, 3pm for 45 min           the begin, with its end (`stretches`)
    2026-12-03T15:00-05:00          that moment; anything beside it makes two
    in 2 hours                      real time from now
    2 days from now [at noon]       a day on the calendar
    5 hours after noon              real time from what else was said
    a week from monday at noon      the calendar, from the day that was said
    before 3pm, until 5pm           asked
    mon 3pm, wed 4pm                asked which one (`pairing`)
    every tuesday 3pm               see `series`
    mon-fri                         not understood as one instant

Not here: the text (`parser`), and what exists on a zone's clock (`placing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeGuard

from bot.times.day_times import at_clock, without_clock
from bot.times.days import YEARS, Day, Relative, Weekday, add
from bot.times.gathering import Gathered, gather, in_stretch, one_zone
from bot.times.grammar.lengths import Length
from bot.times.grammar.meanings import Dangling, Range, Series
from bot.times.grammar.stretches import Span, before_end, end_of
from bot.times.moveable import Shifted
from bot.times.pairing import pairs
from bot.times.placing import Asked, over, place, settle
from bot.times.reading import Instant, NotUnderstood, Question, Reading, Reason
from bot.times.zones import to_wall, whole_minute


def compose(meanings: Sequence[object], asked: Asked) -> Reading:
    """The reading of the meanings in some words, without their rest."""
    if not meanings or any(isinstance(meaning, Series | Range) for meaning in meanings):
        return NotUnderstood()
    if any(isinstance(meaning, Dangling) for meaning in meanings):
        return _bordering([meaning for meaning in meanings if not isinstance(meaning, Dangling)], asked)
    gathered = gather(meanings)
    said, is_clear = one_zone(gathered.zones)
    if not is_clear:
        return Question(reason=Reason.MULTIPLE, zone=asked.home)
    if said:
        asked = asked._replace(said=said)
    reading = _compose(gathered, asked)
    if isinstance(reading, Question) and reading.reason is Reason.MULTIPLE and not reading.options:
        return reading._replace(options=_each_of(meanings, asked))
    if said and said.is_maybe:
        reading = _or_at_home(reading, gathered, asked)
    return _with_end(reading, gathered, asked) if gathered.spans else reading


def _each_of(meanings: Sequence[object], asked: Asked) -> tuple[datetime, ...]:
    """The times of "mon 3pm, wed 4pm and fri 5pm"; none where one of them is over, or not clear."""
    options = [_likely(compose(pair, asked)) for pair in pairs(meanings)]
    return tuple(sorted({at for each in options for at in each})) if all(options) else ()


def _likely(reading: Reading) -> tuple[datetime, ...]:
    match reading:
        case Instant(at=at):
            return (at,)
        case Question(reason=Reason.MULTIPLE | Reason.AMBIGUOUS, options=options):
            return options
        case _:
            return ()


def _or_at_home(reading: Reading, gathered: Gathered, asked: Asked) -> Reading:
    """The reading, with the same clock at home as one click away: "PT" may be no zone."""
    other = _compose(gathered, asked._replace(said=None))
    if not isinstance(reading, Instant) or not isinstance(other, Instant) or other.at == reading.at:
        return reading
    return reading._replace(others=(other.at, *reading.others))


def _bordering(meanings: list[object], asked: Asked) -> Reading:
    """Before 3pm: asked whether 3pm will do."""
    reading = compose(meanings, asked)
    if not isinstance(reading, Instant):
        return NotUnderstood()
    return Question(reason=Reason.AMBIGUOUS, zone=reading.zone, options=(reading.at,))


def _with_end(reading: Reading, gathered: Gathered, asked: Asked) -> Reading:
    """The reading of a stretch's begin, with its end; "3-4" alone may be a date, "10 til 4" a clock."""
    if not isinstance(reading, Instant):
        return reading
    span = gathered.spans[0]
    if isinstance(span, Span) and span.begin.is_loose and not (gathered.days or gathered.parts):
        options = (reading.at, *reading.others)
        return Question(reason=Reason.AMBIGUOUS, zone=reading.zone, options=options)
    ends = end_of(span, reading.at, asked)
    if other := before_end(span, reading.at, ends, asked):
        return Question(reason=Reason.AMBIGUOUS, zone=reading.zone, options=(reading.at, other))
    return reading._replace(ends=ends)


def _compose(gathered: Gathered, asked: Asked) -> Reading:
    if any(length.is_anchored for length in gathered.lengths):
        return _anchored(gathered, asked)
    if gathered.moments:
        return _moment(gathered, asked)
    if gathered.lengths:
        return _ahead(gathered, asked)
    gathered = in_stretch(gathered)
    if gathered.clocks:
        return at_clock(gathered, asked)
    if gathered.stretches:
        return Question(reason=Reason.NEED_TIME, zone=asked.zone)
    if gathered.days or gathered.parts:
        return without_clock(gathered, asked)
    return Instant(at=asked.now, zone=asked.zone) if gathered.is_now else NotUnderstood()


def _moment(gathered: Gathered, asked: Asked) -> Reading:
    """A full date and time; anything else said beside it makes two."""
    moments = [moment.at for moment in gathered.moments]
    if None in moments:
        return Question(reason=Reason.INVALID_DATE, zone=asked.zone)
    readings = [_at_moment(at, asked) for at in moments if at is not None]
    if len(readings) == 1 and not (gathered.days or gathered.clocks or gathered.lengths):
        return readings[0]
    options = tuple(reading.at for reading in readings if isinstance(reading, Instant))
    return Question(reason=Reason.MULTIPLE, zone=asked.zone, options=options)


def _at_moment(at: datetime, asked: Asked) -> Reading:
    if at.year not in YEARS:
        return Question(reason=Reason.INVALID_DATE, zone=asked.zone)
    if at.tzinfo is None:
        return settle([at], asked)
    at = whole_minute(at)
    if at < asked.now:
        return over(at, asked)
    return Instant(at=at, zone=asked.zone)


def _ahead(gathered: Gathered, asked: Asked) -> Reading:
    """From now: hours in real time, days on the calendar, which then want a clock."""
    if len(gathered.lengths) > 1:
        return NotUnderstood()
    length = gathered.lengths[0]
    if length.elapsed or not (length.days or length.months):
        if gathered.clocks or gathered.parts or any(day != Relative() for day in gathered.days):
            return NotUnderstood()
        return _elapsed(asked.now, length, asked)
    if length.days % 7 == 0 and not length.months and _is_weekday(gathered.days):  # monday two weeks from now
        weekday = gathered.days[0]._replace(weeks=length.days // 7)
        return _compose(gathered._replace(days=(weekday,), lengths=()), asked)
    day = Relative(days=length.days, months=length.months)
    return _compose(gathered._replace(days=(*gathered.days, day), lengths=()), asked)


def _is_weekday(days: tuple[Day, ...]) -> TypeGuard[tuple[Weekday]]:
    return len(days) == 1 and isinstance(days[0], Weekday) and days[0].which is None


def _anchored(gathered: Gathered, asked: Asked) -> Reading:
    """From what else was said: "5 hours after noon", "a week from monday at noon"."""
    length = gathered.lengths[0]
    without = gathered._replace(lengths=())
    if len(gathered.lengths) > 1 or without == Gathered(zones=gathered.zones):
        return NotUnderstood()
    if not length.elapsed:
        days = gathered.days or (Relative(),)
        shifted = tuple(Shifted(day=day, months=length.months, days=length.days) for day in days)
        return _compose(without._replace(days=shifted), asked)
    anchor = _compose(without, asked)
    return _elapsed(anchor.at, length, asked) if isinstance(anchor, Instant) else anchor


def _elapsed(begin: datetime, length: Length, asked: Asked) -> Reading:
    """A length after an instant: its days by the wall clock, its hours in real time."""
    try:
        wall = to_wall(begin, asked.zone)
        day = add(wall.date(), months=length.months, days=length.days)
        base = begin if day == wall.date() else place(datetime.combine(day, wall.time()), asked).instants[0]
        at = whole_minute(base + length.elapsed)
    except (OverflowError, ValueError):
        return Question(reason=Reason.INVALID_DATE, zone=asked.zone)
    if at < asked.now:
        return over(at, asked)
    return Instant(at=at, zone=asked.zone)
