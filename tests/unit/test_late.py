"""Back after a downtime, over fakes: one digest for many, a message each for few, and nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import ChannelClosed, NotifyUnknown
from bot.models import Digest, NoticeKind, Presence, Provider, Room, SessionOutcome
from handlers.blocks.digest import digest as said_digest
from tests.clinic import Clinic
from tests.fakes import THREE

CAME = Presence(attended=True, duration=47)
A_DAY = timedelta(days=1)


async def booked(clinic: Clinic, count: int, provider: str = "U0DANA") -> list[Room]:
    who = Provider(id=provider, name="Dana Reyes")
    rooms = [
        await clinic.book(THREE + A_DAY * each, provider=who, requester="U0CASEY") for each in range(count)
    ]
    for room in rooms:
        assert room.video
        clinic.rooms.attend(room.video.uid, provider=CAME, patient=CAME)
    return rooms


async def back(clinic: Clinic, days: float = 30, *, for_seconds: int = 600) -> None:
    """Down for days, and then there again for a while."""
    clinic.clock.at = THREE + timedelta(days=days)
    clinic.restart()
    for _ in range(for_seconds // 2):
        await clinic.work()
        clinic.clock.push(seconds=2)


def digests(clinic: Clinic) -> list[Digest]:
    return [each for _, each in clinic.notifier.told if isinstance(each, Digest)]


def follow_ups(clinic: Clinic) -> list[str]:
    return [each.room.id for _, each in clinic.notifier.posted if each.kind is NoticeKind.FOLLOW_UP]


async def test_many_late_follow_ups_are_one_message_to_each_provider(clinic: Clinic) -> None:
    danas, lees = await booked(clinic, 9), await booked(clinic, 5, "U0LEE")
    await back(clinic)

    told = {each.to: {room.id for room in each.rooms} for each in digests(clinic)}
    assert told == {"U0DANA": {room.id for room in danas}, "U0LEE": {room.id for room in lees}}
    assert follow_ups(clinic) == []
    assert NoticeKind.OUTCOME not in {each.kind for _, each in clinic.notifier.posted}


async def test_what_comes_of_late_sessions_is_late_too_and_takes_its_turn(clinic: Clinic) -> None:
    await booked(clinic, 9)
    before = len(clinic.notifier.edits)
    await back(clinic, for_seconds=2)

    assert len(clinic.notifier.edits) - before == 1, "the others wait: Slack takes 50 edits a minute"


async def test_back_after_weeks_a_card_is_edited_once_to_say_how_it_went(clinic: Clinic) -> None:
    await booked(clinic, 1)
    clinic.notifier.edits.clear()
    await back(clinic)

    cards = [notice for notice in clinic.notifier.edits if notice.kind is NoticeKind.CARD]
    assert [notice.room.told_at is not None for notice in cards] == [True]


async def test_a_few_are_told_one_by_one_with_their_buttons(clinic: Clinic) -> None:
    rooms = await booked(clinic, 3)
    await back(clinic)

    assert digests(clinic) == []
    assert sorted(follow_ups(clinic)) == sorted(room.id for room in rooms)


async def test_a_digest_that_slack_may_have_taken_is_not_told_twice(clinic: Clinic) -> None:
    await booked(clinic, 6)
    clinic.notifier.is_acting_despite_trouble = True
    clinic.notifier.trouble["tell"] = [NotifyUnknown("timeout")]
    await back(clinic)

    assert len(digests(clinic)) == 1


async def test_a_digest_that_its_provider_cannot_get_becomes_a_message_each_to_who_booked(
    clinic: Clinic,
) -> None:
    rooms = await booked(clinic, 5)
    clinic.notifier.trouble["tell"] = [ChannelClosed("user_disabled")]
    clinic.notifier.trouble["post"] = []
    await back(clinic)

    assert digests(clinic) == []
    assert sorted(follow_ups(clinic)) == sorted(room.id for room in rooms)


async def test_what_is_corrected_later_is_corrected_in_the_digest(clinic: Clinic) -> None:
    first, *_ = await booked(clinic, 5)
    await back(clinic)
    await clinic.corrections.correct(first.id, SessionOutcome.PATIENT_MISSING, "by phone", "U0DANA")
    await back(clinic, 31, for_seconds=20)

    (after,) = (each for each in clinic.notifier.retold if isinstance(each, Digest))
    assert [room.correction is not None for room in after.rooms].count(True) == 1
    assert follow_ups(clinic) == []


@pytest.mark.parametrize(("count", "blocks"), [(5, 7), (40, 42), (41, 7), (400, 42), (900, 43)])
async def test_a_digest_fits_into_one_message_however_long_the_downtime(
    clinic: Clinic, count: int, blocks: int
) -> None:
    (room,) = await booked(clinic, 1)
    said = said_digest(Digest(to="U0DANA", rooms=(room,) * count), clinic.clock.now())

    assert len(said.blocks) == blocks
    assert "@" not in said.text
