"""Who and what there is, in lists that come in pages; joining and leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.slack.people import (
    ARCHIVED_CHANNEL,
    BOT,
    BOT_USER,
    CASEY,
    DANA,
    KIM,
    PEOPLE,
    ROBIN,
    TEAM,
    TEAM_CHANNEL,
    channels,
)
from tests.integration.slack_granted import EVERY_SCOPE, granted, refusal
from tests.integration.slack_stage import Stage

PUBLIC = {each.id for each in channels() if not each.is_private}
THE_BOTS = {each.name for each in channels() if BOT_USER in each.members}
CASEYS = {each.name for each in channels() if CASEY.id in each.members and not each.is_private}


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with granted() as clinic:
        yield clinic


async def test_everybody_is_listed_in_one_piece_or_in_pages(clinic: Stage) -> None:
    whole = await clinic.client.users_list()
    ids = [each["id"] for each in whole["members"]]
    assert {DANA.id, ROBIN.id, KIM.id, BOT_USER} <= {*ids}
    assert whole["response_metadata"]["next_cursor"] == ""
    pages = [page["members"] async for page in await clinic.client.users_list(limit=4)]
    assert [len(page) for page in pages][:-1] == [4] * (len(ids) // 4)
    assert len(ids) == len(PEOPLE) + 2, "the bot and Slackbot are listed, too"
    assert [each["id"] for page in pages for each in page] == ids
    assert await refusal(clinic.client.users_list(limit=4, cursor="nonsense")) == "invalid_cursor"


async def test_a_cursor_holds_when_somebody_comes_between_two_pages(clinic: Stage) -> None:
    stamps = [
        (await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text=f"m{n}"))["ts"] for n in range(4)
    ]
    first = await clinic.client.conversations_history(channel=TEAM_CHANNEL, limit=2)
    await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="between")
    await clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=stamps[1])
    cursor = first["response_metadata"]["next_cursor"]
    second = await clinic.client.conversations_history(channel=TEAM_CHANNEL, limit=2, cursor=cursor)
    assert [each["text"] for each in second["messages"]] == ["m0"]


async def test_people_are_found_by_their_address(clinic: Stage) -> None:
    find = clinic.client.users_lookupByEmail
    assert (await find(email="Dana@Example.com"))["user"]["id"] == DANA.id
    assert await refusal(find(email="nobody@example.com")) == "users_not_found"
    assert await refusal(find(email="robin@example.com")) == "users_not_found"


async def test_channels_are_listed_by_type(clinic: Stage) -> None:
    async def ids(**arguments: str | bool) -> set[str]:
        answer = await clinic.client.api_call("conversations.list", http_verb="GET", params=arguments)
        return {each["id"] for each in answer["channels"]}

    assert await ids() == PUBLIC
    assert await ids(exclude_archived="1") == PUBLIC - {ARCHIVED_CHANNEL}
    assert await ids(types="private_channel") == set()
    clinic.slack.admin.add_bot("front-desk")
    assert await ids(types="private_channel") == {"C0FRONTDESK"}
    dm = (await clinic.client.conversations_open(users=DANA.id))["channel"]["id"]
    assert await ids(types="im, mpim") == {dm}
    assert await refusal(clinic.client.conversations_list(types="rooms")) == "invalid_types"
    assert await refusal(clinic.client.conversations_list(limit=1001)) == "invalid_limit"


async def test_somebodys_channels_are_those_that_the_bot_may_know_of(clinic: Stage) -> None:
    async def names(**arguments: str) -> set[str]:
        answer = await clinic.client.users_conversations(**arguments)  # type: ignore[arg-type]
        return {each["name"] for each in answer["channels"]}

    assert await names() == THE_BOTS
    both = "public_channel,private_channel"
    assert await names(user=CASEY.id, types=both) == CASEYS
    assert await refusal(clinic.client.users_conversations(user="U0NOBODY")) == "user_not_found"


async def test_members_come_in_pages(clinic: Stage) -> None:
    pages = [
        page["members"]
        async for page in await clinic.client.conversations_members(channel=TEAM_CHANNEL, limit=4)
    ]
    members = {each for page in pages for each in page}
    assert members == next(each.members for each in channels() if each.id == TEAM_CHANNEL)
    assert [len(page) for page in pages][:-1] == [4] * (len(pages) - 1)
    assert await refusal(clinic.client.conversations_members(channel="C0FRONTDESK")) == "channel_not_found"
    info = await clinic.client.conversations_info(channel=TEAM_CHANNEL, include_num_members=True)
    assert info["channel"]["num_members"] == len(members)


async def test_the_bot_joins_leaves_and_marks(clinic: Stage) -> None:
    client = clinic.client
    assert (await client.conversations_join(channel="C0RANDOM"))["channel"]["is_member"]
    assert (await client.conversations_join(channel="C0RANDOM"))["warning"] == "already_in_channel"
    assert (await client.conversations_mark(channel="C0RANDOM", ts="1.2"))["ok"]
    assert await refusal(client.conversations_mark(channel="C0RANDOM", ts="now")) == "invalid_timestamp"
    assert (await client.conversations_leave(channel="C0RANDOM"))["ok"]
    assert (await client.conversations_leave(channel="C0RANDOM"))["not_in_channel"]
    assert await refusal(client.conversations_mark(channel="C0RANDOM", ts="1.2")) == "not_in_channel"
    assert await refusal(client.conversations_join(channel=ARCHIVED_CHANNEL)) == "is_archived"
    assert await refusal(client.conversations_join(channel="C0FRONTDESK")) == "channel_not_found"


async def test_the_app_finds_itself_and_its_workspace(clinic: Stage) -> None:
    assert (await clinic.client.bots_info(bot=BOT))["bot"]["user_id"] == BOT_USER
    assert await refusal(clinic.client.bots_info(bot="B0NOBODY")) == "bot_not_found"
    assert (await clinic.client.team_info())["team"]["id"] == TEAM
    assert await refusal(clinic.client.team_info(team="T0OTHER")) == "team_not_found"


async def test_a_list_needs_the_scope_of_each_type() -> None:
    async with granted(EVERY_SCOPE - {"groups:read", "users:read.email"}) as clinic:
        assert (await clinic.client.conversations_list(types="public_channel,im"))["ok"]
        both = "public_channel,private_channel"
        assert await refusal(clinic.client.conversations_list(types=both)) == "missing_scope"
        assert await refusal(clinic.client.users_lookupByEmail(email="x@example.com")) == "missing_scope"
        people = (await clinic.client.users_list())["members"]
        assert not any("email" in each["profile"] for each in people)
