"""Who asks for a room, for whom, and what exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import TimeUnclear


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of the Slack workspace, as far as the bot needs to know them."""

    id: str
    name: str
    email: str | None = None
    time_zone: str | None = None
    locale: str = "en-US"
    is_guest: bool = False

    @property
    def zone(self) -> str:
        """Their IANA zone.

        Raises:
            TimeUnclear: neither Slack nor the clinic's settings have one.
        """
        if self.time_zone is None:
            raise TimeUnclear("no-zone")
        return self.time_zone


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Who holds the room, as they were when it was asked for."""

    id: str
    """Slack user id."""
    name: str
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Patient:
    """How the patient can be reached. No name, no diagnosis: the bot does not need them."""

    email: str | None = None
    phone: str | None = None
    """E.164, e.g. +12025550143."""

    @property
    def is_reachable(self) -> bool:
        """Whether BetterPT has any way to tell the patient something."""
        return bool(self.email or self.phone)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a person asked for, apart from the time: by whom, for whom, and where the card goes."""

    requester: str
    """Slack user id."""
    provider: Provider
    channel: str
    """Slack channel id of the card."""
    patient: Patient = field(default_factory=Patient)
    reference: str | None = None
    """The clinic's chart number (BetterPT: partnerCustomerId)."""
    clinic: str | None = None
    reply_url: str | None = None
    """Slack response_url of the preview: 5 uses in 30 minutes. A key: never logged."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A preview that nobody has confirmed yet. Its id becomes the room's, so two clicks make one room."""

    id: str
    request: Request
    words: str
    """How the time was said, to be shown and edited again."""
    start: datetime | None
    """None while a question about the time is open."""
    zone: str
    created: datetime
