"""The settings as fields of a form, and back: what holds becomes text, and what is submitted becomes changes.

Only what somebody changed in the form is changed: two people may have it open at once. Who may change what is
`bot.booking.Choosing`'s to decide, at the submit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from zlib import crc32

from bot import times
from bot.models import Choice, Clinic, Hours, Wishes
from bot.models.choices import USUAL
from handlers.sentences.preferences import words

PROFILE, NONE, ON = "profile", "none", "on"
_USUAL_AGENDA, _USUAL_REPORT = time(7, 30), time(8)
_MOST_NAMES, _LONGEST_NAME = 20, 100


Fields = Mapping[str, str]
"""What stands in a form, by field."""
Read = Mapping[tuple[str, ...], Mapping[str, Any]]
"""What is chosen, by the fields that say it."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What holds now, for one reader of the form."""

    wishes: Wishes
    clinic: Clinic | None
    """None for who may not change it."""
    mine: Mapping[str, Choice]
    """Who chose what of `wishes`."""
    ours: Mapping[str, Choice]
    """The same for the clinic."""
    profile_zone: str | None
    zone: str | None
    """The reader's, as it holds now."""


def filled(held: Held) -> dict[str, str]:
    """What stands in each field."""
    wishes, clinic = held.wishes, held.clinic
    own = {
        "my-agenda": ON if wishes.agenda_at else "",
        "my-agenda-at": _clock(wishes.agenda_at or _USUAL_AGENDA),
        "my-dms": ",".join(
            name
            for name, is_on in (("bookings", wishes.is_told_of_bookings), ("reminders", wishes.is_reminded))
            if is_on
        ),
        "my-zone": wishes.zone or PROFILE,
    }
    return own | (_filled_clinic(clinic) if clinic else {})


def _filled_clinic(clinic: Clinic) -> dict[str, str]:
    hours = clinic.hours or Hours(USUAL.opens, USUAL.closes, frozenset())
    return {
        "names": "\n".join(clinic.names),
        "channel": clinic.channel or "",
        "opens": _clock(hours.opens),
        "closes": _clock(hours.closes),
        "days": ",".join(str(day) for day in sorted(hours.days)),
        "agenda": ON if clinic.agenda_at else "",
        "agenda-at": _clock(clinic.agenda_at or _USUAL_AGENDA),
        "weekly": ON if clinic.weekly_at else "",
        "weekly-at": _clock(clinic.weekly_at or _USUAL_REPORT),
        "monthly": ON if clinic.monthly_at else "",
        "monthly-at": _clock(clinic.monthly_at or _USUAL_REPORT),
        "language": clinic.language,
        "preview": "always" if clinic.is_always_previewed else "unclear",
        "links": "thread" if clinic.are_links_posted else "request",
        "zone": clinic.time_zone or NONE,
    }


def marks(was: Fields) -> dict[str, str]:
    """What stood in a form, as short as it can be remembered: Slack takes 3,000 characters."""
    return {field: _mark(text) for field, text in was.items()}


def _mark(text: str) -> str:
    return f"{crc32(text.encode()):x}"


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def wishes_of(fields: Fields, was: Fields) -> dict[str, Any]:
    """The fields of `Wishes` that were changed in the form; `was` has the `marks` of what stood in it."""
    dms = fields["my-dms"].split(",")
    read: Read = {
        ("my-agenda", "my-agenda-at"): {"agenda_at": _at(fields["my-agenda"], fields["my-agenda-at"])},
        ("my-dms",): {"is_told_of_bookings": "bookings" in dms, "is_reminded": "reminders" in dms},
        ("my-zone",): {"zone": None if fields["my-zone"] == PROFILE else fields["my-zone"]},
    }
    return _changed(read, fields, was)


def clinic_of(fields: Fields, was: Fields) -> dict[str, Any]:
    """The same for the fields of `Clinic`; none where the form had none."""
    if "names" not in fields:
        return {}
    days = frozenset(int(day) for day in fields["days"].split(",") if day)
    opens, closes = time.fromisoformat(fields["opens"]), time.fromisoformat(fields["closes"])
    read: Read = {
        ("names",): {"names": names_of(fields["names"])},
        ("channel",): {"channel": fields["channel"] or None},
        ("opens", "closes", "days"): {"hours": Hours(opens, closes, days) if days else None},
        ("agenda", "agenda-at"): {"agenda_at": _at(fields["agenda"], fields["agenda-at"])},
        ("weekly", "weekly-at"): {"weekly_at": _at(fields["weekly"], fields["weekly-at"])},
        ("monthly", "monthly-at"): {"monthly_at": _at(fields["monthly"], fields["monthly-at"])},
        ("language",): {"language": fields["language"]},
        ("preview",): {"is_always_previewed": fields["preview"] == "always"},
        ("links",): {"are_links_posted": fields["links"] == "thread"},
        ("zone",): {"time_zone": None if fields["zone"] == NONE else fields["zone"]},
    }
    return _changed(read, fields, was)


def names_of(text: str) -> tuple[str, ...]:
    """One name per line, each once."""
    return tuple(dict.fromkeys(line for each in text.splitlines() if (line := " ".join(each.split()))))


def problems(fields: Fields, profile_zone: str | None) -> dict[str, str]:
    """What does not go together, by field."""
    found = {}
    is_named = times.is_zone(fields["my-zone"])
    if not is_named and (fields["my-zone"] != PROFILE or (fields["my-agenda"] and not profile_zone)):
        found["my-zone"] = words.NO_ZONE_YET
    if "names" not in fields:
        return found
    names = names_of(fields["names"])
    if len(names) > _MOST_NAMES or any(len(name) > _LONGEST_NAME for name in names):
        found["names"] = words.NAME_TOO_LONG
    if fields["days"] and fields["closes"] <= fields["opens"]:
        found["closes"] = words.CLOSED_FIRST
    if fields["agenda"] and not fields["channel"]:
        found["agenda"] = words.NO_CHANNEL
    if fields["weekly"] and not fields["channel"]:
        found["weekly"] = words.NO_CHANNEL_YET
    is_timed = any(fields[name] for name in ("agenda", "weekly", "monthly"))
    if not times.is_zone(fields["zone"]) and (fields["zone"] != NONE or is_timed):
        found["zone"] = words.NO_ZONE_YET
    return found


def _at(is_on: str, at: str) -> time | None:
    return time.fromisoformat(at) if is_on else None


def _changed(read: Read, fields: Fields, was: Fields) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for names, values in read.items():
        if any(_mark(fields[name]) != was.get(name) for name in names):
            changes |= values
    return changes
