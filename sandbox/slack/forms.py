"""What is filled in: from what a person typed or chose to the `state` an app receives, and the checks before.

Typed values are plain: text, an id, an option's value, or a list of those. Not here: how inputs look, and how
a person names an option (`sandbox.choosing`).
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
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_KEPT = ("placeholder", "timezone", *dict.fromkeys(initial for _, initial in _FIELDS.values() if initial))
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    for block in blocks:
        single = [block[place] for place in ("element", "accessory") if place in block]
        several = block.get("elements", []) if block["type"] == "actions" else []
        yield from ((block, element) for element in (*single, *several) if "action_id" in element)


def has_state(element: Json) -> bool:
    """Whether something can stand in it."""
    return element["type"] in TEXTS or (element["type"] in _FIELDS and element["type"] != "overflow")


def state_of(blocks: list[Json], typed: Typed, *, channel: str = "") -> Json:
    """`state.values`: of every element that has one, as typed, else as the app prefilled it."""
    values: Json = {}
    for block, element in elements_of(blocks):
        if has_state(element):
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
        value = element.get(initial, [] if _is_several(field) else None)
        if value is None and element.get("default_to_current_conversation"):
            value = channel or None
    else:
        value = _chosen(element, field, typed)
    zone = {"timezone": element["timezone"]} if "timezone" in element else {}
    return {"type": kind, field: value, **zone}


def _chosen(element: Json, field: str, typed: object) -> object:
    if field == "selected_option":
        return next((each for each in options_of(element) if each["value"] == typed), None)
    if _is_several(field):
        chosen = typed if isinstance(typed, list) else [typed] if typed else []
        if field != "selected_options":
            return chosen
        return [each for each in options_of(element) if each["value"] in chosen]
    if element["type"] == "datetimepicker":
        return int(str(typed)) if typed else None
    return typed or None


def _is_several(field: str) -> bool:
    return field.endswith("s")


def action_value(element: Json, typed: object) -> Json:
    """What a block action says was chosen, with how the element was offered."""
    if element["type"] in TEXTS:
        return value_of(element, typed)
    return {name: element[name] for name in _KEPT if name in element} | value_of(element, typed)


def options_of(element: Json) -> list[Json]:
    """All its options, those in groups too."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(each for group in groups for each in group["options"])]


def carried_over(before: list[Json], after: list[Json], typed: Typed) -> Typed:
    """What stays in the inputs when a view gets other blocks.

    Slack keeps what stands in an input, typed or prefilled, where its block id and action id stay: another
    `initial_value` shows only under another id.
    """
    had = {_ids(block, element): element for block, element in elements_of(before)}
    kept: Typed = {}
    for block, element in elements_of(after):
        old = had.get(_ids(block, element))
        if old is None or old["type"] != element["type"] or not has_state(element):
            continue
        value = typed.get(block["block_id"], {}).get(element["action_id"])
        if value is None and _prefilled(old) != _prefilled(element):
            value = _prefilled(old)
        if value is not None:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = value
    return kept


def _ids(block: Json, element: Json) -> tuple[str, str]:
    return block["block_id"], element["action_id"]


def _prefilled(element: Json) -> str | list[str]:
    """What the app put into it, as if a person had typed it."""
    name = "initial_value" if element["type"] in TEXTS else _FIELDS[element["type"]][1]
    value = element.get(name) or ([] if _is_several(name) else "")
    if isinstance(value, list):
        return [each["value"] if isinstance(each, dict) else each for each in value]
    return str(value["value"] if isinstance(value, dict) else value)


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
    content = next(each for name, each in value.items() if name not in {"type", "timezone"})
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
