"""The lexicons, by language. Each is built at its first use."""

from __future__ import annotations

from functools import cache

from bot.times.lexicon import Lexicon, lexicon
from bot.times.lexicons import english
from bot.times.tokens import Kind
from bot.times.zone_names import REGIONS, ZONES, ZoneSaid

_ZONES = {
    Kind.ZONE: {said: name for name, said in ZONES.items()},
    Kind.REGION: {ZoneSaid(zone=zone): name for name, zone in REGIONS.items()},
}


_TABLES = {"en": english.TABLE}


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language ("en"), with the names of time zones; English where there is none."""
    if language not in _TABLES:
        return lexicon_of("en")
    return lexicon(_TABLES[language], _ZONES)


@cache
def every_lexicon() -> tuple[Lexicon, ...]:
    """All of them, English first."""
    return tuple(map(lexicon_of, _TABLES))


def has_lexicon(language: str) -> bool:
    """Whether the own grammar speaks it."""
    return language in _TABLES
