"""What was said between a backup and its restore stands in Slack: it is found, and not said again."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot.errors import NotifyError, RoomsRejected
from bot.models import Digest, NoticeKind, Room
from tests.clinic import Clinic
from tests.fakes import THREE
from tests.house import MINUTE, House, live, posted
from tests.room_life import CAME, STAYED_AWAY

A_DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def twice(clinic: Clinic) -> list[str]:
    """The keys of what stands more than once."""
    keys = [message.key for message, _ in clinic.notifier.posted]
    return [key for key, times in Counter(keys).items() if times > 1]


async def held(clinic: Clinic, count: int) -> list[Room]:
    """Rooms of consecutive days in which both will be."""
    rooms = [await clinic.book(THREE + A_DAY * day, requester="U0CASEY") for day in range(count)]
    for room in rooms:
        assert room.video
        clinic.rooms.attend(room.video.uid, provider=CAME, patient=CAME)
    return rooms


def digests(clinic: Clinic) -> list[set[str]]:
    """Which rooms each digest shows, by when it was posted."""
    shown = [each for _, each in clinic.notifier.told if isinstance(each, Digest)]
    return [{room.id for room in each.rooms} for each in shown]


async def test_how_a_session_went_is_told_once(house: House) -> None:
    booked = await house.clinic.book(requester="U0CASEY")
    assert booked.video
    house.clinic.clock.at = THREE - 60 * MINUTE
    await house.clinic.work()
    await house.back_up()
    house.clinic.rooms.attend(booked.video.uid, provider=STAYED_AWAY, patient=CAME)
    await live(house.clinic, timedelta(minutes=60 + 135))
    clinic = await house.restore()
    before = len(clinic.notifier.posted)
    await live(clinic, 20 * MINUTE)

    assert posted(clinic, NoticeKind.ALERT)
    assert len(clinic.notifier.posted) == before
    told = await clinic.ledger.message(f"{booked.id}:follow-up")
    assert told
    assert told.ts


async def test_what_hangs_under_a_card_that_was_posted_since_is_not_posted_again(house: House) -> None:
    house.clinic.notifier.trouble["post"] = [NotifyError("ratelimited", 30 * SECOND)] * 3
    await house.clinic.book()
    await house.back_up()
    await live(house.clinic, MINUTE, SECOND)
    clinic = await house.restore()
    await live(clinic, MINUTE, SECOND)

    assert len(posted(clinic, NoticeKind.LINKS)) == 1
    assert twice(clinic) == []


async def test_a_move_that_was_told_since_is_told_by_that_line(house: House) -> None:
    booked = await house.clinic.book()
    await house.clinic.changes.reschedule(booked.id, THREE + A_DAY, "U0DANA")
    await house.back_up()
    await live(house.clinic, 10 * SECOND, SECOND)
    clinic = await house.restore()
    edited = len(clinic.notifier.edits)
    await live(clinic, MINUTE, SECOND)

    assert (await clinic.now(booked)).start == THREE + A_DAY
    assert len(posted(clinic, NoticeKind.CHANGE)) == 1
    assert NoticeKind.CHANGE in {each.kind for each in clinic.notifier.edits[edited:]}


async def test_a_move_that_only_betterpt_knows_is_told_by_the_line_that_stands(house: House) -> None:
    booked = await house.clinic.book()
    await house.back_up()
    await house.clinic.changes.reschedule(booked.id, THREE + A_DAY, "U0DANA")
    await live(house.clinic, 10 * SECOND, SECOND)
    clinic = await house.restore()
    await live(clinic, 2 * MINUTE)

    assert (await clinic.now(booked)).start == THREE + A_DAY
    assert len(posted(clinic, NoticeKind.CHANGE)) == 1


async def test_a_change_after_the_restore_is_news_whatever_was_said_before(house: House) -> None:
    booked = await house.clinic.book()
    await house.back_up()
    for days in (1, 2):
        await house.clinic.changes.reschedule(booked.id, THREE + days * A_DAY, "U0DANA")
        await live(house.clinic, 10 * SECOND, SECOND)
    clinic = await house.restore()
    await live(clinic, 2 * MINUTE)
    assert len(posted(clinic, NoticeKind.CHANGE)) == 2
    for days in (3, 4):
        await clinic.changes.reschedule(booked.id, THREE + days * A_DAY, "U0DANA")
        await live(clinic, MINUTE)

    assert len(posted(clinic, NoticeKind.CHANGE)) == 4
    assert twice(clinic) == []


async def test_that_a_change_failed_is_told_once_and_of_the_next_one_again(house: House) -> None:
    booked = await house.clinic.book()
    house.clinic.rooms.trouble["reschedule"] = [RoomsRejected(("no",))] * 3
    await house.clinic.changes.reschedule(booked.id, THREE + A_DAY, "U0DANA")
    await house.back_up()
    await live(house.clinic, 10 * SECOND, SECOND)
    clinic = await house.restore()
    await live(clinic, MINUTE, SECOND)
    assert len(posted(clinic, NoticeKind.PROBLEM)) == 1
    await clinic.changes.reschedule(booked.id, THREE + A_DAY, "U0DANA")
    await live(clinic, MINUTE, SECOND)

    assert len(posted(clinic, NoticeKind.PROBLEM)) == 2


async def test_sessions_in_a_digest_that_was_told_since_are_in_no_other(house: House) -> None:
    rooms = await held(house.clinic, 6)
    await house.back_up()
    house.clinic.clock.at = THREE + 7 * A_DAY
    await live(house.clinic, 10 * MINUTE, 2 * SECOND)
    house.clinic.clock.push(hours=3)
    clinic = await house.restore()
    await live(clinic, 10 * MINUTE, 2 * SECOND)

    assert digests(clinic) == [{room.id for room in rooms}]
    assert [len(each.rooms) for each in clinic.notifier.retold if isinstance(each, Digest)][-1] == len(rooms)
    assert posted(clinic, NoticeKind.FOLLOW_UP) == []


async def test_sessions_that_were_told_one_by_one_are_in_no_digest_after_a_restore(house: House) -> None:
    rooms = await held(house.clinic, 9)
    await house.back_up()
    house.clinic.clock.at = THREE - MINUTE
    await live(house.clinic, 4 * A_DAY, timedelta(minutes=5))
    before = posted(house.clinic, NoticeKind.FOLLOW_UP)
    house.clinic.clock.at = THREE + 10 * A_DAY
    clinic = await house.restore()
    await live(clinic, 20 * MINUTE, 2 * SECOND)

    assert len(before) == 4
    assert posted(clinic, NoticeKind.FOLLOW_UP) == before
    assert digests(clinic) == [{room.id for room in rooms[4:]}]
    assert twice(clinic) == []
