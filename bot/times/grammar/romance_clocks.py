"""Recognises times of day as Spanish and French say them.

    a las 3   las tres   la una   a las 15:30   a las 15 horas        the article makes it a clock
    à 15 heures [30]   trois heures   15h 30   15 heures pile         so does the word for hours
    las tres y media   cinq heures et demie   5 y cuarto   8 et quart half and quarter
    las 4 menos cuarto   quatre heures moins le quart   9pm menos 10  minutes before the hour
    las tres y diez   las cinco treinta   sept heures dix             minutes behind it
    trois heures un quart   midi trois quarts   las 3 con 30          the same without a word between
    cuarto para las 4   diez para las 3   a diez para la una          the American way to say them
    midi et demi   minuit moins dix   12 del mediodía   12 del día    counted from noon and midnight
    8 de la tarde   huit quarante ce matin                            a bare number before a part of the day
    a partir de las 3   dès 15h                                       from then on: not that time, asked
    a 3 pacientes   una de las tres   j'ai attendu 3 heures           counted things: no time

Bare hours are read by clinic hours, as in English; "5h" is a 24 hour clock that may be an afternoon, but "5h
et demie" is said, not written, and read by clinic hours. An "heure" with an article is a clock only behind
"à" and before a part of the day: "une heure et demie" alone is how long. Not here: from one clock to another
(`romance_stretches`).
"""

from __future__ import annotations

from bot.times.grammar.clocks import NOON_HOUR, Clock
from bot.times.grammar.lengths import length_of
from bot.times.grammar.meanings import Dangling, Ignored, Range
from bot.times.grammar.patterns import Rule
from bot.times.words.lexicon import Part, Unit
from bot.times.words.tokens import Kind, Said, Token, first

_SHAPED = (Kind.COLON, Kind.HCLOCK, Kind.HHMM, Kind.DOTTED)
_BEFORE = (Kind.AT, Kind.FOR, Kind.OF, Kind.FROM, Kind.STARTING, Kind.BETWEEN, Kind.HOURS, Kind.THE)
_NUMBERS = (Kind.NUMBER, Kind.WORD)
_SMALL_H = 7
"""The first hour that a clinic may be open: 5h may also be 17h."""
_SHORTEST_H = 13
_MINUTES_FOR = (5, 10, 15, 20, 25)
_ALL_DAY = 24
_FROM_ON = ("a partir", "a contar", "a compter", "des", "depuis")  # dès, desde
_FRACTIONS = {Kind.HALF: 30, Kind.QUARTER: 15}


def clock_of(said: Said) -> Clock | None:
    """The clock that the tokens say, from the hour on; None if they say none."""
    hour, *behind = said
    base = _hour(hour)
    if base is None or not _fits_units(behind):
        return None
    minutes = _minutes(behind)
    if minutes is None or (minutes and base.minute):
        return None
    is_spoken = any(token.kind in (Kind.MINUS, *_FRACTIONS) for token in behind)
    is_zero_led = base.is_zero_led and not is_spoken
    clock = _half(base._replace(minute=base.minute + minutes, is_zero_led=is_zero_led), behind)
    return _back(clock) if any(token.kind is Kind.MINUS for token in behind) else clock


def _hour(token: Token) -> Clock | None:
    if token.kind is Kind.NOON:
        return Clock(hour=NOON_HOUR, is_24h=True)
    if token.kind is Kind.MIDNIGHT:
        return Clock(hour=0, is_24h=True, is_midnight=True)
    if token.kind is Kind.ARTICLE:
        return Clock(hour=1) if token.text in ("una", "une") else None
    if token.kind not in (*_SHAPED, *_NUMBERS):
        return None
    hour, minute, is_zero_led = token.value if token.kind in _SHAPED else (token.value, 0, False)
    if hour >= 24:  # noqa: PLR2004 - the clock's own
        return Clock(hour=0, is_24h=True, is_midnight=True) if (hour, minute) == (24, 0) else None
    if token.kind is Kind.HCLOCK:
        is_zero_led = hour < _SMALL_H
    return Clock(hour=hour, minute=minute, is_24h=hour > NOON_HOUR or hour == 0, is_zero_led=is_zero_led)


def _fits_units(behind: Said) -> bool:
    """Whether a unit right behind the hour is of hours, and others are of no more than that."""
    units = [(number, token.value) for number, token in enumerate(behind) if token.kind is Kind.UNIT]
    return all(unit in ((Unit.HOUR, Unit.MINUTE) if number else (Unit.HOUR,)) for number, unit in units)


def _minutes(behind: Said) -> int | None:
    """Half, quarter, ten, zero two; None for what no clock has."""
    said = [token for token in behind if token.kind in _NUMBERS]
    numbers = [token.value for token in said]
    named = next((token.kind for token in behind if token.kind in _FRACTIONS), None)
    if named is not None:
        minutes = _FRACTIONS[named] * (numbers[0] if numbers else 1)
        return minutes if len(numbers) < 2 and minutes < 60 else None  # noqa: PLR2004 - the clock's own
    if len(numbers) > 1 and numbers[0] != 0:
        return None
    return numbers[-1] if numbers and numbers[-1] < 60 else 0 if not numbers else None  # noqa: PLR2004 - the clock's own


def _half(clock: Clock, behind: Said) -> Clock:
    part = first(behind, Kind.PART)
    half = first(behind, Kind.MERIDIEM) or (part and ("a" if part is Part.MORNING else "p"))
    is_midnight = clock.is_midnight or (clock.hour == NOON_HOUR and half == "a")
    return clock._replace(half=half, is_midnight=is_midnight)


def _back(clock: Clock) -> Clock:
    """Four less a quarter is 3:45; twelve less a quarter is in the other half."""
    hour = (clock.hour - 1) % 24 if clock.is_24h else (clock.hour - 2) % 12 + 1
    half = clock.half
    if clock.hour == NOON_HOUR and half:
        half = "a" if half == "p" else "p"
    is_24h = clock.is_24h and (hour > NOON_HOUR or clock.hour in (0, NOON_HOUR))
    return clock._replace(hour=hour, minute=60 - clock.minute, half=half, is_24h=is_24h, is_midnight=False)


def led(said: Said) -> tuple[Said, Said]:
    """What leads to a clock ("a las"), and the clock."""
    at = next(number for number, token in enumerate(said) if token.kind not in _BEFORE)
    return said[:at], said[at:]


def _clock(said: Said) -> object:
    lead, clock = led(said)
    is_length = any(token.kind is Kind.FOR and token.value == "length" for token in lead)
    is_at = any(token.kind is Kind.AT for token in lead)
    is_all_day = clock[0].value == _ALL_DAY and len(clock) > 1 and clock[1].kind is Kind.UNIT and not is_at
    return None if is_length or is_all_day else clock_of(clock)


def _oclock(said: Said) -> object:
    """15 heures, à une heure; "15 horas", but "3 horas" is a length, as "pour 2 heures" is."""
    lead, clock = led(said)
    hour, unit = clock[0], clock[1]
    is_at = any(token.kind in (Kind.AT, Kind.HOURS) for token in lead)
    is_for = any(token.kind is Kind.FOR for token in lead)
    if hour.kind is Kind.ARTICLE:
        return _clock(said) if is_at else None
    is_clock = is_at or unit.text.startswith("heure") or hour.value >= _SHORTEST_H
    return _clock(said) if is_clock and not (is_for and hour.value < _SMALL_H) else None


def _to_hour(said: Said) -> object:
    """Diez para las tres."""
    turn = next(number for number, token in enumerate(said) if token.kind is Kind.FOR)
    minutes = first(said[:turn], Kind.NUMBER, Kind.WORD) or 15
    clock = clock_of([token for token in led(said[turn:])[1] if token.kind is not Kind.PART])
    if clock is None or clock.minute or minutes not in _MINUTES_FOR:
        return None
    return _back(clock._replace(minute=minutes))


def _noon_number(said: Said) -> object:
    """Las 12 del mediodía, 2 del mediodía, las 12 de la medianoche."""
    _, (hour, *behind) = led(said)
    if any(token.kind is Kind.MIDNIGHT for token in behind):
        return Clock(hour=0, is_24h=True, is_midnight=True) if hour.value == NOON_HOUR else None
    minutes = _minutes([token for token in behind if token.kind is not Kind.NOON])
    is_near = hour.value in (1, 2, 3, NOON_HOUR) and minutes is not None
    return Clock(hour=hour.value, minute=minutes or 0, half="p") if is_near else None


def _midday(said: Said) -> object:
    """Las 12 del día, 12:30 del día."""
    *clock, _, unit = led(said)[1]
    noon = clock_of(clock)
    return noon._replace(half="p") if noon and noon.hour == NOON_HOUR and unit.value is Unit.DAY else None


def _with_minutes(said: Said) -> object:
    """Las 3 con 30, las 15 horas con 30 minutos; "a las 3 con 2" are two people."""
    minutes = [token for token in said if token.kind in _NUMBERS][-1]
    return _clock([token for token in said if token.kind is not Kind.WITH]) if minutes.value > 9 else None  # noqa: PLR2004 - two digits


def _waited(said: Said) -> object:
    """J'ai attendu 3 heures: from 13 on only a clock is said like this."""
    length = length_of(said) if said[0].value < _SHORTEST_H and said[1].value is Unit.HOUR else None
    return length and length._replace(is_bare=True)


def _from_on(said: Said) -> object:
    """A partir de las 3; "empezando a las 3" is when it begins."""
    return Dangling() if said[0].text.startswith(_FROM_ON) else None


def _either(said: Said) -> object:
    """Sábado cinco para las cuatro: the fifth at four, or five to four; only a person knows."""
    return Range() if said[0].value in _MINUTES_FOR else None


def _no_type(said: Said) -> object:
    """Diabetes tipo 2; "mañana tipo 3" is a clock."""
    return Ignored() if said[0].text == "tipo" else None


def _dotted(said: Said) -> object:
    """15.00, 9.30 alone; 4.22 may be a date."""
    clock = clock_of(said)
    return clock if clock and (clock.is_24h or clock.minute % 5 == 0) else None


_AT = "(AT|FOR){0,3}"
_HOUR = "(<num>|ARTICLE)"
_PART = "(OF|IN|FOR|AT){0,3} THE? PART"
_BEFORE_PART = "(OF|IN|AT|FOR|COMMA){0,3} (THE|THIS){0,3} (PART|TONIGHT)"
NAMED = "(HALF|(ARTICLE|<num>)? QUARTER)"
TAIL = "OCLOCK? MERIDIEM?"
_MOVED = f"((AND|MINUS) (THE? {NAMED}|<num> UNIT?)|(ARTICLE|<num>) QUARTER|<num> UNIT?)"
_NO_DATE = "(?!(OF|DASH|SLASH)? MONTH|UNIT|OF NUMBER)"
_OF_DAY = "(THE? PART|WEEKDAY|RELATIVE|SLASHED|DOTDATE|YMD|HOLIDAY|UNIT? <nth> (?!UNIT))"
BEFORE_DAY = "(?=$|COMMA|RELATIVE|WEEKDAY|OF (THE|HOURS)? PART)"
_NOT_DATED = "(?<!(THE|WEEKDAY|UNIT|MONTH|DASH|SLASH|LABEL))"

RULES = (
    Rule("HCLOCK (SLASH|UNKNOWN) NUMBER", lambda said: Ignored() if said[-1].value == _ALL_DAY else None),
    Rule(f"(?<!THE) AT{{0,2}} ARTICLE? (QUARTER|<num> UNIT) FOR HOURS {_HOUR} {TAIL}", _to_hour),
    Rule("(?<=WEEKDAY) WORD (?=FOR HOURS)", _either),
    Rule(f"((?<!(THE|WEEKDAY|UNIT|DASH|SLASH|LABEL))|AT) <num> FOR HOURS {_HOUR} {TAIL}", _to_hour),
    Rule(f"{_AT} HOURS? <num> UNIT? WITH <num> (UNIT|{BEFORE_DAY})", _with_minutes),
    Rule(f"{_AT} HOURS? (<num>|COLON) OF UNIT (?!<num>)", _midday),
    Rule(
        f"{_AT} HOURS? <num> (AND (<num>|HALF|QUARTER))? OF (THE|HOURS){{0,3}} (NOON|MIDNIGHT)", _noon_number
    ),
    Rule(f"{_AT} (NOON|MIDNIGHT) (AND|MINUS) THE? ({NAMED}|<num> UNIT?)", _clock),
    Rule(f"{_AT} (NOON|MIDNIGHT) OCLOCK", _clock),
    Rule(f"{_AT} (NOON|MIDNIGHT) ((ARTICLE|<num>) QUARTER|<num> {_NO_DATE})", _clock),
    Rule(f"{_AT} HOURS <num> <num> <num> {TAIL}", _clock),
    Rule(f"{_AT} HOURS {_HOUR} UNIT? {_MOVED} {TAIL} {_NO_DATE}", _clock),
    Rule(f"{_AT} {_HOUR} UNIT {_MOVED} {TAIL} {_NO_DATE}", _oclock),
    Rule(f"{_AT} HOURS? <num> ({_PART}|MERIDIEM)? MINUS THE? ({NAMED}|<num> UNIT?) UNIT? {TAIL}", _clock),
    Rule(f"{_AT} HOURS? {_HOUR} AND {NAMED} UNIT? {TAIL}", _clock),
    Rule(f"{_NOT_DATED} {_AT} <num> (AND|OCLOCK)? <num> UNIT? (?={_BEFORE_PART})", _clock),
    Rule(f"(?<!(THE|UNIT|LABEL|DASH|SLASH)) {_AT} {_HOUR} UNIT? (?=OF (THE|HOURS){{0,2}} PART)", _clock),
    Rule(f"{_AT} HOURS? HCLOCK {_MOVED} {TAIL} (?!WORD) {_NO_DATE}", _clock),
    Rule(f"{_AT} HOURS? HCLOCK {TAIL}", _clock),
    Rule(f"{_AT} HOURS? (COLON|DOTTED|HHMM) UNIT {TAIL} (?!OF (?!{_OF_DAY}))", _clock),
    Rule(f"{_AT} HOURS? (COLON|DOTTED|HHMM) (?=UNIT OF)", _clock),
    Rule(f"{_AT} HOURS {_HOUR} UNIT {TAIL} (?!OF (?!{_OF_DAY}))", _clock),
    Rule("(ARTICLE|WORD) OF HOURS <num> (?!UNIT)", lambda _: Ignored()),
    Rule("(?<=UNKNOWN) <num> UNIT (?!<num>|AND|MINUS|OF|MERIDIEM|OCLOCK|AGO|LATER|AFTER|BEFORE)", _waited),
    Rule("(?<=UNKNOWN) AT NUMBER (?!UNIT|MERIDIEM)", _no_type),
    Rule("AT <num> (?=UNKNOWN)", lambda _: Ignored()),
    Rule("(STARTING|FROM|OF) (THE|AT|FOR){0,3} (?=HOURS|HCLOCK|COLON|<num> UNIT|NOON)", _from_on),
    Rule(f"(AT|FOR){{1,3}} HOURS ({_HOUR}|COLON|DOTTED|HHMM) {TAIL} (?!UNIT (?!OF)|MONTH)", _clock),
    Rule(f"HOURS ({_HOUR}|COLON|DOTTED|HHMM) {TAIL} (?!UNIT|MONTH|UNKNOWN|TIMES|FILLER)", _clock),
    Rule(f"{_AT} {_HOUR} UNIT {TAIL} (?!AGO|LATER|AFTER|BEFORE|FROM|NEXT)", _oclock),
    Rule(f"{_NOT_DATED} {_AT} {_HOUR} {TAIL} (?={_BEFORE_PART})", _clock),
    Rule("^ DOTTED $", _dotted),
    Rule("(AFTER|BEFORE|UNTIL) (THE|AT|FOR){0,3} (?=HOURS|ARTICLE UNIT|<num> UNIT)", lambda _: Dangling()),
)
"""Go before days: their numbers are hours."""
