from __future__ import annotations

from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest

from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.fakes import MORNING
from tests.forking import forked
from tests.manners import violations_in


def pytest_itemcollected(item: pytest.Item) -> None:
    """The bot is measured in its own process; measured here, its stand-ins would take twice the time."""
    item.add_marker(pytest.mark.no_cover)


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
    async with Sandbox(begins=MORNING, starting=forked) as world:
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


@pytest.fixture(scope="module")
async def hardened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sandbox]:
    """One world for many odd inputs."""
    async with Sandbox(begins=MORNING, starting=forked) as world:
        bot = await world.start_bot(f"sqlite:///{tmp_path_factory.mktemp('odd')}/rooms.db")
        await world.bot_connected()
        yield world
        print(bot.output)  # noqa: T201  shown when a test fails
