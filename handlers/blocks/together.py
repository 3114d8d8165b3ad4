"""Several sessions that were changed with one click: what came of each, told in one message."""

from __future__ import annotations

from datetime import datetime

from bot import times
from bot.models import UNCONFIRMED, Notice, Room, RoomState
from handlers.blocks import parts
from handlers.sentences import changes as words
from handlers.sentences.labels import labels
from handlers.slack import Said

_UNDER_WAY = frozenset({RoomState.MOVING, RoomState.CANCELLING})
_MOST_LISTED = 25


def change(notice: Notice, now: datetime) -> Said:
    """For the thread: how many, by whom, and each with its time."""
    who = parts.person(notice.details["by"]) if notice.details.get("by") else "BetterPT"
    done, of = _count(notice), len(notice.together)
    heading = words.moved_together if _is_move(notice) else words.cancelled_together
    lines = [heading(who, done, of), *_lines(notice, now)]
    return Said(text=parts.bare(heading(who, done, of)), blocks=[parts.section("\n".join(lines))])


def reply(notice: Notice, now: datetime, thread: str | None) -> Said:
    """In the place of the preview; `thread` is a link to the card."""
    done, of = _count(notice), len(notice.together)
    heading = words.moved_in_all(done, of) if _is_move(notice) else words.cancelled_in_all(done, of)
    link = [f"<{thread}|{labels.OPEN_THREAD}>"] if thread else []
    lines = [heading, *_lines(notice, now), *link]
    return Said(text=parts.bare(heading), blocks=[parts.section("\n".join(lines))])


def _is_move(notice: Notice) -> bool:
    """Those that stay as they were tell nothing: what was wanted is seen in the others, or was promised."""
    return notice.details.get("wanted") == "moved"


def _count(notice: Notice) -> int:
    return sum(_is_done(room, notice) for room in notice.together)


def _is_done(room: Room, notice: Notice) -> bool:
    if not _is_move(notice):
        return room.state is RoomState.CANCELLED
    return room.state is RoomState.SCHEDULED and room.problem is None


def _lines(notice: Notice, now: datetime) -> list[str]:
    rooms = notice.together
    shown = [f"• {_line(room, notice, now)}" for room in rooms[:_MOST_LISTED]]
    return [*shown, words.and_more(len(rooms) - _MOST_LISTED)] if len(rooms) > _MOST_LISTED else shown


def _line(room: Room, notice: Notice, now: datetime) -> str:
    said = times.say_short(room.start, room.zone, now=now)
    if room.state in _UNDER_WAY:
        return words.under_way(said)
    if _is_move(notice) and room.state is RoomState.CANCELLED:
        return f"✖️ ~{said}~"
    if not _is_done(room, notice):
        return words.unsure(said) if room.problem == UNCONFIRMED else words.stays(said)
    if not _is_move(notice):
        return f"~{said}~"
    was = times.say_short(room.moved_from, room.zone, now=now) if room.moved_from else ""
    return " ".join(filter(None, [f"~{was}~" if was else "", said]))
