"""A bot whose ledger is really backed up, lost and restored, over fakes that remember what was done since."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import RoomsRejected, RoomsUnauthorized
from bot.ledger import SqliteLedger, copies
from bot.models import NoticeKind, Setback
from tests.clinic import Clinic
from tests.fakes import THREE

MINUTE = timedelta(minutes=1)


class House:
    """A clinic over a file; Slack and BetterPT stay as they are when the file is lost."""

    def __init__(self, folder: Path) -> None:
        self.file, self.backup = folder / "rooms.db", folder / "backup.db"
        self.clinic = Clinic(SqliteLedger(str(self.file)))

    async def back_up(self) -> None:
        await copies.back_up(f"sqlite:///{self.file}", self.backup, self.clinic.clock.now())

    async def restore(self) -> Clinic:
        """The clinic over what the backup has, some seconds later."""
        lost = self.clinic
        await lost.ledger.close()
        await copies.restore(self.backup, f"sqlite:///{self.file}", lost.clock.now())
        lost.clock.push(seconds=20)
        self.clinic = Clinic(
            SqliteLedger(str(self.file)), clock=lost.clock, rooms=lost.rooms, notifier=lost.notifier
        )
        return self.clinic


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = House(tmp_path)
    yield made
    await made.clinic.ledger.close()


async def live(clinic: Clinic, passed: timedelta, step: timedelta = MINUTE) -> None:
    """Work for a while."""
    end = clinic.clock.at + passed
    while clinic.clock.at < end:
        await clinic.work()
        clinic.clock.at += step
    await clinic.work()


def posted(clinic: Clinic, kind: NoticeKind) -> list[str]:
    """The keys of what was posted of a kind."""
    return [message.key for message, notice in clinic.notifier.posted if notice.kind is kind]


@pytest.mark.parametrize("error", [RoomsUnauthorized("HTTP 401"), RoomsRejected(("not yours",))])
async def test_while_no_room_can_be_read_nothing_is_put_aside_and_then_all_is_done(
    house: House, error: RoomsUnauthorized | RoomsRejected
) -> None:
    for hours in range(3):
        await house.clinic.book(THREE + timedelta(hours=2 * hours), requester="U0CASEY")
    await house.back_up()
    clinic = await house.restore()
    clinic.rooms.trouble["get"] = [error] * 10_000
    clinic.clock.at = THREE - 6 * MINUTE
    await live(clinic, timedelta(hours=3, minutes=20))
    clinic.rooms.trouble["get"] = []
    await live(clinic, timedelta(hours=2))

    assert await clinic.ledger.parked() == []
    assert not [told for _, told in clinic.notifier.told if isinstance(told, Setback)]
    assert len(posted(clinic, NoticeKind.REMINDER)) == 1, "of the one that can still be entered"
