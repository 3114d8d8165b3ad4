"""Puts the words of a series together against now: a rule and its starts, or what must be asked.

    how often      the smallest unit that is said; weekdays alone come every week, dates alone every month
    which days     weekdays, nth weekdays and days of the month; "weekly" alone counts from a day that is said
    the 4th day    of a week that begins on Sunday, or of the month
    x8             sessions to come, or from where the series begins
    for 6 weeks    6 weeks of the calendar from the first session: 6 sessions on each weekday, counted
    for the next 6 weeks     until today in 6 weeks, that day too
    until ...      see `bounds`
    mon-fri daily, daily except weekends     weekly, on those weekdays
    except may 5   counts, and is left out (`exceptions`); with nothing left it is AMBIGUOUS
    twice a week   not understood without two weekdays
    one clock      a bare hour by clinic hours, the likely one; two clocks are MULTIPLE, none is NEED_TIME
    midnight       on certain days: the night before or after it, asked
    weekly 3pm     on which day? AMBIGUOUS
    nothing to come     PAST

The zone in the words is a place: EST in July is New York's wall clock, as everywhere in a series. Not here:
which words these are (`rules`), what the calendar makes of the rule (`occurrences`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.times.agreement import join
from bot.times.days import Calendar, Day, DayOfMonth, add
from bot.times.gathering import Gathered, gather, one_zone
from bot.times.grammar.lengths import DAYS_LONG, MONTHS_LONG, Length
from bot.times.grammar.meanings import Dangling, Moment, Now, Range, Stretch
from bot.times.grammar.meanings import Series as Vague
from bot.times.placing import Asked, need_time, place
from bot.times.reading import Freq, NotUnderstood, Question, Reading, Reason, Recurrence, Series
from bot.times.series.bounds import Bounds, bounds, clauses, is_day, window
from bot.times.series.exceptions import Except, exceptions, left_out
from bot.times.series.meanings import Course, Every, Holidays, MonthSaid, Total, WeekOf
from bot.times.series.occurrences import days_of, first_day, starts_of
from bot.times.series.rhythm import is_plain, rhythm, without
from bot.times.words.lexicon import Part

_DAYS_IN = {Freq.DAILY: 1, Freq.WEEKLY: 7, Freq.MONTHLY: 0, Freq.YEARLY: 0}
"""How long one round of a rule takes; the calendar's months and years have no one length."""
_DAY = timedelta(days=1)
_LONGEST_TRIMMED = timedelta(days=800)
"""Looking for the last session of a longer time takes longer than anybody books ahead."""
_STRANGERS = (Length, Moment, Now, Range, Dangling, Vague, Holidays, WeekOf)
"""What no series is said with: "every tuesday in 2 hours"."""


def compose_series(meanings: Sequence[object], asked: Asked) -> Reading:
    """The reading of meanings with words for a series in them, without their rest."""
    gathered = gather(meanings)
    said, is_clear = one_zone(gathered.zones)
    if not is_clear:
        return Question(reason=Reason.MULTIPLE, zone=asked.home)
    asked = asked._replace(said=said._replace(offset=None) if said and said.zone else said)
    outside, found = clauses(meanings)
    rule = rhythm(outside, found)
    between = bounds(found, asked.calendar)
    if rule is None or between is None or any(isinstance(meaning, _STRANGERS) for meaning in outside):
        return NotUnderstood()
    if sum(isinstance(meaning, MonthSaid | Stretch) for meaning in outside) > 1:
        return Question(reason=Reason.MULTIPLE, zone=asked.zone)
    anchor, doubt = _anchor(outside, asked.calendar)
    if between.doubt or doubt:
        return Question(reason=between.doubt or doubt or Reason.AMBIGUOUS, zone=asked.zone)
    left = exceptions(found)
    rule = without(rule, [day for each in left if each.is_weekly for day in each.days])
    if rule is None or not all(each.is_clear for each in left):
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone)
    if between.until and anchor and between.until < anchor:
        return NotUnderstood()
    if anchor and not between.begins and not _is_on(rule, anchor):
        return Question(reason=Reason.MULTIPLE, zone=asked.zone)
    rule = rule._replace(begins=between.begins or anchor, until=between.until, total=_total(meanings))
    return _timed(rule, _part(meanings, gathered), _Said(outside, between, gathered, left), asked)


class _Said(NamedTuple):
    """What the words say beside the rule."""

    outside: Sequence[object]
    between: Bounds
    gathered: Gathered
    left_out: Sequence[Except]


def _timed(rule: Recurrence, part: Part | None, said: _Said, asked: Asked) -> Reading:
    """The rule at the time of day that is said, or the question for one."""
    times = [clock.times(part) for clock in said.gathered.clocks]
    if not all(times):
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone)
    if len({likely for likely, *_ in times}) > 1:
        return Question(reason=Reason.MULTIPLE, zone=asked.zone)
    bounded = _bounded(rule._replace(at=times[0][0] if times else None), said, asked)
    if bounded is None:
        return Question(reason=Reason.INVALID_DATE, zone=asked.zone)
    bounded = left_out(bounded, said.left_out, asked)
    if not times:
        return _need_time(bounded, part, asked)
    if said.gathered.clocks[0].is_midnight and (rule.weekdays or rule.month_days):
        return _midnight(bounded, asked)
    return _settled(bounded, asked)


def _settled(rule: Recurrence, asked: Asked) -> Reading:
    starts = starts_of(rule, asked)
    if not starts.at and starts.left_out:
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone)
    if not starts.at:
        day = rule.until or rule.begins
        return Question(reason=Reason.PAST, zone=asked.zone, day=day, recurrence=rule)
    if not _is_placed(rule):
        return Question(reason=Reason.AMBIGUOUS, zone=asked.zone, recurrence=rule)
    return Series(
        starts=starts.at,
        recurrence=rule,
        zone=asked.zone,
        is_cut=starts.is_cut,
        moved=starts.moved,
        left_out=starts.left_out,
    )


def _need_time(rule: Recurrence, part: Part | None, asked: Asked) -> Question:
    """Asks for the hour, with those of the first day; "monthly" has none yet."""
    day = _first_in(rule, asked)
    if day is None:
        return Question(reason=Reason.PAST, zone=asked.zone, day=rule.until or rule.begins, recurrence=rule)
    if not _is_placed(rule):
        return Question(reason=Reason.NEED_TIME, zone=asked.zone, recurrence=rule)
    return need_time((day,), asked, part)._replace(recurrence=rule)


def _midnight(rule: Recurrence, asked: Asked) -> Question:
    """On certain days only a person knows on which side of the day its midnight is."""
    day = _first_in(rule, asked)
    if day is None:
        return Question(reason=Reason.PAST, zone=asked.zone, day=rule.until or rule.begins, recurrence=rule)
    nights = (place(datetime.combine(night, time()), asked).instants[0] for night in (day, day + _DAY))
    options = tuple(at for at in nights if at >= asked.now)
    return Question(reason=Reason.AMBIGUOUS, zone=asked.zone, day=day, options=options, recurrence=rule)


def _first_in(rule: Recurrence, asked: Asked) -> date | None:
    """The first day that is not left out."""
    return next((day for day in days_of(rule, asked) if day not in rule.left_out), None)


def _is_placed(rule: Recurrence) -> bool:
    """Whether the words say on which days: "weekly" and "every month" alone do not."""
    return bool(rule.freq is Freq.DAILY or rule.weekdays or rule.month_days or rule.begins)


def _bounded(rule: Recurrence, said: _Said, asked: Asked) -> Recurrence | None:
    """The rule within its course and the months that it lies in; None behind the last year there is."""
    try:
        inside = said.between.window or window(said.outside, asked.calendar)
        if inside:
            rule = _trimmed(rule, inside, asked, is_begin_said=not said.between.window)
        courses = [meaning for meaning in said.outside if isinstance(meaning, Course)]
        return _in_course(rule, courses[0], asked) if courses else rule
    except (OverflowError, ValueError):
        return None


def _trimmed(rule: Recurrence, inside: tuple[date, date], asked: Asked, *, is_begin_said: bool) -> Recurrence:
    """The rule from its first to its last day inside of a month or year."""
    begins, until = inside
    if until - begins > _LONGEST_TRIMMED:
        return rule._replace(until=until)
    days = list(days_of(rule._replace(begins=rule.begins or begins, until=until), asked))
    if not days:
        return rule._replace(until=until)
    return rule._replace(begins=days[0] if is_begin_said else rule.begins, until=days[-1])


def _in_course(rule: Recurrence, course: Course, asked: Asked) -> Recurrence:
    """See the module's header."""
    months = MONTHS_LONG.get(course.unit, 0) * course.amount
    days = DAYS_LONG.get(course.unit, 0) * course.amount
    if course.is_from_now:
        return rule._replace(until=add(rule.begins or asked.today, months=months, days=days))
    size = _DAYS_IN[rule.freq]
    if size and days and days % (size * rule.interval) == 0:
        return rule._replace(total=days // (size * rule.interval) * max(1, len(rule.weekdays)))
    first = first_day(rule, asked) or asked.today
    return rule._replace(until=add(first, months=months, days=days - 1))


def _anchor(outside: Sequence[object], calendar: Calendar) -> tuple[date | None, Reason | None]:
    """The day from which "weekly, tomorrow 3pm" counts: one that is said and is no day of the rule."""
    days: list[Day] = [meaning for meaning in outside if is_day(meaning)]
    days = [day for day in days if not isinstance(day, DayOfMonth) or day.months]
    if all(is_plain(day) for day in days):
        return None, None
    dates, doubt = join(tuple(days), calendar)
    return next(iter(dates.likely), None), doubt


def _is_on(rule: Recurrence, day: date) -> bool:
    """Whether a day that is said beside the rule is one of its days: "tomorrow and every friday" is not."""
    weekdays = [number for number, nth in rule.weekdays if nth is None]
    return not weekdays or day.weekday() in weekdays


def _part(meanings: Sequence[object], gathered: Gathered) -> Part | None:
    """The part of the day, unless several were said."""
    parts = {*gathered.parts, *(every.part for every in meanings if isinstance(every, Every) and every.part)}
    return next(iter(parts)) if len(parts) == 1 else None


def _total(meanings: Sequence[object]) -> int | None:
    return next((meaning.sessions for meaning in meanings if isinstance(meaning, Total)), None)
