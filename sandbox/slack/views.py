"""One view before a person, a modal or their Home tab: its content, what is typed into it, Slack's checks.

Not here: stacks of modals (`modals.py`), published Home tabs (`homes.py`), submitting (`in_views.py`).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from sandbox.slack.blocks import VIEW_BLOCKS, problems, with_ids
from sandbox.slack.compositions import text_wrong
from sandbox.slack.forms import Typed, carried_over
from sandbox.slack.people import APP, BOT, TEAM
from sandbox.slack.shapes import Text
from sandbox.slack.wire import Json, Refused

VIEW_BYTES = 250_000
_PLAIN = {"title": 24, "submit": 24, "close": 24}
_STRINGS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")
_KNOWN = {
    "modal": frozenset({"type", "blocks", *_PLAIN, *_STRINGS, *_FLAGS}),
    "home": frozenset({"type", "blocks", *_STRINGS}),
}
_HOME_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}


@dataclass(kw_only=True)
class View:
    """A modal, or a Home tab, before a person."""

    id: str
    user: str
    channel: str
    """Where the person was when it opened; empty for a Home tab."""
    content: Json
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    typed: Typed = field(default_factory=dict)
    """What was typed or chosen, by block and action: text, an id, an option's value or a list of those."""
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    """A sentence about the whole modal, like a time-out."""
    is_waiting: bool = False

    @property
    def is_home(self) -> bool:
        """Whether it is a Home tab."""
        return bool(self.content.get("type") == "home")

    @property
    def title(self) -> str:
        """The words at its top; a Home tab has none of its own."""
        return "" if self.is_home else str(self.content["title"]["text"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.content.get("blocks", []))

    def show(self, content: Json) -> None:
        """Put another content in its place; what stands in an input survives where block and action stay."""
        blocks = with_ids(content["blocks"])
        self.typed = carried_over(self.blocks, blocks, self.typed)
        self.content = {**content, "blocks": blocks}
        self.hash = f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"
        self.errors, self.trouble, self.is_waiting = {}, "", False

    def as_json(self, values: Json | None = None) -> Json:
        """The view object of answers and interaction payloads."""
        given = self.content
        return {
            "id": self.id,
            "team_id": TEAM,
            "app_id": APP,
            "bot_id": BOT,
            "app_installed_team_id": TEAM,
            "type": given["type"],
            "blocks": given["blocks"],
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "external_id": given.get("external_id", ""),
            "title": given.get("title", _HOME_TITLE),
            "submit": given.get("submit"),
            "close": given.get("close"),
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "state": {"values": values or {}},
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
        }


def new_view_id() -> str:
    """An id as Slack gives them."""
    return f"V{secrets.token_hex(5).upper()}"


def checked(view: object, *, kind: str = "modal") -> Json:
    """A view that Slack would take.

    Raises:
        Refused: `invalid_arguments` with everything that is wrong, or `view_too_large`.
    """
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", ["[ERROR] must be an object [json-pointer:/view]"])
    if len(json.dumps(view)) > VIEW_BYTES:
        raise Refused("view_too_large")
    wrong = [*_frame(view, kind), *problems(view.get("blocks"), most=VIEW_BLOCKS, path="/view/blocks")]
    if wrong:
        raise Refused("invalid_arguments", wrong)
    return view


def _frame(view: Json, kind: str) -> list[str]:
    """What is wrong around the blocks."""
    unknown = {*view} - _KNOWN[kind]
    wrong = [f"[ERROR] invalid additional property: {name} [json-pointer:/view]" for name in sorted(unknown)]
    if view.get("type") != kind:
        wrong.append("[ERROR] unsupported type [json-pointer:/view/type]")
    for name, limit in _STRINGS.items():
        value = "" if view.get(name) is None else view[name]
        if not isinstance(value, str):
            wrong.append(f"[ERROR] must be a string [json-pointer:/view/{name}]")
        elif len(value) > limit:
            wrong.append(f"[ERROR] must be less than {limit + 1} characters [json-pointer:/view/{name}]")
    return wrong + (_modal_frame(view) if kind == "modal" else [])


def _modal_frame(view: Json) -> list[str]:
    wrong: list[str] = []
    for name, limit in _PLAIN.items():
        text = view.get(name)
        if text is None and name != "title":
            continue
        wrong += text_wrong(text, Text(field=name, limit=limit), f"/view/{name}")
    for name in _FLAGS:
        if view.get(name) not in (None, True, False):
            wrong.append(f"[ERROR] must be a boolean [json-pointer:/view/{name}]")
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(
        isinstance(each, dict) and each.get("type") == "input" for each in blocks
    )
    if has_input and not view.get("submit"):
        wrong.append("[ERROR] missing required field: submit [json-pointer:/view]")
    return wrong
