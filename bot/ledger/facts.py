"""What is true of the ledger itself: where it came from, and where it went."""

from __future__ import annotations

from bot.errors import LedgerError
from bot.ledger.rows import at
from bot.ledger.sql import Sql, upsert

BACKED_UP = "backed_up"
"""When this backup was made: in backups alone."""
RESTORED = "restored"
"""See `records.restored`."""
MOVED = "moved"
"""Where the ledger is now, without its password: this one is not to be used any more."""


async def fact(sql: Sql, name: str) -> str | None:
    """The fact of this name."""
    found = await sql.find("SELECT value FROM facts WHERE name = :name", {"name": name})
    return str(found[0]["value"]) if found else None


async def note(sql: Sql, name: str, value: str) -> None:
    """Write a fact down, in place of an earlier one of its name."""
    row = {"name": name, "value": value}
    await sql.execute(upsert("facts", row, "name"), row)


def none_yet(where: str) -> LedgerError:
    """There is nothing to read or copy; `where` is "at" a path, or "in" a database."""
    return LedgerError(
        f"there is no ledger {where} yet: the bot makes it when it first starts, "
        "or DATABASE_URL is to name another place"
    )


def refuse_if_moved(to: str | None) -> None:
    """Keep away from a ledger that was moved: what is written into it is lost.

    Raises:
        LedgerError: it was.
    """
    if to:
        raise LedgerError(f"this ledger was moved to {to}: set DATABASE_URL to that")


def refuse_if_backup(made: str | None, path: str) -> None:
    """Keep away from a backup that was put in a ledger's place: only `restore` finds out what came since.

    Raises:
        LedgerError: it is one.
    """
    if made:
        raise LedgerError(
            f"{path} is a backup of {at(made):%Y-%m-%d at %H:%M:%S} UTC: "
            f"make a ledger of it with `python -m bot restore {path}`"
        )
