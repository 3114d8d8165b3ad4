"""Puts days and times of day together: the usual way to say when.

    day + clock                  that
    clock                        today, or tomorrow if it is over
    clock + part of the day      the part decides the half; "10am tonight" contradicts itself: asked
    day + midnight               the night before or after it: asked
    weekday + 11                 on a weekday the 11th, asked: hour or date?
    two clocks                   MULTIPLE
    next week + clock            asked with the working days
    no clock                     NEED_TIME

Not here: what exists on a zone's clock (`placing`), lengths and moments (`composition`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bot.times.agreement import join
from bot.times.days import WEEK, Dates, Day, Relative, Weekday
from bot.times.gathering import Gathered
from bot.times.grammar.clocks import Clock
from bot.times.grammar.meanings import Stretch
from bot.times.placing import Asked, need_time, place, settle
from bot.times.reading import Question, Reading, Reason
from bot.times.words.lexicon import Part, Unit

_PART_HOURS = {
    Part.MORNING: range(12),
    Part.LUNCH: range(11, 15),
    Part.AFTERNOON: range(12, 19),
    Part.TARDE: range(12, 22),
    Part.EVENING: range(15, 24),
    Part.NIGHT: (*range(17, 24), *range(5)),
}
_NIGHT_ENDS = 5


def _dates(gathered: Gathered, asked: Asked) -> tuple[Dates, Reason | None]:
    return join(gathered.days, asked.calendar, is_choice=gathered.is_choice)


def _part(gathered: Gathered) -> Part | None:
    """The part of the day, unless several were said."""
    return gathered.parts[0] if len(set(gathered.parts)) == 1 else None


def at_clock(gathered: Gathered, asked: Asked) -> Reading:
    """The reading of words with at least one clock."""
    part = _part(gathered)
    times = [clock.times(part) for clock in gathered.clocks]
    dates, doubt = _dates(gathered, asked) if gathered.days else (Dates(), None)
    if not all(times):  # "15:30 am"
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone, day=next(iter(dates.likely), None))
    likely = {said[0] for said in times}
    if len(likely) > 1:
        return _multiple(gathered, sorted(likely), asked)
    if gathered.stretches:
        return _in_stretch(gathered.stretches[0], times[0][0], asked)
    if dates.is_far:
        dates, doubt = Dates(likely=(*dates.others, *dates.likely)), Reason.WEEKDAY_MISMATCH
    if doubt:
        return _disagreeing(doubt, dates, times[0][0], asked)
    clock = gathered.clocks[0]
    if not gathered.days:
        return _next(times[0], part, asked)
    if clock.is_loose and (named := _dates_with(clock, gathered.days, dates)):
        return need_time(named, asked, part)
    return _on_dates(clock, times[0], dates, part, asked)


def _dates_with(clock: Clock, days: tuple[Day, ...], dates: Dates) -> tuple[date, ...]:
    """The dates whose day the number is: "tuesday 11" may be said of a Tuesday the 11th."""
    has_weekday = any(isinstance(day, Weekday) for day in days)
    return tuple(day for day in dates.likely if has_weekday and day.day == clock.hour)


def _next(times: tuple[time, ...], part: Part | None, asked: Asked) -> Reading:
    """A clock without a day: today, or tomorrow if it is over."""
    if part and times[0].hour not in _PART_HOURS[part]:
        times = (times[0], _other_half(times[0]))
        return settle([datetime.combine(asked.today, at) for at in times], asked)
    days = (asked.today, asked.today + timedelta(days=1))
    walls, *others = ([datetime.combine(day, at) for day in days] for at in times)
    return settle(
        walls, asked, others=_soonest([wall for half in others for wall in half], asked), takes_first=True
    )


def _on_dates(
    clock: Clock, times: tuple[time, ...], dates: Dates, part: Part | None, asked: Asked
) -> Reading:
    """A clock on the days that were said."""
    likely = dates.likely
    if part and not clock.is_midnight and times[0].hour not in _PART_HOURS[part]:  # "10am tonight"
        halves = (times[0], _other_half(times[0]))
        return settle([datetime.combine(likely[0], at) for at in halves], asked)
    is_after_midnight = part is Part.NIGHT and times[0].hour < _NIGHT_ENDS and clock.half is None
    if is_after_midnight or clock.is_midnight:
        likely = (*likely, likely[-1] + timedelta(days=1))
    walls = [datetime.combine(day, times[0]) for day in likely]
    others = [datetime.combine(day, at) for day in likely for at in times[1:]]
    others += [datetime.combine(day, times[0]) for day in dates.others]
    if likely == (asked.today,) and len(times) > 1 and not _is_coming(walls[0], asked):
        walls, others = others[:1], []  # "today at 7", said at 10: the evening
    return settle(walls, asked, others=others)


def _other_half(at: time) -> time:
    return at.replace(hour=(at.hour + 12) % 24)


def _is_coming(wall: datetime, asked: Asked) -> bool:
    return place(wall, asked).instants[-1] >= asked.now


def _coming(walls: Iterable[datetime], asked: Asked) -> tuple[datetime, ...]:
    """The first instant to come of each wall time that has one."""
    coming = ([at for at in place(wall, asked).instants if at >= asked.now] for wall in walls)
    return tuple(instants[0] for instants in coming if instants)


def _soonest(walls: list[datetime], asked: Asked) -> list[datetime]:
    return [wall for wall in walls if _is_coming(wall, asked)][:1]


def _disagreeing(doubt: Reason, dates: Dates, at: time, asked: Asked) -> Question:
    """Asks with each date at the time that was said."""
    options = _coming((datetime.combine(day, at) for day in dates.likely), asked)
    day = dates.likely[0] if doubt is Reason.WEEKDAY_MISMATCH else None
    return Question(reason=doubt, zone=asked.zone, day=day, options=options)


def _multiple(gathered: Gathered, times: list[time], asked: Asked) -> Reading:
    """Two times of day: each of them, if there is one day for them."""
    dates, doubt = _dates(gathered, asked) if gathered.days else (None, None)
    if doubt is Reason.INVALID_DATE:
        return Question(reason=doubt, zone=asked.zone)
    days = dates.likely[:1] if dates else (asked.today, asked.today + timedelta(days=1))
    walls = [wall for at in times for wall in _soonest([datetime.combine(day, at) for day in days], asked)]
    options = _coming(walls, asked)
    is_paired = doubt is not None  # "tue 3pm or thu 4pm": which belongs to which is not known here
    day = days[0] if dates and not is_paired else None
    return Question(reason=Reason.MULTIPLE, zone=asked.zone, day=day, options=() if is_paired else options)


def _in_stretch(stretch: Stretch, at: time, asked: Asked) -> Reading:
    """Asks which day of "next week at 3pm", or "this weekend at 3pm", is meant."""
    if stretch.unit is not Unit.WEEK:
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone)
    monday = asked.today - timedelta(days=asked.today.weekday()) + stretch.units * WEEK
    walls = [datetime.combine(monday + timedelta(days=day), at) for day in stretch.days]
    options = _coming(walls, asked)
    return Question(reason=Reason.AMBIGUOUS, zone=asked.zone, options=options)


def without_clock(gathered: Gathered, asked: Asked) -> Reading:
    """Asks for the hour of a day or a part of one."""
    part = _part(gathered)
    if not gathered.days:
        return need_time((asked.today,), asked, part)
    dates, doubt = _dates(gathered, asked)
    if doubt:
        day = dates.likely[0] if doubt is Reason.WEEKDAY_MISMATCH else None
        return Question(reason=doubt, zone=asked.zone, day=day)
    is_maybe = any(isinstance(day, Relative) and day.is_maybe for day in gathered.days)
    return need_time(dates.likely[:1] if is_maybe else dates.likely, asked, part)
