"""Recognises how far away something is.

    in 2 hours   in an hour and a half   in half an hour   in 2h 30m   2 days and 3 hours from now
    now + 40 minutes   an hour later   1 h ago   5 hours after ...   20 min before ...   a week from ...
    5 days and 2 hours                     bare, if the words hold nothing else

Hours and minutes are real elapsed time from now (or from what follows); days, weeks and months are counted
on the calendar, and then a time of day is still missing. "for 30 minutes" is how long, not when: left alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from bot.times.lexicon import Unit
from bot.times.meanings import Ignored
from bot.times.rules import Rule
from bot.times.tokens import Kind, Said

_LIMIT = 10_000
_ELAPSED = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_AMOUNTS = (Kind.NUMBER, Kind.WORD, Kind.DECIMAL, Kind.HHMM, Kind.YEAR, Kind.DIGITS)
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


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
        return Length(
            months=self.months * factor,
            days=self.days * factor,
            elapsed=self.elapsed * factor,
            is_anchored=self.is_anchored,
            is_bare=self.is_bare,
        )


def _length(said: Said) -> Length | None:
    """Sums amounts and units; a half belongs to the unit beside it ("an hour and a half")."""
    amounts: dict[Unit, float] = {}
    amount: float | None = None
    unit: Unit | None = None
    for token in said:
        if token.kind in _AMOUNTS:
            amount = token.value[0] * 100 + token.value[1] if token.kind is Kind.HHMM else token.value
        elif token.kind is Kind.HCLOCK:
            amounts = {Unit.HOUR: token.value[0], Unit.MINUTE: token.value[1]}
        elif token.kind is Kind.HALF and unit is not None and amount is None:
            amounts[unit] += 0.5
        elif token.kind is Kind.HALF:
            amount = (amount or 0) + 0.5
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
        days=sum(_DAYS.get(unit, 0) * int(amount) for unit, amount in calendar.items()),
        months=sum(_MONTHS.get(unit, 0) * int(amount) for unit, amount in calendar.items()),
    )


def _ahead(said: Said) -> object:
    return _length(said)


def _ago(said: Said) -> object:
    length = _length(said)
    return length and length.times(-1)


def _anchored(said: Said) -> object:
    length = _length(said)
    if length is None:
        return None
    sign = -1 if said[-1].kind is Kind.BEFORE else 1
    return Length(
        months=sign * length.months, days=sign * length.days, elapsed=sign * length.elapsed, is_anchored=True
    )


def _bare(said: Said) -> object:
    length = _length(said)
    return length and Length(months=length.months, days=length.days, elapsed=length.elapsed, is_bare=True)


def _duration(_: Said) -> object:
    return Ignored()


RULES = (
    Rule("FOR (<span>|HCLOCK)", _duration),
    Rule("NOW PLUS <span>", _ahead),
    Rule("(IN|AT)+ <span> (FROM FILLER? NOW)?", _ahead),
    Rule("IN AT? HCLOCK", _ahead),
    Rule("PLUS? (<span>|HCLOCK) (FROM FILLER? NOW|LATER)", _ahead),
    Rule("(<span>|HCLOCK) AGO", _ago),
    Rule("<span> (AFTER|BEFORE|FROM)", _anchored),
    Rule("PLUS <span>", _ahead),
    Rule("<span>", _bare),
)
