"""What reports are made of, against an independent calculation over random histories, on every ledger."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.ledger import SqliteLedger, SqlLedger
from bot.models import (
    LIVE,
    Attendance,
    Correction,
    Entry,
    Event,
    EventKind,
    Fate,
    Presence,
    Provider,
    Room,
    RoomState,
    SessionOutcome,
    Side,
    SumQuery,
    VideoRoom,
)
from bot.outcomes import outcome_of
from tests.fakes import NOON, request, room

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BOUNDS = tuple(NOON + DAY * day for day in (-9, -5, -2, 1, 4))
WHO = (Provider(id="U0DANA", name="Dana Reyes"), Provider(id="U0LEE", name="Lee Park"))
MINUTES = (None, 0, 1, 7, 8, 9, 22, 30, 45, 60, 70, 71, 2800)


def history(chance: Random, number: int) -> Room:
    """A room as it may be, likely or not."""
    start = NOON + DAY * chance.randint(-10, 5) + HOUR * chance.choice((-3, -2, -1, 0, 1))
    state = chance.choice([*RoomState, *[RoomState.SCHEDULED] * 8])
    is_cancelled = state in {RoomState.CANCELLED, RoomState.CANCELLING}
    corrected = Correction(outcome=chance.choice([*SessionOutcome]), reason="", by="U0CASEY", at=NOON)
    return room(
        id=f"r{number}",
        request=request(provider=chance.choice(WHO)),
        start=start,
        state=state,
        cancelled_at=start - HOUR * chance.choice((-1, 1, 23.999, 24, 48)) if is_cancelled else None,
        moved_from=chance.choice((None, None, start - DAY)),
        handed_to=chance.choice((None, None, None, "U0LEE")),
        correction=chance.choice((None, None, corrected)),
        video=chance.choice((None, *[seen(chance, start)] * 9)),
    )


def seen(chance: Random, start: datetime) -> VideoRoom:
    sides = [
        Presence(attended=chance.choice((None, False, True, True)), duration=chance.choice(MINUTES))
        for _ in range(2)
    ]
    return VideoRoom(
        uid="u",
        start=start,
        zone="America/New_York",
        patient_link="https://video.example.com/p",
        provider_link="https://video.example.com/q",
        attendance=Attendance(provider=sides[0], patient=sides[1]),
    )


def fate(each: Room, now: datetime) -> Fate | None:
    """The same by the words of the README; None where there is nothing to count."""
    if each.handed_to or each.state not in LIVE | {RoomState.CANCELLED}:
        return None
    if each.state is RoomState.CANCELLED:
        return Fate.CANCELLED_LATE if each.notice and each.notice < DAY else Fate.CANCELLED
    return Fate.TO_COME if each.end > now else Fate(outcome_of(each, now).value)


def counted(rooms: Iterable[Room], now: datetime) -> Iterator[tuple[int, str, Fate, Room]]:
    for each in rooms:
        stretch = sum(bound <= each.start for bound in BOUNDS) - 1
        if 0 <= stretch < len(BOUNDS) - 1 and (became := fate(each, now)):
            yield stretch, each.request.provider.id, became, each


def durations(each: Room) -> list[int | None]:
    sides = each.video.attendance if each.video else Attendance()
    return [sides.provider.duration, sides.patient.duration]


def is_believable(each: Room) -> bool:
    return all(0 <= (minutes or 0) <= 70 for minutes in durations(each))


@pytest.mark.parametrize("seed", range(12))
async def test_the_sums_are_those_of_counting_by_hand(ledger: SqlLedger, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  histories, not secrets
    rooms = [history(chance, number) for number in range(600)]
    await ledger.write(Entry(rooms=tuple(rooms)))
    who = chance.choice((None, "U0LEE"))

    found = await ledger.sums(SumQuery(bounds=BOUNDS, now=NOON, provider=who))

    counts: Counter[object] = Counter()
    lengths: Counter[object] = Counter()
    for stretch, provider, became, each in counted(rooms, NOON):
        if who not in (None, provider):
            continue
        is_corrected = each.correction is not None and became in {*map(Fate, map(str, SessionOutcome))}
        counts[stretch, provider, became, "sessions"] += 1
        counts[stretch, provider, became, "moved"] += each.moved_from is not None
        counts[stretch, provider, became, "corrected"] += is_corrected
        counts[stretch, provider, became, "unbelievable"] += not is_believable(each)
        if became is Fate.HELD and is_believable(each):
            there, them = durations(each)
            both = None if there is None or them is None else min(there, them)
            for side, minutes in ((Side.PROVIDER, there), (Side.PATIENT, them), (Side.BOTH, both)):
                lengths[provider, side, minutes] += minutes is not None
    said = {
        (each.stretch, each.provider, each.fate, name): getattr(each, name)
        for each in found.tallies
        for name in ("sessions", "moved", "corrected", "unbelievable")
    }
    assert said == {key: number for key, number in counts.items() if counts[(*key[:3], "sessions")]}  # type: ignore[index]
    assert {(each.provider, each.side, each.minutes): each.sessions for each in found.lengths} == +lengths
    lines = await ledger.session_lines(SumQuery(bounds=BOUNDS, now=NOON, provider=who))
    by_hand = [each for each in counted(rooms, NOON) if who in (None, each[1])]
    assert [each.start for each in lines] == sorted(each.start for *_, each in by_hand)
    assert Counter(each.fate for each in lines) == Counter(became for _, _, became, _ in by_hand)
    assert sum(each.is_moved for each in lines) == sum(each.moved_from is not None for *_, each in by_hand)
    assert [each.reference for each in lines] == [None] * len(lines)
    names = {who.id: who.name for who in WHO}
    assert all(each.name == names[each.provider] for each in found.tallies)
    assert {each.fate for each in found.tallies} == {*Fate}, "every fate was met with"


async def test_nothing_sums_up_to_nothing(ledger: SqlLedger) -> None:
    found = await ledger.sums(SumQuery(bounds=BOUNDS, now=NOON))
    assert (found.tallies, found.lengths) == ((), ())


async def test_a_cancelled_room_comes_back_with_when(ledger: SqlLedger) -> None:
    gone = room(state=RoomState.CANCELLED, cancelled_at=NOON)
    await ledger.write(Entry(room=gone))
    assert (await ledger.room(gone.id)) == gone.but(version=1)


async def test_rooms_of_earlier_versions_are_counted_alike(tmp_path: Path) -> None:
    """When they were cancelled stands in their history, what was corrected in the correction."""
    path = tmp_path / "rooms.db"
    ledger = SqliteLedger(str(path))
    corrected = Correction(outcome=SessionOutcome.HELD, reason='"outcome": "nobody"', by="U0CASEY", at=NOON)
    start = NOON - 3 * DAY
    late = room(id="late", start=start, state=RoomState.CANCELLED)
    early = room(id="early", start=start, state=RoomState.CANCELLED)
    unknown = room(id="unknown", start=start, state=RoomState.CANCELLED)
    held = room(id="held", start=start, state=RoomState.SCHEDULED, correction=corrected)
    asked = [
        Event(room_id="late", kind=EventKind.ASKED, at=start - 2 * DAY, details={"what": "cancel"}),
        Event(room_id="late", kind=EventKind.ASKED, at=start - HOUR, details={"what": "cancel"}),
        Event(room_id="early", kind=EventKind.ASKED, at=start - DAY, details={"what": "cancel"}),
        Event(room_id="early", kind=EventKind.ASKED, at=start - HOUR, details={"what": "book"}),
    ]
    await ledger.write(Entry(rooms=(late, early, unknown, held), events=tuple(asked)))
    await ledger.close()
    with sqlite3.connect(path) as conn:
        for column in ("cancelled_at", "notice", "corrected"):
            conn.execute(f"ALTER TABLE rooms DROP COLUMN {column}")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = ?", ["what_reports_count"])

    ledger = SqliteLedger(str(path))
    found = await ledger.sums(SumQuery(bounds=BOUNDS, now=NOON))
    await ledger.close()

    assert {each.fate: each.sessions for each in found.tallies} == {
        Fate.CANCELLED_LATE: 1,
        Fate.CANCELLED: 2,
        Fate.HELD: 1,
    }
    assert sum(each.corrected for each in found.tallies) == 1
