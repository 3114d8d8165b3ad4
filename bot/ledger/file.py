"""One SQLite file, held by one process: locked, looked over, brought up to date, and spoken to in SQL.

sqlite-utils makes and migrates the tables; what runs for every task is SQL on its connection, because
`atomic()` with a few upserts costs 14 times as much. Not here: what the rows mean (`ledger`), the file among
others (`folder`), and the ways in which it can be unusable (`damage`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.errors import LedgerError
from bot.ledger import damage
from bot.ledger.folder import IN_MEMORY, hold
from bot.ledger.migrations import migrations


class SqliteFile:
    """The file, and the few things that are done with rows."""

    def __init__(self, path: str, *, is_backup: bool = False) -> None:
        """Open (or make) the file at `path`; `:memory:` keeps it in memory, for tests.

        `is_backup`: it may be a backup, which serves nobody until it is restored.

        Raises:
            LedgerError: the file cannot be used, and what to do about it.
        """
        self._path = path
        with ExitStack() as opened, damage.told(path):
            if path != IN_MEMORY:
                opened.enter_context(hold(path))
                damage.look_before(Path(path), is_backup=is_backup)
                Path(path).touch(mode=0o600)  # contacts and links: nobody else on the machine reads them
            self._conn = opened.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
            self._prepare()
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close it, and let others have it."""
        self._opened.close()

    def execute(self, statement: str, given: Mapping[str, object] | None = None) -> sqlite3.Cursor:
        """Run a statement; SQLite's own errors end here.

        Raises:
            LedgerFull: there is no room for it on the disk.
            LedgerError: it was not taken.
        """
        try:
            return self._conn.execute(statement, given or {})
        except sqlite3.Error as error:
            raise damage.of(error) from error

    @contextmanager
    def transaction(self, *, is_lasting: bool = True) -> Iterator[None]:
        """All of it or nothing. No `await` inside: two asyncio tasks must never share one.

        What is not `is_lasting` reaches the disk with the next one that is: a power cut before may undo it.
        """
        if not is_lasting:
            self.execute("PRAGMA synchronous = NORMAL")
        try:
            with self._transaction():
                yield
        finally:
            if not is_lasting:
                self.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:  # after some errors SQLite has rolled back by itself
                with suppress(LedgerError):
                    self.execute("ROLLBACK")
            raise

    def find(self, statement: str, given: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """The rows that a statement gives. Raises as `execute`."""
        return found(self._conn, statement, given or {})

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection | None]:
        """Another connection, to read from in any thread; None where there can be none (in memory)."""
        if self._path == IN_MEMORY:
            yield None
            return
        with reading(self._path) as conn:
            yield conn

    def _prepare(self) -> None:
        self._conn.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._conn.execute(f"PRAGMA {pragma}")
        migrations.apply(Database(self._conn))


@contextmanager
def reading(path: str) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, while another process may be writing.

    Raises:
        LedgerError: it cannot be read.
    """
    address = damage.address(Path(path), "ro")
    with damage.told(path), closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as conn:
        conn.row_factory = sqlite3.Row
        yield conn


def found(conn: sqlite3.Connection, statement: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows that a statement gives.

    Raises:
        LedgerError: it was not taken.
    """
    try:
        return [dict(row) for row in conn.execute(statement, given)]
    except sqlite3.Error as error:
        raise damage.of(error) from error
