"""The door: somebody's words, now and a zone in; an instant, a question or "not understood" out.

The own grammar reads first, in the person's language or in the one that explains more of the words. A
second parser (`fallback`) is asked where the grammar found nothing, and for people of other languages where
it did not understand everything. Not here: what is done with the rest, the words that are not about time.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.times.composition import compose
from bot.times.days import Order
from bot.times.gathering import is_idle
from bot.times.grammar.lengths import Length
from bot.times.grammar.patterns import Mark
from bot.times.marking import marked
from bot.times.placing import Asked
from bot.times.reading import NotUnderstood, Question, Reading, Series
from bot.times.words.languages import has_lexicon, lexicon_of
from bot.times.words.lexer import composed, fold
from bot.times.words.tokens import Kind, Said
from bot.times.zones import is_zone, whole_minute

_LONGEST = 1000
"""Characters; nobody says a time in more, and the work must stay small."""
_CONTROL = r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ud800-\udfff\ufeff]"
_MONTH_FIRST = ("en-US", "en-PH")
_UNCLEAR = ("en", "en-CA", "fr-CA", "es-US", "")
_TELLING = frozenset({Kind.UNIT, Kind.YEAR})
"""Left over, they would change a date that was read without them."""
_BRACKETS = frozenset({Kind.OPEN, Kind.CLOSE})
"""Around a time they say nothing, if nothing else is left in them: "mondays 3pm x6 (not dec 14)"."""
_NUMBERS = frozenset({Kind.NUMBER, Kind.HHMM, Kind.COLON, Kind.DOTTED, Kind.ORDINAL})
_AT_BEGIN = frozenset({Kind.FILLER, Kind.ARTICLE, Kind.COMMA})
_BEFORE_TIME = _AT_BEGIN | {
    *(Kind.AT, Kind.ON, Kind.FOR, Kind.THE, Kind.DASH, Kind.AND, Kind.IN, Kind.FROM, Kind.STARTING),
    *(Kind.HOURS, Kind.OF),
}
_AFTER_TIME = frozenset({Kind.COMMA, Kind.FILLER, Kind.ISH, Kind.DASH})
_AT_END = frozenset({Kind.COMMA, Kind.FILLER})
"""Words that say nothing at the begin of the text, before a time, after one, and at the end."""


def read(words: str, *, now: datetime, zone: str, locale: str = "en-US") -> Reading:
    """What instant the words mean.

    Args:
        words: As typed, in any state: length, mark-up and control characters do not matter.
        now: Aware; what "tomorrow" and "in 2 hours" are relative to.
        zone: IANA name of the person whom the time is meant for; a zone in the words goes first.
        locale: As Slack gives it ("en-US"); decides whether 3/4 is in March or April.

    Raises:
        ValueError: `now` is naive or `zone` is no IANA zone. Words never raise.
    """
    if now.tzinfo is None or not is_zone(zone):
        raise ValueError("read needs an aware now and an IANA zone")
    if len(words) > _LONGEST:
        return NotUnderstood(rest=words.strip())
    text = _on_one_line(words)
    said, found, lexicon, is_series = marked(fold(text), locale[:2])
    order = _order(locale) if lexicon is lexicon_of(locale[:2]) else Order.UNCLEAR  # who writes 3/4 how?
    asked = Asked(now=whole_minute(now), home=zone, order=order)
    meanings = [mark.meaning for mark in found]
    marks = [mark for mark in found if not is_idle(mark.meaning, meanings)]
    left = _left(said, marks)
    rest = " ".join(text[begin:end] for begin, end in left)
    if _is_half_read(said, found) or (rest and any(map(_is_bare, marks))):
        reading: Reading = NotUnderstood()
    else:
        reading = _composed([mark.meaning for mark in marks], asked, is_series=is_series)
    if missed := _missed(reading, marks, asked):
        left = _left(said, [mark for mark in marks if all(mark.meaning is not each for each in missed)])
        rest = " ".join(text[begin:end] for begin, end in left)
    if not marks or (rest and not has_lexicon(locale[:2])):
        second = _second(text, asked, locale[:2])
        reading, rest = (reading, rest) if isinstance(second, NotUnderstood) else (second, "")
    if isinstance(reading, NotUnderstood):
        return NotUnderstood(rest=words.strip())
    return reading._replace(rest=rest, wording=_without(text, left)) if rest else reading


def _on_one_line(words: str) -> str:
    """The words without control characters, and with one space between them."""
    text = composed(words if words.isprintable() else re.sub(_CONTROL, " ", words))
    return " ".join(filter(None, text.split(" "))) if "  " in text else text


def _composed(meanings: list[object], asked: Asked, *, is_series: bool) -> Reading:
    if not is_series:
        return compose(meanings, asked)
    from bot.times.series.composition import compose_series  # noqa: PLC0415 - most words never need it

    return compose_series(meanings, asked)


def _missed(reading: Reading, marks: list[Mark], asked: Asked) -> list[object]:
    """What a series was to leave out and has not: "every tuesday, not dec 23"."""
    rule = reading.recurrence if isinstance(reading, Series | Question) else None
    if rule is None:
        return []
    from bot.times.series.exceptions import missed  # noqa: PLC0415 - most words never need it

    return missed([mark.meaning for mark in marks], rule, asked)


def _second(text: str, asked: Asked, language: str) -> Reading:
    """What the second parser makes of it."""
    from bot.times import fallback  # noqa: PLC0415 - most words never need it

    return fallback.read(text, asked, language)


def _is_half_read(said: Said, marks: list[Mark]) -> bool:
    """Whether a word that changes a date is in no mark: "3 years", "feb 5 am"."""
    marked = {number for mark in marks for number in range(mark.first, mark.last + 1)}
    return len(marked) < len(said) and any(
        number not in marked and _is_telling(said, number) for number in range(len(said))
    )


def _is_telling(said: Said, number: int) -> bool:
    kind, behind = said[number].kind, said[number + 1 : number + 2]
    return kind in _TELLING or (kind is Kind.MONTH and bool(behind) and behind[0].kind in _NUMBERS)


def _is_bare(mark: Mark) -> bool:
    """Whether it is a length that only counts from now if nothing else is said: "I worked 5 hours"."""
    return isinstance(mark.meaning, Length) and mark.meaning.is_bare


def _order(locale: str) -> Order:
    locale = locale.replace("_", "-")
    if locale in _MONTH_FIRST:
        return Order.MONTH_FIRST
    return Order.UNCLEAR if locale in _UNCLEAR else Order.DAY_FIRST


def _left(said: Said, marks: list[Mark]) -> list[tuple[int, int]]:
    """Where it stands, before, between and after the marks, without what only glues it to them."""
    ends = [-1, *(mark.last for mark in marks)]
    begins = [*(mark.first for mark in marks), len(said)]
    pieces = [
        _unglued(said[end + 1 : begin], is_before=begin < len(said), is_after=end >= 0)
        for end, begin in zip(ends, begins, strict=True)
    ]
    return [
        (piece[0].begin, piece[-1].end)
        for piece in pieces
        if any(token.kind not in _BRACKETS for token in piece)
    ]


def _without(text: str, left: list[tuple[int, int]]) -> str:
    """The text without these pieces of it."""
    begins, ends = [begin for begin, _ in left], [end for _, end in left]
    kept = (text[begin:end] for begin, end in zip([0, *ends], [*begins, len(text)], strict=True))
    return " ".join(" ".join(kept).split())


def _unglued(piece: Said, *, is_before: bool, is_after: bool) -> Said:
    """A stretch between marks without the glue at its ends: "for" stays where no time follows it."""
    at_begin = _AFTER_TIME if is_after else _AT_BEGIN
    at_end = _BEFORE_TIME if is_before else _AT_END
    while piece and piece[0].kind in at_begin:
        piece = piece[1:]
    while piece and piece[-1].kind in at_end:
        piece = piece[:-1]
    return piece
