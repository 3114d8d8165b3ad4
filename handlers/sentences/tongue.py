"""English text to the text in the language that is spoken: a second language is one more table.

The English text is the key, as in gettext, and stands where it is used. `t` is for a sentence where it is
said; `Text` for one that is kept until then: an attribute of `labels`, or a place in a table. Nothing is said
at import, as it would stay English for ever.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.language import Language, spoken
from handlers.sentences.spanish import SPANISH

_TABLES: Mapping[Language, Mapping[str, str]] = {Language.SPANISH: SPANISH}


def t(english: str, **facts: object) -> str:
    """The text in the language that is spoken, its `{names}` replaced by the facts."""
    text = _TABLES.get(spoken(), {}).get(english, english)
    return text.format(**facts) if facts else text


class Text:
    """A text that is kept: called, or read as an attribute, it is in the language that is spoken."""

    def __init__(self, english: str) -> None:
        """`english` is what it says, and its key in the other tables."""
        self._english = english

    def __get__(self, _instance: object, _owner: type | None = None) -> str:
        """The text, where it has no facts."""
        return t(self._english)

    def __call__(self, **facts: object) -> str:
        """The text, its `{names}` replaced by the facts."""
        return t(self._english, **facts)
