"""One connection to a PostgreSQL server: made, spoken to in SQL, and what goes wrong with it in our words.

Not here: several of them (`postgres`), and the tables (`schema`).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import AsyncConnection, errors
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, dict_row

from bot.errors import LedgerError, LedgerFull
from bot.ledger.rows import Row
from bot.ledger.sql import Given

Connection = AsyncConnection[DictRow]

APPLICATION = "room-bot"
"""What we are called in the server's list of connections: somebody of this name is a running bot."""
_ALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A server that is gone without a word is noticed within half a minute; the address may say otherwise."""
MANNERS = """
SET synchronous_commit = on; SET default_transaction_isolation = 'read committed';
SET lock_timeout = '5s'; SET statement_timeout = '15s'; SET idle_in_transaction_session_timeout = '15s';
SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
"""
"""A promise is on the disk before anybody is told of it. A replica that hangs, or is gone without a word,
holds up the others no longer than this."""
_PATIENT = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"
_SPACE = 0x726F6F6D
"""The first half of the keys of our advisory locks: others may have some in the same database."""
_ALONE = f"SELECT pg_advisory_lock({_SPACE}, hashtext(:name))"
_QUEUE = f"SELECT pg_advisory_xact_lock({_SPACE}, hashtext(:name))"
_COUNTED = ("tasks", "events", "choices")
"""The tables whose rows PostgreSQL numbers."""
_COUNT_ON = """
SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)
"""
_CLOCK = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION) AS clock"


class PostgresSql:
    """Implements `Sql`."""

    skip_locked = " FOR UPDATE OF tasks SKIP LOCKED"
    for_update = " FOR UPDATE"

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All that is done inside, or nothing."""
        with told():
            async with self._conn.transaction():
                yield

    async def execute(self, statement: str, given: Given | None = None) -> int:
        """See `Sql`."""
        with told():
            return (await self._conn.execute(_bound(statement), given)).rowcount

    async def execute_all(self, statement: str, given: Sequence[Given]) -> None:
        """See `Sql`."""
        with told():
            await self._conn.cursor().executemany(_bound(statement), given)

    async def find(self, statement: str, given: Given | None = None) -> list[Row]:
        """See `Sql`."""
        with told():
            return list(await (await self._conn.execute(_bound(statement), given)).fetchall())

    async def clock(self) -> float:
        """See `Sql`. It is the server's."""
        (row,) = await self.find(_CLOCK)
        return float(row["clock"])

    async def count_on(self) -> None:
        """See `Sql`."""
        for table in _COUNTED:
            await self.execute(_COUNT_ON.format(table=table))

    async def be_patient(self) -> None:
        """From here on a statement may take its time: nobody waits for it."""
        await self.execute(_PATIENT)

    async def stand_alone(self, name: str) -> None:
        """Wait until nobody else holds this name; it is held as long as the connection is open."""
        await self.be_patient()
        await self.execute("SET lock_timeout = 0")
        await self.execute(_ALONE, {"name": name})

    async def queue(self, name: str) -> None:
        """See `Sql`."""
        await self.execute(_QUEUE, {"name": name})


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[PostgresSql]:
    """A connection of its own, outside of every pool.

    Raises:
        LedgerError: the server cannot be reached, or turns us away.
    """
    with told():
        conn = await AsyncConnection[DictRow].connect(**how(url))
        async with conn:
            await conn.execute(MANNERS)
            yield PostgresSql(conn)


def named(url: str) -> str:
    """A database as it can be said: without who may use it, and their password."""
    with told():
        asked = conninfo_to_dict(url)
    return f"the database {asked.get('dbname')} on {asked.get('host', 'this machine')}"


def how(url: str) -> dict[str, Any]:
    """How a connection to this URL is made."""
    with told():
        asked = conninfo_to_dict(url)
    ours = {
        "application_name": APPLICATION,
        "autocommit": True,
        "row_factory": dict_row,
        "client_encoding": "utf8",
    }
    # Nothing is prepared: a pooler in between may give the next statement to another server process.
    return {**_ALIVE, **asked, **ours, "prepare_threshold": None}


@contextmanager
def told() -> Iterator[None]:
    """The driver's errors end here.

    Raises:
        LedgerFull: the server's disk is full.
        LedgerError: it did not take it, or cannot be reached.
    """
    try:
        yield
    except errors.DiskFull as error:
        raise LedgerFull(f"the database's disk has no room left: {_said(error)}") from None
    except errors.ProgrammingError as error:
        raise LedgerError(f"the database cannot be used as the ledger: {_said(error)}") from None
    except psycopg.Error as error:
        raise LedgerError(f"the database did not take it: {_said(error)}") from None


def _said(error: psycopg.Error) -> str:
    """What the server or the driver says in one line; not the server's details, which quote whole rows."""
    if error.diag.message_primary:
        return _in_one_line(f"{error.diag.message_primary} ({error.sqlstate})")
    is_about_the_url = isinstance(error, errors.ProgrammingError)  # and quotes what may be its password
    return "DATABASE_URL is no address of a PostgreSQL" if is_about_the_url else _in_one_line(str(error))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=256)
def _bound(statement: str) -> bytes:
    """The statement with its places as the driver wants them."""
    return re.sub(r":(\w+)", r"%(\1)s", statement).encode()
