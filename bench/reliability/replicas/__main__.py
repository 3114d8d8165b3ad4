"""The command line, and the figures as a table."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator

from bench.reliability import replicas
from bench.reliability.replicas.survival import Survived, survived
from tests.postgres import serving


def table(found: Survived) -> Iterator[str]:
    """The figures as a Markdown table, and what is wrong below it."""
    yield f"| {found.promises} rooms and {found.changes} changes, {found.kills} × kill -9 | goal | found |"
    yield "|---|---|---|"
    yield f"| rooms twice | 0 | {len(found.double_rooms)} |"
    yield f"| messages twice | 0 | {len(found.double_messages)} |"
    yield f"| promises lost | 0 | {len(found.losses)} |"
    yield f"| outcomes unknown, and told: created again, left | – | {found.again}, {found.left} |"
    yield f"| requests for a token | 1 | {found.tokens} |"
    yield from (f"\n- {each}" for each in (*found.double_rooms, *found.double_messages, *found.losses))


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.reliability.replicas",
        description=replicas.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", action="store_true", help="print what the bots wrote, too")
    parser.add_argument("--hurry", action="store_true", help="let leases run out at once at the end")
    given = parser.parse_args(arguments)
    with serving() as server, server.database() as url:
        run = survived(url, seconds=given.seconds, seed=given.seed, is_patient=not given.hurry)
        found = asyncio.run(run)
    if given.log:
        print(found.said)
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
