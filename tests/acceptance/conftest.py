from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox.driver import Person
from sandbox.world import Sandbox


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/rooms.db"


@pytest.fixture
async def sandbox(database: str) -> AsyncIterator[Sandbox]:
    """The whole world with the real bot in a process of its own."""
    async with Sandbox() as world:
        bot = await world.start_bot(database)
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails


@pytest.fixture
def dana(sandbox: Sandbox) -> Person:
    return sandbox.person("dana")


@pytest.fixture
def casey(sandbox: Sandbox) -> Person:
    """A coordinator, in Chicago."""
    return sandbox.person("casey")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hardened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    """One world for many odd inputs."""
    async with Sandbox() as world:
        bot = await world.start_bot(f"sqlite:///{tmp_path_factory.mktemp('odd')}/rooms.db")
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails
