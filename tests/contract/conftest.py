"""The ledgers that the contract is held against: a row in `KINDS` for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.ledger import SqlLedger, open_ledger
from tests.postgres import Server, serving

KINDS = ("memory", "file", "postgres")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def prepared(postgres: Server) -> Iterator[str]:
    """The URL of a PostgreSQL database in which the tables are made: to be copied, not used."""

    async def prepare(url: str) -> None:
        await (await open_ledger(url)).close()

    with postgres.database() as url:
        asyncio.run(prepare(url))
        yield url


@pytest.fixture
def database(postgres: Server, prepared: str) -> Iterator[str]:
    """The URL of an empty ledger in PostgreSQL."""
    with postgres.database(prepared) as url:
        yield url


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty ledger of each kind."""
    if request.param == "postgres":
        return str(request.getfixturevalue("database"))
    return "sqlite:///:memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/rooms.db"


@pytest.fixture
async def ledger(where: str) -> AsyncIterator[SqlLedger]:
    opened = await open_ledger(where)
    yield opened
    await opened.close()
