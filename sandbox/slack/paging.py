"""Lists that come in pages: one way of cursors for all of them.

A cursor names the entry that comes next, so that what is added or taken away meanwhile shifts nothing. Not
here: pages by number (`files.list` alone has those).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from sandbox.slack.wire import Json, Refused, number

Entry = TypeVar("Entry")
PAGE = 100
MOST = 1000


def paged(
    entries: Sequence[Entry],
    arguments: Json,
    key: Callable[[Entry], str],
    *,
    most: int = MOST,
    is_falling: bool = False,
) -> tuple[list[Entry], str]:
    """One page, and the cursor of the next one; empty when there is none.

    Args:
        entries: everything, in the order of its keys.
        arguments: the call's, of which `cursor` and `limit` are read.
        key: what tells an entry from all others.
        most: the greatest page.
        is_falling: whether the greatest key comes first.

    Raises:
        Refused: `invalid_cursor`.
    """
    limit = max(1, min(number(arguments, "limit", PAGE) or PAGE, most))
    begin = 0
    if wanted := _read(arguments.get("cursor")):
        while begin < len(entries) and _is_before(key(entries[begin]), wanted, is_falling=is_falling):
            begin += 1
    shown = [*entries[begin : begin + limit]]
    has_more = begin + limit < len(entries)
    return shown, _written(key(entries[begin + limit])) if has_more else ""


def next_page(cursor: str) -> Json:
    """The part of an answer that says how to go on."""
    return {"response_metadata": {"next_cursor": cursor}}


def checked_limit(arguments: Json, *, most: int = MOST) -> None:
    """Refuse a page that is too small or too great, where Slack does.

    Raises:
        Refused: `invalid_limit`.
    """
    if not 0 <= number(arguments, "limit", PAGE) <= most:
        raise Refused("invalid_limit")


def _is_before(key: str, wanted: str, *, is_falling: bool) -> bool:
    return key > wanted if is_falling else key < wanted


def _written(key: str) -> str:
    return base64.b64encode(f"next:{key}".encode()).decode()


def _read(cursor: object) -> str:
    if not cursor:
        return ""
    try:
        text = base64.b64decode(str(cursor), validate=True).decode()
    except (ValueError, binascii.Error):
        raise Refused("invalid_cursor") from None
    if not text.startswith("next:"):
        raise Refused("invalid_cursor")
    return text.removeprefix("next:")
