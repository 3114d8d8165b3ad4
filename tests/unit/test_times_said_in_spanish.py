"""Instants said back in Spanish, as a clinic in the US writes it, and read again as the same minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.language import Language, speaking
from bot.times import (
    Instant,
    read,
    read_period,
    say,
    say_clock,
    say_day,
    say_distance,
    say_short,
    say_zone,
)
from bot.times.tongues import TONGUES

NEW_YORK = "America/New_York"
DECEMBER_1_3PM = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
US_ZONES = (
    *(NEW_YORK, "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Indiana/Indianapolis", "America/Detroit"),
)
ZONES = (*US_ZONES, "UTC", *TONGUES[Language.SPANISH].cities)


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    with speaking(Language.SPANISH):
        yield


def test_an_instant_is_said_in_spanish() -> None:
    assert say(DECEMBER_1_3PM, NEW_YORK) == "martes 1 de diciembre, 3:00 p. m. EST (Nueva York)"
    assert say(DECEMBER_1_3PM, "America/Phoenix") == "martes 1 de diciembre, 1:00 p. m. MST (Phoenix)"
    earlier = datetime(2025, 12, 31, tzinfo=UTC)
    assert say(DECEMBER_1_3PM, "UTC", now=earlier) == "martes 1 de diciembre de 2026, 8:00 p. m. UTC"


def test_its_parts_are_said_in_spanish() -> None:
    assert say_short(DECEMBER_1_3PM, NEW_YORK, now=DECEMBER_1_3PM) == "mar 1 dic, 3:00 p. m. EST"
    earlier = datetime(2025, 12, 31, tzinfo=UTC)
    assert say_short(DECEMBER_1_3PM, NEW_YORK, now=earlier) == "mar 1 dic 2026, 3:00 p. m. EST"
    assert say_clock(DECEMBER_1_3PM - timedelta(hours=6), NEW_YORK) == "9:00 a. m. EST"
    assert say_day(date(2026, 12, 2)) == "miércoles 2 de diciembre"
    assert say_zone(NEW_YORK) == "hora de Nueva York"
    assert say_zone("America/Chicago") == "hora de Chicago"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        *((0, "ahora"), (25, "en 25 min"), (60, "en 1 h"), (130, "en 2 h y 10 min")),
        *((24 * 60, "en 1 día"), (52 * 60 + 5, "en 2 días y 4 h"), (-60, "hace 1 h"), (-1, "hace 1 min")),
    ],
)
def test_a_distance_is_said_in_spanish(minutes: int, said: str) -> None:
    assert say_distance(WEDNESDAY_10AM + timedelta(minutes=minutes), WEDNESDAY_10AM) == said


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    minutes=st.integers(min_value=1, max_value=2 * 365 * 24 * 60),
    zone=st.sampled_from(ZONES),
    home=st.sampled_from(US_ZONES),
    locale=st.sampled_from(["es-LA", "es-US", "es-ES"]),
    is_short=st.booleans(),
)
def test_what_is_said_in_spanish_is_read_as_the_same_minute(
    minutes: int, zone: str, home: str, locale: str, *, is_short: bool
) -> None:
    at = WEDNESDAY_10AM + timedelta(minutes=minutes)
    said = say_short(at, zone, now=WEDNESDAY_10AM) if is_short else say(at, zone, now=WEDNESDAY_10AM)
    reading = read(said, now=WEDNESDAY_10AM, zone=zone if is_short else home, locale=locale)
    assert isinstance(reading, Instant), said
    assert (reading.at, reading.rest) == (at, ""), said


@pytest.mark.parametrize("zone", TONGUES[Language.SPANISH].cities)
def test_a_city_is_read_as_it_is_called(zone: str) -> None:
    said = f"mañana a las 3 de la tarde {say_zone(zone)}"
    reading = read(said, now=WEDNESDAY_10AM, zone="America/Denver", locale="es-US")
    expected = read("tomorrow 3pm", now=WEDNESDAY_10AM, zone=zone)

    assert isinstance(reading, Instant)
    assert isinstance(expected, Instant)
    assert reading.at == expected.at


@pytest.mark.parametrize(
    ("words", "first", "last", "name"),
    [
        ("", date(2026, 11, 25), date(2026, 11, 26), "hoy"),
        ("hoy", date(2026, 11, 25), date(2026, 11, 26), "hoy"),
        (" Mañana ", date(2026, 11, 26), date(2026, 11, 27), "mañana"),
        ("manana", date(2026, 11, 26), date(2026, 11, 27), "mañana"),
        ("tomorrow", date(2026, 11, 26), date(2026, 11, 27), "mañana"),
        ("esta semana", date(2026, 11, 23), date(2026, 11, 30), "esta semana"),
        ("la semana que viene", date(2026, 11, 30), date(2026, 12, 7), "la próxima semana"),
        ("próxima semana", date(2026, 11, 30), date(2026, 12, 7), "la próxima semana"),
        ("viernes", date(2026, 11, 27), date(2026, 11, 28), "el viernes 27 de noviembre"),
        ("3 de diciembre", date(2026, 12, 3), date(2026, 12, 4), "el jueves 3 de diciembre"),
    ],
)
def test_a_period_is_read_and_named_in_spanish(words: str, first: date, last: date, name: str) -> None:
    period = read_period(words, now=WEDNESDAY_10AM, zone=NEW_YORK, locale="es-LA")

    assert period is not None
    assert period.name == name
    assert (period.begins.date(), period.ends.date()) == (first, last)
