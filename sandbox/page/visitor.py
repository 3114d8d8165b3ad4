"""What the visitor does as somebody: say, click, choose, use shortcuts, fill in, submit, close, download.

Not here: what a gesture means (`sandbox.slack.gestures`, `sandbox.slack.in_views`).
"""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.page.requests import InSight, done, given_by, gone, ids_in, typed_in
from sandbox.slack import SlackSandbox
from sandbox.slack.files import download
from sandbox.slack.wire import Refused


class Visitor:
    """The endpoints of everything one does on the page as a person in Slack."""

    def __init__(self, slack: SlackSandbox) -> None:
        self._slack = slack
        self._in_sight = InSight(slack)

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
        person = self._in_sight.person(given.get("person"))
        channel = self._slack.workspace.channels.get(str(given.get("channel")))
        if channel is None or person.id not in channel.members:
            raise gone()
        thread = str(given["thread_ts"]) if given.get("thread_ts") else None
        await self._slack.people.say(person.id, channel.id, str(given.get("text", "")), thread_ts=thread)
        return done()

    async def _click(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        person, chosen = self._in_sight.person(given.get("person")), given.get("chosen")
        ids = ids_in(given)
        if given.get("view"):
            await self._slack.in_views.act(self._in_sight.view(person, given), *ids, chosen, typed_in(given))
        else:
            await self._slack.people.click(person.id, self._in_sight.message(person, given), *ids, chosen)
        return done()

    async def _suggest(self, request: web.Request) -> web.Response:
        """Options for what was typed into a menu whose choices the app knows."""
        given = await given_by(request)
        person = self._in_sight.person(given.get("person"))
        ids = ids_in(given)
        query = str(given.get("query", ""))
        if given.get("view"):
            found = await self._slack.in_views.suggest(self._in_sight.view(person, given), *ids, query)
        else:
            message = self._in_sight.message(person, given)
            found = await self._slack.people.suggest(person.id, message, *ids, query)
        return done(found)

    async def _shortcut(self, request: web.Request) -> web.Response:
        """One from a message's menu, or without a message a global one."""
        given = await given_by(request)
        person, name = self._in_sight.person(given.get("person")), str(given.get("callback_id"))
        if given.get("ts"):
            await self._slack.people.shortcut(person.id, name, self._in_sight.message(person, given))
        else:
            await self._slack.people.global_shortcut(person.id, name)
        return done()

    async def _home(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        tab = "messages" if given.get("tab") == "messages" else "home"
        await self._slack.people.opens_home(self._in_sight.person(given.get("person")).id, tab=tab)
        return done()

    async def _dismiss(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        message = self._in_sight.message(self._in_sight.person(given.get("person")), given)
        if message.only_for is not None:
            self._slack.workspace.remove(message)
        return done()

    async def _submit(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        view = self._in_sight.view(self._in_sight.person(given.get("person")), given)
        if not view.is_waiting:
            await self._slack.in_views.submit(view, typed_in(given))
        return done()

    async def _close(self, request: web.Request) -> web.Response:
        given = await given_by(request)
        view = self._in_sight.view(self._in_sight.person(given.get("person")), given)
        await self._slack.in_views.close(view, whole_stack=bool(given.get("whole_stack")))
        return done()

    async def _file(self, request: web.Request) -> web.Response:
        """A file that this person sees, under a message or within it: to keep, or as a picture to look at."""
        person = self._in_sight.person(request.match_info["person"])
        file = self._in_sight.file(person, request.match_info["file"])
        return download(file)


def _careful(handler: Handler) -> Handler:
    """What Slack refuses is not there any more for the visitor."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused:
            raise gone() from None

    return handle
