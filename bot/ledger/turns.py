"""Whose turn it is to call the outside, in the ledger, so that restarts and replicas keep to it.

For each name there are two queues (for what somebody waits for, and for what is late anyway) and a time
before which nothing may leave. The caller opens the transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ledger.rows import Row, at, instant
from bot.ledger.sql import Sql, insert

_LONGEST_HOLD = timedelta(minutes=10)
_LONGEST_QUEUE = timedelta(days=1)
"""What lies further ahead than these was written before the clock was set back: it is not believed."""
_TURN = "UPDATE turns SET urgent = :urgent, late = :late, held = :held WHERE name = :name"


async def take_turn(sql: Sql, name: str, *, now: datetime, every: timedelta, is_urgent: bool) -> datetime:
    """See the port."""
    row = await _row(sql, name)
    held = _believed(row["held"], now, _LONGEST_HOLD)
    urgent, late = (_believed(row[queue], now, _LONGEST_QUEUE) for queue in ("urgent", "late"))
    if not is_urgent:
        slot = max(late, held)
        late = slot + every
    else:  # at once; while that is forbidden, one after the other as soon as it no longer is
        slot = max(urgent, held) if held > now else now
        urgent, late = slot + every, max(late, slot) + every
    still = instant(held) if held > now else ""  # never the present: after a step back that would lie ahead
    turn = {"urgent": instant(urgent), "late": instant(late), "held": still}
    await sql.execute(_TURN, {"name": name, **turn})
    return slot


async def hold(sql: Sql, name: str, until: datetime) -> None:
    """See the port."""
    held = (await _row(sql, name))["held"]
    is_held_longer = held and until <= at(held) <= until + _LONGEST_HOLD
    if not is_held_longer:
        given = {"name": name, "held": instant(until)}
        await sql.execute("UPDATE turns SET held = :held WHERE name = :name", given)


async def _row(sql: Sql, name: str) -> Row:
    """The queues of a name, which nobody else changes until the transaction ends."""
    new = {"name": name, "urgent": "", "late": "", "held": ""}
    await sql.execute(insert("turns", new), new)
    (row,) = await sql.find(f"SELECT * FROM turns WHERE name = :name{sql.for_update}", {"name": name})
    return row


def _believed(text: str, now: datetime, most: timedelta) -> datetime:
    """The instant, if it lies ahead, but not impossibly far; otherwise now."""
    return at(text) if text and now < at(text) <= now + most else now
