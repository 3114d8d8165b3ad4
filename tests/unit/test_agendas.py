"""The daily agenda over fakes: when it is told, to whom, and when it is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.errors import ChannelClosed, NotAllowed, NotifyError
from bot.ledger import SqliteLedger
from bot.models import ConcernKind, Entry, Patient, Person, Provider, RoomQuery, RoomState
from bot.times import Hour
from tests.clinic import Clinic
from tests.fakes import NOON, request, room

HALF_PAST_SEVEN = time(7, 30)
NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"


@pytest.fixture
async def clinic() -> AsyncIterator[Clinic]:
    ledger = SqliteLedger(":memory:")
    opened = Clinic(ledger=ledger)
    await ledger.save_person(Person(id="U0DANA", name="Dana", time_zone=NEW_YORK), NOON)
    await ledger.save_person(Person(id="U0LEE", name="Lee", time_zone=LOS_ANGELES), NOON)
    yield opened
    await ledger.close()


async def session(clinic: Clinic, start: datetime, **changes: object) -> None:
    count = len(await clinic.ledger.rooms(RoomQuery()))
    made = room(id=f"{count:032}", start=start, state=RoomState.SCHEDULED, **changes)
    await clinic.ledger.write(Entry(room=made))


async def at(clinic: Clinic, moment: datetime) -> None:
    clinic.clock.at = moment
    await clinic.work()


def new_york(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return Hour(time(hour, minute), NEW_YORK).of(date(2026, month, day))


async def test_an_agenda_comes_each_day_at_the_hour_that_was_chosen(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    for day in (2, 3):
        await session(clinic, new_york(day, 15))
    await at(clinic, new_york(2, 7, 29))
    assert clinic.notifier.agendas == []
    for day in (2, 3):
        await at(clinic, new_york(day, 7, 30))

    first, second = clinic.notifier.agendas
    assert (first[0].channel, first[1].day, len(first[1].rooms)) == ("U0DANA", date(2026, 12, 2), 1)
    assert second[1].day == date(2026, 12, 3)
    assert "U0DANA" not in first[0].key, "every app can read it"


async def test_a_quiet_day_is_not_told_and_the_next_one_is(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await session(clinic, new_york(5, 10))  # a Saturday
    await session(
        clinic, new_york(4, 10), request=request(requester="U0LEE", provider=Provider(id="U0LEE", name="Lee"))
    )
    for day in (2, 3, 4, 5, 6):
        await at(clinic, new_york(day, 7, 30))

    assert [agenda.day for _, agenda in clinic.notifier.agendas] == [date(2026, 12, 5)]


async def test_after_a_downtime_only_todays_is_told_and_only_while_it_is_of_use(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    for day in (2, 3, 4):
        await session(clinic, new_york(day, 15))
    await at(clinic, new_york(3, 11))
    assert [agenda.day for _, agenda in clinic.notifier.agendas] == [date(2026, 12, 3)]

    clinic.restart()
    await at(clinic, new_york(4, 17))
    assert len(clinic.notifier.agendas) == 1, "the day's last session is over"


async def test_what_slack_did_not_take_today_is_not_told_tomorrow_night(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await session(clinic, new_york(2, 15))
    await session(clinic, new_york(3, 15))
    clinic.notifier.trouble["tell"] = [NotifyError("down")]
    await at(clinic, new_york(2, 7, 30))
    await at(clinic, new_york(3, 0, 5))
    assert clinic.notifier.agendas == []
    await at(clinic, new_york(3, 7, 30))
    assert [agenda.day for _, agenda in clinic.notifier.agendas] == [date(2026, 12, 3)]


async def test_a_crash_after_the_post_posts_nothing_twice(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await session(clinic, new_york(2, 15))
    clinic.notifier.is_acting_despite_trouble = True
    clinic.notifier.trouble["tell"] = [NotifyError("no answer")]
    await at(clinic, new_york(2, 7, 30))
    await at(clinic, new_york(2, 7, 45))

    assert len(clinic.notifier.agendas) == 1


async def test_another_hour_takes_the_place_of_the_one_before(clinic: Clinic) -> None:
    await session(clinic, new_york(2, 15))
    await session(clinic, new_york(3, 15))
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await clinic.choosing.for_oneself("U0DANA", agenda_at=time(9))
    await at(clinic, new_york(2, 7, 30))
    assert clinic.notifier.agendas == []
    await at(clinic, new_york(2, 9))
    assert len(clinic.notifier.agendas) == 1

    await clinic.choosing.for_oneself("U0DANA", agenda_at=None)
    await at(clinic, new_york(3, 9))
    await clinic.choosing.for_oneself("U0DANA", agenda_at=time(9))
    await at(clinic, new_york(4, 9))
    assert len(clinic.notifier.agendas) == 1, "switched off, and the next day is quiet"


async def test_the_hour_follows_a_person_into_another_zone(clinic: Clinic) -> None:
    await session(clinic, new_york(2, 15))
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await clinic.ledger.save_person(Person(id="U0DANA", name="Dana", time_zone=LOS_ANGELES), NOON)
    await at(clinic, new_york(2, 7, 30))
    assert clinic.notifier.agendas == [], "it is half past four where they are now"
    await at(clinic, new_york(2, 10, 30))
    assert [agenda.zone for _, agenda in clinic.notifier.agendas] == [LOS_ANGELES]


async def test_the_zone_that_somebody_chose_goes_over_their_profiles(clinic: Clinic) -> None:
    await session(clinic, new_york(2, 15))
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN, zone="America/Chicago")
    await at(clinic, new_york(2, 8, 30))

    assert [agenda.zone for _, agenda in clinic.notifier.agendas] == ["America/Chicago"]


async def test_the_hour_stays_when_the_clocks_change(clinic: Clinic) -> None:
    clinic.clock.at = datetime(2027, 3, 13, 20, tzinfo=UTC)
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await session(clinic, datetime(2027, 3, 14, 20, tzinfo=UTC))
    await at(clinic, datetime(2027, 3, 14, 11, 29, tzinfo=UTC))
    assert clinic.notifier.agendas == []
    await at(clinic, datetime(2027, 3, 14, 11, 30, tzinfo=UTC))
    assert len(clinic.notifier.agendas) == 1


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2027, 3, 14), datetime(2027, 3, 14, 7, 0, tzinfo=UTC)),  # 2:30 is skipped: 3:00 EDT
        (date(2027, 3, 15), datetime(2027, 3, 15, 6, 30, tzinfo=UTC)),
        (date(2026, 11, 1), datetime(2026, 11, 1, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_skipped_hour_becomes_the_next_minute_there_is(day: date, instant: datetime) -> None:
    assert Hour(time(2, 30), NEW_YORK).of(day) == instant


def test_an_hour_that_comes_twice_is_the_first_one() -> None:
    assert Hour(time(1, 30), NEW_YORK).of(date(2026, 11, 1)) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


async def test_the_channel_is_told_of_everybodys_sessions_by_the_clinics_clock(clinic: Clinic) -> None:
    await clinic.choosing.for_all("U0CASEY", agenda_at=HALF_PAST_SEVEN, channel="C0OTHER")
    await session(clinic, new_york(2, 15))
    await at(clinic, new_york(2, 7, 30))

    ((message, agenda),) = clinic.notifier.agendas
    assert (message.channel, agenda.to, agenda.zone) == ("C0OTHER", None, NEW_YORK)


async def test_a_closed_channel_ends_nothing(clinic: Clinic) -> None:
    await clinic.choosing.for_all("U0CASEY", agenda_at=HALF_PAST_SEVEN)
    await session(clinic, new_york(2, 15))
    await session(clinic, new_york(3, 15))
    clinic.notifier.trouble["tell"] = [ChannelClosed("is_archived")]
    await at(clinic, new_york(2, 7, 30))
    await at(clinic, new_york(3, 7, 30))

    assert [agenda.day for _, agenda in clinic.notifier.agendas] == [date(2026, 12, 3)]


async def test_coordinators_hear_of_everybodys_sessions_and_others_of_their_own(clinic: Clinic) -> None:
    for who in ("U0CASEY", "U0LEE"):
        await clinic.choosing.for_oneself(who, agenda_at=HALF_PAST_SEVEN, zone=NEW_YORK)
    await session(clinic, new_york(2, 15))
    await at(clinic, new_york(2, 7, 30))

    assert [message.channel for message, _ in clinic.notifier.agendas] == ["U0CASEY"]


async def test_an_agenda_says_what_needs_somebody(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await session(clinic, new_york(2, 15), request=request(patient=Patient()))
    await session(clinic, new_york(2, 15, 30))
    await at(clinic, new_york(2, 7, 30))

    ((_, agenda),) = clinic.notifier.agendas
    assert [each.kind for each in agenda.concerns] == [ConcernKind.UNREACHABLE, ConcernKind.CONFLICT]


async def test_only_coordinators_choose_for_the_clinic(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        await clinic.choosing.for_all("U0DANA", channel="C0DANA")

    assert (await clinic.preferences.clinic()).channel == "C0TEAM"
    assert await clinic.ledger.next_due() is None


async def test_a_choice_and_its_promise_are_written_together(clinic: Clinic) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)

    assert await clinic.ledger.next_due() == NOON.replace(hour=12, minute=30) + timedelta(days=1)


async def test_a_room_that_somebody_has_to_decide_on_is_told_them_on_a_quiet_day_but_not_the_channel(
    clinic: Clinic,
) -> None:
    await clinic.choosing.for_oneself("U0DANA", agenda_at=HALF_PAST_SEVEN)
    await clinic.choosing.for_all("U0CASEY", agenda_at=HALF_PAST_SEVEN)
    undecided = room(start=new_york(3, 15), state=RoomState.UNKNOWN)
    await clinic.ledger.write(Entry(room=undecided))
    await at(clinic, new_york(2, 7, 30))

    assert [message.channel for message, _ in clinic.notifier.agendas] == ["U0DANA"]
    await at(clinic, new_york(4, 7, 30))
    assert len(clinic.notifier.agendas) == 1, "its time has passed"
