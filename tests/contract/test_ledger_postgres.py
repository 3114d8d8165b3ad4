"""What the ledger in PostgreSQL promises besides: to several replicas, and when the server comes and goes."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import psycopg
import pytest

from bot.errors import ClaimLost, LedgerError, LedgerFull, StaleRoom
from bot.ledger import SqliteLedger, SqlLedger, open_ledger, server
from bot.models import Arrival, Entry, Task, TaskKind
from tests.fakes import NOON, room
from tests.postgres import Server, own_server

SECOND = timedelta(seconds=1)
FULL = """
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql
AS 'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''disk_full''; END';
CREATE TRIGGER filled BEFORE INSERT ON tasks EXECUTE FUNCTION fill()
"""
"""What a full disk looks like to us, without filling one."""


@pytest.fixture
async def replicas(database: str) -> AsyncIterator[tuple[SqlLedger, SqlLedger]]:
    """Two ledgers on one database, opened at once."""
    async with AsyncExitStack() as opened:
        both = await asyncio.gather(open_ledger(database), open_ledger(database))
        for each in both:
            opened.push_async_callback(each.close)
        yield (both[0], both[1])


def task(n: int, lanes: int) -> Task:
    lane = str(n % lanes)
    return Task(key=str(n), kind=TaskKind.ANNOUNCE, room_id=lane, due=NOON, promised=NOON, lane=lane)


async def test_replicas_do_each_task_once_and_never_two_of_a_lane_at_a_time(
    replicas: tuple[SqlLedger, SqlLedger],
) -> None:
    await replicas[0].write(Entry(tasks=tuple(task(n, lanes=50) for n in range(500))))
    done: Counter[str] = Counter()
    running: Counter[str] = Counter()
    order: defaultdict[str, list[int]] = defaultdict(list)

    async def run(ledger: SqlLedger, claimed: Task) -> None:
        running[claimed.lane] += 1
        assert running[claimed.lane] == 1
        order[claimed.lane].append(int(claimed.key))
        await asyncio.sleep(0)
        running[claimed.lane] -= 1
        done[claimed.key] += await ledger.finish(claimed, Entry())

    async def work(ledger: SqlLedger) -> None:
        while claimed := await ledger.claim(now=NOON, limit=8):
            await asyncio.gather(*(run(ledger, each) for each in claimed))

    await asyncio.gather(*(work(replicas[n % 2]) for n in range(6)))

    assert done == {str(n): 1 for n in range(500)}
    assert all(lane == sorted(lane) for lane in order.values())


async def test_what_comes_before_a_running_task_of_its_lane_waits_for_it(
    replicas: tuple[SqlLedger, SqlLedger],
) -> None:
    one, two = replicas
    await one.write(Entry(tasks=(task(1, lanes=1),)))

    async def promise_and_claim(ledger: SqlLedger, n: int) -> int:
        earlier = Task(
            key=f"e{n}",
            kind=TaskKind.ANNOUNCE,
            room_id="0",
            due=NOON - SECOND * n,
            promised=NOON,
            lane="0",
        )
        await ledger.write(Entry(tasks=(earlier,)))
        return len(await ledger.claim(now=NOON, limit=8))

    claimed = await asyncio.gather(*(promise_and_claim((one, two)[n % 2], n) for n in range(40)))
    assert sum(claimed) == 1


async def test_of_many_replicas_one_delivery_is_new(replicas: tuple[SqlLedger, SqlLedger]) -> None:
    arrivals = await asyncio.gather(*(replicas[n % 2].arrived("click", NOON) for n in range(100)))

    assert Counter(arrivals) == {Arrival.NEW: 1, Arrival.UNDER_WAY: 99}


async def test_of_many_replicas_one_changes_a_room(replicas: tuple[SqlLedger, SqlLedger]) -> None:
    await replicas[0].write(Entry(room=room()))
    seen = room().but(version=1)
    results = await asyncio.gather(
        *(replicas[n % 2].write(Entry(room=seen.but(problem=str(n)))) for n in range(20)),
        return_exceptions=True,
    )

    assert [type(each) for each in results].count(StaleRoom) == 19


async def test_replicas_take_turns(replicas: tuple[SqlLedger, SqlLedger]) -> None:
    taken = await asyncio.gather(
        *(replicas[n % 2].take_turn("post", now=NOON, every=SECOND, is_urgent=False) for n in range(40))
    )

    assert sorted(taken) == [NOON + SECOND * n for n in range(40)]


async def test_one_replica_at_a_time_is_alone(replicas: tuple[SqlLedger, SqlLedger]) -> None:
    inside: list[SqlLedger] = []

    async def enter(ledger: SqlLedger) -> None:
        async with ledger.alone("token"):
            inside.append(ledger)
            assert len(inside) == 1
            await asyncio.sleep(0.02)
            inside.remove(ledger)

    await asyncio.gather(*(enter(replicas[n % 2]) for n in range(6)))


async def test_one_replica_at_a_time_is_alone_briefly(replicas: tuple[SqlLedger, SqlLedger]) -> None:
    inside: list[SqlLedger] = []

    async def enter(ledger: SqlLedger) -> None:
        async with ledger.alone_briefly("diary"):
            inside.append(ledger)
            assert len(inside) == 1
            await asyncio.sleep(0.02)
            inside.remove(ledger)

    await asyncio.gather(*(enter(replicas[n % 2]) for n in range(6)))


async def test_who_waits_for_a_replica_that_hangs_is_told_after_some_seconds(
    replicas: tuple[SqlLedger, SqlLedger],
) -> None:
    async def enter() -> None:
        async with replicas[1].alone_briefly("diary"):
            pytest.fail("nobody is inside while another one is")

    async with replicas[0].alone_briefly("diary"), asyncio.timeout(10):
        with pytest.raises(LedgerError, match="lock timeout"):
            await enter()


async def test_what_was_written_alone_stands_when_the_connection_breaks_that_held_the_name(
    replicas: tuple[SqlLedger, SqlLedger],
) -> None:
    hang_up = """SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"""
    async with replicas[0].alone_briefly("diary"):
        await replicas[0].write(Entry(room=room(id="written")))
        async with replicas[1]._backend.each() as sql:
            await sql.find(hang_up)

    assert await replicas[1].room("written")
    async with asyncio.timeout(5), replicas[1].alone_briefly("diary"):
        pass


async def test_a_claim_is_lost_to_another_replica(replicas: tuple[SqlLedger, SqlLedger]) -> None:
    one, two = replicas
    await one.write(Entry(tasks=(task(1, lanes=1),)))
    (first,) = await one.claim(now=NOON, lease=timedelta(0), limit=1)
    (second,) = await two.claim(now=NOON, limit=1)

    with pytest.raises(ClaimLost):
        await one.mark(first, Entry())
    assert not await one.finish(first, Entry())
    assert await two.finish(second, Entry())


async def test_a_claim_does_not_wait_for_a_row_that_a_hanging_replica_has(
    database: str, replicas: tuple[SqlLedger, SqlLedger]
) -> None:
    one, two = replicas
    await one.write(Entry(tasks=tuple(task(n, lanes=2) for n in range(4))))
    async with await psycopg.AsyncConnection.connect(database) as hanging:
        await hanging.execute("SELECT * FROM tasks WHERE key = '0' FOR UPDATE")
        async with asyncio.timeout(2):
            assert [each.key for each in await two.claim(now=NOON, limit=8)] == ["1"]


async def test_replicas_that_start_at_once_make_the_tables_once(postgres: Server) -> None:
    with postgres.database() as database:
        opened = await asyncio.gather(*(open_ledger(database) for _ in range(6)))
        await opened[0].write(Entry(room=room()))

        assert await opened[5].room(room().id)
        for each in opened:
            await each.close()


async def test_both_kinds_of_ledger_have_the_same_tables_and_columns(database: str) -> None:
    ledger, file = await open_ledger(database), SqliteLedger(":memory:")
    async with ledger._backend.each() as sql:
        theirs = await sql.find(
            "SELECT table_name AS place, column_name AS name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name <> 'steps'"
        )
        collations = await sql.find(
            "SELECT DISTINCT collation_name AS name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type = 'text'"
        )
    ours = file._file.find(
        "SELECT tables.name AS place, columns.name AS name "
        "FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns "
        "WHERE tables.type = 'table' AND tables.name NOT LIKE '%sqlite_%'"
    )

    assert {tuple(row.values()) for row in theirs} == {tuple(row.values()) for row in ours}
    assert [row["name"] for row in collations] == ["C"]
    await ledger.close()
    await file.close()


async def test_a_database_of_a_newer_version_is_refused(database: str) -> None:
    await (await open_ledger(database)).close()
    with psycopg.connect(database) as conn:
        conn.execute("INSERT INTO steps VALUES ('rooms_on_the_moon')")

    with pytest.raises(
        LedgerError, match=r"newer version of this bot .rooms_on_the_moon.: start that one, or"
    ):
        await open_ledger(database)


async def test_a_server_that_hung_up_on_everybody_is_not_noticed(
    database: str, replicas: tuple[SqlLedger, SqlLedger]
) -> None:
    await asyncio.gather(*(replicas[0].write(Entry(room=room(id=str(n)))) for n in range(20)))
    with psycopg.connect(database) as conn:
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await asyncio.sleep(0.2)

    await asyncio.gather(*(replicas[0].write(Entry(room=room(id=str(n)))) for n in range(20, 40)))


async def test_a_server_that_is_away_is_said_and_found_again() -> None:
    with own_server() as server, server.database() as database:
        ledger = await open_ledger(database)
        await ledger.write(Entry(room=room(), tasks=(task(1, lanes=1),)))
        await ledger.claim(now=NOON, limit=1)
        server.stop()
        results = await asyncio.gather(
            ledger.room(room().id), ledger.write(Entry(room=room(id="b"))), return_exceptions=True
        )

        async def enter() -> None:
            async with ledger.alone("token"):
                pass

        with pytest.raises(LedgerError):
            await enter()
        server.start()
        async with asyncio.timeout(10):
            assert await ledger.room(room().id)

        assert {type(each) for each in results} == {LedgerError}
        assert await ledger.room("b") is None
        assert await ledger.claim(now=NOON, limit=1) == [], (
            "the server's clock went on: the lease still holds"
        )
        async with ledger.alone("token"):
            pass
        await ledger.close()


async def test_a_claim_outlives_a_crash_of_the_server() -> None:
    """Otherwise the next to claim would have the same epoch, and both would hold it."""
    with own_server() as server, server.database() as database:
        with psycopg.connect(database, autocommit=True) as conn:
            conn.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")  # nothing reaches the disk by itself
            conn.execute("SELECT pg_reload_conf()")
        ledger = await open_ledger(database)
        await ledger.write(Entry(tasks=(task(1, lanes=1),)))
        (first,) = await ledger.claim(now=NOON, limit=1)
        server.stop()
        server.start()
        async with asyncio.timeout(10):
            again = await ledger.claim(now=NOON, limit=1)

        assert again == [], "it is still claimed"
        assert await ledger.finish(first, Entry())
        await ledger.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://dana:hush@127.0.0.1:1/clinic", "connection.*refused"),
        ("postgresql://dana:hush@127.0.0.1:1,127.0.0.1:2/clinic", "port 1 failed.*port 2 failed"),
        ("postgresql://dana:hush%@127.0.0.1/clinic", "^[^:]*: DATABASE_URL is no address of a PostgreSQL$"),
    ],
)
async def test_a_server_that_cannot_be_reached_is_said_without_its_password(url: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said) as caught:
        await open_ledger(url)

    assert "hush" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1, "a line of the log each"


async def test_a_full_disk_is_said_and_the_ledger_goes_on_once_there_is_room(database: str) -> None:
    ledger = await open_ledger(database)
    with psycopg.connect(database, autocommit=True) as conn:
        conn.execute(FULL)
        with pytest.raises(LedgerFull, match="no room left"):
            await ledger.write(Entry(room=room(), tasks=(task(1, lanes=1),)))
        conn.execute("DROP FUNCTION fill CASCADE")
    assert await ledger.next_due() is None, "nothing of it was kept"
    await ledger.write(Entry(room=room()))
    await ledger.close()


async def test_what_the_database_refuses_is_said_without_the_row(database: str) -> None:
    ledger = await open_ledger(database)
    with psycopg.connect(database) as conn:
        conn.execute("ALTER TABLE rooms ADD CHECK (patient_email IS NULL)")
    with pytest.raises(LedgerError, match="check constraint") as caught:
        await ledger.write(Entry(room=room()))

    assert "pat@example.com" not in str(caught.value)
    assert caught.value.__cause__ is None
    await ledger.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://dana:hush@db.example.com:5433/clinic", "the database clinic on db.example.com"),
        ("postgresql:///clinic", "the database clinic on this machine"),
    ],
)
def test_a_database_is_named_without_who_may_use_it(url: str, said: str) -> None:
    assert server.named(url) == said
