"""Recognises how far away something is.

    in 2 hours   in an hour and a half   in half an hour   in 1 1/2 hours   in 1:30 hours   in 2h 30m
    2 days and 3 hours from now   now + 40 minutes   an hour later   1 h ago
    5 hours after ...   20 min before ...   a week from ...   week from ...   a week friday
    5 days and 2 hours                     bare, if the words hold nothing else

Hours and minutes are real elapsed time from now (or from what follows); days, weeks and months are counted
on the calendar, and then a time of day is still missing. Not here: "for 30 minutes" is how long, not when
(`stretches`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from bot.times.grammar.patterns import Rule
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, first

_LIMIT = 10_000
_ELAPSED = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
}
DAYS_LONG = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_PARTS = {Kind.HALF: 0.5, Kind.QUARTER: 0.25}
_AMOUNTS = (Kind.NUMBER, Kind.WORD, Kind.DECIMAL, Kind.HHMM, Kind.YEAR, Kind.DIGITS)
MONTHS_LONG = {Unit.MONTH: 1, Unit.YEAR: 12}


class Length(NamedTuple):
    """A distance in time."""

    months: int = 0
    days: int = 0
    elapsed: timedelta = timedelta(0)
    is_anchored: bool = False
    """Whether it counts from the rest of the words ("after noon") instead of from now."""
    is_bare: bool = False
    """Whether nothing says that it counts from now: only trusted if the words hold nothing else."""

    def times(self, factor: int) -> Length:
        """The same length, backwards for -1."""
        return self._replace(
            months=self.months * factor, days=self.days * factor, elapsed=self.elapsed * factor
        )


def length_of(said: Said) -> Length | None:
    """Sums amounts and units; a half belongs to the unit beside it ("an hour and a half")."""
    amounts: dict[Unit, float] = {}
    amount: float | None = None
    unit: Unit | None = None
    for token in said:
        if token.kind in _AMOUNTS:
            amount = token.value[0] * 100 + token.value[1] if token.kind is Kind.HHMM else token.value
        elif token.kind is Kind.HCLOCK:
            amounts[Unit.HOUR] = amounts.get(Unit.HOUR, 0) + token.value[0]
            amounts[Unit.MINUTE] = amounts.get(Unit.MINUTE, 0) + token.value[1]
        elif token.kind in _PARTS and unit is not None and amount is None:
            amounts[unit] += _PARTS[token.kind]
        elif token.kind is Kind.HALF:
            amount = (amount or 0) + 0.5
        elif token.kind is Kind.QUARTER:
            amount = (amount or 1) * 0.25
        elif token.kind is Kind.SLASHED:
            amount = (amount or 0) + token.value[0] / max(token.value[1], 1)
        elif token.kind is Kind.UNIT:
            unit = Unit(token.value)
            amounts[unit] = amounts.get(unit, 0) + (1 if amount is None else amount)
            amount = None
    return _sum(amounts)


def _sum(amounts: dict[Unit, float]) -> Length | None:
    """None beyond what anybody books, and for half a day: nobody knows the hour."""
    elapsed = [_ELAPSED[unit] * amount for unit, amount in amounts.items() if unit in _ELAPSED]
    calendar = {unit: amount for unit, amount in amounts.items() if unit not in _ELAPSED}
    if max(amounts.values()) > _LIMIT or any(amount % 1 for amount in calendar.values()):
        return None
    return Length(
        elapsed=sum(elapsed, timedelta()),
        days=sum(DAYS_LONG.get(unit, 0) * int(amount) for unit, amount in calendar.items()),
        months=sum(MONTHS_LONG.get(unit, 0) * int(amount) for unit, amount in calendar.items()),
    )


def _counted(said: Said) -> object:
    """In 2 hours, 3 days from now, 1 h ago, 5 hours after ...; bare, if nothing says what it counts from."""
    length, kinds, last = length_of(said), {token.kind for token in said}, said[-1].kind
    if length is None:
        return None
    if last is Kind.AGO:
        return length.times(-1)
    if last in _FROM_SOMETHING:
        return length.times(-1 if last is Kind.BEFORE else 1)._replace(is_anchored=True)
    if kinds & _FROM_NOW:
        return length
    return None if Kind.HCLOCK in kinds else length._replace(is_bare=True)  # 15h is a clock


def _beside(said: Said) -> object:
    """A week today; the day after christmas."""
    length = length_of(said)
    sign = -1 if said[-1].kind is Kind.BEFORE else 1
    return length and length.times(sign)._replace(is_anchored=True)


def _week_ahead(said: Said) -> object:
    """A week friday, week from friday."""
    length = length_of(said)
    return length._replace(is_anchored=True) if length and length.days and length.days % 7 == 0 else None


def _clock_long(said: Said) -> object:
    """In 1:30 hours."""
    hours, minutes, _ = first(said, Kind.COLON)
    is_hours = first(said, Kind.UNIT) is Unit.HOUR
    return Length(elapsed=timedelta(hours=hours, minutes=minutes)) if is_hours else None


def _short_units(said: Said) -> object:
    """In 2d 2h; in "in 2 days 15h" the last is a clock."""
    length = length_of(said)
    return length if any(token.kind is Kind.UNIT and len(token.text) == 1 for token in said) else None


def _and_minutes(said: Said) -> object:
    """In 1 hour 15."""
    minutes = said[-1].value
    length = length_of(said[:-1])
    if length is None or first(said, Kind.UNIT) is not Unit.HOUR:
        return None
    return length._replace(elapsed=length.elapsed + timedelta(minutes=minutes))


_FROM_SOMETHING = (Kind.AFTER, Kind.BEFORE, Kind.FROM)
_FROM_NOW = frozenset({Kind.IN, Kind.PLUS, Kind.NOW, Kind.LATER, Kind.TIME})
_BEHIND = "(FROM FILLER? NOW|LATER|AGO|COMMA? TIME|AFTER|BEFORE|FROM)"
RULES = (
    Rule("(?<!NUMBER|WORD) THE? UNIT (AFTER|BEFORE) (?=(THE|ON|AT){0,4} <time_begin>)", _beside),
    Rule(
        "(?<!NUMBER|WORD) UNIT FROM (?=(THE|THIS|NEXT|COMING){0,4} (WEEKDAY|RELATIVE|HOLIDAY)|NOW)",
        _week_ahead,
    ),
    Rule("(?<!TIMES|ONCE|EVERY) ARTICLE UNIT (?=WEEKDAY)", _week_ahead),
    Rule("IN COLON UNIT", _clock_long),
    Rule("IN <num> UNIT (AND|COMMA)? HCLOCK", _short_units),
    Rule("(IN|AT){0,4} HCLOCK (AND|COMMA)? <num> UNIT (FROM FILLER? NOW|LATER|AGO)?", _counted),
    Rule("IN <num> UNIT AND? NUMBER (?!UNIT|MERIDIEM|OCLOCK|MONTH)", _and_minutes),
    Rule("<span> (?=RELATIVE)", _beside),
    Rule(f"(?<!DASH) (NOW? PLUS|(IN|AT){{1,4}})? (<span>|HCLOCK) {_BEHIND}?", _counted),
)
