"""What Spanish and French say in another order than English: rules that go before the English ones.

The words are those of the lexicons, and a rule is one of the grammar's: a pattern over kinds of tokens.
Clocks, days and lengths are in modules of their own (`romance_clocks`, `romance_days`, `romance_lengths`).

    de la tarde   por la noche   dans l'après-midi   esta tarde       parts of the day
    hora de Nueva York   heure de Paris                               zones by their city
    la séance est à 15h                                               "est" is a verb and no zone
    hasta el 15 de enero   du 3 décembre au 28 janvier               where a series begins and ends

"Est" is a zone right behind a clock and at the end, or before a comma or a day: "15h EST demain". What else
makes a series has the same order as in English (`series.rules`).
"""

from __future__ import annotations

from bot.times.grammar import romance_clocks, romance_days, romance_lengths
from bot.times.grammar.meanings import Choice, Ignored, PartSaid, Range
from bot.times.grammar.patterns import Rule
from bot.times.series.meanings import Bound
from bot.times.words.lexicon import Part, Unit
from bot.times.words.tokens import Kind, Said, first
from bot.times.zone_names import ZONES, ZoneSaid, city_zone

_CITIES = {
    "nueva york": "America/New_York",
    "ciudad de mexico": "America/Mexico_City",
    "la habana": "America/Havana",
    "filadelfia": "America/New_York",
    "londres": "Europe/London",
    "bruselas": "Europe/Brussels",
    "bruxelles": "Europe/Brussels",
    "geneve": "Europe/Zurich",
    "ginebra": "Europe/Zurich",
    "barcelona": "Europe/Madrid",
    "lyon": "Europe/Paris",
    "marseille": "Europe/Paris",
    "quebec": "America/Toronto",
    "la nouvelle-orleans": "America/Chicago",
}
"""As the languages call them; cities that name a zone are known by it."""


def _part(said: Said) -> object:
    part = first(said, Kind.PART, Kind.TONIGHT) or Part.NIGHT
    is_today = any(token.kind in (Kind.THIS, Kind.TONIGHT) for token in said)
    return PartSaid(part=part, is_today=is_today)


def _city(said: Said) -> object:
    """Hora de Nueva York."""
    if first(said, Kind.UNIT) is not Unit.HOUR:
        return None
    at = next(number for number, token in enumerate(said) if token.kind is Kind.OF)
    name = " ".join(token.text for token in said[at + 1 :] if token.kind is not Kind.CLOSE)
    zone = _CITIES.get(name) or city_zone(name)
    return ZoneSaid(zone=zone) if zone else None


def _no_zone(said: Said) -> object:
    return Ignored() if said[0].text == "est" else None


def _late(said: Said) -> object:
    """Tarde alone."""
    return Ignored() if said[0].text == "tarde" else None


def _cet(said: Said) -> object:
    """16h CET; else it is "cet"."""
    return ZONES.get(said[0].text)


_CLOCK_END = "(COLON|HCLOCK|MERIDIEM|UNIT|DOTTED|HHMM|NUMBER|OCLOCK)"
_DAY_BEGIN = "(WEEKDAY|RELATIVE|MONTH|SLASHED|YMD|DOTDATE|STAMP|THE)"
_NAME = "(UNKNOWN|THE|HOURS|OF|FILLER|NEXT)"

_WORKDAYS = Rule("(IN|AGO) <num> (WEEKDAYS|WORKDAY)", lambda _: Range())
_OTHER_RULES = (
    Rule(f"(?<!{_CLOCK_END}) ZONE|ZONE (?!$|COMMA|CLOSE|{_DAY_BEGIN})", _no_zone),
    Rule(f"(?<={_CLOCK_END}) THIS (?=$|COMMA|CLOSE)", _cet),
    *(Rule(f"OPEN? UNIT OF {_NAME}{{{count}}} CLOSE?", _city) for count in (4, 3, 2, 1)),
    Rule("(?<!(WEEKDAY|RELATIVE|COLON|HCLOCK|NUMBER|WORD)) PART", _late),
    Rule("(OF|IN|FOR|AT|THE|HOURS){0,3} THIS? PART OCLOCK?", _part),
    Rule("OF? TONIGHT", _part),
    _WORKDAYS,
    Rule("((?<=<timely>)|(?<=UNIT)) OR (?=(ON|AT|THE|HOURS|FOR){0,3} <time_begin>)", lambda _: Choice()),
)


SERIES_RULES = (
    _WORKDAYS,
    Rule("OF THE? (?=<nth> (OF? MONTH <year>?)? AT <nth>)", lambda _: Bound(kind=Kind.STARTING)),
    Rule("(STARTING|FROM) (THE|ON){0,3} (?=<nth> OF? MONTH|NUMBER)", lambda _: Bound(kind=Kind.STARTING)),
    Rule("(?<=MONTH|YEAR) AT (?=<nth> OF? MONTH)", lambda _: Bound(kind=Kind.UNTIL)),
    Rule("UNTIL (THE|ON|AT){0,3} (?=<nth> OF? MONTH|NUMBER)", lambda _: Bound(kind=Kind.UNTIL)),
)
"""Del 3 de diciembre al 28 de enero, jusqu'au 15 janvier: go before the other rules for series."""


def rules() -> tuple[Rule, ...]:
    """All of them, in their order."""
    return (
        *romance_lengths.RULES,
        *romance_clocks.RULES,
        *romance_days.RULES,
        *_OTHER_RULES,
        *romance_lengths.LAST_RULES,
    )
