"""Bounds that an app sets to what may be chosen or typed, and where a picture comes from: Slack's checks.

Not here: initial values (`prefilled.py`), and whether a person keeps the bounds (`forms.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from sandbox.slack.wire import Json

_KINDS = frozenset({"im", "mpim", "private", "public"})
_FILTERS = frozenset({"include", "exclude_external_shared_channels", "exclude_bot_users"})


def bounds_wrong(element: Json, path: str) -> Iterator[str]:
    """What Slack would refuse of an element's numbers and filter."""
    for name, least in (("max_selected_items", 1), ("min_query_length", 0)):
        value = element.get(name, least)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            yield f"[ERROR] must be an integer of at least {least} [json-pointer:{path}/{name}]"
    if element.get("min_length", 0) < 0 or element.get("max_length", 1) < 1:
        yield f"[ERROR] must be an integer of at least 0 [json-pointer:{path}/min_length]"
    if element["type"] == "number_input":
        yield from _range(element, path)
    if "filter" in element:
        yield from _filter(element["filter"], f"{path}/filter")


def picture_wrong(image: Json, path: str) -> Iterator[str]:
    """What Slack would refuse of a picture: an address or a file of Slack's is its source, not both."""
    file = image.get("slack_file")
    if ("image_url" in image) == (file is not None):
        yield f"[ERROR] must provide either image_url or slack_file [json-pointer:{path}]"
    elif "image_url" in image and not _is_address(image["image_url"]):
        yield f"[ERROR] must be a valid URL [json-pointer:{path}/image_url]"
    elif file is not None and not (isinstance(file, dict) and (file.get("id") or file.get("url"))):
        yield f"[ERROR] invalid slack file [json-pointer:{path}/slack_file]"


def number_of(text: object) -> Decimal | None:
    """A number as people and apps write it; None when it is none."""
    try:
        number = Decimal(str(text).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_address(text: object) -> bool:
    try:
        parts = urlsplit(str(text))
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _range(element: Json, path: str) -> Iterator[str]:
    given = {name: element[name] for name in ("min_value", "max_value", "initial_value") if name in element}
    for name, value in given.items():
        if not isinstance(value, str) or number_of(value) is None:
            yield f"[ERROR] must be a number in a string [json-pointer:{path}/{name}]"
    least, most = number_of(given.get("min_value")), number_of(given.get("max_value"))
    if least is not None and most is not None and least > most:
        yield f"[ERROR] must not be greater than max_value [json-pointer:{path}/min_value]"


def _filter(given: object, path: str) -> Iterator[str]:
    if not isinstance(given, dict) or not given:
        yield f"[ERROR] must provide at least one field [json-pointer:{path}]"
        return
    for name in sorted({*given} - _FILTERS):
        yield f"[ERROR] invalid additional property: {name} [json-pointer:{path}]"
    kinds = given.get("include", ["im"])
    if not isinstance(kinds, list) or not kinds or not {*map(str, kinds)} <= _KINDS:
        yield f"[ERROR] failed to match all allowed values [json-pointer:{path}/include]"
