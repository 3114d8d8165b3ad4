"""What an app may put into menus and pickers beforehand: an option that is there, a date, a time, a zone.

Not here: lengths and fields (`blocks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from sandbox.slack.tables import rich_text_wrong
from sandbox.slack.wire import Json

_FORMATS = {
    "initial_date": (re.compile(r"\d{4}-\d{2}-\d{2}"), "YYYY-MM-DD"),
    "initial_time": (re.compile(r"([01]\d|2[0-3]):[0-5]\d"), "HH:mm"),
}


def prefilled_wrong(element: Json, path: str) -> Iterator[str]:
    """What Slack would refuse of an element's initial values, as its messages say it."""
    for name, (form, said) in _FORMATS.items():
        if name in element and not form.fullmatch(str(element[name])):
            yield f"[ERROR] must match the format {said} [json-pointer:{path}/{name}]"
    if "timezone" in element and element["timezone"] not in _zones():
        yield f"[ERROR] must be a valid timezone [json-pointer:{path}/timezone]"
    yield from _written(element, path)
    offered = _offered(element)
    given = [element.get("initial_option"), *(element.get("initial_options") or [])]
    if offered and any(each is not None and each not in offered for each in given):
        yield f"[ERROR] initial option was not found in options [json-pointer:{path}]"
    for name in ("initial_users", "initial_channels", "initial_conversations"):
        if any(not isinstance(each, str) for each in element.get(name) or ()):
            yield f"[ERROR] must be an array of strings [json-pointer:{path}/{name}]"
    if element.get("initial_options") == []:
        yield f"[ERROR] must provide at least 1 item [json-pointer:{path}/initial_options]"


@cache
def _zones() -> frozenset[str]:
    """Every zone there is; finding them means reading a directory."""
    return frozenset(available_timezones())


def _written(element: Json, path: str) -> Iterator[str]:
    """What is written into an input: words, or a rich text block where that is what one writes."""
    words = element.get("initial_value")
    if words is None:
        return
    if element["type"] != "rich_text_input":
        if not isinstance(words, str):
            yield f"[ERROR] must be a string [json-pointer:{path}/initial_value]"
    elif words["type"] != "rich_text":
        yield f"[ERROR] unsupported type: {words['type']} [json-pointer:{path}/initial_value/type]"
    else:
        yield from rich_text_wrong(words, f"{path}/initial_value")


def _offered(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(each for group in groups for each in group["options"])]
