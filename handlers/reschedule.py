"""Rescheduling: the command or the card's form leads to a preview of the move, and a click to the move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot import times
from bot.booking import Changes, Found, Move
from bot.errors import WordsUnclear
from bot.models import Person, Room
from handlers import command
from handlers.blocks import forms, moving, parts
from handlers.confirming import confirm
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture, origin_of
from handlers.naming import Named, Naming
from handlers.people import People
from handlers.sentences import messages
from handlers.sentences.labels import labels
from handlers.slack import Said
from handlers.verbs import Verb

_TO = re.compile(r"\s+(?:to|para(?:\s+el)?|hacia|hasta|pour|->|→)\s+", re.IGNORECASE)
_MAYBE_TO = re.compile(r"\s+(?:al?|à|au)\s+", re.IGNORECASE)
"""In Spanish and French also a part of a time: "mañana a las 3"."""
_SEEN = re.compile(r"[0-9a-f]{12}")
_LONGEST = timedelta(hours=3)
"""Of the room's own time: "3pm to 2" is none of a session, so the "to" stands before the new time."""


class Reschedule:
    """The listeners for moving a room."""

    def __init__(self, *, changes: Changes, naming: Naming, people: People, desk: Desk) -> None:
        """`naming` finds the room that a command is about; `people` know who fills in the form."""
        self._changes = changes
        self._naming = naming
        self._people = people
        self._desk = desk

    async def asked(self, gesture: Gesture, said: command.Command) -> None:
        """`/room reschedule <room> to <when>`; without a time the form asks for it."""
        if not said.words:
            await self._naming.ask(gesture, Verb.RESCHEDULE, to=said.to)
            return
        found, person, to = await self._split(gesture, said)
        named = await self._naming.one(gesture, found, person, Verb.RESCHEDULE, to=to)
        if named is None:
            return
        if to:
            shown = await self._changes.plan_move(named.room.id, to, gesture.who, locale=named.person.locale)
            await self._show(gesture, shown, named=named)
        else:
            await self._open(gesture, named.room)

    async def opened(self, gesture: Gesture, ack: Ack) -> None:
        """The button on the card; answered with the form."""
        room = await self._changes.check(gesture.value, gesture.who)
        await ack()
        await self._open(gesture, room)

    async def submitted(self, gesture: Gesture, ack: Ack) -> None:
        """The form; answered with the preview of the move."""
        words = command.plain(gesture.fields["when"])
        reader = await self._people.known(gesture.who)
        shown = await self._changes.plan_move(
            gesture.origin["room"],
            words,
            gesture.who,
            locale=reader.locale if reader else "",  # then 03/04 is a question
            is_form=True,
        )
        await ack()
        await self._show(gesture, shown, replace=False)

    async def chosen(self, gesture: Gesture, ack: Ack) -> None:
        """One of the times that a preview offered."""
        await ack()
        room_id, start, *_ = _target(gesture)
        await self._show(gesture, await self._changes.plan_move_to(room_id, start, gesture.who))

    async def day_picked(self, gesture: Gesture, ack: Ack) -> None:
        """A day from a question's calendar; answered with the question for its hour."""
        await ack()
        room_id, *_, day = gesture.value.split("|")
        shown = await self._changes.plan_move_on(room_id, date.fromisoformat(day), gesture.who)
        await self._show(gesture, shown)

    async def confirmed(self, gesture: Gesture, ack: Ack) -> None:
        """Move it: the promise is committed before the ack."""
        await self._move(gesture, ack, is_along=False)

    async def confirmed_along(self, gesture: Gesture, ack: Ack) -> None:
        """Move it and the following ones of its series: the same."""
        await self._move(gesture, ack, is_along=True)

    async def _move(self, gesture: Gesture, ack: Ack, *, is_along: bool) -> None:
        room_id, start, *_ = _target(gesture)

        async def again() -> None:
            await self._show(gesture, await self._changes.plan_move_to(room_id, start, gesture.who))

        await confirm(self._desk, gesture, ack, self._promise(gesture, is_along=is_along), again)

    async def _promise(self, gesture: Gesture, *, is_along: bool) -> Said | None:
        room_id, start, words, seen = _target(gesture)
        room, is_new = await self._changes.reschedule(
            room_id,
            start,
            gesture.who,
            reply_url=gesture.reply_url,
            words=words,
            is_along=is_along,
            shown=seen,
        )
        return parts.sentence(messages.moving(times.say(start, room.zone))) if is_new else None

    async def _split(self, gesture: Gesture, said: command.Command) -> tuple[Found, Person, str]:
        """Which of the words name the room, and which its new time: the last "to" by which both are read."""
        words = f"{said.words} to {said.to}" if said.to else said.words
        first = None
        for room, to in _splits(words):
            found, person = await self._naming.look(gesture, room, is_to_change=True)
            if found.rooms and not found.unread and _is_short(found.when) and _is_time(to, person):
                return found, person, to
            if first is None or (said.words, said.to) == (room, to):
                first = found, person, to
        if first is None or (not said.to and not first[0].rooms):
            raise WordsUnclear("to")
        return first

    async def _show(
        self, gesture: Gesture, shown: Move, *, replace: bool | None = None, named: Named | None = None
    ) -> None:
        """The preview of the move, with the time by the reader's own clock as well."""
        reader = await self._people.zone_of(gesture.who)
        said = moving.preview(shown, reader, unread=named.unread if named else "")
        await self._desk.say(gesture, said, replace=replace)

    async def _open(self, gesture: Gesture, room: Room) -> None:
        again = parts.button(labels.RESCHEDULE, "reschedule", room.id, style="primary")
        view = forms.reschedule(room, origin_of(gesture, room=room.id))
        await self._desk.open(gesture, view, again=again)
        await self._people.look_up(gesture.who)  # their language is known by the time the form is submitted


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Every way to read "<room> to <when>", the likeliest first."""
    for pattern in (_TO, None, _MAYBE_TO):
        if pattern is None:
            yield words.strip(), ""
            continue
        for match in reversed(list(pattern.finditer(words))):
            yield words[: match.start()].strip(), words[match.end() :].strip()


def _is_short(when: times.Reading) -> bool:
    ends = when.ends if isinstance(when, times.Instant) else None
    return ends is None or not isinstance(when, times.Instant) or ends - when.at <= _LONGEST


def _is_time(to: str, person: Person) -> bool:
    """Whether it may be a time: nothing at all is asked for by the form."""
    reading = times.read(times.as_hour(to), now=_NOON, zone=person.zone, locale=person.locale) if to else None
    return reading is None or not (isinstance(reading, times.NotUnderstood) or reading.rest)


_NOON = datetime.fromisoformat("2026-01-01T12:00:00+00:00")
"""Whether words are a time does not depend on when they are said."""


def _target(gesture: Gesture) -> tuple[str, datetime, str, str | None]:
    """The room, its new start, how that was said, and what was seen against it (`Move.seen`)."""
    room_id, start, *said = gesture.value.split("|", 2)
    seen, _, words = said[0].partition("|") if said else ("", "", "")
    if not _SEEN.fullmatch(seen):  # a button of an earlier release
        return room_id, datetime.fromisoformat(start), said[0] if said else "", None
    return room_id, datetime.fromisoformat(start), words, seen
