"""What is asked for, and by whom: a gesture and what was typed become a `Request`, with what the clinic set.

Where it goes besides the time is decided here and nowhere else: which channel, which thread, which of the
clinic's names. Not here: the time itself, and whatever becomes of the request.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.models import Patient, Provider, Request
from bot.preferences import Preferences
from handlers.channels import Channels
from handlers.gesture import Gesture
from handlers.people import People


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed, besides the time; what is None is filled in."""

    provider: str | None = None
    """Slack user id; None is who asks."""
    patient: Patient = field(default_factory=Patient)
    reference: str | None = None
    clinic: str | None = None
    """None is the clinic's first name, empty is that it was left blank on purpose: nothing goes out then."""
    channel: str | None = None
    """Where the card is to go."""
    thread: str | None = None
    """Slack's `ts` of the message under which it is to go."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request, and how its time is to be read."""

    request: Request
    zone: str
    """IANA: the provider's."""
    locale: str
    """The typist's."""
    remark: str = ""
    """What is to be said of where it goes, to who asks."""


class Asking:
    """Makes requests."""

    def __init__(self, *, people: People, channels: Channels, preferences: Preferences) -> None:
        """To be asked after the ack: people and channels are looked up."""
        self._channels = channels
        self._people = people
        self._preferences = preferences

    async def request(self, gesture: Gesture, wanted: Wanted) -> Asked:
        """The request of who made this gesture.

        Raises:
            NotAllowed: they are a guest, or the provider is nobody who can hold a room (`guest`, `left`).
            TimeUnclear: no time zone is known for the provider.
        """
        clinic = await self._preferences.clinic()
        channel = wanted.channel or clinic.channel or gesture.channel
        typist, provider, remark = await asyncio.gather(
            self._people.staff(gesture.who),
            self._people.holder(wanted.provider or gesture.who),
            self._channels.remark(channel),
        )
        request = Request(
            requester=gesture.who,
            provider=Provider(id=provider.id, name=provider.name, email=provider.email),
            channel=channel,
            patient=wanted.patient,
            reference=wanted.reference,
            clinic=clinic.name if wanted.clinic is None else wanted.clinic or None,
            reply_url=gesture.reply_url,
            thread=wanted.thread,
        )
        return Asked(request=request, zone=provider.zone, locale=typist.locale, remark=remark)
