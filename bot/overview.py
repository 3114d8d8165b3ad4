"""What a stretch of days holds, and which rooms of it need somebody: read from rooms, nothing else.

BetterPT is not asked, and nothing is written. Not here: who may see which rooms (`bot.booking.Access`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from bot import times
from bot.models import LIVE, Agenda, Concern, ConcernKind, Room, RoomQuery, RoomState, SessionOutcome
from bot.outcomes import outcome_of

EXPECTED = LIVE | {RoomState.CREATING, RoomState.UNKNOWN}
"""States of which a session may come."""
A_WEEK = timedelta(days=7)
"""How far back nobody may have rebooked yet, and how far ahead it is worth to look for trouble."""
_AHEAD = timedelta(days=60)
"""How far ahead a patient's next session is looked for."""
_MOST = 5000
"""Rooms in one look; by start, so that more than these cost the far end only."""
_UNTREATED = frozenset(
    {SessionOutcome.PATIENT_MISSING, SessionOutcome.PROVIDER_MISSING, SessionOutcome.NOBODY}
)
_ORDER = tuple(ConcernKind)


def around(now: datetime, person: str | None) -> RoomQuery:
    """Everything that an overview needs, in one query; `person` as in `RoomQuery`."""
    return RoomQuery(person=person, begins=now - A_WEEK, ends=now + _AHEAD, limit=_MOST)


def of_day(rooms: Iterable[Room], day: date, zone: str) -> tuple[Room, ...]:
    """Those that start on a local day in `zone` (IANA)."""
    begins, ends = times.midnight(day, zone), times.midnight(day + timedelta(days=1), zone)
    return tuple(room for room in rooms if begins <= room.start < ends)


def agenda(rooms: Sequence[Room], *, to: str | None, day: date, zone: str, now: datetime) -> Agenda:
    """What a day holds: its sessions, its concerns, and what nobody may have rebooked yet."""
    sessions = tuple(room for room in of_day(rooms, day, zone) if room.state in EXPECTED)
    ids = {room.id for room in sessions}
    everywhere = {ConcernKind.UNKNOWN, ConcernKind.REBOOK}
    raised = tuple(each for each in concerns(rooms, now) if each.kind in everywhere or each.room.id in ids)
    return Agenda(to=to, day=day, zone=zone, rooms=sessions, concerns=raised)


def is_quiet(agenda: Agenda, now: datetime) -> bool:
    """Whether nothing more happens on that day and nobody is waited for: then it is not told."""
    waiting = (each.room for each in agenda.concerns if each.kind is ConcernKind.UNKNOWN and agenda.to)
    return all(room.end <= now for room in (*agenda.rooms, *waiting))


def concerns(rooms: Sequence[Room], now: datetime) -> list[Concern]:
    """What needs somebody, the most pressing kind first, then by start; `rooms` are by start."""
    found = [*_unknown(rooms), *_unreachable(rooms, now), *_to_rebook(rooms, now), *_conflicts(rooms, now)]
    return sorted(found, key=lambda each: (_ORDER.index(each.kind), each.room.start))


def _unknown(rooms: Iterable[Room]) -> Iterator[Concern]:
    return (Concern(kind=ConcernKind.UNKNOWN, room=room) for room in rooms if room.state is RoomState.UNKNOWN)


def _unreachable(rooms: Iterable[Room], now: datetime) -> Iterator[Concern]:
    """The rule is BetterPT's: it writes in a clinic's name, to an address or a number (`bot.outreach`)."""
    for room in rooms:
        is_told = room.request.clinic and room.request.patient.is_reachable
        if now < room.start < now + A_WEEK and room.state in LIVE and not is_told:
            yield Concern(kind=ConcernKind.UNREACHABLE, room=room)


def _to_rebook(rooms: Sequence[Room], now: datetime) -> Iterator[Concern]:
    """A patient is known again by contact or chart number; of others nobody can tell."""
    theirs: dict[str, list[Room]] = defaultdict(list)
    for room in rooms:
        if room.state in EXPECTED:
            for known in _known_by(room):
                theirs[known].append(room)
    listed: set[str] = set()
    for room in reversed(rooms):  # the latest of a patient stands for all
        patient = _known_by(room)
        if not patient or not _is_untreated(room, now) or not listed.isdisjoint(patient):
            continue
        listed |= patient
        if not any(_is_next(each, room, now) for known in patient for each in theirs[known]):
            yield Concern(kind=ConcernKind.REBOOK, room=room)


def _is_untreated(room: Room, now: datetime) -> bool:
    if room.state is RoomState.CANCELLED:
        return room.start < now + A_WEEK
    return room.state in LIVE and room.end <= now and outcome_of(room, now) in _UNTREATED


def _is_next(other: Room, room: Room, now: datetime) -> bool:
    return other.id != room.id and (other.end > now or other.start >= room.start)


def _known_by(room: Room) -> set[str]:
    patient = room.request.patient
    return {each for each in (patient.email, patient.phone, room.request.reference) if each}


def _conflicts(rooms: Iterable[Room], now: datetime) -> Iterator[Concern]:
    before: dict[str, Room] = {}
    for room in rooms:
        if room.state not in EXPECTED or not now < room.end < now + A_WEEK:
            continue
        other = before.get(room.request.provider.id)
        if other and other.end > room.start:
            yield Concern(kind=ConcernKind.CONFLICT, room=room, other=other)
        before[room.request.provider.id] = room
