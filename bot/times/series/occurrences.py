"""The days of a series in the calendar, and its starts on the clocks of a zone.

    begins, interval 1            the first day that fits, from today or from where the series begins
    every other week              counted from that first day
    3 PM through a DST change     stays 3 PM: each start is placed on its own day
    2:30 AM in a DST gap          moves to 3:30 AM of that day, and is listed
    1:30 AM in a DST fold         the first pass

`dateutil` counts the days and is imported where it is needed: most words are no series, and it costs a start
of the process 20 ms. Not here: what the words mean (`composition`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from bot.times.placing import Asked, place
from bot.times.reading import MOST_SESSIONS, Freq, Reason, Recurrence

_FREQS: dict[Freq, Literal[0, 1, 2, 3]] = {
    Freq.YEARLY: 0,
    Freq.MONTHLY: 1,
    Freq.WEEKLY: 2,
    Freq.DAILY: 3,
}
"""As `dateutil.rrule` numbers them."""
_LAST_DAY = date(2100, 12, 31)
_END_OF_DAY = time(23, 59)
_OLDEST_BEGIN = timedelta(days=366)


class Starts(NamedTuple):
    """The starts of a series that are to come (UTC)."""

    at: tuple[datetime, ...]
    moved: tuple[datetime, ...]
    is_cut: bool
    left_out: tuple[datetime, ...]
    """Those on days that the rule leaves out."""


def starts_of(rule: Recurrence, asked: Asked) -> Starts:
    """The first `MOST_SESSIONS` starts to come; a rule without a time of day has its days' last minutes."""
    starts: list[datetime] = []
    moved: list[datetime] = []
    left_out: list[datetime] = []
    for number, day in enumerate(days_of(rule, asked)):
        if rule.total is not None and number >= rule.total:
            break
        at, is_moved = _start(day, rule, asked)
        if at < asked.now:
            continue
        if len(starts) + len(left_out) == MOST_SESSIONS:
            return Starts(tuple(starts), tuple(moved), is_cut=True, left_out=tuple(left_out))
        if day in rule.left_out:
            left_out.append(at)
            continue
        starts.append(at)
        moved += [at] if is_moved else []
    return Starts(tuple(starts), tuple(moved), is_cut=False, left_out=tuple(left_out))


def days_of(rule: Recurrence, asked: Asked) -> Iterator[date]:
    """The local days of a rule in order, from the first one that is to come or from where it begins."""
    first = first_day(rule, asked)
    return iter(()) if first is None else _days(rule, first)


def first_day(rule: Recurrence, asked: Asked) -> date | None:
    """The first day; None if the rule has none, or has begun more than a year ago: that is a typing error."""
    if rule.begins and rule.begins < asked.today - _OLDEST_BEGIN:
        return None
    days = _days(rule._replace(interval=1), rule.begins or asked.today)
    return next((day for day in days if rule.begins or _start(day, rule, asked)[0] >= asked.now), None)


def _days(rule: Recurrence, begins: date) -> Iterator[date]:
    from dateutil import rrule  # noqa: PLC0415 - see the header

    weekdays = [rrule.weekday(number, nth) for number, nth in rule.weekdays]
    walls = rrule.rrule(
        _FREQS[rule.freq],
        dtstart=datetime.combine(begins, time()),
        interval=rule.interval,
        byweekday=weekdays or None,
        bymonthday=rule.month_days or None,
        until=datetime.combine(rule.until or _LAST_DAY, time()),
    )
    return (wall.date() for wall in walls)


def _start(day: date, rule: Recurrence, asked: Asked) -> tuple[datetime, bool]:
    """The instant of a day's session, and whether DST moved it."""
    spot = place(datetime.combine(day, rule.at or _END_OF_DAY), asked)
    is_moved = spot.doubt is Reason.DST_GAP
    return spot.instants[-1 if is_moved else 0], is_moved
