"""The page itself: its files, what it shows to whom, and live news.

Not here: what its visitor does as somebody (`visitor.py`) and behind the scenes (`backstage.py`).
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from sandbox.changes import Changes
from sandbox.page.backstage import Backstage
from sandbox.page.requests import HEADERS, InSight
from sandbox.page.state import Showing
from sandbox.page.visitor import Visitor
from sandbox.slack import SlackSandbox

FILES = Path(__file__).parent / "web"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEARTBEAT_SECONDS = 10


class Page:
    """Windows on the sandbox; several may be open, each as somebody.

    Args:
        slack: whose workspace it shows.
        showing: what a person's page shows.
        backstage: what stands behind the scenes.
        wire: changes of the traffic, which only an open drawer wants to know.
        sources: everything else whose changes a page shows.
        world: names this sandbox: another one at the same address counts its versions from the beginning, and
            a page that was open before it shows everything anew.
    """

    def __init__(
        self,
        *,
        slack: SlackSandbox,
        showing: Showing,
        backstage: Backstage,
        wire: Changes,
        sources: tuple[Changes, ...],
        world: str,
    ) -> None:
        self._in_sight = InSight(slack)
        self._showing = showing
        self._visitor = Visitor(slack)
        self._backstage = backstage
        self._wire = wire
        self._world = world
        self._sources = sources
        self._news = Changes()
        self._any = Changes()
        """Both together: what an open page waits for."""
        self._watching: list[asyncio.Task[None]] = []
        self._files = {each.name: each for each in FILES.iterdir() if each.suffix in KINDS}

    def watch(self) -> None:
        """Begin to pass news on to open pages."""
        self._watching = [asyncio.create_task(self._pass_on(each)) for each in (*self._sources, self._wire)]

    async def close(self) -> None:
        """Stop passing news on."""
        for task in self._watching:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def routes(self) -> list[web.RouteDef]:
        """The page and everything under `/page/`."""
        return [
            web.get("/", self._index),
            web.get("/archives/{channel}/{message}", self._index),
            web.get("/page/files/{name}", self._file),
            web.get("/page/state", self._state),
            web.get("/page/events", self._events),
            *self._visitor.routes(),
            *self._backstage.routes(),
        ]

    async def _index(self, _request: web.Request) -> web.Response:
        return self._read("index.html")

    async def _file(self, request: web.Request) -> web.Response:
        return self._read(request.match_info["name"])

    def _read(self, name: str) -> web.Response:
        path = self._files.get(name)
        if path is None:
            raise web.HTTPNotFound
        return web.Response(
            body=path.read_bytes(), content_type=KINDS[path.suffix], charset="utf-8", headers=HEADERS
        )

    async def _state(self, request: web.Request) -> web.Response:
        person = self._in_sight.person(request.query.get("person", ""))
        state = self._showing.to(person, since=request.query.get("since", ""))
        return web.json_response(state | self._backstage.state(), headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: which version of what, no more; a page then asks for what it wants of it."""
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                version = self._any.version
                await response.write(f"data: {json.dumps(self._versions())}\n\n".encode())
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._any.after(version), HEARTBEAT_SECONDS)
        return response

    def _versions(self) -> dict[str, str | int]:
        return {"state": f"{self._world}.{self._news.version}", "wire": self._wire.version}

    async def _pass_on(self, source: Changes) -> None:
        version = source.version
        while True:
            version = await source.after(version)
            if source is not self._wire:
                self._news.happened()
            self._any.happened()
