"""Whether the tests notice it when a line of the code says something else (mutation testing, by mutmut).

    python -m bench.mutation            everything; or `classifier`, `worker`, `ledger`, `file`, `postgres`
    make mutants                        the same, with mutmut installed before

A copy of the project is changed in one place at a time, and the quick tests of that place are run. Printed
are the share of changes after which a test fails, file by file, and then every change that no test noticed.
What only changes capitals in SQL means the same to it, and is counted apart.
One PostgreSQL serves all the changes of its ledger.
Not here: the tables' own statements, which no mutation can tell apart from a typing error.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import serving

_ROOT = Path(__file__).parent.parent.parent
_LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "*_cache", "__pycache__", ".hypothesis", "node_modules"
)
_SPEAKS_SQL = "bot/ledger/"
_AT_ONCE = 2
_KILLED = frozenset({1, 3, 24, -24, 36, 152, 255, -9})
"""How pytest ends when a test fails; the others are how mutmut ends it when it never would."""
_CORE = ("chosen", "claims", "deliveries", "drafts", "entries", "ledger", "records", "rooms", "rows")
_COUNTED = ("sql", "sums", "turns")
_AROUND = ("__init__", "copies", "damage", "ends", "facts", "file", "sqlite", "tables")
_SHARED = ("postgres", "schema", "server")
_CLINIC = ("worker", "promise", "setbacks", "twice")

Thing = tuple[list[str], list[str], str]
"""The files that are changed; their tests, and which of these."""

THINGS: dict[str, Thing] = {
    "classifier": (
        ["bot/betterpt/ladder.py", "bot/betterpt/answers.py"],
        ["tests/unit/test_ladder.py", "tests/unit/test_betterpt_answers.py"],
        "test",
    ),
    "worker": (
        ["bot/worker.py"],
        [f"tests/unit/test_{name}.py" for name in _CLINIC],
        "test",
    ),
    "ledger": (
        [f"bot/ledger/{name}.py" for name in (*_CORE, *_COUNTED)],
        [
            f"tests/contract/test_ledger{name}.py"
            for name in ("", "_bounds", "_claims", "_restored", "_sums", "_turns")
        ],
        "not postgres and not file",
    ),
    "file": (
        [f"bot/ledger/{name}.py" for name in _AROUND],
        [
            f"tests/contract/test_ledger_{name}.py"
            for name in ("bounds", "copies", "disk", "file", "restored")
        ],
        # The last is a test that starts a stranger, who cannot read where mutmut is installed.
        "not postgres and not in_a_database and not away and not not_whole and not may_not_be_written",
    ),
    "postgres": (
        [f"bot/ledger/{name}.py" for name in _SHARED],
        [
            f"tests/contract/test_ledger{name}.py"
            for name in ("", "_claims", "_copies", "_postgres", "_restored", "_turns")
        ],
        # Also what is named after the database alone; not what waits for a server of its own.
        "(postgres or database or its_ledger_moved) and not crash",
    ),
}


def _configured(thing: Thing) -> str:
    changed, tests, which = thing
    copied = sorted(path.name for path in _ROOT.iterdir() if path.name not in {"bot", "tests"})
    config = {
        "source_paths": ["bot"],
        "only_mutate": changed,
        "also_copy": [name for name in copied if not name.startswith(".")],
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": ["-k", which, "--timeout=20", "-p", "no:cacheprovider"],
        "timeout_multiplier": 5.0,
    }
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in config.items())
    return f"\n[tool.mutmut]\n{lines}\n"


def _mutmut(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mutmut", *words]
    return subprocess.run(command, cwd=tree, text=True, capture_output=True, check=False)  # noqa: S603


def _results(tree: Path) -> Iterator[tuple[str, dict[str, int | None]]]:
    """Each changed file, and how pytest ended for each of its changes."""
    for meta in sorted((tree / "mutants").rglob("*.meta")):
        ends = json.loads(meta.read_text())["exit_code_by_key"]
        if ends:
            yield str(meta.relative_to(tree / "mutants").with_suffix("")), ends


def _row(what: str, ends: list[int | None], alike: int) -> str:
    killed = sum(end in _KILLED for end in ends)
    rate, rest = killed / len(ends), killed / (len(ends) - alike)
    return f"| {what} | {len(ends)} | {killed} | {rate:.1%} | {alike} | {rest:.1%} |"


def _is_alike(diff: str) -> bool:
    """Whether only capitals became small or the other way round: SQL means the same then."""
    lines = diff.splitlines()
    before, after = ([each[1:].lower() for each in lines if each[:1] == sign] for sign in "-+")
    return before[1:] == after[1:]  # the first names the file


def measure(what: str, tree: Path) -> list[str]:
    """Print a thing's rows of the table; the diffs of what survived."""
    shutil.copytree(_ROOT, tree, ignore=_LEFT_BEHIND)
    with (tree / "pyproject.toml").open("a") as config:
        config.write(_configured(THINGS[what]))
    run = _mutmut(tree, "run", "--max-children", str(_AT_ONCE))
    found = dict(_results(tree))
    if run.returncode or not found:
        raise SystemExit(f"{run.stdout[-3000:]}\n{run.stderr[-3000:]}")
    diffs: list[str] = []
    in_all = 0
    for file, ends in found.items():
        lived = [name for name, end in ends.items() if end not in _KILLED]
        shown = [_mutmut(tree, "show", name).stdout.strip() for name in lived]
        alike = sum(map(_is_alike, shown)) if file.startswith(_SPEAKS_SQL) else 0
        print(_row(f"`{file}`", list(ends.values()), alike), flush=True)
        diffs, in_all = [*diffs, *shown], in_all + alike
    print(_row(f"**{what}**", [end for ends in found.values() for end in ends.values()], in_all), flush=True)
    return diffs


def main(names: list[str]) -> None:
    os.nice(5)
    with serving() as server:
        os.environ["TEST_DATABASE_URL"] = server.url
        _measure_all(names or list(THINGS))


def _measure_all(names: list[str]) -> None:
    print("| what | mutants | killed | rate | only capitals in SQL | rate without these |")
    print("|---|--:|--:|--:|--:|--:|", flush=True)
    survivors = []
    with TemporaryDirectory() as folder:
        for what in names:
            survivors += measure(what, Path(folder) / what)
    print("", *survivors, sep="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
