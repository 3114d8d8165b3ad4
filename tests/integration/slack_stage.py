"""A served workspace with a Bolt app that remembers what it hears, for the tests of Slack's stand-in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.clock import SandboxClock
from sandbox.driver import Person
from sandbox.serving import Server
from sandbox.slack import APP_TOKEN, BOT_TOKEN, SlackSandbox
from sandbox.slack.manifest import Manifest

Json = dict[str, Any]
ANYTHING = re.compile(".*")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(label: str, action: str, **more: object) -> Json:
    return {"type": "button", "action_id": action, "text": plain(label), **more}


def actions(*elements: Json, block: str = "actions") -> Json:
    return {"type": "actions", "block_id": block, "elements": [*elements]}


def section(text: str, **more: object) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def entry(block: str, label: str, kind: str, **more: object) -> Json:
    element = {"type": kind, "action_id": "given", **more}
    return {"type": "input", "block_id": block, "label": plain(label), "element": element}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def modal(*blocks: Json, **more: object) -> Json:
    frame = {"type": "modal", "title": plain("A form"), "submit": plain("Send")}
    return {**frame, "blocks": [*blocks], **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": [*blocks]}


class Listening:
    """An app that acknowledges everything and keeps it, and opens `form`; nothing when it is deaf."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self.heard: list[Json] = []
        self.form: Json | None = None
        self.is_deaf = False
        self.bolt = AsyncApp(client=client)
        self.bolt.event("app_mention")(self.hear)
        self.bolt.event("app_home_opened")(self.hear)
        self.bolt.shortcut(ANYTHING)(self.hear)
        self.bolt.action(ANYTHING)(self.hear)
        self.bolt.command("/room")(self.hear)
        self.bolt.view(ANYTHING)(self.hear)

    async def has_heard(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.heard) < count:  # noqa: ASYNC110  an app's memory makes no event
                await asyncio.sleep(0.005)

    async def hear(self, ack: AsyncAck, body: Json) -> None:
        if self.is_deaf:
            return
        await ack()
        self.heard.append(body)
        if self.form is not None and "trigger_id" in body and not body.get("view"):
            await self.client.views_open(trigger_id=body["trigger_id"], view=self.form)


class Stage:
    """The workspace, the app, and the people at their desks."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self.server = Server()
        self.clock = SandboxClock()
        self.slack = SlackSandbox(self.clock, self.server.url, manifest=manifest)
        url = f"{self.server.url}/slack/api/"
        self.client = AsyncWebClient(token=BOT_TOKEN, base_url=url, retry_handlers=[])
        self.app = Listening(self.client)
        self.heard = self.app.heard
        self.dana = self.person("dana")

    def person(self, handle: str) -> Person:
        return Person(handle, self.slack)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[None]:
        handler: Any = AsyncSocketModeHandler(self.app.bolt, APP_TOKEN, web_client=self.client)
        await handler.connect_async()
        try:
            await self.slack.connected()
            yield
        finally:
            await handler.close_async()


@asynccontextmanager
async def stage(*, is_listening: bool = True, manifest: Manifest | None = None) -> AsyncIterator[Stage]:
    """Everything served, and ended again."""
    place = Stage(manifest)
    await place.server.start(place.slack.routes(), ending=place.slack.close)
    try:
        if is_listening:
            async with place.connection():
                yield place
        else:
            yield place
    finally:
        await place.server.stop()
