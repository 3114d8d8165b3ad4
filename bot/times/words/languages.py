"""The lexicons, by language. Each is loaded and built at its first use."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from bot.times.words.lexicon import Lexicon, lexicon
from bot.times.words.tokens import Kind
from bot.times.zone_names import REGIONS, ZONES, ZoneSaid

_ZONES = {
    Kind.ZONE: {said: name for name, said in ZONES.items()},
    Kind.REGION: {ZoneSaid(zone=zone): name for name, zone in REGIONS.items()},
}
_MODULES = {"en": "english", "es": "spanish", "fr": "french"}
_ROMANCE = frozenset({"es", "fr"})


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language ("en"), with the names of time zones; English where there is none."""
    if language not in _MODULES:
        return lexicon_of("en")
    module = import_module(f"{__package__}.{_MODULES[language]}")
    names = getattr(module, "NAMES", "")
    return lexicon(_ZONES, module.TABLE, names=names, is_romance=language in _ROMANCE)


@cache
def every_lexicon() -> tuple[Lexicon, ...]:
    """All of them, English first."""
    return tuple(map(lexicon_of, _MODULES))


def has_lexicon(language: str) -> bool:
    """Whether the own grammar speaks it."""
    return language in _MODULES
