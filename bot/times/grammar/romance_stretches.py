"""Recognises how long a session is meant to last, from one clock to another as Spanish and French say it.

    de 3 a 4   de 9h30 à 11h   entre las 3 y las 4   13h-15h   de 2 a una

What the second clock says about the first is as in English (`stretches`). Not here: lengths, as in "durante
45 minutos" (`romance_lengths`).
"""

from __future__ import annotations

from bot.times.grammar.clocks import Clock
from bot.times.grammar.patterns import Rule
from bot.times.grammar.romance_clocks import BEFORE_DAY, NAMED, TAIL, clock_of, led
from bot.times.grammar.stretches import joined
from bot.times.words.tokens import Kind, Said

_TURNS = (Kind.AT, Kind.DASH, Kind.UNTIL, Kind.TO, Kind.AND)
_LOOSE = (Kind.NUMBER, Kind.WORD, Kind.AT, Kind.AND)


def _span(said: Said) -> object:
    """The first turn that has a clock on either side; "entre 3 y 5" may be anything."""
    _, said = led(said)
    for turn, token in enumerate(said):
        if token.kind in _TURNS and turn:
            begin, end = clock_of(said[:turn]), _end(said[turn + 1 :])
            if begin and end:
                return joined(begin, end, is_loose=all(token.kind in _LOOSE for token in said))
    return None


def _end(said: Said) -> Clock | None:
    _, clock = led(said)
    return clock_of(clock) if clock else None


_CLOCK = (
    "((HOURS|AT){0,3} (COLON|HCLOCK|DOTTED|HHMM|NOON|MIDNIGHT|(<num>|HOURS ARTICLE) UNIT?)"
    f"((AND|MINUS) THE? ({NAMED}|<num> (?!UNIT? (AND|MINUS)))|(?<=UNIT) <num>)? {TAIL})"
)
_FIRM = "((AT|FOR){0,3} (HOURS (<num>|COLON|DOTTED)|HCLOCK|COLON|<num> UNIT <num>?|<num> MERIDIEM) MERIDIEM?)"

RULES = (
    Rule(f"(OF|FROM|STARTING) {_CLOCK} (AT|UNTIL|DASH|TO) {_CLOCK} (?!UNIT|OF? MONTH)", _span),
    Rule(f"BETWEEN {_CLOCK} (AND|DASH|AT) {_CLOCK} (?!UNIT|OF? MONTH)", _span),
    Rule(f"{_FIRM} (AT|UNTIL|DASH|TO) {_CLOCK} (?!UNIT|OF? MONTH)", _span),
    Rule(f"(OF|FROM) <num> AT ARTICLE {BEFORE_DAY}", _span),
)
"""Go before clocks."""
