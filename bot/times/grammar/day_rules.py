"""Recognises days that are named by their distance, their weekday or their number in the month.

The header of `days` shows them. Not here: dates with a month (`date_rules`), and the calendar.
"""

from __future__ import annotations

from bot.times.days import Day, DayOfMonth, Relative, Weekday
from bot.times.grammar.meanings import Closest, Stretch, YearSaid
from bot.times.grammar.patterns import Rule
from bot.times.moveable import Shifted, Workday
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, every, first

WORKDAYS = (0, 1, 2, 3, 4)
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


def _workday(said: Said) -> object:
    """The next business day, in 3 business days."""
    count = first(said, Kind.NUMBER, Kind.WORD)
    is_workdays = first(said, Kind.WEEKDAYS) in (None, WORKDAYS)
    return Workday(nth=1 if count is None else count) if is_workdays and count != 0 else None


def _week_later(said: Said) -> object:
    """Monday week, tomorrow week: seven days after it."""
    if first(said, Kind.UNIT) is not Unit.WEEK:
        return None
    return Shifted(day=_relative(said) if first(said, Kind.RELATIVE) is not None else _weekday(said), days=7)


def _skipped(said: Said) -> object:
    """Friday after next, three fridays from now, the second friday from now, next next monday."""
    count = first(said, Kind.NUMBER, Kind.WORD, Kind.ORDINAL) or 2
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


def _weekday_number(said: Said) -> object:
    """Friday 31, 15 at 8:00: a number that is no bare hour must be the day of the month."""
    number = every(said, Kind.NUMBER)[0]
    return DayOfMonth(day=number) if 12 < number <= 31 else None  # noqa: PLR2004 - hours end, days end


def _bracketed(said: Said) -> object:
    """Thursday (12.)."""
    return DayOfMonth(day=first(said, Kind.ORDINAL, Kind.NUMBER))


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

AFTER_NEXT = (
    Rule("WEEKDAY COMMA? (ON|OF)? THE? UNIT AFTER NEXT", _weekday_of_week),
    Rule("THE? ORDINAL (IN|OF)? THE? UNIT AFTER NEXT", _day_of_month),
    Rule("THE? UNIT AFTER NEXT (?!WEEKDAY|UNIT|MONTH)", _unit_after_next),
    Rule(
        "IN <num> (WORKDAY|WEEKDAYS)|<num> (WORKDAY|WEEKDAYS) (FROM FILLER? NOW|FROM RELATIVE|LATER)",
        _workday,
    ),
    Rule("IN <num> (WEEKDAY|WEEKDAYS)", _skipped),
)
"""Go before lengths: "the day after next" is not a day after what is next."""

RULES = (
    Rule("NEXT NEXT WEEKDAY|THE? WEEKDAY AFTER NEXT (?!WEEKDAY|UNIT|MONTH)", _skipped),
    Rule("(?<=COLON|MERIDIEM|ZONE) COMMA? YEAR", _year),
    Rule(
        "THE? ORDINAL? WEEKDAY (AFTER|BEFORE) "
        "(?=(THE|ON)? (<date>|<nth>|<which>{1,4} (WEEKDAY|UNIT|WEEKEND|WORKDAY)))",
        _beside,
    ),
    Rule("THE? ORDINAL? CLOSEST WEEKDAY TO (?=(THE|ON)? <time_begin>)", _closest),
    Rule("(<num>|THE? ORDINAL) (WEEKDAY|WEEKDAYS) (FROM FILLER? NOW|FROM RELATIVE|LATER)", _skipped),
    Rule("THE? (NEXT|COMING) WORKDAY", _workday),
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
    Rule("THE? ORDINAL (?!UNKNOWN|UNIT|FILLER|WEEKDAY)", _digit_ordinal),
)
