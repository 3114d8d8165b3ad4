"""The forms about a room's time. An input's block_id is its field: an error belongs there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import times
from bot.models import Room
from handlers.blocks import form_time, inputs, parts
from handlers.blocks.form_time import TimeShown
from handlers.sentences.labels import labels
from handlers.slack import Block

BOOK, RESCHEDULE = "book", "reschedule"
_FIRST_PLACES = {"when": "when", "pick-date": "pickers"}


def book(
    origin: str,
    filled: Mapping[str, str],
    time: TimeShown,
    *,
    names: Sequence[str] = (),
    places: Mapping[str, str] = _FIRST_PLACES,
) -> Block:
    """The booking form.

    Args:
        origin: `gesture.origin_of`.
        filled: What stands in it already, by field.
        time: What stands in it about the time, and what is said of that.
        names: The clinic's.
        places: The block_ids of the words and of the pickers: new ones make Slack take what `time` has.
    """
    when = inputs.text(
        "when",
        labels.WHEN,
        {"when": time.agreed.words},
        hint=labels.WHEN_HINT,
        focus_on_load=time.is_first,
        dispatch_action_config={"trigger_actions_on": ["on_character_entered"]},
    )
    return parts.modal(
        BOOK,
        title=labels.BOOK_TITLE,
        submit=labels.PREVIEW,
        origin=origin,
        blocks=[
            {**when, "block_id": places["when"], "dispatch_action": True},
            form_time.pickers(time.agreed, places["pick-date"]),
            parts.context(time.line),
            _provider(filled),
            inputs.text("email", labels.PATIENT_EMAIL, filled, kind="email_text_input", optional=True),
            inputs.text("phone", labels.PATIENT_PHONE, filled, optional=True, hint=labels.PHONE_HINT),
            inputs.text("reference", labels.CHART_NUMBER, filled, optional=True, max_length=64),
            _clinic(filled, names),
            inputs.channel("channel", labels.CARD_CHANNEL, filled, labels.CHANNEL_HINT),
        ],
    )


def reschedule(room: Room, origin: str) -> Block:
    """The form that asks where a room is to be moved."""
    said = times.say(room.start, room.zone)
    return parts.modal(
        RESCHEDULE,
        title=labels.RESCHEDULE_TITLE,
        submit=labels.PREVIEW,
        origin=origin,
        blocks=[
            parts.section(f"*{said}*"),
            inputs.text("when", labels.NEW_TIME, {}, hint=labels.WHEN_HINT, focus_on_load=True),
        ],
    )


def _provider(filled: Mapping[str, str]) -> Block:
    """Dispatches its action, so that the provider's time zone is known by the time the form is submitted."""
    element = {"type": "users_select", "action_id": "provider", "initial_user": filled["provider"]}
    return {**inputs.block("provider", labels.PROVIDER, element), "dispatch_action": True}


def _clinic(filled: Mapping[str, str], names: Sequence[str]) -> Block:
    """A menu where the clinic has several names, else a line: another name may be right this once."""
    if len(names) <= 1:
        return inputs.text(
            "clinic", labels.CLINIC, filled, optional=True, max_length=100, hint=labels.CLINIC_HINT
        )
    options = [(name, name) for name in names]
    element = parts.menu(labels.CLINIC, "clinic", options, chosen=filled.get("clinic"))
    return inputs.block("clinic", labels.CLINIC, element, optional=True, hint=labels.CLINIC_HINT)
