"""Stretches of local days that rooms are listed of: those to come, and those that lie behind.

    today, tomorrow, this week, next week, the next 7 days       by their names, in any language of the bot
    friday, dec 2, yesterday                                      the next such day, and `behind` the last
    last week, last month, november, nov 1 to nov 15              as reports read them (`spans`)

Not here: which of the two is meant: who lists looks ahead first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.times.behind import read_behind
from bot.times.parser import read
from bot.times.reading import Period, Question, Reading, Reason
from bot.times.saying import say_period, say_period_of
from bot.times.spans import read_days
from bot.times.stretches import Days, say_days
from bot.times.tongues import TONGUES
from bot.times.words.lexer import composed, fold
from bot.times.zones import midnight, today_in

_A_WEEK = 7
_PERIODS = {
    "today": (0, 1),
    "tomorrow": (1, 1),
    "this week": (0, _A_WEEK),
    "next week": (7, _A_WEEK),
    "in the next 7 days": (0, 8),
}
"""How many days ahead of today, or for a week of its Monday, each begins; and how many it has."""


def read_period(words: str, *, now: datetime, zone: str, locale: str = "en-US") -> Period | None:
    """The stretch of local days that the words mean, or None: "" and "today", "friday", "12/3", "last week".

    Args:
        words: As typed; nothing but the period.
        now: Aware.
        zone: IANA name of the person who asks; the period begins and ends at midnights there.
        locale: As in `read`.

    Raises:
        ValueError: `now` is naive or `zone` is no IANA zone.
    """
    today = today_in(zone, now)
    if name := _named(fold(composed(" ".join(words.split()))) or "today"):
        ahead, days = _PERIODS[name]
        begins = today - timedelta(days=today.weekday()) if days == _A_WEEK else today
        return _period(begins + timedelta(days=ahead), days, say_period(name), zone)
    if day := _day(read(words, now=midnight(today, zone), zone=zone, locale=locale)):
        return _period(day, 1, say_period_of(day, today=today), zone)
    stretch = read_days(words, now=now, zone=zone, locale=locale)
    if stretch and stretch.last < today:
        stretch = read_days(words, now=now, zone=zone, locale=locale, is_ahead=True)
    return _of_days(stretch, today, zone) if stretch else None


def read_period_behind(words: str, *, now: datetime, zone: str, locale: str = "en-US") -> Period | None:
    """The last such stretch, where `read_period` takes the words for the next one: "dec 2", "monday", "june".

    Args and raises: as `read_period`.
    """
    today = today_in(zone, now)
    if day := _day(read_behind(words, now=now, zone=zone, locale=locale)):
        return _period(day, 1, say_period_of(day, today=today), zone) if day < today else None
    days = read_days(words, now=now, zone=zone, locale=locale)
    is_behind = days is not None and days.first < days.last < today
    return _of_days(days, today, zone) if days and is_behind else None


def _day(reading: Reading) -> date | None:
    """The day that was said, and nothing else."""
    if not isinstance(reading, Question) or reading.rest or reading.recurrence:
        return None
    return reading.day if reading.reason in (Reason.NEED_TIME, Reason.PAST) else None


def _named(folded: str) -> str | None:
    """The period that is called so, in any language that the bot speaks."""
    periods = (each for tongue in TONGUES.values() for each in tongue.periods.items())
    return next((name for name, called in periods if folded in map(fold, called)), None)


def _of_days(days: Days, today: date, zone: str) -> Period:
    if days.first == days.last:
        return _period(days.first, 1, say_period_of(days.first, today=today), zone)
    begins, ends = days.bounds(zone)
    return Period(begins=begins, ends=ends, name=say_days(days, today=today))


def _period(begins: date, days: int, name: str, zone: str) -> Period:
    ends = begins + timedelta(days=days)
    return Period(begins=midnight(begins, zone), ends=midnight(ends, zone), name=name)
