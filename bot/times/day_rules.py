"""Recognises days: the patterns of `days`, whose header shows them, and what their tokens mean."""

from __future__ import annotations

from bot.times.days import DayOfMonth, MonthDay, NthWeekday, Relative, Slashed, Weekday
from bot.times.lexicon import Unit
from bot.times.rules import Rule
from bot.times.tokens import Kind, Said, every, first

_MODIFIERS = (Kind.THIS, Kind.COMING, Kind.NEXT, Kind.LAST)


def _relative(said: Said) -> object:
    return Relative(days=first(said, Kind.RELATIVE) or 0)


def _day_after(said: Said) -> object:
    """The day after tomorrow."""
    return Relative(days=first(said, Kind.RELATIVE) + 1) if first(said, Kind.UNIT) is Unit.DAY else None


def _modifier(said: Said) -> Kind | None:
    return next((token.kind for token in said if token.kind in _MODIFIERS), None)


def _weekday(said: Said) -> object:
    return Weekday(number=first(said, Kind.WEEKDAY), which=_modifier(said))


def _weekday_of_week(said: Said) -> object:
    """Tuesday next week, next week tuesday, Wednesday of this week."""
    if first(said, Kind.UNIT) is not Unit.WEEK:
        return None
    weeks = {Kind.THIS: 0, Kind.NEXT: 1, Kind.COMING: 1, Kind.LAST: -1}[_modifier(said) or Kind.THIS]
    return Weekday(number=first(said, Kind.WEEKDAY), weeks=weeks)


def _month_day(said: Said) -> object:
    """December 3rd 2026, 3 December."""
    year = first(said, Kind.YEAR, Kind.DIGITS)
    return MonthDay(month=first(said, Kind.MONTH), day=first(said, Kind.ORDINAL, Kind.NUMBER), year=year)


def _day_of_month(said: Said) -> object:
    """The 5th, 5th of next month; an ordinal as a word only where the pattern says so."""
    unit, modifier = first(said, Kind.UNIT), _modifier(said)
    if unit not in (None, Unit.MONTH):
        return None
    months = {Kind.NEXT: 1, Kind.COMING: 1, Kind.LAST: -1}.get(modifier, 0) if modifier else None
    return DayOfMonth(day=first(said, Kind.ORDINAL), months=months)


def _digit_ordinal(said: Said) -> object:
    """5th; "first" alone is not a date."""
    is_digits = any(token.kind is Kind.ORDINAL and token.text[0].isdigit() for token in said)
    return _day_of_month(said) if is_digits else None


def _nth_weekday(said: Said) -> object:
    """2nd friday in february [2027], last sunday of next month."""
    unit = first(said, Kind.UNIT)
    month = first(said, Kind.MONTH)
    if month is None and unit is not Unit.MONTH:
        return None
    is_next = month is None and said[-2].kind in (Kind.NEXT, Kind.COMING)
    return NthWeekday(
        nth=first(said, Kind.ORDINAL) or -1,
        number=first(said, Kind.WEEKDAY),
        month=month,
        year=first(said, Kind.YEAR),
        months=int(is_next),
    )


def _ymd(said: Said) -> object:
    year, month, day = first(said, Kind.YMD)
    return MonthDay(year=year, month=month, day=day)


def _dotted(said: Said) -> object:
    day, month, year = first(said, Kind.DOTDATE)
    return MonthDay(year=year, month=month, day=day)


def _slashed(said: Said) -> object:
    one, two, year = first(said, Kind.SLASHED)
    return Slashed(numbers=(one, two), year=year)


def _dotted_pair(said: Said) -> object:
    """9.10 in front of a clock."""
    one, two, _ = first(said, Kind.DOTTED)
    return Slashed(numbers=(one, two), is_dotted=True)


def _holiday(said: Said) -> object:
    """Christmas, and its eve."""
    month, day = first(said, Kind.HOLIDAY)
    is_eve = said[-1].text.lower() == "eve"
    if not is_eve and len(said) > 1:
        return None
    return MonthDay(month=month, day=day - is_eve)


def _weekday_number(said: Said) -> object:
    """Friday 31, 15 at 8:00: a number that is no bare hour must be the day of the month."""
    number = every(said, Kind.NUMBER)[0]
    return DayOfMonth(day=number) if 12 < number <= 31 else None  # noqa: PLR2004 - hours end, days end


_MOD = "(THIS|NEXT|COMING|LAST)"

DATE_RULES = (
    Rule(
        "(ORDINAL|LAST) WEEKDAY (IN|OF) THE? (MONTH <year>?|(THIS|NEXT|COMING) UNIT)",
        _nth_weekday,
    ),
    Rule("MONTH (DASH|COMMA)? THE? <nth> (?!MERIDIEM|UNIT|OCLOCK) <year>?", _month_day),
    Rule("THE? <nth> (OF|DASH|SLASH|COMMA)? MONTH COMMA? <year>?", _month_day),
    Rule("YMD", _ymd),
    Rule("DOTDATE", _dotted),
    Rule("SLASHED", _slashed),
    Rule("DOTTED (?=AT? COLON)", _dotted_pair),
    Rule("HOLIDAY PART", _holiday),
    Rule("HOLIDAY", _holiday),
)
"""Dates, which go before clocks: their numbers are not hours."""

RULES = (
    Rule("THE? UNIT AFTER RELATIVE", _day_after),
    Rule("RELATIVE", _relative),
    Rule(f"WEEKDAY COMMA? (ON|OF)? {_MOD} UNIT", _weekday_of_week),
    Rule(f"{_MOD} UNIT COMMA? (ON|OF)? WEEKDAY", _weekday_of_week),
    Rule(f"{_MOD}* WEEKDAY", _weekday),
    Rule("THE? ORDINAL OF THE? (THIS|NEXT|COMING|LAST) UNIT", _day_of_month),
    Rule("<after_weekday> THE? ORDINAL", _day_of_month),
    Rule("<after_weekday> NUMBER (?!UNIT)", _weekday_number),
    Rule("^ NUMBER (?=AT (COLON|<num> MERIDIEM))", _weekday_number),
    Rule("THE? ORDINAL (?!UNKNOWN|UNIT|FILLER|WEEKDAY|PART)", _digit_ordinal),
)
