"""The command line, and the matrix as a table."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Sequence

from bench.reliability import faults
from bench.reliability.faults.matrix import NO_STATE, Cell, chosen, ended
from bench.reliability.faults.mishaps import MISHAPS
from bench.reliability.faults.operations import OPERATIONS


def table(found: Sequence[Cell]) -> str:
    """A Markdown row for each operation: what it ended in, and after which mishaps."""
    lines = ["| call | ended as | after |", "|---|---|---|"]
    for operation in OPERATIONS:
        of_it = [each for each in found if each.operation is operation]
        for state in dict.fromkeys(each.state for each in of_it):
            after = [each.mishap.name for each in of_it if each.state == state]
            lines.append(f"| {operation.name} | {state} ({len(after)}) | {', '.join(after)} |")
    return "\n".join(lines)


def figures(found: Sequence[Cell], seconds: float) -> str:
    """The figures as rows of a Markdown table."""
    told = {
        "cells": len(found),
        "calls × mishaps": f"{len({each.operation.name for each in found})} × {len(MISHAPS)}",
        "named states": len({each.state for each in found} - {NO_STATE}),
        "cells without a named state": sum(each.state == NO_STATE for each in found),
        "double rooms and messages": sum(len(each.doubles) for each in found),
        "the run took": f"{seconds:.0f} s",
    }
    return "\n".join(f"| {what} | {figure} |" for what, figure in told.items())


async def run() -> int:
    """What the command line asks for; 1 if a cell is not good."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.reliability.faults",
        description=faults.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", help="rows whose name begins like that")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)  # what goes wrong is meant
    begun, found = time.monotonic(), []
    async for each in ended(chosen(asked.sample, asked.seed, asked.only)):
        found.append(each)
        if not each.is_good:
            print(f"{each.name}: {each.state} {[*each.doubles]}\n{each.seen}")
    order = {operation.name: at for at, operation in enumerate(OPERATIONS)}
    print(table(sorted(found, key=lambda each: order[each.operation.name])), "\n")
    print(figures(found, time.monotonic() - begun))
    return int(not all(each.is_good for each in found))


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
