"""Things that go wrong on the way to BetterPT and back, to be added by a test or to stand for a while.

How they wait and stand is common to both clouds (`sandbox/faults.py`). Whether the call acts before it goes
wrong is the whole point, so it is in the name.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from sandbox.dripping import drip
from sandbox.faults import RetryAfter, in_header
from sandbox.resetting import reset

TOKEN = "token"  # noqa: S105 - the name of an operation, no secret
CHANGING = "changing"
"""Stands for every operation that changes a room."""
EVERYTHING = "everything"
"""Stands for every operation and the token endpoint: nothing of BetterPT is left out."""
MUTATIONS = frozenset({"createPartnerVideoRoom", "cancelPartnerVideoRoom", "reschedulePartnerVideoRoom"})
HTML = "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>"

Kind = Literal[
    "refuse-before",  # HTTP `status`, with `retry_after` if given; JSON, or HTML if `html`
    "reset-before",  # the connection drops
    "hang",  # nothing for `seconds`, then the connection drops
    "html",  # 200 with a web page
    "says",  # 200 with the JSON `body`, whatever that is
    "errors",  # GraphQL errors with `code` and `message`, and `data.<operation>: null`
    "nothing",  # `data.<operation>: null` and no error
    "token-revoked",  # 401, and that token is refused from now on
    "unauthenticated",  # the same, said by a GraphQL error with status 200
    "act-then-reset",
    "act-then-500",  # HTTP `status` if given
    "act-then-hang",
    "act-then-errors",  # the room is made, and a field that must not be null was: `data.<operation>: null`
    "broken-json",  # it acts; half of the answer comes
    "drip",  # it acts; a byte of the answer every `seconds`
    "drip-head",  # it acts; a byte of a header every `seconds`
    "partial",  # it acts; only the uid comes, with GraphQL errors for the rest
    "slow",  # it acts, and answers rightly after `seconds`
    "wrong-date",  # it acts, and answers rightly, by a clock that is `date`
]
ACTING = frozenset({"broken-json", "drip", "drip-head", "partial", "slow", "wrong-date"})
AT_THE_DOOR = frozenset({"refuse-before", "reset-before", "hang", "html", "says"})
"""Who is met by these never gets as far as having a token looked at."""

Act = Callable[[], web.Response]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What happens to a call of `operation`.

    None is any GraphQL operation, `TOKEN` the token endpoint; `CHANGING` and `EVERYTHING` stand for several.
    """

    kind: Kind
    operation: str | None = None
    status: int | None = None
    retry_after: RetryAfter | None = None
    html: bool = False
    seconds: float | None = None
    code: str | None = "BAD_USER_INPUT"
    message: str = "This is not possible"
    body: object = None
    date: str = "Thu, 01 Jan 1970 00:00:00 GMT"

    def fits(self, operation: str) -> bool:
        """Whether it hits a call of this operation."""
        match self.operation:
            case None:
                return operation != TOKEN
            case "everything":
                return True
            case "changing":
                return operation in MUTATIONS
            case _:
                return self.operation == operation

    @property
    def acts(self) -> bool:
        """Whether the call does its work before it goes wrong."""
        return self.kind in ACTING or self.kind.startswith("act-")


async def strike(fault: Fault, operation: str, request: web.Request, act: Act) -> web.StreamResponse:
    """Answer a call as the fault wants it."""
    done = act() if fault.acts else None
    match fault.kind:
        case "refuse-before" | "act-then-500":
            return _refusal(fault)
        case "hang" | "act-then-hang":
            await asyncio.sleep(60 if fault.seconds is None else fault.seconds)
        case "html":
            return web.Response(text=HTML, content_type="text/html")
        case "says":
            return web.json_response(fault.body)
        case "slow" | "wrong-date":
            return await _rightly(fault, done or web.Response())
        case "drip":
            return await drip(request, _body(done), seconds=_pause(fault))
        case "drip-head":
            await _drip_head(request, fault)
        case "broken-json":
            body = _body(done)
            return web.Response(body=body[: len(body) // 2], content_type="application/json")
        case "errors" | "nothing" | "partial" | "act-then-errors" | "unauthenticated":
            return web.json_response(_graphql(fault, operation, _body(done)))
        case _:
            pass
    return reset(request)


async def _rightly(fault: Fault, done: web.Response) -> web.Response:
    """As it should be answered, but late or by a clock that goes wrong."""
    if fault.kind == "slow":
        await asyncio.sleep(3 if fault.seconds is None else fault.seconds)
    else:
        done.headers["date"] = fault.date
    return done


def _body(done: web.Response | None) -> bytes:
    return done.body if done and isinstance(done.body, bytes) else b"{}"


def _refusal(fault: Fault) -> web.Response:
    status = fault.status or (500 if fault.acts else 503)
    headers = {"retry-after": in_header(fault.retry_after)} if fault.retry_after is not None else {}
    if fault.html:
        return web.Response(status=status, text=HTML, content_type="text/html", headers=headers)
    return web.json_response({"message": fault.message}, status=status, headers=headers)


def _graphql(fault: Fault, operation: str, done: bytes) -> dict[str, object]:
    """An envelope with `data` and `errors` as the kind wants them."""
    data = None
    error: dict[str, object] = {"message": fault.message, "path": [operation]}
    error["extensions"] = {"code": fault.code} if fault.code else {}
    match fault.kind:
        case "nothing":
            return {"data": {operation: None}}
        case "unauthenticated":
            error["extensions"] = {"code": "UNAUTHENTICATED"}
        case "act-then-errors":
            error["path"] = [operation, "patientLink"]
        case "partial":
            error["path"] = [operation, "status"]
            data = {"uid": json.loads(done)["data"][operation]["uid"], "status": None}
        case _:
            pass
    return {"data": {operation: data}, "errors": [error]}


async def _drip_head(request: web.Request, fault: Fault) -> None:
    transport = request.transport
    if transport is None:
        return
    transport.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(1000):
        if transport.is_closing():
            return
        transport.write(b"z")
        await asyncio.sleep(_pause(fault))


def _pause(fault: Fault) -> float:
    """Seconds between two bytes."""
    return 0.05 if fault.seconds is None else fault.seconds
