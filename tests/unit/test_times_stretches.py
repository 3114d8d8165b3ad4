"""From one clock to another, and how long: the begin is booked, the end is told."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, Question, Reason, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def walls(words: str) -> tuple[str, str | None]:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Instant), reading
    assert not reading.rest
    begin, end = (at and at.astimezone(ZoneInfo(NEW_YORK)) for at in (reading.at, reading.ends))
    assert begin
    return begin.strftime("%d %H:%M"), end.strftime("%d %H:%M") if end else None


@pytest.mark.parametrize(
    ("words", "begin", "end"),
    [
        ("tomorrow 3-4pm", "26 15:00", "26 16:00"),
        ("tomorrow from 3 to 4:30 pm", "26 15:00", "26 16:30"),
        ("tomorrow 11-1pm", "26 11:00", "26 13:00"),
        ("friday 9-11", "27 09:00", "27 11:00"),
        ("friday 11 to 12", "27 11:00", "27 12:00"),
        ("friday 12-1", "27 12:00", "27 13:00"),
        ("between 2 and 3pm tomorrow", "26 14:00", "26 15:00"),
        ("tomorrow 14:00–15:30", "26 14:00", "26 15:30"),
        ("dec 3 1440-1525", "03 14:40", "03 15:25"),
        ("tomorrow 10pm till midnight", "26 22:00", "27 00:00"),
        ("tomorrow 11pm - 1am", "26 23:00", "27 01:00"),
        ("noon to 1 tomorrow", "26 12:00", "26 13:00"),
        ("tomorrow 3pm for 45 minutes", "26 15:00", "26 15:45"),
        ("tomorrow at 3 for an hour and a half", "26 15:00", "26 16:30"),
        ("tomorrow 3pm (30 min)", "26 15:00", "26 15:30"),
        ("tomorrow 3pm for a half hour", "26 15:00", "26 15:30"),
        ("30 min tomorrow 3pm", "26 15:00", "26 15:30"),
        ("a 30 min session tomorrow 3pm", "26 15:00", "26 15:30"),
        ("tomorrow 3pm 30-minute session", "26 15:00", "26 15:30"),
        ("2026-12-03 15:00-16:00", "03 15:00", "03 16:00"),
        ("2026-12-03 15:00-05:00", "03 15:00", None),
        ("10 til noon tomorrow", "26 10:00", "26 12:00"),
        ("5 to 7 tomorrow", "26 17:00", "26 19:00"),
        ("tomorrow 3pm", "26 15:00", None),
    ],
)
def test_a_stretch_has_a_begin_and_an_end(words: str, begin: str, end: str | None) -> None:
    assert walls(words) == (begin, end)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("10 til 4 tomorrow", ["26 10:00", "26 15:50"]),
        ("tomorrow 10 to 4pm", ["26 10:00", "26 15:50"]),
        ("tomorrow 5 to noon", ["26 17:00", "26 11:55"]),
    ],
)
def test_a_long_stretch_may_be_minutes_before_the_hour(words: str, options: list[str]) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Question)
    assert [at.astimezone(ZoneInfo(NEW_YORK)).strftime("%d %H:%M") for at in reading.options] == options


@pytest.mark.parametrize(
    "words", ["3-4", "3 to 4", "1 to 10", "before 3pm tomorrow", "by 5pm", "after 5pm tomorrow", "until 5pm"]
)
def test_what_only_borders_on_a_time_is_asked_with_that_time(words: str) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Question)
    assert reading.reason is Reason.AMBIGUOUS
    assert len(reading.options) == 1


def test_an_end_behind_the_clock_change_is_real_time_later() -> None:
    night = datetime(2027, 3, 13, 15, 0, tzinfo=UTC)
    reading = read("tomorrow 1am for 2 hours", now=night, zone=NEW_YORK)
    assert isinstance(reading, Instant)
    assert reading.ends == datetime(2027, 3, 14, 8, 0, tzinfo=UTC)  # 4 AM EDT
