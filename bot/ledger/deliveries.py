"""What Slack delivered, in the ledger, so that each delivery is answered once.

A delivery that is being answered has a lease of the ledger's own clock; one that was answered has none. The
caller opens the transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ledger.rows import instant
from bot.ledger.sql import Sql
from bot.models import Arrival

_LEASE = timedelta(seconds=30)
"""No answer takes longer; who holds one longer has died."""
_KEPT = timedelta(days=1)
_BEGIN = """
INSERT INTO deliveries (key, arrived, lease) VALUES (:key, :arrived, :until)
ON CONFLICT (key) DO UPDATE SET lease = excluded.lease WHERE deliveries.lease <= :clock
"""


async def arrived(sql: Sql, delivery: str, now: datetime) -> Arrival:
    """See the port."""
    clock = await sql.clock()
    await sql.execute("DELETE FROM deliveries WHERE arrived < :old", {"old": instant(now - _KEPT)})
    begun = {"key": delivery, "arrived": instant(now), "until": clock + _LEASE.total_seconds()}
    if await sql.execute(_BEGIN, {**begun, "clock": clock}):
        return Arrival.NEW
    (row,) = await sql.find("SELECT lease FROM deliveries WHERE key = :key", {"key": delivery})
    return Arrival.REPEATED if row["lease"] is None else Arrival.UNDER_WAY


async def answered(sql: Sql, delivery: str) -> None:
    """See the port."""
    await sql.execute("UPDATE deliveries SET lease = NULL WHERE key = :key", {"key": delivery})
