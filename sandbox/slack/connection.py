"""One web socket of an app's, as Slack has it: pings answered, and led nowhere on demand.

Not here: which connection an envelope goes to (`socket.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import WSMsgType, web

from sandbox.slack.wire import Json


class Connection:
    """An open web socket and what it runs over."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.socket = socket
        self._transport = transport
        self.is_leaving = False
        """Whether the app was told to open another one."""
        self.is_frozen = False
        """Whether it leads nowhere, although it is open: as behind a router that forgot it."""

    @classmethod
    async def accept(cls, request: web.Request) -> Connection:
        """Open what an app asks for."""
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        return cls(socket, request.transport)

    async def frames(self) -> AsyncIterator[str]:
        """What the app sends, until it ends; its pings come back with their payload."""
        async for frame in self.socket:
            if self.is_frozen:
                continue
            if frame.type is WSMsgType.PING:
                await self.socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                yield frame.data

    async def send(self, frame: Json) -> None:
        """Send a frame.

        Raises:
            ConnectionError: it is gone.
        """
        if not self.is_frozen:
            await self.socket.send_json(frame)

    def cut(self) -> None:
        """Reset it without a word."""
        if self._transport is not None:
            self._transport.abort()
