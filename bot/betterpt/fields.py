"""What the fields of a room in an answer mean: BetterPT's JSON becomes a VideoRoom.

Tolerant where the documentation is silent: unknown fields and status values, numbers as text, times with or
without milliseconds, nulls. Nothing is made up: what cannot be read is None.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime

from bot.betterpt.answers import Fields
from bot.betterpt.zones import iana_name
from bot.models import Attendance, Presence, VideoRoom

_SECONDS = 60
_TRUTHS: dict[object, bool] = {"true": True, "1": True, "false": False, "0": False}


def video_room(fields: Fields, *, are_seconds: bool = False) -> VideoRoom | None:
    """The room, or None if even its uid or its start cannot be read. Unreadable links are empty.

    `are_seconds` tells what durations are in: the room has whole minutes in either case.
    """
    per_minute = _SECONDS if are_seconds else 1
    uid, start = text_of(fields.get("uid")), instant_of(fields.get("startTime"))
    if uid is None or start is None:
        return None
    return VideoRoom(
        uid=uid,
        start=start,
        zone=iana_name(text_of(fields.get("timeZone")) or "UTC"),
        patient_link=link_of(fields.get("patientLink")),
        provider_link=link_of(fields.get("providerLink")),
        attendance=Attendance(
            provider=_presence(fields, "didProviderAttend", "providerDuration", per_minute),
            patient=_presence(fields, "didPatientAttend", "patientDuration", per_minute),
            status=text_of(fields.get("status")),
        ),
    )


def _presence(fields: Fields, attended: str, duration: str, per_minute: int) -> Presence:
    return Presence(
        attended=truth_of(fields.get(attended)), duration=number_of(fields.get(duration), per_minute)
    )


def text_of(value: object) -> str | None:
    """A text that is not empty, or a number as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def link_of(value: object) -> str:
    """A web address as it came, or nothing."""
    link = text_of(value) or ""
    return link if link.startswith(("https://", "http://")) and not any(map(str.isspace, link)) else ""


def instant_of(value: object) -> datetime | None:
    """An RFC 3339 time as aware UTC; one without an offset is no instant."""
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
        return instant.astimezone(UTC) if instant and instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def number_of(value: object, per: int = 1) -> int | None:
    """A duration as a whole number of so many each, from an int, a float or text; never negative."""
    if not isinstance(value, int | float | str) or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(number / per) if math.isfinite(number) and number >= 0 else None


def truth_of(value: object) -> bool | None:
    """A yes or no, from a boolean, 0, 1 or text."""
    return value if isinstance(value, bool) else _TRUTHS.get(str(value).strip().lower())
