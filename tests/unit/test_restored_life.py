"""A room whose ledger was lost and restored: how it stands is found out, in time and without a flood."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import RoomsRejected, RoomsUnauthorized, RoomsUnavailable
from bot.models import NoticeKind, Setback
from tests.fakes import THREE
from tests.house import MINUTE, House, live, posted


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


async def test_a_room_that_was_moved_since_is_found_at_its_new_time_before_that_comes(house: House) -> None:
    booked = await house.clinic.book(THREE + timedelta(days=3))
    assert booked.video
    await house.back_up()
    house.clinic.clock.push(minutes=5)
    await house.clinic.changes.reschedule(booked.id, THREE, "U0DANA")
    await live(house.clinic, MINUTE)
    clinic = await house.restore()
    await live(clinic, 2 * MINUTE)

    found = await clinic.now(booked)
    assert (found.start, found.doubt) == (THREE, None)
    clinic.clock.at = THREE - 5 * MINUTE
    await live(clinic, MINUTE)
    assert len(posted(clinic, NoticeKind.REMINDER)) == 1


async def test_every_room_to_come_is_looked_at_once_and_then_in_no_doubt(house: House) -> None:
    booked = [await house.clinic.book(THREE + timedelta(days=days)) for days in range(3)]
    await house.back_up()
    clinic = await house.restore()
    asked = clinic.rooms.made("get")
    clinic.rooms.trouble["get"] = [RoomsUnavailable("HTTP 503")]
    said = len(clinic.notifier.posted)
    await live(clinic, 2 * MINUTE)

    assert [(await clinic.now(each)).doubt for each in booked] == [None] * 3
    assert clinic.rooms.made("get") - asked == len(booked) + 1, "the one of them again"
    assert len(clinic.notifier.posted) == said, "they stand as everybody was told"
    moved = await clinic.now(booked[1])
    assert moved.video
    elsewhere = replace(moved.video, start=moved.start + timedelta(hours=1))
    assert await clinic.sightings.seen(moved, elsewhere), "who looks one up now is believed again"


async def test_what_was_still_on_its_way_when_the_ledger_was_restored_is_seen_too(house: House) -> None:
    booked = await house.clinic.book()
    assert booked.video
    await house.back_up()
    clinic = await house.restore()
    await live(clinic, timedelta(seconds=9), timedelta(seconds=1))
    uid, later = booked.video.uid, THREE + timedelta(hours=1)
    clinic.rooms.rooms[uid] = replace(clinic.rooms.rooms[uid], start=later)
    await live(clinic, MINUTE)

    assert (await clinic.now(booked)).start == later
