"""What cannot be done in Slack is refused, whoever asks for it; and nobody is left before a dead form."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.slack import APP_TOKEN
from sandbox.slack.keys import MOST_KEPT
from sandbox.slack.people import DANA, TEAM_CHANNEL
from sandbox.slack.views import View
from sandbox.slack.wire import KEPT, Refused
from sandbox.slack.workspace import MOST_REMOVED, Message
from tests.integration.slack_granted import refusal
from tests.integration.slack_stage import Json, Stage, actions, button, entry, modal, section, stage

SHORTCUT = "book-message"
FEW = {"max_selected_items": 2}
MANY = ["U0DANA", "U0LEE", "U0LUZ"]
WORDS = entry("words", "When", "plain_text_input") | {"optional": True}


@pytest.fixture
async def clinic() -> AsyncIterator[Stage]:
    async with stage() as clinic:
        yield clinic


@pytest.fixture
async def silent() -> AsyncIterator[Stage]:
    async with stage(is_listening=False) as clinic:
        yield clinic


async def opened(clinic: Stage, *blocks: Json) -> View:
    clinic.app.form = modal(*blocks)
    await clinic.dana.types("/room")
    await clinic.dana.modal("A form")
    clinic.app.form = None
    view = clinic.slack.modals.front(clinic.dana.id)
    assert view is not None
    return view


async def buried(clinic: Stage) -> Message:
    """What is left of a card with a thread."""
    blocks = [section("The card"), actions(button("Go", "go"))]
    card = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="The card", blocks=blocks)
    await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Below", thread_ts=card["ts"])
    await clinic.client.chat_delete(channel=TEAM_CHANNEL, ts=card["ts"])
    message = clinic.slack.workspace.find(TEAM_CHANNEL, card["ts"])
    assert message is not None
    assert message.is_tombstone
    return message


async def test_a_tombstone_has_no_shortcuts_and_no_buttons(clinic: Stage) -> None:
    tombstone = await buried(clinic)
    for gesture in (
        clinic.slack.people.shortcut(DANA.id, SHORTCUT, tombstone),
        clinic.slack.people.click(DANA.id, tombstone, "actions", "go"),
    ):
        with pytest.raises(Refused):
            await gesture
    assert clinic.heard == []


async def test_too_many_choices_are_told_under_the_field_and_not_to_the_app(clinic: Stage) -> None:
    view = await opened(clinic, entry("who", "Who", "multi_users_select", **FEW))
    heard = len(clinic.heard)
    await clinic.slack.in_views.submit(view, {"who": {"given": MANY}})
    assert view.errors == {"who": "Please select no more than 2 items."}
    assert (len(clinic.heard), view.is_waiting) == (heard, False)
    await clinic.slack.in_views.submit(view, {"who": {"given": MANY[:2]}})
    assert len(clinic.heard) == heard + 1


async def test_too_many_choices_in_a_message_are_refused(clinic: Stage) -> None:
    menu = {"type": "multi_users_select", "action_id": "who", **FEW}
    blocks = [section("Who?", block_id="ask", accessory=menu)]
    posted = await clinic.client.chat_postMessage(channel=TEAM_CHANNEL, text="Who?", blocks=blocks)
    message = clinic.slack.workspace.find(TEAM_CHANNEL, posted["ts"])
    assert message is not None
    with pytest.raises(Refused):
        await clinic.slack.people.click(DANA.id, message, "ask", "who", MANY)
    assert clinic.heard == []
    await clinic.slack.people.click(DANA.id, message, "ask", "who", MANY[:2])
    assert clinic.heard[-1]["actions"][0]["selected_users"] == MANY[:2]


ANSWERS: dict[str, Any] = {
    "errors that are words": {"response_action": "errors", "errors": "wrong"},
    "errors that are missing": {"response_action": "errors"},
    "a view that is a number": {"response_action": "update", "view": 5},
    "no view": {"response_action": "push"},
    "blocks that are none": {"response_action": "update", "view": modal() | {"blocks": [5]}},
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
async def test_a_form_can_be_sent_again_whatever_the_app_answers(silent: Stage, answer: Json) -> None:
    """An app of no framework, because Bolt would not say such things."""
    view = await shown(silent)
    async with answering(silent, answer):
        for _ in range(2):
            await silent.slack.in_views.submit(view, {})
            assert (view.is_waiting, view.trouble) == (False, "We had some trouble connecting. Try again?")


async def shown(clinic: Stage) -> View:
    trigger = clinic.slack.people._payloads.interaction("shortcut", DANA.id, "")["trigger_id"]
    await clinic.client.views_open(trigger_id=trigger, view=modal(WORDS))
    view = clinic.slack.modals.front(DANA.id)
    assert view is not None
    return view


@asynccontextmanager
async def answering(clinic: Stage, answer: Json | None) -> AsyncIterator[None]:
    """An app's bare web socket that acknowledges every envelope with the same, or none with None."""
    opened = await clinic.client.apps_connections_open(app_token=APP_TOKEN)
    async with aiohttp.ClientSession() as http, http.ws_connect(opened["url"]) as socket:

        async def listen() -> None:
            async for frame in socket:
                said = json.loads(frame.data)
                if "envelope_id" in said and answer is not None:
                    await socket.send_json({"envelope_id": said["envelope_id"], "payload": answer})

        listening = asyncio.create_task(listen())
        await clinic.slack.connected()
        yield
        listening.cancel()


async def test_a_form_can_be_sent_again_after_whatever_ended_the_waiting(silent: Stage) -> None:
    view = await shown(silent)
    async with answering(silent, None):
        waiting = asyncio.create_task(silent.slack.in_views.submit(view, {}))
        await silent.slack.changes.until(lambda: view.is_waiting or None, seconds=2)
        assert view.is_waiting
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert not view.is_waiting


async def test_what_is_gone_is_known_with_who_could_see_it_until_too_much_is_gone(silent: Stage) -> None:
    workspace = silent.slack.workspace
    begun = workspace.changes.version

    def say(only_for: str | None = None) -> Message:
        ts = workspace.next_ts(TEAM_CHANNEL)
        return workspace.add(
            Message(channel=TEAM_CHANNEL, ts=ts, author=DANA.id, text="x", only_for=only_for)
        )

    whisper, said = say(DANA.id), say()
    workspace.remove(whisper)
    between = workspace.changes.version
    workspace.remove(said)
    gone = workspace.removed_since(begun)
    assert gone is not None
    assert [(each.channel, each.ts, each.only_for) for each in gone] == [
        (TEAM_CHANNEL, whisper.ts, DANA.id),
        (TEAM_CHANNEL, said.ts, None),
    ]
    assert workspace.removed_since(between) == gone[1:]
    known = workspace.changes.version
    for _ in range(MOST_REMOVED - 1):
        workspace.remove(say())
    assert workspace.removed_since(begun) is None
    assert len(workspace.removed_since(known) or []) == MOST_REMOVED - 1


async def test_only_the_latest_keys_are_known(silent: Stage) -> None:
    interaction = silent.slack.people._payloads.interaction
    first = interaction("shortcut", DANA.id, "")["trigger_id"]
    others = [interaction("shortcut", DANA.id, "")["trigger_id"] for _ in range(MOST_KEPT)]
    open_view = silent.client.views_open
    assert await refusal(open_view(trigger_id=first, view=modal(WORDS))) == "invalid_trigger_id"
    assert (await open_view(trigger_id=others[-1], view=modal(WORDS)))["ok"]
    assert await refusal(open_view(trigger_id=others[-1], view=modal(WORDS))) == "exchanged_trigger_id"
    keys = silent.slack._keys
    old, *_, new = [keys.issue(DANA.id, TEAM_CHANNEL) for _ in range(MOST_KEPT + 1)]
    assert "invalid_url" in (await AsyncWebhookClient(old).send(text="x")).body
    assert (await AsyncWebhookClient(new).send(text="x")).status_code == 200


async def test_calls_and_envelopes_are_remembered_up_to_a_number(silent: Stage) -> None:
    for remembered in (silent.slack.calls, silent.slack.socket.sent):
        assert remembered.maxlen == KEPT
