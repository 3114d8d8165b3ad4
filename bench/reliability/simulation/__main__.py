"""`python -m bench.reliability.simulation --seeds 0:10000 --days 1 --rooms 10 --jobs 2`: a row of a table.

A seed that fails is named with the command that shows its world again: `--seed 4711 --trace`.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from time import perf_counter

from bench.reliability.simulation.world import Report, Size, World

_COLUMNS = (
    "worlds",
    "days",
    "bookings",
    "the bot lived",
    "calls outside",
    "that failed",
    "promises",
    "rooms",
    "messages",
    "wrong",
    "seconds",
)
_AT_A_TIME = 20
"""Seeds that a job is given at once."""


def main() -> int:
    """Run what the command line says; 1 if anything was wrong."""
    given = _arguments()
    _log(is_loud=given.trace)
    size = Size(days=given.days, rooms=given.rooms)
    if given.seed is not None:
        return _show(given.seed, size, is_told=given.trace)
    began, reports = perf_counter(), []
    for report in _reports(given.seeds, size, given.jobs):
        reports.append(report)
        if report.wrong:
            print(_failed(report, size), file=sys.stderr, flush=True)
    print(
        _line(_COLUMNS), _line("---" for _ in _COLUMNS), _row(reports, size, perf_counter() - began), sep="\n"
    )
    return int(any(report.wrong for report in reports))


def judged(seed: int, size: Size) -> Report:
    """What became of one seed's world."""
    return World(seed, size).run()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reliability.simulation")
    parser.add_argument("--seeds", type=_range, default=range(100), help="FROM:TO, the last not included")
    parser.add_argument("--seed", type=int, help="one alone")
    parser.add_argument("--trace", action="store_true", help="its diary, line by line")
    parser.add_argument("--days", type=float, default=1)
    parser.add_argument("--rooms", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    return parser.parse_args()


def _range(text: str) -> range:
    begins, _, ends = text.partition(":")
    return range(int(begins), int(ends))


def _log(*, is_loud: bool) -> None:
    log = logging.getLogger("bot")
    log.propagate = is_loud
    log.setLevel(logging.INFO if is_loud else logging.ERROR)


def _show(seed: int, size: Size, *, is_told: bool) -> int:
    world = World(seed, size, is_told=is_told)
    report = world.run()
    print(*world.diary.lines, *report.wrong, report, sep="\n")
    return int(bool(report.wrong))


def _reports(seeds: range, size: Size, jobs: int) -> Iterator[Report]:
    work = partial(judged, size=size)
    if jobs == 1:
        yield from map(work, seeds)
        return
    with ProcessPoolExecutor(jobs, initializer=partial(_log, is_loud=False)) as pool:
        yield from pool.map(work, seeds, chunksize=min(_AT_A_TIME, len(seeds) // jobs + 1))


def _failed(report: Report, size: Size) -> str:
    again = f"--days {size.days:g} --rooms {size.rooms} --seed {report.seed} --trace"
    return "\n  ".join([f"python -m bench.reliability.simulation {again}", *report.wrong])


def _row(reports: Sequence[Report], size: Size, seconds: float) -> str:
    calls, failed = (sum(getattr(each, name) for each in reports) for name in ("calls", "failed"))
    figures = [
        f"{len(reports):,}",
        f"{size.days:g}",
        f"{size.rooms * len(reports):,}",
        f"{sum(each.lives for each in reports):,} ×",
        f"{calls:,}",
        f"{failed / calls:.0%}",
        *(f"{sum(getattr(each, name) for each in reports):,}" for name in ("wishes", "rooms", "messages")),
        f"{sum(bool(each.wrong) for each in reports):,}",
        f"{seconds:.0f}",
    ]
    return _line(figures)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
