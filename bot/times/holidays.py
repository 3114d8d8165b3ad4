"""The days on which a US clinic is closed, or thinly staffed.

Federal holidays, those on a fixed date observed on Friday for a Saturday (5 U.S.C. 6103) and on Monday for a
Sunday (Executive Order 11582), and the days around them that many take off. When each one is, the English
words for days know already (`words.english`). Not here: what they are called in a sentence, and any rule
against booking on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from bot.times.days import YEARS, Calendar, Order
from bot.times.moveable import Shifted
from bot.times.words.tokens import Kind

_DAY = timedelta(days=1)
_MONDAY, _FRIDAY = 0, 4


class Holiday(StrEnum):
    """A key; where it is a word for the day, the one in the English table."""

    NEW_YEAR = "new_years_day"
    MARTIN_LUTHER_KING = "martin_luther_king_jr_day"
    PRESIDENTS = "presidents_day"
    GOOD_FRIDAY = "good_friday"
    EASTER = "easter_sunday"
    MEMORIAL = "memorial_day"
    JUNETEENTH = "juneteenth"
    INDEPENDENCE = "independence_day"
    LABOR = "labor_day"
    COLUMBUS = "columbus_day"
    VETERANS = "veterans_day"
    THANKSGIVING = "thanksgiving_day"
    AFTER_THANKSGIVING = "black_friday"
    CHRISTMAS_EVE = "christmas_eve"
    CHRISTMAS = "christmas_day"
    NEW_YEARS_EVE = "new_years_eve"

    NEW_YEAR_OBSERVED = "new_years_day_observed"
    JUNETEENTH_OBSERVED = "juneteenth_observed"
    INDEPENDENCE_OBSERVED = "independence_day_observed"
    VETERANS_OBSERVED = "veterans_day_observed"
    CHRISTMAS_OBSERVED = "christmas_day_observed"


_OBSERVED = {
    Holiday.NEW_YEAR: Holiday.NEW_YEAR_OBSERVED,
    Holiday.JUNETEENTH: Holiday.JUNETEENTH_OBSERVED,
    Holiday.INDEPENDENCE: Holiday.INDEPENDENCE_OBSERVED,
    Holiday.VETERANS: Holiday.VETERANS_OBSERVED,
    Holiday.CHRISTMAS: Holiday.CHRISTMAS_OBSERVED,
}


def holiday(day: date) -> Holiday | None:
    """The holiday that a local date is; None on all others, and outside of the years to book in.

    Where two meet, the one that closes more: December 24 and 31 can be the observed day of the holiday after.
    """
    if day.year not in YEARS:
        return None
    beside = {_FRIDAY: _DAY, _MONDAY: -_DAY}.get(day.weekday())
    observed = _on(day + beside) if beside else None
    return (_OBSERVED.get(observed) if observed else None) or _on(day)


def _on(day: date) -> Holiday | None:
    return _in_year(day.year).get(day)


@cache
def _in_year(year: int) -> Mapping[date, Holiday]:
    from bot.times.words.english import TABLE  # noqa: PLC0415 - a language's words load at their first use

    known = {word: day for day, words in TABLE[Kind.HOLIDAY].items() for word in words.split()}
    begin = Calendar(today=date(year, 1, 1), order=Order.MONTH_FIRST)
    days = {each: Shifted(day=known[each], year=year) for each in Holiday if each in known}
    return {on: each for each, day in days.items() for on in day.dates(begin).likely}
