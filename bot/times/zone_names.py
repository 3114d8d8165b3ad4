"""The names people use for time zones: abbreviations, regions, cities.

Only names that mean one zone in a clinic's mail are here; the tz database knows the cities (`city_zone`).

    ET, CT, MT, PT          the clock of New York, Chicago, Denver, Los Angeles on that day, summer or winter
    EST, EDT, CET, ...      that clock only on days when it has this offset; otherwise a person is asked
    eastern time, ...       as ET
    UTC, GMT, Z             the offset 0
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from bot.times.zones import is_zone


class ZoneSaid(NamedTuple):
    """A zone as the words name it."""

    zone: str | None
    """IANA name; None when only an offset was said ("+02:00")."""
    offset: timedelta | None = None
    """The offset from UTC that the name insists on: EST is -5 h also in July."""
    name: str = ""
    """The abbreviation, lower-case: in Phoenix "MST" is also the summer's."""
    is_placed: bool = False
    """Whether a place was said beside the abbreviation: "CST (Havana)"."""
    is_exact: bool = True
    """False for two letters that may be something else ("pt" is also a patient)."""
    is_maybe: bool = False
    """Whether it may be no zone even behind a clock: "3pm PT" in a clinic of physical therapy."""


def _hours(hours: float) -> timedelta:
    return timedelta(hours=hours)


REGIONS = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "atlantic": "America/Halifax",
}
_STANDARD_AND_SUMMER = {
    ("est", "edt"): ("America/New_York", -5),
    ("cst", "cdt"): ("America/Chicago", -6),
    ("mst", "mdt"): ("America/Denver", -7),
    ("pst", "pdt"): ("America/Los_Angeles", -8),
    ("akst", "akdt"): ("America/Anchorage", -9),
    ("ast", "adt"): ("America/Halifax", -4),
    ("nst", "ndt"): ("America/St_Johns", -3.5),
    ("nzst", "nzdt"): ("Pacific/Auckland", 12),
    ("acst", "acdt"): ("Australia/Adelaide", 9.5),
    ("cet", "cest"): ("Europe/Paris", 1),
    ("eet", "eest"): ("Europe/Athens", 2),
    ("aest", "aedt"): ("Australia/Sydney", 10),
}
ZONES = {
    "et": ZoneSaid(zone="America/New_York", is_exact=False),
    "ct": ZoneSaid(zone="America/Chicago", is_exact=False),
    "mt": ZoneSaid(zone="America/Denver", is_exact=False),
    "pt": ZoneSaid(zone="America/Los_Angeles", is_exact=False, is_maybe=True),
    "utc": ZoneSaid(zone="UTC", offset=_hours(0)),
    "gmt": ZoneSaid(zone="GMT", name="gmt", offset=_hours(0)),
    "z": ZoneSaid(zone="UTC", offset=_hours(0), is_exact=False),
    "zulu": ZoneSaid(zone="UTC", name="zulu", offset=_hours(0)),
    "bst": ZoneSaid(zone="Europe/London", name="bst", offset=_hours(1)),
    "hst": ZoneSaid(zone="Pacific/Honolulu", name="hst", offset=_hours(-10)),
    "hdt": ZoneSaid(zone="America/Adak", name="hdt", offset=_hours(-9)),
    "jst": ZoneSaid(zone="Asia/Tokyo", offset=_hours(9)),
    "ist": ZoneSaid(zone="Asia/Kolkata", name="ist", offset=_hours(5.5)),
    **{
        name: ZoneSaid(zone=zone, name=name, offset=_hours(hours + is_summer))
        for names, (zone, hours) in _STANDARD_AND_SUMMER.items()
        for is_summer, name in enumerate(names)
    },
}
"""Lower-case abbreviation -> zone."""
_SMALL = ("of", "es", "au", "in")
"""Port_of_Spain, Dar_es_Salaam, Port-au-Prince."""
_US_CITIES = {
    **dict.fromkeys(("boston", "miami", "atlanta", "philadelphia", "washington", "nyc"), "America/New_York"),
    **dict.fromkeys(("dallas", "houston", "austin", "minneapolis", "st louis"), "America/Chicago"),
    **dict.fromkeys(("seattle", "portland", "san francisco", "san diego"), "America/Los_Angeles"),
    **dict.fromkeys(("ny", "east coast", "florida", "new jersey"), "America/New_York"),
    **dict.fromkeys(("texas", "illinois"), "America/Chicago"),
    **dict.fromkeys(("la", "west coast", "california", "nevada", "oregon"), "America/Los_Angeles"),
    **dict.fromkeys(("arizona",), "America/Phoenix"),
    **dict.fromkeys(("colorado", "utah"), "America/Denver"),
    **dict.fromkeys(("uk", "england"), "Europe/London"),
}
"""What people say for a place whose clock is known, and the tz database does not have."""
_AREAS = ("America", "Europe", "Asia", "Australia", "Pacific", "Africa", "Atlantic", "Indian")
_STATES = ("America/Indiana", "America/Kentucky", "America/North_Dakota", "America/Argentina")


def zone_named(name: str) -> str | None:
    """The IANA zone that somebody typed in any case ("america/new_york"), or None."""
    titled = "/".join("_".join(map(_titled, part.split("_"))) for part in name.split("/"))
    spellings = (titled, name.upper(), titled.replace("Us/", "US/"))
    return next((zone for zone in spellings if is_zone(zone)), None)


def _titled(word: str) -> str:
    return "-".join(piece if piece in _SMALL else piece.capitalize() for piece in word.split("-"))


@lru_cache(maxsize=512)  # names come from people: without end
def city_zone(city: str) -> str | None:
    """The IANA zone named after a city ("New York" -> "America/New_York"), or None."""
    if city.lower() in _US_CITIES:
        return _US_CITIES[city.lower()]
    key = "_".join(map(_titled, city.lower().split()))
    if not key.isascii():
        return None
    return next((name for area in (*_AREAS, *_STATES) if is_zone(name := f"{area}/{key}")), None)
