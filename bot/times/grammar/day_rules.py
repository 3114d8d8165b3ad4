"""Recognises days: the patterns of `days`, whose header shows them, and what their tokens mean."""

from __future__ import annotations

from bot.times.days import Day, DayOfMonth, MonthDay, Relative, Slashed, Weekday
from bot.times.grammar.meanings import Closest, Stretch, YearSaid
from bot.times.grammar.patterns import Rule
from bot.times.moveable import NthWeekday, Shifted, Workday
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, every, first

_MODIFIERS = (Kind.THIS, Kind.COMING, Kind.NEXT, Kind.LAST)


def _relative(said: Said) -> Day:
    return Relative(days=first(said, Kind.RELATIVE) or 0)


def _maybe_tomorrow(said: Said) -> object:
    return Relative(days=first(said, Kind.MAYBE_RELATIVE), is_maybe=True)


def _unit_after_next(said: Said) -> object:
    """The day after next; a longer unit is no day."""
    unit = first(said, Kind.UNIT)
    return Relative(days=2) if unit is Unit.DAY else Stretch(unit=unit, which=Kind.NEXT, ahead=2)


def _next_day(said: Said) -> object:
    return Relative(days=1) if first(said, Kind.UNIT) is Unit.DAY else None


def _workday(_: Said) -> object:
    return Workday()


def _week_later(said: Said) -> object:
    """Monday week, tomorrow week: seven days after it."""
    if first(said, Kind.UNIT) is not Unit.WEEK:
        return None
    return Shifted(day=_relative(said) if first(said, Kind.RELATIVE) is not None else _weekday(said), days=7)


def _next_weekday(said: Said) -> object:
    """Next weekday: the word is the one of "weekdays", from Monday to Friday."""
    return Workday() if len(first(said, Kind.WEEKDAYS)) == 5 else None  # noqa: PLR2004 - working days


def _skipped(said: Said) -> object:
    """Friday after next, three fridays from now, next next monday."""
    count = first(said, Kind.NUMBER, Kind.WORD) or 2
    number, plural = first(said, Kind.WEEKDAY), first(said, Kind.WEEKDAYS)
    if plural:
        number = plural[0] if len(plural) == 1 else None
    return Weekday(number=number, skipped=count - 1) if number is not None and count else None


def _modifier(said: Said) -> Kind | None:
    return next((token.kind for token in said if token.kind in _MODIFIERS), None)


def _weekday(said: Said) -> Day:
    return Weekday(number=first(said, Kind.WEEKDAY), which=_modifier(said))


def _past_weekday(said: Said) -> Day:
    """This past monday."""
    return Weekday(number=first(said, Kind.WEEKDAY), which=Kind.LAST)


def _weekday_of_week(said: Said) -> object:
    """Tuesday next week, next week tuesday, Wednesday of this week."""
    if first(said, Kind.UNIT) is not Unit.WEEK:
        return None
    weeks = {Kind.THIS: 0, Kind.NEXT: 1, Kind.COMING: 1, Kind.LAST: -1}[_modifier(said) or Kind.THIS]
    weeks += any(token.kind is Kind.AFTER for token in said)
    return Weekday(number=first(said, Kind.WEEKDAY), weeks=weeks)


def _month_day(said: Said) -> object:
    """December 3rd 2026, 3 December; a second number is a year of two digits (31-Aug-26)."""
    day, *short = every(said, Kind.ORDINAL, Kind.NUMBER)
    year = first(said, Kind.YEAR, Kind.DIGITS) or next((2000 + number for number in short), None)
    return MonthDay(month=first(said, Kind.MONTH), day=day, year=year)


def _end_of_month(said: Said) -> object:
    """End of the month, end of march [2027]."""
    month, unit = first(said, Kind.MONTH), first(said, Kind.UNIT)
    day = -1 if said[0].kind is Kind.END or said[1].kind is Kind.END else 1
    if month:
        return MonthDay(month=month, day=day, year=first(said, Kind.YEAR))
    months = {Kind.NEXT: 1, Kind.COMING: 1, Kind.LAST: -1}.get(said[-2].kind, 0)
    return DayOfMonth(day=day, months=months) if unit is Unit.MONTH else None


def _last_day(said: Said) -> object:
    """The last day of the month; "the first day of march"."""
    if every(said, Kind.UNIT)[0] is not Unit.DAY:
        return None
    day, month = first(said, Kind.ORDINAL) or -1, first(said, Kind.MONTH)
    if month:
        return MonthDay(month=month, day=day, year=first(said, Kind.YEAR))
    months = {Kind.NEXT: 1, Kind.COMING: 1}.get(said[-2].kind, 0)
    return DayOfMonth(day=day, months=months) if said[-1].value is Unit.MONTH else None


def _day_of_month(said: Said) -> object:
    """The 5th, 5th of next month; an ordinal as a word only where the pattern says so."""
    unit, modifier = first(said, Kind.UNIT), _modifier(said)
    if unit not in (None, Unit.MONTH):
        return None
    months = {Kind.NEXT: 1, Kind.COMING: 1, Kind.LAST: -1}.get(modifier, 0) if modifier else None
    if any(token.kind is Kind.AFTER for token in said):  # the month after next
        months = 2
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
    """Christmas, thanksgiving 2027."""
    day, year = first(said, Kind.HOLIDAY), first(said, Kind.YEAR)
    return day._replace(year=year) if year else day


def _weekday_number(said: Said) -> object:
    """Friday 31, 15 at 8:00: a number that is no bare hour must be the day of the month."""
    number = every(said, Kind.NUMBER)[0]
    return DayOfMonth(day=number) if 12 < number <= 31 else None  # noqa: PLR2004 - hours end, days end


def _bracketed(said: Said) -> object:
    """Thursday (12.)."""
    return DayOfMonth(day=first(said, Kind.ORDINAL, Kind.NUMBER))


def _dashed(said: Said) -> object:
    """2-15 alone: too long for a stretch of hours, as "9-11" may be one."""
    one, two = every(said, Kind.NUMBER)
    return Slashed(numbers=(one, two)) if abs(one - two) > 12 else None  # noqa: PLR2004 - half a day


def _closest(said: Said) -> object:
    """The [second] closest monday to ...: the day follows."""
    return Closest(number=first(said, Kind.WEEKDAY), nth=first(said, Kind.ORDINAL) or 1)


def _beside(said: Said) -> object:
    """The friday after thanksgiving."""
    closest = Closest(number=first(said, Kind.WEEKDAY), nth=first(said, Kind.ORDINAL) or 1)
    return closest._replace(direction=1 if said[-1].kind is Kind.AFTER else -1)


def _year(said: Said) -> object:
    return YearSaid(year=first(said, Kind.YEAR))


_MOD = "(THIS|NEXT|COMING|LAST)"
_SEP = "(DASH|SLASH|COMMA)?"

DATE_RULES = (
    Rule("WEEKDAY COMMA? (ON|OF)? THE? UNIT AFTER NEXT", _weekday_of_week),
    Rule("THE? ORDINAL (IN|OF)? THE? UNIT AFTER NEXT", _day_of_month),
    Rule("THE? UNIT AFTER NEXT (?!WEEKDAY|UNIT|MONTH)", _unit_after_next),
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
"""Dates, which go before clocks: their numbers are not hours."""

RULES = (
    Rule("NEXT NEXT WEEKDAY|WEEKDAY AFTER NEXT (?!WEEKDAY|UNIT|MONTH)", _skipped),
    Rule("(?<=COLON|MERIDIEM|ZONE) COMMA? YEAR", _year),
    Rule(
        "THE? ORDINAL? WEEKDAY (AFTER|BEFORE) (?=(THE|ON)? (<date>|<nth>|<which>))",
        _beside,
    ),
    Rule("THE? ORDINAL? CLOSEST WEEKDAY TO (?=(THE|ON)? <time_begin>)", _closest),
    Rule("<num> (WEEKDAY|WEEKDAYS) (FROM FILLER? NOW|FROM RELATIVE|LATER)", _skipped),
    Rule("THE? (NEXT|COMING) WORKDAY", _workday),
    Rule("THE? NEXT WEEKDAYS", _next_weekday),
    Rule("THE? NEXT UNIT (?!WEEKDAY)", _next_day),
    Rule("(?<!WITH|FOR|AND) MAYBE_RELATIVE (?!UNKNOWN)", _maybe_tomorrow),
    Rule("(WEEKDAY|RELATIVE) UNIT", _week_later),
    Rule("THE? RELATIVE", _relative),
    Rule(f"WEEKDAY COMMA? (ON|OF)? {_MOD} UNIT", _weekday_of_week),
    Rule(f"{_MOD} UNIT COMMA? (ON|OF)? WEEKDAY", _weekday_of_week),
    Rule(f"{_MOD}* WEEKDAY", _weekday),
    Rule("THIS? PAST WEEKDAY", _past_weekday),
    Rule("THE? ORDINAL OF THE? (THIS|NEXT|COMING|LAST)? UNIT", _day_of_month),
    Rule("THE? ORDINAL (THIS|NEXT|COMING) UNIT", _day_of_month),
    Rule("<after_weekday> THE? ORDINAL", _day_of_month),
    Rule("<after_weekday> OPEN <nth> COMMA? CLOSE", _bracketed),
    Rule("THE ORDINAL (?=$|COMMA|AT|<clock>)", _day_of_month),
    Rule("THE NUMBER (?!MERIDIEM|OCLOCK|UNIT|UNKNOWN|<num>)", _weekday_number),
    Rule("<after_weekday> NUMBER (?!UNIT)", _weekday_number),
    Rule("^ NUMBER (?=AT (COLON|<num> MERIDIEM))", _weekday_number),
    Rule("THE? ORDINAL (?!UNKNOWN|UNIT|FILLER|WEEKDAY|PART)", _digit_ordinal),
)
