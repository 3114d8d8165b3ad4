"""After a restore: tells of it, looks at what is to come, and searches Slack for rooms that it does not know.

A room that was booked since the backup has left nothing but its card. Searched are all channels and DMs that
the ledger knows, the threads under the cards of sessions to come (what was handed over has its card there),
and those under what people said since (somebody may have asked for a room there). It is told place by place.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import promises
from bot.errors import NotifyRefused
from bot.models import (
    SESSION,
    Entry,
    LostCards,
    Message,
    NoticeKind,
    Place,
    Restored,
    RoomQuery,
    RoomState,
    Task,
    TaskKind,
)
from bot.preferences import CLINIC
from bot.tasks.lost_time import settled
from bot.tasks.saying import Voice

log = logging.getLogger(__name__)

_CARD = f":{NoticeKind.CARD.value}"
_LOOKS, _SEARCHES = timedelta(seconds=1), timedelta(seconds=3)
"""Between two of them: who books a room meanwhile is not held up, and Slack shows 50 pages a minute."""
_ALL = 100_000
"""More rooms than are ever booked ahead."""


class LostRooms:
    """The errand of a ledger that was restored."""

    def __init__(self, voice: Voice) -> None:
        """Its coordinators are told; where there is none, the clinic's channel."""
        self._voice = voice

    async def tell(self, task: Task) -> Entry:
        """Begin, search one place, or tell one person, as the task says.

        Raises:
            NotifyError: Slack did not answer, or did not take it.
        """
        restored = await self._voice.ledger.restored()
        if restored is None:
            return Entry()
        if "to" in task.details:
            return await self._tell(task, restored)
        if "channel" in task.details:
            return await self._search(task, restored)
        looks, searches = await self._looks(restored), self._searches(await self._places(restored), restored)
        return Entry(tasks=(*await self._tellings(task, ()), *looks, *searches))

    async def _looks(self, restored: Restored) -> Iterable[Task]:
        """A look at each session to come, the next one first: it may be cancelled, or earlier by now."""
        now = self._voice.clock.now()
        ahead = RoomQuery(begins=now - SESSION, states=frozenset({RoomState.SCHEDULED}), limit=_ALL)
        first = max(now, settled(restored)) + _LOOKS
        return (
            promises.look_back(room, restored.restored, first + _LOOKS * behind)
            for behind, room in enumerate(await self._voice.ledger.rooms(ahead))
        )

    async def _places(self, restored: Restored) -> Sequence[Place]:
        channel = (await self._voice.preferences.clinic()).channel
        first = [Place(channel=channel)] if channel else []
        return [*dict.fromkeys([*first, *await self._voice.ledger.places(restored.backed_up)])]

    def _searches(self, places: Iterable[Place], restored: Restored) -> Iterable[Task]:
        now = self._voice.clock.now()
        return (_search(place, restored, now + _SEARCHES * behind) for behind, place in enumerate(places))

    async def _search(self, task: Task, restored: Restored) -> Entry:
        place, since = Place(**task.details), restored.backed_up
        try:
            ours = await self._voice.notifier.ours(place.channel, since, place.thread)
            below = [] if place.thread else await self._voice.notifier.threads(place.channel, since)
        except NotifyRefused as error:  # it was left, or is gone
            log.warning("cards of unknown rooms were not looked for in a place: %s", error)
            return Entry()
        cards = [each for each in ours if await self._is_lost(each)]
        told = await self._tellings(task, cards) if cards else ()
        threads = (Place(channel=place.channel, thread=thread) for thread in below)
        return Entry(tasks=(*told, *self._searches(threads, restored)))

    async def _is_lost(self, message: Message) -> bool:
        about, ledger = message.key.removesuffix(_CARD), self._voice.ledger
        if about == message.key or await ledger.room(about):
            return False
        return not await ledger.rooms(RoomQuery(series=about, limit=1))

    async def _tellings(self, task: Task, cards: Sequence[Message]) -> Iterable[Task]:
        channel = (await self._voice.preferences.clinic()).channel
        to_tell = sorted(self._voice.coordinators) or ([channel] if channel else [])
        if not to_tell:
            about = f"{len(cards)} cards of unknown rooms" if cards else "it"
            log.error("the ledger was restored from a backup, and nobody is there to be told of %s", about)
        return (_for(to, task, cards) for to in to_tell)

    async def _tell(self, task: Task, restored: Restored) -> Entry:
        to = task.details["to"]
        cards = tuple(_card(*each) for each in json.loads(task.details["cards"]))
        lost = LostCards(to=to if to in self._voice.coordinators else None, cards=cards, restored=restored)
        key = f"restored:{promises.opaque(task.key)}"
        kept = await self._voice.ledger.message(key) or Message(key=key, room_id=CLINIC, channel=to)
        try:
            return Entry(message=kept if kept.ts else await self._voice.tell(task, kept, lost))
        except NotifyRefused as error:
            return await self._refused(task, error)

    async def _refused(self, task: Task, error: NotifyRefused) -> Entry:
        """The clinic's channel hears of it in place of a coordinator who cannot be told."""
        channel, to = (await self._voice.preferences.clinic()).channel, task.details["to"]
        if channel in {None, to}:
            log.error("nobody was told that the ledger was restored from a backup: %s", error)
            return Entry()
        key = f"{task.key.removesuffix(to)}{channel}"
        return Entry(tasks=(replace(task, key=key, lane=key, details={**task.details, "to": str(channel)}),))


def _search(place: Place, restored: Restored, due: datetime) -> Task:
    key = f"restored:{restored.restored.isoformat()}:{place.channel}:{place.thread or ''}"
    details = {"channel": place.channel} | ({"thread": place.thread} if place.thread else {})
    return Task(
        key=key,
        kind=TaskKind.RESTORED,
        room_id=CLINIC,
        lane=key,
        due=due,
        promised=restored.restored,
        details=details,
    )


def _for(to: str, task: Task, cards: Sequence[Message]) -> Task:
    told = json.dumps([[each.key, each.channel, each.ts] for each in cards])
    key = f"{task.key}:{to}"
    return replace(task, key=key, lane=key, details={"to": to, "cards": told})


def _card(key: str, channel: str, ts: str) -> Message:
    return Message(key=key, room_id=key.removesuffix(_CARD), channel=channel, ts=ts)
