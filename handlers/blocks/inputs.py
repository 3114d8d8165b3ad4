"""The inputs of a form: each is a block whose id is the field's name, with what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.blocks import parts
from handlers.slack import Block

Options = Sequence[tuple[str, str]]
"""(value, label)"""


def plain(text: str) -> Block:
    """Text without mark-up."""
    return {"type": "plain_text", "text": text}


def text(
    field: str,
    label: str,
    was: Mapping[str, str],
    *,
    kind: str = "plain_text_input",
    hint: str = "",
    optional: bool = False,
    **more: object,
) -> Block:
    """A line of text, or several: `more` is what Slack knows of such an input (`multiline`, `max_length`)."""
    element: Block = {"type": kind, "action_id": field, **more}
    if was.get(field):
        element["initial_value"] = was[field]
    return block(field, label, element, hint=hint, optional=optional)


def clock(field: str, label: str, was: Mapping[str, str], zone: str | None) -> Block:
    """A time of day; `zone` (IANA) names the clock it is read by."""
    element = {"type": "timepicker", "action_id": field, "initial_time": was[field]}
    return block(field, label, {**element, "timezone": zone} if zone else element)


def ticks(field: str, label: str, options: Options, was: Mapping[str, str], hint: str = "") -> Block:
    """Boxes, of which any number may be ticked (10 at most)."""
    element: Block = {"type": "checkboxes", "action_id": field, "options": _options(options)}
    ticked = _options([each for each in options if each[0] in was[field].split(",")])
    if ticked:
        element["initial_options"] = ticked
    return block(field, label, element, hint=hint, optional=True)


def radio(field: str, label: str, options: Options, was: Mapping[str, str]) -> Block:
    """One of a few, all in sight (10 at most)."""
    return block(field, label, _one_of("radio_buttons", field, options, was))


def select(field: str, label: str, options: Options, was: Mapping[str, str], hint: str = "") -> Block:
    """One of many (100 at most)."""
    return block(field, label, _one_of("static_select", field, options, was), hint=hint)


def channel(field: str, label: str, was: Mapping[str, str], hint: str) -> Block:
    """A channel; may be empty, and is where `was` has a person's DM."""
    element: Block = {
        "type": "conversations_select",
        "action_id": field,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if was.get(field, "").startswith(("C", "G")):
        element["initial_conversation"] = was[field]
    return block(field, label, element, hint=hint, optional=True)


def _one_of(kind: str, field: str, options: Options, was: Mapping[str, str]) -> Block:
    (standing,) = _options([each for each in options if each[0] == was[field]])
    return {
        "type": kind,
        "action_id": field,
        "options": _options(options),
        "initial_option": standing,
    }


def _options(options: Options) -> list[Block]:
    return [parts.option(label, value) for value, label in options]


def block(field: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Any other element as an input."""
    made: Block = {
        "type": "input",
        "block_id": field,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return {**made, "hint": plain(hint)} if hint else made
