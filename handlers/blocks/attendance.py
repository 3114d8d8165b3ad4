"""Who came and for how long, as BetterPT reports it: for one person, never for a channel."""

from __future__ import annotations

from datetime import datetime

from bot.models import Room
from handlers.blocks import parts
from handlers.sentences import sessions
from handlers.sentences.labels import labels
from handlers.slack import Block


def both(room: Room, now: datetime, *, provider: str = "") -> Block:
    """Both sides; `provider` is what they are called to who reads it."""
    if room.video is None:
        return parts.section(labels.NO_ROOM)
    seen = room.video.attendance
    lines = [
        f"*{provider or labels.PROVIDER}:* {sessions.presence(seen.provider, room, now)}",
        f"*{labels.PATIENT}:* {sessions.presence(seen.patient, room, now)}",
    ]
    return parts.section("\n".join(lines))


def status(room: Room) -> str:
    """BetterPT's own status word, shown as it came: small print, as what it means is said above."""
    if room.video is None:
        return ""
    return f"{labels.STATUS}: {parts.inert(room.video.attendance.status or labels.NO_STATUS)}"
