"""Where a series begins and ends: the days behind "starting", "until" and "except", and months as a whole.

    starting march 3, from tomorrow     that day
    starting in april                   its first day
    until march 1, till friday          that day too; a day that is said on itself is the next one
    until march, until next month       its first day; "through march" is its last
    until 2027                          the last session before that year
    in december, this week              its first and last session inside

What ends a series is looked for behind its begin: "from november until february" is next year's February. Not
here: for how long and how often (`composition`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeGuard

from bot.times.agreement import join
from bot.times.days import WEEK, Calendar, Day, DayOfMonth, Relative, Weekday, add, last_of
from bot.times.grammar.lengths import Length
from bot.times.grammar.meanings import Now, Stretch
from bot.times.reading import Reason
from bot.times.series.meanings import ENDS, Bound, Every, Holidays, MonthSaid, NthDays, WeekOf
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind

_DAY = timedelta(days=1)
_LEFT_OUT = (Every, NthDays, MonthSaid, Stretch, Holidays, WeekOf)
"""What a series can leave out, beside days."""


class Clause(NamedTuple):
    """A bound and the meanings behind it that say which day."""

    bound: Bound
    days: tuple[object, ...]


class Bounds(NamedTuple):
    """The days that a series lies between."""

    begins: date | None = None
    until: date | None = None
    window: tuple[date, date] | None = None
    """First and last day of a month, week or year in which it lies."""
    doubt: Reason | None = None
    """Why the days are not clear."""


def clauses(meanings: Sequence[object]) -> tuple[list[object], list[Clause]]:
    """The meanings outside of bounds, and the bounds with theirs."""
    outside: list[object] = []
    found: list[Clause] = []
    is_open = False
    for meaning in meanings:
        if (
            isinstance(meaning, Every)
            and is_open
            and not found[-1].days
            and found[-1].bound.kind is Kind.STARTING
        ):
            found.pop()  # "from monday to friday" are just days
            is_open = False
        if isinstance(meaning, Bound) and is_open and _leads_on(meaning, found[-1]):
            found[-1] = found[-1]._replace(days=(*found[-1].days, meaning))
        elif isinstance(meaning, Bound):
            found.append(Clause(bound=meaning, days=()))
            is_open = meaning.year is None
        elif is_open and _belongs(meaning, found[-1]) and not _is_the_rule(meaning, outside, found[-1]):
            found[-1] = found[-1]._replace(days=(*found[-1].days, meaning))
        else:
            outside.append(meaning)
            is_open = is_open and found[-1].bound.kind is Kind.EXCEPT  # "except dec 22 at 3pm and dec 29"
    return outside, found


def _belongs(meaning: object, clause: Clause) -> bool:
    """Whether it is part of a clause; what is left out is said in days, or in what cannot be left out."""
    if clause.bound.kind is not Kind.EXCEPT:
        return _is_dayish(meaning, clause.days)
    is_first = not (clause.days or clause.bound.days)
    return is_first or is_day(meaning) or isinstance(meaning, _LEFT_OUT)


def _is_the_rule(meaning: object, outside: Sequence[object], clause: Clause) -> bool:
    """Whether the series follows what it leaves out: "except dec 22, every tuesday"."""
    is_every = isinstance(meaning, Every) and meaning.unit is not None
    is_first = not any(isinstance(each, Every) for each in outside)
    return is_every and is_first and bool(clause.days or clause.bound.days)


def _leads_on(link: Bound, clause: Clause) -> bool:
    """Whether a dash leads from one day that is left out to another: "except dec 22 - jan 3"."""
    said = [*clause.bound.days, *clause.days]
    is_date = bool(said) and is_day(said[-1]) and not isinstance(said[-1], Weekday)
    return link.is_link and clause.bound.kind is Kind.EXCEPT and is_date


def bounds(found: Iterable[Clause], calendar: Calendar) -> Bounds | None:
    """The days of the clauses seen from today; None if one of them says no day."""
    said = Bounds()
    for clause in sorted(found, key=lambda clause: clause.bound.kind in ENDS):
        kind = clause.bound.kind
        if kind is Kind.EXCEPT:
            continue
        seen = calendar if said.begins is None else calendar._replace(today=said.begins)
        if kind is Kind.STARTING:
            edges, doubt = _edges(clause.days, seen)
            said = said._replace(begins=edges and edges[0], doubt=said.doubt or doubt)
        else:
            said = _ended(said, clause, seen)
        if not (said.begins or said.until or said.window or said.doubt):
            return None
    return said


def _ended(said: Bounds, clause: Clause, calendar: Calendar) -> Bounds:
    year = clause.bound.year
    if year is not None:
        last = date(year, 12, 31) if clause.bound.kind is Kind.THROUGH else date(year, 1, 1) - _DAY
        return said._replace(window=(said.begins or calendar.today, last))
    edges, doubt = _edges(clause.days, calendar, is_end=True)
    if edges is None:
        return said._replace(doubt=said.doubt or doubt)
    return said._replace(until=edges[-1 if clause.bound.kind is Kind.THROUGH else 0])


def window(meanings: Iterable[object], calendar: Calendar) -> tuple[date, date] | None:
    """First and last day of the month, week or year that the meanings name, from today on."""
    edges = [edge for meaning in meanings if (edge := stretch_of(meaning, calendar))]
    return (max(edges[0][0], calendar.today), edges[0][1]) if edges else None


def _edges(
    days: Sequence[object], calendar: Calendar, *, is_end: bool = False
) -> tuple[tuple[date, date] | None, Reason | None]:
    """First and last day of what is said, or the reason why they are not clear."""
    stretch = next((found for day in days if (found := stretch_of(day, calendar))), None)
    if stretch:
        return stretch, None
    said = tuple(as_day(day) for day in days)
    known = tuple(day for day in said if is_day(day))
    if not known:
        return None, None
    dates, doubt = join(known, calendar)
    if doubt:
        return None, doubt
    day = dates.likely[-1 if is_end else 0]
    return (day, day), None


def stretch_of(meaning: object, calendar: Calendar) -> tuple[date, date] | None:
    """First and last day of a month, week or year."""
    today = calendar.today
    if isinstance(meaning, MonthSaid):
        first = _month(meaning, calendar)
        return first, first.replace(day=last_of(first.year, first.month))
    if not isinstance(meaning, Stretch):
        return None
    if meaning.unit is Unit.WEEK:
        monday = today - today.weekday() * _DAY + meaning.units * WEEK
        return monday, monday + WEEK - _DAY
    if meaning.unit is Unit.MONTH:
        first = add(today.replace(day=1), months=meaning.units)
        return first, first.replace(day=last_of(first.year, first.month))
    year = today.year + meaning.units
    return date(year, 1, 1), date(year, 12, 31)


def _month(said: MonthSaid, calendar: Calendar) -> date:
    """The first of a month; without a year, of the next such month that is not over."""
    year = said.year or calendar.today.year + (said.month < calendar.today.month)
    return date(year, said.month, 1)


def as_day(meaning: object) -> object:
    """The 5th, now and "in 2 weeks" behind a bound are days like any other."""
    if isinstance(meaning, Now):
        return Relative()
    if isinstance(meaning, Length) and not meaning.elapsed:
        return Relative(days=meaning.days, months=meaning.months)
    return DayOfMonth(day=meaning.days[0]) if isinstance(meaning, NthDays) else meaning


def is_day(meaning: object) -> TypeGuard[Day]:
    """Whether it is a day of `days` or `moveable`."""
    return hasattr(meaning, "dates")


def _is_dayish(meaning: object, before: Sequence[object]) -> bool:
    """Whether it can say the day of a bound: "tuesday, the 4th of each month" does so only at the begin."""
    if isinstance(meaning, NthDays):
        return not (before and meaning.is_every)
    return is_day(meaning) or isinstance(meaning, MonthSaid | Stretch | Now | Length)
