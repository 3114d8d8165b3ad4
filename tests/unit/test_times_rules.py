"""Rules are tried only where they can begin: the same as trying all of them at every token."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest

from bot import times
from bot.times.grammar.openings import openings
from bot.times.grammar.patterns import compiled
from bot.times.grammar.table import grammar
from bot.times.words.tokens import Kind, Token


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("NUMBER MERIDIEM?", {Kind.NUMBER}),
        ("THE? ORDINAL", {Kind.THE, Kind.ORDINAL}),
        ("(AT|FOR)* NUMBER", {Kind.AT, Kind.FOR, Kind.NUMBER}),
        ("(AT|FOR){0,2} (COLON|DOTTED)", {Kind.AT, Kind.FOR, Kind.COLON, Kind.DOTTED}),
        ("(IN|AT)+ NUMBER", {Kind.IN, Kind.AT}),
        ("(?<=AT|ON) (?!UNIT) HHMM", {Kind.HHMM}),
        ("^ NUMBER $|MONTH", {Kind.NUMBER, Kind.MONTH}),
        ("((ON|IN) THE|AT)? PART", {Kind.ON, Kind.IN, Kind.AT, Kind.PART}),
    ],
)
def test_the_first_kinds_of_a_pattern(pattern: str, kinds: set[Kind]) -> None:
    assert openings(pattern) == kinds


def test_every_rule_that_fits_a_row_of_tokens_may_begin_there() -> None:
    """For random rows: where any rule matches, its first token is among its openings."""
    chance = random.Random(7)  # noqa: S311 - the same rows every time
    rules = [rule for made in (grammar(), grammar(is_romance=True, is_series=True)) for rule in made.rules]
    patterns = [(rule, re.compile(compiled(rule.pattern))) for rule in rules]
    every = list(Kind)
    for _ in range(1_500):
        row = chance.choices(every, k=6)
        for rule, pattern in patterns:
            match = pattern.match("".join(row))
            assert match is None or match.end() == 0 or row[0] in rule.openings, (rule.pattern, row)


def test_what_a_rule_gives_up_the_next_one_may_take() -> None:
    said = [Token(Kind.NUMBER, 44, 0, 2, "44"), Token(Kind.MERIDIEM, "p", 2, 4, "pm")]
    assert grammar().read_marks(said) == []


def test_once_warm_no_first_words_have_to_wait() -> None:
    times.warm()
    made = [grammar(is_romance=r, is_series=s) for r in (False, True) for s in (False, True)]
    ready = [len(one.regexes) for one in made]
    for words in (
        "every tue 3pm x8",
        "mañana a las 3 de la tarde",
        "demain à 15h30",
        "half past 2 tomorrow ET",
    ):
        times.read(words, now=datetime(2026, 11, 25, 15, tzinfo=UTC), zone="America/New_York")
    assert [len(one.regexes) for one in made] == ready
