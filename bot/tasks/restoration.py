"""After the ledger was restored from a backup: nothing is sent before it is known how things stand by now.

What happened since the backup is not in the ledger. So a room is read back from BetterPT before the first of
its old promises is kept; that one is to look at it, where its session is to come (`lost_rooms`). Each message
about what the backup has is looked for in Slack before it is posted (`lost_time`).
"""

from __future__ import annotations

from datetime import datetime

from bot import promises
from bot.errors import RoomMissing, RoomsError, RoomsUnavailable
from bot.models import (
    Entry,
    NoticeKind,
    Restored,
    Room,
    RoomState,
    Task,
    VideoRoom,
)
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.endings import says_cancelled
from bot.tasks.lost_time import is_from_before, perhaps_told, settled
from bot.tasks.outcome import Outcome, Step


class Restoration:
    """Stands before the steps of old promises."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """Reads from BetterPT only."""
        self._rooms = rooms
        self._ledger = ledger
        self._clock = clock

    def before(self, step: Step) -> Step:
        """The same step, for a room that was read back if the ledger is older than what may have happened.

        It raises RoomsUnavailable as long as the room cannot be read.
        """

        async def reconciled(task: Task, room: Room) -> Outcome:
            restored = await self._ledger.restored()
            if restored and _is_doubtful(task, room, restored):
                await self._ledger.mark(task, perhaps_told(await self._as_it_is(room, restored)))
                room = await self._ledger.room(room.id) or room
            return _recalled(await step(task, room), task, restored)

        return reconciled

    def recalling(self, step: Step) -> Step:
        """The same step; what an old promise of a change comes to was perhaps found out and told before."""

        async def recalled(task: Task, room: Room) -> Outcome:
            return _recalled(await step(task, room), task, await self._ledger.restored())

        return recalled

    async def _as_it_is(self, room: Room, restored: Restored) -> Entry:
        now, uid = self._clock.now(), room.video.uid if room.video else ""
        try:
            video = await self._rooms.get(uid)
        except RoomMissing:
            return _cancelled(room, now)
        except RoomsUnavailable:
            raise
        except RoomsError as error:  # somebody has to mend it first, and nothing is sent before it is known
            raise RoomsUnavailable(f"not read back: {type(error).__name__}") from error
        if says_cancelled(video):
            return _cancelled(room, now, video)
        if video.start != room.start:
            return moved_elsewhere(room, video, now)
        is_known = now > settled(restored) and room.doubt is not None and room.doubt.by is None
        return Entry(room=room.but(video=video.read_at(now), doubt=None if is_known else room.doubt))


def _recalled(outcome: Outcome, task: Task, restored: Restored | None) -> Outcome:
    if restored is None or not is_from_before(task, restored):
        return outcome
    return lambda room: perhaps_told(outcome(room))


def _is_doubtful(task: Task, room: Room, restored: Restored) -> bool:
    """Whether the room may be another by now than the ledger has it."""
    if not is_from_before(task, restored) or room.state is not RoomState.SCHEDULED or room.video is None:
        return False
    return (room.video.read or room.created) <= settled(restored)


def _cancelled(room: Room, now: datetime, video: VideoRoom | None = None) -> Entry:
    """Cancelled since the backup, and told then: what stands is corrected, and nothing new is said."""
    read = video.read_at(now) if video else room.video
    after = room.but(state=RoomState.CANCELLED, video=read, cancelled_at=now)
    return Entry(
        room=after,
        tasks=(
            promises.announce(NoticeKind.CARD, room, now),
            promises.announce(NoticeKind.LINKS, room, now),
            promises.remind(room, now, room.start),
        ),
    )
