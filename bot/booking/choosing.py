"""Choosing how the bot behaves: everybody for themselves, coordinators for the clinic."""

from __future__ import annotations

from dataclasses import replace

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
        wanted = replace(await self._preferences.clinic(), **changes)  # type: ignore[arg-type]
        tasks = (
            *self._promised(CLINIC, wanted, wanted.time_zone),
            *rhythm.promises(wanted, self._clock.now()),
        )
        return await self._preferences.change(CLINIC, wanted, by, tasks=tasks)

    async def for_oneself(self, by: str, **changes: object) -> bool:
        """Change some fields of one's own `Wishes`, and promise one's next agenda; the same."""
        wanted = replace(await self._preferences.of(by), **changes)  # type: ignore[arg-type]
        zone = wanted.zone or await self._preferences.profile_zone(by)
        return await self._preferences.change(by, wanted, by, tasks=self._promised(by, wanted, zone))

    def _promised(self, to: str, wanted: Clinic | Wishes, zone: str | None) -> tuple[Task, ...]:
        if not wanted.agenda_at or not zone:
            return ()
        return (agendas.promise(to, Hour(wanted.agenda_at, zone), self._clock.now()),)
