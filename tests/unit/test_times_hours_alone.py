"""An hour alone falls on the day that is known; words with a day of their own do not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import times

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)  # a Wednesday, 10 AM in New York
DAY = date(2026, 12, 4)
ZONE = "America/New_York"


@pytest.mark.parametrize("words", ["3pm", "at 3", "15:00", "half past 2", "3-4pm", "a las 3 de la tarde"])
def test_an_hour_alone_is_on_that_day(words: str) -> None:
    found = times.hour_on(words, DAY, now=NOW, zone=ZONE)
    assert found
    assert found.at.astimezone(ZoneInfo(ZONE)).date() == DAY


@pytest.mark.parametrize(
    "words",
    [
        "today 3pm",
        "tomorrow 3pm",
        "friday 3pm",
        "the 5th at 9",
        "in 2 hours",
        "dec 4 3pm",
        "friday",
        "zzz",
        "",
    ],
)
def test_words_with_a_day_of_their_own_are_not(words: str) -> None:
    assert times.hour_on(words, DAY, now=NOW, zone=ZONE) is None


@pytest.mark.parametrize(
    ("words", "clock"), [("4", "16:00"), (" 10 ", "10:00"), ("12", "12:00"), ("at 4", "16:00")]
)
def test_a_bare_number_is_an_hour_where_one_is_asked_for(words: str, clock: str) -> None:
    found = times.hour_on(times.as_hour(words), DAY, now=NOW, zone=ZONE)
    assert found
    assert f"{found.at.astimezone(ZoneInfo(ZONE)):%H:%M}" == clock


@pytest.mark.parametrize("words", ["31", "25", "0", "4 5", "dec 4", "", "1530", "24"])
def test_other_numbers_stay_what_they_are(words: str) -> None:
    assert times.as_hour(words) == words


def test_an_hour_that_has_passed_is_none() -> None:
    assert times.hour_on("9am", date(2026, 11, 25), now=NOW, zone=ZONE) is None
