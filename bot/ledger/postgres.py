"""The ledger in PostgreSQL, for several replicas of the bot.

Leases run by the server's clock. A connection that breaks is replaced; what it was asked for is not asked
again here. Not here: the single connection (`server`), what is written (`ledger`), the tables (`schema`).
"""

from __future__ import annotations

import asyncio
import select
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from psycopg import AsyncConnection
from psycopg.rows import DictRow
from psycopg_pool import AsyncConnectionPool

from bot.errors import LedgerError
from bot.ledger import facts, schema
from bot.ledger.ledger import SqlLedger
from bot.ledger.server import MANNERS, Connection, PostgresSql, connected, how, told
from bot.ledger.sql import Sql

_MOST = 5
"""Connections of one replica, besides that of `alone`; small databases allow 20 in all."""
_PATIENCE = 2.0
"""Seconds to wait for a connection; Slack waits three for an answer."""


class PostgresLedger(SqlLedger):
    """The ledger in a database that several replicas share."""

    @classmethod
    async def open(cls, url: str) -> PostgresLedger:
        """The ledger at a URL; its tables are brought up to date.

        Raises:
            LedgerError: the server cannot be reached, or the database cannot be used.
        """
        async with connected(url) as sql, sql.transaction():
            await sql.be_patient()
            await sql.execute("SET LOCAL lock_timeout = '1min'")  # another replica may be making the tables
            await schema.bring_up_to_date(sql)
            facts.refuse_if_moved(await facts.fact(sql, facts.MOVED))
        pool = AsyncConnectionPool(
            kwargs=how(url),
            connection_class=AsyncConnection[DictRow],
            min_size=1,
            max_size=_MOST,
            timeout=_PATIENCE,
            reconnect_timeout=_PATIENCE,  # then who asks next tries again, not the driver ever more rarely
            configure=_greet,
            check=_look,
            open=False,
        )
        await pool.open()
        return cls(_PostgresBackend(url, pool))


class _PostgresBackend:
    """Implements `Backend`."""

    def __init__(self, url: str, pool: AsyncConnectionPool[Connection]) -> None:
        self._url = url
        self._pool = pool
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._brief = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Sql]:
        """See `Backend`."""
        async with self._connection() as sql, sql.transaction():
            yield sql

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[Sql]:
        """See `Backend`.

        The disk is waited for all the same: replicas outlive a crash of the server, and a claim that it undid
        would be given to another one under the same epoch.
        """
        async with self.transaction() as sql:
            yield sql

    @asynccontextmanager
    async def each(self) -> AsyncIterator[Sql]:
        """See `Backend`."""
        async with self._connection() as sql:
            yield sql

    def reading(self) -> AbstractAsyncContextManager[Sql]:
        """See `Backend`."""
        return self.each()

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        """See `Backend`: within the process by a lock of its own, so that one connection is enough."""
        async with self._locks[name], connected(self._url) as sql:
            await sql.stand_alone(name)
            yield

    @asynccontextmanager
    async def alone_briefly(self, name: str) -> AsyncIterator[None]:
        """See `Backend`: one at a time within the process, so that of its connections one is held at most."""
        is_done = False
        try:
            async with self._brief, self.transaction() as sql:
                await sql.queue(name)
                yield
                is_done = True
        except LedgerError:
            if not is_done:  # else the name is given back in any case, and what was written inside stands
                raise

    async def close(self) -> None:
        """See `Backend`."""
        await self._pool.close()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[PostgresSql]:
        with told():
            async with self._pool.connection() as conn:
                yield PostgresSql(conn)


async def _greet(conn: Connection) -> None:
    """Before a new connection is used for the first time: the ledger may have moved while it was away."""
    await conn.execute(MANNERS)
    facts.refuse_if_moved(await facts.fact(PostgresSql(conn), facts.MOVED))


async def _look(conn: Connection) -> None:
    """Whether the server still listens. It says nothing unasked unless it hangs up: only then it is asked."""
    word = select.poll()
    word.register(conn.fileno(), select.POLLIN)
    if word.poll(0):
        await AsyncConnectionPool.check_connection(conn)
