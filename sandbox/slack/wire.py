"""How Slack's Web API looks from outside: arguments in, JSON out, refusals by name.

Not here: what any method does, and what goes wrong (`faults.py`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

Json = dict[str, Any]

KEPT = 20_000
"""How many calls and envelopes are remembered: enough for any test, and not without end."""
_NESTED = frozenset({"blocks", "metadata", "view", "attachments", "files", "message"})
_JSON = "application/json"
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_CHARSETS = frozenset({"utf-8", "iso-8859-1"})


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


async def arguments_of(request: web.Request, *, takes_json: bool = True) -> Json:
    """A call's arguments, merged from query and body as Slack does; the body has the last word.

    Args:
        request: the call.
        takes_json: whether the method reads a JSON body at all; others ignore it.

    Raises:
        Refused: the body is not what its Content-Type says, or that is none Slack takes.
    """
    merged: Json = dict(request.query)
    if request.body_exists:
        _check_type(request)
        if request.content_type in _FORMS:
            merged |= await _form(request)
        elif request.content_type == _JSON and takes_json:
            merged |= await _json(request)
    return {name: _unpacked(name, value) for name, value in merged.items() if value is not None}


def is_json(request: web.Request) -> bool:
    """Whether a call has a JSON body."""
    return request.body_exists and request.content_type == _JSON


def _check_type(request: web.Request) -> None:
    if "Content-Type" not in request.headers:
        raise Refused("missing_post_type")
    if request.content_type not in {_JSON, "text/plain", *_FORMS}:
        raise Refused("invalid_post_type")
    if (request.charset or "utf-8").lower() not in _CHARSETS:
        raise Refused("invalid_charset")


async def _json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except (ValueError, RecursionError):
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


async def _form(request: web.Request) -> Json:
    """A form's fields; parts with a media type of their own come as bytes, files are let be."""
    try:
        fields: Json = dict(await request.post())
        raw = {name: each.decode() for name, each in fields.items() if isinstance(each, bytes | bytearray)}
    except ValueError:
        raise Refused("invalid_form_data") from None
    return {name: each for name, each in (fields | raw).items() if isinstance(each, str)}


def _unpacked(name: str, value: object) -> object:
    if name not in _NESTED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
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
