"""Finding rooms as people name them: by uid, by their time, by whose they are, by a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot import times
from bot.booking import spans
from bot.booking.access import Access, why_closed
from bot.booking.references import Reference, fits_word, names_in, refer, says_next, unread
from bot.errors import NotAllowed, RoomNotFound, WordsUnclear
from bot.models import LIVE, Room, RoomQuery, RoomState
from bot.ports import Clock, Ledger

_A_DAY, _A_MONTH, _A_YEAR = timedelta(days=1), timedelta(days=31), timedelta(days=366)
_MEANT_FIRST = (LIVE, {RoomState.CREATING, RoomState.UNKNOWN}, {RoomState.CANCELLED})
"""Of several rooms at one time what BetterPT has is meant first, then what it may have."""
_COMING = LIVE | {RoomState.CREATING}
_FURTHEST = timedelta(hours=26)
"""No two clocks on Earth are further apart."""
_MOST = 5000
"""Rooms of thirteen months that are looked through for a name or a contact."""
_SHORTEST_UID = 4
"""Fewer characters of a uid name no room: they would fit several soon."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What words about a room led to."""

    rooms: tuple[Room, ...] = ()
    """One; or several, of which a person picks; or none."""
    read: Reference
    when: times.Reading
    """How the time in the words was read."""
    unread: str = ""
    """What nothing was made of, back to who typed it; it is not kept."""


class Search:
    """The use cases that only read."""

    def __init__(self, *, ledger: Ledger, clock: Clock, access: Access) -> None:
        """What a person may see is `access`'s to say."""
        self._ledger = ledger
        self._clock = clock
        self._access = access

    async def find(self, words: str, by: str, zone: str, *, locale: str = "en-US") -> Room:
        """The one room that `words` name, in `zone` (IANA) where they name a time.

        Raises:
            RoomNotFound: none that this person may see, or several.
        """
        found = await self.look(words, by, zone, locale=locale)
        if len(found.rooms) != 1:
            raise RoomNotFound(len(found.rooms))
        return found.rooms[0]

    async def look(
        self, words: str, by: str, zone: str, *, locale: str = "en-US", is_to_change: bool = False
    ) -> Found:
        """The rooms that `words` name: by a uid or its beginning, a chart number, or by time and people.

        With `is_to_change`, those that can still be changed are meant first, and one that is running.
        """
        read = refer(words)
        when = times.read(read.when, now=self._clock.now(), zone=zone, locale=locale)
        if same := await self._by_id(read.words, by) or await self._by_chart(read.words, by):
            return Found(rooms=self._meant(same, is_to_change), read=read, when=times.NotUnderstood())
        is_timed = not isinstance(when, times.NotUnderstood)
        rooms = await (
            self._by_time(spans.meant, read.when, by, zone, locale) if is_timed else self._pool(by)
        )
        fitting, people = _fitting(rooms, read, when.rest)
        is_ahead = is_to_change or says_next(when.rest)
        for elsewhen in (spans.tomorrow, *(() if is_ahead else (spans.behind,))):
            if not is_timed or (fitting and people.issuperset(names_in(when.rest))):
                break
            rooms = await self._by_time(elsewhen, read.when, by, zone, locale)
            other = _fitting(rooms, read, when.rest)
            fitting, people = other if len(other.people) > len(people) or not fitting else (fitting, people)
        is_said = bool(people) or read.says_who or says_next(when.rest)
        if not is_timed and not is_said:
            return Found(read=read, when=when, unread=unread(when.rest, people))
        left = self._meant(_theirs(fitting, by) if read.is_mine else fitting, is_to_change)
        if says_next(when.rest):
            left = self._first_ahead(left)
        return Found(rooms=left, read=read, when=when, unread=unread(when.rest, people))

    async def room(self, room_id: str, by: str) -> Room:
        """The room with this id of ours, for a person who may see it.

        Raises:
            RoomNotFound: there is none.
            NotAllowed: it is none of this person's.
        """
        return await self._access.visible(room_id, by)

    async def under(self, channel: str, ts: str) -> Room | None:
        """The room that a thread (Slack's `ts` of its top) is about: of several, the next one to take place.

        For who may not see it too: what is then done with it is refused.
        """
        said = await self._ledger.messages_at(channel, ts)
        known = [await self._ledger.room(room_id) for room_id in {each.room_id for each in said}]
        rooms = {room.id: room for room in known if room}
        for series in {room.series for room in rooms.values() if room.series}:
            rooms |= {room.id: room for room in await self._ledger.rooms(RoomQuery.of_series(series))}
        by_start = sorted(rooms.values(), key=lambda room: room.start)
        ahead = [room for room in by_start if room.state in LIVE and room.end > self._clock.now()]
        return next(iter(ahead or by_start[::-1]), None)

    async def upcoming(self, by: str, within: timedelta) -> tuple[Room, ...]:
        """This person's own rooms that are open or start soon, by start; those they hold before others."""
        now = self._clock.now()
        query = RoomQuery(person=by, begins=now - _A_DAY, ends=now + within, states=LIVE)
        rooms = [room for room in await self._ledger.rooms(query) if room.end > now]
        return tuple(_theirs(rooms, by))

    async def coming(self, by: str, *, is_to_change: bool = False) -> tuple[Room, ...]:
        """What may be meant where no room was named: first what this person has to decide about.

        Then what is running or to come, by start; with `is_to_change` only what can still be changed.
        """
        now, rooms = self._clock.now(), sorted(await self._pool(by), key=lambda room: room.start)
        undecided = [room for room in rooms if room.state is RoomState.UNKNOWN]
        ahead = [room for room in rooms if room.state in _COMING and room.end > now]
        if is_to_change:
            ahead = [room for room in ahead if why_closed(room, now) is None]
        return (*undecided, *ahead)

    async def overview(
        self, words: str, by: str, zone: str, locale: str = "en-US"
    ) -> tuple[times.Period, list[Room]]:
        """The period that `words` name, and this person's rooms in it by start (coordinators: everybody's).

        Without words: today and the next seven days. Where there is none on the next such day, or in the
        next such month, and there are some in the last one, those.

        Raises:
            WordsUnclear: the words name no period.
        """
        named = words or "in the next 7 days"
        period = times.read_period(named, now=self._clock.now(), zone=zone, locale=locale)
        if period is None:
            raise WordsUnclear("period")
        rooms = await self._between(period.begins, period.ends, by)
        if rooms:
            return period, rooms
        behind = times.read_period_behind(named, now=self._clock.now(), zone=zone, locale=locale)
        over = await self._between(behind.begins, behind.ends, by) if behind else []
        return (behind, over) if behind and over else (period, rooms)

    async def _between(self, begins: datetime, ends: datetime, by: str, most: int = 100) -> list[Room]:
        query = RoomQuery(person=self._access.whose(by), begins=begins, ends=ends, limit=most)
        return await self._ledger.rooms(query)

    async def _pool(self, by: str) -> list[Room]:
        """Everything that may be named without its time."""
        now = self._clock.now()
        return await self._between(now - _A_MONTH, now + _A_YEAR, by, _MOST)

    async def _by_id(self, said: str, by: str) -> list[Room]:
        if len(said) < _SHORTEST_UID or " " in said:
            return []
        try:
            return [await self._access.visible(said, by)]
        except (RoomNotFound, NotAllowed):
            return await self._ledger.rooms(RoomQuery(person=self._access.whose(by), uid=said))

    async def _by_chart(self, said: str, by: str) -> list[Room]:
        """Those with this chart number, where nothing else was said."""
        if len(said) < _SHORTEST_UID or " " in said:
            return []
        now, whose = self._clock.now(), self._access.whose(by)
        since, until = now - _A_MONTH, now + _A_YEAR
        return await self._ledger.rooms(RoomQuery(person=whose, begins=since, ends=until, reference=said))

    async def _by_time(self, spans_of: spans.Spans, said: str, by: str, zone: str, locale: str) -> list[Room]:
        """Rooms at a time as people say it: in their own zone, and as a list shows each room, in its own."""
        near: dict[str, Room] = {}
        now = self._clock.now()
        for begins, ends in spans_of(said, now, zone, locale):
            rooms = await self._between(begins - _FURTHEST, ends + _FURTHEST, by, _MOST)
            near |= {room.id: room for room in rooms}
        zones = {zone, *(room.zone for room in near.values())}
        at = {place: [*spans_of(said, now, place, locale)] for place in zones}
        return [room for room in near.values() if spans.is_at(room, (*at[zone], *at[room.zone]))]

    def _meant(self, rooms: Iterable[Room], is_to_change: bool) -> tuple[Room, ...]:
        """Those that are most likely meant: what BetterPT has, what can be changed, what is to come.

        A session that is running cannot be changed, but may well be meant: it is not passed over for another.
        """
        now = self._clock.now()
        ordered = sorted(rooms, key=lambda room: room.start)
        ranks = ([room for room in ordered if room.state in states] for states in _MEANT_FIRST)
        meant = next(filter(None, ranks), [])
        if is_to_change:
            meant = [room for room in meant if why_closed(room, now) in (None, "started")] or meant
        return tuple([room for room in meant if room.end > now] or meant)

    def _first_ahead(self, rooms: tuple[Room, ...]) -> tuple[Room, ...]:
        ahead = [room for room in rooms if room.start > self._clock.now()]
        return tuple(room for room in ahead if room.start == ahead[0].start)


class _Fitting(NamedTuple):
    """The rooms that fit a name, and the words in it that are somebody's."""

    rooms: list[Room]
    people: frozenset[str]


def _fitting(rooms: list[Room], read: Reference, rest: str) -> _Fitting:
    people = frozenset(word for word in names_in(rest) if any(fits_word(room, word) for room in rooms))
    return _Fitting(
        [room for room in rooms if read.fits(room) and all(fits_word(room, word) for word in people)], people
    )


def _theirs(rooms: list[Room], by: str) -> list[Room]:
    """Of several rooms those that this person holds, else those that they asked for, else all."""
    held = [room for room in rooms if room.request.provider.id == by]
    return held or [room for room in rooms if room.request.requester == by] or rooms
