"""Recognises how far away something is, as Spanish and French say it.

    dentro de hora y media   dans une heure et quart   en 2 horas y 15 minutos   dans 2 heures 30
    media hora   une demi-heure   tres cuartos de hora   un quart d'heure
    dans une heure trois quarts   dans 1h et demie   dans 1,5 heure   en 1 h 30 min   dans 48h   dans 2j
    hace 2 días   il y a 3 jours                        the direction comes first
    quince días   huit jours                            two weeks, one week: counted with today
    2 horas después   3 días a partir de hoy            behind it
    durante 45 minutos   une séance de 30 minutes, de 1h30   how long the session lasts

Only in words are fifteen days two weeks. Not here: what a length counts from (`composition`).
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from bot.times.grammar.lengths import Length, length_of
from bot.times.grammar.patterns import Rule
from bot.times.grammar.stretches import Lasting
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, Token

DAYS_SAID = {8: 7, 15: 14}
"""Counted with today: eight days are a week."""
_LONGEST_SESSION = timedelta(hours=4)
_WRITTEN = re.compile(r"(?P<amount>\d{1,3}) ?(?P<unit>h|j)(?:rs?)?")


def _length(said: Said) -> Length | None:
    """As in English, with "quinze jours" and minutes that have no unit."""
    plain = _written_out([_counted(said, number) for number in range(len(said))])
    if plain is None:
        return None
    said = plain
    is_open = said[-1].kind in (Kind.NUMBER, Kind.WORD)
    if is_open and any(token.kind is Kind.UNIT for token in said):
        said = [*said, said[-1]._replace(kind=Kind.UNIT, value=Unit.MINUTE)]
    return length_of([token for token in said if token.kind not in (Kind.AGO, Kind.IN, Kind.FOR, Kind.OF)])


def _written_out(said: Said) -> Said | None:
    """1h30 as hours and minutes, 1,5 as one number, "[heure] trois quarts" as minutes."""
    plain: Said = []
    for number, token in enumerate(said):
        is_end = number + 1 == len(said) or said[number + 1].kind is not Kind.OF
        if token.kind is Kind.HCLOCK:
            plain += _units(token, token.value[0], Unit.HOUR)
            plain += _units(token, token.value[1], Unit.MINUTE) if token.value[1] else []
        elif token.kind is Kind.NUMBER and [kind for kind, *_ in plain[-2:]] == [Kind.NUMBER, Kind.COMMA]:
            whole = plain[-2]
            if token.begin != whole.end + 1:
                return None
            plain[-2:] = [whole._replace(value=float(f"{whole.value}.{token.text}"))]
        elif token.kind is Kind.QUARTER and is_end and _is_counted(plain):
            plain += _units(token, 15 * plain.pop().value, Unit.MINUTE)
        else:
            plain.append(token)
    return plain


def _units(token: Token, amount: int, unit: Unit) -> Said:
    number = token._replace(kind=Kind.NUMBER, value=amount)
    return [number, token._replace(kind=Kind.UNIT, value=unit)]


def _is_counted(plain: Said) -> bool:
    is_number = bool(plain) and plain[-1].kind in (Kind.NUMBER, Kind.WORD)
    return is_number and any(token.kind is Kind.UNIT for token in plain)


def _many(said: Said) -> object:
    """Dans 48h, dans 2j: too many hours for a clock, and days."""
    found = _WRITTEN.fullmatch(said[-1].text)
    if found is None:
        return None
    amount = int(found["amount"])
    return Length(days=amount) if found["unit"] == "j" else Length(elapsed=timedelta(hours=amount))


def _counted(said: Said, number: int) -> Token:
    token, behind = said[number], said[number + 1 : number + 2]
    is_days = bool(behind) and behind[0].value is Unit.DAY
    if token.kind is Kind.WORD and is_days and token.value in DAYS_SAID:
        return token._replace(value=DAYS_SAID[token.value])
    return token


def _ahead(said: Said) -> object:
    """Dans 2 heures; in "dans 2 jours 15 heures" the hours are a clock unless there is an "et"."""
    units = [number for number, token in enumerate(said) if token.kind is Kind.UNIT]
    for before, unit in pairwise(units):
        is_joined = any(token.kind is Kind.AND for token in said[before:unit])
        if said[unit].value is Unit.HOUR and said[before].value is not Unit.HOUR and not is_joined:
            return None
    return _length(said)


def _and_minutes(said: Said) -> object:
    """Dans 2 heures 30."""
    units = [token.value for token in said if token.kind is Kind.UNIT]
    return _length(said) if units[-1] is Unit.HOUR else None


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


_PART = "(AND (ARTICLE? HALF|(ARTICLE|<num>)? QUARTER)|(ARTICLE|<num>) QUARTER (?!OF))"
_AMOUNT = (
    "(ARTICLE? HALF DASH?|(ARTICLE|<num>)? QUARTER OF?|SLASHED OF?|NUMBER COMMA NUMBER|ARTICLE? <num> OF?"
    "|<digits>|ARTICLE)"
)
_SPAN = f"({_AMOUNT} UNIT {_PART}?|UNIT {_PART}) ((AND|COMMA)? {_AMOUNT} UNIT)*"
_TIME = "(HOURS|<time_begin>|NOW|HOLIDAY)"

RULES = (
    Rule(f"FROM? AGO ({_SPAN}|HCLOCK)", _ago),
    Rule(f"IN{{1,2}} {_SPAN} <num> (?!UNIT|MONTH|MERIDIEM|OCLOCK|QUARTER|FOR HOURS)", _and_minutes),
    Rule(f"IN{{1,2}} {_SPAN}", _ahead),
    Rule(f"IN{{1,2}} {_AMOUNT} UNIT", _ahead),
    Rule(f"IN{{1,2}} HCLOCK (AND? <num> UNIT?|{_PART})? (?!UNIT)", _ahead),
    Rule("IN{1,2} JUNK", _many),
    Rule(f"{_SPAN} (AFTER|BEFORE|FROM|STARTING) (?=(OF|THE|AT){{0,3}} {_TIME})", _anchored),
    Rule(f"{_SPAN} (LATER|AFTER)", lambda said: _ahead(said[:-1])),
    Rule(f"{_SPAN} AGO", lambda said: _ago(said[:-1])),
    Rule(f"(FOR|OF) {_SPAN} (?!AT|DASH)", _lasting),
    Rule("(?<=FILLER) OF HCLOCK (?!AT|DASH|UNTIL)", _lasting),
)
"""Go before days and clocks: "in" and "ago" say that these hours are no clock."""
LAST_RULES = (Rule(_SPAN, _bare),)
"""Go after clocks: "15 heures" alone is one."""
