"""Words that dateparser gets silently wrong, or not at all: each must be right or asked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, NotUnderstood, Question, Reading, Reason, read

NEW_YORK = "America/New_York"
WEDNESDAY_10_17AM = datetime(2026, 11, 25, 15, 17, tzinfo=UTC)


def wall(reading: Reading) -> str | None:
    if not isinstance(reading, Instant):
        return None
    return reading.at.astimezone(ZoneInfo(NEW_YORK)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tomorrow at 3", "2026-11-26 15:00"),  # dateparser: 10:17, the clock of now
        ("friday at 3:30", "2026-11-27 15:30"),  # 03:30
        ("at 3", "2026-11-25 15:00"),  # a date in March
        ("1530", "2026-11-25 15:30"),  # the year 1530
        ("monday 9", "2026-11-30 09:00"),  # 20 September
        ("july 3 3pm ET", "2027-07-03 15:00"),  # an hour off in summer
        ("tmrw 3pm", "2026-11-26 15:00"),  # None, as all that follow
        ("tues 4p", "2026-12-01 16:00"),
        ("half past 3 tomorrow", "2026-11-26 15:30"),
        ("next friday at 10", "2026-12-04 10:00"),
        ("tuesday next week 2pm", "2026-12-01 14:00"),
        ("tomorrow 3pm with pat", "2026-11-26 15:00"),
    ],
)
def test_what_dateparser_gets_wrong_is_right(words: str, expected: str) -> None:
    assert wall(read(words, now=WEDNESDAY_10_17AM, zone=NEW_YORK)) == expected


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("friday", Reason.NEED_TIME),  # midnight
        ("today 9am", Reason.PAST),  # in the past despite "future"
        ("mar 14 2027 2:30am", Reason.DST_GAP),  # a time that does not exist
        ("nov 7 2027 1:30am", Reason.DST_FOLD),  # chosen silently
    ],
)
def test_what_dateparser_guesses_is_asked(words: str, reason: Reason) -> None:
    question = read(words, now=WEDNESDAY_10_17AM, zone=NEW_YORK)
    assert isinstance(question, Question)
    assert question.reason is reason


@pytest.mark.parametrize("words", ["3pm utc+20", "3pm gmt+15:30", "3pm +20:00", "3pm utc+5:75"])
def test_no_clock_on_earth_is_that_far_from_utc(words: str) -> None:
    reading = read(words, now=WEDNESDAY_10_17AM, zone=NEW_YORK)
    assert not isinstance(reading, Instant) or reading.rest, "such an offset must not settle a time"


def test_two_times_in_two_zones_at_once_raise_nothing() -> None:
    late = datetime(2026, 11, 25, 23, tzinfo=UTC)  # at +05:00 tomorrow's midnight is over, in Los Angeles not
    reading = read("midnight or 3pm PT +05:00", now=late, zone="UTC")
    assert isinstance(reading, Question)
    assert all(at >= late for at in reading.options)


def test_tomorrow_across_the_spring_change_keeps_its_wall_time() -> None:
    before = datetime(2027, 3, 13, 15, 0, tzinfo=UTC)
    assert wall(read("tomorrow 10am", now=before, zone=NEW_YORK)) == "2027-03-14 10:00"


def test_two_hours_are_real_hours_across_the_spring_change() -> None:
    night = datetime(2027, 3, 14, 6, 0, tzinfo=UTC)  # 1 AM EST
    assert wall(read("in 2 hours", now=night, zone=NEW_YORK)) == "2027-03-14 04:00"


@pytest.mark.parametrize(
    ("words", "locale", "expected"),
    [
        ("morgen um 15:30", "de-DE", "2026-11-26 15:30"),
        ("Montag 15:30", "de-DE", "2026-11-30 15:30"),
        ("morgen um 3", "de-DE", None),  # dateparser: the 3rd, at the clock of now
        ("tomorrow 3pm with pat@example.com", "de-DE", "2026-11-26 15:00"),
    ],
)
def test_the_second_parser_is_believed_only_with_its_clock_in_the_text(
    words: str, locale: str, expected: str | None
) -> None:
    reading = read(words, now=WEDNESDAY_10_17AM, zone=NEW_YORK, locale=locale)
    assert wall(reading) == expected
    assert expected or isinstance(reading, NotUnderstood)


@pytest.mark.parametrize(
    ("words", "locale", "rest"),
    [
        ("jeden Dienstag 15:30", "de-DE", "jeden Dienstag"),
        ("morgen um 15:30", "en-US", "morgen um"),  # not this person's language
    ],
)
def test_where_it_is_not_believed_its_words_are_left_over(words: str, locale: str, rest: str) -> None:
    assert read(words, now=WEDNESDAY_10_17AM, zone=NEW_YORK, locale=locale).rest == rest


def test_dateparser_is_not_loaded_for_what_the_grammar_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)  # an import would fail
    assert wall(read("tomorrow 3pm", now=WEDNESDAY_10_17AM, zone=NEW_YORK)) == "2026-11-26 15:00"
