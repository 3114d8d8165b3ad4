"""The same words of what lies behind: who looks a session up that is over says "dec 2 11am" or "monday" too.

    dec 2, 12/2, thanksgiving      the last one: up to a year back
    the 20th                       up to a month
    monday, this monday            up to a week
    next monday, tomorrow, 3pm     nothing: they say which

`read` takes all of them for the next ones. Not here: whether anything lies ahead, so that those are meant.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.times.days import DayOfMonth, Dotted, MonthDay, Slashed, Weekday, add
from bot.times.marking import marked
from bot.times.moveable import EasterDay, NthWeekday
from bot.times.parser import read
from bot.times.reading import NotUnderstood, Reading
from bot.times.words.lexer import composed, fold
from bot.times.words.tokens import Kind
from bot.times.zones import midnight, today_in

_A_DAY, _A_WEEK, _A_YEAR = timedelta(days=1), timedelta(days=7), timedelta(days=364)
_DATES = (MonthDay, Slashed, Dotted, NthWeekday, EasterDay)
"""Days that come once a year, where no year is said."""


def read_behind(words: str, *, now: datetime, zone: str, locale: str = "en-US") -> Reading:
    """What the words mean of what lies behind; `NotUnderstood` where they cannot be meant so.

    Args and raises: as `read`. The times are aware UTC, and those that lie ahead of `now` are not meant.
    """
    today = today_in(zone, now)
    said = [mark.meaning for mark in marked(fold(composed(words)), locale[:2]).marks]
    if any(isinstance(day, _DATES) and not getattr(day, "year", None) for day in said):
        since = today - _A_YEAR
    elif any(isinstance(day, DayOfMonth) and day.months is None for day in said):
        since = add(today, months=-1) + _A_DAY
    elif any(isinstance(day, Weekday) and _is_any(day) for day in said):
        since = today - _A_WEEK
    else:
        return NotUnderstood(rest=words.strip())
    return read(words, now=midnight(since, zone), zone=zone, locale=locale)


def _is_any(day: Weekday) -> bool:
    """Whether it may be the last one: not "next monday", nor that of a week that is said."""
    return day.which in (None, Kind.THIS) and day.weeks is None and day.skipped is None
