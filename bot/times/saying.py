"""Instants said back to people: in full, by the clock, and as a distance from now.

Only English, and no Slack mark-up. Names are written out here because `strftime` follows the
process's locale.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.times.zone_names import ZONES, city_zone

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say(at: datetime, zone: str, *, now: datetime | None = None) -> str:
    """An aware instant in `zone` (IANA), e.g. "Tuesday, December 1, 3:00 PM EST (New York)".

    The year is added when `now` is given and it is another one there.
    """
    local = at.astimezone(ZoneInfo(zone))
    is_other_year = now is not None and now.astimezone(local.tzinfo).year != local.year
    year = f", {local.year}" if is_other_year else ""
    return f"{say_day(local.date())}{year}, {say_clock(at, zone)}{_place(local, zone)}"


def say_day(day: date, *, today: date | None = None) -> str:
    """A date without its year, e.g. "Tuesday, December 1"; with it if `today` is in another one."""
    year = f", {day.year}" if today and today.year != day.year else ""
    return f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}{year}"


def say_clock(at: datetime, zone: str) -> str:
    """The time of day of an aware instant in `zone` (IANA), e.g. "3:00 PM EST"."""
    local = at.astimezone(ZoneInfo(zone))
    half = "AM" if local.hour < 12 else "PM"  # noqa: PLR2004 - the twelve of the clock
    return f"{(local.hour - 1) % 12 + 1}:{local.minute:02} {half} {_abbreviation(local)}"


def say_short(at: datetime, zone: str, *, now: datetime) -> str:
    """An aware instant in `zone` (IANA) for where room is scarce, e.g. "Tue, Dec 1, 3:00 PM EST"."""
    local = at.astimezone(ZoneInfo(zone))
    year = f", {local.year}" if now.astimezone(local.tzinfo).year != local.year else ""
    day = f"{WEEKDAYS[local.weekday()][:3]}, {MONTHS[local.month - 1][:3]} {local.day}"
    return f"{day}{year}, {say_clock(at, zone)}"


def say_zone(zone: str) -> str:
    """The clock of `zone` (IANA) by its place, e.g. "New York time"."""
    return f"{_city(zone)} time"


def say_distance(at: datetime, now: datetime) -> str:
    """How far an aware instant is from `now`, in real elapsed time: "in 2 days and 4 h", "1 h ago"."""
    minutes = int(abs(at.astimezone(UTC) - now.astimezone(UTC)) / timedelta(minutes=1))
    if not minutes:
        return "now"
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    named = [f"{days} day{'s' if days > 1 else ''}" if days else "", f"{hours} h" if hours else ""]
    if not days:
        named.append(f"{minutes} min" if minutes else "")
    distance = " and ".join(part for part in named if part)
    return f"in {distance}" if at > now else f"{distance} ago"


def _abbreviation(local: datetime) -> str:
    """EST; letters that `read` does not know are an offset instead: UTC-03:00."""
    name = local.tzname() or ""
    if name.lower() in ZONES:
        return name
    return f"UTC{local.strftime('%z')[:3]}:{local.strftime('%z')[3:5]}"


def _place(local: datetime, zone: str) -> str:
    """The city in brackets; nothing where it would be read as another zone, or is no place: Etc/GMT+5."""
    city = _city(zone)
    heard = city_zone(city)
    is_heard = heard is not None and local.astimezone(ZoneInfo(heard)).utcoffset() == local.utcoffset()
    return f" ({city})" if is_heard else ""


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")
