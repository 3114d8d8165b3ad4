"""While the session is open: look whether somebody waits alone, and let the provider's reminder say so.

Only presence is evidence (BetterPT's `false` is "not yet known" until two hours after the start), and where
BetterPT shows nothing, nothing is said. Also whenever somebody saw BetterPT have it at another time: that is
written down and told. The outcome is `follow_ups`' business.
"""

from __future__ import annotations

import logging

from bot import outcomes, promises
from bot.errors import RoomsError, RoomsUnavailable
from bot.models import Entry, Notice, NoticeKind, Room, RoomState, Task, VideoRoom
from bot.ports import Clock, Ledger, Rooms
from bot.tasks.elsewhere import moved_elsewhere
from bot.tasks.outcome import Outcome, nothing

log = logging.getLogger(__name__)


class Watch:
    """The step that looks once."""

    def __init__(self, *, rooms: Rooms, ledger: Ledger, clock: Clock) -> None:
        """Reads from BetterPT only; from `ledger`, whether there is a reminder to correct."""
        self._rooms = rooms
        self._ledger = ledger
        self._clock = clock

    async def look(self, task: Task, room: Room) -> Outcome:
        """Look; a BetterPT that does not answer shows nothing.

        Raises:
            RoomsUnavailable: the same, but somebody was promised that all hear of what they saw.
        """
        seen = task.details.get("seen")
        is_meant = room.state is RoomState.SCHEDULED and room.start.isoformat() == task.details["session"]
        is_found = seen == promises.NO_LINKS and room.video is not None and room.video.has_links
        if not is_meant or is_found or not (seen or await self._has_reader(room)):
            return nothing
        try:
            video = await self._rooms.get(room.video.uid if room.video else "")
        except RoomsError as error:
            log.info("room %s not looked into: %s", room.id, type(error).__name__)
            if seen and self._clock.now() < room.end:
                raise RoomsUnavailable("what somebody saw is not looked at yet") from error
            return nothing
        return lambda room: self._seen(room, video)

    async def _has_reader(self, room: Room) -> bool:
        if not outcomes.can_enter(room, self._clock.now()):
            return False
        which = {"version": promises.stamp(room.start)}
        reminder = Notice(kind=NoticeKind.REMINDER, room=room, details=which)
        return await self._ledger.message(reminder.key) is not None

    def _seen(self, room: Room, video: VideoRoom) -> Entry:
        now = self._clock.now()
        if not room.video or room.told_at:
            return Entry()
        if video.start != room.start:
            return moved_elsewhere(room, video, now)
        after = room.but(video=video.read_at(now))
        tasks: tuple[Task, ...] = ()
        if outcomes.seen_in(after) is not outcomes.seen_in(room):
            tasks = (promises.remind(room, now, room.start),)
        if video.has_links and not room.video.has_links:
            tasks += (promises.announce(NoticeKind.LINKS, room, now),)
        return Entry(room=after, tasks=tasks)
