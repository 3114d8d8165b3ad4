"""How Slack's Web API looks from outside: arguments in, JSON out, refusals by name, faults on demand.

Not here: what any method does.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

Json = dict[str, Any]

_NESTED = frozenset({"blocks", "metadata", "view", "attachments", "files"})


class Refused(Exception):
    """Slack's `{"ok": false, "error": …}`."""

    def __init__(self, error: str, messages: list[str] | None = None, **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.more = more

    def as_json(self) -> Json:
        """The answer's body."""
        body: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What shall go wrong with one call of a method."""

    status: int | None = None
    """Answer this HTTP status, without acting."""
    retry_after: int = 1
    """Seconds, sent along with a 429."""
    error: str | None = None
    """Answer `{"ok": false}` with this name, without acting."""
    cut: str | None = None
    """`before`: reset the connection without acting. `after`: act, then reset it."""
    delay: float = 0
    """Real seconds to wait first."""


class Faults:
    """Trouble that waits for its method to be called; each fault happens once."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` go wrong like this, one after the other."""
        self._waiting.setdefault(method, deque()).extend(faults)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()

    def take(self, method: str) -> Fault:
        """The fault for this call, mostly none."""
        waiting = self._waiting.get(method)
        return waiting.popleft() if waiting else Fault()


@dataclass(kw_only=True)
class Call:
    """One call of the Web API as it arrived, and what was answered."""

    method: str
    arguments: Json = field(repr=False)
    at: datetime
    answer: Json = field(default_factory=dict, repr=False)
    status: int = 200
    acted: bool = False
    """Whether the method ran and succeeded, whatever the caller got to hear."""


async def arguments_of(request: web.Request) -> Json:
    """A call's arguments, merged from query, form and JSON as Slack does; JSON has the last word."""
    merged: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        merged.update(body)
    elif request.can_read_body:
        form = await request.post()
        merged.update({name: value for name, value in form.items() if isinstance(value, str)})
    return {name: _unpacked(name, value) for name, value in merged.items() if value is not None}


def _unpacked(name: str, value: object) -> object:
    if name not in _NESTED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        refusal = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
        raise Refused(refusal.get(name, "invalid_arguments")) from None


def flag(arguments: Json, name: str, *, default: bool = False) -> bool:
    """A boolean argument, which may come as true, "true", 1 or "1"."""
    value = arguments.get(name, default)
    return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}


def number(arguments: Json, name: str, default: int) -> int:
    """A whole number argument, which may come as text."""
    try:
        return int(arguments.get(name, default))
    except (TypeError, ValueError):
        raise Refused("invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]) from None


def token_of(request: web.Request, arguments: Json) -> str:
    """The token of a call, from its header or its arguments."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme == "Bearer" else str(arguments.get("token", ""))
