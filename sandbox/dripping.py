"""Answers that come byte by byte, as both clouds' can. Not here: when they shall (`faults.py`)."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web


async def drip(request: web.Request, body: bytes, *, seconds: float) -> web.StreamResponse:
    """Answer with JSON, a byte every `seconds`, until nobody listens any more."""
    response = web.StreamResponse(headers={"content-type": "application/json"})
    response.content_length = len(body)
    with suppress(ConnectionError):
        await response.prepare(request)
        for byte in body:
            await response.write(bytes([byte]))
            await asyncio.sleep(seconds)
    return response
