"""An hour without a day, where the day is known from elsewhere: "move my friday session to 3pm" is on friday.

Alone the same words mean the next time it is that late (`parser`).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.times.parser import read
from bot.times.reading import Instant

_ANY_DAYS = (date(2026, 3, 10), date(2026, 3, 14))
"""Words that say an hour and no day fall on either: a tuesday and a saturday, no holidays."""
_FIRST_MINUTE = time(0, 1)
_HOUR = re.compile(r"\s*(0?[1-9]|1\d|2[0-3])\s*")


def as_hour(words: str) -> str:
    """The words for where a time is asked for: "4" is a clock there, "4:00"; elsewhere it may be anything."""
    bare = _HOUR.fullmatch(words)
    return f"{bare[1]}:00" if bare else words


def hour_on(words: str, day: date, *, now: datetime, zone: str, locale: str = "en-US") -> Instant | None:
    """The words' hour on `day` (local in `zone`, IANA); None if they say a day themselves, or no sure hour.

    None too where that hour has passed at `now` (aware UTC).
    """
    if not all(_falls_on(each, words, zone, locale) for each in _ANY_DAYS):
        return None
    reading = read(f"{day.isoformat()} {words}", now=now, zone=zone, locale=locale)
    return reading if isinstance(reading, Instant) else None


def _falls_on(day: date, words: str, zone: str, locale: str) -> bool:
    begins = datetime.combine(day, _FIRST_MINUTE, ZoneInfo(zone))
    reading = read(words, now=begins, zone=zone, locale=locale)
    return isinstance(reading, Instant) and reading.at.astimezone(ZoneInfo(zone)).date() == day
