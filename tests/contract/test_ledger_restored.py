"""What a restored ledger knows of itself, and what is said of ledgers that cannot be carried anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.errors import LedgerError
from bot.ledger import copies, open_ledger
from bot.ledger.ends import named
from bot.ledger.folder import file_of
from bot.ledger.migrations import migrations
from bot.models import Restored, TaskKind
from tests.fakes import NOON, THREE

ELSEWHERE = "postgresql://dana:hush@127.0.0.1:1/clinic"


@pytest.fixture
def here(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/rooms.db"


async def test_a_restored_ledger_keeps_both_instants_and_promises_to_look_for_what_came_since(
    here: str, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    await (await open_ledger(here)).close()
    await copies.back_up(here, backup, NOON)
    await copies.restore(backup, here, THREE)
    ledger = await open_ledger(here)
    kept = await ledger.restored()
    (task,) = await ledger.claim(now=THREE, limit=9)
    async with ledger._backend.each() as sql:
        (row,) = await sql.find("SELECT value FROM facts WHERE name = 'restored'")
    await ledger.close()

    assert kept == Restored(backed_up=NOON, restored=THREE)
    assert json.loads(row["value"]) == {
        "backed_up": "2026-12-01T17:00:00.000000+00:00",
        "restored": "2026-12-02T20:00:00.000000+00:00",
    }, "a later version reads it, too"
    assert (task.key, task.lane) == ("restored:2026-12-02T20:00:00.000000+00:00",) * 2
    assert (task.kind, task.room_id, task.due, task.promised) == (TaskKind.RESTORED, "clinic", THREE, THREE)


async def test_a_database_that_cannot_be_reached_is_neither_backed_up_nor_a_new_home(
    here: str, tmp_path: Path
) -> None:
    await (await open_ledger(here)).close()
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"^the database did not take it: "):
            await copies.back_up(ELSEWHERE, tmp_path / "backup.db", NOON)
        with pytest.raises(LedgerError, match=r"^the database did not take it: "):
            await copies.move(here, ELSEWHERE)
    with pytest.raises(LedgerError, match=r"^it is there already: FROM and TO are the same$"):
        await copies.move(here, here)

    assert not (tmp_path / "backup.db").exists()


def test_a_ledger_is_named_without_who_may_use_it() -> None:
    assert named(ELSEWHERE) == "the database clinic on 127.0.0.1"
    assert named("sqlite:////srv/rooms.db") == "the file /srv/rooms.db"
    assert (file_of(ELSEWHERE), file_of("sqlite:////srv/rooms.db")) == (None, "/srv/rooms.db")


async def test_a_ledger_that_was_closed_says_so_in_our_own_words(here: str) -> None:
    ledger = await open_ledger(here)
    await ledger.close()

    with pytest.raises(
        LedgerError, match=r"^the ledger did not take it: Cannot operate on a closed database"
    ):
        await ledger.room("r")


async def test_a_ledger_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rooms.db"
    newer = Database(path)
    migrations.apply(newer)
    for name in ("rooms_on_mars", "rooms_on_the_moon"):
        step = {"migration_set": "room-bot", "name": name, "applied_at": "2030-01-01"}
        newer.table("_sqlite_migrations").insert(step)
    newer.close()
    written = rf"^{path} was written by a newer version of this bot \(rooms_on_mars, rooms_on_the_moon\): "
    with pytest.raises(LedgerError, match=written):
        await open_ledger(f"sqlite:///{path}")

    path.write_bytes(b"scribble" * 1000)
    with pytest.raises(
        LedgerError, match=rf"^{path} cannot be used as the ledger: the ledger's file is damaged"
    ):
        await open_ledger(f"sqlite:///{path}")
