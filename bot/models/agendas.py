"""What a day holds, and what of it needs somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.models.rooms import Room


class ConcernKind(StrEnum):
    """Why a room needs somebody, the most pressing first."""

    UNKNOWN = "unknown"
    """It is not known whether it was created."""
    UNREACHABLE = "unreachable"
    """BetterPT tells the patient nothing: no contact was given, or no clinic to write in the name of."""
    REBOOK = "rebook"
    """The patient was not treated and has no next session."""
    CONFLICT = "conflict"
    """Its provider has another session during it."""


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One room that needs somebody."""

    kind: ConcernKind
    room: Room
    other: Room | None = None
    """The session it is in conflict with, which starts first."""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What one day holds for a person, or for everybody."""

    to: str | None
    """Slack user id; None is the clinic's channel: nothing of a patient is said there."""
    day: date
    zone: str
    """IANA: where the day is one, and whose clock its times are said by."""
    rooms: tuple[Room, ...]
    """The day's sessions by start, without those that will not take place."""
    concerns: tuple[Concern, ...] = ()
