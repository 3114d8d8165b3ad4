"""Tells a person, or the clinic's channel, what their day holds: once a day, and nothing on a quiet one.

The next day's promise is written before today's is kept: nothing that goes wrong today ends the row of days.
After a downtime only today's is told, and only while something of the day is still to come.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from bot import agendas, overview, promises
from bot.errors import NotifyRefused
from bot.models import Agenda, Entry, Message, Task
from bot.preferences import CLINIC
from bot.tasks.saying import Voice
from bot.times import Hour

log = logging.getLogger(__name__)


class Agendas:
    """The errand that tells one agenda."""

    def __init__(self, voice: Voice) -> None:
        """Its coordinators are told of everybody's sessions."""
        self._voice = voice

    async def tell(self, task: Task) -> Entry:
        """Tell today's, if the hour is still the one that was chosen.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        to, now = task.room_id, self._voice.clock.now()
        chosen = await agendas.hour(self._voice.preferences, to)
        if chosen is None:
            return Entry()
        following = Entry(tasks=(agendas.promise(to, chosen, now),))
        today = chosen.today(now)
        if not chosen.is_in(task.details) or now < chosen.of(today):
            return following
        await self._voice.ledger.write(following)
        try:
            return await self._say(task, today, chosen, now)
        except NotifyRefused as error:  # archived, deactivated: tomorrow it may be open again
            log.warning("an agenda was refused: %s", error)
            return Entry()

    async def _say(self, task: Task, day: date, chosen: Hour, now: datetime) -> Entry:
        to = task.room_id
        channel = to if to != CLINIC else (await self._voice.preferences.clinic()).channel
        held = await self._agenda(to, day, chosen, now)
        if channel is None or overview.is_quiet(held, now):
            return Entry()
        key = f"agenda:{promises.opaque(to)}:{day}"
        kept = await self._voice.ledger.message(key) or Message(key=key, room_id=to, channel=channel)
        if kept.ts:
            return Entry()
        return Entry(message=await self._voice.tell(task, kept, held))

    async def _agenda(self, to: str, day: date, chosen: Hour, now: datetime) -> Agenda:
        is_for_all = to == CLINIC or to in self._voice.coordinators
        rooms = await self._voice.ledger.rooms(overview.around(now, None if is_for_all else to))
        person = None if to == CLINIC else to
        return overview.agenda(rooms, to=person, day=day, zone=chosen.zone, now=now)
