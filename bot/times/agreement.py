"""Several days said together: do they agree on a date?

    friday, December 4         agree, or WEEKDAY_MISMATCH
    tomorrow the 18th          the same
    friday the 15th            the next month in which they agree, if that is near
    today or friday            MULTIPLE

Not here: times of day.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.times.days import WEEK, Calendar, Dates, Day, DayOfMonth, Weekday
from bot.times.reading import Reason

_NEAR = timedelta(days=62)


def join(
    days: tuple[Day, ...], calendar: Calendar, *, is_choice: bool = False
) -> tuple[Dates, Reason | None]:
    """The dates on which all the days agree; or those that they name, and the reason to ask.

    With `is_choice` an "or" stands between them: then they are not meant to agree.
    """
    if len(days) == 1:
        dates = days[0].dates(calendar)
        return dates, None if dates.likely else Reason.INVALID_DATE
    weekdays = [day for day in days if isinstance(day, Weekday)]
    others = [day for day in days if not isinstance(day, Weekday)]
    if len(weekdays) == 1 and others and not is_choice:
        return _join_weekday(weekdays[0], others, calendar)
    found = [day.dates(calendar).likely for day in days]
    if any(not likely for likely in found):
        return Dates(), Reason.INVALID_DATE
    named = tuple(sorted({likely[0] for likely in found}))
    return Dates(likely=named), Reason.MULTIPLE if len(named) > 1 else None


def _join_weekday(weekday: Weekday, others: list[Day], calendar: Calendar) -> tuple[Dates, Reason | None]:
    dates, doubt = join(tuple(others), calendar)
    if doubt:
        return dates, doubt
    likely = _near(others[0], calendar) if len(others) == 1 else ()
    is_number = bool(likely)
    likely = likely or dates.likely
    agreeing = tuple(day for day in likely if day.weekday() == weekday.number)
    if agreeing:
        return Dates(likely=agreeing[:1] if is_number else agreeing), None
    said = dates.likely[0]
    ahead = (weekday.number - said.weekday()) % 7
    nearest = said + timedelta(days=ahead if ahead <= 3 else ahead - 7)  # noqa: PLR2004 - half a week
    return Dates(
        likely=(said, nearest if nearest >= calendar.today else nearest + WEEK)
    ), Reason.WEEKDAY_MISMATCH


def _near(day: Day, calendar: Calendar) -> tuple[date, ...]:
    """The next dates of "the 15th"; none for days that say more than a number."""
    if not isinstance(day, DayOfMonth) or day.months is not None:
        return ()
    return tuple(found for found in day.from_today(calendar.today) if found <= calendar.today + _NEAR)
