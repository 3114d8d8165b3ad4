"""What went wrong at BetterPT, as a word to be said later, and the promise to tell somebody of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import promises
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
)
from bot.models import NoticeKind, Room, Task, VideoRoom

NOT_DONE = "not-done"
"""It was asked for without an answer, and a look told later that it was not done."""
MOVED_MEANWHILE = "moved-meanwhile"
"""BetterPT's people moved a room while it was being handed over to another provider."""
PATIENCE = timedelta(minutes=15)
"""How long an unavailable BetterPT is asked again before the requester is told that it did not work."""


def problem_of(error: RoomsError) -> str:
    """A word for what went wrong, and behind a colon BetterPT's own words where it gave some."""
    match error:
        case RoomsRejected():
            return "rejected:" + "; ".join(error.reasons)
        case RoomsUnauthorized():
            return "unauthorized"
        case RoomMissing():
            return "missing"
        case OutcomeUnknown(reasons=()):
            return "no-answer"
        case OutcomeUnknown():
            return "unsure:" + "; ".join(error.reasons)
        case _:
            return "unavailable"


def tell(room: Room, what: str, now: datetime, *, to: str, problem: str) -> Task:
    """To tell a person of a problem, in words that stay true if the room changes before they are said."""
    version = promises.OF_ITS_CREATION if what == "create" else str(room.version)
    about = {"start": room.start.isoformat(), "problem": problem, "version": version}
    if room.pending_start:
        about["wanted"] = room.pending_start.isoformat()
    return promises.announce(NoticeKind.PROBLEM, room, now, what=what, to=to, **about)


def shifted(room: Room, video: VideoRoom, wanted: datetime, now: datetime) -> tuple[Task, ...]:
    """BetterPT has the room at another time than it was asked for: never hidden."""
    if video.start == wanted:
        return ()
    moved = room.but(start=video.start)
    return (tell(moved, "shifted", now, to=room.request.requester, problem="shifted"),)


def as_it_is(room: Room, video: VideoRoom, now: datetime) -> Room:
    """The room as BetterPT had it at `now`; what was told or corrected of another session holds no more."""
    after = room.but(video=video.read_at(now), start=video.start, problem=None)
    if video.start != room.start:
        after = after.but(told_at=None, digest=None)
    return after.but(correction=None) if video.start > now else after
