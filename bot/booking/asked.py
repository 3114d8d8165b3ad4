"""The line of history that says who asked for what, written with the promise itself."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.models import Event, EventKind

Asked = Literal["book", "move", "cancel", "late", "give", "retry", "leave"]


def asked(
    room_id: str,
    what: Asked,
    by: str,
    now: datetime,
    *,
    words: str = "",
    start: datetime | None = None,
    zone: str = "",
    to: str = "",
) -> Event:
    """Who asked for what.

    Args:
        room_id: The room it is about.
        what: What was asked for.
        by: Who asked, a Slack user id.
        now: When, aware UTC.
        words: Those about the time, and no others.
        start: How they were read, aware UTC.
        zone: The IANA zone they were read in.
        to: Who is to take over, a Slack user id.
    """
    known = {"words": words, "start": start.isoformat() if start else "", "zone": zone, "to": to}
    told = {name: value for name, value in known.items() if value}
    return Event(room_id=room_id, kind=EventKind.ASKED, at=now, by=by, details={"what": what, **told})
