"""The bot comes back to a backlog: let it come to rest, and count."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.reliability.booking import book
from bench.reliability.flood.backlog import Backlog
from bench.reliability.flood.lagging import Lag, lags
from bench.reliability.flood.meter import Meter, metered
from bench.reliability.lapse import Lapse
from bench.reliability.standing import Standing
from sandbox.process import BotProcess
from sandbox.world import Sandbox

_BEGINS = datetime(2026, 11, 1, 15, 0, tzinfo=UTC)
_DOWN = timedelta(days=31)
_DISTANCE = timedelta(milliseconds=100)
SPEED = 25
"""Seconds of the clinic in one real second."""
IN_FLIGHT = 8
"""Calls at once, at most."""
_HOURS = ("9am", "10am", "11am", "1pm", "2pm")
"""Tomorrow: when the rooms are for that somebody books meanwhile."""
_LOOK = 0.25
_PATIENCE = 90.0
"""Real seconds without any progress after which it is over."""
_AFTERWARDS = timedelta(minutes=5)
"""How long it is looked on afterwards: what comes twice comes late."""
_SETTLED = 1.0
"""Real seconds after the start that belong to it."""


@dataclass(frozen=True, kw_only=True)
class Flooded:
    """What came of it."""

    rooms: int
    untold: int
    told_again: int
    """Sessions that stand before their provider more than once."""
    unshown: int
    """Cards that do not tell how the session went."""
    doubles: tuple[str, ...]
    calls: int
    most_in_flight: int
    """While nobody books: who does has calls of their own."""
    turned_away: int
    waits: tuple[float, ...]
    """Real seconds from a click on Create until card and links stood there."""
    lags: tuple[Lag, ...]
    took: timedelta
    """By the clinic's clock."""
    real: float
    by_method: Counter[str]
    said: str
    """The bot's log."""

    @property
    def is_good(self) -> bool:
        """Whether all was told, once, and politely; how fast depends on the machine."""
        is_polite = self.most_in_flight <= IN_FLIGHT and self.turned_away < self.calls / 100
        return is_polite and not (self.untold or self.told_again or self.unshown or self.doubles)

    @property
    def computed(self) -> float:
        """How long the loop computed at most before it came to what was due; seconds."""
        return max(lag.computing for lag in self.lags)

    def late(self, share: float) -> float:
        """How late the loop was at most in that share of all looks; seconds."""
        late = sorted(lag.late for lag in self.lags)
        return late[min(len(late) - 1, int(len(late) * share))]


async def flooded(rooms: int, *, speed: float = SPEED, distance: timedelta = _DISTANCE) -> Flooded:
    """Let it come, and wait until it is over."""
    meter = Meter()
    with tempfile.TemporaryDirectory(prefix="room-flood-") as folder:
        async with Sandbox(begins=_BEGINS, watching=[metered(meter, distance)]) as sandbox:
            place = Path(folder)
            backlog = await Backlog.of(rooms, sandbox, place / "rooms.db", until=_BEGINS + _DOWN)
            sandbox.clock.set(_BEGINS + _DOWN)
            run = _Run(sandbox, backlog, meter, place)
            return await run.to_its_end(speed)


class _Run:
    """One flood."""

    def __init__(self, sandbox: Sandbox, backlog: Backlog, meter: Meter, folder: Path) -> None:
        self._sandbox = sandbox
        self._backlog = backlog
        self._meter = meter
        self._folder = folder
        self._waits: list[float] = []
        self._hours = iter(_HOURS)
        self._most = 0

    async def to_its_end(self, speed: float) -> Flooded:
        environment = self._sandbox.environment(f"sqlite:///{self._folder}/rooms.db")
        lag = self._folder / "lag"
        bot = self._bot = await BotProcess.start(
            environment | {"LAG": str(lag)}, command=("-m", "bench.reliability.flood.lagging")
        )
        try:
            await self._sandbox.slack.connected(seconds=60)
            begun, at = time.monotonic(), self._sandbox.clock.now()
            async with Lapse(self._sandbox.clock, speed) as lapse:
                await self._while_it_lasts(lapse)
                took, real = self._sandbox.clock.now() - at, time.monotonic() - begun
                await self._sandbox.clock.reached(self._sandbox.clock.now() + _AFTERWARDS)
            ended = time.monotonic()
        finally:
            await bot.stop()
        kept = tuple(each for each in lags(lag) if begun + _SETTLED < each.at < ended)
        return self._flooded(kept, took, real, bot.output)

    async def _while_it_lasts(self, lapse: Lapse) -> None:
        """BetterPT is asked in real time, as fast as it goes; what then waits for its turn need not."""
        with lapse.paused():
            await self._follow(self._asked, lapse, booked_at=(0.1, 0.5))
        await self._follow(self._shown, lapse, booked_at=(0.3, 0.6, 0.9))

    def _asked(self) -> float:
        return self._meter.calls["graphql-public"] / len(self._backlog.sessions)

    def _shown(self) -> float:
        return self._backlog.shown() / len(self._backlog.sessions)

    async def _follow(self, progress: Callable[[], float], lapse: Lapse, booked_at: Sequence[float]) -> None:
        """Wait until it is whole, or stands still; on the way somebody books a room."""
        ahead, seen, moved = [*booked_at], -1.0, time.monotonic()
        while (share := progress()) < 1 and time.monotonic() - moved < _PATIENCE:
            if self._bot.exit_code is not None:
                raise RuntimeError(f"the bot has ended ({self._bot.exit_code}):\n{self._bot.output}")
            if share > seen:
                seen, moved = share, time.monotonic()
            if ahead and share >= ahead[0]:
                ahead.pop(0)
                with lapse.paused():
                    self._waits.append(await self._books(next(self._hours)))
            await asyncio.sleep(_LOOK)

    async def _books(self, hour: str) -> float:
        """Somebody books a room; their own calls are none of the flood's."""
        self._most = max(self._most, self._meter.peak())
        try:
            return await book(
                self._sandbox, self._sandbox.person("dana"), f"tomorrow {hour}", f"new-{hour}@example.com"
            )
        finally:
            await asyncio.sleep(_LOOK)
            self._meter.peak()

    def _flooded(self, kept: tuple[Lag, ...], took: timedelta, real: float, said: str) -> Flooded:
        told, sessions = self._backlog.told(), self._backlog.sessions
        times = [told[each.room.request.reference or ""] for each in sessions]
        return Flooded(
            rooms=len(sessions),
            untold=times.count(0),
            told_again=sum(each > 1 for each in times),
            unshown=len(sessions) - self._backlog.shown(),
            doubles=tuple(Standing(self._sandbox.slack).doubles()),
            calls=self._meter.calls.total(),
            most_in_flight=max(self._most, self._meter.peak()),
            turned_away=self._meter.turned_away.total(),
            waits=tuple(self._waits),
            lags=kept,
            took=took,
            real=real,
            by_method=self._meter.calls,
            said=said,
        )
