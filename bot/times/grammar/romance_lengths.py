"""Recognises how far away something is, as Spanish and French say it.

    dentro de hora y media   dans une heure et quart   en 2 horas y 15 minutos   dans 2 heures 30
    media hora   une demi-heure   tres cuartos de hora   un quart d'heure
    hace 2 días   il y a 3 jours                        the direction comes first
    quince días   huit jours                            two weeks, one week: counted with today
    2 horas después   3 días a partir de hoy            behind it
    durante 45 minutos   une séance de 30 minutes       how long the session lasts

Only in words are fifteen days two weeks. Not here: what a length counts from (`composition`).
"""

from __future__ import annotations

from datetime import timedelta

from bot.times.grammar.lengths import Length, length_of
from bot.times.grammar.patterns import Rule
from bot.times.grammar.stretches import Lasting
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, Token

_DAYS_SAID = {8: 7, 15: 14}
_LONGEST_SESSION = timedelta(hours=4)


def _length(said: Said) -> Length | None:
    """As in English, with "quinze jours" and minutes that have no unit."""
    said = [_counted(said, number) for number in range(len(said))]
    is_open = said[-1].kind in (Kind.NUMBER, Kind.WORD)
    if is_open and any(token.kind is Kind.UNIT for token in said):
        said = [*said, said[-1]._replace(kind=Kind.UNIT, value=Unit.MINUTE)]
    return length_of([token for token in said if token.kind not in (Kind.AGO, Kind.IN, Kind.FOR, Kind.OF)])


def _counted(said: Said, number: int) -> Token:
    token, behind = said[number], said[number + 1 : number + 2]
    is_days = bool(behind) and behind[0].value is Unit.DAY
    if token.kind is Kind.WORD and is_days and token.value in _DAYS_SAID:
        return token._replace(value=_DAYS_SAID[token.value])
    return token


def _ahead(said: Said) -> object:
    return _length(said)


def _ago(said: Said) -> object:
    length = _length(said)
    return length and length.times(-1)


def _anchored(said: Said) -> object:
    length = _length([token for token in said if token.kind not in (Kind.AFTER, Kind.BEFORE)])
    sign = -1 if any(token.kind is Kind.BEFORE for token in said) else 1
    return length and length.times(sign)._replace(is_anchored=True)


def _bare(said: Said) -> object:
    length = _length(said)
    return length and length._replace(is_bare=True)


def _lasting(said: Said) -> object:
    """Durante 45 minutos; "de 15 heures" is a clock, "durante 6 semanas" a series."""
    length = _length(said)
    is_short = length and timedelta(0) < length.elapsed <= _LONGEST_SESSION
    return Lasting(length=length) if length and is_short else None


_PART = "(AND (ARTICLE? HALF|ARTICLE? QUARTER))"
_AMOUNT = "(ARTICLE? HALF DASH?|(ARTICLE|<num>)? QUARTER OF?|<num> OF?|<digits>|ARTICLE)"
_SPAN = f"({_AMOUNT} UNIT {_PART}?|UNIT {_PART}) ((AND|COMMA)? {_AMOUNT} UNIT)*"
_TIME = "(HOURS|<time_begin>|NOW|HOLIDAY)"

RULES = (
    Rule(f"FROM? AGO ({_SPAN}|HCLOCK)", _ago),
    Rule(f"IN{{1,2}} {_SPAN} <num> (?!UNIT|MONTH)", _ahead),
    Rule(f"IN{{1,2}} {_SPAN}", _ahead),
    Rule("IN HCLOCK <num>? (?!UNIT)", _ahead),
    Rule(f"{_SPAN} (AFTER|BEFORE|FROM|STARTING) (?=(OF|THE|AT){{0,3}} {_TIME})", _anchored),
    Rule(f"{_SPAN} (LATER|AFTER)", lambda said: _ahead(said[:-1])),
    Rule(f"{_SPAN} AGO", lambda said: _ago(said[:-1])),
    Rule(f"(FOR|OF) {_SPAN} (?!AT|DASH)", _lasting),
)
"""Go before days and clocks: "in" and "ago" say that these hours are no clock."""
LAST_RULES = (Rule(_SPAN, _bare),)
"""Go after clocks: "15 heures" alone is one."""
