"""The tasks that rooms give rise to: what is promised, under which key, and when it is due.

Nothing is done here. A task's key names its promise, so promising twice is promising once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from bot.models import OF_A_SERIES, Doubt, NoticeKind, Room, Task, TaskKind

ASK_AFTER = tuple(
    timedelta(minutes=m) for m in (60, 75, 90, 105, 120, 130, 180, 240, 360, 540, 720, 1080, 1440)
)
"""When BetterPT is asked for attendance, counted from the start.

The session ends at 60 minutes; BetterPT has attendance up to date two hours after the start; corrections are
looked for during a day.
"""
TELL_AT_LATEST = timedelta(minutes=130)
"""When the provider is told what is known, counted from the start, although BetterPT may still be silent."""
WATCH_AFTER = (timedelta(minutes=5), timedelta(minutes=15))
"""When it is looked whether somebody is missing, counted from the start."""
LINKS_AFTER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=3))
"""When links are looked for that BetterPT did not give at once."""
NO_LINKS = "no links"
OF_ITS_CREATION = "create"
"""The `version` of what is told of a room that was not created, or may not be: once."""
SHORT_ID = 8
"""As much of our own ids as tells the rooms of one series apart."""
SHARED = ("batch", "together")
"""What the tasks of several changes of one click have in common."""
LOOK_AFTER = timedelta(minutes=1)
"""When it is looked again what became of a change of which nobody knows; then less and less often."""
LATE = timedelta(hours=6)
"""After the session's end: what is told later than this comes from a downtime, and so do others."""
GATHER = timedelta(seconds=4)
"""How long it is waited for more that is as late."""
GATHER_MORE = timedelta(seconds=10)
"""The same while a digest was not told yet: the rest of a long downtime is asked about for minutes."""
_HOUR = "%Y-%m-%dT%H"
_OUTCOME_TOLD = (NoticeKind.FOLLOW_UP, NoticeKind.OUTCOME, NoticeKind.CARD)


def create(room: Room, now: datetime) -> Task:
    """To create the room at BetterPT: once per room."""
    return _of(room, TaskKind.CREATE, "create", now)


def reschedule(room: Room, now: datetime) -> Task:
    """To move the room to its `pending_start`."""
    return _of(room, TaskKind.RESCHEDULE, f"reschedule:{room.version}", now)


def cancel(room: Room, now: datetime) -> Task:
    """To cancel the room."""
    return _of(room, TaskKind.CANCEL, f"cancel:{room.version}", now)


def _of(
    room: Room, kind: TaskKind, name: str, now: datetime, *, due: datetime | None = None, **details: str
) -> Task:
    """A task of the room, due now or at `due`; its `name` tells it from all others of that room."""
    return Task(
        key=f"{room.id}:{name}",
        kind=kind,
        room_id=room.id,
        lane=room.lane,
        due=due or now,
        promised=now,
        details=details,
    )


def look_again(change: Task, room: Room, doubt: Doubt, now: datetime, told: Task) -> Task:
    """To find out what became of a change, and to correct what was `told`: that nobody knows.

    `doubt` may be an earlier change's: then that one is waited for.
    """
    looks = _of(room, TaskKind.LOOK, f"look:{room.version}", now, due=now + LOOK_AFTER)
    carried = {key: change.details[key] for key in (*SHARED, "heir") if key in change.details}
    asked = {
        "asked": (room.cancelled_at or change.promised).isoformat(),
        "change": doubt.by or "",
        "asks": change.key if doubt.by else "",
    }
    return replace(looks, details={**told.details, **carried, **asked})


def together(task: Task, rooms: Sequence[Room], batch: str) -> Task:
    """The same as one of several changes of one click: what came of them is told once."""
    if len(rooms) == 1:
        return task
    ids = ",".join(room.id[:SHORT_ID] for room in rooms)
    return replace(task, details={**task.details, "batch": batch, "together": ids})


def announce(kind: NoticeKind, room: Room, now: datetime, **details: str) -> Task:
    """To say something about the room as it will be after the entry this task is written with."""
    name = ":".join(["announce", kind.value, str(room.version), *sorted(details.values())])
    return replace(_of(room, TaskKind.ANNOUNCE, name, now), details={"notice": kind.value, **details})


def decided(room: Room, now: datetime, what: str) -> Task:
    """To let the question about a room of unknown outcome say what was decided: `again` or `left`."""
    about = {"what": "create", "to": room.request.requester, "version": OF_ITS_CREATION}
    return announce(NoticeKind.PROBLEM, room, now, **about, decided=what)


def reply_there(room: Room, now: datetime) -> Task:
    """To say what became of the room where it was asked for, though it is changed from elsewhere by now."""
    task = announce(NoticeKind.REPLY, room, now)
    return replace(task, details={**task.details, "place": room.request.reply_url or ""})


def meanwhile(room: Room, now: datetime) -> Task:
    """To let the card say that the room is being changed; void once that is done."""
    return announce(NoticeKind.CARD, room, now, meanwhile=room.state.value)


def keep_current(room: Room, now: datetime) -> tuple[Task, ...]:
    """To do what its own time brings, from reminding to withdrawing links; void once it has moved."""
    opens, is_ahead = room.opens, room.end > now
    moments = {
        NoticeKind.CARD: (opens, room.start, room.end),
        NoticeKind.REMINDER: (max(opens, now), room.start, room.end),
        NoticeKind.BOOKED: (room.end,),
        NoticeKind.LINKS: (room.end,),
    }
    said = (_at(kind, room, now, at) for kind, times in moments.items() for at in times if at >= now)
    watched = (_watch(room, now, room.start + after) for after in WATCH_AFTER)
    return (*said, *(task for task in watched if task.due > now)) if is_ahead else ()


def _at(kind: NoticeKind, room: Room, now: datetime, at: datetime) -> Task:
    """To say it at that moment of the session. A reminder of another start is another message."""
    which = {"version": stamp(room.start)} if kind is NoticeKind.REMINDER else {}
    told = announce(kind, room, now, session=room.start.isoformat(), **which)
    return replace(told, key=f"{told.key}:{at.isoformat()}", due=at)


def _watch(room: Room, now: datetime, at: datetime, **details: str) -> Task:
    start = room.start.isoformat()
    return _of(room, TaskKind.WATCH, f"watch:{start}:{at.isoformat()}", now, due=at, session=start, **details)


def look_into(room: Room, now: datetime) -> Task:
    """To write down and tell that BetterPT has it at another time, as somebody saw; void once we know it."""
    return _watch(room, now, now, seen="elsewhere")


def look_for_links(room: Room, now: datetime) -> tuple[Task, ...]:
    """To look for the links of a room that was created without any."""
    return tuple(_watch(room, now, now + after, seen=NO_LINKS) for after in LINKS_AFTER)


def look_back(room: Room, restored: datetime, at: datetime) -> Task:
    """To look how it stands: what was done between the backup and `restored`, the ledger does not know."""
    return _watch(room, restored, at)


def stamp(start: datetime) -> str:
    """What tells the reminders of a room that was moved apart."""
    return str(int(start.timestamp()))


def remind(room: Room, now: datetime, start: datetime) -> Task:
    """To correct the reminder of the session at `start`, if one was sent."""
    return announce(NoticeKind.REMINDER, room, now, version=stamp(start))


def booked(room: Room, now: datetime) -> Task:
    """To tell the provider: once for all rooms of a series that were asked for at the same time."""
    task = announce(NoticeKind.BOOKED, room, now, calendar="all")
    return replace(task, key=f"{room.lane}:announce:booked:{room.created.isoformat()}")


def tell_provider(room: Room, now: datetime, change: str) -> tuple[Task, Task]:
    """To tell that it has `moved` or is `cancelled`, with a new file for their calendar.

    `room` is as it was before: the reminder of that start, if one was sent, is corrected.
    """
    booking = announce(NoticeKind.BOOKED, room, now, calendar="one", change=change, of=str(room.version))
    return booking, remind(room, now, room.start)


def tell_outcome(
    room: Room, now: datetime, alarmed: Iterable[str] = (), *, is_late: bool = False
) -> tuple[Task, ...]:
    """To tell how the session went, or correct what was told; `alarmed` (Slack user ids) hear it by DM.

    Late and among others, the thread keeps silent: the card and the digest say it. What is late is due since
    the session's end: it takes its turn behind what somebody waits for.
    """
    kinds = (kind for kind in _OUTCOME_TOLD if not (room.digest and kind is NoticeKind.OUTCOME))
    which = which_session(room)
    told = [announce(kind, room, now, **({} if kind is NoticeKind.CARD else which)) for kind in kinds]
    told += [announce(NoticeKind.ALERT, room, now, to=who, **which) for who in sorted(alarmed)]
    return tuple(replace(task, due=room.end) if is_late else task for task in told)


def which_session(room: Room) -> dict[str, str]:
    """What tells its outcomes apart: a room that was moved may have had a session before.

    What was told of that one stays as it is.
    """
    return {"version": stamp(room.start)} if room.moved_from else {}


def follow_up(room: Room, now: datetime, *, due: datetime | None = None) -> Task:
    """To ask for attendance: at the end of the session, or at `due`; void once the room has moved.

    What follows from an earlier one is a task of its own, also where a clock that was set back comes to the
    same instant again.
    """
    at, start = due or room.end, room.start.isoformat()
    which = f"follow-up:{start}:{at.isoformat()}" + (f":{room.version}" if due else "")
    return _of(room, TaskKind.FOLLOW_UP, which, now, due=at, start=start)


def next_ask(room: Room, now: datetime) -> datetime | None:
    """When BetterPT is asked for attendance next, or None when a day has passed."""
    return next((room.start + after for after in ASK_AFTER if room.start + after > now), None)


def create_all(rooms: Sequence[Room], now: datetime) -> tuple[Task, ...]:
    """To create the rooms of a series one after the other, in the order given, under one card.

    All are due by now, a millisecond apart and the last one now: a lane goes by what is due first, and what a
    creation gives rise to is due when it was, so it is said before the next request.
    """
    dues = [now - timedelta(milliseconds=behind) for behind in range(len(rooms), -1, -1)]
    card = replace(announce(NoticeKind.CARD, rooms[0], now), due=dues[0])
    creates = (replace(create(room, now), due=due) for room, due in zip(rooms, dues[1:], strict=True))
    return (card, *creates)


def waiting(room: Room, now: datetime) -> Task:
    """To say that it takes longer: once for all rooms that were asked for at the same time."""
    task = announce(NoticeKind.REPLY, room, now)
    return replace(task, key=f"{room.lane}:announce:waiting:{room.created.isoformat()}")


def series_ended(room: Room, now: datetime) -> tuple[Task, ...]:
    """To say what became of a series; void while another of its rooms is still being created."""
    to = room.request.requester
    return (
        announce(NoticeKind.REPLY, room, now, about=OF_A_SERIES),
        announce(NoticeKind.PROBLEM, room, now, about=OF_A_SERIES, what=OF_A_SERIES, to=to, version=room.id),
    )


def cancel_replaced(replaced: Room, by: Room, now: datetime) -> Task:
    """To cancel a room now that another one stands in its place."""
    task = cancel(replaced, now)
    details = {"for": by.id, "by": by.request.requester, "heir": by.request.provider.id}
    return replace(task, key=f"{replaced.id}:cancel:for:{by.id}", details=details)


def opaque(to: str) -> str:
    """A person or channel as part of a message's key, which every app in the workspace can read."""
    return uuid5(NAMESPACE_OID, to).hex


def digest_of(room: Room, now: datetime) -> str:
    """The key of the digest that tells this late outcome: one an hour for each provider."""
    return f"{_digests_for(room)}{now:{_HOUR}}"


def is_digest_of(room: Room, key: str) -> bool:
    """Whether it is the key of a digest for the room's provider."""
    return key.startswith(_digests_for(room))


def end_of_digest(key: str) -> datetime:
    """When the hour ended in which what that digest tells became known."""
    return datetime.strptime(key.rpartition(":")[2], _HOUR).replace(tzinfo=UTC) + timedelta(hours=1)


def _digests_for(room: Room) -> str:
    return f"digest:{opaque(room.request.provider.id)}:"


def digest(room: Room, now: datetime, gather: timedelta = GATHER) -> Task:
    """To tell the room's digest, or keep it true, a moment later: what comes meanwhile is one promise."""
    key, moment = room.digest or digest_of(room, now), int(now.timestamp() // gather.total_seconds()) + 1
    due = datetime.fromtimestamp(moment * gather.total_seconds(), UTC)
    return Task(
        key=f"{key}:{int(due.timestamp())}",
        kind=TaskKind.DIGEST,
        room_id=room.request.provider.id,
        lane=key,
        due=due,
        promised=now,
        details={"digest": key},
    )
