"""The daily agenda: a person's, with what they need to tell patients apart, and the channel's, without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot import times
from bot.models import Agenda, Concern, Room
from handlers.blocks import about, parts
from handlers.sentences import overview as sentences
from handlers.sentences import sessions
from handlers.slack import Block, Said

_MOST = 40
"""Sessions in one message, in sections of `_TOGETHER`; the Home tab has all."""
_TOGETHER = 10
_MOST_RAISED = 8


def agenda(held: Agenda, now: datetime) -> Said:
    """What a day holds, for whom it is told."""
    day = times.say_day(held.day)
    titled = sentences.agenda_of_one if held.to else sentences.agenda_of_all
    title = titled(len(held.rooms), day)
    coming = next((room for room in held.rooms if room.start > now), None)
    text = sentences.first_at(title, times.say_clock(coming.start, held.zone)) if coming else title
    blocks = [parts.header(title), *_raised(held, now), *_sessions(held, now)]
    if held.to:
        blocks.append(parts.context(sentences.why_agenda(len(held.rooms))))
    return Said(text=text, blocks=blocks)


def _sessions(held: Agenda, now: datetime) -> Iterator[Block]:
    lines = [_line(room, held, now) for room in held.rooms[:_MOST]]
    for begin in range(0, len(lines), _TOGETHER):
        yield parts.section("\n".join(lines[begin : begin + _TOGETHER]))
    if len(held.rooms) > _MOST:
        yield parts.context(sentences.more_sessions(len(held.rooms) - _MOST))


def _line(room: Room, held: Agenda, now: datetime) -> str:
    """One session; in the channel nothing of a patient, and no mention: those notify, each morning."""
    provider = room.request.provider
    facts = [f"*{times.say_clock(room.start, held.zone)}*"]
    if not held.to:
        facts.append(parts.inert(provider.name))
    elif held.to != provider.id:
        facts.append(parts.person(provider.id))
    if held.to:
        facts += about.facts(room)
    return "• " + " · ".join([*facts, sessions.state(room, now)])


def _raised(held: Agenda, now: datetime) -> Iterator[Block]:
    """What needs somebody: told to people only, as it is about patients."""
    if not held.to or not held.concerns:
        return
    lines = [_why(each, held, now) for each in held.concerns[:_MOST_RAISED]]
    if len(held.concerns) > _MOST_RAISED:
        lines.append(sentences.more_sessions(len(held.concerns) - _MOST_RAISED))
    yield parts.section("\n".join([f"*{sentences.attention(len(held.concerns))}*", *lines]))
    yield {"type": "divider"}


def _why(raised: Concern, held: Agenda, now: datetime) -> str:
    room, other = raised.room, raised.other
    when = times.say_short(room.start, held.zone, now=now)
    why = sentences.concern(raised, times.say_clock(other.start, held.zone) if other else "")
    who = [] if held.to == room.request.provider.id else [parts.person(room.request.provider.id)]
    return f"• {why} · " + " · ".join([when, *who, *about.facts(room)])
