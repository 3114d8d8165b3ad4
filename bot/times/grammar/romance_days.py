"""Recognises days as Spanish and French say them.

    lunes próximo   el lunes que viene   mardi prochain   ce lundi    what says which stands on either side
    martes de la semana que viene   mardi de la semaine prochaine     in its week
    lundi [prochain] en huit   mercredi en quinze   de hoy en ocho    a week or two later
    el 5   día quince   le 5   lunes 5   5 del mes que viene          an article or a weekday makes it a date
    el 5 de marzo de 2027   uno de marzo   le 1er avril   15 sept   5 mar
    5 de marzo del año que viene   le 5 mars de l'année prochaine     in its year
    le 20 02 14   24 12 2014   el 3-3   17-2   lunes 30-11   5-mar-27 days before months
    primer día del mes que viene   último día del año                 the edges of a month or year
    el primer viernes de julio   le dernier vendredi du mois prochain
    la veille de Noël   víspera de Navidad   le lendemain du 13 février
    la semana que viene   le mois prochain   mediados de marzo   mi-mars   too long to be a day

Behind a weekday, a number is a date: an hour has its article or "h". "Mar" and "sept" are months behind a
number. Not here: what a day comes to (`days`), and series.
"""

from __future__ import annotations

from bot.times.days import LONGEST_MONTH, DayOfMonth, MonthDay, Relative, Weekday
from bot.times.grammar.clocks import first_is
from bot.times.grammar.lengths import Length
from bot.times.grammar.meanings import Range, Stretch
from bot.times.grammar.patterns import Rule
from bot.times.grammar.romance_lengths import DAYS_SAID
from bot.times.moveable import InYear, NthWeekday, Shifted
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, every, first

_WHICH = (Kind.THIS, Kind.NEXT, Kind.COMING, Kind.LAST)
_AHEAD = {Kind.LAST: -1, Kind.THIS: 0}
_LAST_HOUR = 24
_SHORT_MONTHS = {"sept": 9, "mar": 3}
_MONTHS = 12


def _which(said: Said) -> Kind | None:
    return next((token.kind for token in said if token.kind in _WHICH), None)


def _weekday(said: Said) -> object:
    return Weekday(number=first(said, Kind.WEEKDAY), which=_which(said))


def _weekday_of_week(said: Said) -> object:
    if first(said, Kind.UNIT) is not Unit.WEEK:
        return None
    return Weekday(number=first(said, Kind.WEEKDAY), weeks=_AHEAD.get(_which(said) or Kind.NEXT, 1))


def _in_eight(said: Said) -> object:
    """Lundi en huit, de hoy en quince [días]."""
    days = DAYS_SAID.get(first(said, Kind.NUMBER, Kind.WORD))
    if days is None or first(said, Kind.UNIT) not in (None, Unit.DAY):
        return None
    number = first(said, Kind.WEEKDAY)
    if number is None:
        return Relative(days=first(said, Kind.RELATIVE) + days)
    return Shifted(day=Weekday(number=number, which=Kind.THIS), days=days)


def _month_day(said: Said) -> MonthDay:
    """El 5 de marzo [de 2027], quinze mars."""
    day = first(said, Kind.NUMBER, Kind.WORD, Kind.ORDINAL)
    return MonthDay(month=first(said, Kind.MONTH), day=day, year=first(said, Kind.YEAR, Kind.DIGITS))


def _in_year(said: Said) -> object:
    """5 de marzo del año que viene."""
    if first(said, Kind.UNIT) is not Unit.YEAR:
        return None
    return InYear(day=_month_day(said), years=_AHEAD.get(_which(said) or Kind.THIS, 1))


def _short_year(said: Said) -> object:
    """27-nov-26."""
    day, month, year = (token.value for token in said if token.kind not in (Kind.DASH, Kind.SLASH))
    return MonthDay(month=month, day=day, year=2000 + year) if said[-1].text.isdigit() else None


def _short_month(said: Said) -> object:
    """15 sept, 5 mar: only behind a number are these months."""
    kinds = (Kind.NUMBER, Kind.ORDINAL, Kind.WORD, Kind.WEEKDAY)
    day, month = [token for token in said if token.kind in kinds][:2]
    if month.text not in _SHORT_MONTHS:
        return None
    year = first(said, Kind.YEAR, Kind.DIGITS)
    if said[-1] is not month and said[-1].kind is Kind.NUMBER:
        year = 2000 + said[-1].value
    return MonthDay(month=_SHORT_MONTHS[month.text], day=day.value, year=year)


def _spaced(said: Said) -> object:
    """20 02 14, 24 12 2014, 3-3."""
    day, month, *year = every(said, Kind.NUMBER, Kind.YEAR)
    if not 0 < month <= _MONTHS or not 0 < day <= LONGEST_MONTH:
        return None
    return MonthDay(month=month, day=day, year=next((y + (2000 if y < 100 else 0) for y in year), None))  # noqa: PLR2004 - 26 is 2026


def _paired(said: Said) -> object:
    """17-2 alone; 5-7 may be hours."""
    return _spaced(said) if said[0].value > _MONTHS else None


def _zero_led(said: Said) -> object:
    """17 02, 31 10: what no clock is written like; "18 10" may be one."""
    day, month = said[0].value, said[1].text
    return _spaced(said) if month[0] == "0" or len(month) == 1 or day >= _LAST_HOUR else None


def _day_of_month(said: Said) -> object:
    """El 5, día quince, le 1er; "del 15", but "de 15" is none."""
    day = first(said, Kind.NUMBER, Kind.WORD, Kind.ORDINAL)
    units = every(said, Kind.UNIT)
    is_said = said[0].kind is not Kind.OF or said[0].value == "the"
    if not is_said or not 0 < day <= LONGEST_MONTH or any(unit is not Unit.DAY for unit in units):
        return None
    return DayOfMonth(day=day)


def _day_of_which_month(said: Said) -> object:
    """El 5 del mes que viene, le 5 du mois."""
    day = first(said, Kind.NUMBER, Kind.WORD, Kind.ORDINAL)
    if every(said, Kind.UNIT)[-1] is not Unit.MONTH or not 0 < day <= LONGEST_MONTH:
        return None
    return DayOfMonth(day=day, months=_AHEAD.get(_which(said) or Kind.THIS, 1))


def _edge_of_month(said: Said) -> object:
    """Fin du mois prochain, último día del mes que viene; último día del año."""
    units, at = every(said, Kind.UNIT), max(n for n, token in enumerate(said) if token.kind is Kind.OF)
    ahead = _AHEAD.get(_which(said[at:]) or Kind.THIS, 1)
    day = first(said[:at], Kind.ORDINAL) or (1 if first_is(said, Kind.BEGIN) else -1)
    if len(units) > 1 and units[0] is not Unit.DAY:
        return None
    if units[-1] is Unit.MONTH:
        return DayOfMonth(day=day, months=ahead)
    is_year = units[-1] is Unit.YEAR and abs(day) == 1
    return InYear(day=MonthDay(month=_MONTHS if day < 0 else 1, day=day), years=ahead) if is_year else None


def _nth_weekday(said: Said) -> object:
    """El primer viernes de julio, le dernier vendredi du mois prochain."""
    month, unit = first(said, Kind.MONTH), first(said, Kind.UNIT)
    if month is None and unit is not Unit.MONTH:
        return None
    at = next(number for number, token in enumerate(said) if token.kind is Kind.WEEKDAY)
    nth = first(said[:at], Kind.ORDINAL) or (4 if first_is(said[:at], Kind.QUARTER) else -1)
    months = _AHEAD.get(_which(said[at:]) or Kind.THIS, 1)
    weekday = first(said, Kind.WEEKDAY)
    return NthWeekday(nth=nth, number=weekday, month=month, year=first(said, Kind.YEAR), months=months)


def _eve(said: Said) -> object:
    return Length(days=first(said, Kind.EVE), is_anchored=True)


def _vague(said: Said) -> object:
    """Mediados de marzo, mi-mars, a principios de mes: nobody knows the day."""
    unit, which = first(said, Kind.UNIT) or Unit.MONTH, _which(said) or Kind.THIS
    is_long = unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR)
    is_month = first(said, Kind.MONTH) is not None
    return Stretch(unit=Unit.MONTH if is_month else unit, which=which) if is_long else None


def _stretch(said: Said) -> object:
    """La semana que viene; "el día siguiente" is a day."""
    unit, which = first(said, Kind.UNIT), _which(said) or Kind.THIS
    if unit is Unit.DAY:
        return Relative(days=_AHEAD.get(which, 1))
    return Stretch(unit=unit, which=which) if unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR) else None


_MOD = "(THIS|NEXT|COMING|LAST)"
_WHICH_UNIT = f"({_MOD}{{1,3}} UNIT|UNIT {_MOD}{{1,3}})"
_NEAR = "(OF|IN|ON|AT|FOR|THE|HOURS|COMMA){0,3}"
_DAY = "(<num>|ORDINAL)"
_AT_HOUR = "(?!UNIT|MERIDIEM|OCLOCK|FOR HOURS|OF (THE|HOURS)? PART)"
_NO_HOUR = (
    f"(?!UNIT|MINUS|MERIDIEM|OCLOCK|<num> {_AT_HOUR}|AND (HALF|ARTICLE? QUARTER|<num>)"
    "|(OF|DASH|SLASH)? MONTH)"
)

RULES = (
    Rule(f"(OF|THE)? <num> (AT|DASH) <num> {_NEAR} (MONTH|{_WHICH_UNIT})", lambda _: Range()),
    Rule(f"(<num> {_MOD}|{_MOD} <num>) UNIT", lambda _: Range()),
    Rule("OF? WEEKDAY AT WEEKDAY", lambda _: Range()),
    Rule("<num> UNIT (NEXT|COMING)", lambda _: Range()),
    Rule(
        f"THE? (ORDINAL|LAST|QUARTER) WEEKDAY (OF|IN|THE){{1,3}} (MONTH <year>?|{_WHICH_UNIT}|UNIT)",
        _nth_weekday,
    ),
    Rule(
        f"(IN|AT|THE){{0,3}} (END|BEGIN|(LAST|ORDINAL) UNIT) OF (OF|THE){{0,2}} {_WHICH_UNIT}", _edge_of_month
    ),
    Rule("(IN|AT|THE){0,3} LAST UNIT OF (OF|THE){0,2} UNIT", _edge_of_month),
    Rule(
        f"(IN|AT|THE|HOURS){{0,3}} VAGUE DASH? (OF|THE|HOURS){{0,3}} (MONTH <year>?|{_WHICH_UNIT}|UNIT)",
        _vague,
    ),
    Rule("(IN|AT|THE){0,2} (BEGIN|END) MONTH <year>?", _vague),
    Rule(f"THE? {_DAY} OF? MONTH (OF|THE|COMMA){{0,3}} {_WHICH_UNIT}", _in_year),
    Rule(f"THE? {_DAY} (DASH MONTH DASH|SLASH MONTH SLASH) NUMBER (?!UNIT|MERIDIEM)", _short_year),
    Rule(f"THE? {_DAY} DASH WEEKDAY DASH (YEAR|NUMBER) (?!UNIT|MERIDIEM)", _short_month),
    Rule(
        f"(THE|NEXT|COMING){{0,3}} UNIT? {_DAY} (OF|DASH|SLASH|COMMA)? MONTH COMMA? <year>? (NEXT|COMING)?",
        _month_day,
    ),
    Rule("MONTH THE? WORD (?!UNIT|MERIDIEM|OCLOCK|AND|MINUS|OF|MONTH|<num>) <year>?", _month_day),
    Rule(f"THE? {_DAY} OF? (WEEKDAY|WORD) COMMA? <year>? (?!UNIT|AND|<num> {_AT_HOUR}|MINUS)", _short_month),
    Rule("THE NUMBER NUMBER (NUMBER|YEAR)? (?!UNIT|MERIDIEM)", _spaced),
    Rule("THE NUMBER DASH NUMBER (DASH (NUMBER|YEAR))? (?!UNIT|MERIDIEM|OF? MONTH)", _spaced),
    Rule("((?<=WEEKDAY)|(?<=WEEKDAY COMMA)) NUMBER DASH NUMBER (?!UNIT|MERIDIEM|OF? MONTH)", _paired),
    Rule("(?<!<num>) NUMBER NUMBER YEAR", _spaced),
    Rule("^ NUMBER DASH NUMBER $", _paired),
    Rule("^ NUMBER NUMBER NUMBER? (?=$|COMMA|AT|<clock>)", _zero_led),
    Rule(f"(THE|UNIT){{0,3}} {_DAY} (OF|IN|THE){{1,3}} ({_WHICH_UNIT}|UNIT)", _day_of_which_month),
    Rule(f"(THE|OF) (NUMBER|UNIT <num>) {_NO_HOUR}", _day_of_month),
    Rule(f"(THE|OF) (WORD|ORDINAL) (?=$|COMMA|FOR|PART|AT|HOURS|<clock>) {_NO_HOUR}", _day_of_month),
    Rule(f"UNIT {_DAY} {_NO_HOUR}", _day_of_month),
    Rule(f"((?<=WEEKDAY)|(?<=WEEKDAY COMMA)) UNIT? <num> {_NO_HOUR}", _day_of_month),
    Rule("^ NUMBER (?=(AT|FOR){0,3} HOURS)", _day_of_month),
    Rule("THE? EVE (?=(OF|THE|<num>|HOLIDAY|MONTH|ORDINAL|WEEKDAY|SLASHED|RELATIVE))", _eve),
    Rule(f"(OF|THE)? {_MOD}? (WEEKDAY {_MOD}?|RELATIVE) IN <num> UNIT?", _in_eight),
    Rule(f"{_MOD}{{0,3}} WEEKDAY {_NEAR} {_WHICH_UNIT}", _weekday_of_week),
    Rule(f"THE? {_WHICH_UNIT} {_NEAR} WEEKDAY", _weekday_of_week),
    Rule(f"THE? {_MOD}{{0,3}} WEEKDAY {_MOD}{{0,3}}", _weekday),
    Rule(f"(IN|FOR|THE|HOURS){{0,3}} UNIT {_MOD}", _stretch),
)
"""Go before all others but clocks."""
