"""Where a room's links are said: in the card's thread, on request only, or to their two people alone.

A link is a key to a patient's room. It is never posted where another company reads, nor in any thread if the
clinic wants each to be asked for; once the room is cancelled or over, no place keeps one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bot import promises
from bot.models import Message, Notice, NoticeKind, Room, RoomState, Task
from bot.ports import Clock, Ledger, Notifier
from bot.preferences import Preferences


class Placed(NamedTuple):
    """What is said in the thread (None: nothing), and the tasks to say it to people."""

    in_thread: Notice | None
    in_private: tuple[Task, ...]


class Links:
    """Decides it each time the links are to be said."""

    def __init__(self, *, notifier: Notifier, ledger: Ledger, clock: Clock, preferences: Preferences) -> None:
        """`notifier` is asked who reads a channel."""
        self._notifier = notifier
        self._ledger = ledger
        self._clock = clock
        self._preferences = preferences

    async def place(self, notice: Notice, message: Message) -> Placed:
        """Where this notice goes; `message` is the one in the thread, posted or not.

        Raises:
            NotifyError: Slack does not say who reads the channel.
        """
        room, now = notice.room, self._clock.now()
        is_dead = room.state is RoomState.CANCELLED or now >= room.end
        is_shared = not is_dead and await self._notifier.is_shared_outside(message.channel)
        to = _people(room) if is_shared else await self._sent(room)
        private = tuple(promises.announce(NoticeKind.LINKS, room, now, to=who) for who in to)
        if (is_shared or is_dead) and not message.ts:
            return Placed(None, private)
        return Placed(await self._held_back(notice, is_shared=is_shared), private)

    async def noted(self, notice: Notice) -> Notice:
        """The card's notice, which says so if the links were sent to people alone."""
        if not await self._sent(notice.room):
            return notice
        return replace(notice, details={**notice.details, "links": "private"})

    async def _held_back(self, notice: Notice, *, is_shared: bool) -> Notice:
        if is_shared:
            return replace(notice, details={**notice.details, "links": "private"})
        if (await self._preferences.clinic()).are_links_posted:
            return notice
        return replace(notice, details={**notice.details, "links": "on-request"})

    async def _sent(self, room: Room) -> list[str]:
        """Who has the links in a DM."""
        keys = {
            who: Notice(kind=NoticeKind.LINKS, room=room, details={"to": who}).key for who in _people(room)
        }
        return [who for who, key in keys.items() if await self._ledger.message(key)]


def _people(room: Room) -> list[str]:
    return sorted({room.request.requester, room.request.provider.id})
