"""A task that cannot be done is put aside, never deleted: the coordinators are told, and may try it again.

Where nobody coordinates, the clinic's channel is told, or the one where the room was asked for. What Slack
refuses is said once more, in plain text. That nobody can be told at all is only logged: there must be an end.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot import promises
from bot.errors import ChannelClosed, NotifyRefused
from bot.models import Entry, Message, Room, Setback, Task, TaskKind
from bot.preferences import CLINIC
from bot.tasks.saying import Voice

log = logging.getLogger(__name__)


class Setbacks:
    """The errand that tells one person of one setback, and its promise."""

    def __init__(self, voice: Voice) -> None:
        """Its coordinators are told."""
        self._voice = voice
        self._to: Sequence[str] = sorted(voice.coordinators) or [CLINIC]

    def of(self, task: Task) -> Entry:
        """What is promised when a task is put aside."""
        if task.kind is TaskKind.SETBACK:
            return Entry()
        return Entry(tasks=tuple(self._promise(task, to) for to in self._to))

    def _promise(self, task: Task, to: str) -> Task:
        now = self._voice.clock.now()
        key = f"setback:{to}:{task.key}:{task.epoch}"
        return Task(
            key=key,
            kind=TaskKind.SETBACK,
            room_id=to,
            lane=key,
            due=now,
            promised=now,
            details={"task": task.key, "message": promises.opaque(key)},
        )

    async def tell(self, task: Task) -> Entry:
        """Tell it, unless the task was tried again meanwhile.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        aside = next(
            (each for each in await self._voice.ledger.parked() if each.key == task.details["task"]), None
        )
        if aside is None:
            return Entry()
        room = await self._voice.ledger.room(aside.room_id)
        channel = await self._channel(task, room)
        if channel is None:
            log.error("nobody was told that %s was put aside: there is no channel", aside.kind)
            return Entry()
        to = None if task.room_id == CLINIC else task.room_id
        is_plain = "plain" in task.details
        setback = Setback(to=to, task=aside, room=room, is_plain=is_plain)
        key = f"setback:{task.details['message']}"
        kept = await self._voice.ledger.message(key) or Message(
            key=key, room_id=task.room_id, channel=channel
        )
        try:
            return Entry(message=await self._voice.tell(task, kept, setback))
        except NotifyRefused as error:
            if not is_plain and not isinstance(error, ChannelClosed):  # it may be the blocks
                return Entry(tasks=(self._plainly(task),))
            log.error("nobody was told that %s was put aside: %s", aside.kind, error)  # noqa: TRY400
            return Entry()

    async def _channel(self, task: Task, room: Room | None) -> str | None:
        if task.room_id != CLINIC:
            return task.room_id
        clinic = await self._voice.preferences.clinic()
        return clinic.channel or (room.request.channel if room else None)

    def _plainly(self, task: Task) -> Task:
        details = {**task.details, "plain": "yes"}
        return replace(task, key=f"{task.key}:plain", due=self._voice.clock.now(), details=details)
