"""Several days said together: do they agree on a date?

    friday, December 4         agree, or WEEKDAY_MISMATCH
    tomorrow the 18th          the same
    friday the 15th            the next month in which they agree; far ahead, the nearer dates are offered too
    sunday 6/12, tuesday 12/1  the order in which they agree; if both do, the one of the place
    today or friday            MULTIPLE

Not here: times of day.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.times.days import WEEK, Calendar, Dates, Day, DayOfMonth, Dotted, Order, Slashed, Weekday
from bot.times.reading import Reason

_NEAR = timedelta(days=62)
_A_YEAR = 13
"""Months, this one and the same one of next year."""


def join(
    days: tuple[Day, ...], calendar: Calendar, *, is_choice: bool = False
) -> tuple[Dates, Reason | None]:
    """The dates on which all the days agree; or those that they name, and the reason to ask.

    With `is_choice` an "or" is in the words: then what does not agree is not meant to.
    """
    if len(days) == 1:
        dates = days[0].dates(calendar)
        return dates, None if dates.likely else Reason.INVALID_DATE
    weekdays = [day for day in days if isinstance(day, Weekday)]
    others = [day for day in days if not isinstance(day, Weekday)]
    if len(weekdays) == 1 and others and not (is_choice and isinstance(others[0], DayOfMonth)):
        dates, doubt = _join_weekday(weekdays[0], others, calendar)
        if not (doubt and is_choice):
            return dates, doubt
    found = [day.dates(calendar).likely for day in days]
    if any(not likely for likely in found):
        return Dates(), Reason.INVALID_DATE
    named = tuple(sorted({likely[0] for likely in found}))
    return Dates(likely=named), Reason.MULTIPLE if len(named) > 1 else None


def _join_weekday(weekday: Weekday, others: list[Day], calendar: Calendar) -> tuple[Dates, Reason | None]:
    dates, doubt = join(tuple(others), calendar)
    if doubt:
        return dates, doubt
    if isinstance(others[0], Slashed | Dotted):  # sunday 12/7: the weekday decides the order
        both = _agreeing(others[0].in_order(calendar), weekday)
        dates = Dates(likely=both[: None if calendar.order is Order.UNCLEAR else 1] or dates.likely)
    numbered = _numbered(others[0], calendar) if len(others) == 1 else ()
    agreeing = _agreeing(numbered or dates.likely, weekday)
    if agreeing and (not numbered or agreeing[0] <= calendar.today + _NEAR):
        return Dates(likely=agreeing[:1] if numbered else agreeing), None
    said = dates.likely[0]
    ahead = (weekday.number - said.weekday()) % 7
    nearest = said + timedelta(days=ahead if ahead <= 3 else ahead - 7)  # noqa: PLR2004 - half a week
    either = (said, nearest if nearest >= calendar.today else nearest + WEEK)
    if agreeing:
        return Dates(likely=agreeing[:1], others=either, is_far=True), None
    return Dates(likely=either), Reason.WEEKDAY_MISMATCH


def _agreeing(days: tuple[date, ...], weekday: Weekday) -> tuple[date, ...]:
    return tuple(day for day in days if day.weekday() == weekday.number)


def _numbered(day: Day, calendar: Calendar) -> tuple[date, ...]:
    """The dates of "the 15th" in a year from today; none for days that say more than a number."""
    if not isinstance(day, DayOfMonth) or day.months is not None:
        return ()
    return day.from_today(calendar.today, _A_YEAR)
