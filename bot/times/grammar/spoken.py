"""Recognises times of day as they are spoken.

    half past 2 [pm]   half-past 2   quarter to 4   ten past nine
    15 minutes past noon   5 after 3   ten of four
    at ten to four                                minutes; "3 to 4" and "10 to 4" are stretches (see there)
    three thirty, three-thirty                    words: minutes in fives, or it may be two numbers
    1530 hours  1900hrs  fifteen thirty hours     on a 24 hour clock
    nineteen hundred  oh nine hundred hours

Not here: clocks in digits, and what a bare hour means (`clocks`).
"""

from __future__ import annotations

from bot.times.grammar.clocks import END_OF_DAY, NOON_HOUR, Clock, clock_of, first_is, hour_minutes
from bot.times.grammar.patterns import Rule
from bot.times.words.lexicon import Unit
from bot.times.words.tokens import Kind, Said, every, first

SHORT_OF = (5, 10, 20, 25)
"""Minutes that are said before or after the hour, beside a quarter and a half."""
_SPOKEN_MINUTES = (15, *range(20, 60, 5))
_TURNS = (Kind.PAST, Kind.TO, Kind.UNTIL, Kind.AFTER, Kind.BEFORE, Kind.OF)


def _hours(said: Said) -> object:
    """1530 hours, 15:30 hrs, 1900hrs."""
    return clock_of(said) if first(said, Kind.UNIT) is Unit.HOUR else None


def _military(said: Said) -> object:
    """Fifteen thirty hours."""
    clock = hour_minutes(said) if first(said, Kind.UNIT) is Unit.HOUR else None
    return clock._replace(is_24h=True) if isinstance(clock, Clock) else None


def _hundred(said: Said) -> object:
    """Nineteen hundred, oh nine hundred hours."""
    *zero, hour = every(said, Kind.NUMBER, Kind.WORD)
    if hour >= END_OF_DAY or any(zero) or first(said, Kind.UNIT) not in (None, Unit.HOUR):
        return None
    return Clock(hour=hour, is_24h=True)


def _spoken(said: Said) -> object:
    """Three thirty, three-thirty pm: minutes in fives, or it may be two numbers."""
    hour, minute = every(said, Kind.WORD)
    is_clock = 0 < hour <= NOON_HOUR and minute in _SPOKEN_MINUTES
    return Clock(hour=hour, minute=minute, half=first(said, Kind.MERIDIEM)) if is_clock else None


def _fraction(said: Said) -> object:
    """Half past 2, quarter to 4, ten past nine: minutes, a direction, an hour."""
    turn = next(i for i, token in enumerate(said) if token.kind in _TURNS)
    before, after = said[:turn], said[turn + 1 :]
    minutes = first(before, Kind.NUMBER, Kind.WORD) or (30 if first_is(before, Kind.HALF) else 15)
    is_noon, is_midnight = first_is(after, Kind.NOON), first_is(after, Kind.MIDNIGHT)
    hour = NOON_HOUR if is_noon or is_midnight else first(after, Kind.NUMBER, Kind.WORD)
    if first(before, Kind.UNIT) not in (None, Unit.MINUTE) or not 0 < minutes < 60 or not 0 < hour < 24:  # noqa: PLR2004 - the clock's own
        return None
    half = "p" if is_noon else "a" if is_midnight else first(after, Kind.MERIDIEM)
    if said[turn].kind in (Kind.PAST, Kind.AFTER):
        return Clock(hour=hour, minute=minutes, half=half)
    if hour == NOON_HOUR and half:  # a quarter to noon is in the other half
        half = "a" if half == "p" else "p"
    return Clock(hour=(hour - 2) % 12 + 1, minute=60 - minutes, half=half)


def _half_hour(said: Said) -> object:
    """Half three, as the British say it: half past three."""
    hour = first(said, Kind.NUMBER, Kind.WORD)
    return Clock(hour=hour, minute=30, half=first(said, Kind.MERIDIEM)) if 0 < hour <= NOON_HOUR else None


def _words_to(said: Said) -> object:
    """Ten to four: as words, behind "at" or beyond 12; "3 to 4" and "10 to 4" are stretches."""
    minutes = first(said, Kind.NUMBER, Kind.WORD)
    is_said = first_is(said[:1], Kind.AT) or first_is(said[:1], Kind.WORD)
    return _fraction(said) if (is_said and minutes in SHORT_OF) or minutes > NOON_HOUR else None


def _minutes_after(said: Said) -> object:
    """5 after 3, ten of four: minutes in fives."""
    return _fraction(said) if first(said, Kind.NUMBER, Kind.WORD) % 5 == 0 else None


RULES = (
    Rule("(AT|FOR){0,2} (HHMM|COLON|YEAR) UNIT", _hours),
    Rule("(AT|FOR){0,2} <num> (DASH? WORD | WORD WORD) UNIT", _military),
    Rule("(AT|FOR){0,2} WORD? <num> HUNDRED UNIT", _hundred),
    Rule("(AT|<after_day>) WORD? <num> HUNDRED (?=<after_spoken>)", _hundred),
    Rule("(AT|FOR){0,2} WORD DASH? WORD (MERIDIEM|OCLOCK|(?=<after_spoken>))", _spoken),
    Rule(
        "(AT|FOR){0,2} ARTICLE? (HALF|QUARTER) DASH? (PAST|AFTER) (<num> OCLOCK? MERIDIEM?|NOON|MIDNIGHT)",
        _fraction,
    ),
    Rule(
        "(AT|FOR){0,2} ARTICLE? QUARTER (DASH|COMMA)? (TO|UNTIL|BEFORE|OF) "
        "(<num> OCLOCK? MERIDIEM?|NOON|MIDNIGHT)",
        _fraction,
    ),
    Rule("(AT|FOR){0,2} <num> UNIT? PAST (<num> OCLOCK? MERIDIEM?|NOON|MIDNIGHT)", _fraction),
    Rule(
        "(AT|FOR){0,2} <num> UNIT (TO|UNTIL|BEFORE|AFTER) (<num> OCLOCK? MERIDIEM?|NOON|MIDNIGHT)", _fraction
    ),
    Rule("AT? <num> (TO|UNTIL) (<num> OCLOCK? MERIDIEM?|NOON)", _words_to),
    Rule(
        "(AT|FOR){0,2} <num> AFTER (<num> OCLOCK? MERIDIEM?|NOON|MIDNIGHT) (?=<after_spoken>)", _minutes_after
    ),
    Rule("(AT|FOR){0,2} WORD OF WORD (OCLOCK? MERIDIEM)? (?=<after_spoken>)", _minutes_after),
    Rule("(AT|FOR){0,2} HALF (NUMBER|WORD) OCLOCK? MERIDIEM? (?!UNIT)", _half_hour),
)
"""Go before ranges: "ten to four" is one time, "3 to 4" is two."""
