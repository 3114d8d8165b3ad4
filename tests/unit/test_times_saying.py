"""Instants said back, periods, and that what is said is read again as the same minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.times import Instant, Period, read, read_period, say, say_clock, say_distance

NEW_YORK = "America/New_York"
DECEMBER_1_3PM = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
US_ZONES = (
    *(NEW_YORK, "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Indiana/Indianapolis", "America/Detroit"),
)


def test_an_instant_is_said_with_its_day_zone_and_city() -> None:
    assert say(DECEMBER_1_3PM, NEW_YORK) == "Tuesday, December 1, 3:00 PM EST (New York)"
    assert say(DECEMBER_1_3PM, "UTC") == "Tuesday, December 1, 8:00 PM UTC"
    assert say(DECEMBER_1_3PM, "America/Sao_Paulo").endswith("5:00 PM UTC-03:00 (Sao Paulo)")


def test_the_year_is_said_when_it_is_another_one() -> None:
    assert say(DECEMBER_1_3PM, NEW_YORK, now=DECEMBER_1_3PM) == say(DECEMBER_1_3PM, NEW_YORK)
    earlier = datetime(2025, 12, 31, tzinfo=UTC)
    assert say(DECEMBER_1_3PM, NEW_YORK, now=earlier) == "Tuesday, December 1, 2026, 3:00 PM EST (New York)"


@pytest.mark.parametrize(("hour", "said"), [(5, "12:00 AM EST"), (17, "12:00 PM EST"), (14, "9:00 AM EST")])
def test_a_clock_is_said_with_its_half(hour: int, said: str) -> None:
    assert say_clock(datetime(2026, 12, 1, hour, tzinfo=UTC), NEW_YORK) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        *((0, "now"), (25, "in 25 min"), (60, "in 1 h"), (130, "in 2 h and 10 min")),
        *(
            (24 * 60, "in 1 day"),
            (52 * 60 + 5, "in 2 days and 4 h"),
            (263 * 60, "in 11 days"),
            (-60, "1 h ago"),
            (-1, "1 min ago"),
        ),
    ],
)
def test_a_distance_is_said_in_its_two_largest_parts(minutes: int, said: str) -> None:
    assert say_distance(WEDNESDAY_10AM + timedelta(minutes=minutes), WEDNESDAY_10AM) == said


@settings(max_examples=150, deadline=None)
@given(
    minutes=st.integers(min_value=1, max_value=2 * 365 * 24 * 60),
    zone=st.sampled_from(US_ZONES),
    home=st.sampled_from(US_ZONES),
)
def test_what_is_said_back_is_read_as_the_same_minute(minutes: int, zone: str, home: str) -> None:
    at = WEDNESDAY_10AM + timedelta(minutes=minutes)
    said = say(at, zone, now=WEDNESDAY_10AM)
    reading = read(said, now=WEDNESDAY_10AM, zone=home)
    assert isinstance(reading, Instant), said
    assert (reading.at, reading.rest) == (at, ""), said


@pytest.mark.parametrize(
    ("words", "first", "last", "name"),
    [
        ("", date(2026, 11, 25), date(2026, 11, 26), "today"),
        ("today", date(2026, 11, 25), date(2026, 11, 26), "today"),
        (" Tomorrow ", date(2026, 11, 26), date(2026, 11, 27), "tomorrow"),
        ("this week", date(2026, 11, 23), date(2026, 11, 30), "this week"),
        ("next week", date(2026, 11, 30), date(2026, 12, 7), "next week"),
        ("next 7 days", date(2026, 11, 25), date(2026, 12, 3), "in the next 7 days"),
        ("friday", date(2026, 11, 27), date(2026, 11, 28), "Friday, November 27"),
        ("wednesday", date(2026, 11, 25), date(2026, 11, 26), "Wednesday, November 25"),
        ("Dec 3", date(2026, 12, 3), date(2026, 12, 4), "Thursday, December 3"),
        ("12/3", date(2026, 12, 3), date(2026, 12, 4), "Thursday, December 3"),
        ("nov 20", date(2027, 11, 20), date(2027, 11, 21), "Saturday, November 20, 2027"),
        ("yesterday", date(2026, 11, 24), date(2026, 11, 25), "Tuesday, November 24"),
        ("last week", date(2026, 11, 16), date(2026, 11, 23), "Mon, Nov 16 – Sun, Nov 22"),
        ("last friday", date(2026, 11, 20), date(2026, 11, 21), "Friday, November 20"),
        ("december", date(2026, 12, 1), date(2027, 1, 1), "December 2026"),
        ("january", date(2027, 1, 1), date(2027, 2, 1), "January 2027"),
        ("nov 20 to dec 5", date(2026, 11, 20), date(2026, 12, 6), "Fri, Nov 20 – Sat, Dec 5"),
        ("dec 1 to dec 4", date(2026, 12, 1), date(2026, 12, 5), "Tue, Dec 1 – Fri, Dec 4"),
    ],
)
def test_a_period_is_whole_local_days(words: str, first: date, last: date, name: str) -> None:
    expected = Period(
        begins=datetime(first.year, first.month, first.day, 5, tzinfo=UTC),
        ends=datetime(last.year, last.month, last.day, 5, tzinfo=UTC),
        name=name,
    )
    assert read_period(words, now=WEDNESDAY_10AM, zone=NEW_YORK) == expected


@pytest.mark.parametrize("words", ["tomorrow 3pm", "whenever", "friday with pat", "feb 30"])
def test_what_is_no_period_is_not_understood(words: str) -> None:
    assert read_period(words, now=WEDNESDAY_10AM, zone=NEW_YORK) is None


@pytest.mark.parametrize(
    ("now", "hours"),
    [(datetime(2027, 3, 14, 15, tzinfo=UTC), 23), (datetime(2026, 11, 1, 15, tzinfo=UTC), 25)],
)
def test_a_day_on_which_clocks_change_has_its_own_length(now: datetime, hours: int) -> None:
    period = read_period("today", now=now, zone=NEW_YORK)
    assert period is not None
    assert period.ends - period.begins == timedelta(hours=hours)
