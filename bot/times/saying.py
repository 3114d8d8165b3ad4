"""Instants said back to people, in their language: in full, by the clock, and as a distance from now.

No Slack mark-up. The words are in `tongues`, because `strftime` follows the process's locale. What is said
can be read again (`parser`), by a person of that language, as the same minute.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.times.tongues import tongue
from bot.times.zone_names import ZONES, city_zone

_HOURS_COUNT = 7 * 1440
"""Minutes up to which the hours of a distance are told."""


def say(at: datetime, zone: str, *, now: datetime | None = None) -> str:
    """An aware instant in `zone` (IANA), e.g. "Tuesday, December 1, 3:00 PM EST (New York)".

    The year is added when `now` is given and it is another one there.
    """
    local = at.astimezone(ZoneInfo(zone))
    today = None if now is None else now.astimezone(local.tzinfo).date()
    return f"{say_day(local.date(), today=today)}, {say_clock(at, zone)}{_place(local, zone)}"


def say_day(day: date, *, today: date | None = None) -> str:
    """A date without its year, e.g. "Tuesday, December 1"; with it if `today` is in another one."""
    words = tongue()
    template = words.day_of_year if today and today.year != day.year else words.day
    weekday, month = words.weekdays[day.weekday()], words.months[day.month - 1]
    return template.format(weekday=weekday, month=month, day=day.day, year=day.year)


def say_weekday(weekday: int) -> str:
    """A day of the week by its number; Monday is 0."""
    return tongue().weekdays[weekday]


def say_clock(at: datetime, zone: str) -> str:
    """The time of day of an aware instant in `zone` (IANA), e.g. "3:00 PM EST"."""
    local = at.astimezone(ZoneInfo(zone))
    half = tongue().halves[local.hour >= 12]  # noqa: PLR2004 - the twelve of the clock
    return f"{(local.hour - 1) % 12 + 1}:{local.minute:02} {half} {_abbreviation(local)}"


def say_short(at: datetime, zone: str, *, now: datetime) -> str:
    """An aware instant in `zone` (IANA) for where room is scarce, e.g. "Tue, Dec 1, 3:00 PM EST"."""
    local = at.astimezone(ZoneInfo(zone))
    today = now.astimezone(local.tzinfo).date()
    return f"{say_short_day(local.date(), today=today)}, {say_clock(at, zone)}"


def say_short_day(day: date, *, today: date) -> str:
    """A date for where room is scarce, e.g. "Tue, Dec 1"; with its year if `today` is in another one."""
    words = tongue()
    template = words.short_day_of_year if today.year != day.year else words.short_day
    weekday = words.weekdays[day.weekday()][: words.short]
    month = words.months[day.month - 1][: words.short]
    return template.format(weekday=weekday, month=month, day=day.day, year=day.year)


def say_date(day: date) -> str:
    """A date as short as can be, e.g. "Dec 1"."""
    words = tongue()
    return words.date.format(month=words.months[day.month - 1][: words.short], day=day.day)


def say_month(month: date) -> str:
    """The month that a date is in, e.g. "November 2026"."""
    words = tongue()
    return words.month_of_year.format(month=words.months[month.month - 1], year=month.year)


def say_zone(zone: str) -> str:
    """The clock of `zone` (IANA) by its place, e.g. "New York time"."""
    words = tongue()
    return words.zone.format(city=words.cities.get(zone) or _city(zone))


def say_distance(at: datetime, now: datetime) -> str:
    """How far an aware instant is from `now`, in real elapsed time: "in 2 days and 4 h", "1 h ago".

    From a week on nobody counts the hours: it is rounded to days.
    """
    words = tongue()
    minutes = int(abs(at.astimezone(UTC) - now.astimezone(UTC)) / timedelta(minutes=1))
    if not minutes:
        return words.now
    if minutes >= _HOURS_COUNT:
        minutes = (minutes + 720) // 1440 * 1440
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    named = [words.days[days > 1].format(count=days) if days else "", f"{hours} h" if hours else ""]
    if not days:
        named.append(f"{minutes} min" if minutes else "")
    first, *second = filter(None, named)
    distance = words.both.format(first=first, second=second[0]) if second else first
    return (words.ahead if at > now else words.ago).format(distance=distance)


def say_period(name: str) -> str:
    """One of the periods that have a name of their own, in English: "today", "next week"."""
    return tongue().periods[name][0]


def say_period_of(day: date, *, today: date) -> str:
    """A day that rooms are listed of; with its year if `today` is in another one."""
    return tongue().period_of_day.format(day=say_day(day, today=today))


def _abbreviation(local: datetime) -> str:
    """EST; letters that `read` does not know are an offset instead: UTC-03:00."""
    name = local.tzname() or ""
    if name.lower() in ZONES:
        return name
    return f"UTC{local.strftime('%z')[:3]}:{local.strftime('%z')[3:5]}"


def _place(local: datetime, zone: str) -> str:
    """The city in brackets; nothing where it would be read as another zone, or is no place: Etc/GMT+5."""
    if called := tongue().cities.get(zone):
        return f" ({called})"
    city = _city(zone)
    heard = city_zone(city)
    is_heard = heard is not None and local.astimezone(ZoneInfo(heard)).utcoffset() == local.utcoffset()
    return f" ({city})" if is_heard else ""


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")
