"""The ledger in one SQLite file, used by one process.

sqlite-utils makes and migrates the tables; what runs for every task is SQL on its connection, because
`atomic()` with a few upserts costs 14 times as much. There is no `await` inside a transaction, so two asyncio
tasks never share one.
"""

from __future__ import annotations

import fcntl
import json
import logging
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from sqlite_utils import Database

from bot.errors import LedgerError, StaleRoom
from bot.ledger import rows
from bot.ledger.migrations import migrations
from bot.models import Draft, Entry, Message, Person, Room, RoomQuery, Task

log = logging.getLogger(__name__)

Given = Sequence[object] | Mapping[str, object]
_A_DAY = timedelta(days=1)
_MOST = 100
_CLAIM = """
UPDATE tasks SET lease = :until, epoch = epoch + 1, attempts = attempts + 1 WHERE id IN (
    SELECT id FROM (
        SELECT id, due, ROW_NUMBER() OVER (PARTITION BY room_id ORDER BY due, id) AS place
        FROM tasks
        WHERE state = 'waiting' AND due <= :now AND (lease IS NULL OR lease <= :now)
        AND room_id NOT IN (SELECT room_id FROM tasks WHERE state = 'waiting' AND lease > :now)
        AND room_id NOT IN (SELECT value FROM json_each(:busy)))
    WHERE place = 1 ORDER BY due, id LIMIT :limit)
RETURNING *
"""
_LOOSEN = "UPDATE tasks SET {what}, lease = NULL WHERE key = :key AND epoch = :epoch AND state = 'waiting'"
_FIND = """
SELECT * FROM rooms
WHERE (:person IS NULL OR :person IN (provider, requester))
AND (:begins IS NULL OR start >= :begins) AND (:ends IS NULL OR start < :ends)
AND (:uid IS NULL OR substr(uid, 1, length(:uid)) = :uid)
ORDER BY start, created LIMIT :most
"""


class SqliteLedger:
    """Implements the port `Ledger`; see there for what each method promises."""

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

    async def write(self, entry: Entry) -> None:
        """See the port."""
        with self._transaction():
            self._put(entry)

    async def finish(self, task: Task, entry: Entry) -> bool:
        """See the port."""
        with self._transaction():
            if not self._loosen(task, "state = 'done'"):
                return False
            self._put(entry)
        return True

    async def claim(
        self, *, now: datetime, lease: timedelta, limit: int, busy: Collection[str] = ()
    ) -> list[Task]:
        """See the port."""
        given = {
            "now": rows.instant(now),
            "until": rows.instant(now + lease),
            "limit": limit,
            "busy": json.dumps(list(busy)),
        }
        claimed = self._execute(_CLAIM, given).fetchall()
        in_order = sorted(claimed, key=lambda row: (row["due"], row["id"]))
        return [task for row in in_order if (task := self._readable(dict(row)))]

    async def postpone(self, task: Task, due: datetime, why: str) -> None:
        """See the port."""
        self._loosen(task, "due = :due, why = :why", due=rows.instant(due), why=why)

    async def park(self, task: Task, why: str) -> None:
        """See the port."""
        self._loosen(task, "state = 'parked', why = :why", why=why)

    async def next_due(self) -> datetime | None:
        """See the port."""
        text = self._execute(
            "SELECT MIN(MAX(due, COALESCE(lease, due))) FROM tasks WHERE state = 'waiting'"
        ).fetchone()[0]
        return datetime.fromisoformat(text) if text else None

    async def room(self, room_id: str) -> Room | None:
        """See the port."""
        row = self._row("rooms", "id", room_id)
        return rows.room(row) if row else None

    async def rooms(self, query: RoomQuery) -> list[Room]:
        """See the port."""
        given = {
            "person": query.person,
            "begins": rows.instant(query.begins),
            "ends": rows.instant(query.ends),
            "uid": query.uid,
            "most": _MOST,
        }
        return [rows.room(dict(row)) for row in self._execute(_FIND, given)]

    async def message(self, key: str) -> Message | None:
        """See the port."""
        row = self._row("messages", "key", key)
        return rows.message(row) if row else None

    async def save_draft(self, draft: Draft) -> None:
        """See the port. Drafts are a day old at most: they hold a patient's contact that nobody confirmed."""
        with self._transaction():
            self._execute("DELETE FROM drafts WHERE created < ?", [rows.instant(draft.created - _A_DAY)])
            self._upsert("drafts", rows.draft_row(draft))

    async def draft(self, draft_id: str) -> Draft | None:
        """See the port."""
        row = self._row("drafts", "id", draft_id)
        return rows.draft(row) if row else None

    async def save_person(self, person: Person, now: datetime) -> None:
        """See the port."""
        self._upsert("people", rows.person_row(person, now))

    async def person(self, person_id: str, since: datetime) -> Person | None:
        """See the port."""
        row = self._row("people", "id", person_id)
        return rows.person(row) if row and row["told"] >= (rows.instant(since) or "") else None

    async def is_first(self, delivery: str, now: datetime) -> bool:
        """See the port."""
        with self._transaction():
            self._execute("DELETE FROM deliveries WHERE arrived < ?", [rows.instant(now - _A_DAY)])
            cursor = self._execute(
                "INSERT OR IGNORE INTO deliveries (key, arrived) VALUES (?, ?)",
                [delivery, rows.instant(now)],
            )
        return cursor.rowcount == 1

    async def secret(self, name: str) -> str | None:
        """See the port."""
        row = self._row("secrets", "name", name)
        return str(row["value"]) if row else None

    async def save_secret(self, name: str, value: str) -> None:
        """See the port."""
        self._upsert("secrets", {"name": name, "value": value})

    async def close(self) -> None:
        """See the port."""
        self._db.close()
        self._unlock()

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

    def _execute(self, statement: str, given: Given = ()) -> sqlite3.Cursor:
        """Run a statement; SQLite's own errors (disk full, I/O) end here."""
        try:
            return self._conn.execute(statement, given)
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger did not take it: {error}") from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:
                self._execute("ROLLBACK")
            raise

    def _readable(self, row: dict[str, Any]) -> Task | None:
        """The task; one that this version cannot read (written by a newer one) is put aside."""
        try:
            return rows.task(row)
        except (ValueError, KeyError):
            log.error("task %s cannot be read and is put aside", row["key"])  # noqa: TRY400  no use in a traceback
            self._execute("UPDATE tasks SET state = 'parked', why = 'unreadable' WHERE id = ?", [row["id"]])
            return None

    def _put(self, entry: Entry) -> None:
        if entry.room is not None:
            self._put_room(entry.room)
        for task in entry.tasks:
            self._insert("tasks", rows.task_row(task))
        if entry.message is not None:
            self._upsert("messages", rows.message_row(entry.message))

    def _put_room(self, room: Room) -> None:
        row = {**rows.room_row(room), "version": room.version + 1}
        if room.version == 0:
            is_written = self._insert("rooms", row)
        else:
            assignments = ", ".join(f"{name} = :{name}" for name in row)
            is_written = self._execute(
                f"UPDATE rooms SET {assignments} WHERE id = :id AND version = :version - 1", row
            ).rowcount
        if not is_written:
            raise StaleRoom(f"room {room.id} is no longer at version {room.version}")

    def _loosen(self, task: Task, what: str, **given: object) -> bool:
        """End a claim, if it still holds."""
        named = {"key": task.key, "epoch": task.epoch, **given}
        return self._execute(_LOOSEN.format(what=what), named).rowcount == 1

    def _insert(self, table: str, row: Mapping[str, object]) -> int:
        """Insert a row whose key is new; how many were inserted."""
        places = ", ".join(f":{name}" for name in row)
        return self._execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places}) ON CONFLICT DO NOTHING", row
        ).rowcount

    def _upsert(self, table: str, row: Mapping[str, object]) -> None:
        places = ", ".join(f":{name}" for name in row)
        self._execute(f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({places})", row)

    def _row(self, table: str, key: str, value: str) -> dict[str, Any] | None:
        row = self._execute(f"SELECT * FROM {table} WHERE {key} = ?", [value]).fetchone()
        return dict(row) if row else None


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
