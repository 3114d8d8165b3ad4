"""Times as people read them, in a room's own zone and with that zone's name and offset beside them.

Not here: any clock, and any reading of times.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def day(instant: datetime, zone: str) -> str:
    """`Thursday, July 2, 2026`."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%A, %B} {local.day}, {local.year}"


def hour(instant: datetime, zone: str) -> str:
    """`2:00 PM`."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"  # noqa: PLR2004 - noon


def zone_name(instant: datetime, zone: str) -> str:
    """`CDT (UTC-5)` with a real minus sign; the offset alone where the zone has no letters of its own."""
    offset, named = _offset(instant.astimezone(ZoneInfo(zone))), letters(instant, zone)
    return offset if named == offset else f"{named} ({offset})"


def letters(instant: datetime, zone: str) -> str:
    """`CDT`, or the offset where the zone has no letters of its own."""
    local = instant.astimezone(ZoneInfo(zone))
    named = local.strftime("%Z")
    return named if named.isalpha() else _offset(local)


def place(zone: str) -> str:
    """`New York`: the city that a zone is named after."""
    return zone.rpartition("/")[2].replace("_", " ")


def length(span: timedelta) -> str:
    """`25 min`, `1 h 5 min`, `3 days`; under a minute it says so."""
    if span < _MINUTE:
        return "less than a minute"
    if span >= 2 * timedelta(days=1):
        return f"{span // timedelta(days=1)} days"
    hours, minutes = span // _HOUR, span % _HOUR // _MINUTE
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes))


def _offset(local: datetime) -> str:
    away = local.utcoffset() or timedelta()
    sign, away = ("+", away) if away >= timedelta() else ("\N{MINUS SIGN}", -away)
    hours, minutes = away // _HOUR, away % _HOUR // _MINUTE
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
