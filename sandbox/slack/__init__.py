"""A stand-in for Slack: the Web API, Socket Mode and the people behind it, in memory, on loopback.

It knows nothing of the bot. Not here: the web page that shows it (`sandbox.page`).
"""

from __future__ import annotations

import json
from collections import deque
from functools import partial

from aiohttp import web

from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.slack.administration import Administration
from sandbox.slack.api import APP_TOKEN, BOT_TOKEN, WebAPI
from sandbox.slack.chat import Chat
from sandbox.slack.conversations import Conversations
from sandbox.slack.desks import Desks
from sandbox.slack.directory import Directory
from sandbox.slack.events import Events
from sandbox.slack.faults import RESPONSE_URL, Fault, strike
from sandbox.slack.files import Files
from sandbox.slack.gestures import Gestures
from sandbox.slack.history import History
from sandbox.slack.homes import Homes
from sandbox.slack.in_views import InViews
from sandbox.slack.keys import ResponseKeys, Triggers
from sandbox.slack.limits import Limits
from sandbox.slack.manifest import Manifest, read_manifest
from sandbox.slack.manners import Manners
from sandbox.slack.methods import methods
from sandbox.slack.modals import Modals
from sandbox.slack.payloads import Payloads
from sandbox.slack.people import BOT_USER, bot_named
from sandbox.slack.scheduled import Schedule
from sandbox.slack.shelf import Shelf
from sandbox.slack.socket import SocketMode
from sandbox.slack.suggestions import Suggestions
from sandbox.slack.wire import Call, Json, Refused
from sandbox.slack.workspace import Message, Workspace
from sandbox.traffic import Traffic

__all__ = ["APP_TOKEN", "BOT_TOKEN", "Call", "Fault", "Message", "SlackSandbox"]


class SlackSandbox:
    """One workspace with one app installed.

    Args:
        clock: what time it is.
        public_url: where this server is reached, without a slash at the end.
        scopes: the app's granted scopes; None is those that its manifest asks for.
        manifest: what the app declares of itself; None is this repository's manifest.
        traffic: where envelopes and frames are written down; None is a book of its own.
        is_limited: whether methods that are called too often are turned away.
    """

    def __init__(
        self,
        clock: SandboxClock,
        public_url: str,
        *,
        scopes: frozenset[str] | None = None,
        manifest: Manifest | None = None,
        traffic: Traffic | None = None,
        is_limited: bool = True,
    ) -> None:
        self.traffic = traffic or Traffic(clock)
        self.manifest = manifest or read_manifest()
        scopes = self.manifest.bot_scopes if scopes is None else scopes
        self.changes = Changes()
        self.faults: Faults[Fault] = Faults(self.changes)
        self._manners = Manners()
        self.workspace = Workspace(clock, self.changes)
        self.workspace.members[BOT_USER] = bot_named(self.manifest.bot_name)
        self.socket = SocketMode(public_url, clock, self.changes, self.traffic)
        self._keys = ResponseKeys(clock, public_url)
        triggers = Triggers()
        self.modals = Modals(triggers, self.changes)
        self.homes = Homes(self.workspace)
        self.events = Events(self.manifest.heard_events, self.workspace, self.socket)
        self.admin = Administration(self.workspace, self.events)
        self._chat = Chat(self.workspace, self._manners, public_url)
        self.files = Files(self.workspace, self._chat, public_url, self.faults)
        payloads = Payloads(self.workspace, triggers, self._keys)
        suggestions = Suggestions(self.socket, self._manners)
        self.people = Gestures(
            manifest=self.manifest,
            workspace=self.workspace,
            chat=self._chat,
            homes=self.homes,
            socket=self.socket,
            events=self.events,
            payloads=payloads,
            suggestions=suggestions,
        )
        self.in_views = InViews(
            self.workspace, self.modals, self.socket, payloads, self._manners, suggestions
        )
        self._schedule = Schedule(self.workspace, self._chat)
        limits = Limits(clock) if is_limited else None
        table = methods(self._desks(Directory(self.workspace, public_url, scopes)))
        self._web = WebAPI(table, self.workspace, self.faults, scopes, self._manners, limits)

    @property
    def calls(self) -> deque[Call]:
        """Every Web API call so far, the oldest first; of very many the latest (`wire.KEPT`)."""
        return self._web.calls

    @property
    def violations(self) -> list[str]:
        """What the app sent to people without the manners it owes them, as sentences; clear it at will."""
        return self._manners.violations

    def calls_of(self, method: str) -> list[Call]:
        """Every call of one method."""
        return [call for call in self.calls if call.method == method]

    def routes(self) -> list[web.RouteDef]:
        """Everything an app reaches of Slack."""
        return [
            web.route("*", "/slack/api/{method}", self._web.handle),
            web.get("/slack/socket/", self.socket.handle),
            web.post("/slack/response/{team}/{key}", self._respond),
            *self.files.routes(),
        ]

    async def connected(self, *, seconds: float = 10) -> bool:
        """Wait until an app listens; False when none does in time."""
        found = await self.changes.until(lambda: self.socket.connections or None, seconds=seconds)
        return bool(found)

    async def close(self) -> None:
        """End every connection and try nothing again, because the sandbox ends."""
        await self._schedule.close()
        await self.events.close()
        await self.socket.close()

    def _desks(self, directory: Directory) -> Desks:
        """Who answers which methods."""
        places = Conversations(self.workspace, self.admin)
        return Desks(
            chat=self._chat,
            directory=directory,
            files=self.files,
            history=History(self.workspace, places),
            homes=self.homes,
            modals=self.modals,
            places=places,
            schedule=self._schedule,
            shelf=Shelf(self.workspace, self.files),
            socket=self.socket,
        )

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        fault = self.faults.take(RESPONSE_URL) or Fault()
        return await strike(fault, request, partial(self._responded, request.match_info["key"], body))

    def _responded(self, key: str, body: bytes) -> web.Response:
        try:
            arguments: Json = json.loads(body)
            self._chat.respond(self._keys.spend(key), arguments)
        except Refused as refused:
            status = 404 if refused.error.endswith("_url") else 400
            return web.json_response(refused.as_json(), status=status)
        except (ValueError, AttributeError, RecursionError):
            return web.json_response(Refused("invalid_payload").as_json(), status=400)
        return web.Response(text="ok")
