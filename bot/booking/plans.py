"""What would be done, to be confirmed or asked about first. Nothing has happened yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from bot import times
from bot.booking.conflicts import Finding, seen
from bot.booking.following import Following
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
    findings: tuple[Finding, ...] = ()
    """What is to be known about its sessions, those that are left out among them; by start."""
    told: tuple[tuple[Outreach, ...], ...] = ()
    """What the patient gets for each session, where there are several."""
    is_provider_assumed: bool = False
    """Whether nobody was named as the provider by somebody who books for others."""

    @property
    def is_how_many(self) -> bool:
        """Whether all that is asked is how many sessions of a series without an end are wanted."""
        return self.question is not None and bool(self.draft.offered)

    @property
    def has_conflicts(self) -> bool:
        """Whether a room stands in the way of one of its sessions."""
        return any(each.conflicts for each in self.findings if each.start in self.draft.starts)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing that somebody should look at before it is booked."""
        doubts = (self.question, self.others, self.other_end, self.has_rest, self.findings, self.unread)
        if self.is_provider_assumed:
            return False
        return len(self.draft.starts) == 1 and not self.draft.offered and not any(doubts)

    @property
    def seen(self) -> str:
        """What a click on it holds for."""
        return seen(self.draft.starts, self.findings)


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
    words: str = ""
    """How the new time was said, where all of it was read."""
    following: Following | None = None
    """What would be moved along, if the following sessions of its series are."""
    findings: tuple[Finding, ...] = ()
    """What is to be known about the new time, and about those of the following sessions; by start."""

    @property
    def has_conflicts(self) -> bool:
        """Whether a room stands in the way at the new time."""
        return any(each.conflicts for each in self.findings if each.start == self.start)

    @property
    def seen(self) -> str:
        """What a click that moves this one alone holds for."""
        return seen((self.start,) if self.start else (), self.findings)

    @property
    def seen_along(self) -> str:
        """What a click that moves the following ones alike holds for."""
        if self.following is None:
            return self.seen
        return seen([step.start for step in self.following.steps], self.findings)


@dataclass(frozen=True, kw_only=True)
class Cancellation:
    """What cancelling a room would mean: to be confirmed."""

    room: Room
    now: datetime
    outreach: tuple[Outreach, ...] = ()
    following: Following | None = None
    """What would be cancelled along, if the following sessions of its series are."""

    @property
    def seen_along(self) -> str:
        """What a click that cancels the following ones as well holds for."""
        steps = self.following.steps if self.following else ()
        return uuid5(NAMESPACE_OID, "|".join([self.room.id, *(step.room.id for step in steps)])).hex[:12]


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What it would mean that another provider takes a room over: to be confirmed."""

    room: Room
    draft: Draft
    """The room that takes its place."""
    now: datetime
    told: tuple[Outreach, ...] = ()
    """What the patient gets for the new room."""
    called_off: tuple[Outreach, ...] = ()
    """What the patient gets for the old one."""
    findings: tuple[Finding, ...] = ()
    """What is to be known about the new provider at that time."""

    @property
    def seen(self) -> str:
        """What a click on it holds for."""
        return seen(self.draft.starts, self.findings)
