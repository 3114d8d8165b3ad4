"""Entries into the ledger, in statements. The caller opens the transaction."""

from __future__ import annotations

from bot.errors import StaleRoom
from bot.ledger import records, rows
from bot.ledger.sql import Sql, insert, upsert
from bot.models import Entry, Room, Task


async def put(sql: Sql, entry: Entry) -> None:
    """Write an entry down.

    Raises:
        StaleRoom: one of its rooms is in another version by now.
    """
    for room in (*([entry.room] if entry.room else ()), *entry.rooms):
        await _put_room(sql, room)
    for task in entry.tasks:
        await put_task(sql, task)
    if entry.message is not None:
        message = records.message_row(entry.message)
        await sql.execute(upsert("messages", message, "key"), message)
    for event in entry.events:
        row = records.event_row(event)
        await sql.execute(insert("events", row), row)


async def put_task(sql: Sql, task: Task) -> None:
    """Promise a task, if it was not promised before."""
    row = records.task_row(task)
    await sql.execute(insert("tasks", row), row)


async def _put_room(sql: Sql, room: Room) -> None:
    row = {**rows.room_row(room), "version": room.version + 1}
    if room.version == 0:
        is_written = await sql.execute(insert("rooms", row), row)
    else:
        assignments = ", ".join(f"{name} = :{name}" for name in row)
        is_written = await sql.execute(
            f"UPDATE rooms SET {assignments} WHERE id = :id AND version = :version - 1", row
        )
    if not is_written:
        raise StaleRoom(f"room {room.id} is no longer at version {room.version}")
