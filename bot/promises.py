"""The tasks that rooms give rise to: what is promised, under which key, and when it is due.

Nothing is done here. A task's key names its promise, so promising twice is promising once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.models import NoticeKind, Room, Task, TaskKind

ASK_AFTER = tuple(
    timedelta(minutes=m) for m in (60, 75, 90, 105, 120, 130, 180, 240, 360, 540, 720, 1080, 1440)
)
"""When BetterPT is asked for attendance, counted from the start.

The session ends at 60 minutes; BetterPT has attendance up to date two hours after the start; corrections are
looked for during a day.
"""
TELL_AT_LATEST = timedelta(minutes=130)
"""When the provider is told what is known, counted from the start, although BetterPT may still be silent."""


def create(room: Room, now: datetime) -> Task:
    """To create the room at BetterPT: once per room."""
    return Task(key=f"{room.id}:create", kind=TaskKind.CREATE, room_id=room.id, due=now, promised=now)


def reschedule(room: Room, now: datetime) -> Task:
    """To move the room to its `pending_start`."""
    key = f"{room.id}:reschedule:{room.version}"
    return Task(key=key, kind=TaskKind.RESCHEDULE, room_id=room.id, due=now, promised=now)


def cancel(room: Room, now: datetime) -> Task:
    """To cancel the room."""
    key = f"{room.id}:cancel:{room.version}"
    return Task(key=key, kind=TaskKind.CANCEL, room_id=room.id, due=now, promised=now)


def announce(kind: NoticeKind, room: Room, now: datetime, **details: str) -> Task:
    """To say something about the room as it will be after the entry this task is written with."""
    key = ":".join([room.id, "announce", kind.value, str(room.version), *sorted(details.values())])
    told = {"notice": kind.value, **details}
    return Task(key=key, kind=TaskKind.ANNOUNCE, room_id=room.id, due=now, promised=now, details=told)


def keep_current(room: Room, now: datetime) -> tuple[Task, ...]:
    """To let the card say that the session has begun, and that it is over."""
    card = announce(NoticeKind.CARD, room, now)
    return tuple(
        replace(card, key=f"{card.key}:{moment.isoformat()}", due=moment)
        for moment in (room.start, room.end)
        if moment > now
    )


def follow_up(room: Room, now: datetime, *, due: datetime | None = None) -> Task:
    """To ask for attendance: at the end of the session, or at `due`; void once the room has moved."""
    at = due or room.end
    start = room.start.isoformat()
    return Task(
        key=f"{room.id}:follow-up:{start}:{at.isoformat()}",
        kind=TaskKind.FOLLOW_UP,
        room_id=room.id,
        due=at,
        promised=now,
        details={"start": start},
    )


def next_ask(room: Room, now: datetime) -> datetime | None:
    """When BetterPT is asked for attendance next, or None when a day has passed."""
    return next((room.start + after for after in ASK_AFTER if room.start + after > now), None)
