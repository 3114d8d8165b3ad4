"""What is filled in: from what a person typed or chose to the `state` an app receives, and the checks before.

Typed values are plain: text, an id, an option's value, or a list of option values. Not here: how inputs look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.slack.wire import Json

Typed = dict[str, Json]
"""By block id, then by action id."""

TEXTS = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
_FIELDS = {
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    for block in blocks:
        single = [block[place] for place in ("element", "accessory") if place in block]
        several = block.get("elements", []) if block["type"] == "actions" else []
        yield from ((block, element) for element in (*single, *several) if "action_id" in element)


def state_of(blocks: list[Json], typed: Typed, *, channel: str = "") -> Json:
    """`state.values`: of every element that has one, as typed, else as the app prefilled it."""
    values: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] in TEXTS or (element["type"] in _FIELDS and element["type"] != "overflow"):
            given = typed.get(block["block_id"], {})
            value = value_of(element, given.get(element["action_id"]), channel=channel)
            values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return values


def value_of(element: Json, typed: object, *, channel: str = "") -> Json:
    """One element's part of the state; None is "not touched"."""
    kind = element["type"]
    if kind in TEXTS:
        text = element.get("initial_value") if typed is None else typed
        return {"type": kind, "value": text or None}
    field, initial = _FIELDS[kind]
    if typed is None:
        value = element.get(initial, [] if field.endswith("options") else None)
        if value is None and element.get("default_to_current_conversation"):
            value = channel or None
    elif field == "selected_option":
        value = next((each for each in _options(element) if each["value"] == typed), None)
    elif field == "selected_options":
        chosen = typed if isinstance(typed, list) else [typed]
        value = [each for each in _options(element) if each["value"] in chosen]
    elif kind == "datetimepicker":
        value = int(str(typed)) if typed else None
    else:
        value = typed or None
    return {"type": kind, field: value}


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(each for group in groups for each in group["options"])]


def mistakes(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack itself objects to before an app hears of a submission, by block id."""
    found = {}
    for block, element in elements_of(blocks):
        if block["type"] != "input":
            continue
        said = _mistake(block, element, values[block["block_id"]][element["action_id"]])
        if said:
            found[block["block_id"]] = said
    return found


def _mistake(block: Json, element: Json, value: Json) -> str | None:
    content = next(each for name, each in value.items() if name != "type")
    if content in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    if element["type"] == "email_text_input" and not _EMAIL.fullmatch(content):
        return "Please enter a valid email address."
    if element["type"] == "plain_text_input":
        return _wrong_length(element, len(content))
    return None


def _wrong_length(element: Json, length: int) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if length < least:
        return f"Please enter at least {least} characters."
    return f"Please enter no more than {most} characters." if length > most else None
