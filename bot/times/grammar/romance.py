"""What Spanish and French say in another order than English: rules that go before the English ones.

The words are those of the lexicons, and a rule is one of the grammar's: a pattern over kinds of tokens.
Clocks, stretches, days and lengths are in modules of their own (`romance_clocks` and so on).

    de la tarde   por la noche   dans l'après-midi   esta tarde       parts of the day
    hora de Nueva York   heure de Paris                               zones by their city
    con Domingo   avec Noël   Mme Avril                               a name right behind "with" or a title
    600 123 456   rue du 4 septembre   2 pastillas al día             numbers, addresses, doses: no time
    la séance est à 15h                                               "est" is a verb and no zone
    hasta el 15 de enero   du 3 décembre au 28 janvier               where a series begins and ends
    todos los días de lunes a viernes   tous les premiers lundis du mois   which days it has

"Est" is a zone right behind a clock and at the end, or before a comma or a day: "15h EST demain". What else
makes a series has the same order as in English (`series.rules`).
"""

from __future__ import annotations

from bot.times.days import LONGEST_MONTH
from bot.times.grammar import romance_clocks, romance_days, romance_lengths, romance_stretches
from bot.times.grammar.meanings import Choice, Ignored, PartSaid, Range
from bot.times.grammar.patterns import Rule
from bot.times.series.lists import nths_in, weekdays_in
from bot.times.series.meanings import Bound, Every, NthDays, NthWeekdays
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
    "la nouvelle orleans": "America/Chicago",
    "mexico": "America/Mexico_City",
    "cdmx": "America/Mexico_City",
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
    words = [token.text for token in said[at + 1 :] if token.kind not in (Kind.CLOSE, Kind.DASH)]
    names = [" ".join(words[skipped:]) for skipped in range(len(words))]  # la Ciudad de México, Ciudad de ...
    zone = next((zone for name in names if (zone := _CITIES.get(name) or city_zone(name))), None)
    return ZoneSaid(zone=zone) if zone else None


def _called(said: Said) -> object:
    """EST (Nueva York); cities that name a zone are read as in English."""
    zone = _CITIES.get(" ".join(token.text for token in said[1:-1]))
    return ZoneSaid(zone=zone) if zone else None


def _no_zone(said: Said) -> object:
    return Ignored() if said[0].text == "est" else None


def _late(said: Said) -> object:
    """Tarde alone."""
    return Ignored() if said[0].text == "tarde" else None


def _cet(said: Said) -> object:
    """16h CET; else it is "cet"."""
    return ZONES.get(said[0].text)


def _name(said: Said) -> object:
    """Con Domingo, Mme Avril; "con Marta, lunes" is a day, as "dr lunes" may be."""
    is_day = said[-1].kind is Kind.WEEKDAY and said[-2].text not in ("con", "avec")
    return None if is_day or any(token.text == "," for token in said) else Ignored()


def _from_to(said: Said) -> object:
    """De lunes a viernes."""
    begin, end = (token.value for token in said if token.kind is Kind.WEEKDAY)
    days = tuple(sorted((begin + ahead) % 7 for ahead in range((end - begin) % 7 + 1)))
    return Every(weekdays=days, is_list=True)


def _nth_of_month(said: Said) -> object:
    """Cada primer lunes de mes, tous les premiers lundis du mois."""
    if said[-1].value is not Unit.MONTH:
        return None
    days = tuple((day, nth) for day in weekdays_in(said) for nth in nths_in(said))
    return NthWeekdays(days=days, is_every=True)


def _day_of_months(said: Said) -> object:
    """Tous les 15 du mois."""
    day = first(said, Kind.NUMBER, Kind.ORDINAL)
    return (
        NthDays(days=(day,), is_every=True)
        if said[-1].value is Unit.MONTH and 0 < day <= LONGEST_MONTH
        else None
    )


_CLOCK_END = "(COLON|HCLOCK|MERIDIEM|UNIT|DOTTED|HHMM|NUMBER|OCLOCK)"
_DAY_BEGIN = "(WEEKDAY|RELATIVE|MONTH|SLASHED|YMD|DOTDATE|STAMP|THE)"
_NAME = "(UNKNOWN|THE|HOURS|OF|FILLER|DASH)"

_WORKDAYS = Rule("(IN|AGO) <num> (WEEKDAYS|WORKDAY)", lambda _: Range())
_FIRST_RULES = (
    Rule("AT? (NUMBER|HHMM|DIGITS|YEAR) (HHMM|DIGITS|YEAR) (HHMM|DIGITS|YEAR)", lambda _: Ignored()),
    Rule("LABEL OF? <nth> OF? MONTH (NUMBER|HHMM|YEAR)?", lambda _: Ignored()),
    Rule("WITH{1,2} COMMA? (WEEKDAY|HOLIDAY|MONTH|PART|NOON) (?!COMMA? <num>)", _name),
)
_OTHER_RULES = (
    Rule(f"(?<!{_CLOCK_END}) ZONE|ZONE (?!$|COMMA|OPEN|CLOSE|{_DAY_BEGIN})", _no_zone),
    Rule(f"(?<={_CLOCK_END}) THIS (?=$|COMMA|CLOSE)", _cet),
    Rule(f"(?<=ZONE) OPEN {_NAME}{{0,3}} UNKNOWN CLOSE", _called),
    *(Rule(f"OPEN? UNIT OF {_NAME}{{{count}}} UNKNOWN CLOSE?", _city) for count in (3, 2, 1, 0)),
    Rule("(?<!(WEEKDAY|RELATIVE|COLON|HCLOCK|NUMBER|WORD)) PART", _late),
    Rule("(OF|IN|FOR|AT|THE|HOURS){0,3} THIS? PART OCLOCK?", _part),
    Rule("OF? TONIGHT", _part),
    _WORKDAYS,
    Rule("((?<=<timely>)|(?<=UNIT)) OR (?=(ON|AT|THE|HOURS|FOR){0,3} <time_begin>)", lambda _: Choice()),
)


SERIES_RULES = (
    _WORKDAYS,
    *_FIRST_RULES,
    Rule("<num> UNKNOWN{1,2} (OFTEN|EVERY UNIT)", lambda _: Ignored()),
    Rule("OF? WEEKDAY AT WEEKDAY", _from_to),
    Rule("EVERY (ORDINAL|LAST) (WEEKDAY|WEEKDAYS) OF (THE|EVERY|ARTICLE){0,2} UNIT", _nth_of_month),
    Rule("EVERY <nth> OF (THE|EVERY){0,2} UNIT", _day_of_months),
    Rule("OF THE? (?=<nth> (OF? MONTH <year>?)? AT <nth> OF? MONTH)", lambda _: Bound(kind=Kind.STARTING)),
    Rule(
        "(STARTING|FROM) (THE|HOURS|ON){0,3} (?=UNIT (NEXT|COMING)|(NEXT|COMING) UNIT)",
        lambda _: Bound(kind=Kind.STARTING),
    ),
    Rule("(STARTING|FROM) (THE|ON){0,3} (?=<nth> OF? MONTH|NUMBER)", lambda _: Bound(kind=Kind.STARTING)),
    Rule("(?<=MONTH|YEAR) AT (?=<nth> OF? MONTH)", lambda _: Bound(kind=Kind.UNTIL, is_link=True)),
    Rule("UNTIL (THE|ON|AT){0,3} (?=<nth> OF? MONTH|NUMBER)", lambda _: Bound(kind=Kind.UNTIL)),
)
"""Del 3 de diciembre al 28 de enero, jusqu'au 15 janvier: go before the other rules for series."""


def rules() -> tuple[Rule, ...]:
    """All of them, in their order."""
    return (
        *_FIRST_RULES,
        *romance_lengths.RULES,
        *romance_stretches.RULES,
        *romance_clocks.RULES,
        *romance_days.RULES,
        *_OTHER_RULES,
        *romance_lengths.LAST_RULES,
    )
