"""Anything can be typed: no exception, no long thought, and no appointment out of thin air."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

import pytest

from bot.times import Instant, NotUnderstood, Question, read, read_period

NEW_YORK = "America/New_York"
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
GARBAGE = (
    *("\0", "\ud800 tomorrow", "😀" * 50, "غدا في الثالثة", "<!channel>", "'; DROP TABLE rooms; --"),
    *("9" * 5000, "9" * 900, "+" * 20_000, "1 " * 490, "12-" * 300, "a." * 490, "3pm" * 300, "(" * 900),
    *("every " * 150, "in " * 300, "an hour and a half " * 50, "x" * 10_000, "a@" * 400, "<" * 900),
    *(
        "\u202e3pm tomorrow",
        "٣ pm",
        "²pm",
        "99999999999:99",
        "<!date^99999999999^x|y>",
        "0001-01-01T00:00+14:00",
    ),
    *("9999-12-31T23:59-14:00", "in 9999 months", "in 10000 weeks", "9999 days before tomorrow 3pm"),
)
PIECES = (
    *(
        "tomorrow",
        "3pm",
        "at",
        "3",
        "in",
        "2",
        "hours",
        "friday",
        "next",
        "the",
        "5th",
        "of",
        "dec",
        "2026",
        "1530",
    ),
    *(
        "half",
        "past",
        "quarter",
        "to",
        "noon",
        "midnight",
        "ET",
        "EST",
        "(New York)",
        "-",
        ",",
        "/",
        "12/3",
        "2/30",
    ),
    *(
        "before",
        "after",
        "from",
        "now",
        "ago",
        "week",
        "this",
        "last",
        "tonight",
        "morning",
        "or",
        "and",
        "every",
    ),
    *(
        "ref",
        "<@U1>",
        "pat@example.com",
        "+1 202 555 0143",
        "2026-12-03T15:00Z",
        "3.12.",
        "8.30",
        "15h",
        "😀",
        "\0",
    ),
)


@pytest.mark.parametrize("words", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_answered_at_once(words: str) -> None:
    begin = time.thread_time()
    reading = read(words, now=NOW, zone=NEW_YORK)
    assert time.thread_time() - begin < 0.2  # 20 ms on a quiet machine
    assert isinstance(reading, Instant | Question | NotUnderstood)


def test_invisible_characters_do_not_hide_a_time() -> None:
    reading = read("\u202etomorrow\u200b 3pm\0", now=NOW, zone=NEW_YORK)
    assert isinstance(reading, Instant)
    assert reading.at == datetime(2026, 11, 26, 20, tzinfo=UTC)


def test_a_letter_instead_of_a_time_is_no_time() -> None:
    letter = "Dear team, we meet tomorrow at 3pm. " * 60
    assert isinstance(read(letter, now=NOW, zone=NEW_YORK), NotUnderstood)


@pytest.mark.no_cover  # many times the same
def test_two_thousand_texts_of_time_words_raise_nothing_and_are_never_in_the_past() -> None:
    chance = random.Random(2026)  # noqa: S311 - a fixed seed, for the same texts every time
    for _ in range(2000):
        words = chance.choice((" ", "", " ")).join(chance.choices(PIECES, k=chance.randint(1, 7)))
        reading = read(words, now=NOW, zone=NEW_YORK, locale=chance.choice(("en-US", "en-GB", "en-CA")))
        if isinstance(reading, Instant):
            assert reading.at >= NOW, words
            assert all(other >= NOW for other in reading.others), words
        elif isinstance(reading, Question):
            assert all(option >= NOW for option in reading.options), words
        read_period(words, now=NOW, zone=NEW_YORK)
