"""Block Kit's composition objects checked: texts, options, confirm dialogs; and how Slack words a refusal.

Not here: the blocks and elements that hold them (`blocks.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.slack.shapes import OPTION_TEXT, OPTION_VALUE, Text
from sandbox.slack.wire import Json

MENU_OPTIONS = 100
_MRKDWN_OPTIONS = frozenset({"radio_buttons", "checkboxes"})


def checked_or_malformed(found: Iterator[str], path: str) -> Iterator[str]:
    """What was found; where something has another type than Block Kit's, it is malformed and no more is told.

    This is the only place that forgives such types: every check behind it may take them for granted.
    """
    try:
        yield from found
    except (AttributeError, KeyError, TypeError):
        yield f"[ERROR] malformed [json-pointer:{path}]"


def option_problems(menu: Json, path: str = "") -> list[str]:
    """What Slack would refuse of the options that an app offers in a menu."""
    return [*checked_or_malformed(options_wrong(menu, MENU_OPTIONS, path), path)]


def options_wrong(node: Json, most: int, path: str) -> Iterator[str]:
    """What Slack would refuse of a menu's options, or of its groups of them."""
    groups, options = node.get("option_groups"), node.get("options")
    if groups and options:
        yield f"[ERROR] must provide either options or option_groups [json-pointer:{path}]"
    for index, group in enumerate(groups or ()):
        yield from text_wrong(group.get("label"), _GROUP, f"{path}/option_groups/{index}/label")
    offered = [each for group in groups for each in group["options"]] if groups else options
    if not offered:
        yield f"[ERROR] missing required field: options [json-pointer:{path}]"
        return
    if len(offered) > most:
        yield more_than(most, f"{path}/options")
    for index, option in enumerate(offered):
        yield from option_wrong(option, node["type"], f"{path}/options/{index}")


def option_wrong(option: Json, menu: str, path: str) -> Iterator[str]:
    """What Slack would refuse of one option in a menu of that type."""
    is_plain = menu not in _MRKDWN_OPTIONS
    place = Text(field="text", limit=OPTION_TEXT, is_plain=is_plain)
    yield from text_wrong(option.get("text"), place, f"{path}/text")
    value = option.get("value")
    if not isinstance(value, str) or not 0 < len(value) <= OPTION_VALUE:
        yield longer_than(OPTION_VALUE, f"{path}/value")
    if "description" in option:
        place = Text(field="description", limit=OPTION_TEXT, is_plain=is_plain)
        yield from text_wrong(option["description"], place, f"{path}/description")


def confirm_wrong(confirm: Json, path: str) -> Iterator[str]:
    """What Slack would refuse of a confirm dialog."""
    for place in _CONFIRM:
        if place.is_required or place.field in confirm:
            yield from text_wrong(confirm.get(place.field), place, f"{path}/{place.field}")


def text_wrong(value: object, place: Text, path: str) -> Iterator[str]:
    """What Slack would refuse of a text object at its place."""
    if not isinstance(value, dict):
        yield f"[ERROR] missing required field: {place.field} [json-pointer:{path}]"
        return
    kinds = ("plain_text",) if place.is_plain else ("plain_text", "mrkdwn")
    if value.get("type") not in kinds:
        yield f"[ERROR] unsupported type: {value.get('type')} [json-pointer:{path}/type]"
    text = value.get("text")
    if not isinstance(text, str) or not text:
        yield f"[ERROR] must be more than 0 characters [json-pointer:{path}/text]"
    elif len(text) > place.limit:
        yield longer_than(place.limit, f"{path}/text")


def more_than(most: int, path: str) -> str:
    """Slack's sentence about too many of something."""
    return f"[ERROR] no more than {most} items allowed [json-pointer:{path}]"


def longer_than(limit: int, path: str) -> str:
    """Slack's sentence about something too long."""
    return f"[ERROR] must be less than {limit + 1} characters [json-pointer:{path}]"


_GROUP = Text(field="label", limit=OPTION_TEXT)
_CONFIRM = (
    Text(field="title", limit=100),
    Text(field="text", limit=300, is_plain=False),
    Text(field="confirm", limit=30, is_required=False),
    Text(field="deny", limit=30, is_required=False),
)
