"""What a language's table of words consists of; the tables themselves are `english` and the others.

A table has rows of words for each kind of token, and what they stand for:

    {Kind.WEEKDAY: {0: "monday mon"}, Kind.RELATIVE: {2: "day_after_tomorrow"}}

A phrase of several words has underscores for its spaces. Words are folded: lower case, no accents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from bot.times.words.tokens import Kind


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    TARDE = "tarde"
    """From noon until it is dark: eight is still in it."""
    EVENING = "evening"
    NIGHT = "night"


class Unit(StrEnum):
    """What lengths are counted in."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    YEAR = "year"


Lexeme = tuple[Kind, Any]
"""A kind of token, and what the grammar reads from the word."""
Table = Mapping[Kind, Mapping[Any, str]]
"""Kind -> value -> its words."""
TELLING = frozenset(
    {
        *(Kind.WEEKDAY, Kind.MONTH, Kind.RELATIVE, Kind.TONIGHT, Kind.PART),
        *(Kind.NOON, Kind.MIDNIGHT, Kind.UNIT, Kind.HOURS),
    }
)
"""Kinds whose words name a day or a time; only these are worth a guess when they are misspelt."""
_SPEAKING = TELLING | {
    *(Kind.WEEKDAYS, Kind.PARTS, Kind.HOLIDAY, Kind.NOW, Kind.IN),
    *(Kind.BEFORE, Kind.AFTER, Kind.UNTIL, Kind.BETWEEN, Kind.EVERY),
}
"""Kinds whose words show which language a text is in."""
_SHORTEST_MENDED = 6
"""Letters; in shorter words one wrong letter makes another word, or a name."""
_LONG = 8
"""Letters; from here on the first one may be wrong too, in shorter words that makes another word."""


class Lexicon(NamedTuple):
    """The words of a language."""

    words: dict[str, Lexeme]
    phrases: dict[str, list[tuple[str, Lexeme]]]
    """First word -> the phrases that begin with it, the longest first."""
    near: dict[str, str]
    """A long word with one letter left out -> the word."""
    telling: frozenset[str]
    """The words that name a day or a time: where they stand, the text is in this language."""
    is_romance: bool = False
    """Whether it is read with the rules of `grammar.romance` too."""

    def mend(self, word: str) -> Lexeme | None:
        """What a misspelt word stands for: a letter too many, too few, wrong, or two that changed places.

        What may be two words is none: "thuesday".
        """
        if len(word) < _SHORTEST_MENDED - 1 or word in self.phrases:
            return None
        if word in self.near:
            return self.words[self.near[word]]
        found: Lexeme | None = None
        for at in range(len(word) < _LONG, len(word)):
            shorter = word[:at] + word[at + 1 :]
            meant = self.near.get(shorter) or shorter
            lexeme = self.words.get(meant)
            if lexeme is None or lexeme[0] not in TELLING or len(meant) < _SHORTEST_MENDED:
                continue
            if found and found != lexeme:
                return None
            found = lexeme
        return found


def counted(row: str) -> dict[int, str]:
    """Words for 0, 1, 2, ...; a dash where there is none."""
    return {number: word for number, word in enumerate(row.split()) if word != "-"}


def lexicon(*tables: Table, names: str = "", is_romance: bool = False) -> Lexicon:
    """A lexicon out of tables; where they differ on a word, the last one is right.

    With `names`, words that are names of people too: alone they do not tell that a text is in this language.
    """
    words: dict[str, Lexeme] = {}
    phrases: dict[str, list[tuple[str, Lexeme]]] = {}
    for table in tables:
        for kind, rows in table.items():
            for value, row in rows.items():
                lexeme = (kind, value)
                for word in row.split():
                    phrase = word.replace("_", " ")
                    head = re.split("'? |-", phrase)[0]  # presidents' day: no word ends in an apostrophe
                    if head == word:
                        words[word] = lexeme
                    else:
                        phrases.setdefault(head, []).append((phrase, lexeme))
    for found in phrases.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    telling = _telling(words) - set(names.split())
    return Lexicon(words=words, phrases=phrases, near=_near(words), telling=telling, is_romance=is_romance)


def _near(words: dict[str, Lexeme]) -> dict[str, str]:
    long = [word for word, (kind, _) in words.items() if kind in TELLING and len(word) >= _SHORTEST_MENDED]
    return {word[:at] + word[at + 1 :]: word for word in long for at in range(len(word) < _LONG, len(word))}


def _telling(words: dict[str, Lexeme]) -> frozenset[str]:
    return frozenset(word for word, (kind, _) in words.items() if kind in _SPEAKING and len(word) > 2)  # noqa: PLR2004 - shorter ones are in every language
