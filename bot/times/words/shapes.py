r"""What a text is cut into by its form alone: one regex, and what each of its shapes stands for.

Shapes are tried in this order, so that what merely looks like a time is out of the way first:

    a word with a space or a comma behind it                   the usual case
    2026-12-03T15:00[-05:00], 2026-12-03, 20261203             a moment, a date
    Slack's mark-up, addresses, prices, phone numbers, #123    never a time (a `<!date^...>` is an instant)
    +02:00, UTC+2                                              an offset
    12/3[/26], 3.12.[2026], 12-3-2026                          date; `days` decides the order
    15:30[:00], 3;30, 15h30, 15h, 8.30                         clock
    5th, '26, 1530, 15                                         ordinal, year, number
    pm, E.T., America/Chicago, any other word, any other sign

Behind a date and a space, "15:00-16:00" is a stretch; offsets end at 14 hours, and there before -10:00.

The text comes folded: lower case, without accents. Every pattern is linear: what one alternative gives up,
the last ones consume whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.times.days import YEARS
from bot.times.words.lexicon import Lexeme
from bot.times.words.tokens import Kind
from bot.times.zone_names import ZONES, ZoneSaid, zone_named

SHAPES = re.compile(
    r"""\ *+(?:
    (?P<plain>(?![ap]m\b)[a-z]{2,}+(?=[ ,]|\Z)(?!\ ?[+-]\d))
  | (?P<slack><!date\^\d{1,11}\^[^>]{0,200}>)
  | (?P<stamp>\d{4}-\d\d-\d\d(?!\ {1,3}\d\d:\d\d\ ?[-–]\ ?[12]\d:\d\d)(?:t|\ {1,3})\d\d:\d\d
              (?::\d\d(?:[.,]\d+)?)?\s?(?:z(?!\w)|[+-](?:0\d|1[0-4]):?\d\d(?!\d))?
              | \d{8}t\d{4}(?:\d\d)?z?(?!\w))
  | (?P<ymd>\d{4}(?P<y_>[-/.])\d{1,2}(?P=y_)\d{1,2}(?!\d)
            | 20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\w.:,-]))
  | (?P<junk> <[^<>\s][^<>]{0,300}>                                       # a mention, a link
            | [\w.+-]++@(?:[\w-]++\.)++[a-z]{2,}+ | \w++://\S++ | www\.\S++  # an address
            | [$€£]\s?\d[\d.,]*+  | \d[\d.,]*+\s?[€£$%]  | \#\s?\w++      # a price, a share, a number sign
            | \d++x\d++(?!\w) | (?<!\w)[a-z]-\d++[\w-]*+                # 3x10, A-1207
            | \+\d[\d\ ().-]{6,18}\d(?!\d)                                # a phone number
            | \(?\d{3}\)?[\ .-]?\d{3}[\ .-]?\d{4}(?!\d) | \d{3}[.-]\d{4}(?!\d)
            | \d{3}-\d{2}-\d{4}(?!\d) | \d{2,4}(?:[-\ ]\d{2,4}){3,9}(?![\d:h])
            | 24/7 | \d+/\d+\.\d+  # always; a measurement
            | [0-9a-f]{4,}+(?:-[0-9a-f]{4,}+){2,} )                       # a uid
  | (?P<shift>(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d) | \+\d\d:\d\d(?!\d) | (?<=\s)-0\d:\d\d(?!\d)
              | (?<=:\d\d:\d\d\ )[+-]\d{4}(?!\d))
  | (?P<slashed>\d{1,2}(?P<s_>[/-])\d{1,2}(?P=s_)'?(?:\d{4}|\d\d)(?!\d) | \d{1,2}(?:/|\ /\ )\d{1,2}(?![\d/]))
  | (?P<dotdate>\d{1,2}\.\s?\d{1,2}\.(?:\d{4}|\d\d)(?![\d.]) | \d{1,2}\.\d{1,2}\.(?!\d))
  | (?P<colon>\d{1,2}[:;]\d\d(?::\d\d(?:\.\d+)?)?(?![\d:]))
  | (?P<hclock>\d{1,2}h\d\d(?!\w) | \d\d[0-5]\dh(?!\w) | \d{1,2}\ ?h(?!\w))
  | (?P<dotted>\d{1,2}\.\d\d(?!\d|\.\d)h?)
  | (?P<decimal>\d++\.\d++ | \d{1,3}(?:,\d{3})++(?!\d))
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th|ts|ht)(?![^\W_]))
  | (?P<short>(?<=[\w,.]\ )'[23]\d(?![\w:]))
  | (?P<spelt>2m(?:oro|orrow|rw|ain|1)(?!\w) | (?<!\w)pt[.:](?=\ ?[a-z]) | (?<!\w)w/(?=\ |[a-z]{2}))
  | (?P<number>\d++)
  | (?P<meridiem>(?<![^\W\d_])[ap]\s?\.?\s?m(?![^\W_])\.?
                | (?<=\d)[ap](?![^\W_])\.? | (?<=\d\ )p(?![^\W_]|\.t)\.?)
  | (?P<letters>(?<![\w.])[ecmp]\.(?:[sd]\.)?t(?:\.|(?!\w)))
  | (?P<place>(?:america|europe|asia|australia|pacific|africa|atlantic|indian|etc|us)/[a-z/_+-]{2,30})
  | (?P<word>[^\W\d_]++(?:'[^\W\d_]++)*)
  | (?P<mark>[^\ ])
    )""",
    re.VERBOSE,
)
_MARKS = {
    **dict.fromkeys(",.;:·?!\"'*_`•|>", Kind.COMMA),
    **dict.fromkeys("-–—", Kind.DASH),
    **dict.fromkeys("@~", Kind.AT),
    "+": Kind.PLUS,
    "(": Kind.OPEN,
    ")": Kind.CLOSE,
    "&": Kind.AND,
    "/": Kind.SLASH,
}
_INTS = re.compile(r"\d+")
_FARTHEST = 14
"""Hours from UTC, on Kiritimati."""


def _ints(found: str) -> list[int]:
    return [int(digits) for digits in _INTS.findall(found)]


def _stamp(found: str) -> Lexeme:
    """A datetime, aware if the text has an offset; None if no calendar has it."""
    text = re.sub(r"[t\s]+", "T", found.replace("z", "+00:00"), count=1).replace(" ", "")
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
    if int(hours) > _FARTHEST or int(minutes) > 59:  # noqa: PLR2004 - the clock's own
        return Kind.JUNK, None
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
    return kind, (hour, minute, found[0] == "0")


def _decimal(found: str) -> Lexeme:
    return (Kind.DECIMAL, float(found)) if len(found) <= 4 and "," not in found else (Kind.JUNK, None)  # noqa: PLR2004 - 12.5


def _number(found: str) -> Lexeme:
    if len(found) <= 2:  # noqa: PLR2004 - an hour or a day
        return Kind.NUMBER, int(found)
    if len(found) > 4:  # noqa: PLR2004 - longer ones are references
        return Kind.JUNK, None
    number = int(found)
    if number in YEARS:
        return Kind.YEAR, number
    hour, minute = divmod(number, 100)
    if hour > 24 or minute > 59:  # noqa: PLR2004 - the clock's own
        return Kind.DIGITS, number
    return Kind.HHMM, (hour, minute, found[0] == "0")


def _ordinal(found: str) -> Lexeme:
    number = _ints(found)[0]
    return (Kind.ORDINAL, number) if number else (Kind.JUNK, None)


def _ymd(found: str) -> Lexeme:
    """2026-12-03, 20261203."""
    year, *rest = _ints(found)
    if rest:
        return Kind.YMD, (year, *rest)
    return Kind.YMD, (year // 10_000, year // 100 % 100, year % 100)


def _place(found: str) -> Lexeme:
    zone = zone_named(found)
    return (Kind.ZONE, ZoneSaid(zone=zone)) if zone else (Kind.JUNK, None)


SHAPED: dict[str, Callable[[str], Lexeme]] = {
    "slack": _slack,
    "junk": lambda _: (Kind.JUNK, None),
    "stamp": _stamp,
    "ymd": _ymd,
    "shift": _shift,
    "slashed": lambda found: _date(Kind.SLASHED, found),
    "dotdate": lambda found: _date(Kind.DOTDATE, found),
    "colon": lambda found: _clock(Kind.COLON, found),
    "hclock": lambda found: _clock(Kind.HCLOCK, found),
    "dotted": lambda found: _clock(Kind.DOTTED, found),
    "decimal": _decimal,
    "ordinal": _ordinal,
    "short": lambda found: (Kind.YEAR, 2000 + _ints(found)[0]),
    "letters": lambda found: (Kind.ZONE, ZONES[found.replace(".", "")]),
    "number": _number,
    "meridiem": lambda found: (Kind.MERIDIEM, found[0]),
    "place": _place,
    "mark": lambda found: (_MARKS.get(found, Kind.UNKNOWN), None),
}
"""Shape -> what it stands for."""
