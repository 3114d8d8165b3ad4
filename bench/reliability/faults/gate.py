"""A gate before one of the stand-ins, which can be shut: who calls then is refused the connection.

Not here: anything about what goes through it.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_CHUNK = 65536


class Gate:
    """Listens on a port of its own, and hands on what comes to another one of this machine."""

    def __init__(self, url: str) -> None:
        """`url` is what stands behind it."""
        self._behind = urlsplit(url)
        self._port = 0
        self._passing: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()

    @property
    def url(self) -> str:
        """What is to be called in place of what stands behind it."""
        return self._behind._replace(netloc=f"127.0.0.1:{self._port}").geturl()

    async def open(self) -> None:
        """Let through."""
        self._server = await asyncio.start_server(self._hand_on, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        """Break what goes through it, and refuse what comes."""
        self._server.close()
        for writer in self._passing:
            writer.transport.abort()

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind = await asyncio.open_connection(self._behind.hostname, self._behind.port)
        self._passing |= {writer, behind[1]}
        try:
            await asyncio.gather(_copy(reader, behind[1]), _copy(behind[0], writer))
        except ConnectionError:
            pass  # one of them has gone
        finally:
            for each in (writer, behind[1]):
                self._passing.discard(each)
                each.transport.abort()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    writer.write_eof()
