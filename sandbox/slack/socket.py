"""Socket Mode: web sockets that an app opens to us, envelopes out, acks in.

Several connections may be open; an envelope goes to any one of them. Pings are answered by aiohttp with the
payload they came with, as slack_sdk's client wants. Not here: what is in an envelope (`gestures.py`), and
redelivery (`events.py`: Slack does not redeliver commands, clicks and modals).
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from sandbox.changes import Changes
from sandbox.slack.people import APP
from sandbox.slack.wire import Json, Refused

ACK_SECONDS = 3.0
TICKET_SECONDS = 30.0
MOST_CONNECTIONS = 10


class NoConnection(Exception):
    """No app is listening."""


class NoAck(Exception):
    """The app did not acknowledge within 3 s."""


@dataclass(frozen=True, kw_only=True)
class Ack:
    """What the app answered to an envelope, and how soon."""

    payload: Json
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Connection:
    """One open web socket and what it runs over."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None


class SocketMode:
    """The app's connections, and what goes over them."""

    def __init__(self, public_url: str, changes: Changes) -> None:
        self._address = public_url.replace("http", "ws", 1) + "/slack/socket"
        self._changes = changes
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0
        self.connections: list[Connection] = []
        self.sent: list[Json] = []
        """Every envelope, in order: `redeliver` sends one again."""
        self.ack_seconds = ACK_SECONDS

    def open(self, _arguments: Json) -> Json:
        """`apps.connections.open`: an address that works once, and soon."""
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = time.monotonic()
        return {"url": f"{self._address}/?ticket={ticket}&app_id={APP}"}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its hello to its end."""
        born = self._tickets.pop(request.query.get("ticket", ""), None)
        if born is None or time.monotonic() - born > TICKET_SECONDS:
            return web.json_response(Refused("invalid_ticket").as_json(), status=404)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket=socket, transport=request.transport)
        self.connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._changes.happened()
            if len(self.connections) > MOST_CONNECTIONS:
                await _say_goodbye(self.connections[0], "too_many_websockets")
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._take(frame.data)
        finally:
            self.connections.remove(connection)
            self._changes.happened()
        return socket

    async def send(self, kind: str, payload: Json, *, accepts_payload: bool, more: Json | None = None) -> Ack:
        """Deliver something that happened to the app, and wait for its ack; `more` stands in the envelope.

        Raises:
            NoConnection: no app is listening.
            NoAck: it said nothing for 3 s.
        """
        envelope = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": accepts_payload,
            **(more or {}),
        }
        self.sent.append(envelope)
        return await self.redeliver(envelope)

    async def redeliver(self, envelope: Json | None = None) -> Ack:
        """Send an envelope again, the last one unless told; its ack is returned and changes nothing.

        Raises:
            NoConnection: no app is listening.
            NoAck: it said nothing for 3 s.
        """
        envelope = envelope or self.sent[-1]
        begun = time.monotonic()
        answer = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        try:
            await self._next_connection().send_json(envelope)
            payload = await asyncio.wait_for(answer, self.ack_seconds)
        except (TimeoutError, ConnectionError) as error:
            raise NoAck from error
        finally:
            self._waiting.pop(envelope["envelope_id"], None)
        return Ack(payload=payload, seconds=time.monotonic() - begun)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect, as Slack does now and then."""
        for connection in [*self.connections]:
            await _say_goodbye(connection, reason)

    async def close(self) -> None:
        """End every connection, because the sandbox ends."""
        for connection in [*self.connections]:
            await connection.socket.close()

    def cut(self) -> None:
        """Reset every connection without a word."""
        for connection in self.connections:
            if connection.transport is not None:
                connection.transport.abort()

    def _next_connection(self) -> web.WebSocketResponse:
        usable = [each.socket for each in self.connections if not each.socket.closed]
        if not usable:
            raise NoConnection
        self._turn += 1
        return usable[self._turn % len(usable)]

    def _take(self, frame: str) -> None:
        """An ack; too late or unknown ones change nothing, as with Slack."""
        try:
            said = json.loads(frame)
        except ValueError:
            return
        answer = self._waiting.get(said.get("envelope_id", "")) if isinstance(said, dict) else None
        if answer is not None and not answer.done():
            payload = said.get("payload") or {}
            answer.set_result(payload if isinstance(payload, dict) else {"text": str(payload)})

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        }


async def _say_goodbye(connection: Connection, reason: str) -> None:
    frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
    await connection.socket.send_json(frame)
