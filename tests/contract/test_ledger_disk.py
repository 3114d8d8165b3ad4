"""Disks that are full, read-only or scribbled over: nothing is half written, and what to do is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import LedgerError, LedgerFull
from bot.ledger import SqliteLedger
from bot.models import Entry, Event, EventKind
from tests.disks import no_file_longer_than
from tests.fakes import NOON, room

PAGE = 4096
LONG = "x" * PAGE * 4


@pytest.fixture
def path(tmp_path: Path) -> str:
    return f"{tmp_path}/rooms.db"


def big(name: str) -> Entry:
    """A room with a long story: several pages of it."""
    told = Event(room_id=name, kind=EventKind.CALLED, at=NOON, details={"answer": LONG})
    return Entry(room=room(id=name), events=(told,))


async def test_a_full_disk_is_said_and_the_ledger_goes_on_once_there_is_room(path: str) -> None:
    ledger = SqliteLedger(path)
    await ledger.write(Entry(room=room(id="before")))
    pages = ledger._file.execute("PRAGMA page_count").fetchone()[0]
    ledger._file.execute(f"PRAGMA max_page_count = {pages}")
    for name in ("one", "two"):
        with pytest.raises(LedgerFull, match="no room left"):
            await ledger.write(big(name))

    assert await ledger.room("one") is None, "nothing of it was kept"
    assert await ledger.room("before"), "what is there can be read"
    ledger._file.execute(f"PRAGMA max_page_count = {pages + 100}")
    await ledger.write(big("one"))
    assert len(await ledger.events("one")) == 1
    await ledger.close()


async def test_a_disk_that_fills_up_within_an_entry_keeps_nothing_of_it(path: str) -> None:
    ledger = SqliteLedger(path)
    await ledger.write(big("before"))
    log = Path(f"{path}-wal").stat().st_size
    with no_file_longer_than(log + PAGE * 2), pytest.raises(LedgerFull):
        await ledger.write(big("one"))
    await ledger.write(Entry(room=room(id="two")))
    await ledger.close()

    again = SqliteLedger(path)
    assert await again.room("before")
    assert await again.room("one") is None
    assert await again.room("two")
    await again.close()


def test_a_disk_without_room_for_a_ledger_is_said(path: str) -> None:
    with no_file_longer_than(PAGE), pytest.raises(LedgerFull, match=r"cannot be used as the ledger.*no room"):
        SqliteLedger(path)


async def test_a_ledger_that_became_read_only_says_so_and_can_still_be_read(path: str) -> None:
    ledger = SqliteLedger(path)
    await ledger.write(Entry(room=room()))
    ledger._file.execute("PRAGMA query_only = ON")
    with pytest.raises(LedgerError, match="readonly"):
        await ledger.write(Entry(room=room(id="b")))

    assert await ledger.room(room().id)
    await ledger.close()


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "rooms.db"
    path.touch()
    tmp_path.chmod(0o500)
    as_nobody = "import os; from bot.ledger import SqliteLedger; os.geteuid() or os.setuid(65534); "
    opening = [sys.executable, "-c", f"{as_nobody}SqliteLedger({str(path)!r})"]
    said = subprocess.run(opening, check=False, capture_output=True, text=True, timeout=60).stderr

    assert "rooms.db cannot be used as the ledger: Permission denied" in said
    assert path.stat().st_size == 0


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be used as the ledger: No such file"):
        SqliteLedger(f"{tmp_path}/missing/rooms.db")


async def filled(path: str) -> None:
    """A ledger of some pages, closed."""
    ledger = SqliteLedger(path)
    for n in range(20):
        await ledger.write(big(str(n)))
    await ledger.close()


def refuse(path: str) -> None:
    """It is refused, with a way out, and left byte for byte as it is."""
    before = Path(path).read_bytes()
    with pytest.raises(LedgerError, match=r"(?s)cannot be used as the ledger.*damaged.*bot restore FILE"):
        SqliteLedger(path)
    assert Path(path).read_bytes() == before


async def test_a_file_that_is_no_database_is_refused(path: str) -> None:
    Path(path).write_bytes(b"not a database at all" * 100)
    refuse(path)


@pytest.mark.parametrize("page", [0, 1, 2, 5, 20, -1])
async def test_a_scribbled_page_is_noticed_at_the_start(path: str, page: int) -> None:
    await filled(path)
    pages = bytearray(Path(path).read_bytes())
    at = page % (len(pages) // PAGE) * PAGE
    pages[at : at + PAGE] = b"scribble" * (PAGE // 8)
    Path(path).write_bytes(pages)
    refuse(path)


async def test_a_file_that_was_cut_off_is_refused(path: str) -> None:
    await filled(path)
    os.truncate(path, Path(path).stat().st_size // PAGE // 2 * PAGE)
    refuse(path)


@pytest.mark.parametrize("is_emptied", [True, False])
async def test_no_empty_ledger_comes_in_place_of_one_whose_last_entries_are_still_there(
    path: str, is_emptied: bool
) -> None:
    ledger = SqliteLedger(path)
    await ledger.write(big("1"))
    log = Path(f"{path}-wal").read_bytes()
    await ledger.close()
    Path(f"{path}-wal").write_bytes(log)
    if is_emptied:
        os.truncate(path, 0)
    else:
        Path(path).unlink()

    with pytest.raises(LedgerError, match=r"rooms.db-wal is there: put the file back"):
        SqliteLedger(path)
    assert Path(f"{path}-wal").read_bytes() == log
