"""A report reads nothing but a ledger that is in use, of this version, and whole."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlite_utils import Database

from bot.errors import LedgerError
from bot.ledger import copies, open_ledger
from bot.ledger.migrations import migrations
from bot.ledger.reading import reading
from tests.fakes import NOON
from tests.postgres import Server

STEP = {"migration_set": "room-bot", "name": "rooms_on_the_moon", "applied_at": "2030-01-01"}

AS_NOBODY = """
import asyncio, os, sys
from bot.ledger.reading import reading

async def read():
    async with reading(sys.argv[1]):
        pass

os.geteuid() or os.setuid(65534)
asyncio.run(read())
"""


def said_by_nobody(url: str) -> str:
    reading_it = [sys.executable, "-c", AS_NOBODY, url]
    return subprocess.run(reading_it, check=False, capture_output=True, text=True, timeout=60).stderr


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rooms.db"


async def read(url: str) -> None:
    async with reading(url) as ledger:
        await ledger.choices("clinic")


async def refused(path: Path, why: str) -> None:
    """It says so, and leaves the file as it is."""
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=why):
        await read(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_ledger_that_is_in_use_is_read(where: str) -> None:
    ledger = await open_ledger(where)
    if ":memory:" not in where:
        await read(where)
    await ledger.close()


async def test_a_ledger_that_was_moved_is_not_read(path: Path) -> None:
    await (await open_ledger(f"sqlite:///{path}")).close()
    await copies.move(f"sqlite:///{path}", f"sqlite:///{path}.new")
    await refused(path, r"moved to the file .*rooms\.db\.new: set DATABASE_URL to that")


async def test_a_backup_is_not_read_in_the_place_of_its_ledger(path: Path, tmp_path: Path) -> None:
    await (await open_ledger(f"sqlite:///{path}")).close()
    await copies.back_up(f"sqlite:///{path}", tmp_path / "backup.db", NOON)
    shutil.copyfile(tmp_path / "backup.db", path)
    await refused(path, rf"^{path} is a backup of 2026-12-01")


async def test_a_ledger_of_another_version_is_not_read(path: Path) -> None:
    database = Database(path)
    migrations.apply(database, stop_before="changes_in_doubt")
    await refused(
        path,
        rf"^{path} was written by an older version of this bot \(changes_in_doubt, .*\): start this one once",
    )
    migrations.apply(database)
    database.table("_sqlite_migrations").insert(STEP)
    database.close()
    await refused(path, rf"^{path} was written by a newer version of this bot \(rooms_on_the_moon\)")


async def test_a_damaged_ledger_is_not_read(path: Path) -> None:
    await (await open_ledger(f"sqlite:///{path}")).close()
    pages = bytearray(path.read_bytes())
    pages[-4096:] = b"scribble" * 512
    path.write_bytes(pages)
    await refused(path, rf"^{path} cannot be used as the ledger: .*damaged")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("INSERT INTO facts VALUES ('moved', 'the file elsewhere.db')", "moved to the file elsewhere.db"),
        ("INSERT INTO steps VALUES ('rooms_on_the_moon')", "a newer version of this bot"),
        ("DELETE FROM steps WHERE name = 'changes in doubt'", "an older version of this bot"),
    ],
)
async def test_a_database_that_is_not_this_versions_ledger_is_not_read(
    database: str, change: str, why: str
) -> None:
    with psycopg.connect(database) as conn:
        conn.execute(change)
    with pytest.raises(LedgerError, match=why):
        await read(database)


async def test_where_no_ledger_is_yet_there_is_none_to_read_or_back_up(
    path: Path, tmp_path: Path, postgres: Server
) -> None:
    """A file of no bytes, or somebody else's tables."""
    path.touch()
    other = Database(tmp_path / "other.db")
    other.table("invoices").insert({"id": 1})
    other.close()
    with postgres.database() as empty:
        for url, name in (
            (f"sqlite:///{path}", f"at {path}"),
            (f"sqlite:///{tmp_path}/other.db", f"at {tmp_path}/other.db"),
            (empty, r"in the database room_\w+ on \S+"),
        ):
            said = rf"^there is no ledger {name} yet: the bot makes it when it first starts"
            with pytest.raises(LedgerError, match=said):
                await read(url)
            with pytest.raises(LedgerError, match=said):
                await copies.back_up(url, tmp_path / "backup.db", NOON)
    with pytest.raises(LedgerError, match="there is no ledger at"):
        await copies.move(f"sqlite:///{path}", f"sqlite:///{path}.new")

    assert path.stat().st_size == 0
    assert not (tmp_path / "backup.db").exists()


async def test_a_ledger_in_a_folder_that_may_not_be_written_is_named() -> None:
    with TemporaryDirectory() as name:
        path, folder = Path(name) / "rooms.db", Path(name)
        await (await open_ledger(f"sqlite:///{path}")).close()
        path.chmod(0o644)
        folder.chmod(0o555)
        said = await asyncio.to_thread(said_by_nobody, f"sqlite:///{path}")
        folder.chmod(0o755)

    assert f"{path} cannot be used as the ledger: " in said
    assert "whoever runs this must be able to write the file and in its folder" in said
