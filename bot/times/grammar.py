"""The whole grammar: every recogniser in the order in which they are tried.

Beside days (`day_rules`), clocks (`clocks`) and lengths (`lengths`) it has the small ones:

    every tuesday, daily, mondays, x8                a series: understood as one, not yet as times
    3-4pm, from 9 to 11, mon-fri, until ...          a range: the same
    this morning, tonight, in the afternoon          a part of the day, with its day if there is one
    next week, this month                            too long to be a day
    2026-12-03T15:00-05:00, <!date^...>, now         moments
    ET, Eastern time, New York time, (New York)      zones
    ref 1530                                         no time at all
"""

from __future__ import annotations

from functools import cache

from bot.times import clocks, day_rules, lengths
from bot.times.lexicon import Part, Unit
from bot.times.meanings import Choice, Dangling, Ignored, Moment, Now, PartSaid, Range, Series, Stretch
from bot.times.rules import Grammar, Rule
from bot.times.tokens import Kind, Said, first
from bot.times.zone_names import ZoneSaid, city_zone


def _part(said: Said) -> object:
    return PartSaid(part=first(said, Kind.PART), is_today=any(token.kind is Kind.THIS for token in said))


def _stretch(said: Said) -> object:
    unit = first(said, Kind.UNIT)
    which = next(token.kind for token in said if token.kind in (Kind.THIS, Kind.NEXT, Kind.COMING, Kind.LAST))
    return Stretch(unit=unit, which=which) if unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR) else None


def _zone(said: Said) -> object:
    return first(said, Kind.ZONE, Kind.REGION)


def _exact_zone(said: Said) -> object:
    """Anywhere; two letters only right behind a time, and not before a name: "pt pat" is a patient."""
    zone: ZoneSaid = first(said, Kind.ZONE)
    return zone if zone.is_exact else None


def _city(said: Said) -> object:
    words = [token.text for token in said if token.kind not in (Kind.OPEN, Kind.CLOSE, Kind.TIME)]
    zone = city_zone(" ".join(words))
    return ZoneSaid(zone=zone) if zone else None


_NUMBERS = "(NUMBER|HHMM|YEAR|DIGITS|SLASHED|DOTDATE|YMD|JUNK|DOTTED|DECIMAL)"
_SMALL = (
    Rule(f"LABEL+ (FILLER|COMMA|DASH)* {_NUMBERS} (?!MERIDIEM|OCLOCK)", lambda _: Ignored()),
    Rule("SERIES|UNTIL", lambda _: Series()),
    Rule("STAMP", lambda said: Moment(at=first(said, Kind.STAMP))),
    Rule("FILLER? NOW (?!PLUS)", lambda _: Now()),
    Rule("(?<=<timely>) (OR|SLASH) (?=(ON|AT|THE)* <time_begin>)", lambda _: Choice()),
    Rule("WEEKDAY (DASH|TO) WEEKDAY", lambda _: Range()),
)
_RANGES = (
    Rule("(AT|FOR)* <clock> OCLOCK? MERIDIEM? (DASH|TO) AT? <clock>", lambda _: Range()),
    Rule("(AT|FOR)* <clock> OCLOCK? MERIDIEM? (DASH|TO) (MONTH|WEEKDAY|ORDINAL)", lambda _: Range()),
)
_ZONES_AND_PARTS = (
    Rule("((?<=<timely>)|(?<=<timely> COMMA)) OPEN? ZONE (TIME|CLOSE)* (?!TIME|UNKNOWN|JUNK|LABEL)", _zone),
    Rule("OPEN? ZONE TIME? CLOSE?", _exact_zone),
    Rule("REGION (UNKNOWN|FILLER)? TIME", _zone),
    Rule("(?<=MERIDIEM|COLON|HCLOCK|OCLOCK|NOON) REGION", _zone),
    Rule("OPEN (UNKNOWN|FILLER|OF|ARTICLE|THE|COMMA)(UNKNOWN|OF|THE|COMMA){0,3} CLOSE", _city),
    Rule("(UNKNOWN|FILLER) UNKNOWN{0,2} TIME", _city),
    Rule("(IN THE|AT|THIS|IN)? PART", _part),
    Rule("(THIS|NEXT|COMING|LAST) UNIT", _stretch),
    Rule("TONIGHT", lambda _: PartSaid(part=Part.NIGHT, is_today=True)),
    Rule("(AFTER|BEFORE) (THE|AT)? (?=<time_begin>)", lambda _: Dangling()),
)


@cache
def grammar() -> Grammar:
    """The grammar, compiled at its first use."""
    return Grammar(
        (
            *_SMALL,
            *day_rules.DATE_RULES,
            *clocks.FRACTIONS,
            *_RANGES,
            *lengths.RULES,
            *clocks.RULES,
            *day_rules.RULES,
            *_ZONES_AND_PARTS,
        )
    )
