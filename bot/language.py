"""The language somebody is spoken to in: set where a gesture or notice enters, read where words are made.

It is ambient, as in gettext, so that blocks stay functions of rooms: a `ContextVar`, and so each asyncio task
has its own. No sentence is here; those are `handlers.sentences`, and times are said by `bot.times`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """A language that the bot speaks."""

    ENGLISH = "en"
    SPANISH = "es"


_spoken: ContextVar[Language] = ContextVar("language", default=Language.ENGLISH)


def language_of(locale: str | None) -> Language:
    """The language for a Slack locale (`es-LA`, `en-US`): English where we do not speak theirs."""
    tag = (locale or "").replace("_", "-").partition("-")[0].lower()
    return next((each for each in Language if each == tag), Language.ENGLISH)


def spoken() -> Language:
    """The language that is spoken here and now."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language inside."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(language: Language) -> None:
    """Speak a language from here on in this asyncio task: for a listener, whose task ends with its answer."""
    _spoken.set(language)
