"""Mentions, the Home tab and shortcuts, as Slack tells an app of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.driver import NotThere
from sandbox.slack.people import BOT_USER, KIM, OTHER_TEAM, SHARED_CHANNEL, TEAM, TEAM_CHANNEL
from tests.integration.slack_stage import Stage, actions, button, entry, home, modal, options, section, stage


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage() as clinic:
        yield clinic


async def test_a_mention_comes_as_an_event_with_ids_for_names(clinic: Stage) -> None:
    await clinic.dana.types("@room tomorrow 3pm for @lee <b>")
    (body,) = clinic.heard
    event = body["event"]
    assert (event["type"], event["text"]) == (
        "app_mention",
        f"<@{BOT_USER}> tomorrow 3pm for <@U0LEE> &lt;b&gt;",
    )
    assert (event["user"], event["channel"], event["team"]) == ("U0DANA", TEAM_CHANNEL, TEAM)
    assert "thread_ts" not in event
    assert body["event_id"].startswith("Ev")
    kinds = [each["type"] for each in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "user", "text"]
    envelope = clinic.slack.socket.sent[-1]
    assert (envelope["retry_attempt"], envelope["accepts_response_payload"]) == (0, False)


async def test_a_mention_in_a_thread_names_the_thread(clinic: Stage) -> None:
    card = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card")
    await clinic.dana.types("hey @Room, friday 9am?", thread_ts=card["ts"])
    event = clinic.heard[-1]["event"]
    assert (event["thread_ts"], event["parent_user_id"]) == (card["ts"], BOT_USER)
    assert [each.text for each in clinic.dana.thread(card["ts"])] == ["Card", "hey @Room, friday 9am?"]


async def test_where_the_bot_is_no_member_slack_says_so_and_the_app_hears_nothing(clinic: Stage) -> None:
    await clinic.dana.types("@room tomorrow 3pm", "random")
    assert (await clinic.dana.sees("not in this channel")).ephemeral
    await clinic.dana.types("no mention at all")
    assert clinic.heard == []


async def test_a_command_in_a_thread_is_refused_by_slack(clinic: Stage) -> None:
    card = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Card")
    await clinic.dana.types("/room list", thread_ts=card["ts"])
    told = await clinic.dana.sees("`/room` is not supported in threads. Sorry!")
    assert (told.ephemeral, told.thread_ts) == (True, card["ts"])
    assert clinic.heard == []


async def test_the_home_tab_is_opened_published_and_used(clinic: Stage) -> None:
    dana = clinic.dana
    assert dana.home.text == ""
    await dana.opens_home()
    event = clinic.heard[-1]["event"]
    assert (event["type"], event["tab"], event["user"], "view" in event) == (
        "app_home_opened",
        "home",
        "U0DANA",
        False,
    )
    menu = {
        "type": "static_select",
        "action_id": "who",
        "placeholder": {"type": "plain_text", "text": "Whose rooms"},
        "options": options("Mine", "All"),
    }
    published = await clinic.client.views_publish(
        user_id=dana.id, view=home(section("*Today* for <@U0DANA>"), actions(button("New room", "new"), menu))
    )
    seen = await dana.sees_home("Today for @Dana Reyes PT")
    assert seen.buttons == ("New room",)
    assert seen.menus == {"Whose rooms": ("Mine", "All")}
    assert clinic.person("lee").home.view is None

    await dana.clicks("New room")
    body = clinic.heard[-1]
    assert body["container"] == {"type": "view", "view_id": published["view"]["id"]}
    assert (body["view"]["type"], body["view"]["hash"]) == ("home", published["view"]["hash"])
    assert "response_url" not in body
    await dana.picks("Whose rooms", "All")
    body = clinic.heard[-1]
    assert body["actions"][0]["selected_option"]["value"] == "all"
    assert body["view"]["state"]["values"]["actions"]["who"]["selected_option"]["value"] == "all"

    await dana.opens_home()
    assert clinic.heard[-1]["event"]["view"]["id"] == published["view"]["id"]


async def test_publishing_is_checked(clinic: Stage) -> None:
    async def refusal(**arguments: object) -> str:
        with pytest.raises(SlackApiError) as caught:
            await clinic.client.api_call("views.publish", json=arguments)
        return str(caught.value.response["error"])

    first = await clinic.client.views_publish(user_id="U0DANA", view=home(section("one")))
    await clinic.client.views_publish(user_id="U0DANA", view=home(section("two")))
    stale = first["view"]["hash"]
    assert await refusal(user_id="U0DANA", view=home(section("three")), hash=stale) == "hash_conflict"
    assert await refusal(user_id="U0NOBODY", view=home(section("x"))) == "user_not_found"
    assert await refusal(user_id="U0DANA", view=modal(section("x"))) == "invalid_arguments"
    assert await refusal(user_id="U0DANA", view=home(*[section("x")] * 101)) == "invalid_arguments"
    form = home(entry("when", "When", "plain_text_input"))
    assert (await clinic.client.views_publish(user_id="U0DANA", view=form))["ok"]


async def test_a_message_shortcut_brings_the_message_and_a_trigger(clinic: Stage) -> None:
    await clinic.person("casey").types("can we do friday 9am?")
    asked = await clinic.dana.sees("friday 9am")
    clinic.app.form = modal(section("Is that right?"))
    await clinic.dana.uses_shortcut("book-message", asked)
    assert (await clinic.dana.modal("A form")).user == "U0DANA"
    body = clinic.heard[-1]
    assert (body["type"], body["callback_id"]) == ("message_action", "book-message")
    assert (body["message"]["text"], body["message_ts"]) == ("can we do friday 9am?", asked.ts)
    assert body["channel"]["id"] == TEAM_CHANNEL
    assert body["response_url"].startswith("http")


async def test_what_a_person_of_another_company_does_carries_their_team(clinic: Stage) -> None:
    kim = clinic.person("kim")
    await clinic.client.chat_postMessage(
        channel=SHARED_CHANNEL, text="Card", blocks=[section("Card"), actions(button("Join", "join"))]
    )
    await kim.clicks("Join")
    body = clinic.heard[-1]
    assert (body["user"]["team_id"], body["team"]["id"]) == (OTHER_TEAM, OTHER_TEAM)
    await kim.types("@room tomorrow 3pm", "with-harbor-ortho")
    body = clinic.heard[-1]
    assert (body["team_id"], body["event"]["user_team"], body["is_ext_shared_channel"]) == (
        TEAM,
        OTHER_TEAM,
        True,
    )
    await kim.types("/room list", "with-harbor-ortho")
    await kim.sees("is not a valid command", where="ephemeral")
    with pytest.raises(NotThere):
        await kim.uses_shortcut("book-message", (await kim.sees("Card")))
    told = (await clinic.client.users_info(user=KIM.id))["user"]
    assert (told["is_stranger"], told["team_id"], "tz" in told) == (True, OTHER_TEAM, False)
    assert "email" not in told["profile"]
    assert {each.channel for each in kim.messages()} == {SHARED_CHANNEL}


async def test_an_event_that_nobody_acknowledged_comes_again_until_somebody_does() -> None:
    async with stage(is_listening=False) as clinic:
        await clinic.dana.types("@room tomorrow 3pm")
        slack = clinic.slack
        assert await slack.changes.until(lambda: len(slack.socket.sent) == 2 or None, seconds=2)
        async with clinic.connection():
            clinic.clock.push(timedelta(seconds=61))
            await clinic.app.has_heard(1)
            clinic.clock.push(timedelta(minutes=10))
        first, *_, last = slack.socket.sent
        assert first["payload"]["event_id"] == last["payload"]["event_id"]
        assert [each["retry_attempt"] for each in slack.socket.sent] == [0, 1, 2]
        assert last["retry_reason"] == "connection_failed"
