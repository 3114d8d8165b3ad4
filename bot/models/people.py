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
    """A guest of the workspace, or somebody of another one: they may look, and change nothing."""

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
    thread: str | None = None
    """Slack's `ts` of the message under which everything goes; None: the card begins a thread of its own."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A preview that nobody has confirmed yet. Its id becomes the room's, so two clicks make one room."""

    id: str
    request: Request
    words: str
    """How the time was said, to be shown and edited again."""
    starts: tuple[datetime, ...]
    """When each session starts, earliest first: several for a series, none while a question is open."""
    zone: str
    created: datetime
    offered: tuple[datetime, ...] = ()
    """All sessions of a series that the words mean: a person leaves some out, or says how many."""
    replaces: str | None = None
    """The id of the room whose place this one takes once it is created: another provider has it then."""

    @property
    def start(self) -> datetime | None:
        """The (first) session's start; None while a question about the time is open."""
        return self.starts[0] if self.starts else None

    @property
    def is_series(self) -> bool:
        """Whether it is for several sessions."""
        return len(self.starts) > 1
