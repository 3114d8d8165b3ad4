"""For who is running late: by how much, what the clock shows then, and who tells the patient."""

from __future__ import annotations

from collections.abc import Sequence

from bot import times
from bot.booking import Move
from bot.models import Room
from handlers.blocks import findings, naming, parts
from handlers.contacts import spoken
from handlers.sentences import changes as words
from handlers.sentences import sessions
from handlers.sentences.changes import changes
from handlers.sentences.labels import labels
from handlers.slack import Block, Said


def offer(moves: Sequence[Move], reader: str | None, *, wanted: int | None = None, unread: str = "") -> Said:
    """A room at some later times, one click each, for a person in the zone `reader`.

    Args:
        moves: The same room, later and later.
        reader: IANA, if it is known.
        wanted: The minutes that were said, which stand out.
        unread: What in the words that named the room nothing was made of.
    """
    first = moves[0]
    room, now = first.room, first.now
    said = times.say(room.start, room.zone, now=now)
    local = parts.local_line(room.start, room.zone, reader)
    row = [_button(move, place, wanted) for place, move in enumerate(moves)]
    blocks = [
        parts.section(f"*{changes.LATE_TITLE}*\n{said}{local}"),
        *([parts.context(*naming.unread(unread))] if unread else []),
        *_told(first, moves),
        *_in_the_way(moves),
        parts.actions([*row, parts.button(labels.KEEP, "keep", room.id)]),
    ]
    return Said(text=words.late_asked(said), blocks=blocks)


def too_late(room: Room) -> Said:
    """It has started: what can still be done."""
    number = room.request.patient.phone
    lines = [changes.LATE_TOO_LATE, *([words.call(spoken(number))] if number else [])]
    return Said(text=changes.LATE_TOO_LATE, blocks=[parts.section("\n".join(lines))])


def _button(move: Move, place: int, wanted: int | None) -> Block:
    room, start = move.room, move.start or move.room.start
    minutes = int((start - room.start).total_seconds() // 60)
    label = words.late_by(minutes, times.say_clock(start, room.zone))
    style = "primary" if minutes == wanted else None
    return parts.button(
        label, f"late-by:{place}", f"{room.id}|{start.isoformat()}|{move.seen}", style=style, says=label
    )


def _told(first: Move, moves: Sequence[Move]) -> list[Block]:
    """How BetterPT tells the patient again; or, as nobody does, what can be sent to them."""
    room = first.room
    if first.outreach:
        lines = sessions.outreach(first.outreach[:1], room.start, room.zone)
        return [parts.context("\n".join([changes.LATE_TELLS, *(f"• {line}" for line in lines)]))]
    texts = [words.late_text(times.say_clock(move.start, room.zone)) for move in moves if move.start]
    return [
        parts.section(changes.LATE_TELLS_NOBODY),
        parts.preformatted("\n".join(texts)),
    ]


def _in_the_way(moves: Sequence[Move]) -> list[Block]:
    """What stands against the latest of them: it is what stands against any."""
    last = moves[-1]
    overlaps = [each for each in last.findings if each.start == last.start and each.conflicts]
    return findings.found(overlaps, last.room.zone)
