"""Recognises times of day.

    3pm  3 p.m.  3:30 pm  8.30pm  0810 pm  seven thirty pm    with a half of the day
    15:30  15h30  15h  0900 (beside a day, after "at", alone)  on a 24 hour clock
    noon  12 noon  midnight
    seven thirty, ten oh five, 3 30 pm                         minutes have two digits, or a zero before them
    friday 1930                                                a year only where one can be said
    9 o'clock   at 3   around 3   3-ish   tomorrow 3   9 tomorrow   3 in the afternoon     bare hours
    morning  afternoon  tonight ...   a part of the day

A bare hour is read by clinic hours: 7-11 in the morning, 12 noon, 1-6 in the afternoon; 7 and 6 are not sure
of it, nor is what is written with a zero (03:30): their other half is told too. Half and part of the day
decide where they are said. Not here: which day, and clocks in spoken words (`spoken`).
"""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from bot.times.grammar.patterns import Rule
from bot.times.words.lexicon import Part
from bot.times.words.tokens import Kind, Said, every, first

NOON_HOUR = 12
_MORNING_BEGINS = 7
_UNSURE = (6, 7)
_EVENING_BEGINS = 5
END_OF_DAY = 24


class Clock(NamedTuple):
    """A time of day as it was said."""

    hour: int
    minute: int = 0
    half: str | None = None
    """"a" or "p"."""
    is_24h: bool = False
    """Whether the form leaves no doubt about the half: 15:30, noon."""
    is_zero_led: bool = False
    """03:30: rather a 24 hour clock, but not certainly."""
    is_loose: bool = False
    """Just a number beside a day: gives way to any other clock, and may be the day's date."""
    is_midnight: bool = False
    """Belongs to the night after the day, or to the one before: only a person knows."""

    def times(self, part: Part | None) -> tuple[time, ...]:
        """The likely time of day, then the less likely one if there is real doubt; none if contradictory."""
        if self.minute > 59:  # noqa: PLR2004 - the clock's own
            return ()
        if self.half:
            return _with_half(self.hour, self.minute, self.half)
        if self.is_24h or self.hour > NOON_HOUR or self.hour == 0:
            return (time(self.hour, self.minute),)
        if part:
            return (time(_in_part(self.hour, part), self.minute),)
        return self._by_clinic_hours()

    def _by_clinic_hours(self) -> tuple[time, ...]:
        morning, afternoon = time(self.hour % NOON_HOUR, self.minute), time(self.hour % 12 + 12, self.minute)
        if self.is_zero_led:
            return (morning, afternoon) if self.hour <= _MORNING_BEGINS else (morning,)
        if self.hour in _UNSURE:
            return (morning, afternoon) if self.hour >= _MORNING_BEGINS else (afternoon, morning)
        return (morning,) if _MORNING_BEGINS <= self.hour < NOON_HOUR else (afternoon,)


def _with_half(hour: int, minute: int, half: str) -> tuple[time, ...]:
    """3 pm is 15:00; 15:15 pm says it twice; 15:15 am contradicts itself."""
    if hour > NOON_HOUR or hour == 0:
        is_said_twice = (half == "p") == (hour > NOON_HOUR)
        return (time(hour, minute),) if is_said_twice else ()
    return (time(hour % 12 + (12 if half == "p" else 0), minute),)


def _in_part(hour: int, part: Part) -> int:
    """A bare hour in a part of the day, 0-23. Night is until 4: "11 at night", "2 at night"."""
    if part is Part.MORNING:
        return hour % 12
    if part is Part.NIGHT:
        return hour % 12 + (12 if _EVENING_BEGINS <= hour < NOON_HOUR else 0)
    if part is Part.LUNCH and hour in (10, 11):
        return hour
    return hour % 12 + 12


def _digits(said: Said) -> object:
    """Any clock that stands in one or two tokens: 3:30 pm, 15h30, 1530, three."""
    half = first(said, Kind.MERIDIEM)
    hhmm = first(said, Kind.COLON, Kind.HCLOCK, Kind.HHMM, Kind.DOTTED)
    if hhmm is None:
        return _numbers(every(said, Kind.NUMBER, Kind.WORD), half)
    hour, minute, is_zero_led = hhmm
    if hour == END_OF_DAY:
        return _midnight(said) if minute == 0 else None
    is_24h = hour > NOON_HOUR or hour == 0
    return Clock(hour=hour, minute=minute, half=half, is_24h=is_24h, is_zero_led=is_zero_led)


def _numbers(numbers: list[int], half: str | None) -> object:
    """3, 3 pm, seven thirty; 12 am is midnight, and on which side of the day only a person knows."""
    hour, minute = (*numbers, 0)[:2]
    if hour >= END_OF_DAY or (numbers == [0] and not half):  # nobody says "at 0"
        return None
    return Clock(hour=hour, minute=minute, half=half, is_midnight=numbers == [12] and half == "a")


def _two_digits(said: Said) -> object:
    """3 30 pm, three thirty pm; in "dec 5 3pm" no minutes are meant."""
    numbers = [token for token in said if token.kind in (Kind.NUMBER, Kind.WORD)]
    is_minutes = numbers[1].value > 9 or (numbers[1].kind is Kind.NUMBER and len(numbers[1].text) > 1)  # noqa: PLR2004 - two digits
    return _digits(said) if is_minutes else None


def _round_year(said: Said) -> object:
    """Friday 1930: a weekday has no year, but a time of day in quarters of an hour."""
    return _year_like(said) if first(said, Kind.YEAR) % 100 % 15 == 0 else None


def clock_of(said: Said) -> Clock | None:
    """The clock at one end of a stretch: 3, 3 pm, 15:30, 1915, noon, midnight."""
    kinds = {token.kind for token in said}
    if Kind.MIDNIGHT in kinds:
        clock = _midnight(said)
    elif Kind.NOON in kinds:
        clock = _noon(said)
    else:
        clock = _year_like(said) if Kind.YEAR in kinds else _digits(said)
    return clock if isinstance(clock, Clock) else None


def _loose(said: Said) -> object:
    clock = _digits(said)
    return clock._replace(is_loose=True) if isinstance(clock, Clock) else None


def _letter_h(said: Said) -> object:
    """15h30, and 8h: as written in countries with a 24 hour clock, but small ones may be afternoons."""
    clock = _digits(said)
    is_small = isinstance(clock, Clock) and clock.hour < _MORNING_BEGINS
    return clock._replace(is_zero_led=is_small, is_24h=not is_small) if isinstance(clock, Clock) else None


def _year_like(said: Said) -> object:
    """2015 after "at" or with pm is a clock, not a year."""
    year = first(said, Kind.YEAR)
    if year % 100 > 59:  # noqa: PLR2004 - minutes
        return None
    return Clock(hour=year // 100, minute=year % 100, half=first(said, Kind.MERIDIEM), is_24h=True)


def _noon(said: Said) -> object:
    """Noon, 12 noon."""
    is_noon = first(said, Kind.NUMBER, Kind.WORD) in (None, NOON_HOUR)
    return Clock(hour=NOON_HOUR, is_24h=True) if is_noon else None


def _midnight(said: Said) -> object:
    is_midnight = first(said, Kind.NUMBER) in (None, NOON_HOUR)
    return Clock(hour=0, is_24h=True, is_midnight=True) if is_midnight else None


def first_is(said: Said, kind: Kind) -> bool:
    """Whether any token is of the kind."""
    return any(token.kind is kind for token in said)


def hour_minutes(said: Said) -> object:
    """Three thirty, 10 30, ten oh five: minutes have two digits, or a zero before them."""
    hour, *minutes = every(said, Kind.NUMBER, Kind.WORD)
    is_minute = minutes[0] == 0 if len(minutes) > 1 else 10 <= minutes[0] < 60  # noqa: PLR2004 - the clock's own
    if not is_minute or not 0 < hour < END_OF_DAY:
        return None
    return Clock(hour=hour, minute=minutes[-1], half=first(said, Kind.MERIDIEM))


RULES = (
    Rule("(AT|FOR){0,2} (NUMBER|WORD)? NOON ISH?", _noon),
    Rule("(AT|FOR){0,2} NUMBER? MIDNIGHT ISH?", _midnight),
    Rule("(AT|FOR){0,2} (COLON|DOTTED|HHMM|HCLOCK) OCLOCK? MERIDIEM", _digits),
    Rule("(AT|FOR){0,2} YEAR MERIDIEM", _year_like),
    Rule("(AT|FOR){0,2} <num> (WORD|NUMBER (?=MERIDIEM)) MERIDIEM", _two_digits),
    Rule("(AT|FOR){0,2} <num> WORD <num> MERIDIEM?", hour_minutes),
    Rule("(AT|<after_near_day>) <num> (NUMBER|WORD) (?!UNIT|MONTH|<num>|DASH)", hour_minutes),
    Rule("^ <num> WORD (?=$|COMMA|<day_begin>)", hour_minutes),
    Rule("(AT|FOR){0,2} <num> OCLOCK? MERIDIEM", _digits),
    Rule("(AT|FOR){0,2} <num> OCLOCK", _digits),
    Rule("(AT|FOR){0,2} COLON", _digits),
    Rule("(AT|FOR){0,2} HCLOCK", _letter_h),
    Rule("AT (DOTTED|HHMM)", _digits),
    Rule("AT YEAR", _year_like),
    Rule("<after_day> (HHMM|DOTTED)", _digits),
    Rule("(HHMM|DOTTED) (?=<day_begin>)", _digits),
    Rule("^ HHMM $", _digits),
    Rule("<after_near_day> YEAR (?!MONTH)|^ YEAR (?=<day_begin>)", _round_year),
    Rule("AT <num> (?!UNIT|HUNDRED|MONTH|UNKNOWN{0,4} JUNK)", _digits),
    Rule("<num> DASH? ISH", _digits),
    Rule("<after_near_day> <num> (?!UNIT|HUNDRED|OF? MONTH|<num> <num>)", _loose),
    Rule("<num> (?=<day_begin>)", _loose),
    Rule("(?<=AFTER|BEFORE) AT? <num> (?!UNIT|MONTH|WEEKDAY|<num>)", _loose),
    Rule("(?<=OR) <num> (?!UNIT|MONTH)", _loose),
    Rule("<num> (?=OR AT? <num> (?!UNIT))", _loose),
    Rule("(?<=(WEEKDAY|RELATIVE|TONIGHT|PART) DASH) <num> (?=$|COMMA|WITH)", _loose),
)
