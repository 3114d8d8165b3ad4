"""Tells reports: on Mondays the channel, on the first coordinators, and the channel when somebody says so.

The next week's or month's promise is written together with this one's. After a downtime only the last whole
week and month are told.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date, datetime

from bot import promises
from bot.errors import NotifyRefused
from bot.models import MOST_MINUTES, Account, Attendance, Entry, Message, OddDuration, Task, TaskKind
from bot.preferences import CLINIC
from bot.reports import Reports, rhythm
from bot.reports.rhythm import Rhythm
from bot.tasks.saying import Voice
from bot.times import Days

log = logging.getLogger(__name__)


def odd_durations(seen: Attendance, to: Collection[str], now: datetime) -> tuple[Task, ...]:
    """To tell coordinators (Slack user ids) of what cannot be minutes: each once a month."""
    longest = max(seen.provider.duration or 0, seen.patient.duration or 0)
    if longest <= MOST_MINUTES:
        return ()
    return tuple(
        Task(
            key=(key := f"report:duration:{who}:{now:%Y-%m}"),
            kind=TaskKind.REPORT,
            room_id=who,
            lane=key,
            due=now,
            promised=now,
            details={"to": who, "duration": str(longest)},
        )
        for who in sorted(to)
    )


class ReportTelling:
    """The errand that tells one report, or promises those of a week or month."""

    def __init__(self, voice: Voice) -> None:
        """Its coordinators are told of each month."""
        self._voice = voice
        self._reports = Reports(ledger=voice.ledger, clock=voice.clock)

    async def tell(self, task: Task) -> Entry:
        """Tell it once.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        if name := task.details.get("rhythm"):
            return await self._promised(task, Rhythm(name))
        try:
            return await self._said(task)
        except NotifyRefused as error:  # archived, deactivated
            log.warning("a report was refused: %s", error)
            return Entry()

    async def _promised(self, task: Task, name: Rhythm) -> Entry:
        now = self._voice.clock.now()
        held = rhythm.chosen(await self._voice.preferences.clinic(), name)
        if held is None:
            return Entry()
        following = rhythm.promise(held, now)
        if not held.hour.is_in(task.details) or now < task.due:
            return Entry(tasks=(following,))
        readers = (CLINIC,) if name is Rhythm.WEEKLY else sorted(self._voice.coordinators)
        told = (rhythm.telling(to, held.days(now), held.hour.zone, now, why=name) for to in readers)
        return Entry(tasks=(following, *told))

    async def _said(self, task: Task) -> Entry:
        to = task.details["to"]
        channel = to if to != CLINIC else (await self._voice.preferences.clinic()).channel
        key = f"report:{promises.opaque(task.key)}"
        kept = await self._voice.ledger.message(key)
        if channel is None or (kept and kept.ts):
            return Entry()
        telling = await self._telling(task, to)
        if telling is None:
            return Entry()
        message = kept or Message(key=key, room_id=to, channel=channel)
        return Entry(message=await self._voice.tell(task, message, telling))

    async def _telling(self, task: Task, to: str) -> Account | OddDuration | None:
        """What is to be told; None if it is nothing."""
        if duration := task.details.get("duration"):
            return OddDuration(to=to, duration=int(duration))
        days = Days(*(date.fromisoformat(task.details[end]) for end in ("first", "last")))
        counted = await self._reports.count(days, task.details["zone"], clinic=task.details.get("clinic"))
        if not counted.sums.tallies:
            return None  # nothing was booked: nobody misses being told so
        return Account(to=None if to == CLINIC else to, counted=counted)
