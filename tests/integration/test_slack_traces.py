"""Our own messages found again in Slack through the official SDK: in a channel, a DM, and a thread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.models import LostCards, Message, Notice, NoticeKind, Provider, Restored, RoomState
from handlers.notifier import SlackNotifier
from handlers.slack import Replies
from sandbox.slack.people import DANA, TEAM_CHANNEL
from tests.fakes import NOON, FakeClock, request, room
from tests.integration.slack_stage import Stage, stage

ROOM = room(
    state=RoomState.CANCELLED,
    request=request(
        provider=Provider(id=DANA.id, name="Dana Reyes"), requester=DANA.id, channel=TEAM_CHANNEL
    ),
)
CARD, LINKS, BOOKED = (
    Notice(kind=kind, room=ROOM) for kind in (NoticeKind.CARD, NoticeKind.LINKS, NoticeKind.BOOKED)
)
SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


@pytest.fixture
async def notifier(clinic: Stage) -> AsyncIterator[SlackNotifier]:
    async with ClientSession() as session:
        yield SlackNotifier(client=clinic.client, replies=Replies(session), clock=FakeClock())


async def said(notifier: SlackNotifier, notice: Notice, channel: str, thread: str | None = None) -> Message:
    return await notifier.post(
        notice, Message(key=notice.key, room_id=ROOM.id, channel=channel, thread_ts=thread)
    )


async def test_ours_are_found_where_they_were_said(notifier: SlackNotifier) -> None:
    card = await said(notifier, CARD, TEAM_CHANNEL)
    links = await said(notifier, LINKS, TEAM_CHANNEL, card.ts)
    booked = await said(notifier, BOOKED, DANA.id)

    assert await notifier.ours(TEAM_CHANNEL, SINCE) == [card]
    assert await notifier.ours(DANA.id, SINCE) == [booked]
    assert links in await notifier.ours(TEAM_CHANNEL, SINCE, card.ts)


async def test_threads_are_those_below_what_is_not_ours(clinic: Stage, notifier: SlackNotifier) -> None:
    card = await said(notifier, CARD, TEAM_CHANNEL)
    await said(notifier, LINKS, TEAM_CHANNEL, card.ts)
    asked, _unanswered = [
        (await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text=words))["ts"]
        for words in ("a?", "b?")
    ]
    await said(notifier, BOOKED, TEAM_CHANNEL, asked)

    assert await notifier.threads(TEAM_CHANNEL, SINCE) == [asked]


async def test_that_a_ledger_was_restored_and_what_it_lacks_is_said_with_the_way_there(
    clinic: Stage, notifier: SlackNotifier
) -> None:
    card = await said(notifier, CARD, TEAM_CHANNEL)
    between = Restored(backed_up=SINCE, restored=NOON)
    for key, cards in {"first": (), "then": (card,)}.items():
        lost = LostCards(to=DANA.id, cards=cards, restored=between)
        await notifier.tell(lost, Message(key=key, room_id="clinic", channel=DANA.id))

    first, then = clinic.dana.dms()[-2:]
    assert "My records were restored at" in first.text
    assert "I do not know 1 room" in then.text
    assert "|card>" in str(then.raw)


async def test_in_a_thread_that_was_deleted_nothing_stands(notifier: SlackNotifier) -> None:
    card = await said(notifier, CARD, TEAM_CHANNEL)
    gone = replace(card, key=LINKS.key, thread_ts="1.000000", ts=None, tried_at=NOON)

    assert await notifier.find(gone) is None
    assert await notifier.ours(TEAM_CHANNEL, SINCE, "1.000000") == []
