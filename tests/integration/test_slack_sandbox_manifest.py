"""The app's manifest decides what the workspace offers people and tells the app, as in Slack."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.driver import NotThere
from sandbox.slack.manifest import Manifest, Shortcut, SlashCommand, read_manifest
from sandbox.slack.members import Member
from sandbox.slack.people import BOT_USER, OAKLAND_CHANNEL, TEAM_CHANNEL
from tests.integration.slack_stage import Stage, modal, section, stage

GREETER = Manifest(
    bot_name="Front Desk",
    commands=(SlashCommand(name="/room"), SlashCommand(name="/marked", should_escape=True)),
    global_shortcuts=(Shortcut(callback_id="anywhere", name="From anywhere"),),
    bot_scopes=frozenset({"chat:write", "commands", "channels:read", "im:history", "users:read"}),
    bot_events=frozenset(
        {"message.im", "message.channels", "member_joined_channel", "member_left_channel", "team_join"}
    ),
)


async def told(clinic: Stage, count: int) -> list[dict[str, object]]:
    """The events of the first deliveries."""
    await clinic.app.has_heard(count)
    return [body["event"] for body in clinic.heard]


def test_the_repositorys_manifest_is_the_default() -> None:
    ours = read_manifest()
    assert ours.bot_name == "Room"
    assert [each.name for each in ours.commands] == ["/room"]
    assert ours.commands[0].should_escape
    assert "·" in ours.commands[0].usage_hint
    assert [each.callback_id for each in ours.message_shortcuts] == ["book-message"]
    assert {"chat:write", "commands"} <= ours.bot_scopes
    assert "app_mention" in ours.bot_events


def test_a_manifest_is_read_from_a_file_or_from_what_is_in_one(tmp_path: Path) -> None:
    given = {
        "display_information": {"name": "Short"},
        "features": {
            "slash_commands": [{"command": "/s", "description": "Something"}],
            "shortcuts": [
                {"type": "global", "callback_id": "g", "name": "G", "description": "Anywhere"},
                {"type": "message", "callback_id": "m", "name": "M"},
            ],
        },
        "oauth_config": {"scopes": {"bot": ["commands"]}},
    }
    read = read_manifest(given)
    assert read == Manifest(
        bot_name="Short",
        commands=(SlashCommand(name="/s", description="Something"),),
        global_shortcuts=(Shortcut(callback_id="g", name="G", description="Anywhere"),),
        message_shortcuts=(Shortcut(callback_id="m", name="M"),),
        bot_scopes=frozenset({"commands"}),
    )
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(given), encoding="utf8")
    assert read_manifest(file) == read


async def test_the_bot_is_called_and_mentioned_by_its_own_name() -> None:
    async with stage(manifest=GREETER) as clinic:
        await clinic.dana.types("hello @front-desk")
        (said,) = clinic.dana.messages()
        assert said.text == "hello @Front Desk"
        assert said.message.text == f"hello <@{BOT_USER}>"


async def test_without_should_escape_a_command_comes_as_it_was_typed() -> None:
    async with stage(manifest=GREETER) as clinic:
        await clinic.dana.types("/room with @lee & pat@example.com")
        assert clinic.heard[-1]["text"] == "with @lee & pat@example.com"
        clinic.app.bolt.command("/marked")(clinic.app.hear)
        await clinic.dana.types("/marked with @lee & pat@example.com")
        assert clinic.heard[-1]["text"] == (
            "with <@U0LEE|lee> &amp; <mailto:pat@example.com|pat@example.com>"
        )
        await clinic.dana.types("/unheard of")
        await clinic.dana.sees("is not a valid command")


def test_an_event_is_heard_only_with_its_scope() -> None:
    assert GREETER.heard_events == {
        "message.im",
        "member_joined_channel",
        "member_left_channel",
        "team_join",
    }
    assert read_manifest().heard_events == {"app_home_opened", "app_mention"}


async def test_only_the_scopes_of_the_manifest_are_granted() -> None:
    async with stage(manifest=GREETER) as clinic:
        await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="may do")
        with pytest.raises(SlackApiError) as refused:
            await clinic.client.conversations_history(channel=TEAM_CHANNEL)
        assert (refused.value.response["error"], refused.value.response["needed"]) == (
            "missing_scope",
            "channels:history",
        )


async def test_a_global_shortcut_brings_a_trigger_and_no_channel() -> None:
    async with stage(manifest=GREETER) as clinic:
        clinic.app.form = modal(section("Where?"))
        await clinic.dana.uses_global_shortcut("anywhere")
        await clinic.dana.modal("A form")
        body = clinic.heard[-1]
        assert (body["type"], body["callback_id"]) == ("shortcut", "anywhere")
        assert {"channel", "response_url", "message"}.isdisjoint(body)
        with pytest.raises(NotThere, match="No shortcut"):
            await clinic.dana.uses_global_shortcut("book-message")
        with pytest.raises(NotThere, match="No shortcut"):
            await clinic.person("kim").uses_global_shortcut("anywhere")


async def test_a_global_shortcut_that_nobody_answers_is_told() -> None:
    async with stage(is_listening=False, manifest=GREETER) as clinic:
        with pytest.raises(NotThere, match="did not answer"):
            await clinic.dana.uses_global_shortcut("anywhere")


async def test_messages_come_as_events_where_the_app_subscribed_and_reads_along() -> None:
    reader = replace(GREETER, bot_scopes=GREETER.bot_scopes | {"channels:history"})
    async with stage(manifest=reader) as clinic:
        clinic.app.bolt.event("message")(clinic.app.hear)
        await clinic.dana.types("in the DM", "dm")
        await clinic.dana.types("where it is no member", "random")
        await clinic.dana.types("in the channel")
        direct, public = await told(clinic, 2)
        assert (direct["type"], direct["channel_type"], direct["text"]) == ("message", "im", "in the DM")
        assert (public["channel_type"], public["channel"]) == ("channel", TEAM_CHANNEL)


async def test_an_event_that_was_not_subscribed_is_not_sent() -> None:
    async with stage(manifest=GREETER) as clinic:
        await clinic.dana.opens_home()
        await clinic.dana.types("@front-desk hello", "with-harbor-ortho")
        assert not clinic.slack.socket.sent


async def test_who_comes_and_goes_is_told_where_the_bot_is() -> None:
    async with stage(manifest=GREETER) as clinic:
        for name in ("member_joined_channel", "member_left_channel", "team_join"):
            clinic.app.bolt.event(name)(clinic.app.hear)
        admin = clinic.slack.admin
        admin.add_bot("random")
        (first,) = await told(clinic, 1)
        assert (first["user"], first["channel"]) == (BOT_USER, "C0RANDOM")
        admin.invite("front-desk", "lee")
        admin.invite("team-oakland", "dana")
        assert (await told(clinic, 2))[-1]["channel"] == OAKLAND_CHANNEL
        admin.remove("team-oakland", "dana")
        left = (await told(clinic, 3))[-1]
        assert (left["type"], left["user"]) == ("member_left_channel", "U0DANA")
        admin.welcome(Member(id="U0NEW", handle="new", name="New Person", email="new@example.com"))
        joined = (await told(clinic, 4))[-1]
        assert joined["type"] == "team_join"
        assert clinic.person("new").member.name == "New Person"
