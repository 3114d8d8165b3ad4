"""Which dates of a series are left out: what stands behind "except", "not", "skip", "without".

    except dec 22, not the 22nd and 29th     those dates; of a number alone the first that the series has
    except the 1st of each month             all of them
    except dec 22 - jan 3                    every date from one to the other
    except next week, in january             every date inside; "christmas week" and "the week of dec 21" too
    except christmas, except holidays        those days; all days on which a clinic is closed (`holidays`)
    except weekends, except fridays          the rule has fewer weekdays (`rhythm.without`)

What is left out counts all the same: "x6 except dec 22" has five sessions. What is no day of the series is
`missed`, to be told. Not here: where such words stand (`bound_rules`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.times.agreement import join
from bot.times.days import Calendar, Day, MonthDay
from bot.times.grammar.meanings import Stretch
from bot.times.holidays import holiday
from bot.times.placing import Asked, wall_at
from bot.times.reading import Recurrence
from bot.times.series.bounds import Clause, as_day, clauses, is_day, stretch_of
from bot.times.series.meanings import Bound, Every, Holidays, MonthSaid, NthDays, WeekOf
from bot.times.series.occurrences import starts_of
from bot.times.series.rhythm import comes_on, is_plain, rhythm
from bot.times.words.tokens import Kind

_DAY = timedelta(days=1)
_SUNDAY = 6


class Stay(NamedTuple):
    """From one date to another: what is said of each."""

    first: tuple[object, ...]
    last: tuple[object, ...]


class Except(NamedTuple):
    """One thing that the words leave out."""

    bound: Bound
    """The word for it."""
    said: tuple[object, ...]
    """The meanings that say it, as they were recognised."""
    days: tuple[object, ...]
    """What they mean: the 29th of "dec 22nd and 29th" is in december too."""

    @property
    def is_weekly(self) -> bool:
        """Whether it is weekdays, which come off the rule."""
        return all(is_plain(day) or isinstance(day, Every) for day in self.days)

    @property
    def is_clear(self) -> bool:
        """Whether it is something that can be left out: no hour, no interval."""
        return all(_is_dated(day) or (isinstance(day, Every) and _is_weekdays(day)) for day in self.days)


def exceptions(found: Iterable[Clause]) -> list[Except]:
    """What the clauses leave out, one thing after the other."""
    return [each for clause in found if clause.bound.kind is Kind.EXCEPT for each in _in_clause(clause)]


def _in_clause(clause: Clause) -> list[Except]:
    bound = clause.bound
    found = [Except(bound, (bound,), (day,)) for day in bound.days]
    held: tuple[object, ...] = ()  # a weekday, "the week of": the date may follow
    begun: Except | None = None  # what stands before a dash
    for meaning in clause.days:
        if isinstance(meaning, Bound):
            begun = found.pop()
            begun = begun._replace(said=(*begun.said, meaning))
            continue
        is_begin = is_plain(meaning) or meaning == WeekOf()
        if held and (is_begin or isinstance(meaning, Every)):
            found.append(Except(bound, held, held))
            held = ()
        if is_begin:
            held = (meaning,)
            continue
        for day in _in_month_of(begun or next(reversed(found), None), meaning):
            each = Except(bound, (*held, meaning), (*held, day))
            found.append(each if begun is None else _from_to(begun, each))
            held, begun = (), None
    found += [Except(bound, held, held)] if held else []
    return found or [Except(bound, (), (None,))]


def _from_to(begin: Except, end: Except) -> Except:
    return Except(begin.bound, (*begin.said, *end.said), (Stay(begin.days, end.days),))


def _in_month_of(before: Except | None, meaning: object) -> tuple[object, ...]:
    """Each of some days that are named by a number, in the month of the date before, if there is one."""
    last = before.days[-1] if before else None
    if isinstance(meaning, Every) and isinstance(last, NthDays) and last.is_every:
        return ()  # of each month
    if not isinstance(meaning, NthDays) or meaning.is_every:
        return (meaning,)
    if isinstance(last, MonthDay):
        return tuple(last._replace(day=day) for day in meaning.days)
    return tuple(meaning._replace(days=(day,)) for day in meaning.days)


def _is_dated(meaning: object) -> bool:
    return is_day(meaning) or isinstance(meaning, NthDays | Stretch | MonthSaid | Holidays | WeekOf | Stay)


def _is_weekdays(every: Every) -> bool:
    return bool(every.weekdays) and every.interval == 1 and every.part is None


def left_out(rule: Recurrence, said: Sequence[Except], asked: Asked) -> Recurrence:
    """The rule with those of its dates to come that the words leave out."""
    dated = [each for each in said if not each.is_weekly]
    if not dated:
        return rule
    days = [wall_at(at, asked).date() for at in starts_of(rule, asked).at]
    hit = {day for each in dated for day in _hits(each, days, _seen(rule, asked))}
    return rule._replace(left_out=tuple(sorted(hit)))


def missed(meanings: Sequence[object], rule: Recurrence, asked: Asked) -> list[object]:
    """Those of a series' meanings that leave out what is no day of it: `rule` is what was made of them."""
    outside, found = clauses(meanings)
    whole, said = rhythm(outside, found), exceptions(found)
    seen = _seen(rule, asked)
    idle = [each for each in said if not _is_met(each, whole, rule.left_out, seen)]
    idle_bounds = [
        bound
        for bound in {id(each.bound): each.bound for each in said}.values()
        if all(each in idle for each in said if each.bound is bound)
    ]
    return [*(meaning for each in idle for meaning in each.said), *idle_bounds]


def _is_met(each: Except, rule: Recurrence | None, days: Sequence[date], calendar: Calendar) -> bool:
    if each.is_weekly:
        return rule is not None and any(comes_on(rule, day) for day in each.days)
    if isinstance(each.days[-1], Holidays):
        return True  # none of its dates is one: it was read, and holds
    return bool(_hits(each, days, calendar))


def _seen(rule: Recurrence, asked: Asked) -> Calendar:
    """Dates without a year are the next ones from where the series begins."""
    calendar = asked.calendar
    return calendar._replace(today=max(calendar.today, rule.begins or calendar.today))


def _hits(each: Except, days: Sequence[date], calendar: Calendar) -> list[date]:
    """Those of the days, in order, that are left out by it."""
    *_, last = each.days
    if isinstance(last, Holidays):
        return [day for day in days if holiday(day)]
    if isinstance(last, NthDays):
        hits = [day for day in days if {day.day, (day + _DAY).day == 1 and -1} & {*last.days}]
        return hits if last.is_every else hits[:1]
    inside = _inside(each.days, calendar)
    if inside:
        return [day for day in days if any(first <= day <= end for first, end in inside)]
    return [day for day in days if day in _dates(each.days, calendar)]


def _inside(said: Sequence[object], calendar: Calendar) -> list[tuple[date, date]]:
    """First and last day of what is longer than a day."""
    *_, last = said
    if isinstance(last, Stay):
        begins = _dates(last.first, calendar)[:1]
        ends = [end for day in begins for end in _dates(last.last, calendar._replace(today=day))[:1]]
        return list(zip(begins, ends, strict=False))
    stretch = stretch_of(last, calendar)
    return _weeks(said, calendar) or ([stretch] if stretch else [])


def _weeks(said: Sequence[object], calendar: Calendar) -> list[tuple[date, date]]:
    """The weeks that are named by a day in them, from Monday on; "the week of" a Sunday begins with that."""
    named = [day for day in said if isinstance(day, WeekOf)]
    if not named:
        return []
    days = _dates([named[0].day] if named[0].day else said[1:], calendar)
    firsts = [
        day if named[0].day is None and day.weekday() == _SUNDAY else day - day.weekday() * _DAY
        for day in days
    ]
    return [(first, first + 6 * _DAY) for first in firsts]


def _dates(said: Sequence[object], calendar: Calendar) -> tuple[date, ...]:
    """The dates that a day can be; none if what is said of it does not agree."""
    known: tuple[Day, ...] = tuple(day for meaning in said if is_day(day := as_day(meaning)))
    dates, doubt = join(known, calendar) if known else (None, None)
    return dates.likely if dates and not doubt else ()
