"""A room that BetterPT has at another time than we do: changed on their side, and every promise follows."""

from __future__ import annotations

from datetime import datetime

from bot import promises
from bot.models import Entry, NoticeKind, Room, VideoRoom
from bot.tasks.problems import as_it_is


def moved_elsewhere(room: Room, video: VideoRoom, now: datetime) -> Entry:
    """What is written when `video` was read at `now` with another start than the room's."""
    known = as_it_is(room, video, now)
    after = known.but(moved_from=room.start, doubt=None)
    moved = {"what": "moved", "was": room.start.isoformat(), "by": "", "version": str(room.version)}
    return Entry(
        room=after,
        tasks=(
            promises.announce(NoticeKind.CARD, room, now),
            promises.announce(NoticeKind.CHANGE, room, now, **moved),
            *promises.tell_provider(room, now, "moved"),
            promises.follow_up(after, now, due=max(after.end, now)),
            *promises.keep_current(after, now),
        ),
    )
