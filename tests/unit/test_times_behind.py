"""Days and times that lie behind, in the words that mean the next ones too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.times import (
    Instant,
    NotUnderstood,
    Period,
    Question,
    read_behind,
    read_period,
    read_period_behind,
    say,
)

NEW_YORK = "America/New_York"
FRIDAY_10AM = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("dec 2 11am", datetime(2026, 12, 2, 16, 0, tzinfo=UTC)),
        ("12/2 11am", datetime(2026, 12, 2, 16, 0, tzinfo=UTC)),
        ("wed dec 2 11am", datetime(2026, 12, 2, 16, 0, tzinfo=UTC)),
        ("2 de diciembre a las 11h", datetime(2026, 12, 2, 16, 0, tzinfo=UTC)),
        ("dec 10 11am", datetime(2025, 12, 10, 16, 0, tzinfo=UTC)),
        ("thanksgiving 9am", datetime(2026, 11, 26, 14, 0, tzinfo=UTC)),
        ("the 20th at 3pm", datetime(2026, 11, 20, 20, 0, tzinfo=UTC)),
        ("the 2nd at 3pm", datetime(2026, 12, 2, 20, 0, tzinfo=UTC)),
        ("monday 3pm", datetime(2026, 11, 30, 20, 0, tzinfo=UTC)),
        ("this monday 3pm", datetime(2026, 11, 30, 20, 0, tzinfo=UTC)),
        ("lunes a las 15h", datetime(2026, 11, 30, 20, 0, tzinfo=UTC)),
    ],
)
def test_the_last_such_day_is_meant(words: str, at: datetime) -> None:
    reading = read_behind(words, now=FRIDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Instant), reading
    assert reading.at == at


def test_a_day_alone_is_the_last_one_too() -> None:
    reading = read_behind("wed", now=FRIDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Question)
    assert f"{reading.day}" == "2026-12-02"


@pytest.mark.parametrize(
    "words",
    [
        "3pm",
        "tomorrow 3pm",
        "next monday 3pm",
        "monday next week 3pm",
        "in 2 hours",
        "dec 2, 2027 3pm",
        "pat",
        "",
    ],
)
def test_what_says_which_one_does_not_lie_behind(words: str) -> None:
    assert isinstance(read_behind(words, now=FRIDAY_10AM, zone=NEW_YORK), NotUnderstood)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("dec 2", "Wednesday, December 2"),
        ("dec 10", "Wednesday, December 10, 2025"),
        ("wed", "Wednesday, December 2"),
        ("june", "June 2026"),
        ("tomorrow", None),
        ("day after tomorrow", None),
        ("next week", None),
        ("this week", None),
        ("today", None),
        ("december", None),
    ],
)
def test_a_period_is_the_last_such_one(words: str, name: str | None) -> None:
    period = read_period_behind(words, now=FRIDAY_10AM, zone=NEW_YORK)
    assert (period and period.name) == name


def test_ahead_a_date_that_is_over_is_next_years_and_says_so() -> None:
    period = read_period("dec 2", now=FRIDAY_10AM, zone=NEW_YORK)
    assert isinstance(period, Period)
    assert period.name == "Thursday, December 2, 2027"
    assert "2027" in say(period.begins, NEW_YORK, now=FRIDAY_10AM)
