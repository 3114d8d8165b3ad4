"""The Web API's front door: tokens, scopes, arguments, faults and the record of every call.

Not here: rate limits, and what the methods do (`chat.py`, `directory.py`, `modals.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from sandbox.slack.manners import Manners
from sandbox.slack.wire import Call, Fault, Faults, Json, Refused, arguments_of, token_of
from sandbox.slack.workspace import Workspace

BOT_TOKEN = "xoxb-sandbox-bot"  # noqa: S105  # opens nothing but this stand-in
APP_TOKEN = "xapp-sandbox-app"  # noqa: S105  # the same


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method: what it does, needs and is allowed by."""

    run: Callable[[Json], Json]
    required: tuple[str, ...] = ()
    scope: str | None = None
    """`{kind}` stands for the channel's kind: channels, groups or im."""
    token: str = BOT_TOKEN


class WebAPI:
    """Answers `/slack/api/<method>`."""

    def __init__(
        self,
        methods: dict[str, Method],
        workspace: Workspace,
        faults: Faults,
        scopes: frozenset[str] | None,
        manners: Manners,
    ) -> None:
        self._manners = manners
        self._methods = methods
        self._workspace = workspace
        self._faults = faults
        self._scopes = scopes
        self.calls: list[Call] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever shall go wrong with it."""
        name = request.match_info["method"]
        call = Call(method=name, arguments={}, at=self._workspace.clock.now())
        self.calls.append(call)
        fault = self._faults.take(name)
        await asyncio.sleep(fault.delay)
        try:
            call.arguments = await arguments_of(request)
            if fault.cut == "before":
                return _cut(request)
            if fault.status is not None:
                return _failed(call, fault.status, fault.retry_after)
            self._act(call, fault, token_of(request, call.arguments))
        except Refused as refused:
            call.answer = refused.as_json()
        finally:
            self._workspace.changes.happened()
        if fault.cut == "after":
            return _cut(request)
        return web.json_response(call.answer, headers=self._scope_headers())

    def _act(self, call: Call, fault: Fault, token: str) -> None:
        if fault.error is not None:
            raise Refused(fault.error)
        self._manners.look_at(call.method, call.arguments)
        try:
            call.answer = {"ok": True, **self._run(call.method, call.arguments, token)}
        except Refused as refused:
            self._manners.refused(call.method, call.arguments, refused.error, refused.messages)
            raise
        call.acted = True

    def _run(self, name: str, arguments: Json, token: str) -> Json:
        method = self._methods.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        if not token:
            raise Refused("not_authed")
        if token not in (BOT_TOKEN, APP_TOKEN):
            raise Refused("invalid_auth")
        if token != method.token:
            raise Refused("not_allowed_token_type")
        self._check_scope(method, arguments)
        missing = [each for each in method.required if arguments.get(each) in (None, "")]
        if missing:
            raise Refused(
                "invalid_arguments", [f"[ERROR] missing required field: {each}" for each in missing]
            )
        return method.run({each: value for each, value in arguments.items() if each != "token"})

    def _check_scope(self, method: Method, arguments: Json) -> None:
        if method.scope is None or self._scopes is None:
            return
        needed = method.scope.format(kind=self._kind(str(arguments.get("channel", ""))))
        if needed not in self._scopes:
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(self._scopes)))

    def _kind(self, channel_id: str) -> str:
        channel = self._workspace.channels.get(channel_id)
        if channel is None or not (channel.is_private or channel.is_dm):
            return "channels"
        return "im" if channel.is_dm else "groups"

    def _scope_headers(self) -> dict[str, str]:
        return {} if self._scopes is None else {"X-OAuth-Scopes": ",".join(sorted(self._scopes))}


def _failed(call: Call, status: int, retry_after: int) -> web.Response:
    call.status = status
    too_many = 429
    if status == too_many:
        call.answer = {"ok": False, "error": "ratelimited"}
        headers = {"Retry-After": str(retry_after)}
        return web.json_response(call.answer, status=status, headers=headers)
    return web.Response(status=status, text="<html><body>Something went wrong</body></html>")


def _cut(request: web.Request) -> web.Response:
    """Reset the connection; the response goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
