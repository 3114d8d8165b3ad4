"""A small Bolt app over Socket Mode: commands, buttons, modals and their ack clock, as with Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.clock import SandboxClock
from sandbox.driver import Person
from sandbox.serving import Server
from sandbox.slack import APP_TOKEN, BOT_TOKEN, SlackSandbox
from sandbox.slack.people import DANA, TEAM_CHANNEL

Arguments = dict[str, Any]


def plain(text: str) -> Arguments:
    return {"type": "plain_text", "text": text}


def button(label: str, action: str, **more: object) -> Arguments:
    return {"type": "button", "action_id": action, "text": plain(label), **more}


def text_input(block: str, label: str, kind: str = "plain_text_input", **more: object) -> Arguments:
    element = {"type": kind, "action_id": "given", **more}
    return {"type": "input", "block_id": block, "label": plain(label), "element": element}


CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It goes away."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}
PREVIEW: list[Arguments] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Preview* for <@U0DANA>"}},
    {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            button("Create room", "create", style="primary", value="d1"),
            button("Edit", "edit"),
            button("Throw away", "dismiss", confirm=CONFIRM),
        ],
    },
]
FORM = {
    "type": "modal",
    "callback_id": "book",
    "private_metadata": "d1",
    "notify_on_close": True,
    "title": plain("Book a room"),
    "submit": plain("Preview"),
    "blocks": [
        text_input("when", "When", initial_value="tomorrow 3pm"),
        text_input("mail", "Patient e-mail", "email_text_input") | {"optional": True},
        text_input("who", "Provider", "users_select", initial_user="U0DANA"),
    ],
}


class RoomApp:
    """A small app that does a bit of everything, and remembers what it heard."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.heard: list[tuple[str, Arguments]] = []
        self.bolt = AsyncApp(client=client)
        self.bolt.command("/room")(self.command)
        self.bolt.action("create")(self.create)
        self.bolt.action("dismiss")(self.dismiss)
        self.bolt.view("book")(self.submitted)
        self.bolt.view_closed("book")(self.closed)

    async def command(
        self, ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient, body: Arguments
    ) -> None:
        self.heard.append(("command", body))
        words = body["text"]
        if words == "slow":
            await asyncio.sleep(1)
        await ack(f"acked {words}" if words in {"slow", "ack"} else "")
        if not words:
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        elif words == "preview":
            await respond(text="Preview", blocks=PREVIEW)

    async def create(
        self, ack: AsyncAck, respond: AsyncRespond, client: AsyncWebClient, body: Arguments
    ) -> None:
        self.heard.append(("create", body))
        await ack()
        card = await client.chat_postMessage(channel=TEAM_CHANNEL, text="Card")
        await client.chat_postMessage(channel=TEAM_CHANNEL, text="Links", thread_ts=card["ts"])
        await client.chat_update(channel=TEAM_CHANNEL, ts=card["ts"], text="Card, with links")
        await client.chat_postEphemeral(channel=TEAM_CHANNEL, user=body["user"]["id"], text="Psst")
        await respond(text="Created", replace_original=True)

    async def dismiss(self, ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    async def submitted(self, ack: AsyncAck, view: Arguments) -> None:
        self.heard.append(("view", view))
        words = view["state"]["values"]["when"]["given"]["value"]
        if words == "yesterday":
            await ack(response_action="errors", errors={"when": "That has passed."})
            return
        if words == "never":
            await asyncio.sleep(1)
        await ack()

    async def closed(self, ack: AsyncAck, body: Arguments) -> None:
        self.heard.append(("closed", body))
        await ack()


class Clinic:
    """The workspace, the app in it, and Dana at her desk."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.slack = SlackSandbox(SandboxClock(), server.url)
        self.client = self.new_client()
        self.app = RoomApp(self.client)
        self.heard = self.app.heard
        self.dana = Person("dana", self.slack)

    def new_client(self) -> AsyncWebClient:
        url = f"{self.server.url}/slack/api/"
        return AsyncWebClient(token=BOT_TOKEN, base_url=url, retry_handlers=[])

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[None]:
        handler: Any = AsyncSocketModeHandler(self.app.bolt, APP_TOKEN, web_client=self.new_client())
        await handler.connect_async()
        try:
            yield
        finally:
            await handler.close_async()


@pytest.fixture
async def clinic() -> AsyncIterator[Clinic]:
    server = Server()
    clinic = Clinic(server)
    await server.start(clinic.slack.routes(), ending=clinic.slack.socket.close)
    async with clinic.connection():
        assert await clinic.slack.connected()
        yield clinic
    await server.stop()


async def test_from_the_command_to_a_card_with_its_thread(clinic: Clinic) -> None:
    dana = clinic.dana
    await dana.types("/room preview")
    preview = await dana.sees("Preview for @Dana Reyes PT")
    assert preview.ephemeral
    assert preview.buttons == ("Create room", "Edit", "Throw away")
    assert Person("casey", clinic.slack).messages() == []

    await dana.clicks("Create room")
    await dana.sees("Created")
    await dana.sees_no_more("Preview")
    card = await dana.sees("Card, with links")
    assert [each.text for each in dana.thread(card.ts)] == ["Card, with links", "Links"]
    assert (await dana.sees("Psst")).ephemeral
    body = clinic.heard[-1][1]
    assert body["actions"][0]["value"] == "d1"
    assert body["container"]["is_ephemeral"]


async def test_what_is_typed_arrives_escaped(clinic: Clinic) -> None:
    await clinic.dana.types("/room 3pm with pat@example.com for @lee in #random & <b> @nobody")
    assert clinic.heard[-1][1]["text"] == (
        "3pm with <mailto:pat@example.com|pat@example.com> for <@U0LEE|lee> in <#C0RANDOM|random>"
        " &amp; &lt;b&gt; @nobody"
    )


async def test_the_ack_itself_can_speak(clinic: Clinic) -> None:
    await clinic.dana.types("/room ack")
    assert (await clinic.dana.sees("acked ack")).ephemeral


async def test_a_modal_is_filled_corrected_and_submitted(clinic: Clinic) -> None:
    dana = clinic.dana
    await dana.types("/room")
    await dana.modal("Book a room")
    await dana.fills({"When": "yesterday", "Patient e-mail": "nonsense", "Provider": "Lee Park PT"})
    await dana.submits()
    assert dana.errors == {"Patient e-mail": "Please enter a valid email address."}
    await dana.fills({"Patient e-mail": "pat@example.com"})
    await dana.submits()
    assert dana.errors == {"When": "That has passed."}
    await dana.fills({"When": "friday 9am"})
    await dana.submits()
    await dana.sees_no_modal()
    values = clinic.heard[-1][1]["state"]["values"]
    assert values["when"]["given"]["value"] == "friday 9am"
    assert values["mail"]["given"]["value"] == "pat@example.com"
    assert values["who"]["given"]["selected_user"] == "U0LEE"


async def test_closing_a_modal_is_told(clinic: Clinic) -> None:
    await clinic.dana.types("/room")
    await clinic.dana.closes(everything=True)

    name, body = clinic.heard[-1]
    assert (name, body["is_cleared"]) == ("closed", True)


async def test_an_app_that_is_silent_makes_slack_speak(clinic: Clinic) -> None:
    dana = clinic.dana
    clinic.slack.socket.ack_seconds = 0.2
    await dana.types("/room slow")
    await dana.sees("`/room` failed because the app did not respond.")
    await dana.types("/room")
    await dana.fills({"When": "never"})
    await dana.submits()
    assert dana.errors == {"": "We had some trouble connecting. Try again?"}
    assert (await dana.modal()).is_waiting is False


async def test_a_trigger_opens_one_modal_and_soon(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    await clinic.dana.types("/room")
    used = clinic.heard[-1][1]["trigger_id"]

    async def refusal(trigger: str) -> str:
        with pytest.raises(SlackApiError) as caught:
            await clinic.client.views_open(trigger_id=trigger, view=FORM)
        return str(caught.value.response["error"])

    assert await refusal(used) == "exchanged_trigger_id"
    assert await refusal("1.2.3") == "invalid_trigger_id"
    await clinic.dana.types("/room later")
    monkeypatch.setattr("sandbox.slack.keys.TRIGGER_SECONDS", 0)
    assert await refusal(clinic.heard[-1][1]["trigger_id"]) == "expired_trigger_id"


async def test_a_modal_beyond_the_limits_is_refused_with_reasons(clinic: Clinic) -> None:
    await clinic.dana.types("/room words")
    trigger = clinic.heard[-1][1]["trigger_id"]
    broken = {**FORM, "title": plain("x" * 25), "submit": None}
    with pytest.raises(SlackApiError) as caught:
        await clinic.client.views_open(trigger_id=trigger, view=broken)
    assert caught.value.response["error"] == "invalid_arguments"
    assert len(caught.value.response["response_metadata"]["messages"]) == 2


async def test_confirm_dialogs_can_be_declined(clinic: Clinic) -> None:
    await clinic.dana.types("/room preview")
    await clinic.dana.clicks("Throw away", confirms=False)
    await clinic.dana.sees("Preview")
    await clinic.dana.clicks("Throw away")
    await clinic.dana.sees_no_more("Preview")


async def test_an_envelope_can_come_twice(clinic: Clinic) -> None:
    await clinic.dana.types("/room ack")
    assert (await clinic.slack.socket.redeliver()).payload == {"text": "acked ack"}
    first, second = (body["trigger_id"] for name, body in clinic.heard if name == "command")
    assert first == second
    assert len(clinic.dana.messages()) == 1


async def test_several_connections_share_the_work(clinic: Clinic) -> None:
    async with clinic.connection():
        slack = clinic.slack
        assert await slack.changes.until(lambda: len(slack.socket.connections) == 2 or None, seconds=2)
        for n in range(4):
            await clinic.dana.types(f"/room {n}")
        assert [body["text"] for _, body in clinic.heard] == ["0", "1", "2", "3"]


async def test_without_an_app_the_command_says_so(clinic: Clinic) -> None:
    clinic.slack.socket.cut()
    await clinic.slack.changes.until(lambda: not clinic.slack.socket.connections or None, seconds=2)
    await clinic.dana.types("/room list")
    await clinic.dana.sees('failed with the error "dispatch_failed"')


async def test_plain_text_and_unknown_commands_stay_in_slack(clinic: Clinic) -> None:
    await clinic.dana.types("hello <everyone>")
    await clinic.dana.types("/rooms today")
    seen = await Person("casey", clinic.slack).sees("hello <everyone>")
    assert seen.raw["user"] == DANA.id
    await clinic.dana.sees("`/rooms` is not a valid command.", where="ephemeral")
    assert clinic.heard == []
