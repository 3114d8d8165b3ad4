"""A series with dates that are left out: they are its own dates, or it is said that they were not read."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Question, Reading, Reason, Series, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def said(words: str) -> Reading:
    return read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)


def series(words: str) -> Series:
    reading = said(words)
    assert isinstance(reading, Series), reading
    return reading


def days(starts: tuple[datetime, ...]) -> list[str]:
    return [f"{at.astimezone(ZoneInfo(NEW_YORK)):%m-%d}" for at in starts]


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        ("every tue 3pm for 6 weeks except dec 22", ["12-22"]),
        ("every tue 3pm except dec 22 for 6 weeks", ["12-22"]),
        ("every tue except dec 22 at 3pm x6", ["12-22"]),
        ("every tue 3pm x6, except dec 22", ["12-22"]),
        ("every tue 3pm x6 not dec 22", ["12-22"]),
        ("every tue 3pm x6 but not on dec 22", ["12-22"]),
        ("every tue 3pm x6, can't do dec 22", ["12-22"]),
        ("every tue 3pm x6 skip dec 22", ["12-22"]),
        ("every tue 3pm x6 skipping 12/22 and 12/29", ["12-22", "12-29"]),
        ("every tue 3pm x6 without dec 22", ["12-22"]),
        ("every tue 3pm x6 except the 22nd", ["12-22"]),
        ("every tue 3pm x6 except the 22nd and 29th", ["12-22", "12-29"]),
        ("every tue 3pm x6 except dec 22 and 29", ["12-22", "12-29"]),
        ("every tue 3pm x6 except dec 22nd, 29th and jan 5th", ["12-22", "12-29", "01-05"]),
        ("every tue 3pm x6 except tue dec 22 and tue dec 29", ["12-22", "12-29"]),
        ("every tue 3pm x6 except next tuesday", ["12-01"]),
        ("every tue 3pm x6 except next week", ["12-01"]),
        ("every tue 3pm x6 except the week of dec 21", ["12-22"]),
        ("every tue 3pm x6 except christmas week", ["12-22"]),
        ("every tue 3pm x6 except in january", ["01-05"]),
        ("every tue 3pm x6 except dec 20 - jan 3", ["12-22", "12-29"]),
        ("every tue 3pm x6 except dec 22-29", ["12-22", "12-29"]),
        ("every tue 3pm x6 except from mon dec 21 through fri jan 1", ["12-22", "12-29"]),
        ("every tue 3pm x6 not dec 22 or 29", ["12-22", "12-29"]),
        ("every tue 3pm x6 (no session on dec 22)", ["12-22"]),
        ("every tue 3pm x6 except the week of dec 20", ["12-22"]),
        ("except dec 22, every tue 3pm x6", ["12-22"]),
        ("every tue 3pm x6, no dec 22", ["12-22"]),
        ("every tue 3pm x6 excpet dec 22", ["12-22"]),
        ("todos los martes a las 3pm x6 excepto los días 22 y 29 de diciembre", ["12-22", "12-29"]),
        ("tous les mardis à 15h pendant 6 semaines sauf les 22 et 29 décembre", ["12-22", "12-29"]),
        ("every fri 3pm x6 except christmas", ["12-25"]),
        ("every fri 3pm x6 except christmas and new year's day", ["12-25", "01-01"]),
        ("daily 9am x10 except tomorrow", ["11-26"]),
        ("every fri 3pm x7 except holidays", ["11-27", "12-25", "01-01"]),
        ("every fri 3pm x7 except for the holidays", ["11-27", "12-25", "01-01"]),
        ("daily 9am x40 except the 1st of each month", ["12-01", "01-01"]),
        ("todos los martes a las 15h durante 6 semanas excepto el 22 de diciembre", ["12-22"]),
        ("todos los martes a las 15h durante 6 semanas menos el 22 de diciembre", ["12-22"]),
        ("todos los martes a las 15h durante 6 semanas menos 22 de diciembre", ["12-22"]),
        ("todos los martes a las 15h durante 6 semanas salvo el 22 y el 29 de diciembre", ["12-22", "12-29"]),
        (
            "todos los martes a las 15h durante 6 semanas menos del 20 de diciembre al 3 de enero",
            ["12-22", "12-29"],
        ),
        ("mardis à 15h pendant 6 semaines sauf du 20 décembre au 3 janvier", ["12-22", "12-29"]),
        ("todos los viernes a las 15h durante 7 semanas excepto festivos", ["11-27", "12-25", "01-01"]),
        ("tous les mardis à 15h pendant 6 semaines sauf le 22 décembre", ["12-22"]),
        ("tous les mardis à 15h pendant 6 semaines sauf le 22 et le 29 décembre", ["12-22", "12-29"]),
    ],
)
def test_dates_are_left_out_and_count_all_the_same(words: str, left_out: list[str]) -> None:
    reading = series(words)
    assert (days(reading.left_out), reading.rest) == (left_out, "")
    assert not {*reading.left_out} & {*reading.starts}
    assert len(reading.offered) == (reading.recurrence.total or 6)
    assert reading.offered == tuple(sorted(reading.offered))


def test_of_a_series_with_an_end_those_before_it_remain() -> None:
    reading = series("tuesdays and thursdays 4pm until feb 1 except dec 24, dec 31 and jan 7")
    assert days(reading.left_out) == ["12-24", "12-31", "01-07"]
    assert (len(reading.starts), len(reading.offered)) == (16, 19)


def test_four_mondays_without_the_third() -> None:
    reading = series("every monday 10am x4 not dec 14")
    assert days(reading.starts) == ["11-30", "12-07", "12-21"]


def test_weekdays_come_off_the_rule_and_dates_off_its_days() -> None:
    reading = series("daily 9am x8 except weekends and dec 2")
    assert days(reading.starts) == ["11-26", "11-27", "11-30", "12-01", "12-03", "12-04", "12-07"]
    assert days(reading.left_out) == ["12-02"]


@pytest.mark.parametrize(
    "words", ["every day but sundays 9am x6", "9am daily but sunday x6", "every day but sunday x6 9am"]
)
def test_every_day_but_one_leaves_that_one_out(words: str) -> None:
    assert days(series(words).starts) == ["11-26", "11-27", "11-28", "11-30", "12-01", "12-02"]


def test_the_hour_is_asked_of_the_first_date_that_is_in() -> None:
    reading = said("every tue x6 except dec 1")
    assert isinstance(reading, Question)
    assert (reading.reason, f"{reading.day:%m-%d}") == (Reason.NEED_TIME, "12-08")
    assert reading.recurrence
    assert days(series("every tue x6 except dec 1 15:00").starts)[0] == "12-08"


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("every tue 3pm x6 except dec 23", "except dec 23"),
        ("every tue 3pm x6 except dec 22 and dec 23", "dec 23"),
        ("every tue 3pm x6 not dec 23", "not dec 23"),
        ("every tue 3pm x6 except monday", "except monday"),
        ("every tue 3pm x6 except the 23rd", "except the 23rd"),
        ("every tue 3pm x6 except feb 30", "except feb 30"),
        ("every tue 3pm x6 except tue dec 23", "except tue dec 23"),
        ("every tue 3pm x6 except the last one", "except the last one"),
        ("every tue 3pm x6 except in june", "except in june"),
        ("every tue 3pm x6 except dec 24 and 25", "except dec 24 and 25"),
        ("every tue 3pm x6 except may 20 - may 24", "except may 20 - may 24"),
    ],
)
def test_an_exception_that_is_no_date_of_it_is_told(words: str, rest: str) -> None:
    reading = series(words)
    assert reading.rest.removeprefix("and ") == rest
    assert days(reading.left_out) == (["12-22"] if "22" in words else [])


def test_that_no_date_is_a_holiday_is_no_mistake() -> None:
    reading = series("every tue 3pm x6 except holidays")
    assert (reading.left_out, reading.rest) == ((), "")


@pytest.mark.parametrize(
    "words",
    [
        "every tue 3pm x6 except at 4pm",
        "dec 1-5 3pm except in december",
        "every other day 9am x6 but not weekends",
    ],
)
def test_what_cannot_be_left_out_is_asked(words: str) -> None:
    assert not isinstance(said(words), Series)


@pytest.mark.parametrize("words", ["not dec 22", "friday 3pm not dec 22", "tomorrow at 3pm, skip friday"])
def test_without_a_series_nothing_is_left_out_of_one(words: str) -> None:
    assert not isinstance(said(words), Series)


def test_an_endless_one_leaves_them_out_too() -> None:
    reading = series("every tue 3pm except dec 22")
    assert (reading.is_cut, days(reading.left_out), len(reading.offered)) == (True, ["12-22"], 60)
