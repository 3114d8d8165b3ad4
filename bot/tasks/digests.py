"""After a downtime: tells a provider in one message how many sessions went, instead of a message for each.

Up to `FEW` are told one by one after all: each then has its buttons. Which room is in which digest stands
in the room, and what becomes known later is corrected in the digest's message.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from bot import promises
from bot.errors import NotifyRefused
from bot.models import LIVE, Digest, Entry, Message, Notice, NoticeKind, Room, RoomQuery, Task
from bot.ports import Clock, Ledger, Notifier
from bot.tasks.lost_time import LostTime
from bot.tasks.saying import Saying

log = logging.getLogger(__name__)

FEW = 3
_ALL = 1000
"""More than a provider has in `_LOOKS_BACK`."""
_LOOKS_BACK = timedelta(days=60)
_PATIENCE = timedelta(hours=1)
"""How long it is waited for the rest of them: 10,000 are asked about in 10 to 20 minutes."""


class Digests:
    """The errand that tells one digest."""

    def __init__(self, *, notifier: Notifier, ledger: Ledger, clock: Clock, saying: Saying) -> None:
        """`saying` says it once."""
        self._notifier = notifier
        self._ledger = ledger
        self._clock = clock
        self._saying = saying
        self._lost_time = LostTime(notifier=notifier, ledger=ledger)

    async def tell(self, task: Task) -> Entry:
        """Tell it, or bring it up to date.

        Raises:
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        key, now = task.details["digest"], self._clock.now()
        rooms = await self._ledger.rooms(RoomQuery(digest=key, limit=_ALL))
        if not rooms:
            return Entry()
        kept = await self._ledger.message(key)
        if kept and kept.ts:
            return await self._again(task, kept, rooms)
        if await self._is_more_to_come(rooms[0], now):
            return Entry(tasks=(promises.digest(rooms[0], now, promises.GATHER_MORE),))
        if kept is None and (told := await self._told_before_a_restore(task, rooms)):
            return told
        if kept is None and len(rooms) <= FEW:
            return _one_by_one(rooms, now)
        return await self._say(task, kept or _message(key, task), rooms)

    async def _told_before_a_restore(self, task: Task, rooms: Sequence[Room]) -> Entry | None:
        """Of which of them people were told already, each by its own message, or in an earlier digest."""
        restored = await self._ledger.restored()
        if restored is None or rooms[0].start > restored.restored:
            return None
        try:
            said = {each.key: each for each in await self._lost_time.said(task.room_id)}
        except NotifyRefused:  # nor can it be said there
            return None
        now = self._clock.now()
        alone = [room for room in rooms if Notice(kind=NoticeKind.FOLLOW_UP, room=room).key in said]
        told = _one_by_one(alone, now) if alone else _told_together(said, rooms, now)
        return told and replace(told, tasks=(*told.tasks, promises.digest(rooms[0], now)))

    async def _is_more_to_come(self, first: Room, now: datetime) -> bool:
        """Whether others of this provider are as late and were not asked about yet."""
        if first.told_at and now >= first.told_at + _PATIENCE:
            return False
        ends = now - promises.LATE - (first.end - first.start)
        untold = RoomQuery(
            provider=first.request.provider.id,
            begins=ends - _LOOKS_BACK,
            ends=ends,
            states=LIVE,
            is_told=False,
            limit=1,
        )
        return bool(await self._ledger.rooms(untold))

    async def _say(self, task: Task, message: Message, rooms: Sequence[Room]) -> Entry:
        digest = Digest(to=task.room_id, rooms=tuple(rooms))
        correct = partial(self._notifier.retell, digest)
        try:
            said = await self._saying.post(task, message, partial(self._notifier.tell, digest), correct)
        except NotifyRefused as error:  # each finds somebody who can have it
            log.warning("a digest was refused: %s", error)
            return _one_by_one(rooms, self._clock.now())
        return Entry(message=said)

    async def _again(self, task: Task, message: Message, rooms: Sequence[Room]) -> Entry:
        digest = Digest(to=task.room_id, rooms=tuple(rooms))
        try:
            await self._saying.edit(task, message, partial(self._notifier.retell, digest))
        except NotifyRefused as error:  # somebody deleted it
            log.warning("a digest was not edited: %s", error)
        return Entry()


def _message(key: str, task: Task) -> Message:
    return Message(key=key, room_id=task.room_id, channel=task.room_id)


def _told_together(said: Mapping[str, Message], rooms: Sequence[Room], now: datetime) -> Entry | None:
    """The first digest that stands, and may have told some of them: it tells them on."""
    to = rooms[0].request.provider.id
    for key in sorted(key for key in said if promises.is_digest_of(rooms[0], key)):
        if among := _told_in(key, rooms):
            message = replace(said[key], room_id=to)
            return Entry(rooms=among, message=message, tasks=(promises.digest(among[0], now),))
    return None


def _told_in(key: str, rooms: Sequence[Room]) -> tuple[Room, ...]:
    """Those that were as late when that digest was told."""
    until = promises.end_of_digest(key)
    return tuple(room.but(digest=key) for room in rooms if room.end + promises.LATE < until)


def _one_by_one(rooms: Sequence[Room], now: datetime) -> Entry:
    """Each by a message of its own; what the cards say was promised with the digest."""
    alone = tuple(room.but(digest=None) for room in rooms)
    told = chain.from_iterable(promises.tell_outcome(room, now, is_late=True) for room in alone)
    return Entry(rooms=alone, tasks=tuple(task for task in told if task.details["notice"] != NoticeKind.CARD))
