"""Holidays, and the clock changes within a series."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.times import Holiday, clock_changes, holiday
from handlers.sentences import holidays as names

FEDERAL_2026 = {
    date(2026, 1, 1): Holiday.NEW_YEAR,
    date(2026, 1, 19): Holiday.MARTIN_LUTHER_KING,
    date(2026, 2, 16): Holiday.PRESIDENTS,
    date(2026, 5, 25): Holiday.MEMORIAL,
    date(2026, 6, 19): Holiday.JUNETEENTH,
    date(2026, 7, 3): Holiday.INDEPENDENCE_OBSERVED,
    date(2026, 7, 4): Holiday.INDEPENDENCE,
    date(2026, 9, 7): Holiday.LABOR,
    date(2026, 10, 12): Holiday.COLUMBUS,
    date(2026, 11, 11): Holiday.VETERANS,
    date(2026, 11, 26): Holiday.THANKSGIVING,
    date(2026, 12, 25): Holiday.CHRISTMAS,
}
"""As the Office of Personnel Management lists them."""
THIN_2026 = {
    date(2026, 4, 3): Holiday.GOOD_FRIDAY,
    date(2026, 4, 5): Holiday.EASTER,
    date(2026, 11, 27): Holiday.AFTER_THANKSGIVING,
    date(2026, 12, 24): Holiday.CHRISTMAS_EVE,
    date(2026, 12, 31): Holiday.NEW_YEARS_EVE,
}
NEW_YORK = "America/New_York"


def year(number: int) -> list[date]:
    begin = date(number, 1, 1)
    return [begin + timedelta(days=ahead) for ahead in range((date(number + 1, 1, 1) - begin).days)]


def test_a_years_holidays_are_these_and_no_others() -> None:
    found = {day: key for day in year(2026) if (key := holiday(day))}
    assert found == dict(sorted((FEDERAL_2026 | THIN_2026).items()))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 6, 18), Holiday.JUNETEENTH_OBSERVED),  # Saturday's, on Friday
        (date(2027, 7, 5), Holiday.INDEPENDENCE_OBSERVED),  # Sunday's, on Monday
        (date(2028, 11, 10), Holiday.VETERANS_OBSERVED),
        (date(2033, 12, 26), Holiday.CHRISTMAS_OBSERVED),
        (date(2027, 12, 24), Holiday.CHRISTMAS_OBSERVED),  # closes more than Christmas Eve
        (date(2027, 12, 25), Holiday.CHRISTMAS),
        (date(2027, 12, 31), Holiday.NEW_YEAR_OBSERVED),  # of the year that follows
        (date(2028, 1, 1), Holiday.NEW_YEAR),
        (date(2023, 1, 2), Holiday.NEW_YEAR_OBSERVED),
        (date(2028, 1, 3), None),  # a Saturday's is observed on Friday only
        (date(2026, 11, 25), None),
    ],
)
def test_what_falls_on_a_weekend_is_observed_beside_it(day: date, expected: Holiday | None) -> None:
    assert holiday(day) is expected


@pytest.mark.parametrize(
    ("number", "month", "day"), [(2025, 4, 20), (2027, 3, 28), (2028, 4, 16), (2035, 3, 25), (2038, 4, 25)]
)
def test_easter_moves_and_good_friday_with_it(number: int, month: int, day: int) -> None:
    easter = date(number, month, day)
    assert (holiday(easter), holiday(easter - timedelta(days=2))) == (Holiday.EASTER, Holiday.GOOD_FRIDAY)


def test_every_holiday_comes_within_eleven_years() -> None:
    assert {holiday(day) for number in range(2026, 2037) for day in year(number)} == {None, *Holiday}


@pytest.mark.parametrize("day", [date.min, date.max, date(1899, 12, 25), date(2101, 1, 1)])
def test_years_that_nobody_books_in_have_none(day: date) -> None:
    assert holiday(day) is None


def test_a_holiday_has_a_name_of_its_own() -> None:
    called = [names.holiday(key) for key in Holiday]
    assert len(set(called)) == len(Holiday)
    assert names.holiday(Holiday.THANKSGIVING) == "Thanksgiving Day"
    assert names.holiday(Holiday.INDEPENDENCE_OBSERVED) == "Independence Day (observed)"


def weekly(first: datetime, count: int) -> list[datetime]:
    """The same wall time each week, as UTC."""
    return [(first + timedelta(weeks=week)).astimezone(UTC) for week in range(count)]


@pytest.mark.parametrize(
    ("first", "count", "changed"),
    [
        ("2026-10-20", 6, ["2026-11-03T20:00Z"]),
        ("2027-03-02", 3, ["2027-03-16T19:00Z"]),
        ("2026-10-20", 25, ["2026-11-03T20:00Z", "2027-03-16T19:00Z"]),
        ("2026-11-03", 6, []),  # the change was before the first: nothing to say
        ("2026-11-01", 1, []),
        ("2026-11-01", 0, []),
    ],
)
def test_the_first_session_after_each_clock_change(first: str, count: int, changed: list[str]) -> None:
    begin = datetime.fromisoformat(f"{first}T15:00").replace(tzinfo=ZoneInfo(NEW_YORK))
    found = clock_changes(weekly(begin, count), NEW_YORK)
    assert [f"{at:%Y-%m-%dT%H:%MZ}" for at in found] == changed


@pytest.mark.parametrize("zone", ["America/Phoenix", "Pacific/Honolulu", "UTC"])
def test_where_the_clocks_are_left_alone_nothing_changes(zone: str) -> None:
    assert clock_changes(weekly(datetime(2026, 1, 6, 15, tzinfo=ZoneInfo(zone)), 52), zone) == ()
