from __future__ import annotations

from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.browser import chromium
from tests.fakes import MORNING
from tests.manners import violations_in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Fail a test in whose sandbox the bot sent something without the manners it owes its readers."""
    result = yield
    worlds = [each for each in getattr(item, "funcargs", {}).values() if isinstance(each, Sandbox)]
    violations = [each for world in worlds for each in violations_in(world)]
    if violations:
        pytest.fail("What the bot sent:\n" + "\n".join(violations))
    return result


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/rooms.db"


@pytest.fixture
async def sandbox(database: str) -> AsyncIterator[Sandbox]:
    """The whole world with the real bot in a process of its own."""
    async with Sandbox(begins=MORNING) as world:
        bot = await world.start_bot(database)
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


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
    async with Sandbox(begins=MORNING) as world:
        bot = await world.start_bot(f"sqlite:///{tmp_path_factory.mktemp('odd')}/rooms.db")
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails
