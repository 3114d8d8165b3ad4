"""What would be done, to be confirmed or asked about first. Nothing has happened yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import times
from bot.models import Draft, Outreach, Room


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would be booked: to be confirmed, or asked about first."""

    draft: Draft
    now: datetime
    question: times.Question | None = None
    others: tuple[datetime, ...] = ()
    """Less likely readings of the words, UTC."""
    other_end: datetime | None = None
    """The end (UTC) that the words name, where it is not the one that the room will have."""
    outreach: tuple[Outreach, ...] = ()
    unread: str = ""
    """What a question's words hold that could not be read, back to who typed it; it is not kept."""
    has_rest: bool = False
    """Whether something was typed that is neither a time nor anything else we need; it is not kept."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where a room would be moved to: to be confirmed, or asked about first."""

    room: Room
    now: datetime
    start: datetime | None
    question: times.Question | None = None
    others: tuple[datetime, ...] = ()
    other_end: datetime | None = None
    """As in `Preview`."""
    unread: str = ""
    """As in `Preview`."""
    outreach: tuple[Outreach, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cancellation:
    """What cancelling a room would mean: to be confirmed."""

    room: Room
    now: datetime
    outreach: tuple[Outreach, ...] = ()
