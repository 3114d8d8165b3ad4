"""The operator's verbs as they are typed: what they say, and what they end with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import LedgerError
from bot.ledger import SqliteLedger
from bot.models import Entry, RoomState
from tests.fakes import room

ROOT = Path(__file__).resolve().parents[2]


def bot(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` with these words, in a folder and with nothing else in its environment."""
    path = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**path, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


async def test_a_clinic_is_backed_up_while_its_bot_runs_restored_and_moved(tmp_path: Path) -> None:
    ledger = SqliteLedger(f"{tmp_path}/rooms.db")
    await ledger.write(Entry(room=room()))
    made = bot("backup", "backup.db", folder=tmp_path)
    refused = bot("restore", "backup.db", folder=tmp_path)
    await ledger.write(Entry(room=room(id="since")))
    await ledger.close()
    restored = bot("restore", "backup.db", folder=tmp_path)
    moved = bot("move-ledger", "sqlite:///rooms.db", "sqlite:///elsewhere.db", folder=tmp_path)

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("backup.db has 1 rooms, 0 tasks and 0 messages.")
    assert refused.returncode == 1
    assert "another bot is using rooms.db: stop it first" in refused.stderr
    assert (restored.returncode, restored.stdout[:20]) == (0, "The ledger is as it ")
    assert len(list(tmp_path.glob("rooms.db.until-*"))) >= 1
    assert (moved.returncode, moved.stdout[:13]) == (0, "Moved 1 rooms")
    with pytest.raises(LedgerError, match=r"moved to the file elsewhere.db"):
        SqliteLedger(f"{tmp_path}/rooms.db")
    elsewhere = SqliteLedger(f"{tmp_path}/elsewhere.db")
    assert await elsewhere.room(room().id) == room(is_attempted=True, version=1, state=RoomState.CREATING)
    assert await elsewhere.restored()
    await elsewhere.close()


def test_where_the_ledger_is_comes_from_the_environment_or_its_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///named.db\n")
    from_file = bot("backup", "b.db", folder=tmp_path)
    from_environment = bot("backup", "b.db", folder=tmp_path, DATABASE_URL="sqlite:///other.db")
    malformed = bot("backup", "b.db", folder=tmp_path, DATABASE_URL="other.db")

    assert "there is no ledger at named.db" in from_file.stderr
    assert "there is no ledger at other.db" in from_environment.stderr
    assert (from_file.returncode, malformed.returncode) == (1, 78)
    assert "DATABASE_URL: give a file as" in malformed.stderr
    assert [path.name for path in tmp_path.iterdir()] == [".env"], "nothing was made"


def test_the_verbs_are_told_and_a_password_is_not(tmp_path: Path) -> None:
    told = bot("--help", folder=tmp_path)
    unknown = bot("forget", folder=tmp_path)
    mistaken = bot("move-ledger", "sqlite:///rooms.db", "postgres://dana:hush@db", folder=tmp_path)

    assert told.returncode == 0
    assert all(f"\n    {verb}" in told.stdout for verb in ("backup", "restore", "move-ledger"))
    assert unknown.returncode == mistaken.returncode == 2
    assert "argument TO: give a PostgreSQL as postgresql://" in mistaken.stderr
    assert "hush" not in mistaken.stderr
