"""When a clinic is told by itself how sessions went: by its own clock, once, of whole weeks and months."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.errors import NotifyRefused
from bot.models import Account, OddDuration, Presence, RoomState, TaskKind
from bot.models import Clinic as Chosen
from bot.reports import rhythm
from bot.reports.rhythm import Rhythm
from bot.times import Hour
from handlers import notices
from tests.clinic import Clinic
from tests.fakes import NOON, THREE

ZONE = "America/New_York"
EIGHT = time(8)


def held(name: Rhythm, at: time = EIGHT, zone: str = ZONE) -> rhythm.Chosen:
    return rhythm.Chosen(name, Hour(at, zone))


@pytest.mark.parametrize(
    ("name", "now", "due"),
    [
        (Rhythm.WEEKLY, datetime(2026, 12, 1, 17, tzinfo=UTC), datetime(2026, 12, 7, 13, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 12, 7, 12, 59, tzinfo=UTC), datetime(2026, 12, 7, 13, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 12, 7, 13, tzinfo=UTC), datetime(2026, 12, 14, 13, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2027, 3, 10, 12, tzinfo=UTC), datetime(2027, 3, 15, 12, tzinfo=UTC)),
        (Rhythm.MONTHLY, datetime(2026, 12, 1, 17, tzinfo=UTC), datetime(2027, 1, 1, 13, tzinfo=UTC)),
        (Rhythm.MONTHLY, datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 13, tzinfo=UTC)),
        (Rhythm.MONTHLY, datetime(2026, 10, 20, 12, tzinfo=UTC), datetime(2026, 11, 1, 13, tzinfo=UTC)),
    ],
)
def test_it_is_due_by_the_clinics_clock_across_clock_changes(
    name: Rhythm, now: datetime, due: datetime
) -> None:
    assert rhythm.promise(held(name), now).due == due


@pytest.mark.parametrize(
    ("name", "now", "days"),
    [
        (Rhythm.WEEKLY, datetime(2026, 12, 7, 13, tzinfo=UTC), "2026-11-30 2026-12-06"),
        (Rhythm.WEEKLY, datetime(2026, 12, 7, 4, tzinfo=UTC), "2026-11-23 2026-11-29"),
        (Rhythm.WEEKLY, datetime(2026, 12, 13, 13, tzinfo=UTC), "2026-11-30 2026-12-06"),
        (Rhythm.MONTHLY, datetime(2027, 1, 1, 13, tzinfo=UTC), "2026-12-01 2026-12-31"),
        (Rhythm.MONTHLY, datetime(2027, 3, 1, 13, tzinfo=UTC), "2027-02-01 2027-02-28"),
    ],
)
def test_it_tells_the_last_whole_week_or_month(name: Rhythm, now: datetime, days: str) -> None:
    assert " ".join(map(str, held(name).days(now))) == days


def test_nothing_is_promised_that_nobody_chose_or_that_has_no_clock() -> None:
    assert rhythm.promises(Chosen(time_zone=ZONE), NOON) == ()
    assert rhythm.promises(Chosen(weekly_at=EIGHT, monthly_at=EIGHT), NOON) == ()
    both = rhythm.promises(Chosen(weekly_at=EIGHT, monthly_at=EIGHT, time_zone=ZONE), NOON)
    assert [task.details["rhythm"] for task in both] == ["weekly", "monthly"]


def told(clinic: Clinic) -> list[tuple[str, Account]]:
    return [(message.channel, each) for message, each in clinic.notifier.told if isinstance(each, Account)]


async def test_each_week_is_told_once_to_the_channel_and_the_next_is_promised(clinic: Clinic) -> None:
    await clinic.book()
    await clinic.choosing.for_all("U0CASEY", weekly_at=EIGHT)
    for _ in range(3):
        clinic.clock.push(days=7)
        clinic.restart()
        await clinic.work()

    ((channel, account),) = told(clinic)
    assert (channel, account.to) == ("C0TEAM", None)
    assert (str(account.counted.first), str(account.counted.last)) == ("2026-11-30", "2026-12-06")
    waiting = await clinic.ledger.claim(now=NOON + timedelta(days=90), limit=99)
    assert [str(task.due.date()) for task in waiting if task.kind is TaskKind.REPORT] == ["2026-12-28"]


async def test_the_month_is_told_to_each_coordinator_with_everybodys_figures(clinic: Clinic) -> None:
    await clinic.book()
    await clinic.choosing.for_all("U0CASEY", monthly_at=EIGHT)
    clinic.clock.at = datetime(2027, 1, 1, 14, tzinfo=UTC)
    await clinic.work()

    ((channel, account),) = told(clinic)
    assert (channel, account.to) == ("U0CASEY", "U0CASEY")
    assert [each.provider for each in account.counted.sums.tallies] == ["U0DANA"]


async def test_another_hour_takes_the_place_of_the_one_before(clinic: Clinic) -> None:
    await clinic.book()
    await clinic.choosing.for_all("U0CASEY", weekly_at=EIGHT)
    await clinic.choosing.for_all("U0CASEY", weekly_at=time(9))
    clinic.clock.at = datetime(2026, 12, 7, 13, 30, tzinfo=UTC)
    await clinic.work()
    early = len(told(clinic))
    clinic.clock.push(hours=1)
    await clinic.work()
    await clinic.choosing.for_all("U0CASEY", weekly_at=None)
    clinic.clock.push(days=7)
    await clinic.book(THREE + timedelta(days=14))
    clinic.clock.push(days=7)
    await clinic.work()

    assert (early, len(told(clinic))) == (0, 1)


async def test_weeks_without_sessions_and_closed_channels_are_passed_over(clinic: Clinic) -> None:
    await clinic.choosing.for_all("U0CASEY", weekly_at=EIGHT)
    clinic.clock.push(days=7)
    await clinic.work()
    booked = await clinic.book(THREE + timedelta(days=7))
    clinic.notifier.trouble["tell"] = [NotifyRefused("is_archived")]
    clinic.clock.push(days=7)
    await clinic.work()

    assert told(clinic) == []
    assert (await clinic.now(booked)).state is RoomState.SCHEDULED


async def test_a_duration_that_cannot_be_minutes_is_told_to_coordinators_once_a_month(clinic: Clinic) -> None:
    for number in range(2):
        booked = await clinic.book(THREE + timedelta(hours=2 * number))
        assert booked.video
        both = Presence(attended=True, duration=2800)
        clinic.rooms.attend(booked.video.uid, provider=both, patient=both)
    clinic.clock.at = THREE + timedelta(hours=6)
    await clinic.work()

    odd = [each for _, each in clinic.notifier.told if isinstance(each, OddDuration)]
    assert [(each.to, each.duration) for each in odd] == [("U0CASEY", 2800)]
    assert "cannot be minutes" in notices.told_of(odd[0], NOON).text


async def test_of_two_replicas_one_tells_the_week_and_the_month(clinic: Clinic) -> None:
    await clinic.book(datetime(2026, 12, 30, 20, tzinfo=UTC))
    await clinic.choosing.for_all("U0CASEY", weekly_at=EIGHT, monthly_at=EIGHT)
    both = {"clock": clinic.clock, "rooms": clinic.rooms, "notifier": clinic.notifier}
    other = Clinic(ledger=clinic.ledger, **both)  # type: ignore[arg-type]
    clinic.clock.at = datetime(2027, 1, 4, 14, tzinfo=UTC)
    await asyncio.gather(clinic.work(), other.work(), clinic.work(), other.work())

    assert sorted(channel for channel, _ in told(clinic)) == ["C0TEAM", "U0CASEY"]
