"""Recognises the words of a series.

    every [other, 3rd, 3] day, week, month, quarter   daily, biweekly   once a week, twice a week
    every [other, 3rd, 3] friday, mon and fri, mon-wed, weekday, weekend, morning
    mondays   weekdays   tuesday mornings   tue/thu (a series beside other words for one)
    every first friday   2nd and last fri   3rd last tuesday      [of the month, of every 3rd month]
    the 4th, 4th and 10th, 2nd to the last, first day             [of the month]
    begin, start, end of each month   every month at the end
    at 10, 12 and 5                                               more than one time of day

"Every 5th friday" is every five weeks, "every 5th friday of the month" is not. These rules are only tried on
texts with a word for a series: elsewhere "first friday" and "mon-fri" mean something else. Not here: how many
and until when (`bound_rules`), and what the pieces come to (`composition`).
"""

from __future__ import annotations

from bot.times.days import LONGEST_MONTH
from bot.times.grammar.clocks import clock_of
from bot.times.grammar.patterns import Rule
from bot.times.series.bound_rules import BOUNDS, MONTH_ALONE, TOTALS, WEEKLY_TOTAL
from bot.times.series.lists import GROUPS, nths_in, weekdays_in
from bot.times.series.meanings import Every, NthDays, NthWeekdays
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, Token, every, first

_AGAIN = (Kind.EVERY, Kind.WEEKDAYS)
_MOST_OF_A_WEEKDAY = 5
"""In a month."""


def _interval(said: Said) -> int:
    """How many of the unit; 0 is none at all."""
    if any(token.kind is Kind.OTHER for token in said):
        return 2
    count: int | None = first(said, Kind.ORDINAL, Kind.NUMBER, Kind.WORD)
    return 1 if count is None else count


def _every_unit(said: Said) -> object:
    """Every 3 weeks, once a week; by the hour nobody books."""
    times = first(said, Kind.ONCE) or 1
    said = [token for token in said if token.kind is not Kind.ONCE]
    if any(token.kind is Kind.TIMES for token in said):
        times, said = first(said, Kind.NUMBER, Kind.WORD), said[2:]
    unit = Unit.MONTH if first(said, Kind.UNIT) is None else first(said, Kind.UNIT)
    interval = _interval(said) * (3 if any(token.kind is Kind.QUARTER for token in said) else 1)
    if unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR) or not interval:
        return None
    return _sized(unit, interval)._replace(times=times)


def _sized(unit: Unit, interval: int) -> Every:
    if unit is Unit.FORTNIGHT:
        return Every(unit=Unit.WEEK, interval=2 * interval)
    return Every(unit=unit, interval=interval)


def _often(said: Said) -> object:
    unit, interval = first(said, Kind.OFTEN)
    return Every(unit=unit, interval=interval, times=first(said, Kind.ONCE, Kind.NUMBER, Kind.WORD) or 1)


def _every_weekday(said: Said) -> object:
    """Every other friday; "every first friday" can only be the month's."""
    if said[1].kind is Kind.ORDINAL and said[1].value == 1:
        return _nth_weekdays(said)
    interval = _interval(said)
    return Every(unit=Unit.WEEK, interval=interval, weekdays=weekdays_in(said)) if interval else None


def _plural(said: Said) -> object:
    """Mondays and thursdays, tuesday mornings."""
    return Every(weekdays=weekdays_in(said), part=first(said, Kind.PARTS))


def _list(said: Said) -> object:
    return Every(weekdays=weekdays_in(said), is_list=True)


def _every_part(said: Said) -> object:
    interval, part = _interval(said), first(said, Kind.PART, Kind.PARTS)
    return Every(unit=Unit.DAY, interval=interval, part=part) if interval else None


def _nth_weekdays(said: Said) -> object:
    """First and third friday; no rule here can say "first weekday", one day of five; none is the 6th."""
    is_group = any(token.kind in GROUPS or _is_group(token) for token in said)
    is_possible = not is_group and all(abs(nth) <= _MOST_OF_A_WEEKDAY for nth in nths_in(said))
    days = tuple((day, nth) for day in weekdays_in(said) for nth in nths_in(said)) if is_possible else ()
    return NthWeekdays(days=days, is_every=any(token.kind in _AGAIN for token in said))


def _is_group(token: Token) -> bool:
    return token.kind is Kind.WEEKDAYS and len(token.value) > 1


def _nth_days(said: Said) -> object:
    """4th and 10th; "2nd week" is no day."""
    days = nths_in(said) or tuple(every(said, Kind.NUMBER))
    is_of_days = first(said, Kind.UNIT) in (None, Unit.DAY)
    is_every = any(token.kind is Kind.EVERY for token in said)
    is_possible = is_of_days and all(0 < abs(day) <= LONGEST_MONTH for day in days)
    is_counted = first(said, Kind.UNIT) is not None
    return NthDays(days=days, is_every=is_every, is_counted=is_counted) if is_possible else None


def _nth_days_of_month(said: Said) -> object:
    days = _nth_days(said)
    return days._replace(is_every=True) if isinstance(days, NthDays) else None


def _another(said: Said) -> object:
    """At 10, 12 and 17: more than one time of day."""
    return clock_of(said[1:])


def _loose(said: Said) -> object:
    """Tuesdays 3: an hour, if nothing else is one."""
    clock = clock_of(said)
    return clock and clock._replace(is_loose=True)


def _edge(said: Said) -> object:
    return NthDays(days=(1 if any(token.kind is Kind.BEGIN for token in said) else -1,))


_SEP = "(COMMA? (AND|OR)|COMMA|SLASH|PLUS)"
_DAY = "(WEEKDAY|WEEKDAYS|WORKDAY|WEEKEND)"
_DAYS = f"{_DAY} (({_SEP}|DASH|TO|THROUGH)? THE? {_DAY})*"
_NTH = "THE? (ORDINAL (DASH? TO? DASH? THE? LAST)?|LAST)"
_NTHS = f"{_NTH} ({_SEP} {_NTH})*"
_N = "(OTHER|ORDINAL|<num> OF?)?"
_AFTER_CLOCK = "((?<=AT <num>)|(?<=COLON|MERIDIEM))"
_OF_MONTH = "(COMMA? ((OF|IN) (THE|EVERY|ARTICLE)|EVERY) (OTHER|<num>|ORDINAL)? (UNIT|QUARTER)|COMMA? OFTEN)"
_NO_DATE = "(?!(OF|IN)? THE? (MONTH|THIS|NEXT|COMING))"

FIRST_RULES = (
    Rule(f"(ONCE|<num> TIMES) (ARTICLE|EVERY) {_N} (UNIT|QUARTER)", _every_unit),
    Rule(f"EVERY {_N} (UNIT|QUARTER)", _every_unit),
    WEEKLY_TOTAL,
    Rule("(ONCE|<num> TIMES)? OFTEN (TIMES (?!<num>))?", _often),
    Rule(f"EVERY? ON? {_NTHS} {_DAYS} (?={_OF_MONTH})", _nth_weekdays),
    Rule(f"EVERY {_NTHS} {_DAYS} (?={_SEP} {_NTHS} {_DAYS})", _nth_weekdays),
    Rule(f"EVERY ({_NTH} {_SEP} {_NTHS}|LAST|ORDINAL TO? THE? LAST) {_DAYS}", _nth_weekdays),
    Rule(f"EVERY {_N} {_DAYS}|OTHER WEEKDAYS ({_SEP} WEEKDAYS)*", _every_weekday),
    Rule(f"EVERY {_N} (PART|PARTS)", _every_part),
    Rule("EVERY (?=NOON|MIDNIGHT)", lambda _: Every(unit=Unit.DAY)),
    Rule("EVERY (?=MONTH <nth>)", lambda _: Every(unit=Unit.YEAR)),
    Rule(f"ON? {_NTHS} {_DAYS} {_NO_DATE}", _nth_weekdays),
    Rule(f"ON? {_DAYS} PARTS", _plural),
    Rule(
        f"ON? (?=({_DAY}|{_SEP}|DASH|TO|THROUGH|THE)* WEEKDAYS) {_DAYS} (?!FROM FILLER? (NOW|RELATIVE)|AGO)",
        _plural,
    ),
    Rule(f"ON? WEEKDAY (({_SEP}|DASH|TO|THROUGH)? {_DAY})+", _list),
    Rule("ON? THE? (WORKDAY|WEEKEND)", _list),
    Rule("(IN THE)? PARTS", _plural),
    Rule("(OF|IN) (THE|ARTICLE) (UNIT|QUARTER)", _every_unit),
    *TOTALS,
    Rule(
        f"{_AFTER_CLOCK} (COMMA? AND|COMMA|OR|SLASH) AT? <num> MERIDIEM? (?!UNIT|TIMES|MONTH)",
        _another,
    ),
    *BOUNDS,
    Rule("(AT|IN|ON)? THE? (BEGIN|END) (OF (?=EVERY)|(?!OF))", _edge),
    Rule(f"(EVERY|ON|THE){{0,4}} {_NTHS} UNIT? (?={_OF_MONTH})", _nth_days_of_month),
    Rule(f"(EVERY|ON|THE){{0,4}} ORDINAL (TO? THE? LAST)? ({_SEP} {_NTH})* UNIT? {_NO_DATE}", _nth_days),
    Rule(f"(EVERY|ON|THE){{0,4}} LAST (UNIT|(?=OF EVERY|OF THE UNIT)|(?={_SEP} ORDINAL))", _nth_days),
    Rule("ON (THE|UNIT) NUMBER (?!MERIDIEM|OCLOCK|UNIT|TIMES|MONTH)", _nth_days),
)
"""Go before dates and clocks, whose words they use otherwise."""

LAST_RULES = (
    Rule(
        "((?<=WEEKDAYS|PARTS|OFTEN)|(?<=EVERY (UNIT|PART|WORKDAY))) <num> (?!UNIT|TIMES|MONTH|OFTEN|<num>)",
        _loose,
    ),
    MONTH_ALONE,
)
"""Go behind them."""
