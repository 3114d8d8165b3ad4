"""Rules and words are within reach: rules wherever they can begin, words by the lexer."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest

from bot import times
from bot.times.grammar.openings import openings
from bot.times.grammar.patterns import compiled
from bot.times.grammar.table import grammar
from bot.times.words.languages import every_lexicon
from bot.times.words.lexer import cut
from bot.times.words.lexicon import Lexicon
from bot.times.words.tokens import Kind, Token

ENGLISH = grammar(is_romance=False, is_series=False)


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
    made = (ENGLISH, grammar(is_romance=True, is_series=True))
    rules = [rule for one in made for rule in one.rules]
    patterns = [(rule, re.compile(compiled(rule.pattern))) for rule in rules]
    every = list(Kind)
    for _ in range(1_500):
        row = chance.choices(every, k=6)
        for rule, pattern in patterns:
            match = pattern.match("".join(row))
            assert match is None or match.end() == 0 or row[0] in rule.openings, (rule.pattern, row)


@pytest.mark.parametrize("lexicon", every_lexicon(), ids=("en", "es", "fr"))
def test_no_word_of_a_lexicon_is_out_of_reach_of_the_lexer(lexicon: Lexicon) -> None:
    """Alone, beside a word or a number, elided (l'): somewhere it must be read as what it stands for."""
    phrases = (phrase for found in lexicon.phrases.values() for phrase in found)
    for word, (kind, value) in (*lexicon.words.items(), *phrases):
        texts = (word, f"{word} sam", f"3 {word}", f"3{word}", f"{word}3", f"{word}demain")
        tokens = [token for text in texts for token in cut(text, lexicon)]
        assert any((token.kind, token.value) == (kind, value) for token in tokens), word


def test_what_a_rule_gives_up_the_next_one_may_take() -> None:
    said = [Token(Kind.NUMBER, 44, 0, 2, "44"), Token(Kind.MERIDIEM, "p", 2, 4, "pm")]
    assert ENGLISH.read_marks(said) == []


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
