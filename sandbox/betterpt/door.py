"""The page behind a room's link: a plain waiting room with one button. No video."""

from __future__ import annotations

import hmac
from datetime import datetime
from html import escape

from sandbox.betterpt.records import EntryRefused, RoomRecord, Side

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Session</title>
<style>body{{font:1.1rem/1.5 sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.5rem 1.5rem}}</style></head>
<body><h1>{title}</h1>{body}</body></html>
"""


def side_of(record: RoomRecord | None, query: dict[str, str]) -> Side | None:
    """Who the link lets in, or None if its code opens nothing."""
    side = next((side for side in Side if side == query.get("type")), None)
    if record is None or side is None:
        return None
    is_key = hmac.compare_digest(record.codes[side].encode(), query.get("code", "").encode())
    return side if is_key else None


def act(record: RoomRecord, side: Side, action: str, now: datetime) -> str | None:
    """Join or leave; the sentence that says why not, if not."""
    try:
        if action == "join":
            record.join(side, now)
        elif action == "leave":
            record.leave(side, now)
    except EntryRefused as refused:
        return str(refused)
    return None


def page(record: RoomRecord, side: Side, now: datetime, refusal: str | None = None) -> str:
    """What somebody sees who holds that side's link."""
    is_inside = record.is_inside(side, now)
    where = "You are in the room." if is_inside else "You are not in the room."
    action, word = ("leave", "Leave") if is_inside else ("join", "Join")
    lines = [
        f"<p>You are the <strong>{side}</strong>. {where}</p>",
        f"<p>Start: {record.start:%Y-%m-%d %H:%M} UTC ({escape(record.zone)}), 60 minutes.</p>",
        f"<p>It is {now:%Y-%m-%d %H:%M} UTC.</p>",
        f"<p role='alert'>{escape(refusal)}</p>" if refusal else "",
        f"<form method='post'><button name='action' value='{action}'>{word}</button></form>",
    ]
    return _PAGE.format(title=escape(record.display_name or "Session"), body="".join(lines))


def closed_page() -> str:
    """What somebody sees whose link opens nothing; it does not say whether there is such a room."""
    return _PAGE.format(title="No entry", body="<p>This link does not open a room.</p>")
