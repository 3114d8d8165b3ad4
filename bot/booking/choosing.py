"""Choosing how the bot behaves: everybody for themselves, coordinators for the clinic."""

from __future__ import annotations

from datetime import time

from bot import agendas
from bot.booking.access import Access
from bot.errors import NotAllowed
from bot.models import Clinic, Task, Wishes
from bot.ports import Clock
from bot.preferences import CLINIC, Preferences
from bot.reports import rhythm
from bot.times import Hour


class Choosing:
    """The use cases behind the settings."""

    def __init__(self, *, preferences: Preferences, access: Access, clock: Clock) -> None:
        """What is chosen is kept in `preferences`."""
        self._preferences = preferences
        self._access = access
        self._clock = clock

    def may_choose_for_all(self, by: str) -> bool:
        """Whether this person (Slack user id) is a coordinator."""
        return self._access.is_coordinator(by)

    async def for_all(self, by: str, **changes: object) -> bool:
        """Change some fields of `Clinic`, and promise what is told next; whether anything is another now.

        Raises:
            NotAllowed: not by this person.
        """
        if not self.may_choose_for_all(by):
            raise NotAllowed("settings")
        return await self._preferences.change_clinic(changes, by, self._promised_to_all)

    async def for_oneself(self, by: str, **changes: object) -> bool:
        """Change some fields of one's own `Wishes`, and promise one's next agenda; the same."""
        profile = await self._preferences.profile_zone(by)

        def promised(wanted: Wishes) -> tuple[Task, ...]:
            return self._agenda(by, wanted.agenda_at, wanted.zone or profile)

        return await self._preferences.change_own(changes, by, promised)

    def _promised_to_all(self, wanted: Clinic) -> tuple[Task, ...]:
        agenda = self._agenda(CLINIC, wanted.agenda_at, wanted.time_zone)
        return (*agenda, *rhythm.promises(wanted, self._clock.now()))

    def _agenda(self, to: str, at: time | None, zone: str | None) -> tuple[Task, ...]:
        return (agendas.promise(to, Hour(at, zone), self._clock.now()),) if at and zone else ()
