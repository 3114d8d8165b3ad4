"""Things that go wrong on the way to Slack and back, to be added by a test or to stand for a while.

How they wait and stand is common to both clouds (`sandbox/faults.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from sandbox.dripping import drip
from sandbox.faults import RetryAfter, in_header
from sandbox.resetting import reset

RESPONSE_URL = "response_url"
"""Stands for what is said by a response URL."""
UPLOAD = "upload"
"""Stands for the bytes of a file."""
NOT_OF_THE_API = frozenset({RESPONSE_URL, UPLOAD})
TOO_MANY = 429
_PAGE = "<html><body>Something went wrong</body></html>"
_BETWEEN_BYTES = 0.05
_SILENCE = 60

Act = Callable[[], web.Response]
Spoilt = Literal["html", "half", "drip", "null", "nothing", "silence"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What shall go wrong with a call of `method`; None is any method of the Web API."""

    method: str | None = None
    status: int | None = None
    """Answer this HTTP status, without acting unless it `acts`."""
    retry_after: RetryAfter | None = 1
    """Sent along with a 429; None is no such header."""
    error: str | None = None
    """Answer `{"ok": false}` with this name, without acting."""
    cut: str | None = None
    """`before`: reset the connection without acting. `after`: act, then reset it."""
    acts: bool = False
    """Act before that `status` is answered."""
    spoilt: Spoilt | None = None
    """Act, and answer with HTTP 200 all the same, but with a web page, half of the answer, the answer byte by
    byte, JSON's null, or nothing; or act and be silent until the connection drops."""
    delay: float = 0
    """Real seconds to wait first."""

    def fits(self, method: str) -> bool:
        """Whether it hits a call of this method."""
        return self.method == method or (self.method is None and method not in NOT_OF_THE_API)


async def strike(fault: Fault, request: web.Request, act: Act) -> web.StreamResponse:
    """Answer a call as the fault wants it; one that wants nothing lets it act and be answered."""
    await asyncio.sleep(fault.delay)
    if fault.cut == "before":
        return reset(request)
    if fault.status is not None and not fault.acts:
        return refusal(fault.status, fault.retry_after)
    done = act()
    if fault.cut == "after":
        return reset(request)
    if fault.status is not None:
        return refusal(fault.status, fault.retry_after)
    return await _spoilt(fault, request, done)


def refusal(status: int, retry_after: RetryAfter | None = None) -> web.Response:
    """What Slack answers to who calls too often, or a proxy in its name."""
    if status != TOO_MANY:
        return web.Response(status=status, text=_PAGE, content_type="text/html")
    headers = {} if retry_after is None else {"Retry-After": in_header(retry_after)}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=status, headers=headers)


async def _spoilt(fault: Fault, request: web.Request, done: web.Response) -> web.StreamResponse:
    body = done.body if isinstance(done.body, bytes) else b""
    match fault.spoilt:
        case None:
            return done
        case "html":
            return web.Response(text=_PAGE, content_type="text/html")
        case "drip":
            return await drip(request, body, seconds=_BETWEEN_BYTES)
        case "half":
            return web.Response(body=body[: len(body) // 2], content_type=done.content_type)
        case "null":
            return web.json_response(None)
        case "nothing":
            return web.Response(content_type=done.content_type)
        case "silence":
            await asyncio.sleep(_SILENCE)
            return reset(request)
