"""Tasks in the ledger: claimed, marked, loosened, put aside. The caller opens the transaction.

A lease is an instant of the ledger's own clock, in seconds; that of nobody is NULL.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.errors import ClaimLost
from bot.ledger import records, rows
from bot.ledger.entries import put
from bot.ledger.sql import Sql, listed
from bot.models import LEASE, Entry, Task

_AWAITED = timedelta(minutes=2)
"""Somebody may be waiting for what became due within this time; what is older is merely late."""
_HELD = "SELECT lane FROM tasks WHERE state = 'waiting' AND lease > :clock"
_LANES = """
SELECT lane, due, id FROM tasks AS task
WHERE state = 'waiting' AND due > :{after} AND due <= :{until}
AND lane NOT IN (SELECT lane FROM held) AND lane NOT IN {busy}
AND NOT EXISTS (
    SELECT 1 FROM tasks AS earlier
    WHERE earlier.state = 'waiting' AND earlier.lane = task.lane AND earlier.due > :{after}
    AND (earlier.due, earlier.id) < (task.due, task.id))
ORDER BY due, id LIMIT :most
"""
"""The lanes in which something became due in a span of time, by the first such thing in each.

It walks the tasks by `due` and stops at the first few: with thousands due it must not look at all of them.
"""
_HEADS = f"""
WITH held AS ({_HELD}),
awaited AS ({_LANES.format(after="lately", until="now", busy="{busy}")}),
late AS (
    SELECT * FROM ({_LANES.format(after="ever", until="lately", busy="{busy}")}) AS lanes
    WHERE lane NOT IN (SELECT lane FROM awaited)),
lanes AS (SELECT 1 AS place, * FROM awaited UNION ALL SELECT 2 AS place, * FROM late)
SELECT tasks.id FROM lanes JOIN tasks ON tasks.id = (
    SELECT id FROM tasks AS head
    WHERE head.state = 'waiting' AND head.lane = lanes.lane ORDER BY head.due, head.id LIMIT 1)
WHERE tasks.state = 'waiting' AND (tasks.lease IS NULL OR tasks.lease <= :clock)
ORDER BY lanes.place, lanes.due, lanes.id LIMIT :most
"""
_TAKE = """
UPDATE tasks SET lease = :until, epoch = epoch + 1, attempts = attempts + 1, begun = begun + 1
WHERE id IN {ids} RETURNING *
"""
_MINE = "key = :key AND epoch = :epoch AND state = 'waiting'"
_NEXT = f"""
SELECT due FROM tasks WHERE state = 'waiting' AND lane NOT IN ({_HELD}) ORDER BY due, id LIMIT 1
"""
_AGAIN = """
UPDATE tasks SET state = 'waiting', due = :now, attempts = 0, begun = 0, why = NULL
WHERE key = :key AND state = 'parked'
"""

_HASTEN = """
UPDATE tasks SET due = :now, why = NULL
WHERE state = 'waiting' AND due > :now AND (why IS NOT NULL OR due <= promised)
"""


async def claim(
    sql: Sql, *, now: datetime, lease: timedelta, limit: int, busy: Collection[str]
) -> list[Task]:
    """See the port."""
    await sql.queue("claims")
    clock = await sql.clock()
    names, given = listed("busy", busy)
    given |= {
        "ever": "",
        "lately": rows.instant(now - _AWAITED),
        "now": rows.instant(now),
        "clock": clock,
        "most": limit,
    }
    heads = [row["id"] for row in await sql.find(_HEADS.format(busy=names) + sql.skip_locked, given)]
    names, given = listed("id", heads)
    given["until"] = clock + lease.total_seconds()
    taken = await sql.find(_TAKE.format(ids=names), given) if heads else []
    return [records.task(row) for row in sorted(taken, key=lambda row: heads.index(row["id"]))]


async def mark(sql: Sql, task: Task, entry: Entry) -> None:
    """See the port. A lease that has run out is not made longer: its lane may be another's by now."""
    clock = await sql.clock()
    given = _named(task, clock=clock, until=clock + LEASE.total_seconds())
    if not await sql.execute(f"UPDATE tasks SET lease = :until WHERE {_MINE} AND lease > :clock", given):
        raise ClaimLost(f"task {task.kind} of {task.room_id} has another worker by now")
    await put(sql, entry)


async def loosen(sql: Sql, task: Task, what: str, **given: object) -> bool:
    """End a claim with a change of its row, if it still holds."""
    return bool(
        await sql.execute(f"UPDATE tasks SET {what}, lease = NULL WHERE {_MINE}", _named(task, **given))
    )


async def parked(sql: Sql) -> list[Task]:
    """See the port."""
    found = await sql.find("SELECT * FROM tasks WHERE state = 'parked' ORDER BY due, id")
    return [records.task(row) for row in found]


async def unpark(sql: Sql, key: str, now: datetime) -> bool:
    """See the port."""
    return bool(await sql.execute(_AGAIN, {"key": key, "now": rows.instant(now)}))


async def hasten(sql: Sql, now: datetime) -> None:
    """See the port. What was promised in a time that is yet to come was promised before the step."""
    await sql.execute(_HASTEN, {"now": rows.instant(now)})
    await sql.execute("UPDATE turns SET urgent = '', late = ''", {})


async def next_due(sql: Sql) -> datetime | None:
    """See the port."""
    found = await sql.find(_NEXT, {"clock": await sql.clock()})
    return rows.at(found[0]["due"]) if found else None


def _named(task: Task, **given: object) -> dict[str, object]:
    return {"key": task.key, "epoch": task.epoch, **given}
