"""The wire to BetterPT: every request ends in time, and a failed one says whether it can have arrived.

No token, no GraphQL and no second attempt here.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

# Below the 60 seconds after which common load balancers drop an idle connection: a request is never
# sent into one that is being closed, which would leave its outcome unknown.
_KEEP_ALIVE = 45.0
_CONNECTIONS = 8
"""At once: what more there is waits for one, and did not leave us if it waits in vain."""
# Nothing of the request has left us when one of these is raised.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long things may take, all in seconds. The defaults end every call within 20 seconds."""

    connect: float = 3.0
    """Opening a connection, and before that waiting for a free one."""
    read: float = 9.0
    """Between two parts of an answer."""
    request: float = 10.0
    """One request from its beginning to the end of its answer."""
    token: float = 5.0
    """One request for a token."""
    zones: float = 2.0
    """Asking once which time zones BetterPT knows."""
    call: float = 18.0
    """Everything that one call of the port does: token, request, a second attempt, reading back."""
    attempts: int = 4
    """How often a query is sent."""
    pause: float = 0.4
    """Before a query's second attempt; doubled before each further one."""
    token_pause: float = 1.0
    """After a failed request for a token, before the next one."""
    refused_pause: float = 30.0
    """The same after one that was refused: who asks too often is severely rate-limited."""


class NotArrived(Exception):
    """The request certainly did not reach BetterPT."""


class AnswerLost(Exception):
    """The request may have reached BetterPT, and its answer did not reach us."""


class _Line:
    """One client with the requests that are on their way over it."""

    def __init__(self, tls: ssl.SSLContext, limits: Limits) -> None:
        self.requests: set[asyncio.Task[httpx.Response]] = set()
        self.client = httpx.AsyncClient(
            verify=tls,
            trust_env=False,  # no proxy and no .netrc may come in by the environment
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=limits.connect),
            limits=httpx.Limits(
                max_connections=_CONNECTIONS,
                max_keepalive_connections=_CONNECTIONS,
                keepalive_expiry=_KEEP_ALIVE,
            ),
        )

    def send(self, request: httpx.Request) -> asyncio.Task[httpx.Response]:
        """Send it in a task of its own, so that nobody who stops waiting cancels it."""
        task = asyncio.create_task(self.client.send(request))
        self.requests.add(task)
        task.add_done_callback(self._settle)
        return task

    def _settle(self, task: asyncio.Task[httpx.Response]) -> None:
        self.requests.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: a request nobody waits for any more may fail in silence

    async def close(self) -> None:
        """Close it under whatever is still on its way.

        The requests go first: a pool that is closed before them opens new connections for those that queue.
        """
        strays = self.abandon()
        await asyncio.gather(*strays, return_exceptions=True)
        await self.client.aclose()

    def abandon(self) -> tuple[asyncio.Task[httpx.Response], ...]:
        """Give up everything that is still on its way."""
        strays = tuple(self.requests)
        for stray in strays:
            stray.cancel()
        return strays


class Wire:
    """Sends requests over one shared client, each with an end.

    httpx's time limits hold for single operations: an answer that drips in byte by byte keeps within them
    for ever. Cancelling such a request would leak its place in the pool. So a late request is left alone,
    its client is replaced, and the old one is closed when everything else on it has been answered.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tls = httpx.create_ssl_context(trust_env=False)  # 20 ms: made once for all clients
        self._line = _Line(self._tls, limits)
        self._retiring: dict[asyncio.Task[None], _Line] = {}

    async def post(
        self, url: str, body: object, *, seconds: float, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Post JSON and read the whole answer, within `seconds`; redirects are not followed.

        Raises:
            NotArrived: nothing was sent.
            AnswerLost: something was sent, and no whole answer came in time.
        """
        line = self._line
        task = line.send(line.client.build_request("POST", url, json=body, headers=headers))
        try:
            done, _ = await asyncio.wait({task}, timeout=seconds)
        except asyncio.CancelledError:
            self._retire(line)
            raise
        if not done:
            self._retire(line)
            raise AnswerLost(f"no whole answer within {seconds:.1f} s")
        return _answer(task)

    def _retire(self, line: _Line) -> None:
        if line is not self._line:
            return
        self._line = _Line(self._tls, self._limits)
        farewell = asyncio.create_task(self._farewell(line))
        self._retiring[farewell] = line
        farewell.add_done_callback(lambda task: self._retiring.pop(task, None))

    async def _farewell(self, line: _Line) -> None:
        """After a call's whole time nobody waits for an answer over this line any more."""
        if line.requests:
            await asyncio.wait(tuple(line.requests), timeout=self._limits.call)
        await line.close()

    async def close(self) -> None:
        """Close all connections; nothing may be sent afterwards."""
        for line in self._retiring.values():
            line.abandon()
        await asyncio.gather(*self._retiring, return_exceptions=True)
        await self._line.close()


def _answer(task: asyncio.Task[httpx.Response]) -> httpx.Response:
    """What came of a request that is over. httpx's words may hold an address, so only its type is told."""
    try:
        return task.result()
    except _NOT_SENT as error:
        raise NotArrived(f"not reached ({type(error).__name__})") from error
    except (httpx.HTTPError, httpx.StreamError, asyncio.CancelledError) as error:
        raise AnswerLost(f"no answer ({type(error).__name__})") from error
