"""How a recogniser is written: a pattern over kinds of tokens, and what its tokens mean.

A pattern is a regex whose letters are names of kinds: "NUMBER MERIDIEM?" fits "3 pm" and "3". Names of
`pieces`, e.g. <num>, stand for patterns of their own. `read_marks` goes through a text once, from left to
right; at each token the first rule that fits wins, in the order of the rules.

No recogniser knows "now", another recogniser, or the zone: it only says what a stretch of text means.
`composition` puts the meanings together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from bot.times.grammar.openings import openings
from bot.times.grammar.pieces import PIECES
from bot.times.words.tokens import Kind, Said

_PIECE = re.compile(r"<(\w+)>")
_NAMES = re.compile(r"[A-Z_]+")
_CHOICES = re.compile(r"\(((?:\w\|)+\w)\)")
"""A group of single kinds, which is quicker as a set of letters."""
_GROUPS = re.compile(r"\((?!\?)")


class Rule(NamedTuple):
    """One recogniser, a row in a table."""

    pattern: str
    """Names of kinds as letters of a regex; see `PIECES` for what stands in angle brackets."""
    build: Callable[[Said], object | None]
    """Gets the tokens that the pattern matched; None if they mean nothing after all."""

    @property
    def openings(self) -> frozenset[Kind]:
        """The kinds that its first token can have."""
        return openings(self.pattern)


class Mark(NamedTuple):
    """A stretch of the text, by token numbers, and what it means."""

    meaning: object
    first: int
    last: int


class Grammar:
    """Rules, tried at each token in their order; those that cannot begin with its kind are left out."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """The rules of a kind are compiled to one regex when a text first has it."""
        self.rules = tuple(rules)
        self._rules: dict[Kind, list[Rule]] = {}
        for rule in rules:
            for kind in rule.openings:
                self._rules.setdefault(kind, []).append(rule)
        self.regexes: dict[Kind, re.Pattern[str]] = {}

    def read_marks(self, said: Said) -> list[Mark]:
        """The marks in a text's tokens, from left to right, none overlapping."""
        kinds = "".join([token.kind for token in said])
        marks: list[Mark] = []
        at = 0
        while at < len(said):
            mark = self._mark(said, kinds, at)
            if mark:
                marks.append(mark)
            at = mark.last + 1 if mark else at + 1
        return marks

    def _mark(self, said: Said, kinds: str, at: int) -> Mark | None:
        """What the first rule that fits says; if its tokens mean nothing after all, the next one."""
        rules = self._rules.get(said[at].kind)
        match = rules and self._regex(said[at].kind).match(kinds, at)
        if not rules or not match:
            return None
        number = (match.lastindex or 1) - 1
        meaning = rules[number].build(said[at : match.end()])
        if meaning is not None:
            return Mark(meaning, at, match.end() - 1)
        for rule in rules[number + 1 :]:
            alone = _alone(rule.pattern).match(kinds, at)
            meaning = rule.build(said[at : alone.end()]) if alone else None
            if alone and meaning is not None:
                return Mark(meaning, at, alone.end() - 1)
        return None

    def compile(self) -> None:
        """Compile the rules of every kind now."""
        for kind in self._rules:
            self._regex(kind)

    def _regex(self, kind: Kind) -> re.Pattern[str]:
        if kind not in self.regexes:
            patterns = (f"({compiled(rule.pattern)})" for rule in self._rules[kind])
            self.regexes[kind] = re.compile("|".join(patterns))
        return self.regexes[kind]


@cache
def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(compiled(pattern))


@cache
def compiled(pattern: str) -> str:
    """The pattern as a regex over the letters of kinds."""
    letters = _NAMES.sub(lambda name: Kind[name[0]].value, _spelt(pattern)).replace(" ", "")
    return _GROUPS.sub("(?:", _CHOICES.sub(lambda group: f"[{group[1].replace('|', '')}]", letters))


@cache
def _spelt(pattern: str) -> str:
    """The pattern with its pieces written out."""
    while names := set(_PIECE.findall(pattern)):
        for name in names:
            pattern = pattern.replace(f"<{name}>", PIECES[name])
    return pattern
