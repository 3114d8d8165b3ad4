"""What a text consists of: tokens, each of a kind that the grammar's patterns name.

Not here: which word is of which kind (`lexicon`), and how a text is cut into tokens (`lexer`).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, auto
from typing import Any, NamedTuple


class Kind(StrEnum):
    """One letter for every kind of token, so that a row of tokens is a string that a regex can match."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:  # noqa: ARG004 - enum's own signature
        return chr(0x100 + count)  # one letter each; nobody reads them, patterns use the names

    # Shapes: what the lexer sees by the form alone
    NUMBER = auto()
    """One or two digits."""
    HHMM = auto()
    """Four (or three) digits that read as a clock, and are no year: 1530, 0900, 945."""
    YEAR = auto()
    """Four digits from 1900 to 2100."""
    DIGITS = auto()
    """Four digits that are neither."""
    DECIMAL = auto()
    """1.5: only in lengths."""
    ORDINAL = auto()
    """5th, and as a word: fifth."""
    COLON = auto()
    """15:30, 3:30."""
    DOTTED = auto()
    """8.30, 15.30: a clock or a date, by its company."""
    HCLOCK = auto()
    """15h30, 15h."""
    SLASHED = auto()
    """12/3, 12/3/2026, 12-3-2026: the order depends on the place."""
    DOTDATE = auto()
    """3.12., 3.12.2026: the day comes first."""
    YMD = auto()
    """2026-12-03."""
    STAMP = auto()
    """2026-12-03T15:00 with or without an offset, and Slack's own dates: an instant or a local one."""
    JUNK = auto()
    """Phone and chart numbers, e-mail and web addresses, prices, uids, Slack's mentions: never a time."""
    UNKNOWN = auto()
    # Words for days
    WEEKDAY = auto()
    MONTH = auto()
    RELATIVE = auto()
    """Value: days from today."""
    MAYBE_RELATIVE = auto()
    """Tom: tomorrow, or a person."""
    HOLIDAY = auto()
    """Value: a day as in `days` and `moveable`."""
    WORKDAY = auto()
    TONIGHT = auto()
    PART = auto()
    GREETING = auto()
    """Good: "good morning" is no time."""
    # Words for clocks
    WORD = auto()
    """A number as a word: three, fifty five."""
    MERIDIEM = auto()
    OCLOCK = auto()
    NOON = auto()
    MIDNIGHT = auto()
    HUNDRED = auto()
    HALF = auto()
    QUARTER = auto()
    PAST = auto()
    NOW = auto()
    ISH = auto()
    # Words between
    UNIT = auto()
    ARTICLE = auto()
    THE = auto()
    AT = auto()
    ON = auto()
    IN = auto()
    OF = auto()
    FROM = auto()
    FOR = auto()
    AND = auto()
    OR = auto()
    TO = auto()
    BETWEEN = auto()
    UNTIL = auto()
    AFTER = auto()
    BEFORE = auto()
    LIMIT = auto()
    """Behind a time: or later, at the latest."""
    NOT = auto()
    """Beside a time: not that one."""
    THIS = auto()
    NEXT = auto()
    COMING = auto()
    LAST = auto()
    CLOSEST = auto()
    BEGIN = auto()
    END = auto()
    AGO = auto()
    LATER = auto()
    # Words for series
    EVERY = auto()
    OTHER = auto()
    """Every other: the second one each time."""
    OFTEN = auto()
    """Daily, weekly; value: a `Unit` and how many of it."""
    WEEKDAYS = auto()
    """Mondays, weekdays: days that come again by the word alone. Value: their numbers."""
    WEEKEND = auto()
    PARTS = auto()
    """Mornings; value: a `Part`."""
    TIMES = auto()
    """What a number of sessions stands before: times, occurrences; value "x" for what may stand before it."""
    ONCE = auto()
    """Value: how many times."""
    THROUGH = auto()
    """Until, and that day too: mon thru wed."""
    STARTING = auto()
    EXCEPT = auto()
    BUT = auto()
    """Every day but sunday."""
    NO = auto()
    """No dec 22; but "room no 5"."""
    HOLIDAYS = auto()
    """All days on which a clinic is closed: what a series leaves out."""
    # Words that only Spanish and French have
    MINUS = auto()
    """Las 4 menos cuarto, quatre heures moins le quart."""
    HOURS = auto()
    """Las, la: the article that a clock has in Spanish."""
    NTH = auto()
    """What makes a number an ordinal: 1er, 1º. Joined with it by the lexer."""
    EVE = auto()
    """The eve of, the day after; value: days from the day that follows."""
    VAGUE = auto()
    """Mediados de, mi-: some time in a month."""
    ZONE = auto()
    """EST, America/New_York, +02:00; value: `zone_names.ZoneSaid`."""
    REGION = auto()
    """Eastern, Pacific: a zone only together with "time"."""
    TIME = auto()
    LABEL = auto()
    """What stands before a number that is no time: ref, chart, phone."""
    FILLER = auto()
    WITH = auto()
    """What stands before a person."""
    PLUS = auto()
    DASH = auto()
    SLASH = auto()
    COMMA = auto()
    OPEN = auto()
    CLOSE = auto()


class Token(NamedTuple):
    """A piece of the text; a tuple because a text has many and most are thrown away."""

    kind: Kind
    value: Any
    """What it stands for; its type follows from the kind (see `lexicon` and `lexer`)."""
    begin: int
    end: int
    text: str


Said = list[Token]
"""The tokens that a pattern matched, handed to what builds the meaning."""


def first(said: Iterable[Token], *kinds: Kind) -> Any:  # noqa: ANN401 - see Token.value
    """The value of the first token of one of the kinds, or None."""
    return next((token.value for token in said if token.kind in kinds), None)


def every(said: Iterable[Token], *kinds: Kind) -> list[Any]:
    """The values of all tokens of the kinds, in their order."""
    return [token.value for token in said if token.kind in kinds]
