"""A whole ledger at once, at either end of a copy: as it is at one instant, had by nobody else, or new."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

from bot.errors import LedgerError
from bot.ledger import facts, schema, server, tables
from bot.ledger.file import SqliteFile
from bot.ledger.folder import beside, file_of, hold, move_aside, refuse_if_missing, refuse_if_there
from bot.ledger.sql import Sql
from bot.ledger.sqlite import SqliteSql

_BOTS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()
"""


def named(url: str) -> str:
    """A ledger as it can be said: without who may use it, and their password."""
    path = file_of(url)
    return f"the file {path}" if path else server.named(url)


@asynccontextmanager
async def snapshot(url: str) -> AsyncIterator[Sql]:
    """A ledger in PostgreSQL as it is at this instant, while bots go on using it.

    Raises:
        LedgerError: there is none, it cannot be read, was moved, or is of another version.
    """
    async with server.connected(url) as sql:
        await sql.be_patient()
        async with sql.transaction():
            await sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            if not await schema.is_there(sql):
                raise facts.none_yet(f"in {named(url)}")
            await schema.refuse_another_version(sql)
            facts.refuse_if_moved(await facts.fact(sql, facts.MOVED))
            yield sql


@asynccontextmanager
async def owned(url: str) -> AsyncIterator[Sql]:
    """A ledger that no bot is using, in one transaction; its tables are brought up to date.

    Raises:
        LedgerError: there is none, a bot is using it, it cannot be used, or was moved.
    """
    if path := file_of(url):
        refuse_if_missing(path)
        with closing(SqliteFile(path)) as file, file.transaction():
            yield SqliteSql(file)
        return
    async with server.connected(url) as sql:
        await sql.be_patient()
        async with sql.transaction():
            await schema.bring_up_to_date(sql)
            facts.refuse_if_moved(await facts.fact(sql, facts.MOVED))
            await sql.execute(f"LOCK TABLE {', '.join(tables.TABLES)} IN EXCLUSIVE MODE")
            if await sql.find(_BOTS, {"name": server.APPLICATION}):
                raise LedgerError(f"a bot is using {named(url)}: stop it first")
            yield sql


@asynccontextmanager
async def new(url: str, *, aside: datetime | None = None) -> AsyncIterator[Sql]:
    """A ledger that is empty, in one transaction; on failure everything is as it was.

    `aside`: a file in its place is moved aside under a name with this instant, instead of being in the way.

    Raises:
        LedgerError: it is not empty, a bot is using it, or it cannot be used.
    """
    if path := file_of(url):
        with hold(path), beside(Path(path)) as partial:
            if not aside:
                refuse_if_there(path)
            with closing(SqliteFile(str(partial))) as file, file.transaction():
                yield SqliteSql(file)
            if aside:
                move_aside(Path(path), aside)
        return
    async with owned(url) as sql:
        if any((await tables.count(sql)).values()):
            raise LedgerError(f"{named(url)} is not empty: make a new database and give its URL")
        yield sql
