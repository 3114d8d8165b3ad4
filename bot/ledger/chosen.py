"""What was chosen in Slack, read from the ledger."""

from __future__ import annotations

from bot.ledger import records
from bot.ledger.sql import Reader
from bot.models import Choice

_CHOICES = "SELECT * FROM choices WHERE scope = :scope ORDER BY id"


async def chosen(sql: Reader, scope: str) -> dict[str, Choice]:
    """The last choice of each name in a scope; see the port."""
    made = await sql.find(_CHOICES, {"scope": scope})
    return {row["name"]: records.choice(row) for row in made}
