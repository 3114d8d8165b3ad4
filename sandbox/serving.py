"""One HTTP server on this machine only, which strangers' web pages cannot talk to.

A page on the internet can make a browser call 127.0.0.1: by a name that resolves to it (so the Host header is
checked), by a form (so the Origin of everything that changes something is checked), or by an address of a
picture (so what the browser tells of the sender is checked, for reading too: a GET of Slack's Web API acts,
and its tokens here are no secrets). Following a link to a page for people is what anybody may.
"""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

HOST = "127.0.0.1"
NAMES = frozenset({HOST, "localhost"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
ELSEWHERE = frozenset({"cross-site", "same-site"})
"""What a browser calls a sender of another origin; another port of this machine is the same site."""
FOR_PEOPLE = re.compile(r"/(?:archives/[^/]+/[^/]+|(?:[^/]+/)?room/[^/]+)?")
"""Pages that links lead to: the workspace, a message in it, a room's lobby."""


class Server:
    """An aiohttp server with its address known before its routes are.

    Args:
        port: the wanted port; 0, or one that is taken, becomes a free one.
    """

    def __init__(self, port: int = 0) -> None:
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._runner: web.AppRunner | None = None

    async def start(
        self,
        routes: Iterable[web.RouteDef],
        *,
        ending: Callable[[], Awaitable[None]],
        watching: Iterable[Middleware] = (),
    ) -> None:
        """Serve.

        Args:
            routes: what is answered.
            ending: awaited at the end, to close what would stay open.
            watching: what reads along, the outermost first.
        """
        middlewares = [_only_neighbours, *watching]
        application = web.Application(middlewares=middlewares, client_max_size=4 * 1024 * 1024)
        application.add_routes([*routes])

        async def end(_application: web.Application) -> None:
            await ending()

        application.on_shutdown.append(end)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.3)
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()

    async def stop(self) -> None:
        """Stop serving and give the port back."""
        if self._runner is not None:
            await self._runner.cleanup()
        self._socket.close()


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        listening.bind((HOST, 0))
    return listening


@web.middleware
async def _only_neighbours(request: web.Request, handler: Handler) -> web.StreamResponse:
    if urlsplit(f"//{request.host}").hostname not in NAMES:
        return web.Response(status=421, text="The sandbox answers on this machine only.")
    if _is_from_elsewhere(request) or (request.method not in READING and not _is_ours(request)):
        return web.Response(status=403, text="The sandbox takes nothing from other pages.")
    return await handler(request)


def _is_from_elsewhere(request: web.Request) -> bool:
    """Whether a page of another origin makes a browser ask, and not by a link that somebody follows."""
    if request.headers.get("Sec-Fetch-Site") not in ELSEWHERE:
        return False
    is_followed = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return not (is_followed and FOR_PEOPLE.fullmatch(request.path))


def _is_ours(request: web.Request) -> bool:
    """Whether one of our own pages, or no page at all, sends this."""
    origin = request.headers.get("Origin")
    if origin == "null":  # a page that asks for no referrer, like BetterPT's door; the browser knows better
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return origin is None or urlsplit(origin).netloc == request.host
