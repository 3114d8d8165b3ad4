"""Writes down every call that the bot makes, at the one door all of them come through.

It reads along and changes nothing; of Slack's calls it keeps what was sent, read there or not. Not here:
envelopes, which go the other way (`slack/socket.py`), and the page's own requests.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.betterpt.endpoint import operation_of
from sandbox.resetting import is_reset
from sandbox.slack.wire import Refused, arguments_of
from sandbox.traffic import Cloud, Traffic

LONGEST = 200_000
"""What is longer is named by its size only."""
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
        return Subject("slack", "response_url", await _sent(request))
    if path.startswith("/slack/upload/"):
        return Subject("slack", "file upload", {"bytes": request.content_length})
    if path == f"{betterpt}/v0/graphql-public":
        asked = await _sent(request)
        return Subject("betterpt", operation_of(asked) if isinstance(asked, dict) else "?", asked)
    if path == f"{betterpt}/oauth/token":
        return Subject("betterpt", "token", await _sent(request))
    return None


async def _arguments(request: web.Request) -> object:
    try:
        return await arguments_of(request)
    except Refused as refused:
        return refused.error  # the answer says the same
    except ValueError:
        return "(not to be read)"


async def _sent(request: web.Request) -> object:
    return _read(await request.read())


def _read(body: bytes) -> object:
    """What JSON says; of anything else only the size, because keys are struck out by their names in JSON."""
    if len(body) <= LONGEST:
        with suppress(ValueError, RecursionError):
            return json.loads(body)
    return f"({len(body)} bytes)"


def _outcome(request: web.Request, response: web.StreamResponse) -> Outcome:
    if is_reset(request):
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
    return _read(body) if isinstance(body, bytes) else None
