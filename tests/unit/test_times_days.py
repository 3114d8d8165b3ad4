"""Days as people name them, one way of saying it in each row.

It is Wednesday, November 25, 2026, 10 AM in New York.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, Question, Reason, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def wall(words: str, locale: str = "en-US") -> str:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK, locale=locale)
    if isinstance(reading, Instant):
        return (
            reading.at.astimezone(ZoneInfo(NEW_YORK)).strftime("%Y-%m-%d %H:%M") + f" {reading.rest}".rstrip()
        )
    if isinstance(reading, Question):
        return f"{reading.reason.value} {reading.day}"
    return "not understood"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # relative
        ("day after tomorrow at 3pm", "2026-11-27 15:00"),
        ("3pm the day after tomorrow", "2026-11-27 15:00"),
        ("overmorrow 3pm", "2026-11-27 15:00"),
        ("the day after next 6pm", "2026-11-27 18:00"),
        ("next day at noon", "2026-11-26 12:00"),
        ("the following day 9am", "2026-11-26 09:00"),
        ("tomorrow week 3pm", "2026-12-03 15:00"),
        ("tonight at 8", "2026-11-25 20:00"),
        ("tonite 8", "2026-11-25 20:00"),
        # weekdays
        ("monday week 3pm", "2026-12-07 15:00"),
        ("friday after next 3pm", "2026-12-04 15:00"),
        ("next next monday 3pm", "2026-12-07 15:00"),
        ("three fridays from now at 3pm", "2026-12-11 15:00"),
        ("2 mondays from now 3pm", "2026-12-07 15:00"),
        ("monday two weeks from now 3pm", "2026-12-07 15:00"),
        ("a week from monday at noon", "2026-12-07 12:00"),
        ("two weeks from tomorrow at 9am", "2026-12-10 09:00"),
        ("friday the week after next 3pm", "2026-12-11 15:00"),
        ("following friday 3pm", "2026-12-04 15:00"),
        ("next business day 9am", "2026-11-26 09:00"),
        ("next weekday 9am", "2026-11-26 09:00"),
        # the day of a month
        ("the 5th at 3pm", "2026-12-05 15:00"),
        ("the third at 3pm", "2026-12-03 15:00"),
        ("on the twenty second at 3pm", "2026-12-22 15:00"),
        ("the 27 at 3pm", "2026-11-27 15:00"),
        ("5th of next month 3pm", "2026-12-05 15:00"),
        ("the 5th of the month after next 3pm", "2027-01-05 15:00"),
        ("3pm on the last day of the month", "2026-11-30 15:00"),
        ("end of the month 3pm", "2026-11-30 15:00"),
        ("end of next month at 3pm", "2026-12-31 15:00"),
        ("end of the year 3pm", "2026-12-31 15:00"),
        ("first day of next year 3pm", "2027-01-01 15:00"),
        ("end of the week 3pm", "ambiguous None"),
        ("the 30th lunchtime at 12", "2026-11-30 12:00"),
        ("dec 3 - 12 noon", "2026-12-03 12:00"),
        ("the first day of march 3pm", "2027-03-01 15:00"),
        ("beginning of january 9am", "2027-01-01 09:00"),
        ("thursday (12.) 3pm", "weekday-mismatch 2026-12-12"),
        ("saturday (12.) 3pm", "2026-12-12 15:00"),
        ("friday 27 3pm", "2026-11-27 15:00"),
        # dates
        ("dec 3rd 3pm", "2026-12-03 15:00"),
        ("dec/3 3pm", "2026-12-03 15:00"),
        ("3 / 12 3pm", "2027-03-12 15:00"),
        ("december the 3rd at 3pm", "2026-12-03 15:00"),
        ("3rd of december, 2026 3pm", "2026-12-03 15:00"),
        ("3-dec-26 3pm", "2026-12-03 15:00"),
        ("Dec 3rd, '27 3pm", "2027-12-03 15:00"),
        ("12/3/'26 3pm", "2026-12-03 15:00"),
        ("12.25.2026 3pm", "2026-12-25 15:00"),
        ("dec 0 3pm", "invalid-date None"),
        ("5/0 3pm", "invalid-date None"),
        ("december 1ts 3pm", "2026-12-01 15:00"),
        ("2026 dec 3 3pm", "2026-12-03 15:00"),
        ("2026-Dec-03 3pm", "2026-12-03 15:00"),
        ("20261203 3pm", "2026-12-03 15:00"),
        ("dec 3 15:00 2027", "2027-12-03 15:00"),
        ("thu dec 3 15:00:00 EST 2026", "2026-12-03 15:00"),
        ("feb 29 3pm", "2028-02-29 15:00"),
        ("feb 30 3pm", "invalid-date None"),
        ("2026-13-01 3pm", "invalid-date None"),
        ("sunday 6/12 3pm", "2026-12-06 15:00"),
        ("tuesday 12/1 3pm", "2026-12-01 15:00"),  # january 12 is one too
        # nth weekdays
        ("2nd friday in february 3pm", "2027-02-12 15:00"),
        ("last friday of the month 3pm", "2026-11-27 15:00"),
        ("second to last friday in december 3pm", "2026-12-18 15:00"),
        ("first monday of next month 9am", "2026-12-07 09:00"),
        ("the closest monday to dec 5 at 3pm", "2026-12-07 15:00"),
        # holidays
        ("christmas eve 9am", "2026-12-24 09:00"),
        ("xmas day at 6 pm", "2026-12-25 18:00"),
        ("new year's day 10am", "2027-01-01 10:00"),
        ("valentine's day at 3pm", "2027-02-14 15:00"),
        ("thanksgiving 3pm", "2026-11-26 15:00"),
        ("black friday 3pm", "2026-11-27 15:00"),
        ("mother's day 3pm", "2027-05-09 15:00"),
        ("memorial day 2027 3pm", "2027-05-31 15:00"),
        ("presidents' day 3pm", "2027-02-15 15:00"),
        ("good friday 3pm", "2027-03-26 15:00"),
        ("easter monday 2028 3pm", "2028-04-17 15:00"),
        ("the day after christmas 3pm", "2026-12-26 15:00"),
        ("2 days before christmas at 3pm", "2026-12-23 15:00"),
        # misspelt by one letter
        ("tomorow 3pm", "2026-11-26 15:00"),
        ("wedensday 3pm next week", "2026-12-02 15:00"),
        ("thrusday 3pm", "2026-11-26 15:00"),
        ("decembr 3 3pm", "2026-12-03 15:00"),
        ("frday 3pm", "2026-11-27 15:00"),
        ("romorrow 3pm", "2026-11-26 15:00"),
        ("mondey 3pm", "2026-11-30 15:00"),
        ("thuesday 3pm", "2026-11-25 15:00 thuesday"),  # two days are as near
        ("nextfriday 3pm", "2026-12-04 15:00"),
        ("friday nextweek 3pm", "2026-12-04 15:00"),
        ("fridaynight 8pm", "2026-11-27 20:00"),
        ("netx friday 3pm", "2026-12-04 15:00"),
        ("tomorrow aftenoon at 3", "2026-11-26 15:00"),
        # may be a person
        ("tom 3pm", "ambiguous None"),
        ("tom", "need-time 2026-11-26"),
        ("with tom friday 3pm", "2026-11-27 15:00 with tom"),
        ("for tom at 3pm", "2026-11-25 15:00 for tom"),
        ("augusta tomorrow 3pm", "2026-11-26 15:00 augusta"),
        # half read would be wrong
        ("feb 5 am", "not understood"),
    ],
)
def test_a_day_is_found(words: str, expected: str) -> None:
    assert wall(words) == expected


def test_a_weekday_far_ahead_is_asked_with_the_nearer_dates() -> None:
    """Somebody who says "wednesday the 5th" in November hardly means a day in May."""
    reading = read("wednesday the 5th 3pm", now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Question)
    assert reading.reason is Reason.WEEKDAY_MISMATCH
    days = [at.astimezone(ZoneInfo(NEW_YORK)).date().isoformat() for at in reading.options]
    assert days == ["2026-12-05", "2026-12-02", "2027-05-05"]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en-US", "2027-03-12 15:00"), ("en-GB", "2026-12-03 15:00"), ("en-CA", "ambiguous None")],
)
def test_the_place_decides_what_3_12_means(locale: str, expected: str) -> None:
    assert wall("3/12 3pm", locale) == expected


@pytest.mark.parametrize(
    ("words", "reason", "count"),
    [
        ("friday dec 4 2pm or 3pm", Reason.MULTIPLE, 2),
        ("friday or the 4th 3pm", Reason.MULTIPLE, 2),
        ("tomorrow or friday 3pm", Reason.MULTIPLE, 2),
        ("tomorrow and every friday 3pm", Reason.MULTIPLE, 0),
    ],
)
def test_several_times_are_asked_with_each_of_them(words: str, reason: Reason, count: int) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(reading, Question)
    assert (reading.reason, len(reading.options)) == (reason, count)


@pytest.mark.parametrize(
    ("words", "locale", "day", "other"),
    [
        ("3.12. 3pm", "en-US", "2026-12-03", "2027-03-12"),
        ("1.2.2027 3pm", "en-US", "2027-02-01", "2027-01-02"),
        ("12.03.2026 3pm", "en-US", "2026-12-03", None),  # the twelfth of March is over
        ("12.25.2026 3pm", "en-US", "2026-12-25", None),
        ("1.2.2027 15:00", "de-DE", "2027-02-01", None),
        ("monday 2.1.2027 3pm", "en-US", "2027-02-01", None),  # the second of January is a Saturday
    ],
)
def test_a_dotted_date_has_its_other_order_one_click_away(
    words: str, locale: str, day: str, other: str | None
) -> None:
    reading = read(words, now=WEDNESDAY_10AM, zone=NEW_YORK, locale=locale)
    assert isinstance(reading, Instant)
    days = [at.astimezone(ZoneInfo(NEW_YORK)).date().isoformat() for at in (reading.at, *reading.others)]
    assert days == [day, other] if other else days == [day]
