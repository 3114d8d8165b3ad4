"""The time zones BetterPT knows, their two spellings, and the one that stands for a zone it does not know.

The documentation shows an enum (`America_New_York`) in the schema and strings (`America/New_York`) in calls.
No network here: what the server says of itself is handed in (`Zones.learn`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.errors import ZoneUnsupported

# In the order in which one may stand for another with the same rules: the best known first.
DOCUMENTED = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "America/Detroit",
    "America/Boise",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/North_Dakota/Center",
    "America/Juneau",
    "America/Sitka",
    "America/Nome",
    "America/Yakutat",
    "America/Vancouver",
    "America/Dawson",
)
# The documented list ends in an ellipsis. These stand behind it as far as anyone can tell; one of them is
# sent only where no documented zone has the same rules. No Pacific/Honolulu: the documentation has none.
PRESUMED = (
    "America/Halifax",
    "America/St_Johns",
    "America/Regina",
    "America/Toronto",
    "America/Winnipeg",
    "America/Edmonton",
    "America/Moncton",
    "America/Glace_Bay",
    "America/Goose_Bay",
    "America/Iqaluit",
    "America/Rankin_Inlet",
    "America/Resolute",
    "America/Cambridge_Bay",
    "America/Inuvik",
    "America/Whitehorse",
    "America/Dawson_Creek",
    "America/Fort_Nelson",
    "America/Swift_Current",
    "America/Indiana/Knox",
    "America/Indiana/Marengo",
    "America/Indiana/Petersburg",
    "America/Indiana/Tell_City",
    "America/Indiana/Vevay",
    "America/Indiana/Vincennes",
    "America/Indiana/Winamac",
    "America/Kentucky/Monticello",
    "America/Menominee",
    "America/Metlakatla",
    "America/North_Dakota/Beulah",
    "America/North_Dakota/New_Salem",
)
# Old names of documented zones, for which a bigger city would be right too, but surprising.
_ALIASES = {
    "America/Fort_Wayne": "America/Indiana/Indianapolis",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "US/East-Indiana": "America/Indiana/Indianapolis",
    "America/Louisville": "America/Kentucky/Louisville",
    "US/Michigan": "America/Detroit",
    "Canada/Pacific": "America/Vancouver",
}
_STEP = timedelta(days=7)  # no zone here keeps an offset for less


class Spelling(StrEnum):
    """How the server wants a zone's name."""

    ENUM = "America_New_York"
    STRING = "America/New_York"

    @property
    def other(self) -> Spelling:
        """The one to try if this one was refused."""
        return Spelling.STRING if self is Spelling.ENUM else Spelling.ENUM

    def spell(self, zone: str) -> str:
        """An IANA name as the server wants it."""
        return _enum_name(zone) if self is Spelling.ENUM else zone


class Zones:
    """Which zones BetterPT knows: the documented ones, until the server itself has named them."""

    def __init__(self) -> None:
        self.spelling = Spelling.ENUM
        self._known: tuple[str, ...] = DOCUMENTED
        self._presumed: tuple[str, ...] = PRESUMED

    def learn(self, told: Mapping[str, object]) -> None:
        """Take the server's own word: an introspected input type with its `inputFields`.

        Its enum's values are the zones it knows. A plain string tells the spelling only.
        """
        declared = _declared_type(told)
        if declared is None:
            return
        values = declared.get("enumValues")
        self.spelling = Spelling.ENUM if values else Spelling.STRING
        listed = values if isinstance(values, list) else ()
        names = [str(value.get("name")) for value in listed if isinstance(value, dict)]
        named = {iana_name(name) for name in names} & available_timezones()
        if named:
            self._known = tuple(sorted(named, key=_preference))
            self._presumed = ()

    def zone_for(self, zone: str, start: datetime) -> str:
        """The zone BetterPT knows that has the UTC offsets of `zone` from a year before `start` to two after.

        Raises:
            ZoneUnsupported: there is none, or `zone` is no IANA name.
        """
        name = _ALIASES.get(zone, zone)
        if name in self._known:
            return name
        offsets = _offsets(zone, start.year)
        for candidate in self._known:
            if offsets == _offsets(candidate, start.year):
                return candidate
        if name in self._presumed:
            return name
        for candidate in self._presumed:
            if offsets == _offsets(candidate, start.year):
                return candidate
        raise ZoneUnsupported(zone)


def iana_name(name: str) -> str:
    """The IANA name for either spelling; a name that is neither is given back as it came."""
    return name if "/" in name else _names().get(name, name)


def _declared_type(told: Mapping[str, object]) -> Mapping[str, Any] | None:
    """The type of the field `timeZone`, without its "not null"."""
    fields: Any = told.get("inputFields")
    for field in fields if isinstance(fields, list) else ():
        if (
            isinstance(field, dict)
            and field.get("name") == "timeZone"
            and isinstance(field.get("type"), dict)
        ):
            declared: Mapping[str, Any] = field["type"]
            inner = declared.get("ofType")
            return inner if isinstance(inner, dict) else declared
    return None


def _enum_name(zone: str) -> str:
    return zone.replace("/", "_").replace("-", "_")


def _preference(zone: str) -> tuple[int, str]:
    order = (*DOCUMENTED, *PRESUMED)
    return (order.index(zone) if zone in order else len(order), zone)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {_enum_name(zone): zone for zone in available_timezones()}


@lru_cache(maxsize=512)
def _offsets(zone: str, year: int) -> tuple[tuple[datetime, timedelta], ...]:
    """Every change of the zone's UTC offset around that year, to the second; the first entry is the start."""
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnsupported(zone) from error
    moment, end = datetime(year - 1, 1, 1, tzinfo=UTC), datetime(year + 3, 1, 1, tzinfo=UTC)
    changes = [(moment, _offset(info, moment))]
    while moment < end:
        later = moment + _STEP
        if _offset(info, later) != changes[-1][1]:
            changes.append((_change(info, moment, later), _offset(info, later)))
        moment = later
    return tuple(changes)


def _change(info: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The instant between the two at which the offset changes."""
    old = _offset(info, before)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _offset(info, middle) == old else (before, middle)
    return after.replace(microsecond=0)


def _offset(info: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(info).utcoffset() or timedelta()
