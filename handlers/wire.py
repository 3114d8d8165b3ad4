"""One web socket to Slack (Socket Mode), from its hello to its end: envelopes in, acks out.

slack-sdk's own client is not used: after a long outage it asks one dead address for ever, it closes before it
opens anew, and it cannot be asked to end its gestures first. A wire is never mended here: whatever ends it,
`connections` puts another one in its place. Not here either: what is in an envelope (`reception`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, ClientWSTimeout, WSMsgType

from bot.errors import NotifyError

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=6)
"""After so long without a frame Slack is pinged; without a pong for half as long the wire is dead.

So one that leads nowhere any more, although nobody closed it, is noticed within nine seconds.
"""
_HELLO = timedelta(seconds=10)
_FAREWELL = ClientWSTimeout(ws_close=1)
"""Seconds that Slack has to answer our closing."""

Frame = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Something that happened in Slack, to be acked within 3 s under its id."""

    id: str
    kind: str
    """Slack's word: `events_api`, `slash_commands` or `interactive`."""
    payload: Mapping[str, Any]
    attempt: int = 0
    """How often Slack delivered this event before; it does so only with events."""


class Wire:
    """One web socket."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        """To be made by `open`."""
        self._socket = socket

    @classmethod
    async def open(
        cls,
        session: ClientSession,
        address: str,
        *,
        proxy: str | None = None,
        heartbeat: timedelta = HEARTBEAT,
    ) -> Wire:
        """Connect, and wait until Slack says hello: before, nothing is delivered.

        Args:
            session: What it goes over; closing the wire leaves it open.
            address: As `apps.connections.open` gave it: it works once, and soon.
            proxy: Through which HTTP proxy, if any.
            heartbeat: When Slack is pinged.

        Raises:
            NotifyError: Slack is not reached, does not know the address (any more), or says nothing.
        """
        try:
            socket = await session.ws_connect(
                address, heartbeat=heartbeat.total_seconds(), timeout=_FAREWELL, proxy=proxy
            )
        except (ClientError, TimeoutError, OSError) as error:
            raise NotifyError(f"no web socket: {type(error).__name__}") from error
        wire = cls(socket)
        if not await wire._is_greeted():
            raise NotifyError("no hello")
        return wire

    @property
    def is_open(self) -> bool:
        """Whether acks can go over it."""
        return not self._socket.closed

    async def listen(self, take: Callable[[Envelope], None]) -> str | None:
        """Hand on what arrives, until Slack says that the wire will end (why, in its word) or it has (None).

        After the former it can be listened to again: Slack still delivers what was on its way.
        """
        async for message in self._socket:
            frame = _frame(message)
            if frame.get("type") == "disconnect":
                return str(frame.get("reason"))
            if "envelope_id" in frame and isinstance(frame.get("payload"), dict):
                take(_envelope(frame))
        return None

    async def send(self, frame: Frame) -> bool:
        """Send a frame; False if the wire has ended."""
        if self._socket.closed:
            return False
        try:
            await self._socket.send_json(frame)
        except (ClientError, ConnectionError):
            return False
        return True

    async def close(self) -> None:
        """Close it. What Slack sends until it hears of that is lost."""
        with suppress(ClientError, ConnectionError, TimeoutError):
            await self._socket.close()

    async def _is_greeted(self) -> bool:
        """Whether Slack says hello; without one the socket is closed."""
        is_greeted = False
        try:
            frame = _frame(await self._socket.receive(_HELLO.total_seconds()))
            is_greeted = frame.get("type") == "hello"
        except TimeoutError:
            log.info("Slack says nothing over a new web socket")
        finally:
            if not is_greeted:
                await self.close()
        return is_greeted


def _frame(message: Any) -> Frame:  # noqa: ANN401  aiohttp's messages are a union of tuples
    """A frame of Slack's; empty if it is none."""
    if message.type is not WSMsgType.TEXT:
        return {}
    try:
        frame = json.loads(message.data)
    except ValueError:
        frame = None
    if not isinstance(frame, dict):
        log.warning("a frame that cannot be read")
        return {}
    return frame


def _envelope(frame: Frame) -> Envelope:
    return Envelope(
        id=str(frame["envelope_id"]),
        kind=str(frame.get("type")),
        payload=frame["payload"],
        attempt=int(frame.get("retry_attempt") or 0),
    )
