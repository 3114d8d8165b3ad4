"""What the page may ask and send: the visitor's person, their messages and views, JSON only.

Not here: what is done with it (`visitor.py`, `backstage.py`).
"""

from __future__ import annotations

import json

from aiohttp import web

from sandbox.slack import Message, SlackSandbox
from sandbox.slack.forms import Typed
from sandbox.slack.people import Member
from sandbox.slack.sharing import File
from sandbox.slack.views import View
from sandbox.slack.wire import Json

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class InSight:
    """Finds what a request is about, for the person it comes from, and nothing they could not see."""

    def __init__(self, slack: SlackSandbox) -> None:
        self._slack = slack

    def person(self, person_id: object) -> Member:
        """Somebody who can open Slack.

        Raises:
            web.HTTPConflict: nobody of that id can.
        """
        found = self._slack.workspace.members.get(str(person_id))
        if found is None or not found.is_here:
            raise gone()
        return found

    def message(self, person: Member, given: Json) -> Message:
        """A message that this person sees.

        Raises:
            web.HTTPConflict: there is none (any more).
        """
        workspace = self._slack.workspace
        message = workspace.find(str(given.get("channel")), str(given.get("ts")))
        if message is None or not workspace.sees(person.id, message):
            raise gone()
        return message

    def view(self, person: Member, given: Json) -> View:
        """This person's modal or Home tab.

        Raises:
            web.HTTPConflict: there is none (any more).
        """
        view_id = str(given.get("view"))
        view = self._slack.modals.find(view_id) or self._slack.homes.find(view_id)
        if view is None or view.user != person.id:
            raise gone()
        return view

    def file(self, person: Member, file_id: str) -> File:
        """A file under a message that this person sees, or a picture in its blocks or in their views.

        Raises:
            web.HTTPNotFound: there is none, or not for them.
        """
        seen = self._slack.workspace.seen_by(person.id)
        views = [*self._slack.modals.stack(person.id), self._slack.homes.of(person.id)]
        shown = [each.blocks for each in (*seen, *views) if each is not None]
        file = self._slack.files.find(file_id)
        is_under = any(file_id == each.id for message in seen for each in message.files)
        if file is None or file.content is None or not (is_under or file_id in json.dumps(shown)):
            raise web.HTTPNotFound
        return file


async def given_by(request: web.Request) -> Json:
    """What the page sent; JSON only, which a form on another page cannot send.

    Raises:
        web.HTTPUnsupportedMediaType, web.HTTPBadRequest: it is something else.
    """
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        given = json.loads(await request.text())
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(given, dict):
        raise web.HTTPBadRequest
    return given


def ids_in(given: Json) -> tuple[str, str]:
    """The block and the action that something was done to."""
    return str(given.get("block_id")), str(given.get("action_id"))


def typed_in(given: Json) -> Typed:
    """Everything that is filled in, by block and action.

    Raises:
        web.HTTPBadRequest: it is something else.
    """
    typed = given.get("typed") or {}
    if not isinstance(typed, dict) or not all(isinstance(each, dict) for each in typed.values()):
        raise web.HTTPBadRequest
    return typed


def gone() -> web.HTTPConflict:
    """What was meant is not there any more."""
    return web.HTTPConflict(text="That is not there any more.")


def done(body: Json | None = None) -> web.Response:
    """The answer to what was done."""
    return web.json_response({"ok": True, **(body or {})}, headers=HEADERS)
