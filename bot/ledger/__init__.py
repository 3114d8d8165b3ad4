"""The ledger: rooms, tasks and messages that outlive a restart. The only place that speaks SQL."""

from __future__ import annotations

from bot.ledger.folder import file_of
from bot.ledger.ledger import SqlLedger
from bot.ledger.sqlite import SqliteLedger

__all__ = ["SqlLedger", "SqliteLedger", "open_ledger"]


async def open_ledger(url: str) -> SqlLedger:
    """The ledger at a `DATABASE_URL`; its tables are brought up to date.

    Raises:
        LedgerError: it cannot be opened, or (SQLite) another bot is using it.
    """
    if path := file_of(url):
        return SqliteLedger(path)
    from bot.ledger.postgres import PostgresLedger  # noqa: PLC0415  a clinic with a file never loads the driver

    return await PostgresLedger.open(url)
