"""The digest: how several sessions of one provider went, told late and in one message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot import times
from bot.models import Digest, Room
from handlers.blocks import about, parts
from handlers.sentences import sessions
from handlers.sentences import setbacks as sentences
from handlers.sentences.conflicts import conflicts
from handlers.slack import Block, Said

_MOST_WITH_BUTTONS = 40
_TOGETHER = 10
_MOST = 400
"""A message holds 50 blocks."""


def digest(held: Digest, now: datetime) -> Said:
    """Each session with what became of it, and the way to its buttons."""
    title = sentences.late_sessions(len(held.rooms))
    rows = _rows if len(held.rooms) <= _MOST_WITH_BUTTONS else _sections
    blocks = [parts.section(f"*{title}*"), parts.context(sentences.words.WHY_LATE), *rows(held, now)]
    return Said(text=title, blocks=blocks)


def _rows(held: Digest, now: datetime) -> Iterator[Block]:
    for room in held.rooms:
        said = times.say(room.start, room.zone, now=now)
        button = parts.button(conflicts.OPEN, "show-room", room.id, says=f"{conflicts.OPEN}: {said}")
        yield parts.section(_line(room, now)) | {"accessory": button}


def _sections(held: Digest, now: datetime) -> Iterator[Block]:
    lines = [f"• {_line(room, now)}" for room in held.rooms[:_MOST]]
    for begin in range(0, len(lines), _TOGETHER):
        yield parts.section("\n".join(lines[begin : begin + _TOGETHER]))
    if len(held.rooms) > _MOST:
        yield parts.context(sentences.more_in_home(len(held.rooms) - _MOST))


def _line(room: Room, now: datetime) -> str:
    when = times.say_short(room.start, room.zone, now=now)
    return " · ".join([f"*{when}*", sessions.outcome(room, now), *_presence(room, now), *about.facts(room)])


def _presence(room: Room, now: datetime) -> list[str]:
    if room.video is None:
        return []
    seen = room.video.attendance
    you, patient = (sessions.presence(side, room, now) for side in (seen.provider, seen.patient))
    return [sentences.who_came(you, patient)]
