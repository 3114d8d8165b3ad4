"""Messages that are posted later, and messages that go away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from sandbox.slack.people import ARCHIVED_CHANNEL, DANA, TEAM_CHANNEL
from tests.integration.slack_granted import granted, refusal
from tests.integration.slack_stage import Stage, section


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with granted() as clinic:
        yield clinic


def after(clinic: Stage, **span: float) -> int:
    return int((clinic.clock.now() + timedelta(**span)).timestamp())


async def schedule(clinic: Stage, at: int, **arguments: object) -> str:
    given = {"channel": TEAM_CHANNEL, "text": "later", "post_at": at, **arguments}
    return str((await clinic.client.api_call("chat.scheduleMessage", json=given))["scheduled_message_id"])


async def nothing_waits(clinic: Stage) -> None:
    """Wait until every message was posted or dropped, which happens at the moment it waits no more."""
    async with asyncio.timeout(10):
        while (await clinic.client.chat_scheduledMessages_list())["scheduled_messages"]:
            clinic.clock.push(timedelta(seconds=5))  # so that it may be asked for again


async def test_a_message_is_posted_when_its_time_has_come(clinic: Stage) -> None:
    at = after(clinic, hours=1)
    scheduled = await schedule(clinic, at, blocks=[section("*Later*")])
    (told,) = (await clinic.client.chat_scheduledMessages_list())["scheduled_messages"]
    assert (told["id"], told["post_at"], told["text"]) == (scheduled, at, "later")
    assert clinic.dana.messages() == []
    await schedule(clinic, after(clinic, minutes=58), text="earlier")
    clinic.clock.push(timedelta(minutes=59))
    await clinic.dana.sees("earlier")  # so everything that was due by then had its turn
    assert [each.text for each in clinic.dana.messages()] == ["earlier"]
    clinic.clock.push(timedelta(minutes=2))
    assert float((await clinic.dana.sees("Later", where="team-telehealth")).ts) >= at
    assert (await clinic.client.chat_scheduledMessages_list())["scheduled_messages"] == []
    gone = clinic.client.chat_deleteScheduledMessage(channel=TEAM_CHANNEL, scheduled_message_id=scheduled)
    assert await refusal(gone) == "invalid_scheduled_message_id"


async def test_a_message_can_be_taken_back_before_its_time(clinic: Stage) -> None:
    kept, dropped = (
        await schedule(clinic, after(clinic, hours=2)),
        await schedule(clinic, after(clinic, hours=1)),
    )
    elsewhere = clinic.client.chat_deleteScheduledMessage(channel="C0HARBOR", scheduled_message_id=dropped)
    assert await refusal(elsewhere) == "invalid_scheduled_message_id"
    await clinic.client.chat_deleteScheduledMessage(channel=TEAM_CHANNEL, scheduled_message_id=dropped)
    left = await clinic.client.chat_scheduledMessages_list(channel=TEAM_CHANNEL)
    assert [each["id"] for each in left["scheduled_messages"]] == [kept]
    clinic.clock.push(timedelta(hours=3))
    await clinic.dana.sees("later")
    assert len(clinic.dana.messages()) == 1


async def test_times_and_places_are_checked_at_once(clinic: Stage) -> None:
    assert await refusal(schedule(clinic, after(clinic, minutes=-1))) == "time_in_past"
    assert await refusal(schedule(clinic, after(clinic, days=121))) == "time_too_far"
    hour = after(clinic, hours=1)
    assert await refusal(schedule(clinic, hour, post_at="soon")) == "invalid_time"
    assert await refusal(schedule(clinic, hour, channel="C0RANDOM")) == "not_in_channel"
    assert await refusal(schedule(clinic, hour, channel=ARCHIVED_CHANNEL)) == "is_archived"
    assert await refusal(schedule(clinic, hour, text="")) == "no_text"
    for _ in range(30):
        await schedule(clinic, hour)
    assert await refusal(schedule(clinic, hour + 60)) == "restricted_too_many"
    assert await schedule(clinic, hour + 600)


async def test_what_can_no_longer_be_posted_is_dropped(clinic: Stage) -> None:
    await schedule(clinic, after(clinic, hours=1))
    clinic.slack.admin.archive("team-telehealth")
    clinic.clock.push(timedelta(hours=2))
    await nothing_waits(clinic)
    assert clinic.dana.messages() == []


async def test_a_bot_deletes_its_own_messages_only(clinic: Stage) -> None:
    posted = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="mine")
    await clinic.dana.types("hers")
    hers = await clinic.dana.sees("hers")
    await clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=posted["ts"])
    assert [each.text for each in clinic.dana.messages()] == ["hers"]
    again = clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=posted["ts"])
    assert await refusal(again) == "message_not_found"
    assert await refusal(clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=hers.ts)) == "cant_delete_message"
    assert await refusal(clinic.client.chat_delete(channel="C0NOWHERE", ts="1.2")) == "channel_not_found"
    dm = await clinic.client.chat_postMessage(channel=DANA.id, text="for you")
    await clinic.client.chat_delete(channel=dm["channel"], ts=dm["ts"])
    assert clinic.dana.dms() == []


async def test_a_parent_leaves_a_tombstone_until_its_last_reply_is_gone(clinic: Stage) -> None:
    card = (await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="card"))["ts"]
    reply = (await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="reply", thread_ts=card))["ts"]
    await clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=card)
    (parent, left) = (await clinic.client.conversations_replies(channel=TEAM_CHANNEL, ts=card))["messages"]
    assert (parent["subtype"], parent["text"], left["text"]) == (
        "tombstone",
        "This message was deleted.",
        "reply",
    )
    edit = clinic.client.chat_update(channel=TEAM_CHANNEL, ts=card, text="back")
    assert await refusal(edit) == "message_not_found"
    await clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=reply)
    assert (await clinic.client.conversations_history(channel=TEAM_CHANNEL))["messages"] == []
