"""How a session went, and who is seen in it while it is open: judged from BetterPT's report alone.

No sentences (`handlers.sentences.sessions`), and nothing is asked here (`bot.tasks.follow_ups`, `.watch`).
BetterPT's status word decides nothing: its values are not documented.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.models import (
    ATTENDANCE_FINAL,
    LIVE,
    MOST_MINUTES,
    TOO_SHORT,
    Attendance,
    Room,
    SessionOutcome,
)

PROVIDER_MISSED = frozenset({SessionOutcome.PROVIDER_MISSING, SessionOutcome.NOBODY})
"""What the channel is not told: it would name the one person whom everybody there knows."""


class Seen(StrEnum):
    """Who BetterPT shows in an open room. Only presence is evidence: `false` may be "not yet known"."""

    NOTHING = "nothing"
    PATIENT_WAITS = "patient-waits"
    PROVIDER_WAITS = "provider-waits"
    BOTH = "both"


def outcome_of(room: Room, now: datetime) -> SessionOutcome:
    """How the session went: what a person corrected stands over what BetterPT reports."""
    return room.correction.outcome if room.correction else reported(room, now)


def reported(room: Room, now: datetime) -> SessionOutcome:
    """The same by BetterPT's report alone, as far as it can be believed at `now`."""
    if room.video is None or not is_reported(room, now):
        return SessionOutcome.NOT_REPORTED
    seen = room.video.attendance
    match bool(seen.provider.attended), bool(seen.patient.attended):
        case True, True:
            return SessionOutcome.TOO_SHORT if is_too_short(seen) else SessionOutcome.HELD
        case True, False:
            return SessionOutcome.PATIENT_MISSING
        case False, True:
            return SessionOutcome.PROVIDER_MISSING
        case _:
            return SessionOutcome.NOBODY


def is_reported(room: Room, now: datetime) -> bool:
    """Whether BetterPT has told of both sides: before two hours after the start `false` tells nothing."""
    seen = room.video.attendance if room.video else None
    sides = (seen.provider.attended, seen.patient.attended) if seen else (None, None)
    return all(sides) or (now >= room.start + ATTENDANCE_FINAL and None not in sides)


def is_too_short(seen: Attendance) -> bool:
    """Whether one side was there for less than `TOO_SHORT` minutes.

    Not judged where a number cannot be minutes (then the other one's unit is unknown, too), nor from 0:
    that is also what stands there before anything was counted.
    """
    lengths = [side.duration for side in (seen.provider, seen.patient) if side.duration]
    return bool(lengths) and min(lengths) < TOO_SHORT and max(lengths) <= MOST_MINUTES


def alarmed(room: Room, coordinators: frozenset[str]) -> frozenset[str]:
    """Who hears privately (Slack user ids) that the provider did not come: never only the provider."""
    provider = room.request.provider.id
    return (coordinators - {provider}) or frozenset({room.request.requester} - {provider})


def seen_in(room: Room) -> Seen:
    """Who BetterPT showed in the room when it was read last."""
    if room.video is None:
        return Seen.NOTHING
    seen = room.video.attendance
    match bool(seen.provider.attended), bool(seen.patient.attended):
        case True, True:
            return Seen.BOTH
        case True, False:
            return Seen.PROVIDER_WAITS
        case False, True:
            return Seen.PATIENT_WAITS
        case _:
            return Seen.NOTHING


def is_to_come(room: Room, now: datetime) -> bool:
    """Whether nobody can know yet how it went, though a clock that was ahead may have had it told."""
    return room.state in LIVE and now < room.end


def can_enter(room: Room, now: datetime) -> bool:
    """Whether its links lead into the room now."""
    return room.state in LIVE and room.video is not None and room.opens <= now < room.end
