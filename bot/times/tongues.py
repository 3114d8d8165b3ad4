"""What days, clocks and distances are called in each language that the bot speaks: one table for each.

As a clinic's people in the US write it: a clock of 12 hours, a week that is named, no year where none is
needed. Not here: what people type, in these and other languages (`words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.language import Language, spoken


class Tongue(NamedTuple):
    """The words, and templates for what has another order in another language."""

    weekdays: tuple[str, ...]
    """From Monday on."""
    months: tuple[str, ...]
    short: int
    """How many letters of a weekday or month are left where room is scarce."""
    day: str
    day_of_year: str
    short_day: str
    short_day_of_year: str
    month_of_year: str
    date: str
    halves: tuple[str, str]
    """Before noon, and after it."""
    zone: str
    now: str
    ahead: str
    ago: str
    days: tuple[str, str]
    """One, and more."""
    both: str
    periods: Mapping[str, tuple[str, ...]]
    """A period in English -> how people say it; the first is how we do."""
    period_of_day: str
    cities: Mapping[str, str]
    """IANA zone -> what its city is called, where that is another name; each is read as that zone."""


_ENGLISH = Tongue(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    short=3,
    day="{weekday}, {month} {day}",
    day_of_year="{weekday}, {month} {day}, {year}",
    short_day="{weekday}, {month} {day}",
    short_day_of_year="{weekday}, {month} {day}, {year}",
    month_of_year="{month} {year}",
    date="{month} {day}",
    halves=("AM", "PM"),
    zone="{city} time",
    now="now",
    ahead="in {distance}",
    ago="{distance} ago",
    days=("{count} day", "{count} days"),
    both="{first} and {second}",
    periods={
        "today": ("today",),
        "tomorrow": ("tomorrow",),
        "this week": ("this week", "week"),
        "next week": ("next week",),
        "in the next 7 days": ("in the next 7 days", "the next 7 days", "next 7 days"),
    },
    period_of_day="{day}",
    cities={},
)
_SPANISH = Tongue(
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    short=3,
    day="{weekday} {day} de {month}",
    day_of_year="{weekday} {day} de {month} de {year}",
    short_day="{weekday} {day} {month}",
    short_day_of_year="{weekday} {day} {month} {year}",
    month_of_year="{month} de {year}",
    date="{day} {month}",
    halves=("a. m.", "p. m."),
    zone="hora de {city}",
    now="ahora",
    ahead="en {distance}",
    ago="hace {distance}",
    days=("{count} día", "{count} días"),
    both="{first} y {second}",
    periods={
        "today": ("hoy",),
        "tomorrow": ("mañana",),
        "this week": ("esta semana", "semana"),
        "next week": (
            *("la próxima semana", "próxima semana", "la semana próxima", "semana próxima"),
            *("la semana que viene", "semana que viene", "la siguiente semana", "siguiente semana"),
        ),
        "in the next 7 days": ("los próximos 7 días", "próximos 7 días"),
    },
    period_of_day="el {day}",
    cities={
        "America/New_York": "Nueva York",
        "America/Los_Angeles": "Los Ángeles",
        "America/Mexico_City": "Ciudad de México",
        "America/Havana": "La Habana",
        "America/Panama": "Panamá",
        "America/Bogota": "Bogotá",
        "America/Cancun": "Cancún",
        "America/Sao_Paulo": "São Paulo",
        "America/Indiana/Indianapolis": "Indianápolis",
        "Pacific/Honolulu": "Honolulú",
        "Europe/London": "Londres",
        "Europe/Paris": "París",
    },
)
TONGUES: Mapping[Language, Tongue] = {Language.ENGLISH: _ENGLISH, Language.SPANISH: _SPANISH}


def tongue() -> Tongue:
    """The table of the language that is spoken."""
    return TONGUES[spoken()]
