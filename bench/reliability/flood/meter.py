"""Counts every call that the bot makes, where it arrives: at the door that both clouds share.

The clouds of the sandbox answer at once; a distance makes
calls overlap as they do. Not here: the clock, the sockets and the page, which are no calls of the bot's.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

_CALLS = ("/slack/api/", "/slack/response/", "/slack/upload/", "/betterpt/v0/", "/betterpt/oauth/")
_TOO_MANY = 429


class Meter:
    """The figures."""

    def __init__(self) -> None:
        self._in_flight = 0
        self._peak = 0
        self.calls: Counter[str] = Counter()
        """A method of Slack's, `response`, `upload`, `graphql-public` or `token`."""
        self.turned_away: Counter[str] = Counter()
        """Those of them that were too many."""

    def peak(self) -> int:
        """How many were in flight at most since this was asked last."""
        peak, self._peak = self._peak, self._in_flight
        return peak

    @contextmanager
    def arrived(self, name: str) -> Iterator[None]:
        """A call is under way."""
        self.calls[name] += 1
        self._in_flight += 1
        self._peak = max(self._peak, self._in_flight)
        try:
            yield
        finally:
            self._in_flight -= 1


def metered(meter: Meter, distance: timedelta = timedelta()) -> Middleware:
    """What reads along in a sandbox whose clouds are that far away."""

    @web.middleware
    async def along(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(_CALLS):
            return await handler(request)
        with meter.arrived(name := _name(request.path)):
            await asyncio.sleep(distance.total_seconds())
            response = await handler(request)
        meter.turned_away[name] += response.status == _TOO_MANY
        return response

    return along


def _name(path: str) -> str:
    """What is called, without the keys that some paths hold."""
    cloud, place, *rest = path.strip("/").split("/")
    return place if cloud == "slack" and place != "api" else rest[-1]
