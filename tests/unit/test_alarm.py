"""The alarm clock over fakes, with a quick tick: whatever a clock does, what is due is noticed within one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import RoomsUnavailable
from bot.models import NoticeKind, RoomState
from bot.scheduler import Alarm
from bot.tasks.set_back import SetBack
from tests.clinic import Clinic
from tests.fakes import NOON, THREE
from tests.room_life import said

TICK = timedelta(milliseconds=50)


class Wall:
    """The machine's clock, which somebody sets."""

    def __init__(self) -> None:
        self.off_by = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.off_by


@asynccontextmanager
async def running(
    clinic: Clinic, wall: Wall, tick: timedelta = TICK, set_back: SetBack | None = None
) -> AsyncIterator[None]:
    shared = {"ledger": clinic.ledger, "clock": clinic.clock}
    alarm = Alarm(
        worker=clinic.worker,
        set_back=set_back or SetBack(coordinators=clinic.coordinators, **shared),  # type: ignore[arg-type]
        **shared,  # type: ignore[arg-type]
        tick=tick,
        wall=wall,
    )
    working = asyncio.create_task(clinic.worker.run())
    alarm.start()
    try:
        yield
    finally:
        await alarm.stop()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def until(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not look():  # noqa: ASYNC110  what arrives at a fake makes no event
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("before", [timedelta(), timedelta(hours=-1), timedelta(days=-3)])
async def test_what_is_due_is_done_though_the_clock_was_set_back_before(
    clinic: Clinic, before: timedelta
) -> None:
    await clinic.book()
    async with running(clinic, Wall()):
        clinic.clock.at = NOON + before
        await asyncio.sleep(TICK.total_seconds() * 2)
        early = len(clinic.notifier.posted)
        clinic.clock.at = THREE - timedelta(minutes=5)
        await until(lambda: len(clinic.notifier.posted) > early)


async def test_a_clock_that_is_set_is_noticed_within_a_tick(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    wall = Wall()
    async with running(clinic, wall):
        await asyncio.sleep(TICK.total_seconds() / 2)
        for step in (timedelta(hours=1), timedelta(hours=-2)):
            wall.off_by += step
            await until(lambda step=step: f"set by {step.total_seconds():+.0f} s" in caplog.text)  # type: ignore[misc]


async def test_what_is_due_soon_does_not_wait_for_the_tick(clinic: Clinic) -> None:
    await clinic.book()
    said, opens = len(clinic.notifier.posted), THREE - timedelta(minutes=5)
    clinic.clock.at = opens - timedelta(seconds=0.2)
    async with running(clinic, Wall(), tick=timedelta(seconds=30)):
        await asyncio.sleep(0.1)
        clinic.clock.at = opens
        await until(lambda: len(clinic.notifier.posted) > said)


async def test_who_waits_does_not_wait_for_as_long_as_the_clock_was_set_back(clinic: Clinic) -> None:
    wall = Wall()
    clinic.rooms.trouble["create"] = [RoomsUnavailable("503")]
    booked = await clinic.book()
    assert booked.state is RoomState.CREATING
    async with running(clinic, wall):
        await asyncio.sleep(TICK.total_seconds() / 2)
        clinic.clock.at -= timedelta(hours=1)
        wall.off_by -= timedelta(hours=1)
        await until(lambda: clinic.rooms.made("create") == 2)


async def test_what_a_clock_brought_too_early_is_put_right_within_a_tick(
    clinic: Clinic,
) -> None:
    await clinic.book()
    wall, ahead = Wall(), timedelta(hours=28.1)
    async with running(clinic, wall):
        await asyncio.sleep(TICK.total_seconds() / 2)
        for step in (ahead, -ahead):
            edits = len(clinic.notifier.edits)
            clinic.clock.at += step
            wall.off_by += step
            await until(lambda edits=edits: len(clinic.notifier.edits) > edits)  # type: ignore[misc]
        await until(lambda: "https://" in said(clinic, NoticeKind.LINKS))


class Broken(SetBack):
    """It fails in a way that nobody foresaw."""

    async def put_right(self, by: timedelta) -> None:
        raise KeyError(by)


async def test_whatever_goes_wrong_in_putting_right_the_alarm_ticks_on(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    wall = Wall()
    broken = Broken(ledger=clinic.ledger, clock=clinic.clock, coordinators=clinic.coordinators)
    async with running(clinic, wall, set_back=broken):
        await asyncio.sleep(TICK.total_seconds() / 2)
        for _ in range(2):
            wall.off_by -= timedelta(hours=1)
            before = caplog.text.count("not put right")
            await until(lambda before=before: caplog.text.count("not put right") > before)  # type: ignore[misc]
