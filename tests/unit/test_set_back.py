"""A clock that was ahead and is set back: what it brought before its time is put right, and comes again."""

from __future__ import annotations

from datetime import timedelta

from bot.ledger import SqliteLedger
from bot.models import Digest, Entry, NoticeKind, Room
from bot.tasks.digests import FEW
from bot.tasks.set_back import SetBack
from tests.clinic import COORDINATORS, Clinic
from tests.fakes import THREE
from tests.room_life import CAME, STAYED_AWAY, at, attend, posted, said

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Outpaced(SqliteLedger):
    """A ledger in which somebody is faster with the first room."""

    def __init__(self, shared: SqliteLedger) -> None:
        """Beside `shared`, over the same rows."""
        self._backend = shared._backend
        self.was_outpaced = False

    async def write(self, entry: Entry) -> None:
        if entry.room and not self.was_outpaced:
            self.was_outpaced = True
            now = await self.room(entry.room.id)
            assert now
            await super().write(Entry(room=now.but(problem="somebody was faster")))
        await super().write(entry)


async def ahead(clinic: Clinic, hours: float) -> None:
    """The clock is that much ahead for a while, then it is right again, which is noticed."""
    await jumped(clinic, hours)
    await set_back(clinic, hours * HOUR)


async def jumped(clinic: Clinic, hours: float) -> None:
    """The same before it is noticed."""
    right = clinic.clock.at
    clinic.clock.at += hours * HOUR
    for _ in range(4):
        await clinic.work()
        clinic.clock.at += MINUTE
    clinic.clock.at = right


async def set_back(clinic: Clinic, by: timedelta) -> None:
    """As the alarm notices it."""
    setting = SetBack(ledger=clinic.ledger, clock=clinic.clock, coordinators=clinic.coordinators)
    await setting.put_right(by)
    await clinic.work()


async def booked(clinic: Clinic) -> Room:
    """For tomorrow at three, 27 hours from now."""
    room = await clinic.book()
    assert THREE - clinic.clock.at == timedelta(hours=27)
    return room


async def test_links_that_were_withdrawn_before_the_session_are_there_again(clinic: Clinic) -> None:
    await booked(clinic)
    await ahead(clinic, 28.1)

    assert "https://" in said(clinic, NoticeKind.LINKS)
    assert "Scheduled" in said(clinic, NoticeKind.CARD)
    await at(clinic, 60)
    assert "https://" not in said(clinic, NoticeKind.LINKS), "withdrawn when it is over"


async def test_a_reminder_that_came_before_its_time_is_corrected_and_kept_true(clinic: Clinic) -> None:
    room = await booked(clinic)
    await ahead(clinic, 27)

    assert posted(clinic, NoticeKind.REMINDER) == [room.request.provider.id]
    assert "Open" not in said(clinic, NoticeKind.REMINDER)
    await at(clinic, 1)
    assert "Open" in said(clinic, NoticeKind.REMINDER)
    assert len(posted(clinic, NoticeKind.REMINDER)) == 1


async def test_an_outcome_that_was_told_before_the_session_is_taken_back_and_told_when_it_is_known(
    clinic: Clinic,
) -> None:
    room = await booked(clinic)
    attend(clinic, room, STAYED_AWAY, STAYED_AWAY)
    await ahead(clinic, 30)

    assert (await clinic.now(room)).told_at is None
    for kind in (NoticeKind.FOLLOW_UP, NoticeKind.OUTCOME):
        assert "still to come" in said(clinic, kind)
    assert "not yet fully reported" in said(clinic, NoticeKind.ALERT, to="U0CASEY")
    assert "Scheduled" in said(clinic, NoticeKind.CARD)

    attend(clinic, room, CAME, CAME)
    await at(clinic, 60)
    await at(clinic, 121)
    assert "47" in said(clinic, NoticeKind.FOLLOW_UP)
    assert len(posted(clinic, NoticeKind.FOLLOW_UP)) == len(posted(clinic, NoticeKind.OUTCOME)) == 1


async def test_outcomes_that_a_digest_told_before_the_sessions_have_messages_of_their_own(
    clinic: Clinic,
) -> None:
    rooms = [await clinic.book(THREE + n * HOUR) for n in range(FEW + 1)]
    await ahead(clinic, 48)
    assert [told for _, told in clinic.notifier.told if isinstance(told, Digest)]
    assert posted(clinic, NoticeKind.FOLLOW_UP) == []

    for room in rooms:
        attend(clinic, room, CAME, CAME)
    for hours in range(len(rooms) + 3):
        await at(clinic, hours * 60 + 1)
    assert posted(clinic, NoticeKind.FOLLOW_UP) == ["U0DANA"] * len(rooms)


async def test_what_was_changed_at_the_same_moment_is_put_right_as_well(clinic: Clinic) -> None:
    room = await booked(clinic)
    attend(clinic, room, CAME, CAME)
    await jumped(clinic, 30)
    slow = Outpaced(clinic.ledger)
    await SetBack(ledger=slow, clock=clinic.clock, coordinators=COORDINATORS).put_right(30 * HOUR)

    assert slow.was_outpaced
    after = await clinic.now(room)
    assert (after.told_at, after.problem) == (None, "somebody was faster")


async def test_a_session_that_is_over_stays_told(clinic: Clinic) -> None:
    room = await booked(clinic)
    attend(clinic, room, CAME, CAME)
    for minutes in (60, 121):
        await at(clinic, minutes)
    version = (await clinic.now(room)).version
    clinic.clock.at -= 30 * MINUTE
    await set_back(clinic, 30 * MINUTE)

    after = await clinic.now(room)
    assert after.told_at
    assert after.version == version


async def test_what_is_late_does_not_queue_behind_turns_of_a_time_to_come(clinic: Clinic) -> None:
    await booked(clinic)
    await ahead(clinic, 20)
    other = await clinic.book(clinic.clock.at + HOUR)
    clinic.clock.push(hours=4)
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(seconds=5)

    assert "https://" not in said(clinic, NoticeKind.LINKS)
    assert (await clinic.now(other)).told_at
