"""How long a report takes, and who waits for it meanwhile, in a clinic of 100,000 rooms over three years.

    python -m bench.reports [--rooms 100000]

A real file. Beside the milliseconds, which are of this machine and this minute, each stands in terms of
counting the rooms one by one in the same run. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from uuid import UUID

from bot.ledger import SqliteLedger
from bot.models import (
    Attendance,
    Entry,
    Patient,
    Presence,
    Provider,
    Request,
    Room,
    RoomState,
    SumQuery,
    VideoRoom,
)
from bot.reports import Pictures, PictureWords, Reports, drawing
from bot.times import Days

_NOW = datetime(2026, 12, 1, 17, tzinfo=UTC)
_ZONE = "America/New_York"
_FIRST = datetime(2024, 1, 1, 13, tzinfo=UTC)
_DAYS = 1096
_PROVIDERS = 30
_AT_ONCE = 1000
_TURNS = 5
_QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30))
_ALL = Days(date(2024, 1, 1), date(2026, 12, 31))


class _Clock:
    def now(self) -> datetime:
        return _NOW


def rooms(count: int) -> Iterator[Room]:
    """A clinic's three years: one session in twelve is cancelled, one patient in ten does not come."""
    chance = Random(1)  # noqa: S311  sessions, not secrets
    every = timedelta(days=_DAYS) / count
    for number in range(count):
        start = (_FIRST + every * number).replace(second=0, microsecond=0)
        is_cancelled = chance.random() < 1 / 12
        yield Room(
            id=UUID(int=chance.getrandbits(128)).hex,
            request=_request(chance.randrange(_PROVIDERS), number),
            start=start,
            zone=_ZONE,
            state=RoomState.CANCELLED if is_cancelled else RoomState.SCHEDULED,
            created=start - timedelta(days=7),
            cancelled_at=start - timedelta(hours=chance.randint(1, 72)) if is_cancelled else None,
            video=_video(chance, start),
        )


def _request(provider: int, patient: int) -> Request:
    return Request(
        requester="U0CASEY",
        provider=Provider(id=f"U0PT{provider:02}", name=f"Provider {provider}"),
        channel="C0TEAM",
        patient=Patient(email=f"pat{patient}@example.com"),
        clinic="Bayside Physical Therapy",
    )


def _video(chance: Random, start: datetime) -> VideoRoom:
    uid = UUID(int=chance.getrandbits(128)).hex
    sides = [
        Presence(attended=True, duration=chance.randint(20, 60))
        if chance.random() < likely
        else Presence(attended=False)
        for likely in (0.99, 0.9)
    ]
    return VideoRoom(
        uid=uid,
        start=start,
        zone=_ZONE,
        patient_link=f"https://video.example.com/{uid}?type=patient",
        provider_link=f"https://video.example.com/{uid}?type=provider",
        attendance=Attendance(provider=sides[0], patient=sides[1], status="ENDED"),
        read=start + timedelta(hours=3),
    )


async def _fill(ledger: SqliteLedger, count: int) -> None:
    some: list[Room] = []
    for each in rooms(count):
        some.append(each)
        if len(some) == _AT_ONCE:
            await ledger.write(Entry(rooms=tuple(some)))
            some.clear()
    await ledger.write(Entry(rooms=tuple(some)))


async def _timed(call: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """How long it took at best, and how late the loop was meanwhile at most; milliseconds."""
    best, late = float("inf"), 0.0

    async def watch() -> None:
        nonlocal late
        while True:
            begun = perf_counter()
            await asyncio.sleep(0.005)
            late = max(late, perf_counter() - begun - 0.005)

    watching = asyncio.create_task(watch())
    for _ in range(_TURNS):
        await asyncio.sleep(0.02)
        begun = perf_counter()
        await call()
        best = min(best, perf_counter() - begun)
    watching.cancel()
    return best * 1000, late * 1000


async def measured(count: int) -> Iterator[str]:
    """The lines of a table."""
    with tempfile.TemporaryDirectory(prefix="room-reports-") as folder:
        ledger = SqliteLedger(str(Path(folder) / "rooms.db"))
        await _fill(ledger, count)
        reports, pictures = Reports(ledger=ledger, clock=_Clock()), Pictures()

        async def counted() -> None:
            async with ledger._backend.reading() as sql:  # noqa: SLF001  the measure
                await sql.find("SELECT sum(length(id)) FROM rooms")

        def sums(days: Days) -> Callable[[], Awaitable[object]]:
            query = SumQuery(bounds=days.bounds(_ZONE), now=_NOW)
            return lambda: ledger.sums(query)

        report = await reports.of(_QUARTER, _ZONE)
        shown = drawing(report, PictureWords(), "A quarter")
        before = getrusage(RUSAGE_SELF).ru_maxrss
        measure, late = await _timed(counted)
        lines = [_line(f"counting {count:,} rooms", measure, late, measure)]
        for name, call in {
            "sums of a quarter": sums(_QUARTER),
            "sums of everything": sums(_ALL),
            "report of a quarter, by day and provider, with the one before": lambda: reports.of(
                _QUARTER, _ZONE
            ),
            "report of everything": lambda: reports.of(_ALL, _ZONE),
            "its picture": lambda: pictures.of(shown),
        }.items():
            lines.append(_line(name, *await _timed(call), measure))
        grown = getrusage(RUSAGE_SELF).ru_maxrss - before
        drawer = getrusage(RUSAGE_CHILDREN).ru_maxrss
        await ledger.close()
    said = f"{grown / 1024:.0f} MB, {drawer / 1024:.0f} MB"
    lines.append(f"| memory: what the bot grew by, what the process that draws takes | {said} | | |")
    return iter(lines)


def _line(name: str, took: float, late: float, measure: float) -> str:
    return f"| {name} | {took:.0f} ms | {took / measure:.1f} × | {late:.0f} ms |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.reports",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rooms", type=int, default=100_000)
    given = parser.parse_args()
    print("| what | took | of counting | the loop was late by |\n|---|--:|--:|--:|")
    print("\n".join(asyncio.run(measured(given.rooms))))


if __name__ == "__main__":
    main()
