"""The modals. An input's block_id is the field that an error belongs to; Slack keeps what was typed by it."""

from __future__ import annotations

from collections.abc import Mapping

from bot import times
from bot.models import Room
from handlers.sentences import labels
from handlers.slack import Block

BOOK, RESCHEDULE = "book", "reschedule"


def book(origin: str, filled: Mapping[str, str]) -> Block:
    """The booking form; `filled` is what stands in it already, by field."""
    return _modal(
        BOOK,
        title=labels.BOOK_TITLE,
        submit=labels.PREVIEW,
        origin=origin,
        blocks=[
            _text("when", labels.WHEN, filled, hint=labels.WHEN_HINT, focus=True),
            _provider(filled),
            _text("email", labels.PATIENT_EMAIL, filled, kind="email_text_input", optional=True),
            _text("phone", labels.PATIENT_PHONE, filled, optional=True, hint=labels.PHONE_HINT),
            _text("reference", labels.CHART_NUMBER, filled, optional=True, most=64),
            _text(
                "clinic",
                labels.CLINIC,
                filled,
                optional=True,
                most=100,
                hint=labels.CLINIC_HINT,
            ),
            _channel(filled),
        ],
    )


def reschedule(room: Room, origin: str) -> Block:
    """The form that asks where a room is to be moved."""
    said = times.say(room.start, room.zone)
    return _modal(
        RESCHEDULE,
        title=labels.RESCHEDULE_TITLE,
        submit=labels.PREVIEW,
        origin=origin,
        blocks=[
            {"type": "section", "text": {"type": "mrkdwn", "text": f"*{said}*"}},
            _text("when", labels.NEW_TIME, {}, hint=labels.WHEN_HINT, focus=True),
        ],
    )


def _modal(callback: str, *, title: str, submit: str, origin: str, blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(title),
        "submit": _plain(submit),
        "close": _plain(labels.CLOSE),
        "private_metadata": origin,
        "blocks": blocks,
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def _text(
    field: str,
    label: str,
    filled: Mapping[str, str],
    *,
    kind: str = "plain_text_input",
    hint: str = "",
    optional: bool = False,
    focus: bool = False,
    most: int = 0,
) -> Block:
    element: Block = {"type": kind, "action_id": field}
    if filled.get(field):
        element["initial_value"] = filled[field]
    if focus:
        element["focus_on_load"] = True
    if most:
        element["max_length"] = most
    return _input(field, label, element, hint=hint, optional=optional)


def _input(field: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    made: Block = {
        "type": "input",
        "block_id": field,
        "label": _plain(label),
        "element": element,
        "optional": optional,
    }
    return {**made, "hint": _plain(hint)} if hint else made


def _provider(filled: Mapping[str, str]) -> Block:
    """Dispatches its action, so that the provider's time zone is known by the time the form is submitted."""
    element = {"type": "users_select", "action_id": "provider", "initial_user": filled["provider"]}
    return {**_input("provider", labels.PROVIDER, element), "dispatch_action": True}


def _channel(filled: Mapping[str, str]) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if filled.get("channel", "").startswith(("C", "G")):
        element["initial_conversation"] = filled["channel"]
    return _input("channel", labels.CARD_CHANNEL, element, optional=True, hint=labels.CHANNEL_HINT)
