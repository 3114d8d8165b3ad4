"""How often a series comes, and on which days: the rule without its bounds and its time of day.

    every other week on mon and fri     the smallest unit that is said, on the days that are said
    mondays, tue and thu x8             weekdays without a unit come every week
    the 4th and 10th, first friday      days of the month without a unit come every month
    mornings                            a part of the day without a unit comes every day
    every week on the 4th day           weeks begin on Sunday here, as on an American calendar
    daily mon-fri                       weekly
    tomorrow through sunday             a stretch of days without a unit: daily
    twice a week on tue and thu         as many weekdays as times, or nobody knows when
    daily except weekends               the other weekdays; single days are `exceptions`

Not here: where the series begins and ends (`bounds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.times.days import LONGEST_MONTH, DayOfMonth, Weekday
from bot.times.reading import Freq, Recurrence
from bot.times.series.bounds import Clause, clauses, is_day
from bot.times.series.meanings import ENDS, Course, Every, NthDays, NthWeekdays, Total
from bot.times.words.lexicon import Unit

_T = TypeVar("_T")
_ORDER = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
_FREQS = {
    Unit.DAY: Freq.DAILY,
    Unit.WEEK: Freq.WEEKLY,
    Unit.MONTH: Freq.MONTHLY,
    Unit.YEAR: Freq.YEARLY,
}
_WEEK = 7


def is_series(meanings: Sequence[object]) -> bool:
    """Whether the pieces make a series: a word for one, or days and a bound ("tue and thu x8")."""
    outside, found = clauses(meanings)
    if any(_comes_again(meaning) for meaning in outside):
        return True
    ends = [clause for clause in found if clause.bound.kind in ENDS and (clause.days or clause.bound.year)]
    if ends and any(is_day(meaning) and not is_plain(meaning) for meaning in outside):
        return True
    has_length = any(isinstance(meaning, Total | Course) for meaning in outside)
    has_end = any(not all(map(is_plain, clause.days)) or clause.bound.year for clause in ends)
    return bool(_weekdays(outside)) and (has_length or has_end)


def rhythm(outside: Sequence[object], found: Sequence[Clause]) -> Recurrence | None:
    """The rule in the meanings outside of bounds; None if the words do not say one."""
    everys = _all(outside, Every)
    weekdays, nths = _weekdays(outside), _all(outside, NthWeekdays)
    days = _days(outside)
    unit, interval = _pace(everys, has_weekdays=bool(weekdays), has_days=bool(nths or days))
    if unit is None and found and any(map(is_day, outside)):
        unit = Unit.DAY
    if unit is Unit.WEEK and days and all(nth.is_counted for nth in _all(outside, NthDays)):
        weekdays, days = tuple(sorted({*weekdays, *((day - 2) % _WEEK for day in days)})), ()
    if unit is Unit.DAY and weekdays and interval == 1 and any(every.unit for every in everys):
        unit = Unit.WEEK
    is_possible = all(nth.days for nth in nths) and not (nths and (days or weekdays))
    times = max((every.times for every in everys), default=1)
    if unit is None or not is_possible or times not in (1, len(weekdays)):
        return None
    if (nths or days) and unit is not Unit.MONTH:
        return None
    named = {pair for nth in nths for pair in nth.days}
    plain = weekdays if unit in (Unit.WEEK, Unit.MONTH) else ()
    return Recurrence(
        freq=_FREQS[unit],
        interval=interval,
        weekdays=(*((day, None) for day in plain), *sorted(named)),
        month_days=days,
    )


def without(rule: Recurrence, said: Sequence[object]) -> Recurrence | None:
    """The rule without weekdays behind "except"; None if it cannot leave them out, or has no others."""
    weekdays = set(_weekdays([meaning for meaning in said if comes_on(rule, meaning)]))
    if not weekdays:
        return rule
    kept = tuple((day, nth) for day, nth in _every_week(rule) if day not in weekdays)
    if not kept or rule.interval != 1 or rule.freq not in (Freq.DAILY, Freq.WEEKLY):
        return None
    return rule._replace(freq=Freq.WEEKLY, weekdays=kept)


def comes_on(rule: Recurrence, weekdays: object) -> bool:
    """Whether the rule may come on any of the weekdays that a meaning names."""
    named = {day for day, _ in _every_week(rule)} or {*range(_WEEK)}
    return not named.isdisjoint(_weekdays([weekdays]))


def _every_week(rule: Recurrence) -> tuple[tuple[int, int | None], ...]:
    return tuple((day, None) for day in range(_WEEK)) if rule.freq is Freq.DAILY else rule.weekdays


def _comes_again(meaning: object) -> bool:
    if isinstance(meaning, NthWeekdays | NthDays):
        return meaning.is_every
    return isinstance(meaning, Every) and not meaning.is_list


def _pace(everys: Sequence[Every], *, has_weekdays: bool, has_days: bool) -> tuple[Unit | None, int]:
    """The unit that the series counts in, and how many of it; "every friday of every other month" is none."""
    said = {every.unit: 1 for every in everys if every.unit}
    for every in everys:
        if every.unit:
            said[every.unit] = max(said[every.unit], every.interval)
    if said:
        unit = min(said, key=_ORDER.index)
        is_clear = all(interval == 1 for other, interval in said.items() if other is not unit)
        return (unit if is_clear else None), said[unit]
    if has_weekdays or has_days:
        return (Unit.WEEK if has_weekdays else Unit.MONTH), 1
    return (Unit.DAY if any(every.part for every in everys) else None), 1


def _weekdays(meanings: Sequence[object]) -> tuple[int, ...]:
    """All weekdays that are just named; beside a date a weekday only says which day that is."""
    if any(is_day(meaning) and not isinstance(meaning, Weekday | DayOfMonth) for meaning in meanings):
        plain: list[int] = []
    else:
        plain = [meaning.number for meaning in meanings if isinstance(meaning, Weekday) and is_plain(meaning)]
    return tuple(sorted({*plain, *(day for every in _all(meanings, Every) for day in every.weekdays)}))


def is_plain(meaning: object) -> bool:
    """Whether it is a weekday of which nothing says which one."""
    return isinstance(meaning, Weekday) and meaning == Weekday(number=meaning.number)


def _days(meanings: Sequence[object]) -> tuple[int, ...]:
    said = [day for meaning in _all(meanings, NthDays) for day in meaning.days]
    said += [meaning.day for meaning in _all(meanings, DayOfMonth) if not meaning.months]
    return tuple(day for day in dict.fromkeys(said) if day <= LONGEST_MONTH)


def _all(meanings: Sequence[object], kind: type[_T]) -> list[_T]:
    return [meaning for meaning in meanings if isinstance(meaning, kind)]
