"""A room's history as one private message: who asked for what, what BetterPT answered, what was said where.

What happened again and again is folded into one line with a count; a long history has pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot import times
from bot.models import Event, EventKind, Room, SessionOutcome
from handlers.blocks import naming, parts
from handlers.sentences import history as words
from handlers.sentences import sessions
from handlers.sentences.history import history
from handlers.slack import Block, Said

_LINES = 40
"""On a page: even if each has a day of its own they stay below 50 blocks."""
_IN_A_BLOCK = 6
_MOST_WORDS = 120
"""With these six lines stay below 3,000 characters."""


@dataclass(frozen=True)
class Line:
    """One or more events that are told alike."""

    at: datetime
    text: str
    count: int = 1
    last: datetime | None = None


def timeline(
    room: Room, events: Sequence[Event], zone: str, now: datetime, *, page: int = 0, unread: str = ""
) -> Said:
    """What happened to the room, by the clock of `zone` (IANA), earliest first.

    Args:
        room: Whose history it is.
        events: In their order.
        zone: The reader's.
        now: Aware UTC.
        page: Which one, from 0.
        unread: What in the words that named the room nothing was made of.
    """
    lines = list(_folded(events, room))
    pages = max(1, -(-len(lines) // _LINES))
    page = min(max(page, 0), pages - 1)
    shown = lines[page * _LINES : (page + 1) * _LINES]
    said = times.say(room.start, room.zone, now=now)
    who = parts.person(room.request.provider.id)
    blocks = [
        parts.section(f"*{history.TITLE}*\n{words.about(said, who)}"),
        *([parts.context(*naming.unread(unread))] if unread else []),
        *(_days(shown, zone, now) if shown else [parts.section(history.NOTHING)]),
        parts.context(words.clock_of(times.say_zone(zone))),
        *_pages(room, page, pages),
    ]
    return Said(text=history.TITLE, blocks=blocks)


def _folded(events: Sequence[Event], room: Room) -> Iterator[Line]:
    """Neighbours that are told alike are one line; asking BetterPT how it stands is told once for all."""
    told = [(event.at, _told(event, room)) for event in events]
    for text, alike in groupby(told, key=lambda line: line[1]):
        moments = [at for at, _ in alike]
        if text:
            yield Line(moments[0], text, len(moments), moments[-1])


def _told(event: Event, room: Room) -> str:
    told, by = event.details, parts.person(event.by) if event.by else history.BOT
    match event.kind:
        case EventKind.ASKED:
            return _asked(told, by, room)
        case EventKind.CALLED:
            return _called(told, room)
        case EventKind.SAID:
            return _said(told)
        case EventKind.CORRECTED:
            return _corrected(event, by, room)
    return ""


def _corrected(event: Event, by: str, room: Room) -> str:
    """The reason is kept with the room, for its last correction."""
    was, now = (SessionOutcome(event.details[key]) for key in ("was", "outcome"))
    last = room.correction
    reason = last.reason if last and last.at == event.at else ""
    return words.corrected(by, sessions.outcome_words(was), sessions.outcome_words(now), _clipped(reason))


def _asked(told: dict[str, str], by: str, room: Room) -> str:
    to = parts.person(told["to"]) if told.get("to") else ""
    line = words.asked(told.get("what", ""), by, to)
    if told.get("words"):
        line = words.in_words(line, _clipped(told["words"]))
    if told.get("start"):
        start = datetime.fromisoformat(told["start"])
        line = words.read_as(line, times.say(start, told.get("zone") or room.zone))
    return line


def _called(told: dict[str, str], room: Room) -> str:
    what, answer = told.get("what", ""), told.get("answer", "")
    if what == "get" and answer == "done":
        status = told.get("status", "")
        return words.looked(parts.inert(status)) if status else history.LOOKED
    start = times.say(datetime.fromisoformat(told["start"]), room.zone) if told.get("start") else ""
    return words.called(what, answer, told.get("ms", "0"), start, _clipped(told.get("words", "")))


def _clipped(text: str) -> str:
    return parts.inert(parts.clipped(text, _MOST_WORDS))


def _said(told: dict[str, str]) -> str:
    where = told.get("where", "")
    place = parts.channel(where) if where != "DM" else history.BY_DM
    if told.get("to"):
        place = words.by_dm(parts.person(told["to"]))
    return words.said(told.get("what", ""), told.get("how", ""), place)


def _days(lines: Sequence[Line], zone: str, now: datetime) -> Iterator[Block]:
    today = times.today_in(zone, now)
    for day, of_day in groupby(lines, key=lambda line: times.today_in(zone, line.at)):
        shown = [_line(line, zone) for line in of_day]
        heading = f"*{times.say_day(day, today=today)}*"
        for first in range(0, len(shown), _IN_A_BLOCK):
            chunk = shown[first : first + _IN_A_BLOCK]
            yield parts.section("\n".join([heading, *chunk] if first == 0 else chunk))


def _line(line: Line, zone: str) -> str:
    clock = words.clock(times.say_clock(line.at, zone))
    if line.count == 1 or line.last is None:
        return f"{clock} · {line.text}"
    return f"{clock} · {words.again(line.text, line.count, words.clock(times.say_clock(line.last, zone)))}"


def _pages(room: Room, page: int, pages: int) -> list[Block]:
    turns = ((page - 1, history.EARLIER), (page + 1, history.LATER))
    row = [
        parts.button(label, f"why:{place}", f"{room.id}|{to}")
        for place, (to, label) in enumerate(turns)
        if 0 <= to < pages
    ]
    return [parts.actions(row)] if row else []
