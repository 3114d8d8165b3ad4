"""Zones in the words, and the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.times import Instant, Question, Reading, Reason, is_zone, read

NEW_YORK = "America/New_York"
NOW = datetime(2026, 9, 30, 15, 0, tzinfo=UTC)


def said(words: str, zone: str = NEW_YORK) -> Reading:
    return read(words, now=NOW, zone=zone)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "at", "zone"),
    [
        ("tomorrow 3pm", "2026-10-01T22:00", "America/Los_Angeles"),
        ("tomorrow 3pm ET", "2026-10-01T19:00", NEW_YORK),
        ("tomorrow 3pm, ET", "2026-10-01T19:00", NEW_YORK),
        ("3pm ET tomorrow", "2026-10-01T19:00", NEW_YORK),
        ("dec 3 3pm ET", "2026-12-03T20:00", NEW_YORK),
        ("tomorrow 3pm EDT", "2026-10-01T19:00", NEW_YORK),
        ("dec 3 3pm EST", "2026-12-03T20:00", NEW_YORK),
        ("tomorrow 3pm CT", "2026-10-01T20:00", "America/Chicago"),
        ("tomorrow 3pm mt", "2026-10-01T21:00", "America/Denver"),
        ("tomorrow 3pm pacific", "2026-10-01T22:00", "America/Los_Angeles"),
        ("tomorrow 3pm Eastern time", "2026-10-01T19:00", NEW_YORK),
        ("tomorrow 3pm New York time", "2026-10-01T19:00", NEW_YORK),
        ("tomorrow 3pm chicago time", "2026-10-01T20:00", "America/Chicago"),
        ("tomorrow 3pm America/Chicago", "2026-10-01T20:00", "America/Chicago"),
        ("tomorrow 3pm (Phoenix)", "2026-10-01T22:00", "America/Phoenix"),
        ("tomorrow 3pm UTC", "2026-10-01T15:00", "UTC"),
        ("tomorrow 3pm +02:00", "2026-10-01T13:00", "America/Los_Angeles"),
        ("tomorrow 3pm UTC+2", "2026-10-01T13:00", "America/Los_Angeles"),
    ],
)
def test_a_zone_in_the_words_goes_first(words: str, at: str, zone: str) -> None:
    reading = said(words, "America/Los_Angeles")
    assert isinstance(reading, Instant)
    assert (reading.at, reading.zone, reading.rest) == (utc(at), zone, "")


def test_est_on_a_summer_day_is_asked() -> None:
    question = said("tomorrow 3pm EST")
    assert isinstance(question, Question)
    assert question.reason is Reason.AMBIGUOUS
    assert question.options == (utc("2026-10-01T19:00"), utc("2026-10-01T20:00"))


def test_mst_in_phoenix_is_the_summer_clock_too() -> None:
    reading = said("tomorrow 3pm MST", "America/Phoenix")
    assert isinstance(reading, Instant)
    assert (reading.at, reading.zone) == (utc("2026-10-01T22:00"), "America/Phoenix")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("mar 14 2027 2:30am", "2027-03-14T06:30", "2027-03-14T07:30"),
        ("mar 14 2027 2am", "2027-03-14T06:00", "2027-03-14T07:00"),
        ("2027-03-14 02:59", "2027-03-14T06:59", "2027-03-14T07:59"),
    ],
)
def test_a_time_that_the_spring_night_skips_is_asked(words: str, before: str, after: str) -> None:
    question = said(words)
    assert isinstance(question, Question)
    assert (question.reason, question.options) == (Reason.DST_GAP, (utc(before), utc(after)))


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("nov 1 1:30am", "2026-11-01T05:30", "2026-11-01T06:30"),
        ("nov 7 2027 1am", "2027-11-07T05:00", "2027-11-07T06:00"),
    ],
)
def test_a_time_that_the_autumn_night_repeats_is_asked(words: str, first: str, second: str) -> None:
    question = said(words)
    assert isinstance(question, Question)
    assert (question.reason, question.options) == (Reason.DST_FOLD, (utc(first), utc(second)))


@pytest.mark.parametrize(
    ("words", "at"),
    [("nov 1 1:30am EDT", "2026-11-01T05:30"), ("nov 1 1:30am EST", "2026-11-01T06:30")],
)
def test_the_abbreviation_says_which_of_two_it_is(words: str, at: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert reading.at == utc(at)


@pytest.mark.parametrize("words", ["mar 14 2027 3am", "mar 14 2027 1:59am", "nov 1 12:59am", "nov 1 2am"])
def test_the_minutes_beside_a_change_are_clear(words: str) -> None:
    assert isinstance(said(words), Instant)


def test_zones_are_those_of_the_tz_database() -> None:
    assert is_zone(NEW_YORK)
    assert not any(is_zone(name) for name in ("", "America", "America/Nowhere", "../etc", "a\0b", "New York"))
