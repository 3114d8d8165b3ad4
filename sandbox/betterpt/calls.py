"""What arrived at the GraphQL endpoint, and what was answered. Not here: tokens, which are counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from sandbox.resetting import is_reset

KEPT = 20_000
"""How many calls are remembered: enough for any test, and not without end."""
LONGEST = 20_000
"""Answers with more bytes than that are not kept."""


@dataclass(kw_only=True)
class Call:
    """One GraphQL request that arrived."""

    operation: str
    """The operation's first field, e.g. `createPartnerVideoRoom`."""
    variables: Mapping[str, object]
    at: datetime
    status: int | None = None
    """The HTTP status of the answer; None while there is none, or if the connection was dropped."""
    answer: object = field(default=None, repr=False)
    """What was answered, e.g. GraphQL's envelope; None if nothing was, if it is no JSON, or too much."""

    def end(self, request: web.Request, response: web.StreamResponse) -> None:
        """Keep what was answered, unless the connection was cut before."""
        if response.prepared or not is_reset(request):
            self.status, self.answer = response.status, _kept(response)


def _kept(response: web.StreamResponse) -> object:
    body = response.body if isinstance(response, web.Response) else None
    if not isinstance(body, bytes) or len(body) > LONGEST:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None
