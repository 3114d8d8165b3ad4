"""What the ledger needs of a database, and the statements that are the same on each.

Values are always bound, by name (`:name`). Not here: the drivers (`file`, `postgres`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.ledger.rows import Row

Given = Mapping[str, object]


class Reader(Protocol):
    """A connection that is only read from. Raises `LedgerError`."""

    async def find(self, statement: str, given: Given | None = None) -> list[Row]:
        """The rows that a statement gives."""
        ...


class Sql(Protocol):
    """One connection. All methods raise `LedgerError`; `LedgerFull` if there is no room for it."""

    skip_locked: str
    for_update: str
    """What ends a SELECT whose rows nobody else may change until the transaction ends; of those that somebody
    else is changing, the first leaves out, the second waits. Empty where there is nobody else."""

    async def execute(self, statement: str, given: Given | None = None) -> int:
        """Run a statement; how many rows it changed."""
        ...

    async def execute_all(self, statement: str, given: Sequence[Given]) -> None:
        """Run a statement once for each of these."""
        ...

    async def find(self, statement: str, given: Given | None = None) -> list[Row]:
        """The rows that a statement gives."""
        ...

    async def clock(self) -> float:
        """Seconds on the ledger's own clock, which nobody steps or pushes."""
        ...

    async def count_on(self) -> None:
        """Number new rows from the highest number on, after rows were given theirs."""
        ...

    async def queue(self, name: str) -> None:
        """Let one transaction at a time past this name, until it ends."""
        ...


class Backend(Protocol):
    """A database with our tables, brought up to date."""

    def transaction(self) -> AbstractAsyncContextManager[Sql]:
        """All that is done inside, or nothing. To be left soon: nothing but statements is awaited inside."""
        ...

    def passing(self) -> AbstractAsyncContextManager[Sql]:
        """The same for what a power cut may undo, because it comes about anew: the disk is not waited for."""
        ...

    def each(self) -> AbstractAsyncContextManager[Sql]:
        """Statements that need no transaction."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Reader]:
        """For statements that may take their time: nothing else is held up by them."""
        ...

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """See the port `Ledger`."""
        ...

    def alone_briefly(self, name: str) -> AbstractAsyncContextManager[None]:
        """See the port `Ledger`."""
        ...

    async def close(self) -> None:
        """Let go of everything."""
        ...


def insert(table: str, row: Given) -> str:
    """The statement that inserts a row whose key is new."""
    return f"{_insert(table, row)} ON CONFLICT DO NOTHING"


def upsert(table: str, row: Given, key: str) -> str:
    """The statement that inserts a row, in place of an earlier one with its key."""
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != key)
    return f"{_insert(table, row)} ON CONFLICT ({key}) DO UPDATE SET {changes}"


def listed(name: str, values: Iterable[object]) -> tuple[str, dict[str, object]]:
    """What stands behind an `IN`, and what is bound in it; SQL knows no list with nothing in it."""
    given = {f"{name}_{place}": value for place, value in enumerate(values)}
    names = ", ".join(f":{each}" for each in given)
    return f"({names or 'SELECT NULL WHERE FALSE'})", given


def _insert(table: str, row: Given) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"
