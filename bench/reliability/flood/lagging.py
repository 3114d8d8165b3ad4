"""The real bot with a watch beside it: how late its event loop comes to what is due.

    LAG=FILE python -m bench.reliability.flood.lagging      serves until SIGTERM, as `python -m bot` does

Every 10 ms of its life it is noted when it is (seconds of the machine's monotonic clock, the same in every
process), how late the loop was, and for how much of that it had the processor. Late without computing means
that it waited for the disk, or for its turn on a machine that others use, too. `lags` reads the file.
"""

from __future__ import annotations

import asyncio
import os
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.__main__ import serve
from bot.logs import set_up_logs
from bot.settings import read_settings

_BEAT = 0.01
_WIDTH = 3


@dataclass(frozen=True, kw_only=True)
class Lag:
    """One look at the loop; seconds."""

    at: float
    late: float
    computing: float


def lags(file: Path) -> Iterator[Lag]:
    """What was kept, in its order."""
    kept = array("d", file.read_bytes())
    for at in range(0, len(kept), _WIDTH):
        yield Lag(at=kept[at], late=kept[at + 1], computing=kept[at + 2])


async def _watch(kept: array[float]) -> None:
    while True:
        begun, used = time.monotonic(), time.thread_time()
        await asyncio.sleep(_BEAT)
        now = time.monotonic()
        late = max(0.0, now - begun - _BEAT)
        kept.extend((now, late, min(late, time.thread_time() - used)))


async def _live(file: Path) -> None:
    kept: array[float] = array("d")
    watching = asyncio.create_task(_watch(kept))
    try:
        await serve(read_settings())
    finally:
        watching.cancel()
        file.write_bytes(kept.tobytes())  # noqa: ASYNC240  it ends here


def main() -> None:
    set_up_logs()
    asyncio.run(_live(Path(os.environ.pop("LAG"))))


if __name__ == "__main__":
    main()
