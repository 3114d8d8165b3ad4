"""What a person did in Slack, read out of Slack's payloads once. Nothing is decided here."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]
Ack = Callable[..., Awaitable[object]]
"""Tells Slack within 3 s that the gesture arrived; a form's can carry errors by field."""


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """A command, a click or a submitted form."""

    who: str
    """Slack user id."""
    channel: str
    """Where it happened, or where the form was opened from."""
    trigger: str
    """Slack's trigger_id: opens a modal once within 3 s; also names this delivery."""
    words: str = ""
    """What was typed behind the command."""
    value: str = ""
    """What the clicked button carries."""
    reply_url: str | None = None
    """Slack's response_url: 5 uses in 30 minutes."""
    is_private: bool = False
    """Whether the click was on a message that only this person sees: it may be replaced."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """A submitted form's inputs by block_id; empty for what was left blank."""
    origin: Mapping[str, str] = field(default_factory=dict)
    """What the form was opened with."""
    is_form: bool = False


def of_command(body: Body) -> Gesture:
    """Read a slash command."""
    return Gesture(
        who=body["user_id"],
        channel=body["channel_id"],
        trigger=body["trigger_id"],
        words=body.get("text") or "",
        reply_url=body.get("response_url"),
    )


def of_click(body: Body) -> Gesture:
    """Read a click on a button, or a choice in a menu, of a message or a form."""
    action = body["actions"][0]
    container = body.get("container") or {}
    picked = action.get("selected_user") or (action.get("selected_option") or {}).get("value")
    if day := action.get("selected_date"):  # a calendar has no value: what it is for is its row's name
        picked = f"{action['block_id']}|{day}"
    return Gesture(
        who=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        trigger=body["trigger_id"],
        value=action.get("value") or picked or "",
        reply_url=body.get("response_url"),
        is_private=bool(container.get("is_ephemeral")),
    )


def of_submission(body: Body) -> Gesture:
    """Read a submitted form."""
    view = body["view"]
    origin = json.loads(view.get("private_metadata") or "{}")
    return Gesture(
        who=body["user"]["id"],
        channel=origin.get("channel", ""),
        trigger=body.get("trigger_id") or f"{view['id']}:{view.get('hash')}",
        reply_url=origin.get("reply_url"),
        is_private=origin.get("is_private") == "yes",
        fields={block: _typed(inputs) for block, inputs in view["state"]["values"].items()},
        origin=origin,
        is_form=True,
    )


def origin_of(gesture: Gesture, **more: str) -> str:
    """What a form is to remember of the gesture that opened it (private_metadata: 3,000 characters)."""
    kept = {"channel": gesture.channel, "is_private": "yes" if gesture.is_private else "no", **more}
    return json.dumps(kept | ({"reply_url": gesture.reply_url} if gesture.reply_url else {}))


def _typed(inputs: Mapping[str, Mapping[str, Any]]) -> str:
    """The value of a block's one input, whatever kind it is."""
    for element in inputs.values():
        for name in ("value", "selected_user", "selected_conversation", "selected_channel"):
            if element.get(name):
                return str(element[name])
    return ""
