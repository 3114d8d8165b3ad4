"""The page's endpoints: its files, what it shows, live news, and what its visitor does.

Not here: what a gesture means (`sandbox.slack.gestures`).
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from sandbox.betterpt import BetterPTSandbox
from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.page.state import state_for
from sandbox.slack import Message, SlackSandbox
from sandbox.slack.files import download
from sandbox.slack.people import Member
from sandbox.slack.views import View
from sandbox.slack.wire import Json, Refused

FILES = Path(__file__).parent
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
HEARTBEAT_SECONDS = 10


class Page:
    """One visitor's window on the sandbox; several may be open."""

    def __init__(self, clock: SandboxClock, slack: SlackSandbox, betterpt: BetterPTSandbox) -> None:
        self._clock = clock
        self._slack = slack
        self._betterpt = betterpt
        self._news = Changes()
        self._watching: list[asyncio.Task[None]] = []
        self._files = {each.name: each for each in FILES.iterdir() if each.suffix in KINDS}

    def watch(self) -> None:
        """Begin to pass news on to open pages."""
        sources = (self._slack.changes, self._betterpt.changes, self._clock.changes)
        self._watching = [asyncio.create_task(self._pass_on(each)) for each in sources]

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
            web.post("/page/say", self._say),
            web.post("/page/click", self._click),
            web.post("/page/shortcut", self._shortcut),
            web.post("/page/home", self._home),
            web.get("/page/download/{person}/{file}", self._download),
            web.post("/page/dismiss", self._dismiss),
            web.post("/page/submit", self._submit),
            web.post("/page/close", self._close),
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
        person = self._person(request.query.get("person", ""))
        state = state_for(person, self._clock, self._slack, self._betterpt)
        return web.json_response(state | {"version": self._news.version}, headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: "something changed", no more; a page then asks for its state."""
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                version = self._news.version
                await response.write(f"data: {version}\n\n".encode())
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.after(version), HEARTBEAT_SECONDS)
        return response

    async def _say(self, request: web.Request) -> web.Response:
        given = await _given(request)
        person, channel = self._person(given["person"]), self._slack.workspace.channels.get(given["channel"])
        if channel is None or person.id not in channel.members:
            raise _not_there()
        thread = given.get("thread_ts")
        try:
            await self._slack.people.say(person.id, channel.id, str(given["text"]), thread_ts=thread)
        except Refused:
            raise _not_there() from None
        return _done()

    async def _shortcut(self, request: web.Request) -> web.Response:
        given = await _given(request)
        person = self._person(given["person"])
        try:
            message = self._message(person, given)
            await self._slack.people.shortcut(person.id, str(given["callback_id"]), message)
        except Refused:
            raise _not_there() from None
        return _done()

    async def _home(self, request: web.Request) -> web.Response:
        given = await _given(request)
        tab = "messages" if given.get("tab") == "messages" else "home"
        await self._slack.people.opens_home(self._person(given["person"]).id, tab=tab)
        return _done()

    async def _download(self, request: web.Request) -> web.Response:
        person = self._person(request.match_info["person"])
        seen = self._slack.workspace.seen_by(person.id)
        files = {each.id: each for message in seen for each in message.files}
        file = files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        return download(file)

    async def _click(self, request: web.Request) -> web.Response:
        given = await _given(request)
        person, people = self._person(given["person"]), self._slack.people
        block, action, chosen = str(given["block_id"]), str(given["action_id"]), given.get("chosen")
        try:
            if given.get("view"):
                view = self._view(person, given)
                typed = given.get("typed") or {}
                await self._slack.in_views.act(view, block, action, chosen, typed)
            else:
                await people.click(person.id, self._message(person, given), block, action, chosen)
        except Refused:
            raise _not_there() from None
        return _done()

    async def _dismiss(self, request: web.Request) -> web.Response:
        given = await _given(request)
        message = self._message(self._person(given["person"]), given)
        if message.only_for is not None:
            self._slack.workspace.remove(message)
        return _done()

    async def _submit(self, request: web.Request) -> web.Response:
        given = await _given(request)
        view = self._view(self._person(given["person"]), given)
        if not view.is_waiting:
            await self._slack.in_views.submit(view, given.get("typed") or {})
        return _done()

    async def _close(self, request: web.Request) -> web.Response:
        given = await _given(request)
        view = self._view(self._person(given["person"]), given)
        await self._slack.in_views.close(view, whole_stack=bool(given.get("whole_stack")))
        return _done()

    def _person(self, person_id: str) -> Member:
        found = self._slack.workspace.members.get(person_id)
        if found is None or not found.is_here:
            raise _not_there()
        return found

    def _message(self, person: Member, given: Json) -> Message:
        workspace = self._slack.workspace
        message = workspace.find(str(given["channel"]), str(given["ts"]))
        if message is None or message not in workspace.seen_by(person.id):
            raise _not_there()
        return message

    def _view(self, person: Member, given: Json) -> View:
        view_id = str(given["view"])
        view = self._slack.modals.find(view_id) or self._slack.homes.find(view_id)
        if view is None or view.user != person.id:
            raise _not_there()
        return view

    async def _pass_on(self, source: Changes) -> None:
        version = source.version
        while True:
            version = await source.after(version)
            self._news.happened()


async def _given(request: web.Request) -> Json:
    """What the page sent; JSON only, which a form on another page cannot send."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        given = json.loads(await request.text())
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(given, dict):
        raise web.HTTPBadRequest
    return given


def _not_there() -> web.HTTPConflict:
    return web.HTTPConflict(text="That is not there any more.")


def _done() -> web.Response:
    return web.json_response({"ok": True})
