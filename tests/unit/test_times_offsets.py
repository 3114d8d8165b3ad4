"""How far away something is, one way of saying it in each row.

It is Wednesday, November 25, 2026, 10 AM in New York.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, NotUnderstood, Question, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
SUNDAY_2PM = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)


def wall(words: str, now: datetime = WEDNESDAY_10AM) -> str:
    reading = read(words, now=now, zone=NEW_YORK)
    if isinstance(reading, Instant):
        return reading.at.astimezone(ZoneInfo(NEW_YORK)).strftime("%m-%d %H:%M") + f" {reading.rest}".rstrip()
    return reading.reason.value if isinstance(reading, Question) else "not understood"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("in 1h 30m", "11-25 11:30"),
        ("in 1:30 hours", "11-25 11:30"),
        ("in 1 1/2 hours", "11-25 11:30"),
        ("in ninety minutes", "11-25 11:30"),
        ("in 2 huors", "11-25 12:00"),
        ("in 2d 2h", "11-27 12:00"),
        ("in 2 days 15h", "11-27 15:00"),  # a clock
        ("week from friday 3pm", "12-04 15:00"),
        ("3pm week from tomorrow", "12-03 15:00"),
        ("week from now at 3pm", "12-02 15:00"),
        ("a week friday 3pm", "12-04 15:00"),
        ("3pm a week tomorrow", "12-03 15:00"),
        ("a month friday 3pm", "11-27 15:00 month"),
        ("the friday after next 3pm", "12-04 15:00"),
        ("3pm the monday after next", "12-07 15:00"),
        ("the second monday from now at 3pm", "12-07 15:00"),
        ("in two mondays at 3pm", "12-07 15:00"),
        ("in 3 business days at 9", "11-30 09:00"),
        ("3 working days from now 9am", "11-30 09:00"),
        ("in 10 business days 9am", "12-09 09:00"),
    ],
)
def test_a_distance_is_counted(words: str, expected: str) -> None:
    assert wall(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("in 1 business day 9am", "11-30 09:00"), ("in 6 business days 9am", "12-07 09:00")],
)
def test_business_days_of_a_weekend_count_from_monday(words: str, expected: str) -> None:
    assert wall(words, SUNDAY_2PM) == expected


@pytest.mark.parametrize("words", ["in 2 or 3 hours", "30 minute session", "a 30 min visit"])
def test_an_unclear_length_is_no_distance(words: str) -> None:
    assert isinstance(read(words, now=WEDNESDAY_10AM, zone=NEW_YORK), NotUnderstood)
