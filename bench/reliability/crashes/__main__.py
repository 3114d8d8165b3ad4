"""The command line, and the figures as a table."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator

from bench.reliability import crashes
from bench.reliability.crashes.crash import Found
from bench.reliability.crashes.sweep import Sweep, bare

_A_LINE_EVERY = 100


class Tally:
    """Counts what was found; prints what went wrong as it comes."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.found: list[Found] = []

    def add(self, each: Found) -> None:
        self.found.append(each)
        if not each.is_good:
            print(f"{each.replay}\n    {[*each.broken]}", flush=True)
        if len(self.found) % _A_LINE_EVERY == 0:
            print(f"{len(self.found)} days", file=sys.stderr, flush=True)

    def rows(self) -> str:
        """The figures as rows of a Markdown table."""
        singles = [each for each in self.found if len(each.deadly) == 1]
        pairs = [each for each in self.found if len(each.deadly) > 1]
        told = [seconds for each in self.found for seconds in each.told]
        figures = {
            "points": len({bare(each.deadly[0]) for each in singles}),
            "single deaths (reached)": f"{len(singles)} ({sum(each.died for each in singles)})",
            "pairs (both reached)": f"{len(pairs)} ({sum(each.died > 1 for each in pairs)})",
            "double rooms and messages": sum(len(each.doubles) for each in self.found),
            "silent losses": sum(len(each.losses) for each in self.found),
            "lives that ended by themselves": sum(len(each.surprises) for each in self.found),
            "unknown outcomes told": len(told),
            "slowest of them after a restart": f"{max(told, default=0):.1f} s",
            "answered questions that still stand": sum(each.stale for each in self.found),
            "the run took": f"{(time.monotonic() - self._begun) / 60:.0f} min",
        }
        return "\n".join(f"| {what} | {figure} |" for what, figure in figures.items())


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.reliability.crashes",
        description=crashes.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--singles", action="store_true")
    which.add_argument("--pairs", action="store_true")
    which.add_argument("--sample", type=int, metavar="N")
    which.add_argument("--at", nargs="+", metavar="POINT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=2000, help="of all pairs; which ones, the seed says")
    return parser.parse_args()


async def run() -> int:
    """What the command line asks for; 1 if a promise was broken."""
    asked, tally = _asked(), Tally()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # an answer to who has died is no news
    async with Sweep() as sweep:
        if asked.at:
            tally.add(found := await sweep.alone(*asked.at))
            print(found.said)
        else:
            async for each in _wanted(sweep, asked):
                tally.add(each)
    print(tally.rows())
    return int(not all(each.is_good for each in tally.found))


def _wanted(sweep: Sweep, asked: argparse.Namespace) -> AsyncIterator[Found]:
    if asked.singles:
        return sweep.singles()
    return sweep.pairs(asked.most, asked.seed) if asked.pairs else sweep.sample(asked.sample, asked.seed)


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
