"""Writes down every call that the bot makes, at the one door all of them come through.

It reads along and changes nothing. Not here: envelopes, which go the other way (`slack/socket.py`), and the
page's own requests, which are no part of what is being shown.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.betterpt.endpoint import operation_of
from sandbox.slack.wire import Refused, arguments_of
from sandbox.traffic import Cloud, Traffic

LONGEST = 200_000
"""Answers longer than that are named by their size only."""
OK = 200


class Subject(NamedTuple):
    """What a call is about."""

    cloud: Cloud
    name: str
    asked: object


class Outcome(NamedTuple):
    """How a call ended."""

    words: str
    answered: object = None
    is_trouble: bool = False


def recording(traffic: Traffic, betterpt: str) -> Middleware:
    """A middleware that keeps every call; `betterpt` is the path under which BetterPT is served."""

    @web.middleware
    async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
        subject = await _subject(request, betterpt)
        if subject is None:
            return await handler(request)
        exchange = traffic.begin(subject.cloud, "call", subject.name, subject.asked)
        ended = Outcome("dropped", is_trouble=True)
        try:
            response = await handler(request)
            ended = _outcome(request, response)
        finally:
            traffic.end(exchange, ended.words, ended.answered, is_trouble=ended.is_trouble)
        return response

    return record


async def _subject(request: web.Request, betterpt: str) -> Subject | None:
    path = request.path
    if path.startswith("/slack/api/"):
        return Subject("slack", path.removeprefix("/slack/api/"), await _arguments(request))
    if path.startswith("/slack/response/"):
        return Subject("slack", "response_url", _json(await request.text()))
    if path.startswith("/slack/upload/"):
        return Subject("slack", "file upload", {"bytes": request.content_length})
    if path == f"{betterpt}/v0/graphql-public":
        asked = _json(await request.text())
        return Subject("betterpt", operation_of(asked) if isinstance(asked, dict) else "?", asked)
    if path == f"{betterpt}/oauth/token":
        return Subject("betterpt", "token", _json(await request.text()))
    return None


async def _arguments(request: web.Request) -> object:
    try:
        return await arguments_of(request)
    except Refused as refused:
        return refused.error  # the answer says the same


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _outcome(request: web.Request, response: web.StreamResponse) -> Outcome:
    if request.transport is None or request.transport.is_closing():
        return Outcome("connection cut", is_trouble=True)
    answered = _body(response)
    if response.status != OK:
        return Outcome(f"HTTP {response.status}", answered, is_trouble=True)
    if not isinstance(answered, dict):
        return Outcome("ok", answered)
    if answered.get("ok") is False:
        return Outcome(str(answered.get("error")), answered, is_trouble=True)
    if answered.get("errors"):
        return Outcome("errors", answered, is_trouble=True)
    return Outcome("ok", answered)


def _body(response: web.StreamResponse) -> object:
    body = response.body if isinstance(response, web.Response) else None
    if not isinstance(body, bytes):
        return None
    if len(body) > LONGEST:
        return f"({len(body)} bytes)"
    return _json(body.decode(errors="replace"))
