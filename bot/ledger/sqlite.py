"""The ledger in one SQLite file.

Nothing is ever really waited for inside a transaction, so two asyncio tasks never share one. How the file is
held and spoken to is `file`; what is written into it is `ledger`.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from sqlite3 import Connection

from bot.errors import LedgerError
from bot.ledger.file import SqliteFile, found
from bot.ledger.ledger import SqlLedger
from bot.ledger.rows import Row
from bot.ledger.sql import Given, Reader, Sql


class SqliteLedger(SqlLedger):
    """The ledger in a file that this process holds alone."""

    def __init__(self, path: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Open (or make) the file at `path`; `:memory:` keeps it in memory, for tests.

        `clock` gives the seconds that leases run by.

        Raises:
            LedgerError: the file cannot be used, and what to do about it.
        """
        self._file = SqliteFile(path)
        super().__init__(_SqliteBackend(self._file, clock))
        try:
            self.release()
        except LedgerError:
            self._file.close()
            raise

    def release(self) -> None:
        """Give back all claims and begun deliveries: who held them is gone, as the file is ours now."""
        with self._file.transaction():
            self._file.execute("UPDATE tasks SET lease = NULL WHERE state = 'waiting' AND lease IS NOT NULL")
            self._file.execute("UPDATE deliveries SET lease = 0 WHERE lease IS NOT NULL")


class _SqliteBackend:
    """Implements `Backend`."""

    def __init__(self, file: SqliteFile, clock: Callable[[], float]) -> None:
        self._file = file
        self._sql = SqliteSql(file, clock)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._disk = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Sql]:
        """See `Backend`. The disk is waited for once in a turn of the loop: a flood does not hold it up."""
        async with self._disk:
            with self._file.transaction():
                yield self._sql
            await asyncio.sleep(0)

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[Sql]:
        """See `Backend`."""
        with self._file.transaction(is_lasting=False):
            yield self._sql

    @asynccontextmanager
    async def each(self) -> AsyncIterator[Sql]:
        """See `Backend`."""
        yield self._sql

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        """See `Backend`: a connection of its own, asked in a thread."""
        with self._file.reader() as conn:
            yield Aside(conn) if conn else self._sql

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """See `Backend`: the file is this process's alone, so it is enough that we wait for each other."""
        return self._locks[name]

    alone_briefly = alone

    async def close(self) -> None:
        """See `Backend`."""
        self._file.close()


class Aside:
    """Implements `Reader`: asked in a thread, so that long sums hold nobody up."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    async def find(self, statement: str, given: Given | None = None) -> list[Row]:
        """See `Reader`."""
        asking = asyncio.create_task(asyncio.to_thread(found, self._conn, statement, given or {}))
        try:
            return [*await asyncio.shield(asking)]
        except asyncio.CancelledError:
            self._conn.interrupt()  # it is closed next: nobody may be asking over it any more
            await asyncio.wait({asking})
            raise


class SqliteSql:
    """Implements `Sql`."""

    skip_locked = for_update = ""  # a transaction has the whole file

    def __init__(self, file: SqliteFile, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = file
        self._clock = clock

    async def execute(self, statement: str, given: Given | None = None) -> int:
        """See `Sql`."""
        return self._file.execute(statement, given or {}).rowcount

    async def execute_all(self, statement: str, given: Sequence[Given]) -> None:
        """See `Sql`."""
        for each in given:
            self._file.execute(statement, each)

    async def find(self, statement: str, given: Given | None = None) -> list[Row]:
        """See `Sql`."""
        return [*self._file.find(statement, given or {})]

    async def clock(self) -> float:
        """See `Sql`. Leases of an earlier process, or of one before a reboot, are given back at the start."""
        return self._clock()

    async def count_on(self) -> None:
        """See `Sql`: SQLite does so by itself."""

    async def queue(self, name: str) -> None:
        """See `Sql`: a transaction has the whole file."""
