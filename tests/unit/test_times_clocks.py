"""Times of day as people write and speak them, one way in each row, and numbers that are none.

It is Wednesday, November 25, 2026, 10 AM in New York.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, NotUnderstood, Question, Reason, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def wall(words: str) -> str:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    if isinstance(reading, Instant):
        return reading.at.astimezone(ZoneInfo(NEW_YORK)).strftime("%d %H:%M") + f" {reading.rest}".rstrip()
    return reading.reason.value if isinstance(reading, Question) else "not understood"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # minutes beside the hour
        ("half-past 3 tomorrow", "26 15:30"),
        ("tomorrow quarter 'til 4", "26 15:45"),
        ("tomorrow at ten to four", "26 15:50"),
        ("tomorrow at 15 to 4", "26 15:45"),
        ("tomorrow ten of four", "26 15:50"),
        ("5 after 3 tomorrow", "26 15:05"),
        ("tomorrow five after noon", "26 12:05"),
        ("tomorrow - 15 minutes after 3", "26 15:15"),
        # hour and minutes in words
        ("tomorrow at three-thirty", "26 15:30"),
        ("three-thirty p.m. tomorrow", "26 15:30"),
        ("dec 3 three thirty", "03 15:30"),
        ("tomorrow three o five", "26 15:05"),
        ("tomorrow, two thirty with pat", "26 14:30 with pat"),
        ("two thirty pound weights tomorrow 3pm", "26 15:00 two thirty pound weights"),
        # on a 24 hour clock
        ("tomorrow fifteen thirty hours", "26 15:30"),
        ("nineteen hundred hours tomorrow", "26 19:00"),
        ("tomorrow oh nine hundred", "26 09:00"),
        ("tomorrow two hundred patients", "need-time"),
        ("tomorrow 1900", "26 19:00"),
        ("friday 1930", "27 19:30"),
        ("friday at 2015", "27 20:15"),
        ("2015 pm tomorrow", "26 20:15"),
        ("0930 tomorrow", "26 09:30"),
        ("9.30 tomorrow", "26 09:30"),
        ("tomorrow - 1900hrs", "26 19:00"),
        ("tomorrow - 1500", "26 15:00"),
        ("dec 3 1500", "03 15:00"),
        # signs
        ("tomorrow 3;30pm", "26 15:30"),
        ("tomorrow *3pm*", "26 15:00"),
        ("the 30th _3pm_", "30 15:00"),
        ("tomorrow - 9", "26 09:00"),
        ("3:00 PM - Thursday, December 3, 2026", "03 15:00"),
        # a half of the day as a word
        ("tomorrow am at 9", "26 09:00"),
        ("friday 9 in the am", "27 09:00"),
        ("friday pm", "need-time"),
        # minutes have two digits
        ("aprl 5 3pm", "05 15:00"),
        ("the friday after this one 3pm", "ambiguous"),
    ],
)
def test_a_clock_is_found(words: str, expected: str) -> None:
    assert wall(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        *("M54.5", "S83.511A", "H1N1", "L4-L5", "at 100%", "3x10", "ROM 0-120", "at 0"),
        *("pain 7/10 now", "A-1207", "30 minute session", "a 1 hour visit"),
    ],
)
def test_a_number_of_the_clinic_is_no_clock(words: str) -> None:
    assert not isinstance(read(words, now=WEDNESDAY_10AM, zone=NEW_YORK), Instant)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("LBP M54.5 tomorrow 3pm", "LBP M54.5"),
        ("ref A-1207 tomorrow 3pm", "ref A-1207"),
        ("tomorrow 3pm DOB: 03/04/1980", "DOB: 03/04/1980"),
        ("tomorrow 3pm, 3x10 squats", "3x10 squats"),
        ("tomorrow 3pm for ACL follow up", "for ACL follow up"),
        ("class of '98, tomorrow 3pm", "class of '98"),
    ],
)
def test_it_is_left_beside_a_time(words: str, rest: str) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Instant)
    assert reading.at == datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
    assert reading.rest == rest


@pytest.mark.parametrize(
    "words",
    [
        *("no earlier than 3pm tomorrow", "tomorrow 3pm or later", "tomorrow 3pm at the latest"),
        *("tomorrow 3pm onwards", "tomorrow past 3pm", "not tomorrow at 3pm", "can't do tomorrow 3pm"),
        *("tomorrow 3pm doesn't work", "anything but 3pm tomorrow"),
    ],
)
def test_a_limit_or_a_refusal_is_not_that_time(words: str) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Question)
    assert (reading.reason, len(reading.options)) == (Reason.AMBIGUOUS, 1)


def test_a_refusal_without_a_time_is_not_understood() -> None:
    assert isinstance(read("not tomorrow", now=WEDNESDAY_10AM, zone=NEW_YORK), NotUnderstood)


@pytest.mark.parametrize(
    ("words", "hour", "rest"),
    [
        ("tomorrow 3pm PT", 18, ""),
        ("3pm tomorrow PT", 18, ""),
        ("tomorrow 3pm P.T.", 18, ""),
        ("tomorrow 3pm (central)", 16, ""),
        ("tomorrow 3pm, central", 16, ""),
        ("tomorrow 3pm US/Central", 16, ""),
        ("tomorrow 3pm LA time", 18, ""),
        ("tomorrow 3pm in LA", 18, ""),
        ("tomorrow 3pm west coast", 18, ""),
        ("tomorrow (Chicago time) 3pm", 16, ""),
        ("tomorrow 3pm zulu", 10, ""),
        # a physical therapist, a patient
        ("tomorrow 3pm pt. jane", 15, "pt. jane"),
        ("tomorrow 3pm pt: jane", 15, "pt: jane"),
        ("tomorrow 3pm pt April", 15, "pt April"),
        ("tomorrow 3pm pt 12", 15, "pt 12"),
        ("tomorrow 3pm PT visit", 15, "PT"),
        ("tomorrow PT at 3pm", 15, "PT"),
        ("5'10\" pt tomorrow 3pm", 15, "5'10\" pt"),
        ("tomorrow 3pm, Pacific Heights", 15, "Pacific Heights"),
    ],
)
def test_a_zone_is_told_from_a_person(words: str, hour: int, rest: str) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Instant)
    assert reading.at.astimezone(ZoneInfo(NEW_YORK)).hour == hour
    assert reading.rest == rest
