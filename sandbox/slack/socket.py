"""Socket Mode: web sockets that an app opens to us, envelopes out, acks in.

Several connections may be open; an envelope goes to any one of them, to one that was told to go only if there
is no other. Everything is written down in the traffic. Not here: a single connection (`connection.py`), what
is in an envelope (`gestures.py`), and redelivery (`events.py`: of commands, clicks and modals there is none).
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from aiohttp import web

from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.slack.connection import Connection
from sandbox.slack.envelopes import Ack, Acks, name_of
from sandbox.slack.people import APP
from sandbox.slack.wire import KEPT, Json, Refused
from sandbox.traffic import Exchange, Traffic

__all__ = ["Ack", "Connection", "NoAck", "NoConnection", "SocketMode"]

ACK_SECONDS = 3.0
TICKET_SECONDS = 30.0
GOODBYE_SECONDS = 10.0
"""Slack warns about ten seconds before it ends a connection."""
MOST_CONNECTIONS = 10


class NoConnection(Exception):
    """No app is listening."""


class NoAck(Exception):
    """The app did not acknowledge within 3 s."""


class SocketMode:
    """The app's connections, and what goes over them."""

    def __init__(self, public_url: str, clock: SandboxClock, changes: Changes, traffic: Traffic) -> None:
        self._address = public_url.replace("http", "ws", 1) + "/slack/socket"
        self._clock = clock
        self._changes = changes
        self._traffic = traffic
        self._tickets: dict[str, float] = {}
        self._acks = Acks()
        self._later: set[asyncio.Task[None]] = set()
        self._turn = 0
        self.connections: list[Connection] = []
        self.sent: deque[Json] = deque(maxlen=KEPT)
        """The envelopes, in order: `redeliver` sends one again."""
        self.ack_seconds = ACK_SECONDS
        self.ticket_seconds = TICKET_SECONDS
        self.goodbye_seconds = GOODBYE_SECONDS
        self.is_refusing = False
        """Whether nobody gets a connection, although addresses are given out."""
        self.is_repeating = False
        """Whether each envelope is delivered a second time right after the first."""

    def open(self, _arguments: Json) -> Json:
        """`apps.connections.open`: an address that works once, and soon."""
        ticket, now = secrets.token_urlsafe(16), time.monotonic()
        usable = {each: born for each, born in self._tickets.items() if now - born <= self.ticket_seconds}
        self._tickets = usable | {ticket: now}
        return {"url": f"{self._address}/?ticket={ticket}&app_id={APP}"}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its hello to its end."""
        born = self._tickets.pop(request.query.get("ticket", ""), None)
        if born is None or time.monotonic() - born > self.ticket_seconds:
            return web.json_response(Refused("invalid_ticket").as_json(), status=404)
        if self.is_refusing:
            return web.Response(status=503)
        connection = await Connection.accept(request)
        self.connections.append(connection)
        self._note("connection opened")
        try:
            await self._frame(connection, self._hello())
            self._changes.happened()
            if len(self.connections) > MOST_CONNECTIONS:
                await self._say_goodbye(self.connections[0], "too_many_websockets")
            async for frame in connection.frames():
                self._take(frame)
        finally:
            self.connections.remove(connection)
            self._note("connection closed")
            self._changes.happened()
        return connection.socket

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
        if self.is_repeating:
            # it begins as soon as the first delivery waits for its ack: right after it, and beside it
            self._start(self._repeat(envelope))
        return await self.redeliver(envelope)

    async def redeliver(self, envelope: Json | None = None) -> Ack:
        """Send an envelope again, the last one unless told; its ack is returned and changes nothing.

        Raises:
            NoConnection: no app is listening.
            NoAck: it said nothing for 3 s.
        """
        envelope = envelope or self.sent[-1]
        await self._clock.followed()
        exchange = self._traffic.begin("slack", "envelope", name_of(envelope), envelope)
        try:
            ack = await self._deliver(envelope, exchange)
        except NoConnection:
            self._traffic.end(exchange, "nobody listens", is_trouble=True)
            raise
        self._traffic.end(exchange, "ack", ack.payload)
        return ack

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect, as Slack does now and then; it is ended soon after."""
        for connection in [*self.connections]:
            await self._say_goodbye(connection, reason)

    async def close(self) -> None:
        """End every connection, because the sandbox ends."""
        for task in [*self._later]:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        for connection in [*self.connections]:
            await connection.socket.close()

    def cut(self) -> None:
        """Reset every connection without a word."""
        for connection in self.connections:
            connection.cut()

    def freeze(self) -> None:
        """Let every connection lead nowhere: it stays open, and nothing comes through in either direction."""
        for connection in self.connections:
            connection.is_frozen = True

    async def _deliver(self, envelope: Json, exchange: Exchange) -> Ack:
        """Send it over one connection; an ack that comes by another one, after a reconnect, counts, too."""
        begun = time.monotonic()
        connection = self._next_connection()
        with self._acks.awaited(envelope["envelope_id"]) as answer:
            try:
                await connection.send(envelope)
                payload = await asyncio.wait_for(answer, self.ack_seconds)
            except (TimeoutError, ConnectionError) as error:
                is_lost = connection.socket.closed or isinstance(error, ConnectionError)
                outcome = "connection lost" if is_lost else f"no ack in {self.ack_seconds:g} s"
                self._traffic.end(exchange, outcome, is_trouble=True)
                raise NoAck from error
        return Ack(payload=payload, seconds=time.monotonic() - begun)

    async def _repeat(self, envelope: Json) -> None:
        with suppress(NoConnection, NoAck):
            await self.redeliver(envelope)

    def _next_connection(self) -> Connection:
        usable = [each for each in self.connections if not each.socket.closed]
        if not usable:
            raise NoConnection
        staying = [each for each in usable if not each.is_leaving] or usable
        self._turn += 1
        return staying[self._turn % len(staying)]

    def _take(self, frame: str) -> None:
        """An ack; too late or unknown ones change nothing, as with Slack."""
        try:
            said = json.loads(frame)
        except ValueError:
            return
        if isinstance(said, dict) and not self._acks.take(said):
            self._note("ack too late", said, is_trouble=True)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        }

    async def _say_goodbye(self, connection: Connection, reason: str) -> None:
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        connection.is_leaving = True
        with suppress(ConnectionError):  # it is gone already
            await self._frame(connection, frame)
        self._start(self._end(connection))

    async def _end(self, connection: Connection) -> None:
        await asyncio.sleep(self.goodbye_seconds)
        await connection.socket.close()

    def _start(self, doing: Coroutine[Any, Any, None]) -> None:
        self._later.add(task := asyncio.create_task(doing))
        task.add_done_callback(self._later.discard)

    async def _frame(self, connection: Connection, frame: Json) -> None:
        self._note(f"{frame['type']} {frame.get('reason', '')}".rstrip(), frame)
        await connection.send(frame)

    def _note(self, name: str, frame: Json | None = None, *, is_trouble: bool = False) -> None:
        """A frame, or a connection's beginning or end: nothing is answered to those."""
        exchange = self._traffic.begin("slack", "frame", name, frame)
        self._traffic.end(exchange, f"{len(self.connections)} open", is_trouble=is_trouble)
