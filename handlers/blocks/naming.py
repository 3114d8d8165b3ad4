"""When words name several rooms, or none: a menu to pick from, or what was read and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import times
from bot.booking import Found
from bot.models import Room
from handlers import contacts
from handlers.blocks import parts
from handlers.sentences import naming as words
from handlers.sentences import questions, sessions
from handlers.sentences.naming import naming
from handlers.slack import Said
from handlers.verbs import Verb

_MOST = 100
"""Options of a menu."""
_LONGEST = 250
"""Characters of a target that the pick goes on with: a row's name holds 255."""
_MOST_UNREAD = 100
_MARK = "to:"


def pick(found: Found, verb: Verb, to: str, now: datetime) -> Said:
    """Several rooms fit: which one? `to` is what else the command said, and goes on with the pick."""
    return _menu(words.several(len(found.rooms)), found.rooms, verb, to, now, under=unread(found.unread))


def which(rooms: Sequence[Room], verb: Verb, to: str, now: datetime) -> Said:
    """No room was named: which of these? `to` as above."""
    return _menu(naming.WHICH, rooms, verb, to, now, under=[naming.OR_TYPE])


def _menu(
    asked: str, rooms: Sequence[Room], verb: Verb, to: str, now: datetime, *, under: Sequence[str]
) -> Said:
    options = [(label(room, now), f"{verb}|{room.id}") for room in rooms[:_MOST]]
    kept = to if len(to) <= _LONGEST else ""  # then the form asks again
    row = parts.actions([parts.menu(naming.PICK, "this-room", options)], name=f"{_MARK}{kept}")
    lines = [f"*{asked}*", *under, *([naming.MORE] if len(rooms) > _MOST else [])]
    return Said(text=asked, blocks=[parts.section("\n".join(lines)), row])


def meant(row: str) -> str:
    """What else the command said that the menu was the answer to, from its row's name."""
    return row.removeprefix(_MARK) if row.startswith(_MARK) else ""


def none(found: Found, verb: Verb, now: datetime) -> Said:
    """No room fits: what was read, what was not, and how to say it."""
    read = " · ".join(_read(found, now))
    lines = [
        f"*{naming.NONE}*",
        *([words.read(read)] if read else []),
        *unread(found.unread),
        words.example(f"/room {verb} {naming.EXAMPLE}"),
    ]
    return Said(text=naming.NONE, blocks=[parts.section("\n".join(lines))])


def label(room: Room, now: datetime) -> str:
    """One room in a menu: when, whose, enough of the contact for those who know it, how it stands."""
    facts = [
        times.say_short(room.start, room.zone, now=now),
        room.request.provider.name,
        contacts.masked(room.request.patient),
        sessions.in_list(room, now),
    ]
    return " · ".join(filter(None, facts))


def unread(rest: str) -> list[str]:
    """What nothing was made of, as a line, if there is any; for who typed it alone."""
    return [questions.unread(parts.inert(parts.clipped(rest, _MOST_UNREAD)))] if rest else []


def _read(found: Found, now: datetime) -> Iterator[str]:
    match found.when:
        case times.Instant(at=at, zone=zone):
            yield times.say(at, zone, now=now)
        case times.Question(reason=times.Reason.PAST, meant=datetime() as at, zone=zone):
            yield times.say(at, zone, now=now)
        case times.Question(day=day, zone=zone) if day:
            yield times.say_day(day, today=times.today_in(zone, now))
    yield from (parts.person(each) for each in sorted(found.read.providers))
    yield from (words.contact(parts.inert(each)) for each in found.read.contacts)
    if found.read.chart:
        yield words.chart(parts.inert(found.read.chart))
