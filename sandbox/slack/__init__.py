"""A stand-in for Slack: the Web API, Socket Mode and the people behind it, in memory, on loopback.

It knows nothing of the bot. Not here: the web page that shows it (`sandbox.page`).
"""

from __future__ import annotations

import json

from aiohttp import web

from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.slack.administration import Administration
from sandbox.slack.api import APP_TOKEN, BOT_TOKEN, Method, WebAPI
from sandbox.slack.chat import Chat
from sandbox.slack.directory import Directory
from sandbox.slack.events import Events
from sandbox.slack.files import Files
from sandbox.slack.gestures import Gestures
from sandbox.slack.homes import Homes
from sandbox.slack.in_views import InViews
from sandbox.slack.keys import ResponseKeys, Triggers
from sandbox.slack.manners import Manners
from sandbox.slack.modals import Modals
from sandbox.slack.payloads import Payloads
from sandbox.slack.socket import SocketMode
from sandbox.slack.wire import Call, Fault, Faults, Json, Refused
from sandbox.slack.workspace import Message, Workspace

__all__ = ["APP_TOKEN", "BOT_TOKEN", "Call", "Fault", "Message", "SlackSandbox"]


class SlackSandbox:
    """One workspace with one app installed.

    Args:
        clock: what time it is.
        public_url: where this server is reached, without a slash at the end.
        scopes: the app's granted scopes; None is all of them.
    """

    def __init__(self, clock: SandboxClock, public_url: str, *, scopes: frozenset[str] | None = None) -> None:
        self.changes = Changes()
        self.faults = Faults()
        self._manners = Manners()
        self.workspace = Workspace(clock, self.changes)
        self.socket = SocketMode(public_url, self.changes)
        self._keys = ResponseKeys(clock, public_url)
        triggers = Triggers()
        self.modals = Modals(triggers, self.changes)
        self.homes = Homes(self.workspace)
        self.events = Events(self.workspace, self.socket)
        self.admin = Administration(self.workspace)
        self._chat = Chat(self.workspace, self._manners, public_url)
        self.files = Files(self.workspace, self._chat, public_url)
        payloads = Payloads(self.workspace, triggers, self._keys)
        self.people = Gestures(self.workspace, self._chat, self.homes, self.socket, self.events, payloads)
        self.in_views = InViews(self.workspace, self.modals, self.socket, payloads, self._manners)
        directory = Directory(self.workspace, public_url, scopes)
        self._web = WebAPI(self._methods(directory), self.workspace, self.faults, scopes, self._manners)

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far, the oldest first."""
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
        await self.events.close()
        await self.socket.close()

    def _methods(self, directory: Directory) -> dict[str, Method]:
        """The routing table: required arguments and scopes as in Slack's reference."""
        chat, modals = self._chat, self.modals
        read, history = "{kind}:read", "{kind}:history"
        place = ("channel", "ts")
        return {
            "auth.test": Method(run=directory.auth_test),
            "apps.connections.open": Method(run=self.socket.open, token=APP_TOKEN),
            "users.info": Method(run=directory.users_info, required=("user",), scope="users:read"),
            "conversations.info": Method(run=directory.conversations_info, required=("channel",), scope=read),
            "conversations.open": Method(run=directory.conversations_open, scope="im:write"),
            "conversations.history": Method(run=directory.history, required=("channel",), scope=history),
            "conversations.replies": Method(run=directory.replies, required=place, scope=history),
            "chat.postMessage": Method(run=chat.post_message, required=("channel",), scope="chat:write"),
            "chat.update": Method(run=chat.update, required=place, scope="chat:write"),
            "chat.postEphemeral": Method(
                run=chat.post_ephemeral, required=("channel", "user"), scope="chat:write"
            ),
            "chat.getPermalink": Method(run=chat.get_permalink, required=("channel", "message_ts")),
            "views.open": Method(run=modals.open, required=("view",)),
            "views.push": Method(run=modals.push, required=("view",)),
            "views.update": Method(run=modals.update, required=("view",)),
            "views.publish": Method(run=self.homes.publish, required=("user_id", "view")),
            "files.getUploadURLExternal": Method(
                run=self.files.upload_url, required=("filename", "length"), scope="files:write"
            ),
            "files.completeUploadExternal": Method(
                run=self.files.complete, required=("files",), scope="files:write"
            ),
        }

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            arguments: Json = json.loads(await request.text())
            self._chat.respond(self._keys.spend(request.match_info["key"]), arguments)
        except Refused as refused:
            status = 404 if refused.error.endswith("_url") else 400
            return web.json_response(refused.as_json(), status=status)
        except (ValueError, AttributeError):
            return web.json_response(Refused("invalid_payload").as_json(), status=400)
        return web.Response(text="ok")
