"""What can be done with one room, as a row of buttons under its private status: only what leads somewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import times
from bot.booking import why_closed
from bot.models import Room
from handlers.blocks import parts
from handlers.blocks.outcome import to_record, what_follows
from handlers.sentences.changes import changes
from handlers.sentences.labels import labels
from handlers.slack import Block

_SOON = timedelta(hours=24)
"""Nobody is late for what is further away."""


def late_button(room: Room, *, place: str = "") -> Block:
    """Running late; `place` tells it from others in its row, where there are several."""
    said = times.say(room.start, room.zone)
    name = f"late:{place}" if place else "late"
    return parts.button(changes.RUNNING_LATE, name, room.id, says=f"{changes.RUNNING_LATE}: {said}")


def row(room: Room, now: datetime) -> Block:
    """The buttons, for somebody who may change the room; once it is over, for the next one and the record."""
    said = times.say(room.start, room.zone, now=now)

    def button(label: str, action: str) -> Block:
        return parts.button(label, action, room.id, says=f"{label}: {said}")

    why = button(changes.WHY, "why")
    if closed := why_closed(room, now):
        following = what_follows(room, now)
        again = [button(following, "book-next")] if following else []
        record = to_record(room, now) if closed == "over" else []
        return parts.actions([*again, *record, why])
    late = [late_button(room)] if room.start - now <= _SOON else []
    return parts.actions(
        [
            button(labels.RESCHEDULE, "reschedule"),
            *late,
            button(changes.HAND_OVER, "give"),
            button(labels.CANCEL, "ask-cancel"),
            why,
        ]
    )
