"""Open modals: a stack of up to three per person, the rules for opening them, and `views.*`.

Not here: what happens on submit (`gestures.py`), the Home tab.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from sandbox.changes import Changes
from sandbox.slack.blocks import VIEW_BLOCKS, problems, with_ids
from sandbox.slack.keys import Trigger, Triggers
from sandbox.slack.people import APP, BOT, TEAM
from sandbox.slack.wire import Json, Refused

STACK = 3
VIEW_BYTES = 250_000
_PLAIN = {"title": 24, "submit": 24, "close": 24}
_STRINGS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")
_KNOWN = frozenset({"type", "blocks", *_PLAIN, *_STRINGS, *_FLAGS})


@dataclass(kw_only=True)
class View:
    """One modal before a person."""

    id: str
    user: str
    channel: str
    """Where the person was when it opened."""
    content: Json
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    typed: dict[str, Json] = field(default_factory=dict)
    """What was typed or chosen, by block and action: text, an id, an option's value or a list of those."""
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    """A sentence about the whole modal, like a time-out."""
    is_waiting: bool = False

    @property
    def title(self) -> str:
        """The words at its top."""
        return str(self.content["title"]["text"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.content["blocks"])

    def show(self, content: Json) -> None:
        """Put another content in its place; typed input survives where block and action stay."""
        self.content = {**content, "blocks": with_ids(content["blocks"])}
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
            "type": "modal",
            "blocks": given["blocks"],
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "external_id": given.get("external_id", ""),
            "title": given["title"],
            "submit": given.get("submit"),
            "close": given.get("close"),
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "state": {"values": values or {}},
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
        }


class Modals:
    """Everybody's open modals."""

    def __init__(self, triggers: Triggers, changes: Changes) -> None:
        self._triggers = triggers
        self._changes = changes
        self._stacks: dict[str, list[View]] = {}

    def stack(self, user: str) -> list[View]:
        """A person's modals, the one in front last."""
        return self._stacks.setdefault(user, [])

    def front(self, user: str) -> View | None:
        """The modal a person sees."""
        return next(reversed(self.stack(user)), None)

    def find(self, view_id: str) -> View | None:
        """An open modal by its id."""
        return next((each for stack in self._stacks.values() for each in stack if each.id == view_id), None)

    def open(self, arguments: Json) -> Json:
        """`views.open`."""
        content = _checked(arguments["view"])
        trigger = self._triggers.spend(arguments.get("trigger_id"))
        self.stack(trigger.user).clear()
        return {"view": self.put(trigger, content).as_json()}

    def push(self, arguments: Json) -> Json:
        """`views.push`."""
        content = _checked(arguments["view"])
        trigger = self._triggers.spend(arguments.get("trigger_id"))
        if not self.stack(trigger.user):
            raise Refused("not_found")
        return {"view": self.put(trigger, content).as_json()}

    def update(self, arguments: Json) -> Json:
        """`views.update`, by id or external id; a stale `hash` is refused."""
        content = _checked(arguments["view"])
        view = self._named(arguments)
        if arguments.get("hash") not in (None, "", view.hash):
            raise Refused("hash_conflict")
        self.show(view, content)
        return {"view": view.as_json()}

    def put(self, trigger: Trigger, content: Json) -> View:
        """Put a checked view on top of a person's stack."""
        stack = self.stack(trigger.user)
        if len(stack) >= STACK:
            raise Refused("push_limit_reached")
        view_id = f"V{secrets.token_hex(5).upper()}"
        view = View(
            id=view_id,
            user=trigger.user,
            channel=trigger.channel,
            content={},
            root_id=stack[0].id if stack else view_id,
            previous_id=stack[-1].id if stack else None,
        )
        stack.append(view)
        self.show(view, content)
        return view

    def show(self, view: View, content: Json) -> None:
        """Put checked content into an open modal."""
        view.show(content)
        self._changes.happened()

    def close(self, view: View, *, whole_stack: bool = False) -> None:
        """Take a modal away, or all of that person's."""
        stack = self.stack(view.user)
        stack[:] = [] if whole_stack else [each for each in stack if each is not view]
        self._changes.happened()

    def respond(self, view: View, action: Json) -> None:
        """Do what the ack of a submission says with `response_action`."""
        kind = action.get("response_action")
        if kind == "errors":
            view.errors = {str(block): str(said) for block, said in action["errors"].items()}
            view.is_waiting = False
            self._changes.happened()
        elif kind == "update":
            self.show(view, _checked(action["view"]))
        elif kind == "push":
            view.is_waiting = False
            place = Trigger(user=view.user, channel=view.channel, born=0)
            self.put(place, _checked(action["view"]))
        else:
            self.close(view, whole_stack=kind == "clear")

    def _named(self, arguments: Json) -> View:
        view_id, external = arguments.get("view_id"), arguments.get("external_id")
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id or (external and view.content.get("external_id") == external):
                    return view
        raise Refused("not_found")


def _checked(view: object) -> Json:
    """A view that Slack would take.

    Raises:
        Refused: `invalid_arguments` with everything that is wrong, or `view_too_large`.
    """
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", ["[ERROR] must be an object [json-pointer:/view]"])
    if len(json.dumps(view)) > VIEW_BYTES:
        raise Refused("view_too_large")
    wrong = [*_frame(view), *problems(view.get("blocks"), most=VIEW_BLOCKS, path="/view/blocks")]
    if wrong:
        raise Refused("invalid_arguments", wrong)
    return view


def _frame(view: Json) -> list[str]:
    """What is wrong around the blocks."""
    wrong = [f"[ERROR] invalid additional property: {name} [json-pointer:/view]" for name in {*view} - _KNOWN]
    if view.get("type") != "modal":
        wrong.append("[ERROR] unsupported type [json-pointer:/view/type]")
    for name, limit in _PLAIN.items():
        text = view.get(name)
        if text is None and name != "title":
            continue
        if not isinstance(text, dict) or text.get("type") != "plain_text" or not text.get("text"):
            wrong.append(f"[ERROR] must be plain_text and not empty [json-pointer:/view/{name}]")
        elif len(text["text"]) > limit:
            wrong.append(f"[ERROR] must be less than {limit + 1} characters [json-pointer:/view/{name}/text]")
    for name, limit in _STRINGS.items():
        if len(str(view.get(name) or "")) > limit:
            wrong.append(f"[ERROR] must be less than {limit + 1} characters [json-pointer:/view/{name}]")
    blocks = view.get("blocks") or []
    has_input = any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)
    if has_input and not view.get("submit"):
        wrong.append("[ERROR] missing required field: submit [json-pointer:/view]")
    return wrong
