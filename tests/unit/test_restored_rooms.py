"""Rooms that were booked between a backup and its restore: somebody hears of each, wherever its card is."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ChannelClosed
from bot.models import LostCards, Person, Room
from tests.clinic import Clinic
from tests.fakes import THREE
from tests.house import MINUTE, House, live

LEE = Person(id="U0LEE", name="Lee Park", email="lee@example.com", time_zone="America/New_York")
Meanwhile = Callable[[Clinic, Room], Awaitable[object]]


def tellings(clinic: Clinic) -> list[tuple[str, int]]:
    """To whom it was told, and of how many cards each time."""
    told = clinic.notifier.told
    return [(message.channel, len(each.cards)) for message, each in told if isinstance(each, LostCards)]


async def in_the_channel(clinic: Clinic, _known: Room) -> None:
    await clinic.book()


async def elsewhere(clinic: Clinic, _known: Room) -> None:
    await clinic.book(channel="C0OTHER")


async def in_somebodys_thread(clinic: Clinic, _known: Room) -> None:
    await clinic.book(thread="9000.000")


async def handed_over(clinic: Clinic, known: Room) -> None:
    plan = await clinic.handovers.plan(known.id, LEE, "U0DANA")
    await clinic.handovers.give(plan.draft.id, "U0DANA")


async def by_dm(clinic: Clinic, _known: Room) -> None:
    clinic.notifier.trouble["post"] = [ChannelClosed("not_in_channel")]
    await clinic.book()


@pytest.mark.parametrize("meanwhile", [in_the_channel, elsewhere, in_somebodys_thread, handed_over, by_dm])
async def test_a_card_is_found_wherever_it_stands(house: House, meanwhile: Meanwhile) -> None:
    await house.clinic.book(THREE, channel="C0OTHER")
    known = await house.clinic.book(THREE + timedelta(hours=5))
    await house.back_up()
    house.clinic.clock.push(minutes=5)
    await meanwhile(house.clinic, known)
    await live(house.clinic, MINUTE, timedelta(seconds=5))
    assert len(house.clinic.rooms.rooms) == 3
    clinic = await house.restore()
    await live(clinic, 3 * MINUTE)

    assert tellings(clinic) == [("U0CASEY", 0), ("U0CASEY", 1)], "that it was restored, then what was found"


async def test_that_it_was_restored_is_told_though_nothing_is_missing(house: House) -> None:
    await house.clinic.book()
    await house.back_up()
    clinic = await house.restore()
    await live(clinic, 3 * MINUTE)

    assert tellings(clinic) == [("U0CASEY", 0)]
    ((_, told),) = clinic.notifier.told
    assert isinstance(told, LostCards)
    assert told.restored == await clinic.ledger.restored()


async def test_a_card_that_was_posted_since_for_a_room_of_the_backup_is_not_lost(house: House) -> None:
    await house.clinic.book()
    house.clinic.ledger._file.execute("DELETE FROM messages")
    await house.back_up()
    clinic = await house.restore()
    await live(clinic, 3 * MINUTE)

    assert tellings(clinic) == [("U0CASEY", 0)]


async def test_where_a_coordinator_cannot_be_told_the_channel_is(house: House) -> None:
    await house.clinic.book()
    await house.back_up()
    clinic = await house.restore()
    clinic.notifier.trouble["tell"] = [ChannelClosed("user_disabled")]
    await live(clinic, MINUTE)

    assert tellings(clinic) == [("C0TEAM", 0)]
    assert await clinic.ledger.parked() == []


async def test_without_anybody_to_tell_the_log_says_it_loudly(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.back_up()
    house.clinic.clock.push(minutes=5)
    await house.clinic.book()
    clinic = await house.restore(coordinators=frozenset())
    clinic.preferences._first = replace(clinic.preferences._first, channel=None)
    await live(clinic, MINUTE)

    assert clinic.notifier.told == []
    (said,) = (each for each in caplog.records if each.levelno >= logging.ERROR)
    assert said.getMessage().startswith("the ledger was restored from a backup")
