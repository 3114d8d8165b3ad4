"""What the visitor does as somebody: say, click, choose, use shortcuts, fill in, submit, close, download.

Not here: what a gesture means (`sandbox.slack.gestures`, `sandbox.slack.in_views`).
"""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.page.requests import Desk, done, given_by, gone
from sandbox.slack import SlackSandbox
from sandbox.slack.files import download
from sandbox.slack.wire import Refused


class Visitor:
    """The endpoints of everything one does on the page as a person in Slack."""

    def __init__(self, slack: SlackSandbox) -> None:
        self._slack = slack
        self._desk = Desk(slack)

    def routes(self) -> list[web.RouteDef]:
        """Everything that a person does, under `/page/`."""
        doing: dict[str, Handler] = {
            "say": self._say,
            "click": self._click,
            "suggest": self._suggest,
            "shortcut": self._shortcut,
            "home": self._home,
            "dismiss": self._dismiss,
            "submit": self._submit,
            "close": self._close,
        }
        posts = [web.post(f"/page/{name}", _careful(handler)) for name, handler in doing.items()]
        return [*posts, web.get("/page/file/{person}/{file}", self._file)]

    async def _say(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        person = self._desk.person(given["person"])
        channel = self._slack.workspace.channels.get(given["channel"])
        if channel is None or person.id not in channel.members:
            raise gone()
        thread = given.get("thread_ts")
        await self._slack.people.say(person.id, channel.id, str(given["text"]), thread_ts=thread)
        return done()

    async def _click(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        person, chosen = self._desk.person(given["person"]), given.get("chosen")
        ids = str(given["block_id"]), str(given["action_id"])
        if given.get("view"):
            view, typed = self._desk.view(person, given), given.get("typed") or {}
            await self._slack.in_views.act(view, *ids, chosen, typed)
        else:
            await self._slack.people.click(person.id, self._desk.message(person, given), *ids, chosen)
        return done()

    async def _suggest(self, request: web.Request) -> web.Response:
        """Options for what was typed into a menu whose choices the app knows."""
        given = await given_by(request)
        person = self._desk.person(given["person"])
        ids = str(given["block_id"]), str(given["action_id"])
        query = str(given["query"])
        if given.get("view"):
            found = await self._slack.in_views.suggest(self._desk.view(person, given), *ids, query)
        else:
            message = self._desk.message(person, given)
            found = await self._slack.people.suggest(person.id, message, *ids, query)
        return done(found)

    async def _shortcut(self, request: web.Request) -> web.Response:
        """One from a message's menu, or without a message a global one."""
        given = await given_by(request)
        person, name = self._desk.person(given["person"]), str(given["callback_id"])
        if given.get("ts"):
            await self._slack.people.shortcut(person.id, name, self._desk.message(person, given))
        else:
            await self._slack.people.global_shortcut(person.id, name)
        return done()

    async def _home(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        tab = "messages" if given.get("tab") == "messages" else "home"
        await self._slack.people.opens_home(self._desk.person(given["person"]).id, tab=tab)
        return done()

    async def _dismiss(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        message = self._desk.message(self._desk.person(given["person"]), given)
        if message.only_for is not None:
            self._slack.workspace.remove(message)
        return done()

    async def _submit(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        view = self._desk.view(self._desk.person(given["person"]), given)
        if not view.is_waiting:
            await self._slack.in_views.submit(view, given.get("typed") or {})
        return done()

    async def _close(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        view = self._desk.view(self._desk.person(given["person"]), given)
        await self._slack.in_views.close(view, whole_stack=bool(given.get("whole_stack")))
        return done()

    async def _file(self, request: web.Request) -> web.Response:
        """A file under a message that this person sees: to keep, or as a picture to look at."""
        person = self._desk.person(request.match_info["person"])
        seen = self._slack.workspace.seen_by(person.id)
        files = {each.id: each for message in seen for each in message.files}
        file = files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        return download(file)


def _careful(handler: Handler) -> Handler:
    """What Slack refuses, or what names nothing, is not there any more for the visitor."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (Refused, KeyError):
            raise gone() from None

    return handle
