"""What people type, and the one instant that it means."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, NotUnderstood, Reading, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def said(
    words: str, *, now: datetime = WEDNESDAY_10AM, zone: str = NEW_YORK, locale: str = "en-US"
) -> Reading:
    return read(words, now=now, zone=zone, locale=locale)


def wall(reading: Reading) -> str | None:
    """The local time of an instant, as it would be typed in ISO."""
    if not isinstance(reading, Instant):
        return None
    return reading.at.astimezone(ZoneInfo(reading.zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tomorrow 3pm", "2026-11-26 15:00"),
        ("3p tomorrow", "2026-11-26 15:00"),
        ("3pmtomorrow", "2026-11-26 15:00"),
        ("tomorrow3pm", "2026-11-26 15:00"),
        ("TOMORROW 3PM", "2026-11-26 15:00"),
        ("tomorrow, 9 pm", "2026-11-26 21:00"),
        ("tmrw 3:30 p.m.", "2026-11-26 15:30"),
        ("tommorow 15:30", "2026-11-26 15:30"),
        ("tomorrow 15h30", "2026-11-26 15:30"),
        ("tomorrow 8.30pm", "2026-11-26 20:30"),
        ("tomorrow 1530", "2026-11-26 15:30"),
        ("tomorrow noon", "2026-11-26 12:00"),
        ("9 o'clock tomorrow", "2026-11-26 09:00"),
        ("half past 2 tomorrow", "2026-11-26 14:30"),
        ("quarter to 4 tomorrow", "2026-11-26 15:45"),
        ("ten to four tomorrow", "2026-11-26 15:50"),
        ("tomorrow at seven thirty pm", "2026-11-26 19:30"),
        ("tomorrow, 3-ish", "2026-11-26 15:00"),
        ("tomorrow morning at 7", "2026-11-26 07:00"),
        ("3 in the afternoon tomorrow", "2026-11-26 15:00"),
        ("3pm", "2026-11-25 15:00"),
        ("9am", "2026-11-26 09:00"),  # over for today
        ("midnight", "2026-11-26 00:00"),
        ("tonight at 8", "2026-11-25 20:00"),
        ("this evening at 6", "2026-11-25 18:00"),
        ("tues 4p", "2026-12-01 16:00"),
        ("thurs noon", "2026-11-26 12:00"),
        ("wendesday 9am", "2026-12-02 09:00"),  # today's is over
        ("this friday 3pm", "2026-11-27 15:00"),
        ("coming friday 3pm", "2026-11-27 15:00"),
        ("tuesday next week 2pm", "2026-12-01 14:00"),
        ("friday 3pm next week", "2026-12-04 15:00"),
        ("the 5th at 3pm", "2026-12-05 15:00"),
        ("3pm on friday the 4th", "2026-12-04 15:00"),
        ("7am on the 5th of next month", "2026-12-05 07:00"),
        ("Dec 3rd 3pm", "2026-12-03 15:00"),
        ("3 December 2026 3pm", "2026-12-03 15:00"),
        ("December 3, 3pm", "2026-12-03 15:00"),
        ("Wednesday, 2nd December, 12.16 pm.", "2026-12-02 12:16"),
        ("Nov 3 3pm", "2027-11-03 15:00"),  # over for this year
        ("2nd friday in february at 9am", "2027-02-12 09:00"),
        ("xmas at 10", "2026-12-25 10:00"),
        ("12/3 3pm", "2026-12-03 15:00"),
        ("15/12 3pm", "2026-12-15 15:00"),  # there is no month 15
        ("3.12. 15:00", "2026-12-03 15:00"),
        ("2026-12-03 15:00", "2026-12-03 15:00"),
        ("2026-12-03T15:00-05:00", "2026-12-03 15:00"),
        ("2026-12-03T20:00:00Z", "2026-12-03 15:00"),
        ("<!date^1796155200^{date} at {time}|Dec 1>", "2026-12-01 15:00"),
        ("in 2 hours", "2026-11-25 12:00"),
        ("in 45 min", "2026-11-25 10:45"),
        ("in 5h", "2026-11-25 15:00"),
        ("in 2h30m", "2026-11-25 12:30"),
        ("in 1.5 hours", "2026-11-25 11:30"),
        ("in an hour and a half", "2026-11-25 11:30"),
        ("in half an hour", "2026-11-25 10:30"),
        ("2 days from now at noon", "2026-11-27 12:00"),
        ("a week from monday at noon", "2026-12-07 12:00"),
        ("a fortnight from monday 3pm", "2026-12-14 15:00"),
        ("5 hours after noon", "2026-11-25 17:00"),
        ("20 min before 3pm tomorrow", "2026-11-26 14:40"),
        ("now", "2026-11-25 10:00"),
    ],
)
def test_everyday_words_mean_one_instant(words: str, expected: str) -> None:
    reading = said(words)
    assert wall(reading) == expected
    assert reading.rest == ""


@pytest.mark.parametrize(
    ("words", "expected", "other"),
    [
        ("tomorrow at 7", "2026-11-26T07:00", "2026-11-26T19:00"),
        ("tomorrow at 6", "2026-11-26T18:00", "2026-11-26T06:00"),
        ("tomorrow 03:30", "2026-11-26T03:30", "2026-11-26T15:30"),
        ("at 7", "2026-11-26T07:00", "2026-11-25T19:00"),
        ("next friday at 10", "2026-12-04T10:00", "2026-11-27T10:00"),
    ],
)
def test_the_less_likely_reading_is_one_click_away(words: str, expected: str, other: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    zone = ZoneInfo(NEW_YORK)
    assert reading.at == datetime.fromisoformat(expected).replace(tzinfo=zone)
    assert reading.others == (datetime.fromisoformat(other).replace(tzinfo=zone),)


@pytest.mark.parametrize(
    "words", ["tomorrow at 3", "tomorrow at 9", "tomorrow at 12", "tomorrow 0900", "next monday 3pm"]
)
def test_a_clear_reading_has_no_other(words: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert reading.others == ()


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("tomorrow 3pm with pat@example.com", "with pat@example.com"),
        ("book a room for tomorrow at 3pm with pat@example.com, please", "with pat@example.com"),
        ("please schedule a room on friday at 3pm for <@U1> ref 12345", "for <@U1> ref 12345"),
        ("for <@U1> tomorrow 3pm", "for <@U1>"),
        ("with pat, tomorrow at 9, thanks!", "with pat"),
        ("tomorrow 3pm with +1 202 555 0143", "with +1 202 555 0143"),
        ("call 555-123-4567 tomorrow 3pm", "call 555-123-4567"),
        ("ref 1530 tomorrow 3pm", "ref 1530"),
        ("tomorrow 3pm mrn 4411", "mrn 4411"),
        ("tomorrow 3pm dob 3/4/1980", "dob 3/4/1980"),
        ("$300 tomorrow 3pm", "$300"),
        ("room 4 tomorrow 3pm", "4"),
        ("3f9c-11 tomorrow 3pm", "3f9c-11"),
        ("tomorrow 3pm pt pat@example.com", "pt pat@example.com"),
        ("tomorrow 3pm CT w/ sam", "w/ sam"),
        ("tomorrow 3pm w/o an interpreter", "w/o an interpreter"),
    ],
)
def test_what_is_not_time_is_left_over(words: str, rest: str) -> None:
    reading = said(words)
    assert wall(reading) in ("2026-11-26 15:00", "2026-11-26 09:00", "2026-11-27 15:00")
    assert reading.rest == rest


@pytest.mark.parametrize(
    "words",
    [
        *("", "   ", "hello", "may", "This may or may not be right.", "two three", "7", "2026", "177505"),
        *("202-555-0143", "+1 202 555 0143", "pat1530@example.com", "ref 1530", "$300", "#1530", "A4 A5"),
        *(
            "3f9c1530-0143",
            "https://example.com/2026/12/03",
            "<@U123>",
            "<!channel>",
            "schedule me a 1:1 meeting",
        ),
        *("twice weekly", "once in a while", "every 2 hours", "weekly in 2 hours"),
        *("I worked 5 hours", "feb 5 am", "good morning", "BUN/Cr of 30/4.85"),
    ],
)
def test_what_holds_no_single_time_is_not_understood(words: str) -> None:
    assert said(words) == NotUnderstood(rest=words.strip())


def test_an_instant_is_a_whole_minute_and_never_before_now() -> None:
    now = datetime(2026, 11, 25, 15, 0, 20, tzinfo=UTC)
    reading = said("in 5 minutes", now=now)
    assert isinstance(reading, Instant)
    assert reading.at == datetime(2026, 11, 25, 15, 6, tzinfo=UTC)


def test_days_are_those_of_the_zone_and_not_of_utc() -> None:
    late = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)  # still Wednesday evening in New York
    assert wall(said("tomorrow 3pm", now=late)) == "2026-11-26 15:00"
    assert wall(said("tomorrow 3pm", now=late, zone="Europe/Paris")) == "2026-11-27 15:00"


def test_a_naive_now_or_an_unknown_zone_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        said("tomorrow 3pm", now=WEDNESDAY_10AM.replace(tzinfo=None))
    with pytest.raises(ValueError, match="IANA"):
        said("tomorrow 3pm", zone="Mars/Olympus")


@pytest.mark.parametrize(
    "words",
    [
        *("hi, can we do tomorrow at 3?", "good morning, tomorrow 3pm", "let's meet tomorrow 3pm please"),
        *("does tomorrow 3pm work", "how about tomorrow 3pm", "i'd like tomorrow at 3", "tomorrow 3pm or so"),
    ],
)
def test_politeness_is_not_asked_about(words: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert (wall(reading), reading.rest) == ("2026-11-26 15:00", "")


def test_pt_may_be_the_trade_and_not_the_zone() -> None:
    reading = said("tomorrow 3pm PT")
    assert isinstance(reading, Instant)
    assert reading.zone == "America/Los_Angeles"
    assert reading.others == (datetime(2026, 11, 26, 20, 0, tzinfo=UTC),)
    at_home = said("tomorrow 3pm PT", zone="America/Los_Angeles")
    assert isinstance(at_home, Instant)
    assert at_home.others == ()
