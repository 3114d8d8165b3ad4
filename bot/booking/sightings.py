"""What somebody comes upon by looking at a room: that BetterPT has it at another time than we do.

It is promised to be looked at once more, by who then writes it down and tells it (`bot.tasks.watch`).
"""

from __future__ import annotations

from collections.abc import Callable

from bot import promises
from bot.models import Entry, Room, RoomState, VideoRoom
from bot.ports import Clock, Ledger


class Sightings:
    """The use case of a look that shows more than we knew."""

    def __init__(self, *, ledger: Ledger, clock: Clock, nudge: Callable[[], None]) -> None:
        """`nudge` is called after the commit."""
        self._ledger = ledger
        self._clock = clock
        self._nudge = nudge

    async def seen(self, room: Room, video: VideoRoom) -> bool:
        """Promise that everybody hears of it if `video` shows the room moved without us; whether it does.

        A change of ours that is under way, or in doubt, finds out by itself.
        """
        is_settled = room.state is RoomState.SCHEDULED and not room.doubt and not room.told_at
        if not is_settled or video.start == room.start:
            return False
        await self._ledger.write(Entry(tasks=(promises.look_into(room, self._clock.now()),)))
        self._nudge()
        return True
