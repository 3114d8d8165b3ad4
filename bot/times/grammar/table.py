"""The whole grammar: every recogniser in the order in which they are tried.

Beside days (`day_rules`, `date_rules`), clocks (`clocks`, `spoken`) and lengths it has the small ones:

    every tuesday, daily, mondays, x8                a series, in a grammar of its own (`series.rules`)
    mon-fri                                          a range of days: the same
    this morning, tonight, last night, fri am        a part of the day, with its day if there is one
    after 3, 3pm or later, not 3pm, can't do 3pm     a limit or a refusal: not that time, asked
    next week, this month, this weekend              too long to be a day
    3pm or 4pm, tue / wed                            a choice
    2026-12-03T15:00-05:00, <!date^...>, now         moments
    ET, Eastern time, New York time, (New York)      zones
    ref 1530, post-op day 3, good morning            no time at all
"""

from __future__ import annotations

from functools import cache

from bot.times.grammar import clocks, date_rules, day_rules, lengths, spoken, stretches
from bot.times.grammar.meanings import (
    Choice,
    Dangling,
    Ignored,
    Moment,
    Now,
    PartSaid,
    Polite,
    Range,
    Series,
    Stretch,
)
from bot.times.grammar.patterns import Grammar, Rule
from bot.times.words.lexicon import Part, Unit
from bot.times.words.tokens import Kind, Said, first
from bot.times.zone_names import ZoneSaid, city_zone


def _part(said: Said) -> object:
    return PartSaid(part=first(said, Kind.PART), is_today=any(token.kind is Kind.THIS for token in said))


def _half_said(said: Said) -> object:
    """Friday am, 9 in the am: a part of the day."""
    return PartSaid(part=Part.MORNING if first(said, Kind.MERIDIEM) == "a" else Part.AFTERNOON)


def _last_part(said: Said) -> object:
    """Last night, which was yesterday's."""
    return PartSaid(part=first(said, Kind.PART), is_today=True, ahead=-1)


def _stretch(said: Said) -> object:
    unit = first(said, Kind.UNIT)
    which = next(token.kind for token in said if token.kind in (Kind.THIS, Kind.NEXT, Kind.COMING, Kind.LAST))
    return Stretch(unit=unit, which=which) if unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR) else None


def _weekend(said: Said) -> object:
    which = next((token.kind for token in said if token.kind in (Kind.NEXT, Kind.LAST)), Kind.THIS)
    return Stretch(unit=Unit.WEEK, which=which, days=(5, 6))


def _zone(said: Said) -> object:
    return first(said, Kind.ZONE, Kind.REGION)


def _short_zone(said: Said) -> object:
    """ET, PT: right behind a time, and not before a name, a number or a visit: "pt jane" is a patient.

    Behind a day only where nothing follows: "3pm friday ET", but "friday PT at 3pm".
    """
    zone: ZoneSaid = first(said, Kind.ZONE)
    return zone if zone.is_exact or said[-1].text not in _VISITS else None


def _exact_zone(said: Said) -> object:
    """Anywhere."""
    zone: ZoneSaid = first(said, Kind.ZONE)
    return zone if zone.is_exact else None


def _city(said: Said) -> object:
    words = [token.text for token in said if token.kind not in (Kind.OPEN, Kind.CLOSE, Kind.TIME, Kind.IN)]
    zone = city_zone(" ".join(words))
    return ZoneSaid(zone=zone) if zone else None


_NUMBERS = "(NUMBER|HHMM|YEAR|DIGITS|SLASHED|DOTDATE|YMD|JUNK|DOTTED|DECIMAL)"
_CLOCK_END = "MERIDIEM|COLON|HCLOCK|HHMM|DOTTED|OCLOCK|NOON|MIDNIGHT|PART|TONIGHT"
_VISITS = frozenset({"session", "visit", "appointment", "appt", "meeting"})
_VAGUE = (Rule("<series>", lambda _: Series()),)
"""Words for a series that says nothing else."""
_SMALL = (
    Rule(f"LABEL{{1,4}} (FILLER|COMMA|DASH){{0,4}} {_NUMBERS} (?!MERIDIEM|OCLOCK)", lambda _: Ignored()),
    Rule("(?<=ZONE) OPEN (HOLIDAY|NOON) CLOSE", _city),  # Indian/Christmas, Pacific/Midway
    Rule("GREETING PART", lambda _: Polite()),
    Rule("UNIT NUMBER (?!UNIT|MERIDIEM|OCLOCK|DASH|MONTH|AND)", lambda _: Ignored()),  # post-op day 3
    Rule("STAMP", lambda said: Moment(at=first(said, Kind.STAMP))),
    Rule("FILLER? NOW (?!PLUS)", lambda _: Now()),
    Rule("(?<=<timely>) (OR|SLASH) (?=(ON|AT|THE){0,4} <time_begin>)", lambda _: Choice()),
    Rule("WEEKDAY (DASH|TO) WEEKDAY", lambda _: Range()),
)
_ZONES_AND_PARTS = (
    Rule("(?<=<timely>) OPEN ZONE TIME? CLOSE|(?<=<timely>) ZONE TIME? (?=$|COMMA|WITH)", _zone),
    Rule(
        f"((?<={_CLOCK_END}|NUMBER|WORD)|(?<=({_CLOCK_END}) COMMA)) OPEN? ZONE (TIME|CLOSE){{0,4}} FILLER? "
        "(?!TIME|UNKNOWN|JUNK|LABEL|MAYBE_RELATIVE|MONTH (?!<nth>)|NUMBER ($|COMMA|WITH|UNKNOWN))",
        _short_zone,
    ),
    Rule("OPEN? ZONE TIME? CLOSE?", _exact_zone),
    Rule("OPEN? REGION (UNKNOWN|FILLER)? TIME CLOSE?|OPEN REGION CLOSE", _zone),
    Rule("((?<=MERIDIEM|COLON|HCLOCK|OCLOCK|NOON)|(?<=AT NUMBER)) REGION", _zone),
    Rule("(?<=MERIDIEM|COLON|HCLOCK|OCLOCK|NOON) COMMA REGION (?!UNKNOWN)", _zone),
    Rule("(?<=MERIDIEM|COLON|HCLOCK|OCLOCK|NOON) IN (UNKNOWN|FILLER) UNKNOWN? TIME?", _city),
    Rule("(?<=MERIDIEM|COLON|HCLOCK|OCLOCK|NOON) (UNKNOWN|FILLER) UNKNOWN TIME?", _city),
    Rule("OPEN (UNKNOWN|FILLER|OF|ARTICLE|THE|COMMA)(UNKNOWN|OF|THE|COMMA){0,3} TIME? CLOSE", _city),
    Rule("(UNKNOWN|FILLER) UNKNOWN{0,2} TIME", _city),
    Rule("(IN THE|AT|THIS|IN)? PART", _part),
    Rule("((?<=WEEKDAY|RELATIVE)|IN THE) MERIDIEM (?!UNKNOWN)", _half_said),
    Rule("(THIS|NEXT|COMING|LAST) UNIT", _stretch),
    Rule("(ON|IN)? THE? (THIS|NEXT|COMING|LAST)? WEEKEND", _weekend),
    Rule("LAST PART", _last_part),
    Rule("TONIGHT", lambda _: PartSaid(part=Part.NIGHT, is_today=True)),
    Rule("(AFTER|BEFORE|UNTIL|THROUGH) (THE|AT)? (?=<time_begin>)", lambda _: Dangling()),
    Rule("PAST AT? (?=COLON|NOON|MIDNIGHT|<clock> (MERIDIEM|OCLOCK))", lambda _: Dangling()),
    Rule("(?<=<timely>) LIMIT", lambda _: Dangling()),
    Rule("NOT (UNKNOWN|FILLER){0,2} (?=(ON|AT|FOR|THE|EVERY){0,2} (<time_begin>|NOW))", lambda _: Dangling()),
    Rule("(?<=<timely>) (UNKNOWN|FILLER)? NOT", lambda _: Dangling()),
    Rule("UNTIL|THROUGH", lambda _: Series()),
)


@cache
def grammar(*, is_romance: bool, is_series: bool) -> Grammar:
    """A grammar, compiled at its first use; for Spanish and French with what they say in another order.

    Without defaults: `cache` takes a grammar that is asked for in fewer words for another one.
    """
    before, bounds = _romance() if is_romance else ((), ())
    rules = (
        *before,
        *_SMALL,
        *day_rules.AFTER_NEXT,
        *date_rules.RULES,
        *spoken.RULES,
        *stretches.RULES,
        *lengths.RULES,
        *clocks.RULES,
        *day_rules.RULES,
        *_ZONES_AND_PARTS,
    )
    if not is_series:
        return Grammar((*_VAGUE, *rules))

    from bot.times.series.rules import FIRST_RULES, LAST_RULES  # noqa: PLC0415 - most words never need it

    return Grammar((*bounds, *FIRST_RULES, *rules, *LAST_RULES, *_VAGUE))


def _romance() -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules for Spanish and French, and those for the bounds of their series."""
    from bot.times.grammar import romance  # noqa: PLC0415 - who writes English never needs it

    return romance.rules(), romance.SERIES_RULES
