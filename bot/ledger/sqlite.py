"""The ledger in one SQLite file: implements the port `Ledger`.

There is no `await` inside a transaction, so two asyncio tasks never share one. How the file is held and
spoken to is `file`; how rows become models is `rows` and `records`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from bot.errors import StaleRoom
from bot.ledger import records, rows
from bot.ledger.file import SqliteFile
from bot.models import Choice, Draft, Entry, Event, Message, Person, Room, RoomQuery, Task

log = logging.getLogger(__name__)

_A_DAY = timedelta(days=1)
_CLAIM = """
UPDATE tasks SET lease = :until, epoch = epoch + 1, attempts = attempts + 1 WHERE id IN (
    SELECT id FROM (
        SELECT id, due, ROW_NUMBER() OVER (PARTITION BY lane ORDER BY due, id) AS place
        FROM tasks
        WHERE state = 'waiting' AND due <= :now AND (lease IS NULL OR lease <= :now)
        AND lane NOT IN (SELECT lane FROM tasks WHERE state = 'waiting' AND lease > :now)
        AND lane NOT IN (SELECT value FROM json_each(:busy)))
    WHERE place = 1 ORDER BY due, id LIMIT :limit)
RETURNING *
"""
_LOOSEN = "UPDATE tasks SET {what}, lease = NULL WHERE key = :key AND epoch = :epoch AND state = 'waiting'"
_FIND = """
SELECT * FROM rooms
WHERE (:person IS NULL OR :person IN (provider, requester))
AND (:begins IS NULL OR start >= :begins) AND (:ends IS NULL OR start < :ends)
AND (:uid IS NULL OR substr(uid, 1, length(:uid)) = :uid)
AND (:series IS NULL OR series = :series)
AND (:reference IS NULL OR lower(reference) = lower(:reference))
AND (:is_any_patient OR lower(patient_email) = lower(:email) OR patient_phone = :phone)
AND state IN (SELECT value FROM json_each(:states))
ORDER BY start, created LIMIT :most
"""
_AT = "SELECT * FROM messages WHERE channel = :channel AND (ts = :ts OR thread_ts = :ts)"


class SqliteLedger:
    """Implements the port `Ledger`; see there for what each method promises."""

    def __init__(self, path: str) -> None:
        """Open (or make) the file at `path`; `:memory:` keeps it in memory, for tests.

        Raises:
            LedgerError: the file cannot be opened, is no database, or another process has it open.
        """
        self._file = SqliteFile(path)

    async def write(self, entry: Entry) -> None:
        """See the port."""
        with self._file.transaction():
            self._put(entry)

    async def finish(self, task: Task, entry: Entry) -> bool:
        """See the port."""
        with self._file.transaction():
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
        claimed = self._file.find(_CLAIM, given)
        in_order = sorted(claimed, key=lambda row: (row["due"], row["id"]))
        return [task for row in in_order if (task := self._readable(row))]

    async def postpone(self, task: Task, due: datetime, why: str) -> None:
        """See the port."""
        self._loosen(task, "due = :due, why = :why", due=rows.instant(due), why=why)

    async def park(self, task: Task, why: str) -> None:
        """See the port."""
        self._loosen(task, "state = 'parked', why = :why", why=why)

    async def next_due(self) -> datetime | None:
        """See the port."""
        text = self._file.execute(
            "SELECT MIN(MAX(due, COALESCE(lease, due))) FROM tasks WHERE state = 'waiting'"
        ).fetchone()[0]
        return datetime.fromisoformat(text) if text else None

    async def room(self, room_id: str) -> Room | None:
        """See the port."""
        row = self._file.row("rooms", "id", room_id)
        return rows.room(row) if row else None

    async def rooms(self, query: RoomQuery) -> list[Room]:
        """See the port."""
        given = {
            "person": query.person,
            "begins": rows.instant(query.begins),
            "ends": rows.instant(query.ends),
            "uid": query.uid,
            "series": query.series,
            "reference": query.reference,
            "is_any_patient": query.patient is None,
            "email": query.patient and query.patient.email,
            "phone": query.patient and query.patient.phone,
            "states": json.dumps(sorted(query.states)),
            "most": query.limit,
        }
        return [rows.room(row) for row in self._file.find(_FIND, given)]

    async def message(self, key: str) -> Message | None:
        """See the port."""
        row = self._file.row("messages", "key", key)
        return records.message(row) if row else None

    async def messages_at(self, channel: str, ts: str) -> list[Message]:
        """See the port."""
        given = {"channel": channel, "ts": ts}
        return [records.message(row) for row in self._file.find(_AT, given)]

    async def events(self, room_id: str) -> list[Event]:
        """See the port."""
        found = self._file.find("SELECT * FROM events WHERE room_id = ? ORDER BY at, id", [room_id])
        return [records.event(row) for row in found]

    async def choices(self, scope: str) -> dict[str, Choice]:
        """See the port."""
        found = self._file.find("SELECT * FROM choices WHERE scope = ? ORDER BY id", [scope])
        return {row["name"]: records.choice(row) for row in found}

    async def save_choices(self, choices: Collection[Choice], tasks: Collection[Task] = ()) -> None:
        """See the port."""
        with self._file.transaction():
            for choice in choices:
                self._file.insert("choices", records.choice_row(choice))
            for task in tasks:
                self._file.insert("tasks", records.task_row(task))

    async def save_draft(self, draft: Draft) -> None:
        """See the port. Drafts are a day old at most: they hold a patient's contact that nobody confirmed."""
        with self._file.transaction():
            self._file.execute("DELETE FROM drafts WHERE created < ?", [rows.instant(draft.created - _A_DAY)])
            self._file.upsert("drafts", rows.draft_row(draft))

    async def draft(self, draft_id: str) -> Draft | None:
        """See the port."""
        row = self._file.row("drafts", "id", draft_id)
        return rows.draft(row) if row else None

    async def save_person(self, person: Person, now: datetime) -> None:
        """See the port."""
        self._file.upsert("people", records.person_row(person, now))

    async def person(self, person_id: str, since: datetime | None = None) -> Person | None:
        """See the port."""
        row = self._file.row("people", "id", person_id)
        return records.person(row) if row and row["told"] >= (rows.instant(since) or "") else None

    async def is_first(self, delivery: str, now: datetime) -> bool:
        """See the port."""
        with self._file.transaction():
            self._file.execute("DELETE FROM deliveries WHERE arrived < ?", [rows.instant(now - _A_DAY)])
            cursor = self._file.execute(
                "INSERT OR IGNORE INTO deliveries (key, arrived) VALUES (?, ?)",
                [delivery, rows.instant(now)],
            )
        return cursor.rowcount == 1

    async def secret(self, name: str) -> str | None:
        """See the port."""
        row = self._file.row("secrets", "name", name)
        return str(row["value"]) if row else None

    async def save_secret(self, name: str, value: str) -> None:
        """See the port."""
        self._file.upsert("secrets", {"name": name, "value": value})

    async def close(self) -> None:
        """See the port."""
        self._file.close()

    def _readable(self, row: dict[str, Any]) -> Task | None:
        """The task; one that this version cannot read (written by a newer one) is put aside."""
        try:
            return records.task(row)
        except (ValueError, KeyError):
            log.error("task %s cannot be read and is put aside", row["key"])  # noqa: TRY400  no use in a traceback
            self._file.execute(
                "UPDATE tasks SET state = 'parked', why = 'unreadable' WHERE id = ?", [row["id"]]
            )
            return None

    def _put(self, entry: Entry) -> None:
        for room in (*([entry.room] if entry.room else ()), *entry.rooms):
            self._put_room(room)
        for task in entry.tasks:
            self._file.insert("tasks", records.task_row(task))
        if entry.message is not None:
            self._file.upsert("messages", records.message_row(entry.message))
        for event in entry.events:
            self._file.insert("events", records.event_row(event))

    def _put_room(self, room: Room) -> None:
        row = {**rows.room_row(room), "version": room.version + 1}
        if room.version == 0:
            is_written = self._file.insert("rooms", row)
        else:
            assignments = ", ".join(f"{name} = :{name}" for name in row)
            is_written = self._file.execute(
                f"UPDATE rooms SET {assignments} WHERE id = :id AND version = :version - 1", row
            ).rowcount
        if not is_written:
            raise StaleRoom(f"room {room.id} is no longer at version {room.version}")

    def _loosen(self, task: Task, what: str, **given: object) -> bool:
        """End a claim, if it still holds."""
        named = {"key": task.key, "epoch": task.epoch, **given}
        return self._file.execute(_LOOSEN.format(what=what), named).rowcount == 1
