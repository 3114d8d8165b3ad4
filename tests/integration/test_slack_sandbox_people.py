"""The people and channels that an app meets, and what administrators do meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.driver import NotThere
from sandbox.slack.people import ARCHIVED_CHANNEL, LUZ, ROBIN, SHARED_CHANNEL, TEAM_CHANNEL
from tests.integration.slack_stage import Stage, stage


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


async def post(clinic: Stage, channel: str) -> str:
    """`ok`, or Slack's refusal."""
    try:
        await clinic.client.chat_postMessage(channel=channel, text="x")
    except SlackApiError as refused:
        return str(refused.response["error"])
    return "ok"


async def test_a_provider_reads_spanish(clinic: Stage) -> None:
    luz = (await clinic.client.users_info(user=LUZ.id, include_locale=True))["user"]
    assert (luz["locale"], luz["tz"]) == ("es-LA", "America/Los_Angeles")
    await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="hola")
    await clinic.person("luz").sees("hola", where="team-telehealth")


async def test_a_shared_channel_says_so(clinic: Stage) -> None:
    channel = (await clinic.client.conversations_info(channel=SHARED_CHANNEL))["channel"]
    assert (channel["is_ext_shared"], len(channel["connected_team_ids"])) == (True, 2)
    assert await post(clinic, SHARED_CHANNEL) == "ok"
    ours = (await clinic.client.conversations_info(channel=TEAM_CHANNEL))["channel"]
    assert ours["is_ext_shared"] is False


async def test_archived_channels_take_nothing(clinic: Stage) -> None:
    assert await post(clinic, ARCHIVED_CHANNEL) == "is_archived"
    clinic.slack.admin.unarchive("old-intake")
    assert await post(clinic, ARCHIVED_CHANNEL) == "ok"
    clinic.slack.admin.archive("#team-telehealth")
    assert await post(clinic, TEAM_CHANNEL) == "is_archived"
    with pytest.raises(NotThere, match="archived"):
        await clinic.dana.types("hello")


async def test_the_bot_is_removed_and_invited(clinic: Stage) -> None:
    clinic.slack.admin.remove_bot("team-telehealth")
    assert await post(clinic, TEAM_CHANNEL) == "not_in_channel"
    clinic.slack.admin.add_bot("team-telehealth")
    assert await post(clinic, TEAM_CHANNEL) == "ok"


async def test_who_is_deactivated_has_no_rights_and_no_zone(clinic: Stage) -> None:
    robin = (await clinic.client.users_info(user=ROBIN.id))["user"]
    assert (robin["deleted"], "tz" in robin) == (True, False)
    clinic.slack.admin.deactivate("lee")
    assert (await clinic.client.users_info(user="U0LEE"))["user"]["deleted"] is True
    with pytest.raises(SlackApiError, match="user_disabled"):
        await clinic.client.conversations_open(users="U0LEE")
    assert await post(clinic, "U0LEE") == "ok"  # Slack takes it, and nobody reads it
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await clinic.client.chat_postEphemeral(channel=TEAM_CHANNEL, user="U0LEE", text="x")


async def test_guests_see_their_channels_only(clinic: Stage) -> None:
    await clinic.person("lee").types("between us", "random")
    await clinic.dana.sees("between us")
    assert clinic.person("sam").messages() == []
