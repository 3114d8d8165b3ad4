"""Stretches of days as people ask for reports, said on Wednesday, November 25, 2026, at 10 AM in New York."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language, speaking
from bot.times import Days, read_days, say_days

ZONE = "America/New_York"
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)


def read(words: str, locale: str = "en-US") -> str | None:
    days = read_days(words, now=NOW, zone=ZONE, locale=locale)
    return f"{days.first} {days.last}" if days else None


WEEK, LAST_WEEK = "2026-11-23 2026-11-29", "2026-11-16 2026-11-22"
NOVEMBER, OCTOBER = "2026-11-01 2026-11-30", "2026-10-01 2026-10-31"
FORTNIGHT, THIRTY = "2026-11-01 2026-11-15", "2026-10-27 2026-11-25"
SAID = {
    WEEK: ("", "this week", "week", "the week", "This Week?", "esta semana", "semana", "cette semaine"),
    LAST_WEEK: ("last week", "the last week", "previous week", "la semana pasada", "la semaine dernière"),
    NOVEMBER: (
        *("november", "nov", "Nov.", "in november", "november 2026", "2026-11", "11/2026", "this month"),
        *("2026-11-01 to 2026-11-30", "2026-11-01..2026-11-30", "2026-11-01 – 2026-11-30", "noviembre"),
        *("from november 1 through november 30", "noviembre de 2026", "este mes", "month"),
    ),
    OCTOBER: ("october", "last month", "the previous month", "el mes pasado", "le mois dernier", "oct"),
    "2025-12-01 2025-12-31": ("december", "december 2025", "dec", "diciembre"),
    FORTNIGHT: (
        *("nov 1 to nov 15", "nov 1 - 15", "nov 1-15", "from 11/1 to 11/15", "between nov 1 and nov 15"),
        *("2026-11-01 to 2026-11-15", "del 1 de noviembre al 15 de noviembre", "november 1-15"),
    ),
    "2025-11-01 2025-11-15": ("nov 1-15, 2025", "nov 1 2025 to nov 15 2025"),
    THIRTY: (
        *("last 30 days", "the last 30 days", "past 30 days", "los últimos 30 días", "30 derniers jours"),
        "les 30 derniers jours",
    ),
    "2026-10-29 2026-11-25": ("last 4 weeks", "the past 4 weeks", "las últimas 4 semanas"),
    "2026-08-26 2026-11-25": ("past 3 months", "last 3 months", "los últimos 3 meses"),
    "2026-07-01 2026-09-30": ("q3", "3q", "Q3 2026", "last quarter", "el trimestre pasado"),
    "2026-10-01 2026-12-31": ("q4", "this quarter", "quarter"),
    "2025-01-01 2025-12-31": ("2025", "last year", "el año pasado", "l'année dernière"),
    "2026-10-01 2026-11-30": ("october to november", "oct - nov"),
    "2026-10-05 2026-11-25": ("since october 5", "since oct 5", "desde el 5 de octubre"),
    "2026-11-02 2026-11-08": ("week of nov 4", "the week of november 2", "la semana del 4 de noviembre"),
    "2026-11-25 2026-11-25": ("today", "hoy", "nov 25", "aujourd'hui"),
    "2026-11-24 2026-11-24": ("yesterday", "ayer", "tuesday", "last tuesday", "hier"),
    "2025-12-20 2025-12-20": ("dec 20",),
    "2026-12-20 2026-12-20": ("dec 20 2026", "2026-12-20"),
    "2026-11-26 2026-11-26": ("tomorrow",),
    "2025-12-15 2026-01-10": ("dec 15 to jan 10",),
    "2026-11-30 2026-12-06": ("next week",),
    "2026-11-15 2027-01-10": ("nov 15 to jan 10",),
    "2026-01-01 2026-12-31": ("2026", "this year", "year", "jan 1 to dec 31"),
}
NOTHING = (
    *("foo", "tomorrow 3pm", "every tuesday", "lee", "q5", "2026-13", "feb 30", "to", "-", "from"),
    *("last 0 days", "last 9999 years", "nov 15 2026 to nov 1 2026", "0000", "11/0000", "last 5 apples"),
    *("1900 to 2026", "x" * 5000, "last week and more", "+" * 90, "last week with pat@example.com"),
    *("nov 15 to nov 1", "last week to last month 2pm"),
)


@pytest.mark.parametrize(("days", "words"), [(days, said) for days, all_ in SAID.items() for said in all_])
def test_days_are_read_as_people_ask_for_them(words: str, days: str) -> None:
    assert read(words) == days


@pytest.mark.parametrize("words", NOTHING)
def test_what_is_no_stretch_of_days_is_not_guessed(words: str) -> None:
    assert read(words) is None


def test_dates_are_read_in_the_order_of_the_reader() -> None:
    assert read("3/11/2026", "en-GB") == "2026-11-03 2026-11-03"
    assert read("3/11/2026") == "2026-03-11 2026-03-11"


@settings(deadline=None)
@given(words=st.text(max_size=60))
def test_no_words_break_it(words: str) -> None:
    found = read_days(words, now=NOW, zone=ZONE)
    assert found is None or found.first <= found.last


def test_a_week_of_a_clock_change_has_its_own_hours() -> None:
    spring = Days(date(2026, 3, 2), date(2026, 3, 8)).bounds(ZONE)
    autumn = Days(date(2026, 10, 26), date(2026, 11, 1)).bounds(ZONE)
    hour = timedelta(hours=1)
    assert spring[1] - spring[0] == 7 * A_DAY - hour
    assert autumn[1] - autumn[0] == 7 * A_DAY + hour


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("last week", "2026-11-09 2026-11-15"),
        ("november", OCTOBER),
        ("march", "2026-02-01 2026-02-28"),
        ("q1", "2025-10-01 2025-12-31"),
        ("2026", "2025-01-01 2025-12-31"),
        ("nov 1-15", "2026-10-17 2026-10-31"),
        ("today", "2026-11-24 2026-11-24"),
        ("oct - nov", "2026-08-01 2026-09-30"),
    ],
)
def test_what_it_is_compared_with_is_as_long(words: str, before: str) -> None:
    days = read_days(words, now=NOW, zone=ZONE)
    assert days
    assert " ".join(map(str, days.before())) == before


def test_it_is_split_where_something_begins() -> None:
    days = Days(date(2026, 11, 25), date(2026, 12, 8))
    weeks = days.split(lambda day: day.weekday() == 0)
    assert [(each.first.day, each.last.day) for each in weeks] == [(25, 29), (30, 6), (7, 8)]
    assert len(days.split(lambda _day: True)) == 14
    assert days.split(lambda _day: False) == (days,)


@pytest.mark.parametrize(
    ("words", "english", "spanish"),
    [
        ("november", "November 2026", "noviembre de 2026"),
        ("2025", "2025", "2025"),
        ("last week", "Mon, Nov 16 – Sun, Nov 22", "lun 16 nov – dom 22 nov"),
        ("yesterday", "Tuesday, November 24", "martes 24 de noviembre"),
        ("dec 15 to jan 10", "Mon, Dec 15, 2025 – Sat, Jan 10", "lun 15 dic 2025 – sáb 10 ene"),
        ("q4", "Thu, Oct 1 – Thu, Dec 31", "jue 1 oct – jue 31 dic"),
    ],
)
def test_they_are_said_back(words: str, english: str, spanish: str) -> None:
    days = read_days(words, now=NOW, zone=ZONE)
    assert days
    assert say_days(days, today=TODAY) == english
    with speaking(Language.SPANISH):
        assert say_days(days, today=TODAY) == spanish
