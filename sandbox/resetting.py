"""Connections that break without an answer, as both clouds' do. Not here: when they shall (`faults.py`)."""

from __future__ import annotations

from aiohttp import web


def reset(request: web.Request) -> web.Response:
    """Cut the connection of a request; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def is_reset(request: web.Request) -> bool:
    """Whether nobody is there any more to hear an answer."""
    return request.transport is None or request.transport.is_closing()
