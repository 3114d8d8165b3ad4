"""What is filled in: from what a person typed or chose to the `state` an app receives, and the checks before.

Typed values are plain: text, an id, an option's value, or a list of those; only an external menu's are whole
options, because nobody else keeps them. The objections to addresses, numbers and lengths are in the sandbox's
words. Not here: how inputs look, and how a person names an option (`sandbox.choosing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from urllib.parse import urlsplit

from sandbox.slack.bounds import number_of
from sandbox.slack.shapes import EXTERNAL
from sandbox.slack.text import plain_rich_text, texts_in, unescaped
from sandbox.slack.wire import Json

Typed = dict[str, Json]
"""By block id, then by action id."""

TEXTS = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)
_FIELDS = {
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "multi_external_select": ("selected_options", "initial_options"),
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


def most_of(element: Json) -> float:
    """How many can be chosen in it at once."""
    return float(element.get("max_selected_items") or inf)


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    places = {"actions": "elements", "input": "element", "section": "accessory"}
    for block in blocks:
        held = block.get(places.get(block["type"], ""), [])
        elements = held if isinstance(held, list) else [held]
        yield from ((block, element) for element in elements if "action_id" in element)


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
    if kind == "rich_text_input":
        words = element.get("initial_value") if typed is None else typed
        return {"type": kind, "rich_text_value": plain_rich_text(words) if isinstance(words, str) else words}
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
    if element["type"] in EXTERNAL:
        return _chosen_elsewhere(field, typed)
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


def _chosen_elsewhere(field: str, typed: object) -> object:
    """Options as the app offered them."""
    given = typed if isinstance(typed, list) else [typed]
    options = [each for each in given if isinstance(each, dict)]
    return options if _is_several(field) else next(iter(options), None)


def _is_several(field: str) -> bool:
    return field.endswith("s")


def action_value(element: Json, typed: object) -> Json:
    """What a block action says was chosen, with how the element was offered."""
    if element["type"] in TEXTS:
        return value_of(element, typed)
    return {name: element[name] for name in _KEPT if name in element} | value_of(element, typed)


def options_of(element: Json) -> list[Json]:
    """All its options, those in groups too."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(each for group in groups for each in group["options"])]


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


def _prefilled(element: Json) -> object:
    """What the app put into it, as if a person had typed it."""
    name = "initial_value" if element["type"] in TEXTS else _FIELDS[element["type"]][1]
    value = element.get(name) or ([] if _is_several(name) else "")
    if element["type"] in EXTERNAL:
        return value
    if isinstance(value, dict) and element["type"] == "rich_text_input":
        return unescaped("".join(texts_in([value])))
    if isinstance(value, list):
        return [each["value"] if isinstance(each, dict) else each for each in value]
    return str(value["value"] if isinstance(value, dict) else value)


def answers(blocks: list[Json], values: Json) -> list[tuple[Json, Json, str]]:
    """Menus of a form that ask for a response URL, with their block and the conversation chosen in each."""
    found = []
    for block, element in elements_of(blocks):
        if block["type"] == "input" and element.get("response_url_enabled"):
            value = values[block["block_id"]][element["action_id"]]
            chosen = value.get(_FIELDS[element["type"]][0])
            found += [(block, element, str(chosen))] if chosen else []
    return found


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
    if isinstance(content, list) and len(content) > (most := most_of(element)):
        return f"Please select no more than {most:g} items."
    match element["type"]:
        case "email_text_input":
            return None if _EMAIL.fullmatch(content) else "Please enter a valid email address."
        case "url_text_input":
            return None if _is_url(content) else "Please enter a valid URL."
        case "number_input":
            return _wrong_number(element, content)
        case "plain_text_input":
            return _wrong_length(element, len(content))
    return None


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc) and not any(each.isspace() for each in text)


def _wrong_number(element: Json, text: str) -> str | None:
    number = number_of(text)
    if number is None:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    least, most = number_of(element.get("min_value")), number_of(element.get("max_value"))
    if least is not None and number < least:
        return f"Please enter a number of at least {element['min_value']}."
    if most is not None and number > most:
        return f"Please enter a number of at most {element['max_value']}."
    return None


def _wrong_length(element: Json, length: int) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if length < least:
        return f"Please enter at least {least} characters."
    return f"Please enter no more than {most} characters." if length > most else None
