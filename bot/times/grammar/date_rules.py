"""Recognises dates: a day with its month, in any order and with any sign between; nth weekdays; holidays.

The headers of `days` and `moveable` show them. Not here: which year is meant where none is said.
"""

from __future__ import annotations

from bot.times.days import DayOfMonth, Dotted, MonthDay, Slashed
from bot.times.grammar.meanings import Stretch
from bot.times.grammar.patterns import Rule
from bot.times.moveable import NthWeekday, Shifted
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, every, first


def _month_day(said: Said) -> object:
    """December 3rd 2026, 3 December; a second number is a year of two digits (31-Aug-26)."""
    day, *short = every(said, Kind.ORDINAL, Kind.NUMBER)
    year = first(said, Kind.YEAR, Kind.DIGITS) or next((2000 + number for number in short), None)
    return MonthDay(month=first(said, Kind.MONTH), day=day, year=year)


def _end_of_month(said: Said) -> object:
    """End of the month, end of march [2027], end of the year; of a week, one of two days."""
    month, unit = first(said, Kind.MONTH), first(said, Kind.UNIT)
    day = -1 if said[0].kind is Kind.END or said[1].kind is Kind.END else 1
    if month:
        return MonthDay(month=month, day=day, year=first(said, Kind.YEAR))
    if unit is Unit.YEAR:
        return _edge_of_year(said, day)
    if unit is Unit.WEEK:
        which = said[-2].kind if said[-2].kind in (Kind.NEXT, Kind.COMING) else Kind.THIS
        return Stretch(unit=unit, which=which, days=(3, 4) if day < 0 else (0, 1))
    months = {Kind.NEXT: 1, Kind.COMING: 1, Kind.LAST: -1}.get(said[-2].kind, 0)
    return DayOfMonth(day=day, months=months) if unit is Unit.MONTH else None


def _edge_of_year(said: Said, day: int) -> object:
    """Its last day, or the first of the next one that comes."""
    if day < 0:
        years = int(said[-2].kind in (Kind.NEXT, Kind.COMING))
        return Shifted(day=MonthDay(month=12, day=31), months=12 * years)
    return MonthDay(month=1, day=1) if said[-2].kind in (Kind.NEXT, Kind.COMING) else None


def _last_day(said: Said) -> object:
    """The last day of the month, of the year; "the first day of march"."""
    if every(said, Kind.UNIT)[0] is not Unit.DAY:
        return None
    day, month = first(said, Kind.ORDINAL) or -1, first(said, Kind.MONTH)
    if month:
        return MonthDay(month=month, day=day, year=first(said, Kind.YEAR))
    if said[-1].value is Unit.YEAR and day in (-1, 1):
        return _edge_of_year(said, day)
    months = {Kind.NEXT: 1, Kind.COMING: 1}.get(said[-2].kind, 0)
    return DayOfMonth(day=day, months=months) if said[-1].value is Unit.MONTH else None


def _nth_weekday(said: Said) -> object:
    """2nd friday in february [2027], last sunday of next month."""
    unit = first(said, Kind.UNIT)
    month = first(said, Kind.MONTH)
    if month is None and unit is not Unit.MONTH:
        return None
    is_next = month is None and said[-2].kind in (Kind.NEXT, Kind.COMING)
    nth = first(said, Kind.ORDINAL) or 1
    return NthWeekday(
        nth=-nth if any(token.kind is Kind.LAST for token in said[:4]) else nth,
        number=first(said, Kind.WEEKDAY),
        month=month,
        year=first(said, Kind.YEAR),
        months=int(is_next),
    )


def _ymd(said: Said) -> object:
    year, month, day = first(said, Kind.YMD)
    return MonthDay(year=year, month=month, day=day)


def _dotted(said: Said) -> object:
    one, two, year = first(said, Kind.DOTDATE)
    return Dotted(numbers=(one, two), year=year)


def _slashed(said: Said) -> object:
    one, two, year = first(said, Kind.SLASHED)
    return Slashed(numbers=(one, two), year=year)


def _dashed(said: Said) -> object:
    """2-15 alone: too long for a stretch of hours, as "9-11" may be one."""
    one, two = every(said, Kind.NUMBER)
    return Slashed(numbers=(one, two)) if abs(one - two) > 12 else None  # noqa: PLR2004 - half a day


def _dotted_pair(said: Said) -> object:
    """9.10 in front of a clock."""
    one, two, _ = first(said, Kind.DOTTED)
    return Slashed(numbers=(one, two), is_dotted=True)


def _holiday(said: Said) -> object:
    """Christmas, thanksgiving 2027."""
    day, year = first(said, Kind.HOLIDAY), first(said, Kind.YEAR)
    return day._replace(year=year) if year else day


_SEP = "(DASH|SLASH|COMMA)?"
RULES = (
    Rule(
        "THE? (ORDINAL|(ORDINAL TO THE?)? LAST) WEEKDAY (IN|OF)? THE? (MONTH <year>?|<which>? UNIT)",
        _nth_weekday,
    ),
    Rule("THE? (ORDINAL|LAST) UNIT (IN|OF) THE? (MONTH <year>?|<which>? UNIT)", _last_day),
    Rule("THE? (END|BEGIN) OF THE? (MONTH <year>?|<which>? UNIT)", _end_of_month),
    Rule("<nth> (DASH MONTH DASH|SLASH MONTH SLASH) NUMBER (?!MERIDIEM)", _month_day),
    Rule(f"YEAR {_SEP} MONTH {_SEP} <nth> (?!MERIDIEM|OCLOCK)", _month_day),
    Rule(f"YEAR {_SEP} <nth> {_SEP} MONTH", _month_day),
    Rule(f"MONTH {_SEP} THE? <nth> (?!MERIDIEM|UNIT|OCLOCK) <year>?", _month_day),
    Rule("THE? <nth> (OF|DASH|SLASH|COMMA)? MONTH COMMA? <year>?", _month_day),
    Rule("<nth> DASH YEAR DASH MONTH|MONTH DASH YEAR DASH <nth>", _month_day),
    Rule("^ NUMBER DASH NUMBER $", _dashed),
    Rule("YMD", _ymd),
    Rule("DOTDATE", _dotted),
    Rule("SLASHED", _slashed),
    Rule("DOTTED (?=AT? COLON)", _dotted_pair),
    Rule("HOLIDAY (COMMA|OF|IN)? YEAR", _holiday),
    Rule("THE? HOLIDAY", _holiday),
)
"""Go before clocks: their numbers are not hours."""
