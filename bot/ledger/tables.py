"""All tables of a ledger, row by row, from one to another, whatever each is kept in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from bot.errors import LedgerError
from bot.ledger.rows import Row
from bot.ledger.sql import Sql, insert

TABLES = {
    "drafts": "id",
    "rooms": "id",
    "tasks": "id",
    "messages": "key",
    "events": "id",
    "choices": "id",
    "people": "id",
    "deliveries": "key",
    "turns": "name",
    "secrets": "name",
    "facts": "name",
}
"""Each with its key."""
_AT_ONCE = 1000


Look = Callable[[], None]
"""Called while nothing is changed yet: raises `Stopped` if that is how it is to remain."""


def go_on() -> None:
    """Nobody asks to stop."""


async def copy(source: Sql, target: Sql, look: Look = go_on) -> dict[str, int]:
    """Copy everything into empty tables; how many rows each has. The caller opens both transactions.

    Claims are not carried over: their leases are of another clock, and who had them is gone.

    Raises:
        LedgerError: a copy is not whole.
        Stopped: by `look`, which is called between some rows and at last.
    """
    for table, key in TABLES.items():
        async for some in _pages(source, table, key):
            look()
            await target.execute_all(insert(table, some[0]), some)
    await target.execute("UPDATE tasks SET lease = NULL")
    await target.execute("UPDATE deliveries SET lease = 0 WHERE lease IS NOT NULL")
    await target.count_on()
    copied = await count(target)
    if copied != await count(source):
        raise LedgerError("the copy is not whole: nothing was changed")
    look()
    return copied


async def count(sql: Sql) -> dict[str, int]:
    """How many rows each table has."""
    found = {table: await sql.find(f"SELECT count(*) AS rows_of FROM {table}") for table in TABLES}
    return {table: int(rows[0]["rows_of"]) for table, rows in found.items()}


async def _pages(sql: Sql, table: str, key: str) -> AsyncIterator[list[Row]]:
    """All rows, some at a time."""
    beyond = ""
    given: dict[str, object] = {}
    while some := await sql.find(f"SELECT * FROM {table} {beyond} ORDER BY {key} LIMIT {_AT_ONCE}", given):
        yield some
        beyond, given = f"WHERE {key} > :last", {"last": some[-1][key]}
