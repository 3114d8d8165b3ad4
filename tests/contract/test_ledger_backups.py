"""What is in the way of a backup or its restoration is named: the backup, its disk, the temporary folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.errors import LedgerError, LedgerFull
from bot.ledger import copies, open_ledger
from bot.models import Entry, Event, EventKind
from tests.disks import no_file_longer_than
from tests.fakes import NOON, THREE, room

LONG = Event(room_id="r", kind=EventKind.CALLED, at=NOON, details={"answer": "x" * 2000})
AS_NOBODY = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.ledger import copies

folder = Path(sys.argv[1])
os.geteuid() or os.setuid(65534)
asyncio.run(copies.restore(folder / "backup.db", f"sqlite:///{folder}/rooms.db", datetime.now(UTC)))
"""


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A ledger of 400 kB."""
    url = f"sqlite:///{tmp_path}/rooms.db"
    ledger = await open_ledger(url)
    await ledger.write(Entry(room=room(), events=(LONG,) * 200))
    await ledger.close()
    return url


@pytest.fixture
async def backup(url: str, tmp_path: Path) -> Path:
    await copies.back_up(url, tmp_path / "backup.db", NOON)
    return tmp_path / "backup.db"


async def test_a_damaged_backup_is_named_and_an_earlier_one_asked_for(url: str, backup: Path) -> None:
    pages = bytearray(backup.read_bytes())
    pages[-8192:] = b"scribble" * 1024
    backup.write_bytes(pages)
    with pytest.raises(LedgerError, match=rf"^{backup} is damaged \(.+\): restore another backup$"):
        await copies.restore(backup, url, THREE)


async def test_a_backup_of_a_newer_version_is_named(url: str, backup: Path) -> None:
    newer = Database(backup)
    step = {"migration_set": "room-bot", "name": "rooms_on_the_moon", "applied_at": "2030-01-01"}
    newer.table("_sqlite_migrations").insert(step)
    newer.close()
    with pytest.raises(LedgerError, match=rf"^{backup} was written by a newer version of this bot"):
        await copies.restore(backup, url, THREE)


async def test_what_cannot_be_read_is_not_said_to_be_somebody_elses(url: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for doing in (
        copies.restore(tmp_path / "folder", url, THREE),
        copies.back_up(url, tmp_path / "folder", THREE),
    ):
        with pytest.raises(LedgerError, match=rf"^{tmp_path}/folder cannot be read: Is a directory$"):
            await doing


async def test_a_full_disk_is_that_of_the_backup(url: str, backup: Path) -> None:
    with (
        no_file_longer_than(100_000),
        pytest.raises(LedgerFull, match=rf"^{backup} cannot be written: its disk has no room left"),
    ):
        await copies.back_up(url, backup, THREE)

    assert copies.backed_up(backup) == NOON
    assert not [*backup.parent.glob(".backup*")]


async def test_a_full_temporary_folder_is_named(url: str, backup: Path) -> None:
    said = rf"^{backup} cannot be copied to {tempfile.gettempdir()}/\S+, where TMPDIR leads: "
    with no_file_longer_than(100_000), pytest.raises(LedgerError, match=said):
        await copies.restore(backup, url, THREE)


async def test_where_there_is_no_temporary_folder_that_is_said(
    url: str, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(LedgerError, match=r"^no temporary folder can be made where TMPDIR leads: No such"):
        await copies.restore(backup, url, THREE)


async def test_a_backup_that_may_not_be_written_is_restored(backup: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        kept = Path(shutil.copyfile(backup, f"{name}/backup.db"))
        if os.geteuid() == 0:
            for each in (Path(name), kept):
                os.chown(each, 65534, 65534)
        kept.chmod(0o400)
        restoring = [sys.executable, "-c", AS_NOBODY, name]
        unmeasured = {each: os.environ[each] for each in os.environ if not each.startswith("COVERAGE")}
        done = await asyncio.to_thread(
            subprocess.run,
            restoring,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
            env=unmeasured,  # nobody may not write down what was covered
        )
        is_there = Path(name, "rooms.db").exists()

    assert (done.returncode, done.stderr) == (0, "")
    assert is_there
