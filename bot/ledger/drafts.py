"""Drafts in the ledger: what was asked for and nobody confirmed yet, with a patient's contact.

They are forgotten after a day, by whatever Slack delivers next: so a click on an older one finds nothing. The
caller opens the transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ledger.rows import draft_row, instant
from bot.ledger.sql import Sql, upsert
from bot.models import Draft

_KEPT = timedelta(days=1)


async def save(sql: Sql, draft: Draft) -> None:
    """See the port."""
    row = draft_row(draft)
    await sql.execute(upsert("drafts", row, "id"), row)


async def forget(sql: Sql, now: datetime) -> None:
    """Forget those that are older than a day."""
    await sql.execute("DELETE FROM drafts WHERE created < :old", {"old": instant(now - _KEPT)})
