"""The calendar file of a booking through the official SDK: it arrives once, and is found by its name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from icalendar import Calendar

from bot.errors import NotifyError
from bot.models import Message, Notice, NoticeKind, Provider, RoomState, VideoRoom
from handlers.notifier import SlackNotifier
from handlers.slack import Replies
from sandbox.slack.people import DANA
from tests.fakes import NOON, THREE, FakeClock, request, room
from tests.integration.slack_stage import Stage, stage

VIDEO = VideoRoom(
    uid="uid00001",
    start=THREE,
    zone="America/New_York",
    patient_link="https://video.example.com/1?type=patient",
    provider_link="https://video.example.com/1?type=provider",
)
ROOM = room(
    state=RoomState.SCHEDULED,
    video=VIDEO,
    version=3,
    request=request(provider=Provider(id=DANA.id, name="Dana Reyes"), requester=DANA.id),
)
BOOKED = Notice(kind=NoticeKind.BOOKED, room=ROOM)
FILE = Notice(kind=NoticeKind.CALENDAR, room=ROOM, details={"version": "3"})


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


@pytest.fixture
async def notifier(clinic: Stage) -> AsyncIterator[SlackNotifier]:
    async with ClientSession() as session:
        yield SlackNotifier(client=clinic.client, replies=Replies(session), clock=FakeClock())


async def above(notifier: SlackNotifier) -> Message:
    """The booking's message, and the one of the file under it, not sent yet."""
    to_dana = Message(key=BOOKED.key, room_id=ROOM.id, channel=DANA.id, tried_at=NOON)
    booked = await notifier.post(BOOKED, to_dana)
    return replace(booked, key=FILE.key, thread_ts=booked.ts, ts=None)


async def test_the_file_stands_under_the_booking_and_opens_as_a_calendar(
    clinic: Stage, notifier: SlackNotifier
) -> None:
    sent = await notifier.upload(FILE, await above(notifier))
    told = await clinic.dana.sees("For your calendar", where="dm")
    (file,) = told.files
    (event,) = Calendar.from_ical(file.text).walk("VEVENT")

    assert sent.ts
    assert file.name.startswith("session-2026-12-02-1500-")
    assert file.name.endswith(".ics")
    assert event["SEQUENCE"] == 3
    assert clinic.slack.violations == []


async def test_a_file_that_arrived_is_found_by_its_name_and_another_one_is_not(
    clinic: Stage, notifier: SlackNotifier
) -> None:
    message = await above(notifier)
    before = await notifier.find(message)
    await notifier.upload(FILE, message)
    found = await notifier.find(message)
    other = replace(FILE, details={"version": "4"})

    assert before is None
    assert found is not None
    assert found.ts == clinic.dana.dms()[-1].ts
    assert await notifier.find(replace(message, key=other.key)) is None


async def test_a_file_that_slack_does_not_share_may_be_tried_again(
    clinic: Stage, notifier: SlackNotifier
) -> None:
    message = replace(await above(notifier), channel="D0NOWHERE")
    with pytest.raises(NotifyError):
        await notifier.upload(FILE, message)

    assert [each.files for each in clinic.dana.dms() if each.files] == []
