"""Text on its way in and out: what `should_escape` does to a command, and what a reader sees of mrkdwn.

Not here: HTML. The page makes elements out of mrkdwn itself.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.slack.people import Channel, Member
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Workspace

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MENTION = re.compile(
    r"(?<![\w@#.])(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@])@(?P<user>[\w.-]+)"
    r"|(?<![\w#&])#(?P<channel>[\w-]+)"
    r"|(?P<url>https?://[^\s<>]+)"
)
_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_EMPHASIS = re.compile(r"(?<![\w*_~`])([*_~`]{1,3})(?=\S)([^\n]*?\S)\1(?![\w*_~`])")
_PLAIN = re.compile(r"&(amp|lt|gt);")


def escaped(text: str) -> str:
    """Slack's three entities."""
    return re.sub("[&<>]", lambda found: _ENTITIES[found[0]], text)


def as_command_text(text: str, workspace: Workspace) -> str:
    """What a command with `should_escape` gets of what was typed."""
    return _marked_up(text, workspace, has_labels=True)


def as_message_text(text: str, workspace: Workspace) -> str:
    """What the composer makes of a message: mentions by id only, addresses as links."""
    return _marked_up(text, workspace, has_labels=False)


def _marked_up(text: str, workspace: Workspace, *, has_labels: bool) -> str:
    def label(name: str) -> str:
        return f"|{name}" if has_labels else ""

    def marked_up(found: re.Match[str]) -> str:
        if found["email"]:
            return f"<mailto:{found['email']}|{found['email']}>"
        if found["url"]:
            return f"<{found['url']}>"
        if found["user"]:
            member = _by_handle(workspace, found["user"])
            return f"<@{member.id}{label(member.handle)}>" if member else found[0]
        channel = _by_name(workspace, found["channel"])
        return f"<#{channel.id}{label(channel.name)}>" if channel else found[0]

    return _MENTION.sub(marked_up, escaped(text))


def _by_handle(workspace: Workspace, handle: str) -> Member | None:
    wanted = handle.lower().rstrip(".")
    return next((each for each in workspace.members.values() if each.handle == wanted), None)


def _by_name(workspace: Workspace, name: str) -> Channel | None:
    return next((each for each in workspace.channels.values() if each.name == name and not each.is_dm), None)


def as_read(text: str, workspace: Workspace, zone: str | None) -> str:
    """What a person in that zone reads: mentions as names, dates in their time, links as their labels."""

    def told(found: re.Match[str]) -> str:
        kind, target, label = found.groups()
        if kind == "@":
            member = workspace.members.get(target)
            return f"@{member.name if member else target}"
        if kind == "#":
            channel = workspace.channels.get(target)
            return f"#{channel.name if channel else label or target}"
        if kind == "!":
            return _special(target, label, zone)
        return label or target.removeprefix("mailto:")

    without_emphasis = _EMPHASIS.sub(r"\2", _TOKEN.sub(told, text))
    return unescaped(without_emphasis)


def _special(target: str, label: str | None, zone: str | None) -> str:
    name, *parts = target.split("^")
    if name == "date" and len(parts) > 1 and parts[0].isdigit():
        return date_in(int(parts[0]), parts[1], zone)
    return label or f"@{name}"


def date_in(unix: int, template: str, zone: str | None) -> str:
    """Slack's date template in a reader's zone."""
    at = datetime.fromtimestamp(unix, UTC).astimezone(ZoneInfo(zone or "UTC"))
    clock = f"{at:%I:%M %p}".lstrip("0")
    ordinal = f"{at:%B} {at.day}{_suffix(at.day)}, {at.year}"
    short = f"{at:%b} {at.day}, {at.year}"
    values = {
        "date_num": f"{at:%Y-%m-%d}",
        "date_slash": f"{at:%m/%d/%Y}",
        "date_long_pretty": f"{at:%A}, {ordinal}",
        "date_long": f"{at:%A}, {ordinal}",
        "date_short_pretty": short,
        "date_short": short,
        "date_pretty": ordinal,
        "date": ordinal,
        "time_secs": f"{at:%I:%M:%S %p}".lstrip("0"),
        "time": clock,
    }
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


def _suffix(day: int) -> str:
    teens = range(11, 14)
    return "th" if day in teens else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def rich_text_of(text: str) -> Json:
    """The rich text block that the composer sends along with a message of that mrkdwn."""
    pieces: list[Json] = []
    begin = 0
    for found in _TOKEN.finditer(text):
        pieces += _plain_piece(text[begin : found.start()])
        kind, target, label = found.groups()
        if kind == "@":
            pieces.append({"type": "user", "user_id": target})
        elif kind == "#":
            pieces.append({"type": "channel", "channel_id": target})
        else:
            pieces.append({"type": "link", "url": target, **({"text": label} if label else {})})
        begin = found.end()
    pieces += _plain_piece(text[begin:])
    return _rich_text(pieces)


def plain_rich_text(text: str) -> Json | None:
    """The rich text of words without any marks; None of no words."""
    return _rich_text([{"type": "text", "text": text}]) if text else None


def _rich_text(pieces: list[Json]) -> Json:
    section = {"type": "rich_text_section", "elements": pieces}
    return {"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": [section]}


def _plain_piece(text: str) -> list[Json]:
    return [{"type": "text", "text": unescaped(text)}] if text else []


def unescaped(text: str) -> str:
    """The text behind Slack's three entities."""
    return _PLAIN.sub(lambda found: {"amp": "&", "lt": "<", "gt": ">"}[found[1]], text)


def texts_in(blocks: list[Json]) -> Iterator[str]:
    """Every piece of text a reader sees in blocks, buttons aside, in reading order."""
    for block in blocks:
        yield from _texts(block)


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, dict):
        kind = str(node.get("type"))
        if kind in {"button", "overflow"} or kind.endswith(("_select", "picker")):
            return
        if kind in {"rich_text_section", "rich_text_preformatted", "rich_text_quote"}:
            yield "".join(_texts(node.get("elements", [])))
            return
        yield from _leaf(node)
        for key in ("title", "label", "text", "fields", "elements", "element", "hint", "rows"):
            if isinstance(node.get(key), dict | list):
                yield from _texts(node[key])


def _leaf(node: Json) -> Iterator[str]:
    kind, text = str(node.get("type")), node.get("text")
    if isinstance(text, str):
        plain = kind in {"plain_text", "text", "raw_text", "raw_number"}
        yield f"<{node.get('url', '')}|{text}>" if kind == "link" else escaped(text) if plain else text
    elif kind == "link":
        yield f"<{node.get('url', '')}>"
    elif kind == "user":
        yield f"<@{node.get('user_id', '')}>"
    elif kind == "image":
        yield str(node.get("alt_text", ""))
