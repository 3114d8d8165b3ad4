"""A room as BetterPT keeps it, and the rules of its session. No GraphQL and no clock of its own here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sandbox.betterpt import moments

SESSION = timedelta(minutes=60)
EARLY_ENTRY = timedelta(minutes=5)
REPORTED_AFTER = timedelta(hours=2)


class Side(StrEnum):
    """Who somebody is in a room."""

    PATIENT = "patient"
    PROVIDER = "provider"


class EntryRefused(Exception):
    """The door stays shut; the text is the sentence the person reads."""


@dataclass(kw_only=True)
class Visit:
    """One stay in the room; `left` is None while it lasts."""

    entered: datetime
    left: datetime | None = None


def _codes() -> dict[Side, str]:
    return {side: str(uuid.uuid4()) for side in Side}


def _visits() -> dict[Side, list[Visit]]:
    return {side: [] for side in Side}


@dataclass(kw_only=True)
class RoomRecord:
    """One room. All times are aware UTC."""

    start: datetime
    zone: str
    """The IANA name."""
    base: str = field(repr=False)
    """Where the join pages are."""
    created: datetime
    display_name: str | None = None
    reference: str | None = None
    clinic: str | None = None
    provider_email: str | None = None
    patient_email: str | None = None
    patient_phone: str | None = None
    uid: str = field(default_factory=lambda: str(uuid.uuid4()))
    codes: dict[Side, str] = field(default_factory=_codes, repr=False)
    visits: dict[Side, list[Visit]] = field(default_factory=_visits)
    is_cancelled: bool = False

    @property
    def end(self) -> datetime:
        """When everybody is put out."""
        return self.start + SESSION

    @property
    def patient_link(self) -> str:
        """The patient's key to the room."""
        return self.link(Side.PATIENT)

    @property
    def provider_link(self) -> str:
        """The provider's key to the room."""
        return self.link(Side.PROVIDER)

    def link(self, side: Side) -> str:
        """The link as in BetterPT's documentation."""
        return f"{self.base}/room/{self.uid}?code={self.codes[side]}&type={side}"

    def has_started(self, now: datetime) -> bool:
        """Whether the session can no longer be changed: its time has come, or the provider began early."""
        return now >= self.start or bool(self.visits[Side.PROVIDER])

    def is_inside(self, side: Side, now: datetime) -> bool:
        """Whether that side is in the room; at the end everybody is out."""
        return now < self.end and any(visit.left is None for visit in self.visits[side])

    @property
    def opens(self) -> datetime:
        """From when on people can enter."""
        return self.start - EARLY_ENTRY

    def why_shut(self, now: datetime) -> str | None:
        """The sentence for who stands before the door, or None if it is open."""
        if self.is_cancelled:
            return "This session was cancelled."
        if now < self.opens:
            at = f"{moments.hour(self.opens, self.zone)} {moments.zone_name(self.opens, self.zone)}"
            return f"You can enter from {at}, five minutes before the start."
        if now >= self.end:
            return "This session is over: the room was open for 60 minutes."
        return None

    def join(self, side: Side, now: datetime) -> None:
        """Let somebody in.

        Raises:
            EntryRefused: cancelled, too early or over.
        """
        if why := self.why_shut(now):
            raise EntryRefused(why)
        if not self.is_inside(side, now):
            self.visits[side].append(Visit(entered=now))

    def leave(self, side: Side, now: datetime) -> None:
        """Let somebody out; nothing happens if they are not in."""
        for visit in self.visits[side]:
            if visit.left is None:
                visit.left = min(now, self.end)

    def stayed(self, side: Side, now: datetime) -> timedelta:
        """How long that side has been in the room, all its stays together."""
        stays = ((visit.left or min(now, self.end)) - visit.entered for visit in self.visits[side])
        return sum(stays, timedelta())

    def minutes(self, side: Side, now: datetime) -> int:
        """The same in whole minutes, as it is reported."""
        return round(self.stayed(side, now) / timedelta(minutes=1))

    def status(self, now: datetime) -> str:
        """One word; BetterPT's own words are not documented."""
        if self.is_cancelled:
            return "CANCELLED"
        if now >= self.end:
            return "ENDED"
        return "STARTED" if self.visits[Side.PROVIDER] else "SCHEDULED"

    def is_reported(self, now: datetime) -> bool:
        """Whether attendance and durations are up to date: two hours after the start."""
        return now >= self.start + REPORTED_AFTER
