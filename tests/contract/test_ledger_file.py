"""What a ledger in a file promises besides: one process, what earlier versions wrote, nobody else's eyes."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import promises
from bot.errors import LedgerError
from bot.ledger import SqliteLedger, open_ledger
from bot.ledger.file import SqliteFile
from bot.ledger.migrations import migrations
from bot.ledger.rows import instant, room_row
from bot.models import Arrival, Entry, RoomState
from tests.fakes import NOON, THREE, room

OLD = instant(NOON)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return f"{tmp_path}/rooms.db"


async def test_what_was_written_outlives_a_restart_and_leases_do_not(path: str) -> None:
    before = SqliteLedger(path)
    await before.write(Entry(room=room(), tasks=(promises.create(room(), NOON),)))
    (held,) = await before.claim(now=NOON, limit=1)
    await before.arrived("begun", NOON)
    await before.arrived("answered", NOON)
    await before.answered("answered")
    await before.close()

    after = SqliteLedger(path)
    assert await after.room(room().id)
    (again,) = await after.claim(now=NOON, limit=1)
    assert not await after.finish(held, Entry())
    assert (again.attempts, again.epoch) == (2, 2)
    assert await after.arrived("begun", NOON) is Arrival.NEW
    assert await after.arrived("answered", NOON) is Arrival.REPEATED
    await after.close()


async def test_one_process_uses_a_file(path: str) -> None:
    first = SqliteLedger(path)
    with pytest.raises(LedgerError, match="another bot is using"):
        SqliteLedger(path)
    await first.close()
    await SqliteLedger(path).close()


@pytest.mark.parametrize("other", ["named.db", "./rooms.db", "folder/rooms.db"])
async def test_one_process_uses_a_file_by_whatever_name(path: str, tmp_path: Path, other: str) -> None:
    (tmp_path / "named.db").symlink_to(path)
    (tmp_path / "folder").symlink_to(tmp_path)
    first = await open_ledger(f"sqlite:///{path}")
    with pytest.raises(LedgerError, match=rf"^another bot is using {path}: stop it first$"):
        await open_ledger(f"sqlite:///{tmp_path}/{other}")
    await first.close()
    await (await open_ledger(f"sqlite:///{tmp_path}/{other}")).close()
    assert (tmp_path / "named.db").is_symlink()


async def test_commits_let_the_loop_turn_between_them(path: str) -> None:
    """Each waits for the disk: of many at once, none makes a click wait for all of them."""
    ledger = SqliteLedger(path)
    turns, ended = 0, []

    async def turning() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    async def write(number: int) -> None:
        await ledger.write(Entry(room=room(id=str(number))))
        ended.append(turns)

    beside = asyncio.create_task(turning())
    await asyncio.gather(*(write(number) for number in range(8)))
    beside.cancel()
    await ledger.close()

    assert len({*ended}) == 8


async def test_a_providers_rooms_are_found_without_looking_at_all_of_them(path: str) -> None:
    await SqliteLedger(path).close()
    plan = [*Database(path).query("EXPLAIN QUERY PLAN SELECT * FROM rooms WHERE provider = ?", ["U0DANA"])]

    assert "rooms_by_provider" in plan[0]["detail"]


async def test_a_long_look_ends_when_nobody_waits_for_it_any_more(path: str) -> None:
    ledger = SqliteLedger(path)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS i FROM n"
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2), ledger._backend.reading() as sql:
            await sql.find(endless)

    await ledger.write(Entry(room=room()))
    assert await ledger.room(room().id)
    await ledger.close()


async def test_nobody_else_on_the_machine_can_read_the_file(path: str) -> None:
    ledger = SqliteLedger(path)
    await ledger.write(Entry(room=room()))

    files = [file for file in Path(path).parent.glob("rooms.db*") if file.suffix != ".lock"]
    assert len(files) == 3
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    await ledger.close()


async def test_every_entry_is_on_the_disk_before_anybody_is_told(path: str) -> None:
    ledger = SqliteLedger(path)

    assert ledger._file.find("PRAGMA synchronous") == [{"synchronous": 2}]
    assert ledger._file.find("PRAGMA journal_mode") == [{"journal_mode": "wal"}]
    await ledger.close()


async def test_a_ledger_of_the_first_version_is_brought_up_to_date(path: str) -> None:
    old = Database(path)
    migrations.apply(old, stop_before="series_histories_and_choices")
    who = {"requester": "U0DANA", "provider": "U0DANA", "provider_name": "Dana", "channel": "C0TEAM"}
    old.table("drafts").insert(
        {"id": "d", **who, "words": "3pm", "start": OLD, "zone": "UTC", "created": OLD}
    )
    old.table("tasks").insert(
        {"key": "k", "kind": "create", "room_id": "r", "due": OLD, "promised": OLD, "details": "{}"}
    )
    old.close()

    ledger = SqliteLedger(path)
    draft = await ledger.draft("d")
    (task,) = await ledger.claim(now=THREE, limit=9)
    await ledger.close()

    assert draft
    assert draft.starts == (NOON,)
    assert (task.room_id, task.lane) == ("r", "r")


async def test_a_ledger_of_the_second_version_keeps_its_claims_deliveries_and_rooms(path: str) -> None:
    old = Database(path)
    migrations.apply(old, stop_before="leases_turns_and_facts")
    promised = {"kind": "create", "room_id": "r", "lane": "r", "promised": OLD, "details": "{}"}
    until = instant(NOON + timedelta(minutes=2))
    old.table("tasks").insert({"key": "k", **promised, "due": OLD, "attempts": 3, "epoch": 3, "lease": until})
    old.table("deliveries").insert({"key": "click", "arrived": OLD})
    old.close()

    ledger = SqliteLedger(path)
    (task,) = await ledger.claim(now=NOON, limit=9)

    assert (task.attempts, task.epoch) == (4, 4)
    assert await ledger.arrived("click", NOON) is Arrival.REPEATED
    await ledger.close()


async def test_a_change_that_an_earlier_version_was_about_may_just_have_left(path: str) -> None:
    old = Database(path)
    migrations.apply(old, stop_before="changes_in_doubt")
    columns = {each.name for each in old.table("rooms").columns}
    booked = room(state=RoomState.SCHEDULED)
    for each in (
        booked.but(id="unsure", problem="unconfirmed"),
        booked.but(id="moving", state=RoomState.MOVING),
        booked.but(id="refused", problem="rejected:no"),
    ):
        row = {**room_row(each), "version": 1}
        old.table("rooms").insert({key: row[key] for key in columns & row.keys()})
    old.close()

    ledger = SqliteLedger(path)
    rooms = [await ledger.room(name) for name in ("unsure", "moving", "refused")]
    await ledger.close()

    unsure, moving, refused = (each and each.doubt for each in rooms)
    assert refused is None
    assert unsure == moving
    assert unsure
    assert abs(datetime.now(UTC) - unsure.since) < timedelta(minutes=1)


def test_a_ledger_of_a_newer_version_is_refused_and_left_as_it_is(path: str) -> None:
    newer = Database(path)
    migrations.apply(newer)
    newer.table("_sqlite_migrations").insert(
        {"id": 99, "migration_set": "room-bot", "name": "rooms_on_the_moon", "applied_at": OLD}
    )
    newer.close()
    before = Path(path).read_bytes()

    with pytest.raises(
        LedgerError, match=r"newer version of this bot .rooms_on_the_moon.: start that one, or"
    ):
        SqliteLedger(path)
    assert Path(path).read_bytes() == before


def test_a_ledger_that_was_moved_is_refused(path: str) -> None:
    moved = Database(path)
    migrations.apply(moved)
    moved.table("facts").insert({"name": "moved", "value": "postgresql://db.example.com/clinic"})
    moved.close()

    with pytest.raises(LedgerError, match=r"moved to postgresql://db.example.com/clinic: set DATABASE_URL"):
        SqliteLedger(path)


async def test_releasing_gives_back_all_claims_at_once(path: str) -> None:
    ledger = SqliteLedger(path)
    await ledger.write(Entry(tasks=(promises.create(room(), NOON),)))
    await ledger.claim(now=NOON, limit=1)
    ledger.release()

    assert len(await ledger.claim(now=NOON, limit=1)) == 1
    await ledger.close()


async def test_a_failed_open_holds_nothing(path: str) -> None:
    Path(path).write_bytes(b"not a database at all" * 100)
    with pytest.raises(LedgerError):
        SqliteLedger(path)
    Path(path).unlink()
    await SqliteLedger(path).close()


async def test_somebody_else_who_writes_the_file_is_waited_for_and_harms_nothing(path: str) -> None:
    ledger = SqliteLedger(path)
    ledger._file.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="locked"):
        await ledger.write(Entry(room=room()))
    other.rollback()
    other.close()

    await ledger.write(Entry(room=room()))
    await ledger.close()


def test_the_disk_is_waited_for_by_promises_and_not_by_what_comes_about_anew(path: str) -> None:
    file = SqliteFile(path)
    normal, full = 1, 2

    def synchronous() -> int:
        (row,) = file.find("PRAGMA synchronous")
        return int(row["synchronous"])

    with file.transaction(is_lasting=False):
        assert synchronous() == normal
    with file.transaction():
        assert synchronous() == full
    assert synchronous() == full, "for single statements"
    file.close()
