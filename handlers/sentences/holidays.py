"""What holidays are called. Which day is one is `bot.times.holiday`'s to know."""

from __future__ import annotations

from bot.times import Holiday
from handlers.sentences.tongue import t


def holiday(key: Holiday) -> str:
    """The holiday's name, as it stands in a list of dates."""
    return _NAMES[key]()


_NAMES = {
    Holiday.NEW_YEAR: lambda: t("New Year's Day"),
    Holiday.NEW_YEAR_OBSERVED: lambda: t("New Year's Day (observed)"),
    Holiday.MARTIN_LUTHER_KING: lambda: t("Martin Luther King Jr. Day"),
    Holiday.PRESIDENTS: lambda: t("Presidents' Day"),
    Holiday.GOOD_FRIDAY: lambda: t("Good Friday"),
    Holiday.EASTER: lambda: t("Easter Sunday"),
    Holiday.MEMORIAL: lambda: t("Memorial Day"),
    Holiday.JUNETEENTH: lambda: t("Juneteenth"),
    Holiday.JUNETEENTH_OBSERVED: lambda: t("Juneteenth (observed)"),
    Holiday.INDEPENDENCE: lambda: t("Independence Day"),
    Holiday.INDEPENDENCE_OBSERVED: lambda: t("Independence Day (observed)"),
    Holiday.LABOR: lambda: t("Labor Day"),
    Holiday.COLUMBUS: lambda: t("Columbus Day / Indigenous Peoples' Day"),
    Holiday.VETERANS: lambda: t("Veterans Day"),
    Holiday.VETERANS_OBSERVED: lambda: t("Veterans Day (observed)"),
    Holiday.THANKSGIVING: lambda: t("Thanksgiving Day"),
    Holiday.AFTER_THANKSGIVING: lambda: t("Day after Thanksgiving"),
    Holiday.CHRISTMAS_EVE: lambda: t("Christmas Eve"),
    Holiday.CHRISTMAS: lambda: t("Christmas Day"),
    Holiday.CHRISTMAS_OBSERVED: lambda: t("Christmas Day (observed)"),
    Holiday.NEW_YEARS_EVE: lambda: t("New Year's Eve"),
}
