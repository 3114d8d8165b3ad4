r"""Cuts a text into tokens: by their shape where they have digits, by the lexicon where they are words.

Shapes are tried in this order, so that what merely looks like a time is out of the way first:

    2026-12-03T15:00[-05:00], 2026-12-03
    Slack's mark-up, addresses, prices, phone numbers, #123    never a time (a `<!date^...>` is an instant)
    +02:00, UTC+2
    12/3[/26], 3.12.[2026], 12-3-2026                          date; `calendar` decides the order
    15:30[:00], 15h30, 15h, 8.30                               clock
    5th, 1530, 15                                              ordinal, number
    words                                                      the lexicon; "pm" glued to what follows is cut

Letters glued to digits must be words of the lexicon ("3pmtomorrow", "dec3"); otherwise the whole run is a
reference ("A4", "3f9c") and never a time. Every pattern is linear: what one alternative gives up, the last
ones consume whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.times.lexicon import ENGLISH, Unit
from bot.times.tokens import Kind, Said, Token
from bot.times.zone_names import ZoneSaid
from bot.times.zones import is_zone

_SHAPES = re.compile(
    r"""
    (?P<space>\s++)
  | (?P<slack><!date\^\d{1,11}\^[^>]{0,200}>)
  | (?P<stamp>\d{4}-\d\d-\d\d(?:T|\ {1,3})\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?
              \s?(?:Z(?!\w)|[+-]\d\d:?\d\d(?!\d))?)
  | (?P<ymd>\d{4}(?P<y_>[-/.])\d{1,2}(?P=y_)\d{1,2}(?!\d))
  | (?P<junk> <[^<>\s][^<>]{0,300}>                                       # a mention, a link
            | [\w.+-]++@[\w.-]++  | \w++://\S++ | www\.\S++               # an address
            | [$€£]\s?\d[\d.,]*+  | \d[\d.,]*+\s?[€£$]  | \#\s?\w++       # a price, a number sign
            | \+\d[\d\ ().-]{6,18}\d(?!\d)                                # a phone number
            | \(?\d{3}\)?[\ .-]?\d{3}[\ .-]?\d{4}(?!\d) | \d{3}[.-]\d{4}(?!\d)
            | \d{3}-\d{2}-\d{4}(?!\d) | \d{2,4}(?:[-\ ]\d{2,4}){3,9}(?![\d:h])
            | [0-9a-f]{4,}+(?:-[0-9a-f]{4,}+){2,} )                       # a uid
  | (?P<shift>(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d) | \+\d\d:\d\d(?!\d) | (?<=\s)-0\d:\d\d(?!\d))
  | (?P<slashed>\d{1,2}(?P<s_>[/-])\d{1,2}(?P=s_)(?:\d{4}|\d\d)(?!\d) | \d{1,2}/\d{1,2}(?![\d/]))
  | (?P<dotdate>\d{1,2}\.\s?\d{1,2}\.(?:\d{4}|\d\d)(?![\d.]) | \d{1,2}\.\d{1,2}\.(?!\d))
  | (?P<colon>\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:]))
  | (?P<hclock>\d{1,2}h\d\d(?!\w) | \d\d[0-5]\dh(?!\w) | \d{1,2}\ ?h(?!\w))
  | (?P<dotted>\d{1,2}\.\d\d(?!\d|\.\d)h?)
  | (?P<decimal>\d++\.\d++ | \d{1,3}(?:,\d{3})++(?!\d))
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)(?![^\W_]))
  | (?P<number>\d++)
  | (?P<meridiem>(?<![^\W\d_])[ap]\s?\.?\s?m(?![^\W_])\.?
                | (?<=\d)[ap](?![^\W_])\.? | (?<=\d\ )p(?![^\W_])\.?)
  | (?P<place>(?:America|Europe|Asia|Australia|Pacific|Africa|Atlantic|Indian|Etc|US)/[A-Za-z/_+-]{2,30})
  | (?P<word>[^\W\d_]++(?:['’][^\W\d_]++)*)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MARKS = {
    ",": Kind.COMMA,
    ".": Kind.COMMA,
    ";": Kind.COMMA,
    "·": Kind.COMMA,
    "?": Kind.COMMA,
    "!": Kind.COMMA,
    "-": Kind.DASH,
    "–": Kind.DASH,
    "—": Kind.DASH,
    "@": Kind.AT,
    "~": Kind.AT,
    "+": Kind.PLUS,
    "(": Kind.OPEN,
    ")": Kind.CLOSE,
    "&": Kind.AND,
    "/": Kind.SLASH,
    '"': Kind.COMMA,
}
_INTS = re.compile(r"\d+")
_RUN = re.compile(r"\w+(?:-\w+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_GLUED_ONLY = {"h": (Kind.UNIT, Unit.HOUR), "m": (Kind.UNIT, Unit.MINUTE)}
_NEVER_GLUED = frozenset({Kind.ARTICLE, Kind.FILLER, Kind.LABEL, Kind.WORD, Kind.ORDINAL, Kind.REGION})
_YEARS = range(1900, 2101)
_LONGEST_WORD = 24
Lexeme = tuple[Kind, Any]


def cut(text: str, lexicon: Mapping[str, Lexeme] = ENGLISH) -> Said:
    """The tokens of `text` in order, without the spaces between them."""
    said: Said = []
    at = 0
    while match := _SHAPES.match(text, at):
        shape = match.lastgroup or ""
        if shape != "space":
            said.extend(_tokens(match, shape, lexicon))
        at = said[-1].end if shape != "space" else match.end()
    return _join_numbers(said)


def _tokens(match: re.Match[str], shape: str, lexicon: Mapping[str, Lexeme]) -> Said:
    begin, end, found = match.start(), match.end(), match[0]
    if shape == "word":
        return _words(match, lexicon)
    if shape in _BEFORE_LETTERS and not _may_follow(match.string, end, lexicon):
        run = _RUN.match(match.string, end)
        return [_junk(match.string, begin, run.end() if run else end)]
    kind, value = _SHAPED[shape](found)
    return [Token(kind, value, begin, end, found)]


def _junk(text: str, begin: int, end: int) -> Token:
    return Token(Kind.JUNK, None, begin, end, text[begin:end])


def _words(match: re.Match[str], lexicon: Mapping[str, Lexeme]) -> Said:
    begin, end, found = match.start(), match.end(), match[0]
    before, after = match.string[max(begin - 1, 0) : begin], match.string[end : end + 1]
    is_glued = before.isdigit() or after.isdigit()
    pieces = _split(found.lower().replace("’", "'"), lexicon, is_glued=is_glued)
    if not pieces:
        run = _RUN.match(match.string, begin) if after.isdigit() else None
        return (
            [_junk(match.string, begin, run.end())] if run else [Token(Kind.UNKNOWN, None, begin, end, found)]
        )
    said: Said = []
    for word, (kind, value) in pieces:
        said.append(Token(kind, value, begin, begin + len(word), found[begin - match.start() :][: len(word)]))
        begin += len(word)
    return said


def _split(word: str, lexicon: Mapping[str, Lexeme], *, is_glued: bool) -> list[tuple[str, Lexeme]]:
    """The word as the lexicon has it; if it is glued to digits, as up to two words of the lexicon."""
    if not is_glued:
        known = lexicon.get(word) or lexicon.get(word.removesuffix("'s"))
        return [(word, known)] if known else []
    heads = (word[:cut_at] for cut_at in range(min(len(word), _LONGEST_WORD), 0, -1))
    for head in heads:
        known, tail = _glued(head, lexicon), word[len(head) :]
        if known and not tail:
            return [(head, known)]
        if known and (follower := _glued(tail, lexicon)):
            return [(head, known), (tail, follower)]
    return []


def _glued(word: str, lexicon: Mapping[str, Lexeme]) -> Lexeme | None:
    known = _GLUED_ONLY.get(word) or lexicon.get(word)
    return known if known and known[0] not in _NEVER_GLUED else None


def _may_follow(text: str, end: int, lexicon: Mapping[str, Lexeme]) -> bool:
    """Whether what stands directly behind a digit, if letters, is a word that belongs there."""
    letters = _LETTERS.match(text, end, end + _LONGEST_WORD)
    if letters is None:
        return text[end : end + 1] != "_"
    return letters[0].lower() in ("a", "p") or bool(_split(letters[0].lower(), lexicon, is_glued=True))


def _join_numbers(said: Said) -> Said:
    """Twenty + five -> 25, thirty + first -> 31st, with or without a dash."""
    joined: Said = []
    for token in said:
        if token.kind in (Kind.WORD, Kind.ORDINAL) and joined and isinstance(token.value, int):
            dash = joined[-1].kind is Kind.DASH and len(joined) > 1
            tens = joined[-2] if dash else joined[-1]
            if tens.kind is Kind.WORD and tens.value in (20, 30, 40, 50) and 0 < token.value < 10:  # noqa: PLR2004 - tens and ones
                del joined[-2 if dash else -1 :]
                token = token._replace(value=tens.value + token.value, begin=tens.begin)  # noqa: PLW2901 - it is the same word
        joined.append(token)
    return joined


def _ints(found: str) -> list[int]:
    return [int(digits) for digits in _INTS.findall(found)]


def _stamp(found: str) -> Lexeme:
    """A datetime, aware if the text has an offset; None if no calendar has it."""
    text = re.sub(r"[T\s]+", "T", found.upper().replace("Z", "+00:00"), count=1).replace(" ", "")
    try:
        return Kind.STAMP, datetime.fromisoformat(re.sub(r"[.,]\d+", "", text))
    except ValueError:
        return Kind.STAMP, None


def _slack(found: str) -> Lexeme:
    return Kind.STAMP, datetime.fromtimestamp(_ints(found)[0], UTC)


def _shift(found: str) -> Lexeme:
    sign = -1 if "-" in found else 1
    digits = "".join(_INTS.findall(found))
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hhmm
    return Kind.ZONE, ZoneSaid(zone=None, offset=sign * timedelta(hours=int(hours), minutes=int(minutes)))


def _date(kind: Kind, found: str) -> Lexeme:
    first, second, *year = _ints(found)
    return kind, (first, second, year[0] + (2000 if year[0] < 100 else 0) if year else None)  # noqa: PLR2004 - 26 is 2026


def _clock(kind: Kind, found: str) -> Lexeme:
    """Hour, minute, and whether it is written as on a 24 hour clock (03:30)."""
    numbers = _ints(found)
    hour, minute, *_ = divmod(numbers[0], 100) if numbers[0] > 99 else [*numbers, 0]  # noqa: PLR2004 - 0600h
    if hour > 24 or minute > 59:  # noqa: PLR2004 - the clock's own
        return Kind.JUNK, None
    return kind, (hour, minute, found.startswith("0"))


def _decimal(found: str) -> Lexeme:
    return (Kind.DECIMAL, float(found)) if len(found) <= 4 and "," not in found else (Kind.JUNK, None)  # noqa: PLR2004 - 12.5


def _number(found: str) -> Lexeme:
    number = int(found) if len(found) <= 4 else -1  # noqa: PLR2004 - longer ones are references
    if number < 0:
        return Kind.JUNK, None
    if len(found) <= 2:  # noqa: PLR2004 - an hour or a day
        return Kind.NUMBER, number
    if number in _YEARS:
        return Kind.YEAR, number
    is_clock = number // 100 <= 24 and number % 100 <= 59  # noqa: PLR2004 - hhmm
    return (
        (Kind.HHMM, (number // 100, number % 100, found.startswith("0")))
        if is_clock
        else (Kind.DIGITS, number)
    )


def _place(found: str) -> Lexeme:
    return (Kind.ZONE, ZoneSaid(zone=found)) if is_zone(found) else (Kind.JUNK, None)


_SHAPED: dict[str, Callable[[str], Lexeme]] = {
    "slack": _slack,
    "junk": lambda _: (Kind.JUNK, None),
    "stamp": _stamp,
    "ymd": lambda found: (Kind.YMD, tuple(_ints(found))),
    "shift": _shift,
    "slashed": lambda found: _date(Kind.SLASHED, found),
    "dotdate": lambda found: _date(Kind.DOTDATE, found),
    "colon": lambda found: _clock(Kind.COLON, found),
    "hclock": lambda found: _clock(Kind.HCLOCK, found),
    "dotted": lambda found: _clock(Kind.DOTTED, found),
    "decimal": _decimal,
    "ordinal": lambda found: (Kind.ORDINAL, _ints(found)[0]),
    "number": _number,
    "meridiem": lambda found: (Kind.MERIDIEM, found[0].lower()),
    "place": _place,
    "mark": lambda found: (_MARKS.get(found, Kind.UNKNOWN), None),
}
_BEFORE_LETTERS = frozenset({"number", "colon", "dotted", "slashed", "ymd"})
