"""The front door when the ledger takes nothing: nothing is promised, and that is said once, in one place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from bot.bootstrap import build, open_outside, running
from bot.errors import LedgerError, LedgerFull
from bot.models import Arrival
from bot.ports import Ledger
from bot.settings import read_settings
from handlers.surface import Surface
from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.manners import watched

MENTION = "@room tomorrow 3pm with pat@example.com"
TOLD = {LedgerFull: "My disk is full", LedgerError: "cannot write to my records"}


class Stubborn:
    """A ledger that takes no delivery while `trouble` says so."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.trouble: LedgerError | None = None

    async def arrived(self, delivery: str, now: datetime) -> Arrival:
        if self.trouble:
            raise self.trouble
        return await self._ledger.arrived(delivery, now)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            return getattr(self._ledger, name)


class Place:
    """The world, and the bot in this very process."""

    def __init__(self, world: Sandbox, ledger: Stubborn) -> None:
        self.world = world
        self.ledger = ledger
        self.dana = world.person("dana")

    def read(self, person: Person) -> list[str]:
        """What stands before a person that nobody else sees."""
        return [each.text for each in person.messages("ephemeral")]


@asynccontextmanager
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with watched() as world:
        for name, value in world.environment(f"sqlite:///{tmp_path}/rooms.db").items():
            monkeypatch.setenv(name, value)
        settings = read_settings()
        async with open_outside(settings) as outside:
            stubborn = Stubborn(outside.ledger)
            ledger, clock = cast("Ledger", stubborn), outside.clock
            async with Surface(settings, ledger=ledger, clock=clock) as surface:
                house = build(
                    settings, clock=clock, ledger=ledger, rooms=outside.rooms, notifier=surface.notifier
                )
                async with running(house, clock), surface.open(house):
                    yield Place(world, stubborn)


@pytest.mark.parametrize("trouble", [LedgerFull, LedgerError])
async def test_who_types_a_command_reads_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[LedgerError]
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        here.ledger.trouble = trouble("as it is")
        await here.dana.types("/room tomorrow 3pm with pat@example.com")
        await here.dana.sees(TOLD[trouble], where="ephemeral")

        assert len(here.read(here.dana)) == 1, "Slack adds no complaint of its own"


async def test_who_submits_a_form_reads_it_in_the_form_and_can_submit_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        await here.dana.types("/room")
        await here.dana.fills({"When": "tomorrow 3pm", "Patient e-mail": "pat@example.com"})
        here.ledger.trouble = LedgerFull("as it is")
        await here.dana.submits()
        assert ["My disk is full" in each for each in here.dana.errors.values()] == [True]
        here.ledger.trouble = None
        await here.dana.submits()
        await here.dana.sees("Nothing is booked yet", where="ephemeral")


async def test_a_mention_is_not_acked_so_it_comes_again_and_is_answered_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(tmp_path, monkeypatch) as here:
        here.world.slack.socket.ack_seconds = 0.3
        here.ledger.trouble = LedgerError("as it is")
        await here.dana.types(MENTION)
        await here.dana.sees(TOLD[LedgerError], where="ephemeral")
        assert await here.world.traffic.changes.until(
            lambda: len(here.world.slack.socket.sent) == 2 or None, seconds=5
        ), "once more at once"
        here.ledger.trouble = None
        here.world.clock.push(timedelta(minutes=1))
        await here.dana.sees("Nothing is booked yet", where="ephemeral")

        assert [TOLD[LedgerError] in each for each in here.read(here.dana)] == [True, False], "said once"
