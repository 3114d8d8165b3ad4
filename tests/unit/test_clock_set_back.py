"""A clock that is set back while BetterPT is asked: what follows must not be taken for what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.ledger import SqliteLedger
from bot.models import VideoRoom
from tests.clinic import Clinic
from tests.fakes import THREE, FakeClock, FakeRooms

MINUTE = timedelta(minutes=1)


@dataclass
class SettingBack(FakeRooms):
    """BetterPT, and somebody who sets the bot's clock back by 40 minutes during a certain question."""

    clock: FakeClock | None = None
    at_question: int = 0

    async def get(self, uid: str) -> VideoRoom:
        video = await super().get(uid)
        if self.clock and self.made("get") == self.at_question:
            self.clock.at -= 40 * MINUTE
        return video


async def test_the_outcome_is_told_although_the_clock_was_set_back_while_it_was_asked_for() -> None:
    ledger, clock, rooms = SqliteLedger(":memory:"), FakeClock(), SettingBack()
    clinic = Clinic(ledger, clock=clock, rooms=rooms)
    await clinic.book()
    clock.at = THREE + 60 * MINUTE
    await clinic.work()
    rooms.clock, rooms.at_question = clock, rooms.made("get") + 3
    while clock.at < THREE + 200 * MINUTE:
        clock.at += MINUTE
        await clinic.work()

    assert rooms.made("get") > rooms.at_question, "it was asked again"
    assert clinic.notifier.kinds().count("follow-up") == 1
    await ledger.close()
