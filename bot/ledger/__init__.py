"""The ledger: rooms, tasks and messages that outlive a restart. The only place that speaks SQL."""

from __future__ import annotations

from bot.ledger.sqlite import SqliteLedger

__all__ = ["SqliteLedger", "open_ledger"]


def open_ledger(url: str) -> SqliteLedger:
    """The ledger at a `DATABASE_URL`; its tables are brought up to date.

    Raises:
        LedgerError: the file cannot be opened, or another bot is using it.
    """
    return SqliteLedger(url.removeprefix("sqlite:///"))
