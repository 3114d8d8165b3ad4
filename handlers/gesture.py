"""What a person did in Slack, read out of Slack's payloads once. Nothing is decided here."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]
Ack = Callable[..., Awaitable[object]]
"""Tells Slack within 3 s that the gesture arrived; a form's can carry errors by field."""

HOME = "home"
_VALUES = (
    "value",
    "selected_user",
    "selected_conversation",
    "selected_channel",
    "selected_date",
    "selected_time",
)
"""Where an input keeps what was typed or chosen, by its kind."""


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
    """What the clicked button carries; which tab of the app was opened."""
    values: tuple[str, ...] = ()
    """All that is chosen in a menu of several."""
    reply_url: str | None = None
    """Slack's response_url: 5 uses in 30 minutes."""
    is_private: bool = False
    """Whether the click was on a message that only this person sees: it may be replaced."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """A submitted form's inputs by block_id; empty for what was left blank."""
    origin: Mapping[str, str] = field(default_factory=dict)
    """What the form, or the Home tab, was made with."""
    is_form: bool = False
    places: Mapping[str, str] = field(default_factory=dict)
    """The block_id that each of the fields stands under now: an error belongs there."""
    view: str | None = None
    """The open form or tab in which the click was, a Slack id."""
    view_kind: str = ""
    """What that is: `HOME`, or the form's callback_id."""
    command: str | None = None
    """The command as it was typed, to be copied; None for other gestures."""
    is_mention: bool = False
    """The bot was spoken to in a message: Slack gives no key to open forms, and none to answer with."""
    thread: str | None = None
    """Slack's `ts` of the message that stands at the top of where it happened, if that is a thread."""
    parent: str | None = None
    """The same, only if that thread has begun: then who is in it sees what is said to them there."""
    row: str = ""
    """The name (block_id) of the row that was clicked in."""
    team: str | None = None
    """The workspace that the person belongs to, if Slack says so."""

    @property
    def once(self) -> str:
        """What it is known by, however often it is delivered or, of a form, pressed as it stands."""
        if not self.is_form or not self.view:
            return self.trigger
        return f"{self.view}:{json.dumps(dict(self.fields), sort_keys=True)}"

    @property
    def subject(self) -> tuple[str, str]:
        """What the clicked button is about (id of a room, draft or series), and what it carries besides."""
        about, _, more = self.value.partition("|")
        return about, more


Listener = Callable[[Gesture, Ack], Awaitable[None]]
"""Answers one kind of gesture."""


def of_command(body: Body) -> Gesture:
    """Read a slash command."""
    return Gesture(
        who=body["user_id"],
        channel=body["channel_id"],
        trigger=body["trigger_id"],
        words=body.get("text") or "",
        command=f"{body.get('command') or ''} {body.get('text') or ''}".strip(),
        reply_url=body.get("response_url"),
        team=body.get("team_id"),
    )


def of_click(body: Body) -> Gesture:
    """Read a click on a button, or a choice in a menu, of a message or a form."""
    action = body["actions"][0]
    container, view = body.get("container") or {}, body.get("view") or {}
    origin = json.loads(view.get("private_metadata") or "{}")
    picked = action.get("selected_user") or (action.get("selected_option") or {}).get("value")
    if day := action.get("selected_date"):  # a calendar has no value: what it is for is its row's name
        picked = f"{action['block_id']}|{day}"
    fields, places = _filled(view)
    return Gesture(
        who=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id")
        or container.get("channel_id")
        or origin.get("channel", ""),
        trigger=body["trigger_id"],
        value=action.get("value") or picked or "",
        values=tuple(option["value"] for option in action.get("selected_options") or ()),
        reply_url=body.get("response_url"),
        is_private=bool(container.get("is_ephemeral")),
        row=action.get("block_id") or "",
        origin=origin,
        fields=fields,
        places=places,
        view=view.get("id"),
        view_kind=view.get("callback_id") or view.get("type") or "",
        team=(body.get("user") or {}).get("team_id"),
    )


def of_submission(body: Body) -> Gesture:
    """Read a submitted form."""
    view = body["view"]
    origin = json.loads(view.get("private_metadata") or "{}")
    fields, places = _filled(view)
    return Gesture(
        who=body["user"]["id"],
        channel=origin.get("channel", ""),
        trigger=body.get("trigger_id") or f"{view['id']}:{view.get('hash')}",
        reply_url=origin.get("reply_url"),
        is_private=origin.get("is_private") == "yes",
        fields=fields,
        places=places,
        origin=origin,
        is_form=True,
        view=view.get("id"),
        team=body["user"].get("team_id"),
    )


def of_event(body: Body) -> Gesture:
    """Read a mention of the bot, or the opening of its Home tab."""
    event = body["event"]
    return Gesture(
        who=event["user"],
        channel=event.get("channel") or "",
        trigger=body["event_id"],
        words=event.get("text") or "",
        value=event.get("tab") or "",
        origin=json.loads((event.get("view") or {}).get("private_metadata") or "{}"),
        is_mention=event.get("type") == "app_mention",
        thread=event.get("thread_ts") or event.get("ts"),
        parent=event.get("thread_ts"),
        team=event.get("user_team") or event.get("team"),
    )


def of_shortcut(body: Body) -> Gesture:
    """Read a shortcut that was used on a message."""
    message = body["message"]
    return Gesture(
        who=body["user"]["id"],
        channel=body["channel"]["id"],
        trigger=body["trigger_id"],
        words=message.get("text") or "",
        reply_url=body.get("response_url"),
        thread=message.get("thread_ts") or message.get("ts"),
        parent=message.get("thread_ts"),
        team=body["user"].get("team_id"),
    )


def origin_of(gesture: Gesture, **more: str) -> str:
    """What a form is to remember of the gesture that opened it (private_metadata: 3,000 characters)."""
    kept = {"channel": gesture.channel, "is_private": "yes" if gesture.is_private else "no", **more}
    return json.dumps(kept | ({"reply_url": gesture.reply_url} if gesture.reply_url else {}))


def _filled(view: Body) -> tuple[dict[str, str], dict[str, str]]:
    """What stands in a form by field, and each field's block_id.

    A field is called like its block; in a row of several, like the element. What is behind a `:` in either
    is there only to make Slack take a new initial value.
    """
    fields, places = {}, {}
    for block, inputs in ((view.get("state") or {}).get("values") or {}).items():
        for action, element in inputs.items():
            name = (action if len(inputs) > 1 else block).partition(":")[0]
            fields[name], places[name] = _value(element), block
    return fields, places


def _value(element: Body) -> str:
    """What stands in an input, whatever kind it is; several ticks with commas."""
    for name in _VALUES:
        if element.get(name):
            return str(element[name])
    if option := element.get("selected_option"):
        return str(option["value"])
    return ",".join(sorted(str(option["value"]) for option in element.get("selected_options") or ()))
