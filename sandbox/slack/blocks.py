"""Block Kit's limits checked, with Slack's way of naming what is wrong and where.

Not here: the table of what is allowed (`shapes.py`), texts, options and confirm dialogs (`compositions.py`),
tables and rich text (`tables.py`), initial values and bounds (`prefilled.py`, `bounds.py`), and what blocks
look like.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from sandbox.slack.bounds import bounds_wrong, picture_wrong
from sandbox.slack.compositions import (
    checked_or_malformed,
    confirm_wrong,
    longer_than,
    more_than,
    option_wrong,
    options_wrong,
    text_wrong,
)
from sandbox.slack.prefilled import prefilled_wrong
from sandbox.slack.shapes import (
    ACTIONS_ELEMENTS,
    BLOCKS,
    CONTEXT_ELEMENTS,
    ELEMENTS,
    EXTERNAL,
    ID_LENGTH,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    SECTION_FIELDS,
    TYPES,
    UNREAD,
    Shape,
    Text,
)
from sandbox.slack.tables import rich_text_wrong, table_wrong
from sandbox.slack.wire import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100


def with_ids(blocks: list[Json]) -> list[Json]:
    """The same blocks with the ids that Slack gives where the app gave none."""
    return [_with_id(block) for block in blocks]


def _with_id(block: Json) -> Json:
    named = _named(block, "block_id")
    if named["type"] == "actions":
        named["elements"] = [_named(each, "action_id") for each in block["elements"]]
    place = {"input": "element", "section": "accessory"}.get(named["type"], "")
    if place in block:
        named[place] = _named(block[place], "action_id")
    return named


def _named(node: Json, name: str) -> Json:
    return {**node, name: node.get(name) or _new_id()}


def _new_id() -> str:
    return secrets.token_urlsafe(4)


def problems(blocks: object, *, most: int, path: str = "/blocks") -> list[str]:
    """Everything that Slack would refuse in these blocks, as its messages say it; views have no tables."""
    if not isinstance(blocks, list):
        return [f"[ERROR] must provide an array [json-pointer:{path}]"]
    found = [] if len(blocks) <= most else [more_than(most, path)]
    found += _repeated([each.get("block_id") for each in blocks if isinstance(each, dict)], "block_id", path)
    for index, block in enumerate(blocks):
        here = f"{path}/{index}"
        found += checked_or_malformed(_block(block, here, is_view=path.startswith("/view")), here)
    return found


def _block(block: object, path: str, *, is_view: bool) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(block, dict) or kind not in {*BLOCKS, *UNREAD} or (is_view and kind == "table"):
        yield f"[ERROR] unsupported type: {kind} [json-pointer:{path}/type]"
        return
    yield from _types(block, path, ("block_id",) if kind in UNREAD else (*block,))
    if kind in UNREAD:
        return
    yield from _shape(block, BLOCKS[kind], path)
    if kind in _CHECKS:
        yield from _CHECKS[kind](block, path)


def _types(node: Json, path: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        kind = TYPES.get(name)
        value = node.get(name)
        if kind is None or value is None:
            continue
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield f"[ERROR] must be {_A[kind]} [json-pointer:{path}/{name}]"


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
            yield from text_wrong(node.get(text.field), text, f"{path}/{text.field}")
    for name, limit in (*shape.strings, ("block_id", ID_LENGTH), ("action_id", ID_LENGTH)):
        if len(node.get(name) or "") > limit:
            yield longer_than(limit, f"{path}/{name}")
    if shape.options:
        yield from options_wrong(node, shape.options, path)


def _section(block: Json, path: str) -> Iterator[str]:
    fields = block.get("fields", [])
    if not fields and "text" not in block:
        yield f"[ERROR] missing required field: text [json-pointer:{path}]"
    if len(fields) > SECTION_FIELDS:
        yield more_than(SECTION_FIELDS, f"{path}/fields")
    for index, each in enumerate(fields):
        place = Text(field="fields", limit=2000, is_plain=False)
        yield from text_wrong(each, place, f"{path}/fields/{index}")
    if "accessory" in block:
        yield from _element(block["accessory"], IN_SECTION, f"{path}/accessory")


def _context(block: Json, path: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if len(elements) > CONTEXT_ELEMENTS:
        yield more_than(CONTEXT_ELEMENTS, f"{path}/elements")
    for index, each in enumerate(elements):
        here = f"{path}/elements/{index}"
        if isinstance(each, dict) and each.get("type") == "image":
            yield from _types(each, here, (*each,))
            yield from _shape(each, ELEMENTS["image"], here)
            yield from picture_wrong(each, here)
        else:
            yield from text_wrong(each, Text(field="text", limit=3000, is_plain=False), here)


def _actions(block: Json, path: str) -> Iterator[str]:
    elements = block.get("elements", [])
    if len(elements) > ACTIONS_ELEMENTS:
        yield more_than(ACTIONS_ELEMENTS, f"{path}/elements")
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
    yield from _types(element, path, (*element,))
    yield from _shape(element, ELEMENTS[kind], path)
    if kind == "button" and element.get("style") not in (None, "primary", "danger"):
        yield f"[ERROR] failed to match all allowed values [json-pointer:{path}/style]"
    if kind == "image":
        yield from picture_wrong(element, path)
    yield from prefilled_wrong(element, path)
    yield from bounds_wrong(element, path)
    if kind in EXTERNAL:
        for option in (element.get("initial_option"), *(element.get("initial_options") or ())):
            yield from option_wrong(option, kind, f"{path}/initial_option") if option else ()
    if "confirm" in element:
        yield from confirm_wrong(element["confirm"], f"{path}/confirm")


def _repeated(ids: list[object], name: str, path: str) -> list[str]:
    given = [each for each in ids if each]
    twice = sorted({str(each) for each in given if given.count(each) > 1})
    return [f"[ERROR] {name} must be unique: {each} [json-pointer:{path}]" for each in twice]


_A = {bool: "a boolean", dict: "an object", int: "an integer", list: "an array", str: "a string"}
_CHECKS = {
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": picture_wrong,
    "rich_text": rich_text_wrong,
    "table": table_wrong,
}
