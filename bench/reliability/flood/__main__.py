"""The command line, and the figures as a table."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from datetime import timedelta

from bench.reliability import flood
from bench.reliability.flood.flood import IN_FLIGHT, SPEED, Flooded, flooded


def table(found: Flooded) -> Iterator[str]:
    """The figures as a Markdown table."""
    yield f"| {found.rooms} follow-ups due at once | goal | found |"
    yield "|---|---|---|"
    yield f"| outcomes told to nobody, told twice | 0, 0 | {found.untold}, {found.told_again} |"
    yield f"| cards without the outcome, messages twice | 0, 0 | {found.unshown}, {len(found.doubles)} |"
    yield f"| of {found.calls} calls, in flight at once at most | ≤ {IN_FLIGHT} | {found.most_in_flight} |"
    yield f"| turned away with 429 | < 1 % | {found.turned_away / found.calls:.2%} |"
    yield f"| event loop late: at most, 99.9 of 100, 99 of 100 looks | < 100 ms | {_late(found)} |"
    yield f"| the same, only while it computed | < 100 ms | {found.computed * 1000:.0f} ms |"
    waits = ", ".join(f"{wait:.1f}" for wait in found.waits)
    yield f"| card and links of a room booked meanwhile | a few seconds | {waits} s |"
    yield f"| until all was told, by the clinic's clock | – | {found.took / timedelta(hours=1):.1f} h |"


def _late(found: Flooded) -> str:
    return ", ".join(f"{found.late(share) * 1000:.0f} ms" for share in (1, 0.999, 0.99))


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.reliability.flood",
        description=flood.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rooms", type=int, default=10_000)
    parser.add_argument("--speed", type=float, default=SPEED)
    parser.add_argument("--log", action="store_true", help="print what the bot wrote, too")
    given = parser.parse_args(arguments)
    found = asyncio.run(flooded(given.rooms, speed=given.speed))
    if given.log:
        print(found.said, found.by_method, found.real)
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
