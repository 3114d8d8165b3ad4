"""`blocks.validate`: what Slack would refuse of blocks, a message or a view, said before anybody sees it.

Not here: the rules (`blocks.py`, `views.py`).
"""

from __future__ import annotations

import re

from sandbox.slack.blocks import MESSAGE_BLOCKS, problems
from sandbox.slack.views import checked
from sandbox.slack.wire import Json, Refused

_PLACED = re.compile(r"(?:\[ERROR\] )?(?P<message>.*?)(?: \[json-pointer:(?P<pointer>[^\]]*)\])?")


def validate(arguments: Json) -> Json:
    """`blocks.validate`: exactly one of `blocks`, `message` and `view`."""
    given = [name for name in ("blocks", "message", "view") if arguments.get(name) is not None]
    if len(given) != 1:
        raise Refused("invalid_arguments", ["[ERROR] provide exactly one of blocks, message and view"])
    wrong = _CHECKS[given[0]](arguments[given[0]])
    if wrong:
        raise Refused(f"invalid_{given[0]}", errors=[_error(each) for each in wrong])
    return {}


def _blocks(blocks: object) -> list[str]:
    return problems(blocks, most=MESSAGE_BLOCKS, path="")


def _message(message: object) -> list[str]:
    if not isinstance(message, dict):
        return ["[ERROR] must be an object [json-pointer:]"]
    return problems(message.get("blocks") or [], most=MESSAGE_BLOCKS)


def _view(view: object) -> list[str]:
    kind = "home" if isinstance(view, dict) and view.get("type") == "home" else "modal"
    try:
        checked(view, kind=kind)
    except Refused as refused:
        return [each.replace("[json-pointer:/view", "[json-pointer:") for each in refused.messages] or [
            refused.error
        ]
    return []


_CHECKS = {"blocks": _blocks, "message": _message, "view": _view}


def _error(said: str) -> Json:
    found = _PLACED.fullmatch(said)
    pointer = (found["pointer"] if found else "") or ""
    return {"pointer": pointer, "code": "failed_constraint", "message": found["message"] if found else said}
