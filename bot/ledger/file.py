"""One SQLite file, held by one process: opened, locked, brought up to date, and spoken to in SQL.

sqlite-utils makes and migrates the tables; what runs for every task is SQL on its connection, because
`atomic()` with a few upserts costs 14 times as much. Not here: what the rows mean (`sqlite`).
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlite_utils import Database

from bot.errors import LedgerError
from bot.ledger.migrations import migrations

Given = Sequence[object] | Mapping[str, object]


class SqliteFile:
    """The file, and the few things that are done with rows."""

    def __init__(self, path: str) -> None:
        """Open (or make) the file at `path`; `:memory:` keeps it in memory, for tests.

        Raises:
            LedgerError: the file cannot be opened, is no database, or another process has it open.
        """
        self._lock = _lock(path)
        try:
            self._conn = sqlite3.connect(path, isolation_level=None)
            self._db = Database(self._conn)
            self._prepare()
        except sqlite3.Error as error:
            self._conn.close()
            self._unlock()
            raise LedgerError(f"{path} cannot be used as the ledger: {error}") from error

    def close(self) -> None:
        """Close it, and let others have it."""
        self._db.close()
        self._unlock()

    def execute(self, statement: str, given: Given = ()) -> sqlite3.Cursor:
        """Run a statement; SQLite's own errors (disk full, I/O) end here.

        Raises:
            LedgerError: it was not taken.
        """
        try:
            return self._conn.execute(statement, given)
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger did not take it: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. No `await` inside: two asyncio tasks must never share one."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:
                self.execute("ROLLBACK")
            raise

    def insert(self, table: str, row: Mapping[str, object]) -> int:
        """Insert a row whose key is new; how many were inserted."""
        places = ", ".join(f":{name}" for name in row)
        return self.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places}) ON CONFLICT DO NOTHING", row
        ).rowcount

    def upsert(self, table: str, row: Mapping[str, object]) -> None:
        """Insert a row, in place of an earlier one with its key."""
        places = ", ".join(f":{name}" for name in row)
        self.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({places})", row)

    def find(self, statement: str, given: Given = ()) -> list[dict[str, Any]]:
        """The rows that a statement gives."""
        return [dict(row) for row in self.execute(statement, given)]

    def row(self, table: str, key: str, value: str) -> dict[str, Any] | None:
        """The row with this key."""
        return next(iter(self.find(f"SELECT * FROM {table} WHERE {key} = ?", [value])), None)

    def _prepare(self) -> None:
        self._conn.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._conn.execute(f"PRAGMA {pragma}")
        migrations.apply(self._db)
        # The lock says that whoever held these leases is gone: no need to wait until they run out.
        self._conn.execute("UPDATE tasks SET lease = NULL WHERE state = 'waiting'")

    def _unlock(self) -> None:
        if self._lock:
            self._lock.close()


def _lock(path: str) -> IO[bytes] | None:
    """Hold the file for this process alone; the operating system lets go of it whatever happens to us."""
    if path == ":memory:":
        return None
    try:
        Path(path).touch(mode=0o600)  # patient contacts and links: nobody else on the machine reads them
        lock = Path(f"{path}.lock").open("wb")  # noqa: SIM115  it stays open as long as the process lives
    except OSError as error:
        raise LedgerError(f"{path} cannot be used as the ledger: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise LedgerError(f"another bot is using {path}: stop it first") from error
    return lock
