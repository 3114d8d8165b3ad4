"""A verb that is stopped half-way changes nothing, and what a killed one left is cleared."""

from __future__ import annotations

import fcntl
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.errors import LedgerError, Stopped
from bot.ledger import copies, open_ledger
from bot.models import Entry, Event, EventKind
from tests.fakes import NOON, THREE, room

MANY = tuple(Event(room_id="r", kind=EventKind.CALLED, at=NOON) for _ in range(2500))


def stop_at(turn: int) -> Callable[[], None]:
    """Stops at the nth look; what is copied is looked at between some pages of each table."""
    looks = iter(range(turn))

    def look() -> None:
        if next(looks, None) is None:
            raise Stopped

    return look


@pytest.fixture
async def url(where: str, tmp_path: Path) -> AsyncIterator[str]:
    """A ledger with several pages of rows."""
    url = f"sqlite:///{tmp_path}/rooms.db" if ":memory:" in where else where
    ledger = await open_ledger(url)
    await ledger.write(Entry(room=room(), events=MANY))
    await ledger.close()
    yield url
    names = {path.name.partition(".until")[0] for path in tmp_path.iterdir()}
    assert names <= {"rooms.db", "rooms.db.lock", "backup.db", "new.db.lock"}, "nothing half is left"


@pytest.mark.parametrize("turn", [0, 1])
async def test_a_backup_that_is_stopped_leaves_the_earlier_one(url: str, tmp_path: Path, turn: int) -> None:
    backup = tmp_path / "backup.db"
    await copies.back_up(url, backup, NOON)
    if turn and "rooms.db" in url:
        return  # pages are copied at once
    with pytest.raises(Stopped):
        await copies.back_up(url, backup, THREE, look=stop_at(turn))

    assert copies.backed_up(backup) == NOON


@pytest.mark.parametrize("turn", [0, 1, 3])
async def test_a_restoration_or_move_that_is_stopped_leaves_all_as_it_was(
    url: str, tmp_path: Path, turn: int
) -> None:
    await copies.back_up(url, tmp_path / "backup.db", NOON)
    new = f"sqlite:///{tmp_path}/new.db"
    with pytest.raises(Stopped):
        await copies.restore(tmp_path / "backup.db", new, THREE, look=stop_at(turn))
    with pytest.raises(Stopped):
        await copies.move(url, new, look=stop_at(turn))

    ledger = await open_ledger(url)
    assert await ledger.room(room().id)
    assert await ledger.restored() is None
    await ledger.close()


@pytest.fixture
def left(tmp_path: Path) -> set[Path]:
    """What a killed restoration leaves."""
    half = tmp_path / f".rooms.db-{'0a' * 16}"
    files = {Path(f"{half}{companion}") for companion in ("", "-wal", "-shm", ".lock", ".held")}
    for each in files:
        each.write_text("pat@example.com")
    return files


async def test_what_a_killed_run_left_is_cleared_by_the_next_one(left: set[Path], tmp_path: Path) -> None:
    url, backup = f"sqlite:///{tmp_path}/rooms.db", tmp_path / "backup.db"
    others = [tmp_path / name for name in (".rooms.db-notes", f".rooms_db-{'0a' * 16}", ".env")]
    for each in others:
        each.write_text("mine")
    await (await open_ledger(url)).close()
    await copies.back_up(url, backup, NOON)
    assert all(each.exists() for each in left), "they are beside another file"
    await copies.restore(backup, url, THREE)

    assert not any(each.exists() for each in left)
    assert all(each.exists() for each in others)


async def test_what_another_run_is_still_writing_is_left(left: set[Path], tmp_path: Path) -> None:
    url, backup = f"sqlite:///{tmp_path}/rooms.db", tmp_path / "backup.db"
    await (await open_ledger(url)).close()
    await copies.back_up(url, backup, NOON)
    (held,) = (each for each in left if each.suffix == ".held")
    with held.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        await copies.restore(backup, url, THREE)

    assert all(each.exists() for each in left)


async def test_a_backup_that_is_being_written_is_held(tmp_path: Path) -> None:
    url, backup = f"sqlite:///{tmp_path}/rooms.db", tmp_path / "backup.db"
    await (await open_ledger(url)).close()

    def look() -> None:
        (held,) = tmp_path.glob(".backup.db-*.held")
        with held.open("wb") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        raise LedgerError("looked")

    with pytest.raises(LedgerError, match="looked"):
        await copies.back_up(url, backup, NOON, look=look)
