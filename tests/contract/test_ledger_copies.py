"""Ledgers as a whole: backed up while in use, restored so that nothing is done twice, moved."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot import promises
from bot.errors import LedgerError
from bot.ledger import SqliteLedger, SqlLedger, copies, open_ledger
from bot.ledger.tables import TABLES, count
from bot.models import (
    Arrival,
    Choice,
    Doubt,
    Draft,
    Entry,
    Event,
    EventKind,
    Message,
    NoticeKind,
    Person,
    Restored,
    RoomQuery,
    RoomState,
    VideoRoom,
)
from tests.fakes import NOON, THREE, request, room
from tests.postgres import Server

LATER = NOON + timedelta(hours=1)
VIDEO = VideoRoom(
    uid="uid00001",
    start=THREE,
    zone="America/New_York",
    patient_link="https://video.example.com/1?type=patient",
    provider_link="https://video.example.com/1?type=provider",
)
MOVING = room(id="moving", state=RoomState.MOVING, video=VIDEO, pending_start=THREE + timedelta(days=1))
ENDING = room(id="ending", state=RoomState.CANCELLING, video=VIDEO, is_attempted=True)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/rooms.db"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


@pytest.fixture(params=["file", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("file" if request.param == "file" else "database"))


@pytest.fixture(params=["file", "postgres"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of another ledger that is not there yet, of each kind."""
    if request.param == "file":
        yield f"sqlite:///{tmp_path}/elsewhere.db"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database(request.getfixturevalue("prepared")) as made:
        yield made


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[SqlLedger]:
    ledger = await open_ledger(url)
    yield ledger
    await ledger.close()


async def fill(ledger: SqlLedger, events: int = 3) -> None:
    """A row in every table, a claim, and a delivery that is being answered."""
    await ledger.write(
        Entry(
            room=room(),
            rooms=(MOVING, ENDING, room(id="told", state=RoomState.UNKNOWN)),
            tasks=(
                promises.create(room(), NOON),
                promises.reschedule(MOVING, NOON),
                promises.cancel(ENDING, NOON),
                promises.announce(NoticeKind.CARD, room(), NOON),
            ),
            events=tuple(Event(room_id="r", kind=EventKind.CALLED, at=NOON) for _ in range(events)),
            message=Message(key="unsaid", room_id="r", channel="C0TEAM"),
        )
    )
    await ledger.write(Entry(message=Message(key="said", room_id="r", channel="C0TEAM", ts="1.0")))
    await ledger.write(Entry(message=Message(key="tried", room_id="r", channel="C0TEAM", tried_at=THREE)))
    await ledger.save_draft(
        Draft(id="d", request=request(), words="3pm", starts=(THREE,), zone="UTC", created=NOON)
    )
    await ledger.save_person(Person(id="U0DANA", name="Dana"), NOON)
    await ledger.save_choices([Choice(scope="clinic", name="channel", value='"C"', by="U0CASEY", at=NOON)])
    await ledger.save_secret("token", "hush")
    await ledger.hold("post", NOON)
    await ledger.arrived("begun", NOON)
    await ledger.claim(now=NOON, limit=1)


async def rows(ledger: SqlLedger) -> dict[str, int]:
    async with ledger._backend.each() as sql:
        return await count(sql)


async def all_rows(ledger: SqlLedger) -> dict[str, list[dict[str, object]]]:
    async with ledger._backend.each() as sql:
        return {
            table: [dict(row) for row in await sql.find(f"SELECT * FROM {table} ORDER BY {key}")]
            for table, key in TABLES.items()
        }


async def test_a_ledger_is_backed_up_while_it_is_used_and_restored_as_it_was(
    url: str, elsewhere: str, backup: Path
) -> None:
    async with opened(url) as ledger:
        await fill(ledger, events=1200)
        before = await all_rows(ledger)
        told = await copies.back_up(url, backup, NOON)
        await ledger.write(Entry(room=room(id="since")))
    restored = await copies.restore(backup, elsewhere, LATER)

    assert (told["rooms"], told["events"]) == (4, 1200)
    assert restored == Restored(backed_up=NOON, restored=LATER)
    async with opened(elsewhere) as ledger:
        assert await ledger.restored() == restored
        after = await all_rows(ledger)
        reconciled = {"rooms", "tasks", "messages", "facts", "deliveries"}
        assert {name: after[name] for name in after.keys() - reconciled} == {
            name: before[name] for name in before.keys() - reconciled
        }
        assert await ledger.room("since") is None
        assert await ledger.secret("token") == "hush"


async def test_what_may_have_been_done_since_a_backup_is_found_out_and_not_done_again(
    url: str, elsewhere: str, backup: Path
) -> None:
    async with opened(url) as ledger:
        await fill(ledger)
        unsure = (await ledger.room("moving") or MOVING).but(doubt=Doubt(since=THREE, by="move"))
        await ledger.write(Entry(room=unsure))
    await copies.back_up(url, backup, NOON)
    await copies.restore(backup, elsewhere, LATER)

    async with opened(elsewhere) as ledger:
        found = {each.id: each for each in await ledger.rooms(RoomQuery())}
        creating = found[room().id]
        assert creating.is_attempted, "whether it was created is not known: that is told"
        assert creating == room(is_attempted=True, version=1001), "above each version of the lost time"
        assert found["told"] == room(id="told", state=RoomState.UNKNOWN, version=1001)

        assert found["moving"].doubt == Doubt(since=LATER, by="move")
        assert found["ending"].doubt == Doubt(since=LATER, by="ending:cancel:0"), (
            "the room is read back before it is cancelled"
        )
        claimed = {each.room_id: each for each in await ledger.claim(now=NOON, limit=9)}
        assert claimed[room().id].room_id, "the claim of who is gone was given back"

        kept = {key: await ledger.message(key) for key in ("unsaid", "said", "tried")}
        assert [each and each.tried_at for each in kept.values()] == [NOON, None, THREE]
        assert await ledger.arrived("begun", NOON) is Arrival.NEW


async def test_new_rows_of_a_restored_ledger_are_numbered_on(url: str, elsewhere: str, backup: Path) -> None:
    async with opened(url) as ledger:
        await fill(ledger)
    await copies.back_up(url, backup, NOON)
    await copies.restore(backup, elsewhere, LATER)

    async with opened(elsewhere) as ledger:
        new = room(id="new")
        await ledger.write(Entry(room=new, tasks=(promises.create(new, NOON),)))
        await ledger.write(Entry(events=(Event(room_id="r", kind=EventKind.SAID, at=NOON),)))
        await ledger.save_choices([Choice(scope="clinic", name="channel", value='"D"', by="U", at=NOON)])
        assert (await ledger.events("r"))[-1].kind is EventKind.SAID
        assert (await ledger.choices("clinic"))["channel"].value == '"D"'


async def test_a_backup_is_one_file_that_only_its_owner_reads(url: str, backup: Path) -> None:
    async with opened(url) as ledger:
        await fill(ledger)
        await copies.back_up(url, backup, NOON)
        await copies.back_up(url, backup, LATER)

    assert copies.backed_up(backup) == LATER, "the later one took the place of the earlier one"
    assert backup.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(backup)) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    left = {path.name for path in backup.parent.iterdir() if not path.name.startswith("rooms.db")}
    assert left == {"backup.db"}


async def test_backups_while_everybody_writes_are_each_whole(url: str, backup: Path) -> None:
    """Each entry writes a room and its task together: no backup has one without the other."""
    async with opened(url) as ledger:

        async def write() -> None:
            for n in range(150):
                promised = room(id=str(n))
                await ledger.write(Entry(room=promised, tasks=(promises.create(promised, NOON),)))
                await asyncio.sleep(0)

        writing = asyncio.create_task(write())
        seen = []
        while not writing.done():
            told = await asyncio.to_thread(asyncio.run, copies.back_up(url, backup, NOON))
            seen.append((told["rooms"], told["tasks"]))
        await writing

    assert len(seen) > 1
    assert all(rooms == tasks for rooms, tasks in seen)


@pytest.mark.parametrize("name", ["plain.db", "notes.txt"])
async def test_a_backup_takes_the_place_of_nothing_but_a_backup(file: str, tmp_path: Path, name: str) -> None:
    async with opened(f"sqlite:///{tmp_path}/plain.db"):
        pass
    async with opened(file):
        (tmp_path / "notes.txt").write_text("mine")
        with pytest.raises(LedgerError, match="was not made by `python -m bot backup`: name another"):
            await copies.back_up(file, tmp_path / name, NOON)
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("target", ["rooms.db", "./rooms.db", "named.db"])
async def test_a_ledger_is_not_replaced_by_its_own_backup(file: str, tmp_path: Path, target: str) -> None:
    """Also where it would be taken for an earlier backup, as it was put in place by `cp`."""
    async with opened(file):
        pass
    (tmp_path / "named.db").symlink_to(tmp_path / "rooms.db")
    with pytest.raises(LedgerError, match=r"(rooms|named)\.db is the ledger itself: name another file$"):
        await copies.back_up(file, Path(f"{tmp_path}/{target}"), NOON)


async def test_a_backup_that_was_put_in_place_is_no_ledger_until_it_is_restored(
    file: str, backup: Path, tmp_path: Path, elsewhere: str
) -> None:
    """Nobody would find out what was done since: the rooms would be created a second time."""
    async with opened(file) as ledger:
        await fill(ledger)
    await copies.back_up(file, backup, NOON)
    path = tmp_path / "rooms.db"
    shutil.copyfile(backup, path)
    is_backup = (
        rf"^{path} is a backup of 2026-12-01 at 17:00:00 UTC: "
        rf"make a ledger of it with `python -m bot restore {path}`$"
    )
    with pytest.raises(LedgerError, match=is_backup):
        await open_ledger(file)
    with pytest.raises(LedgerError, match=is_backup):
        await copies.move(file, elsewhere)
    with pytest.raises(LedgerError, match=is_backup):
        await copies.back_up(file, tmp_path / "of-a-backup.db", LATER)
    assert path.read_bytes() == backup.read_bytes(), "it is left as it is"
    await copies.restore(path, file, LATER)

    async with opened(file) as ledger:
        found = await ledger.room("moving")
        assert found
        assert found.doubt


async def test_what_is_damaged_or_not_there_is_not_backed_up(file: str, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        await copies.back_up(file, backup, NOON)
    assert list(tmp_path.iterdir()) == []
    async with opened(file) as ledger:
        await fill(ledger)
    await copies.back_up(file, backup, NOON)
    path = tmp_path / "rooms.db"
    os.truncate(path, path.stat().st_size // 8192 * 4096)
    with pytest.raises(LedgerError, match=r"/rooms\.db cannot be used as the ledger.*damaged"):
        await copies.back_up(file, backup, LATER)

    assert copies.backed_up(backup) == NOON, "the earlier backup is still there"


async def test_a_damaged_ledger_is_moved_aside_and_replaced_by_its_backup(
    file: str, backup: Path, tmp_path: Path
) -> None:
    async with opened(file) as ledger:
        await fill(ledger)
        await copies.back_up(file, backup, NOON)
    path = tmp_path / "rooms.db"
    path.write_bytes(b"scribble" * 1000)
    (tmp_path / "rooms.db-wal").write_bytes(b"last entries")
    with pytest.raises(LedgerError, match="restore FILE"):
        await open_ledger(file)
    await copies.restore(backup, file, LATER)

    aside = tmp_path / "rooms.db.until-20261201T180000Z"
    assert aside.read_bytes() == b"scribble" * 1000
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"last entries"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(LedgerError, match="was not made by"):
        copies.backed_up(path)  # it is no backup any more, and not to be replaced by one
    async with opened(file) as ledger:
        assert await ledger.room("moving")
        assert await ledger.restored()


async def test_nothing_is_restored_under_a_running_bot(url: str, backup: Path) -> None:
    async with opened(url) as ledger:
        await copies.back_up(url, backup, NOON)
        with pytest.raises(LedgerError, match=r"bot is using .*: stop it first"):
            await copies.restore(backup, url, LATER)
        await ledger.write(Entry(room=room()))
        assert await ledger.restored() is None


async def test_nothing_is_restored_over_what_is_in_a_database(database: str, backup: Path) -> None:
    async with opened(database) as ledger:
        await fill(ledger)
    await copies.back_up(database, backup, NOON)
    with pytest.raises(LedgerError, match="is not empty: make a new database"):
        await copies.restore(backup, database, LATER)

    async with opened(database) as ledger:
        assert await ledger.restored() is None


async def test_what_is_no_backup_is_not_restored(url: str, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no .*backup.db"):
        await copies.restore(backup, url, LATER)
    backup.write_bytes(b"scribble" * 1000)
    with pytest.raises(LedgerError, match="was not made by"):
        await copies.restore(backup, url, LATER)
    async with opened(f"sqlite:///{tmp_path}/plain.db"):
        pass
    with pytest.raises(LedgerError, match="was not made by"):
        await copies.restore(tmp_path / "plain.db", url, LATER)
    assert not (tmp_path / "rooms.db").exists()


async def test_a_damaged_backup_is_not_restored(file: str, backup: Path, tmp_path: Path) -> None:
    async with opened(file) as ledger:
        await fill(ledger)
        await copies.back_up(file, backup, NOON)
    before = (tmp_path / "rooms.db").read_bytes()
    pages = bytearray(backup.read_bytes())
    pages[-8192:] = b"scribble" * 1024
    backup.write_bytes(pages)
    with pytest.raises(LedgerError, match="damaged"):
        await copies.restore(backup, file, LATER)

    assert (tmp_path / "rooms.db").read_bytes() == before


async def test_a_ledger_is_moved_with_everything_in_it_and_not_used_again(url: str, elsewhere: str) -> None:
    async with opened(url) as ledger:
        await fill(ledger)
        before = await all_rows(ledger)
    told = await copies.move(url, elsewhere)

    with pytest.raises(LedgerError, match=r"moved to the (file|database) .*: set DATABASE_URL"):
        await open_ledger(url)
    with pytest.raises(LedgerError, match="moved to"):
        await copies.move(url, elsewhere)
    async with opened(elsewhere) as ledger:
        after = await all_rows(ledger)
        assert told["rooms"] == 4
        changed = {"tasks", "deliveries"}  # who had the claims is gone
        assert {name: after[name] for name in after.keys() - changed} == {
            name: before[name] for name in before.keys() - changed
        }
        assert [{**row, "lease": None} for row in before["tasks"]] == after["tasks"]
        assert len(await ledger.claim(now=NOON, limit=9)) == 3
        assert await ledger.restored() is None


async def test_every_table_is_copied() -> None:
    ledger = SqliteLedger(":memory:")
    made = ledger._file.find(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
    )

    assert {row["name"] for row in made} == TABLES.keys()
    await ledger.close()


async def test_a_copy_that_is_not_whole_is_not_kept(file: str, database: str) -> None:
    async with opened(file) as ledger:
        await fill(ledger)
    with psycopg.connect(database) as conn:
        conn.execute(
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
            "CREATE TRIGGER losing BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION lose()"
        )
    with pytest.raises(LedgerError, match="the copy is not whole"):
        await copies.move(file, database)

    async with opened(file) as ledger, opened(database) as other:
        assert await ledger.room("moving")
        assert await other.room("moving") is None


async def test_a_ledger_comes_back_from_postgresql(file: str, database: str, tmp_path: Path) -> None:
    async with opened(file) as ledger:
        await fill(ledger)
        before = await rows(ledger)
    await copies.move(file, database)
    back = f"sqlite:///{tmp_path}/back.db"
    await copies.move(database, back)

    async with opened(back) as ledger:
        assert await rows(ledger) == before


async def test_nothing_is_moved_under_a_running_bot(url: str, elsewhere: str) -> None:
    async with opened(url) as ledger:
        await ledger.write(Entry(room=room()))
        with pytest.raises(LedgerError, match=r"bot is using .*: stop it first"):
            await copies.move(url, elsewhere)
        await ledger.write(Entry(room=room(id="b")))
    await copies.move(url, elsewhere)


async def test_nothing_is_moved_onto_another_ledger(url: str, elsewhere: str) -> None:
    for each in (url, elsewhere):
        async with opened(each) as ledger:
            await ledger.write(Entry(room=room()))
    with pytest.raises(LedgerError, match=r"is not empty: make a new|is there already: name a file"):
        await copies.move(url, elsewhere)

    async with opened(url) as ledger:
        assert await ledger.room(room().id), "it was not left behind"


async def test_a_ledger_is_not_moved_onto_itself(url: str) -> None:
    async with opened(url) as ledger:
        await ledger.write(Entry(room=room()))
    with pytest.raises(LedgerError, match="FROM and TO are the same"):
        await copies.move(url, url)

    async with opened(url) as ledger:
        assert await ledger.room(room().id)


async def test_a_ledger_is_not_moved_onto_itself_by_another_name(file: str, tmp_path: Path) -> None:
    async with opened(file):
        pass
    (tmp_path / "named.db").symlink_to(tmp_path / "rooms.db")
    for other in ("./rooms.db", "named.db"):
        with pytest.raises(LedgerError, match="FROM and TO are the same"):
            await copies.move(file, f"sqlite:///{tmp_path}/{other}")
    await (await open_ledger(file)).close()


async def test_a_ledger_is_restored_where_a_link_leads(file: str, backup: Path, tmp_path: Path) -> None:
    async with opened(file) as ledger:
        await fill(ledger)
    await copies.back_up(file, backup, NOON)
    (tmp_path / "volume").mkdir()
    (tmp_path / "named.db").symlink_to(tmp_path / "volume" / "there.db")
    for _ in range(2):
        await copies.restore(backup, f"sqlite:///{tmp_path}/named.db", LATER)

    assert (tmp_path / "named.db").is_symlink()
    assert {path.name for path in (tmp_path / "volume").iterdir()} == {
        "there.db",
        "there.db.lock",
        "there.db.until-20261201T180000Z",
    }


async def test_a_move_that_fails_leaves_the_ledger_to_be_used(file: str, tmp_path: Path) -> None:
    async with opened(file) as ledger:
        await ledger.write(Entry(room=room()))
    with pytest.raises(LedgerError):
        await copies.move(file, "postgresql://dana:hush@127.0.0.1:1/clinic")
    with pytest.raises(LedgerError, match="there is no ledger"):
        await copies.move(f"sqlite:///{tmp_path}/missing.db", f"sqlite:///{tmp_path}/new.db")

    assert {path.name for path in tmp_path.iterdir()} == {"rooms.db", "rooms.db.lock"}
    await (await open_ledger(file)).close()


async def test_a_bot_that_was_away_while_its_ledger_moved_writes_nothing_any_more(
    database: str,
) -> None:
    """Its connections were down, so it was not seen; each new one looks first."""
    ledger = await open_ledger(database)
    await ledger.write(Entry(room=room()))
    with psycopg.connect(database) as conn:
        conn.execute("INSERT INTO facts VALUES ('moved', 'the file elsewhere.db')")
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await asyncio.sleep(0.2)
    with pytest.raises(LedgerError):
        await ledger.write(Entry(room=room(id="b")))
    await ledger.close()


async def test_a_database_of_an_older_version_is_not_backed_up_as_if_it_were_of_this_one(
    database: str, backup: Path
) -> None:
    async with opened(database) as ledger, ledger._backend.each() as sql:
        await sql.execute("DELETE FROM steps WHERE name IN ('changes in doubt', 'what reports count')")

    named = r"\(changes in doubt, what reports count\): start this one once, or use the older one$"
    with pytest.raises(LedgerError, match=rf"written by an older version of this bot {named}"):
        await copies.back_up(database, backup, NOON)
    assert not backup.exists()


async def test_a_database_of_a_newer_version_is_not_backed_up_as_if_it_were_of_this_one(
    database: str, backup: Path
) -> None:
    async with opened(database) as ledger, ledger._backend.each() as sql:
        await sql.execute("INSERT INTO steps VALUES ('rooms_on_the_moon')")

    with pytest.raises(LedgerError, match=r"newer version of this bot .rooms_on_the_moon.: start that one"):
        await copies.back_up(database, backup, NOON)
    assert not backup.exists()
