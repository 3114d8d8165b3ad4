"""A ledger that was restored from a backup, over fakes: it finds out how things stand before it speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.ledger import facts, records
from bot.models import (
    Attendance,
    NoticeKind,
    Restored,
    RoomState,
)
from tests.clinic import Clinic
from tests.fakes import NOON, THREE

FILE = NoticeKind.CALENDAR
"""Named by the room's version, which the backup would have had lower."""
FRIDAY = THREE + timedelta(days=2)


async def restored(clinic: Clinic, backed_up: datetime = NOON) -> None:
    """What the command does, as far as it is about this."""
    told = Restored(backed_up=backed_up, restored=clinic.clock.now())
    async with clinic.ledger._backend.transaction() as sql:
        await facts.note(sql, facts.RESTORED, records.restored_text(told))


async def test_a_room_that_was_cancelled_since_the_backup_reminds_nobody(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    uid = booked.video.uid
    clinic.rooms.rooms[uid] = replace(clinic.rooms.rooms[uid], attendance=Attendance(status="CANCELLED"))
    clinic.clock.push(hours=1)
    await restored(clinic)
    clinic.clock.at = THREE - timedelta(minutes=5)
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert NoticeKind.REMINDER not in {notice.kind for _, notice in clinic.notifier.posted}


async def test_a_room_that_was_moved_since_the_backup_is_told_at_its_new_time(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    uid = booked.video.uid
    clinic.rooms.rooms[uid] = replace(clinic.rooms.rooms[uid], start=FRIDAY)
    clinic.clock.push(hours=1)
    await restored(clinic)
    clinic.clock.at = THREE - timedelta(minutes=5)
    await clinic.work()
    early = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.REMINDER]
    clinic.clock.at = FRIDAY - timedelta(minutes=5)
    await clinic.work()

    assert early == []
    assert (await clinic.now(booked)).start == FRIDAY
    assert sum(each.kind is NoticeKind.REMINDER for _, each in clinic.notifier.posted) == 1


async def test_what_was_said_since_the_backup_is_found_and_not_said_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    said = [message.key for message, notice in clinic.notifier.posted if notice.kind is not FILE]
    tasks = clinic.ledger._file  # the backup knows the room as promised and created, and none of its messages
    tasks.execute("DELETE FROM messages")
    tasks.execute("UPDATE tasks SET state = 'waiting' WHERE kind = 'announce'")
    clinic.clock.push(hours=1)
    await restored(clinic)
    for _ in range(30):
        await clinic.work()
        clinic.clock.push(seconds=5)

    keys = [message.key for message, notice in clinic.notifier.posted if notice.kind is not FILE]
    assert keys == said
    assert await clinic.ledger.message(f"{booked.id}:card")


async def test_without_a_restore_nothing_is_read_back(clinic: Clinic) -> None:
    await clinic.book()
    clinic.clock.at = THREE - timedelta(minutes=5)
    await clinic.work()

    assert clinic.rooms.made("get") == 0
