"""How well and how fast times are read: the same phrases to us and to other parsers, in one run.

    python -m bench.times [DATA.jsonl ...]           what is right and what is silently wrong, as a table
    python -m bench.times --speed                    milliseconds, and ratios to dateparser
    python -m bench.times --readme [DATA.jsonl ...]  both into the README
    python -m bench.times --jsonl                    an answer for each line of stdin, at once

Without DATA the phrases are those of the shared benchmark where it lies beside the checkout, else a few of
our own. Nothing here passes or fails: what must hold is in the tests.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from bench.answers import answer
from bot import times

__all__ = ["answer", "main"]

_ROOT = Path(__file__).resolve().parents[1]
_SHARED = _ROOT.parent / "shared" / "data" / "times" / "dev.jsonl"
_OWN = Path(__file__).with_name("phrases.jsonl")
_SECTION = re.compile(r"(<!-- times -->\n).*?(<!-- /times -->)", re.DOTALL)


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="*", type=Path)
    parser.add_argument("--jsonl", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--readme", action="store_true")
    said = parser.parse_args(arguments)
    if said.jsonl:
        answer_lines()
    elif said.readme:
        write_readme(said.data)
    else:
        print(speed() if said.speed else comparison(said.data))


def answer_lines() -> None:
    """Answer each line of stdin with a line, before the next one is waited for; as ready as a running bot."""
    times.warm()
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(json.loads(line)), ensure_ascii=False), flush=True)


def comparison(data: list[Path]) -> str:
    """Every reader with every phrase, as Markdown."""
    from bench import comparison, judge, peers  # noqa: PLC0415 - a line answered needs none of them

    return comparison.table(peers.readers(), judge.load(data or [_SHARED if _SHARED.exists() else _OWN]))


def speed() -> str:
    """How fast ours is, as Markdown."""
    from bench import speed  # noqa: PLC0415 - it imports dateparser

    return speed.table()


def write_readme(data: list[Path]) -> None:
    """Both tables between the README's markers."""
    readme = _ROOT / "README.md"
    tables = f"{comparison(data)}\n\n{speed()}\n"
    text = readme.read_text(encoding="utf8")
    readme.write_text(_SECTION.sub(lambda found: found[1] + tables + found[2], text), encoding="utf8")


if __name__ == "__main__":
    main()
