"""Block Kit's limits checked, with Slack's way of naming what is wrong and where.

Not here: the table of what is allowed (`shapes.py`), tables and rich text (`tables.py`), initial values and
bounds (`prefilled.py`, `bounds.py`), and what blocks look like.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from sandbox.slack.bounds import bounds_wrong, picture_wrong
from sandbox.slack.prefilled import prefilled_wrong
from sandbox.slack.shapes import (
    ACTIONS_ELEMENTS,
    BLOCKS,
    CONTEXT_ELEMENTS,
    ELEMENTS,
    ID_LENGTH,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    OPTION_TEXT,
    OPTION_VALUE,
    SECTION_FIELDS,
    UNREAD,
    Shape,
    Text,
)
from sandbox.slack.tables import rich_text_wrong, table_wrong
from sandbox.slack.wire import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MENU_OPTIONS = 100


def with_ids(blocks: list[Json]) -> list[Json]:
    """The same blocks with the ids that Slack gives where the app gave none."""
    return [_with_id(block) for block in blocks]


def _with_id(block: Json) -> Json:
    named = {"block_id": _new_id(), **block}
    if named["type"] == "actions":
        named["elements"] = [{"action_id": _new_id(), **each} for each in block["elements"]]
    for place in ("element", "accessory"):
        if place in block:
            named[place] = {"action_id": _new_id(), **block[place]}
    return named


def _new_id() -> str:
    return secrets.token_urlsafe(4)


def problems(blocks: object, *, most: int, path: str = "/blocks") -> list[str]:
    """Everything that Slack would refuse in these blocks, as its messages say it; views have no tables."""
    if not isinstance(blocks, list):
        return [f"[ERROR] must provide an array [json-pointer:{path}]"]
    found = [] if len(blocks) <= most else [_more_than(most, path)]
    found += _repeated([each.get("block_id") for each in blocks if isinstance(each, dict)], "block_id", path)
    for index, block in enumerate(blocks):
        found += _block(block, f"{path}/{index}", is_view=path.startswith("/view"))
    return found


def option_problems(menu: Json, path: str = "") -> list[str]:
    """What Slack would refuse of the options that an app offers in a menu."""
    return [*_options(menu, MENU_OPTIONS, path)]


def _block(block: object, path: str, *, is_view: bool) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(block, dict) or kind not in {*BLOCKS, *UNREAD} or (is_view and kind == "table"):
        yield f"[ERROR] unsupported type: {kind} [json-pointer:{path}/type]"
        return
    if kind in UNREAD:
        return
    yield from _shape(block, BLOCKS[kind], path)
    checks = {
        "section": _section,
        "context": _context,
        "actions": _actions,
        "input": _input,
        "image": picture_wrong,
        "rich_text": rich_text_wrong,
        "table": table_wrong,
    }
    if kind in checks:
        yield from checks[kind](block, path)


def _shape(node: Json, shape: Shape, path: str) -> Iterator[str]:
    yield from (
        f"[ERROR] invalid additional property: {name} [json-pointer:{path}]"
        for name in node
        if not shape.knows(name)
    )
    yield from (
        f"[ERROR] missing required field: {name} [json-pointer:{path}]"
        for name in shape.needs
        if node.get(name) in (None, "", [])
    )
    for text in shape.texts:
        if text.is_required or text.field in node:
            yield from _text(node.get(text.field), text, f"{path}/{text.field}")
    for name, limit in (*shape.strings, ("block_id", ID_LENGTH), ("action_id", ID_LENGTH)):
        if len(str(node.get(name, ""))) > limit:
            yield _longer_than(limit, f"{path}/{name}")
    if shape.options:
        yield from _options(node, shape.options, path)


def _text(value: object, place: Text, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"[ERROR] missing required field: {place.field} [json-pointer:{path}]"
        return
    kinds = {"plain_text"} if place.is_plain else {"plain_text", "mrkdwn"}
    if value.get("type") not in kinds:
        yield f"[ERROR] unsupported type: {value.get('type')} [json-pointer:{path}/type]"
    text = value.get("text")
    if not isinstance(text, str) or not text:
        yield f"[ERROR] must be more than 0 characters [json-pointer:{path}/text]"
    elif len(text) > place.limit:
        yield _longer_than(place.limit, f"{path}/text")


def _options(node: Json, most: int, path: str) -> Iterator[str]:
    groups = node.get("option_groups")
    options = [each for group in groups for each in group["options"]] if groups else node.get("options")
    if not options:
        yield f"[ERROR] missing required field: options [json-pointer:{path}]"
        return
    if len(options) > most:
        yield _more_than(most, f"{path}/options")
    is_plain = node["type"] not in {"radio_buttons", "checkboxes"}
    for index, option in enumerate(options):
        place = Text(field="text", limit=OPTION_TEXT, is_plain=is_plain)
        yield from _text(option.get("text"), place, f"{path}/options/{index}/text")
        if not 0 < len(str(option.get("value", ""))) <= OPTION_VALUE:
            yield _longer_than(OPTION_VALUE, f"{path}/options/{index}/value")
        if "description" in option:
            place = Text(field="description", limit=OPTION_TEXT, is_plain=is_plain)
            yield from _text(option["description"], place, f"{path}/options/{index}/description")


def _section(block: Json, path: str) -> Iterator[str]:
    fields = block.get("fields", [])
    if not fields and "text" not in block:
        yield f"[ERROR] missing required field: text [json-pointer:{path}]"
    if len(fields) > SECTION_FIELDS:
        yield _more_than(SECTION_FIELDS, f"{path}/fields")
    for index, each in enumerate(fields):
        place = Text(field="fields", limit=2000, is_plain=False)
        yield from _text(each, place, f"{path}/fields/{index}")
    if "accessory" in block:
        yield from _element(block["accessory"], IN_SECTION, f"{path}/accessory")


def _context(block: Json, path: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if len(elements) > CONTEXT_ELEMENTS:
        yield _more_than(CONTEXT_ELEMENTS, f"{path}/elements")
    for index, each in enumerate(elements):
        here = f"{path}/elements/{index}"
        if isinstance(each, dict) and each.get("type") == "image":
            yield from _shape(each, ELEMENTS["image"], here)
            yield from picture_wrong(each, here)
        else:
            yield from _text(each, Text(field="text", limit=3000, is_plain=False), here)


def _actions(block: Json, path: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if len(elements) > ACTIONS_ELEMENTS:
        yield _more_than(ACTIONS_ELEMENTS, f"{path}/elements")
    yield from _repeated([each.get("action_id") for each in elements], "action_id", path)
    for index, each in enumerate(elements):
        yield from _element(each, IN_ACTIONS, f"{path}/elements/{index}")


def _input(block: Json, path: str) -> Iterator[str]:
    yield from _element(block.get("element"), IN_INPUT, f"{path}/element")


def _element(element: object, allowed: frozenset[str], path: str) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if not isinstance(element, dict) or kind not in allowed:
        yield f"[ERROR] unsupported type: {kind} [json-pointer:{path}/type]"
        return
    yield from _shape(element, ELEMENTS[kind], path)
    if kind == "button" and element.get("style") not in (None, "primary", "danger"):
        yield f"[ERROR] failed to match all allowed values [json-pointer:{path}/style]"
    if kind == "image":
        yield from picture_wrong(element, path)
    yield from prefilled_wrong(element, path)
    yield from bounds_wrong(element, path)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{path}/confirm")


def _confirm(confirm: Json, path: str) -> Iterator[str]:
    places = (
        Text(field="title", limit=100),
        Text(field="text", limit=300, is_plain=False),
        Text(field="confirm", limit=30),
        Text(field="deny", limit=30),
    )
    for place in places:
        if place.field in ("title", "text") or place.field in confirm:
            yield from _text(confirm.get(place.field), place, f"{path}/{place.field}")


def _repeated(ids: list[object], name: str, path: str) -> list[str]:
    given = [each for each in ids if each]
    twice = sorted({str(each) for each in given if given.count(each) > 1})
    return [f"[ERROR] {name} must be unique: {each} [json-pointer:{path}]" for each in twice]


def _more_than(most: int, path: str) -> str:
    return f"[ERROR] no more than {most} items allowed [json-pointer:{path}]"


def _longer_than(limit: int, path: str) -> str:
    return f"[ERROR] must be less than {limit + 1} characters [json-pointer:{path}]"
