"""Recognises how many sessions a series has, where it begins and ends, and whether a text has one at all.

    8 times, x8, 8x, for 8 sessions, next 3 fridays         how many; "every day twice" too
    for 6 weeks, for the next month                         for how long
    starting, from, beginning ...   until, till, through ...     with the day behind it
    except ..., not ..., skip ...                           the same; holidays, the week of ...
    in december, until march, for the month of may          a month without a day
    tomorrow through sunday, oct 2 - oct 5, oct 2-5         a day and an end

Not here: which days the bounds come to (`bounds`).
"""

from __future__ import annotations

import re

from bot.times.days import LONGEST_MONTH, MonthDay
from bot.times.grammar.meanings import Stretch
from bot.times.grammar.patterns import Rule, compiled
from bot.times.series.meanings import Bound, Course, Holidays, MonthSaid, NthDays, Total, WeekOf
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, every, first


def _total(said: Said) -> object:
    hundreds, rest = (first(said, Kind.HHMM) or (0, 0))[:2]  # x100
    sessions = first(said, Kind.NUMBER, Kind.WORD) or hundreds * 100 + rest
    is_sign_first = said[0].kind is Kind.TIMES and said[0].value is None
    return Total(sessions=sessions) if sessions and not is_sign_first else None


def _twice(said: Said) -> object:
    return Total(sessions=said[0].value) if said[0].value > 1 else None


def _course(said: Said) -> object:
    """For 6 weeks; "for 30 minutes" is the session's own length."""
    unit = first(said, Kind.UNIT)
    amount = first(said, Kind.NUMBER, Kind.WORD) or 1
    is_from_now = any(token.kind in (Kind.NEXT, Kind.COMING) for token in said)
    if any(token.kind is Kind.QUARTER for token in said):
        unit, amount = Unit.MONTH, 3 * amount
    if unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR):
        return None
    return Course(amount=amount, unit=unit, is_from_now=is_from_now)


def _starting(_: Said) -> object:
    return Bound(kind=Kind.STARTING)


def _until(said: Said) -> object:
    kind = Kind.THROUGH if any(token.kind is Kind.THROUGH for token in said) else Kind.UNTIL
    is_link = said[0].kind in (Kind.DASH, Kind.TO, Kind.THROUGH)
    return Bound(kind=kind, year=first(said, Kind.YEAR), is_link=is_link)


def _same_month(said: Said) -> object:
    """The 5 of "oct 2-5"."""
    day = first(said, Kind.NUMBER)
    return NthDays(days=(day,)) if 0 < day <= LONGEST_MONTH else None


def _through(said: Said) -> object:
    return Bound(kind=Kind.THROUGH, year=first(said, Kind.YEAR))


def _this(said: Said) -> object:
    return Stretch(unit=first(said, Kind.UNIT), which=Kind.THIS)


def _except(said: Said) -> object:
    """Except, and the dates that share one month: "dec 22 and 29", "el 22 y el 29 de diciembre"."""
    month, numbers = first(said, Kind.MONTH), every(said, Kind.ORDINAL, Kind.NUMBER)
    if not month:
        return Bound(kind=Kind.EXCEPT)
    year = first(said, Kind.YEAR)
    days = tuple(MonthDay(month=month, day=day, year=year) for day in numbers)
    return Bound(kind=Kind.EXCEPT, days=days)


def _week_of(said: Said) -> object:
    """The week of, christmas week."""
    return WeekOf(day=first(said, Kind.HOLIDAY)) if first(said, Kind.UNIT) is Unit.WEEK else None


def _month(said: Said) -> object:
    return MonthSaid(month=first(said, Kind.MONTH), year=first(said, Kind.YEAR))


_DATE = "(MONTH|WEEKDAY|ORDINAL|RELATIVE|SLASHED|YMD|DOTDATE|STAMP|HOLIDAY|<which>|END OF|BEGIN OF|TONIGHT)"
_DATE_END = "(ORDINAL|NUMBER|SLASHED|YMD|DOTDATE|YEAR|RELATIVE|WEEKDAY|HOLIDAY|MONTH)"
_NEAR = "(ON|IN|AT|THE){0,4}"
LINK = f"(?<={_DATE_END}) (DASH|TO|UNTIL|THROUGH) {_NEAR} (?={_DATE})"
_TO_LEAVE = (
    "(<date>|WEEKDAYS|WORKDAY|WEEKEND|HOLIDAYS|RELATIVE|<which>|EVERY (WEEKDAY|WEEKDAYS|WORKDAY|WEEKEND)"
    "|<nth> OF? MONTH|UNIT OF <date>)"
)
_EXCEPT = "(EXCEPT|MINUS) FILLER? (FOR|ON|IN|AT|THE|FROM|OF){0,4}"
_ALSO = "(COMMA? (AND|OR)|COMMA|SLASH|PLUS)"
_NO_HOUR = "(?!MERIDIEM|OCLOCK|NOON|ISH|DASH|UNIT|TIMES|OF? MONTH)"

WEEKLY_TOTAL = Rule("<num> (?=OFTEN TIMES)", _total)
"""6 weekly sessions: goes before the "weekly" itself."""
TOTALS = (
    Rule("(FOR|ON)? THE? (NEXT|COMING)? <num> (?=WEEKDAYS (?!FROM|AFTER|BEFORE|AGO))", _total),
    Rule("FOR? THE? (NEXT|COMING)? <num> TIMES (?!<num>)", _total),
    Rule("TIMES (<num>|HHMM) (?!MERIDIEM|OCLOCK|UNIT|TIMES)", _total),
    Rule("ONCE", _twice),
)
BOUNDS = (
    Rule("FOR? THE UNIT OF MONTH <year>?", _month),
    Rule("FOR THE? (NEXT|COMING)? (<num>|ARTICLE)? (UNIT|QUARTER)", _course),
    Rule("THE? (NEXT|COMING) <num> UNIT", _course),
    Rule(f"({_EXCEPT}|NOT FILLER? ON?) MONTH <nth> ({_ALSO} THE? <nth> {_NO_HOUR})+", _except),
    Rule(f"{_EXCEPT} THE? <nth> ({_ALSO} THE? <nth>)+ OF? MONTH <year>?", _except),
    Rule(f"{_EXCEPT} (?={_TO_LEAVE}|EVERY|PARTS|<time_begin>)", _except),
    Rule(f"NOT (UNKNOWN|FILLER){{0,2}} (ON|FOR|THE|FROM){{0,3}} (?={_TO_LEAVE})", _except),
    Rule("HOLIDAY UNIT|THE? UNIT OF (?=THE? (<date>|<nth> OF? MONTH))", _week_of),
    Rule(f"NO (ON|FOR|THE|FROM){{0,3}} (?={_TO_LEAVE})", _except),
    Rule(
        "((?<=EVERY UNIT)|(?<=EVERY WORKDAY)|(?<=OFTEN|WEEKDAYS)) BUT ON? (?=WEEKDAY|WEEKDAYS|WEEKEND)",
        _except,
    ),
    Rule("HOLIDAYS", lambda _: Holidays()),
    Rule("(UNTIL|THROUGH|TO) (THE? BEGIN OF|IN)? YEAR (?!MERIDIEM)", _until),
    Rule("(UNTIL|THROUGH|TO) THE? END OF YEAR (?!MERIDIEM)", _through),
    Rule("(UNTIL|THROUGH|TO) THE? END OF (?=THE? (UNIT|MONTH)|<which> UNIT)", _through),
    Rule("(?<=END OF) THE UNIT", _this),
    Rule(
        "(?<=MONTH NUMBER) (DASH|TO|THROUGH|UNTIL) (?=NUMBER (?!<clocklike>|COLON|UNIT|MONTH|TIMES))",
        _until,
    ),
    Rule("(?<=MONTH NUMBER (DASH|TO|THROUGH|UNTIL)) NUMBER (?!<clocklike>|UNIT|MONTH|TIMES)", _same_month),
    Rule(LINK, _until),
    Rule(f"(UNTIL|THROUGH|TO) {_NEAR} (?={_DATE})", _until),
    Rule(f"(STARTING|BEGIN|FROM) {_NEAR} (?={_DATE}|FILLER? NOW)", _starting),
    Rule("(STARTING|BEGIN) (?=(IN|AT){1,4} (<num>|ARTICLE) UNIT)", _starting),
)
MONTH_ALONE = Rule("(IN|FOR)? MONTH <year>?", _month)
"""Goes behind all dates."""

_TELLING = re.compile(
    compiled(
        f"EVERY|OFTEN|WEEKDAYS|PARTS|ONCE|TIMES|FOR THE? (NEXT|COMING)? (<num>|ARTICLE) UNIT|{LINK}"
        f"|(UNTIL|THROUGH) {_NEAR} {_DATE}|MONTH NUMBER (DASH|TO|UNTIL|THROUGH) NUMBER"
    )
)


def may_be_series(kinds: str) -> bool:
    """Whether a row of tokens' kinds has a word for a series at all."""
    return _TELLING.search(kinds) is not None
