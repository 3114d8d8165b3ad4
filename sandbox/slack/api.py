"""The Web API's front door: tokens, scopes, arguments, limits, faults and the record of every call.

Not here: which methods there are (`methods.py`), and what they do.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from sandbox.faults import Faults
from sandbox.slack.conversations import TYPES, wanted_types
from sandbox.slack.faults import TOO_MANY, Fault, refusal, strike
from sandbox.slack.limits import TIER_3, Limits, Rate
from sandbox.slack.manners import Manners
from sandbox.slack.wire import KEPT, Call, Json, Refused, arguments_of, is_json, token_of
from sandbox.slack.workspace import Workspace

BOT_TOKEN = "xoxb-sandbox-bot"  # noqa: S105  # opens nothing but this stand-in
APP_TOKEN = "xapp-sandbox-app"  # noqa: S105  # the same
APP_SCOPE = "connections:write"
LONGEST_NAME = 255
"""Slack refuses arguments with "very long names" and does not say how long."""
_ARRAY = re.compile(r"\w+\[\w*\]")
_NAME = re.compile(r"[A-Za-z0-9_]+")
_MANAGED = {"channels:write": "channels:manage"}
"""A bot's name for a scope that is called otherwise for people."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method: what it does, needs and is allowed by."""

    run: Callable[[Json], Json]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    """Everything else that Slack's method knows, whether or not the stand-in acts on it."""
    scope: str | None = None
    """`{kind}` stands for the channel's kind: channels, groups, im or mpim."""
    rate: Rate = TIER_3
    takes_json: bool = True
    token: str | None = BOT_TOKEN
    """None: it needs none."""

    @property
    def scopes(self) -> list[str]:
        """Every scope by which it can be allowed."""
        if self.scope is None:
            return []
        return [*dict.fromkeys(self.scope_for(kind) for kind in TYPES.values())]

    def scope_for(self, kind: str) -> str:
        """The scope it needs for one kind of channel."""
        scope = (self.scope or "").format(kind=kind)
        return _MANAGED.get(scope, scope)


class WebAPI:
    """Answers `/slack/api/<method>`.

    Args:
        methods: the routing table.
        workspace: where it all happens.
        faults: what shall go wrong.
        scopes: the app's granted scopes; None is all of them.
        manners: who hears of arguments that no method knows.
        limits: how often each method may be called; None is as often as one likes.
    """

    def __init__(
        self,
        methods: Mapping[str, Method],
        workspace: Workspace,
        faults: Faults[Fault],
        scopes: frozenset[str] | None,
        manners: Manners,
        limits: Limits | None,
    ) -> None:
        self._methods = methods
        self._workspace = workspace
        self._faults = faults
        self._scopes = scopes
        self._manners = manners
        self._limits = limits
        self._noted: set[str] = set()
        everything = {scope for each in methods.values() for scope in each.scopes} - {APP_SCOPE}
        self._provided = ",".join(sorted(everything if scopes is None else scopes))
        self.calls: deque[Call] = deque(maxlen=KEPT)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, with whatever shall go wrong with it."""
        name = request.match_info["method"]
        method = self._methods.get(name)
        call = Call(method=name, arguments={}, at=self._workspace.clock.now())
        self.calls.append(call)
        fault = self._faults.take(name) or Fault()
        try:
            call.arguments = await arguments_of(request, takes_json=method is None or method.takes_json)
        except Refused as refused:
            call.answer = refused.as_json()
            return web.json_response(call.answer, headers=self._scope_headers(method))
        response = await strike(fault, request, partial(self._answer, request, call, method, fault.error))
        call.status = response.status
        self._workspace.changes.happened()
        return response

    def _answer(
        self, request: web.Request, call: Call, method: Method | None, error: str | None
    ) -> web.Response:
        """Let the method run, or refuse; `error` is a refusal that was ordered."""
        try:
            admitted = _admitted(method, call.method, token_of(request, call.arguments), error)
            if seconds := self._seconds_to_wait(call, admitted):
                call.answer = Refused("ratelimited").as_json()
                return refusal(TOO_MANY, seconds)
            if is_json(request) and not admitted.takes_json:
                self._note(f"{call.method}: Slack reads no JSON here; send a form or a query")
            self._act(call, admitted)
        except Refused as refused:
            call.answer = refused.as_json()
        finally:
            self._workspace.changes.happened()
        return web.json_response(call.answer, headers=self._scope_headers(method))

    def _act(self, call: Call, method: Method) -> None:
        self._manners.look_at(call.method, call.arguments)
        try:
            arguments = self._checked(call, method)
            call.answer = {"ok": True, **method.run(arguments)}
        except Refused as refused:
            self._manners.refused(call.method, call.arguments, refused.error, refused.messages)
            raise
        call.acted = True

    def _checked(self, call: Call, method: Method) -> Json:
        """The method's arguments; it may be called, and has what it needs."""
        _check_names(call.arguments)
        self._check_scope(method, call.arguments)
        missing = [each for each in method.required if call.arguments.get(each) in (None, "")]
        if missing:
            raise Refused(
                "invalid_arguments", [f"[ERROR] missing required field: {each}" for each in missing]
            )
        known = {*method.required, *method.optional}
        given = {each: value for each, value in call.arguments.items() if each != "token"}
        for each in given.keys() - known:
            self._note(f"{call.method}: Slack knows no argument {each!r} and ignores it")
        return {each: value for each, value in given.items() if each in known}

    def _seconds_to_wait(self, call: Call, method: Method) -> int:
        return self._limits.wait(call.method, method.rate, call.arguments) if self._limits else 0

    def _check_scope(self, method: Method, arguments: Json) -> None:
        if method.scope is None or self._scopes is None or method.scope == APP_SCOPE:
            return
        for kind in self._kinds(method, arguments):
            needed = method.scope_for(kind)
            if needed not in self._scopes:
                raise Refused("missing_scope", needed=needed, provided=self._provided)

    def _kinds(self, method: Method, arguments: Json) -> list[str]:
        """The kinds of channels that a call is about."""
        if "types" in method.optional and "{kind}" in (method.scope or ""):
            return [TYPES[each] for each in sorted(wanted_types(arguments)) if each in TYPES]
        channel = self._workspace.channels.get(str(arguments.get("channel", "")))
        if channel is None or not (channel.is_private or channel.is_dm):
            return ["channels"]
        return ["im" if channel.is_dm else "groups"]

    def _scope_headers(self, method: Method | None) -> dict[str, str]:
        """What the token may do, and what would allow this method."""
        if method is None or method.token is None:
            return {}
        provided = APP_SCOPE if method.token == APP_TOKEN else self._provided
        return {"X-OAuth-Scopes": provided, "X-Accepted-OAuth-Scopes": ",".join(method.scopes)}

    def _note(self, sentence: str) -> None:
        """Tell something once, however often it happens."""
        if sentence not in self._noted:
            self._noted.add(sentence)
            self._manners.note(sentence)


def _admitted(method: Method | None, name: str, token: str, error: str | None) -> Method:
    """The method, if there is one, the token opens it and no fault was ordered."""
    if error is not None:
        raise Refused(error)
    if method is None:
        raise Refused("unknown_method", req_method=name)
    if method.token is None:
        return method
    if not token:
        raise Refused("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise Refused("invalid_auth")
    if token != method.token:
        raise Refused("not_allowed_token_type")
    return method


def _check_names(arguments: Json) -> None:
    for name in arguments:
        if _ARRAY.fullmatch(name):
            raise Refused("invalid_array_arg")
        if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
            raise Refused("invalid_arg_name")
