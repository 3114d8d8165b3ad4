"""What a table block and a rich text block may hold, with Slack's way of naming what is wrong and where.

Not here: the other blocks (`blocks.py`), data tables, and what they look like.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.slack.wire import Json

ROWS = 100
COLUMNS = 20
_ALIGNMENTS = (None, "left", "center", "right")
_INLINE = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "channel": "channel_id",
    "usergroup": "usergroup_id",
    "team": "team_id",
    "emoji": "name",
    "broadcast": "range",
    "date": "timestamp",
    "color": "value",
}
"""Kinds of inline elements, with the field that each cannot do without."""
_SECTIONS = frozenset({"rich_text_section", "rich_text_preformatted", "rich_text_quote", "rich_text_list"})


def tables_in(blocks: object) -> int:
    """How many tables there are; a message may have one."""
    if not isinstance(blocks, list):
        return 0
    return sum(1 for each in blocks if isinstance(each, dict) and each.get("type") == "table")


def table_wrong(table: Json, path: str) -> Iterator[str]:
    """What Slack would refuse of a table block."""
    rows, settings = table.get("rows"), table.get("column_settings") or []
    if not isinstance(rows, list) or not rows:
        yield f"[ERROR] must provide at least 1 item [json-pointer:{path}/rows]"
        return
    if len(rows) > ROWS:
        yield f"[ERROR] no more than {ROWS} items allowed [json-pointer:{path}/rows]"
    if len(settings) > COLUMNS:
        yield f"[ERROR] no more than {COLUMNS} items allowed [json-pointer:{path}/column_settings]"
    for index, setting in enumerate(settings):
        yield from _setting(setting, f"{path}/column_settings/{index}")
    for index, row in enumerate(rows):
        yield from _row(row, f"{path}/rows/{index}")


def rich_text_wrong(block: Json, path: str) -> Iterator[str]:
    """What Slack would refuse of a rich text block."""
    yield from _missing_elements(block, path)
    for index, section in enumerate(_listed(block, "elements")):
        here = f"{path}/elements/{index}"
        kind = section.get("type") if isinstance(section, dict) else None
        if not isinstance(section, dict) or kind not in _SECTIONS:
            yield _unsupported(kind, here)
        elif kind == "rich_text_list":
            yield from _list(section, here)
        else:
            yield from _inline(section, here)


def _setting(setting: object, path: str) -> Iterator[str]:
    if setting is None:  # that column is as it comes
        return
    if not isinstance(setting, dict):
        yield f"[ERROR] must be an object [json-pointer:{path}]"
        return
    for name in sorted({*setting} - {"align", "is_wrapped"}):
        yield f"[ERROR] invalid additional property: {name} [json-pointer:{path}]"
    if setting.get("align") not in _ALIGNMENTS:
        yield f"[ERROR] failed to match all allowed values [json-pointer:{path}/align]"
    if not isinstance(setting.get("is_wrapped", False), bool):
        yield f"[ERROR] must be a boolean [json-pointer:{path}/is_wrapped]"


def _row(row: object, path: str) -> Iterator[str]:
    if not isinstance(row, list):
        yield f"[ERROR] must provide an array [json-pointer:{path}]"
        return
    if not row:
        yield f"[ERROR] must provide at least 1 item [json-pointer:{path}]"
    if len(row) > COLUMNS:
        yield f"[ERROR] no more than {COLUMNS} items allowed [json-pointer:{path}]"
    for index, cell in enumerate(row):
        yield from _cell(cell, f"{path}/{index}")


def _cell(cell: object, path: str) -> Iterator[str]:
    kind = cell.get("type") if isinstance(cell, dict) else None
    if not isinstance(cell, dict) or kind not in {"raw_text", "raw_number", "rich_text"}:
        yield _unsupported(kind, path)
        return
    if kind == "rich_text":
        yield from rich_text_wrong(cell, path)
        if cell.get("elements") == []:
            yield f"[ERROR] must provide at least 1 item [json-pointer:{path}/elements]"
    elif not isinstance(cell.get("text"), str) or not cell["text"]:
        yield f"[ERROR] must be more than 0 characters [json-pointer:{path}/text]"
    elif kind == "raw_number" and not isinstance(cell.get("value"), int | float):
        yield f"[ERROR] must be a number [json-pointer:{path}/value]"


def _list(block: Json, path: str) -> Iterator[str]:
    if block.get("style") not in {"bullet", "ordered"}:
        yield f"[ERROR] failed to match all allowed values [json-pointer:{path}/style]"
    yield from _missing_elements(block, path)
    for index, item in enumerate(_listed(block, "elements")):
        here = f"{path}/elements/{index}"
        if not isinstance(item, dict) or item.get("type") != "rich_text_section":
            yield _unsupported(item.get("type") if isinstance(item, dict) else None, here)
        else:
            yield from _inline(item, here)


def _inline(section: Json, path: str) -> Iterator[str]:
    yield from _missing_elements(section, path)
    for index, element in enumerate(_listed(section, "elements")):
        here = f"{path}/elements/{index}"
        kind = element.get("type") if isinstance(element, dict) else None
        if not isinstance(element, dict) or kind not in _INLINE:
            yield _unsupported(kind, here)
        elif kind == "date":
            yield from _date(element, here)
        elif not isinstance(value := element.get(_INLINE[str(kind)]), str) or not value:
            yield f"[ERROR] missing required field: {_INLINE[str(kind)]} [json-pointer:{here}]"


def _date(element: Json, path: str) -> Iterator[str]:
    at, form = element.get("timestamp"), element.get("format")
    if isinstance(at, bool) or not isinstance(at, int):
        yield f"[ERROR] must be an integer [json-pointer:{path}/timestamp]"
    if not isinstance(form, str) or not form:
        yield f"[ERROR] missing required field: format [json-pointer:{path}]"


def _missing_elements(node: Json, path: str) -> Iterator[str]:
    if not isinstance(node.get("elements"), list):
        yield f"[ERROR] missing required field: elements [json-pointer:{path}]"


def _listed(node: Json, name: str) -> list[object]:
    value = node.get(name)
    return value if isinstance(value, list) else []


def _unsupported(kind: object, path: str) -> str:
    return f"[ERROR] unsupported type: {kind} [json-pointer:{path}/type]"
