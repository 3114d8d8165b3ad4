"""What a screen reader can tell of blocks: a name for every control, a text for every picture.

Not here: Slack's own limits (`blocks.py`), words (`manners.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.slack.wire import Json

_EMOJI = re.compile(r":[a-z0-9_+'-]+:")
_SPEAKING = re.compile(r"\w", re.UNICODE)
_TYPED = ("_input",)
_CHOSEN = ("_select", "picker")
_GROUPS = frozenset({"radio_buttons", "checkboxes"})


def walk(node: object, path: str) -> Iterator[tuple[Json, str]]:
    """Every object in a block, itself included, with where it stands."""
    if isinstance(node, dict):
        yield node, path
        for name, value in node.items():
            yield from walk(value, f"{path}/{name}")
    elif isinstance(node, list):
        for index, each in enumerate(node):
            yield from walk(each, f"{path}/{index}")


def label_trouble(node: Json, *, is_labelled: bool) -> str | None:
    """Why a screen reader cannot say what this block or element is for; None when it can.

    Args:
        node: any object inside of blocks.
        is_labelled: whether an input block's label stands above it.
    """
    kind = str(node.get("type"))
    if kind == "image" and not str(node.get("alt_text") or "").strip():
        return "an image without alt_text"
    if kind == "button" and not (_speaks(_text(node, "text")) or _speaks(node.get("accessibility_label"))):
        return f"a button of signs only ({_text(node, 'text')}) without accessibility_label"
    if kind == "input" and not _speaks(_text(node, "label")):
        return "an input without label"
    if kind.endswith((*_CHOSEN, *_TYPED)) and not is_labelled and not _speaks(_text(node, "placeholder")):
        return f"a {kind} with neither placeholder nor label"
    if kind in _GROUPS | {"overflow"}:
        return _option_trouble(kind, node)
    return None


def ids_of(node: Json) -> str:
    """The ids by which a developer finds it."""
    named = [str(node[name]) for name in ("block_id", "action_id") if node.get(name)]
    return f" ({', '.join(named)})" if named else ""


def _option_trouble(kind: str, node: Json) -> str | None:
    options = node.get("options")
    listed = options if isinstance(options, list) else []
    silent = [each for each in listed if isinstance(each, dict) and not _speaks(_text(each, "text"))]
    return f"an option of signs only in a {kind}" if silent else None


def _text(node: Json, name: str) -> str:
    value = node.get(name)
    return str(value.get("text") or "") if isinstance(value, dict) else ""


def _speaks(words: object) -> bool:
    """Whether there is a letter or a digit besides emoji."""
    return bool(_SPEAKING.search(_EMOJI.sub("", str(words or ""))))
