"""How a recogniser is written: a pattern over kinds of tokens, and what its tokens mean.

A pattern is a regex whose letters are names of kinds: "NUMBER MERIDIEM?" fits "3 pm" and "3". Names of
pieces, e.g. <num>, stand for patterns of their own. `read_marks` goes through a text once, from left to
right; at each place the first rule that fits wins, in the order of the rules.

No recogniser knows "now", another recogniser, or the zone: it only says what a stretch of text means.
`composition` puts the meanings together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from bot.times.tokens import Kind, Said

PIECES = {
    "num": "(NUMBER|WORD)",
    "nth": "(ORDINAL|NUMBER)",
    "year": "((COMMA|DASH|SLASH|OF)? (YEAR|DIGITS))",
    "digits": "(DECIMAL|HHMM|YEAR|DIGITS)",
    "amount": "(ARTICLE? <num> AND ARTICLE HALF|ARTICLE? <num> OF?|<digits>|ARTICLE|HALF ARTICLE?)",
    "span": "(<amount> UNIT (AND ARTICLE HALF)? ((AND|COMMA)? <amount> UNIT)*)",
    "clock": "(COLON|HCLOCK|HHMM|DOTTED|NUMBER|WORD|NOON)",
    "day_end": "(WEEKDAY|RELATIVE|TONIGHT|PART|ORDINAL|MONTH|YEAR|YMD|SLASHED|DOTDATE)",
    "after_day": "((?<=<day_end>)|(?<=<day_end>(COMMA|FOR|FILLER)))",
    "after_near_day": "((?<=WEEKDAY|RELATIVE|TONIGHT|PART)|(?<=(WEEKDAY|RELATIVE|TONIGHT|PART)(COMMA|FOR)))",
    "after_weekday": "((?<=WEEKDAY)|(?<=WEEKDAY(COMMA|THE))|(?<=WEEKDAY COMMA THE))",
    "day_begin": "(RELATIVE|TONIGHT|WEEKDAY|PART|(ON|THIS|NEXT) (WEEKDAY|PART|THE)|(IN THE|AT|IN) PART)",
    "date": "(WEEKDAY|MONTH|ORDINAL|YMD|SLASHED|DOTDATE|STAMP)",
    "timely": "(MERIDIEM|<clock>|MIDNIGHT|OCLOCK|RELATIVE|YEAR|PART|ZONE|TONIGHT|<date>)",
    "time_begin": "(<clock>|MIDNIGHT|RELATIVE|TONIGHT|PART|NEXT|THIS|<date>)",
}
"""Later pieces may use earlier ones."""


class Rule(NamedTuple):
    """One recogniser, a row in a table."""

    pattern: str
    """Names of kinds as letters of a regex; see `PIECES` for what stands in angle brackets."""
    build: Callable[[Said], object | None]
    """Gets the tokens that the pattern matched; None if they mean nothing after all."""


class Mark(NamedTuple):
    """A stretch of the text, by token numbers, and what it means."""

    meaning: object
    first: int
    last: int


class Grammar:
    """Rules compiled to one regex over the kinds of a text's tokens."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._regex = re.compile("|".join(f"({_compiled(rule.pattern)})" for rule in rules))

    def read_marks(self, said: Said) -> list[Mark]:
        """The marks in a text's tokens, from left to right, none overlapping."""
        kinds = "".join(token.kind for token in said)
        marks: list[Mark] = []
        at = 0
        while match := self._regex.search(kinds, at):
            begin, at = match.span()
            number = (match.lastindex or 1) - 1
            mark = self._mark(said, kinds, begin, at, number)
            if mark is None:
                at = begin + 1
            else:
                marks.append(mark)
                at = mark.last + 1
        return marks

    def _mark(self, said: Said, kinds: str, begin: int, end: int, number: int) -> Mark | None:
        """What the matched rule says, or, if its tokens mean nothing after all, the next one that fits."""
        meaning = self._rules[number].build(said[begin:end])
        if meaning is not None:
            return Mark(meaning, begin, end - 1)
        for rule in self._rules[number + 1 :]:
            match = _alone(rule.pattern).match(kinds, begin)
            meaning = rule.build(said[begin : match.end()]) if match else None
            if match and meaning is not None:
                return Mark(meaning, begin, match.end() - 1)
        return None


@cache
def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(_compiled(pattern))


def _compiled(pattern: str) -> str:
    for name, piece in reversed(PIECES.items()):
        pattern = pattern.replace(f"<{name}>", piece)
    letters = re.sub(r"[A-Z]+", lambda name: Kind[name[0]].value, pattern)
    return re.sub(r"\((?!\?)", "(?:", letters.replace(" ", ""))
