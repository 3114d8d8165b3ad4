"""The command line, and the figures as a table."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from statistics import median

from bench.reliability import deliveries
from bench.reliability.deliveries.trial import DELIVERIES, PAIRS, Found, late, measured
from handlers.connections import WIRES


def table(found: Found) -> Iterator[str]:
    """The figures as a Markdown table."""
    wires = WIRES * found.bots
    yield f"| over {wires} connections to {found.bots} process(es) | goal | found |"
    yield "|---|---|---|"
    yield f"| one event, delivered {DELIVERIES + 1} times: answers | 1 | {found.answers} |"
    yield f"| of these not acked, as it was being answered: Slack does it again | – | {found.unacked} |"
    yield f"| its acks: half under, 99 of 100 under | –, 1 s | {_times(found.event_acks)} |"
    yield f"| {found.presses} double clicks: with another effect than one click | 0 | {len(found.odd)} |"
    yield f"| their acks: half under, 99 of 100 under | –, 1 s | {_times(found.click_acks)} |"
    yield f"| {PAIRS} rooms cancelled and moved at once: not exactly one of both | 0 | {found.both} |"
    yield f"| who came second and was not told | 0 | {found.untold} |"
    yield from (f"\n- {each}" for each in found.odd)


def _times(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.0f} ms, {late(seconds) * 1000:.0f} ms" if seconds else "–"


def main() -> int:
    """Print the table; 1 if a goal is missed."""
    asked = argparse.ArgumentParser(
        prog="python -m bench.reliability.deliveries",
        description=deliveries.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--rounds", type=int, default=7, help="how often each button is pressed twice")
    found = asyncio.run(measured(asked.parse_args().rounds))
    print("\n".join(table(found)))
    return not found.is_good


if __name__ == "__main__":
    raise SystemExit(main())
