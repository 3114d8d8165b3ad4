"""Stretches of whole days that lie mostly behind, as people ask for reports: "last week", "november", "q3".

Of what has no year, the last one that has begun is meant. Not here: what is done with the days
(`stretches`), and periods that rooms are listed of (`periods`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.times.parser import read
from bot.times.reading import Question, Reason
from bot.times.stretches import MONTHS, Days, alone, months_on, week, whole
from bot.times.tongues import TONGUES
from bot.times.words.lexer import composed, fold
from bot.times.zones import midnight, today_in

_LONGEST = timedelta(days=3660)
"""Nobody has more than ten years of sessions."""
_MOST_CHARACTERS = 100
_A_DAY, _A_WEEK, _A_YEAR = timedelta(days=1), timedelta(days=7), timedelta(days=364)
_HALF_A_YEAR = timedelta(days=184)
_THIS = ("this", "current", "the", "este", "esta", "el", "la", "ce", "cet", "cette", "")
_LAST = ("last", "previous", "past", "prior", "pasado", "pasada", "anterior", "dernier", "derniere")
_NEXT = ("next", "coming", "proximo", "proxima", "prochain", "prochaine", "que viene")
_UNITS = {
    "day": ("day", "days", "dia", "dias", "jour", "jours"),
    "week": ("week", "weeks", "semana", "semanas", "semaine", "semaines"),
    "month": ("month", "months", "mes", "meses", "mois"),
    "quarter": ("quarter", "quarters", "trimestre", "trimestres"),
    "year": ("year", "years", "ano", "anos", "annee", "annees", "an", "ans"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_DAYS = {"today": 0, "hoy": 0, "aujourd'hui": 0, "yesterday": -1, "ayer": -1, "hier": -1}
_ARTICLE = re.compile(r"^(?:(?:the|el|la|los|las|le|les)\s+|l')(?=\w)")
_LEAD = re.compile(r"^(?:from|between|del?|du|entre|for|in|on|of|en|para|pour)\s+")
_SINCE = re.compile(r"(?:since|desde|depuis)\s+(?:(?:el|le)\s+)?(?P<first>.+)")
_WEEK_OF = re.compile(r"(?:the |la )?(?:week|semana|semaine) (?:of|del?|du)\s+(?P<day>.+)")
_COUNTED = re.compile(
    r"(?:last|past|previous|ultim[oa]s|dernier(?:e?s)?)\s+(?P<count>\d{1,4})\s+(?P<unit>\w+)"
    r"|(?P<count_>\d{1,4})\s+(?:derniers|dernieres|ultim[oa]s)\s+(?P<unit_>\w+)"
)
_TO = re.compile(
    r"\s+(?:to|until|till|til|through|thru|and|al?|hasta(?: el)?|y|au|et|-|–|—)\s+|\s*(?:\.\.+|–|—)\s*"
)
_DAY_TO_DAY = re.compile(
    r"(?P<month>[a-z]{3,}\.?(?: de)?)\s+(?P<first>\d{1,2})\s*-\s*(?P<last>\d{1,2})(?P<year>,?\s+\d{4})?"
)
_MONTH = re.compile(r"(?P<month>[a-z]{3,})\.?(?:\s+(?:of\s+|de\s+|del\s+)?(?P<year>\d{4}))?")
_NUMBERED_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<month_>\d{1,2})/(?P<year_>\d{4})")
_QUARTER = re.compile(
    r"(?:[qt](?P<one>[1-4])|(?P<two>[1-4])[qt])(?:\s+(?:of\s+|de\s+|del\s+)?(?P<year>\d{4}))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_A_YEAR_IS_SAID = re.compile(r"\d{4}")


def read_days(
    words: str, *, now: datetime, zone: str, locale: str = "en-US", is_ahead: bool = False
) -> Days | None:
    """The days that the words mean, and nothing else than days; None where they mean none. "" is this week.

    Args:
        words: As typed: "last month", "q3 2026", "nov 1 to nov 15", "los últimos 30 días", "2026-11-01".
        now: Aware.
        zone: IANA name of the zone whose midnights count.
        locale: As in `read`: whether 3/4 is in March.
        is_ahead: Whether of what has no year the next one that is not over is meant.

    Raises:
        ValueError: `now` is naive or `zone` is no IANA zone.
    """
    folded = _tidy(fold(composed(words)))
    if len(folded) > _MOST_CHARACTERS:
        return None
    found = _Reader(now, zone, locale, is_ahead=is_ahead).read(folded)
    return found if found and found.first <= found.last and found.last - found.first <= _LONGEST else None


class _Reader:
    """Reads words, folded, as seen from one day."""

    def __init__(self, now: datetime, zone: str, locale: str, *, is_ahead: bool) -> None:
        self._today = today_in(zone, now)
        self._zone = zone
        self._locale = locale
        self._is_ahead = is_ahead

    def read(self, said: str) -> Days | None:
        ways = (
            *(self._named, self._counted, self._month, self._quarter, self._year, self._between),
            *(self._since, self._week_of, self._day),
        )
        return next(filter(None, (way(said) for way in ways)), None)

    def _named(self, said: str) -> Days | None:
        """This week, last month; a bare unit is the one that runs."""
        if said in _DAYS:
            return alone(self._today + _A_DAY * _DAYS[said])
        for unit, by in _units(said):
            return self._unit(unit, by)
        return self._unit("week", 0) if not said else None

    def _unit(self, unit: str, by: int) -> Days:
        match unit:
            case "day":
                return alone(self._today + _A_DAY * by)
            case "week":
                return week(self._today + _A_WEEK * by)
            case "month":
                return whole(months_on(self._today.replace(day=1), by), 1)
            case "quarter":
                first = self._today.replace(month=(self._today.month - 1) // 3 * 3 + 1, day=1)
                return whole(months_on(first, by * 3), 3)
            case _:
                return whole(date(self._today.year + by, 1, 1), MONTHS)

    def _counted(self, said: str) -> Days | None:
        """The last 30 days: today is the last of them."""
        if not (match := _COUNTED.fullmatch(_ARTICLE.sub("", said))):
            return None
        count = int(match["count"] or match["count_"])
        unit = _UNIT_OF.get(match["unit"] or match["unit_"])
        months = {"month": 1, "quarter": 3, "year": MONTHS}.get(unit or "")
        if not unit or not 0 < count <= _LONGEST.days:
            return None
        if months:
            return Days(months_on(self._today, -months * count) + _A_DAY, self._today)
        return Days(self._today - (_A_DAY if unit == "day" else _A_WEEK) * count + _A_DAY, self._today)

    def _month(self, said: str) -> Days | None:
        if (match := _MONTH.fullmatch(said)) and (month := _month_of(match["month"])):
            year = int(match["year"]) if match["year"] else self._year_of(month)
        elif match := _NUMBERED_MONTH.fullmatch(said):
            month, year = int(match["month"] or match["month_"]), int(match["year"] or match["year_"])
        else:
            return None
        is_one = 1 <= month <= MONTHS and year > 0
        return whole(date(year, month, 1), 1) if is_one else None

    def _quarter(self, said: str) -> Days | None:
        if not (match := _QUARTER.fullmatch(said)):
            return None
        month = int(match["one"] or match["two"]) * 3 - 2
        year = int(match["year"]) if match["year"] else self._year_of(month, 3)
        return whole(date(year, month, 1), 3) if year > 0 else None

    def _year_of(self, month: int, months: int = 1) -> int:
        """The year in which so many months from this one on began last, or are over next."""
        if self._is_ahead:
            return self._today.year + (month + months <= self._today.month)
        return self._today.year - (month > self._today.month)

    def _year(self, said: str) -> Days | None:
        return whole(date(int(said), 1, 1), MONTHS) if _YEAR.fullmatch(said) else None

    def _between(self, said: str) -> Days | None:
        """From the first day of one stretch to the last of another."""
        if match := _DAY_TO_DAY.fullmatch(said):
            month, year = match["month"], match["year"] or ""
            return self._joined(f"{month} {match['first']}{year}", f"{month} {match['last']}{year}")
        for match in _TO.finditer(said):
            if joined := self._joined(_tidy(said[: match.start()]), _tidy(said[match.end() :])):
                return joined
        return None

    def _joined(self, left: str, right: str) -> Days | None:
        first, last = (self._whole_or_day(side) for side in (left, right))
        if not first or not last:
            return None
        if first.first <= last.last or _A_YEAR_IS_SAID.search(right):
            return Days(first.first, last.last)
        later = months_on(last.last, MONTHS)  # the first such day after the other, if that is what is meant
        is_meant = later.year == first.first.year or later - first.first <= _HALF_A_YEAR
        return Days(first.first, later) if is_meant else None

    def _since(self, said: str) -> Days | None:
        """From the first day of a stretch to today."""
        match = _SINCE.fullmatch(said)
        first = self._whole_or_day(match["first"]) if match else None
        return Days(first.first, self._today) if first else None

    def _week_of(self, said: str) -> Days | None:
        """The week that a day is in."""
        match = _WEEK_OF.fullmatch(said)
        day = self._day(match["day"]) if match else None
        return week(day.first) if day else None

    def _whole_or_day(self, said: str) -> Days | None:
        """What may stand at an end: nothing that has two ends of its own."""
        ways = (self._named, self._month, self._quarter, self._year, self._day)
        return next(filter(None, (way(said) for way in ways)), None) if said else None

    def _day(self, said: str) -> Days | None:
        """A date; one ahead that has no year is meant a year earlier, or as a weekday a week."""
        day = self._date(said, self._today)
        if day is None or day <= self._today or self._is_ahead or _A_YEAR_IS_SAID.search(said):
            return alone(day) if day else None
        earlier = self._date(said, self._today - _A_YEAR)
        if earlier is None or (earlier.month, earlier.day) == (day.month, day.day):
            return alone(earlier or day)
        is_weekday = _A_DAY < day - self._today <= _A_WEEK and earlier.weekday() == day.weekday()
        return alone(day - _A_WEEK if is_weekday else day)

    def _date(self, said: str, today: date) -> date | None:
        reading = read(said, now=midnight(today, self._zone), zone=self._zone, locale=self._locale)
        if not isinstance(reading, Question) or reading.rest or reading.recurrence:
            return None
        return reading.day if reading.reason in {Reason.NEED_TIME, Reason.PAST} else None


def _tidy(said: str) -> str:
    """Without what only leads to the days: "for the", "of"."""
    before, said = None, " ".join(said.split()).strip(" .,;:!?¿¡")
    while before != said:
        before, said = said, _LEAD.sub("", said)
    return said


def _units(said: str) -> Iterator[tuple[str, int]]:
    """The unit that is named, and how many units from now it is meant."""
    plain = _ARTICLE.sub("", said)
    for by, marks in ((0, _THIS), (-1, _LAST), (1, _NEXT)):
        for mark in marks:
            for called in (f"{mark} ", f" {mark}"):
                bare = plain.removeprefix(called) if called.endswith(" ") else plain.removesuffix(called)
                if (bare != plain or not mark) and bare.strip() in _UNIT_OF:
                    yield _UNIT_OF[bare.strip()], by


def _month_of(word: str) -> int | None:
    """The number of a month by its name or what it is shortened to, in any language the bot speaks."""
    for tongue in TONGUES.values():
        for number, month in enumerate(map(fold, tongue.months), 1):
            if word == month or (word in {month[:3], month[:4]} and len(word) >= tongue.short):
                return number
    return None
