"""Which language and which grammar a text is read in: the ones that explain most of its words.

Where somebody writes English, another language must not leave a day unread: in "Dimanche friday 3pm" somebody
is called Dimanche. Words that are names too do not count, unless they stand in a date ("le 21 juin").

The grammar of series is only loaded and tried where a kind of token hints at one. `warm` makes all of it
ready at once; else each part is made when a text first needs it. Not here: what the marks come to
(`composition`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.times.grammar.meanings import Ignored
from bot.times.grammar.patterns import Mark
from bot.times.grammar.table import grammar
from bot.times.words.languages import every_lexicon, lexicon_of
from bot.times.words.lexer import cut
from bot.times.words.lexicon import TELLING, Lexicon
from bot.times.words.tokens import Kind, Said

_HINTS = frozenset(
    {
        *(Kind.EVERY, Kind.OFTEN, Kind.WEEKDAYS, Kind.PARTS, Kind.ONCE, Kind.TIMES),
        *(Kind.FOR, Kind.UNTIL, Kind.THROUGH, Kind.TO, Kind.DASH),
    }
)
"""At least one of them is in every series."""
_DOUBTFUL = TELLING | {Kind.UNKNOWN}
"""Kinds of words that may be another language's."""
_DATED = r"\b(?:le|el|du|del) \d{1,2}(?:er)?\b(?![:/])|\b\d{1,2} de [a-z]"
"""A date as no English one is written; not compiled before somebody writes a word that is not English."""


class Marked(NamedTuple):
    """A text's tokens and what stretches of them mean, in one language."""

    said: Said
    marks: list[Mark]
    lexicon: Lexicon
    is_series: bool = False

    @property
    def explained(self) -> int:
        """How many characters say when; a name ("domingo") may be somebody's, and does not count."""
        tokens = (
            token
            for mark in self.marks
            if not isinstance(mark.meaning, Ignored)
            for token in self.said[mark.first : mark.last + 1]
            if token.kind not in TELLING or token.text in self.lexicon.telling or " " in token.text
        )
        return sum(token.end - token.begin for token in tokens)

    @property
    def told(self) -> set[str]:
        """The words that name a day or a time and are in marks."""
        tokens = (token for mark in self.marks for token in self.said[mark.first : mark.last + 1])
        return {token.text for token in tokens if token.text in self.lexicon.telling}


def marked(folded: str, language: str) -> Marked:
    """A folded text in the person's language ("en"), or in the one that explains more of its words.

    Over English another language must not leave an English day unread: "Dimanche friday 3pm".
    """
    own = _marked_in(lexicon_of(language), folded)
    others = [_marked_in(lexicon, folded) for lexicon in _hinted(own, folded)]
    if not others:
        return own
    told = set() if own.lexicon.is_romance else own.told
    fit = [other for other in others if told <= other.lexicon.words.keys()]
    return max([own, *fit], key=lambda parse: parse.explained)


def _hinted(own: Marked, folded: str) -> list[Lexicon]:
    """The other languages that words hint at which the own one does not know, or only as misspelt."""
    strangers = [
        token.text for token in own.said if token.kind in _DOUBTFUL and token.text not in own.lexicon.words
    ]
    if not strangers:
        return []
    is_dated = re.search(_DATED, folded) is not None
    return [
        lexicon
        for lexicon in every_lexicon()
        if lexicon is not own.lexicon
        and (not lexicon.telling.isdisjoint(strangers) or (is_dated and lexicon.is_romance))
    ]


def _marked_in(lexicon: Lexicon, folded: str) -> Marked:
    """In the grammar of series if that makes one, else in the one for a time."""
    said = cut(folded, lexicon)
    if not _HINTS.isdisjoint([token.kind for token in said]):
        from bot.times.series import bound_rules, rhythm  # noqa: PLC0415 - most words never need it

        if bound_rules.may_be_series("".join([token.kind for token in said])):
            marks = grammar(is_romance=lexicon.is_romance, is_series=True).read_marks(said)
            if rhythm.is_series([mark.meaning for mark in marks]):
                return Marked(said, marks, lexicon, is_series=True)
    return Marked(said, grammar(is_romance=lexicon.is_romance, is_series=False).read_marks(said), lexicon)


def warm() -> None:
    """Make all lexicons and grammars ready, in about 0.3 s: so that nobody's first words take longer."""
    for lexicon in every_lexicon():
        for is_series in (False, True):
            grammar(is_romance=lexicon.is_romance, is_series=is_series).compile()
    from bot.times.series import composition  # noqa: F401, PLC0415 - loads what series need
