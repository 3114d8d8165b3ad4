"""Tells a person, or the clinic's channel, what their day holds: once a day, and nothing on a quiet one.

The next day's promise is written before today's is kept: nothing that goes wrong today ends the row of days.
After a downtime only today's is told, and only while something of the day is still to come.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime
from uuid import NAMESPACE_OID, uuid5

from bot import agendas, overview
from bot.agendas import Hour
from bot.errors import NotifyRefused
from bot.models import Agenda, Entry, Message, Task
from bot.ports import Clock, Ledger, Notifier
from bot.preferences import CLINIC, Preferences

log = logging.getLogger(__name__)


class Agendas:
    """The errand that tells one agenda."""

    def __init__(
        self,
        *,
        notifier: Notifier,
        ledger: Ledger,
        clock: Clock,
        preferences: Preferences,
        coordinators: frozenset[str],
    ) -> None:
        """`coordinators` (Slack user ids) are told of everybody's sessions."""
        self._notifier = notifier
        self._ledger = ledger
        self._clock = clock
        self._preferences = preferences
        self._coordinators = coordinators

    async def tell(self, task: Task) -> Entry:
        """Tell today's, if the hour is still the one that was chosen.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        to, now = task.room_id, self._clock.now()
        chosen = await agendas.hour(self._preferences, to)
        if chosen is None:
            return Entry()
        following = Entry(tasks=(agendas.promise(to, chosen, now),))
        today = chosen.today(now)
        if not agendas.is_still_meant(task, chosen) or now < chosen.of(today):
            return following
        await self._ledger.write(following)
        try:
            return await self._say(to, today, chosen, now)
        except NotifyRefused as error:  # archived, deactivated: tomorrow it may be open again
            log.warning("an agenda was refused: %s", error)
            return Entry()

    async def _say(self, to: str, day: date, chosen: Hour, now: datetime) -> Entry:
        channel = to if to != CLINIC else (await self._preferences.clinic()).channel
        held = await self._agenda(to, day, chosen, now)
        if channel is None or overview.is_quiet(held, now):
            return Entry()
        key = f"agenda:{uuid5(NAMESPACE_OID, to).hex}:{day}"
        kept = await self._ledger.message(key) or Message(key=key, room_id=to, channel=channel)
        return Entry() if kept.ts else Entry(message=await self._post(held, kept, now))

    async def _agenda(self, to: str, day: date, chosen: Hour, now: datetime) -> Agenda:
        is_for_all = to == CLINIC or to in self._coordinators
        rooms = await self._ledger.rooms(overview.around(now, None if is_for_all else to))
        person = None if to == CLINIC else to
        return overview.agenda(rooms, to=person, day=day, zone=chosen.zone, now=now)

    async def _post(self, agenda: Agenda, message: Message, now: datetime) -> Message:
        """Post it once: what an earlier attempt may have posted is looked for first."""
        if message.tried_at is None:
            message = replace(message, tried_at=now)
            await self._ledger.write(Entry(message=message))
        elif found := await self._notifier.find(message):
            return found
        return await self._notifier.tell(agenda, message)
