"""What a person waits for before anything goes over the network, in a clinic's second year.

    python -m bench.gestures         ratios to one commit of the ledger in the same run

A commit waits for the disk and is the least that a promise costs, so it is the measure; milliseconds are of
this machine and this minute. Nothing here passes or fails.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import cast
from uuid import uuid4

from bot import overview, times
from bot.booking import Access, Booking, Conflicts, Search
from bot.ledger import SqliteLedger
from bot.models import Clinic, Entry, Patient, Provider, Request, Room, RoomState, VideoRoom
from bot.ports import Rooms
from bot.preferences import Preferences
from handlers.blocks import home, preview
from handlers.blocks.home import Shown
from handlers.blocks.look import Look

_NOW = datetime(2026, 12, 1, 17, tzinfo=UTC)
_ZONE = "America/New_York"
_SIZES = (20, 500, 2000)
_TURNS = 40
_SERIES = "every tuesday and thursday 3pm for 30 weeks"


class _Clock:
    def now(self) -> datetime:
        return _NOW


class _Zones:
    """As much of BetterPT as is asked before a click."""

    def zone_for(self, zone: str, _start: datetime) -> str:
        return zone


class Desk:
    """A ledger with some rooms, and what people do with it."""

    def __init__(self, path: Path, size: int) -> None:
        self.ledger = SqliteLedger(str(path))
        self.size = size
        both = {"ledger": self.ledger, "clock": _Clock()}
        access = Access(**both, coordinators=frozenset({"U0CASEY"}))  # type: ignore[arg-type]
        preferences = Preferences(**both, first=Clinic(names=("Bayside",)))  # type: ignore[arg-type]
        conflicts = Conflicts(ledger=self.ledger, access=access, preferences=preferences)
        self._search = Search(**both, access=access)  # type: ignore[arg-type]
        self._booking = Booking(
            **both,  # type: ignore[arg-type]
            rooms=cast("Rooms", _Zones()),
            access=access,
            conflicts=conflicts,
            nudge=lambda: None,
        )

    async def fill(self) -> None:
        """Rooms of ten providers, five an hour, around now."""
        first = _NOW - timedelta(hours=self.size // 10)
        rooms = tuple(_room(number, first + timedelta(hours=number // 5)) for number in range(self.size))
        await self.ledger.write(Entry(rooms=rooms))

    async def commit(self) -> None:
        await self.ledger.save_secret("token", uuid4().hex)

    async def preview(self) -> None:
        preview.preview(await self._booking.preview("tomorrow 3pm", _request(3), _ZONE), _ZONE)

    async def series(self) -> None:
        preview.preview(await self._booking.preview(_SERIES, _request(3), _ZONE), _ZONE)

    async def create(self) -> None:
        shown = await self._booking.preview("tomorrow 3pm", _request(3), _ZONE)
        await self._booking.book(shown.draft.id, "U0CASEY")

    async def name(self) -> None:
        await self._search.look("tomorrow's 10am with pat7@", "U0CASEY", _ZONE)

    async def open_home(self) -> None:
        rooms = await self.ledger.rooms(overview.around(_NOW, None))
        shown = Shown(rooms=rooms, now=_NOW, zone=_ZONE, reader="U0CASEY", is_for_all=True)
        home.home(shown, Look())


def _request(provider: int) -> Request:
    return Request(
        requester="U0CASEY",
        provider=Provider(id=f"U0PT{provider}", name=f"Provider {provider}"),
        channel="C0TEAM",
        patient=Patient(email=f"pat{provider}@example.com"),
        clinic="Bayside",
    )


def _room(number: int, start: datetime) -> Room:
    uid, link = f"uid{number:06}", f"https://video.example.com/{number}"
    video = VideoRoom(uid=uid, start=start, zone=_ZONE, patient_link=link, provider_link=link)
    return Room(
        id=f"{number:032}",
        request=_request(number % 10),
        start=start,
        zone=_ZONE,
        state=RoomState.SCHEDULED,
        created=_NOW,
        video=video,
    )


async def _milliseconds(act: Callable[[], Awaitable[None]]) -> float:
    taken = []
    for _ in range(_TURNS):
        begun = perf_counter()
        await act()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)


async def table() -> str:
    """One line for each thing people do, one column for each size of ledger, as Markdown."""
    times.warm()
    columns = []
    for size in _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(Path(folder) / "rooms.db", size)
            await desk.fill()
            acts = {
                "one commit": desk.commit,
                "preview of one room, with its conflicts": desk.preview,
                "preview of a series of 60": desk.series,
                "preview and Create": desk.create,
                "name a room by day, time and part of an address": desk.name,
                "open Home": desk.open_home,
            }
            columns.append({what: await _milliseconds(act) for what, act in acts.items()})
            await desk.ledger.close()
    header = ["| ", *(f"{size} rooms" for size in _SIZES)]
    lines = [" | ".join(header) + " |", "|" + "---|" * len(header)]
    for what in columns[0]:
        told = [f"{each[what] / each['one commit']:.1f} × ({each[what]:.1f} ms)" for each in columns]
        lines.append(f"| {what} | " + " | ".join(told) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(asyncio.run(table()))
