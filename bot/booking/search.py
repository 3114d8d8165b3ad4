"""Finding rooms as people name them: by uid, by the beginning of one, by their time, by a period."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import times
from bot.booking.access import Access
from bot.booking.words import is_whole_day
from bot.errors import RoomNotFound, WordsUnclear
from bot.models import LIVE, Room, RoomQuery, RoomState
from bot.ports import Clock, Ledger

_A_MINUTE = timedelta(minutes=1)
_A_DAY, _A_YEAR = timedelta(days=1), timedelta(days=366)
_MEANT_FIRST = (LIVE, {RoomState.CREATING, RoomState.UNKNOWN}, {RoomState.CANCELLED})
"""Of several rooms at one time what BetterPT has is meant first, then what it may have."""
_AHEAD = timedelta(days=8)
_SHORTEST_UID = 4
"""Fewer characters of a uid name no room: they would fit several soon."""


class Search:
    """The use cases that only read."""

    def __init__(self, *, ledger: Ledger, clock: Clock, access: Access) -> None:
        """What a person may see is `access`'s to say."""
        self._ledger = ledger
        self._clock = clock
        self._access = access

    async def find(self, words: str, by: str, zone: str, *, locale: str = "en-US") -> Room:
        """The one room that `words` name: its uid, the beginning of one, or its time in `zone` (IANA).

        Raises:
            RoomNotFound: none that this person may see, or several.
        """
        said = words.strip()
        found = await self._by_uid(said, by) or await self._by_time(said, by, zone, locale)
        if len(found) != 1:
            raise RoomNotFound(len(found))
        return found[0]

    async def overview(
        self, words: str, by: str, zone: str, locale: str = "en-US"
    ) -> tuple[times.Period, list[Room]]:
        """The period that `words` name, and this person's rooms in it by start (coordinators: everybody's).

        Without words: today and the next seven days.

        Raises:
            WordsUnclear: the words name no period.
        """
        period = times.read_period(words or "today", now=self._clock.now(), zone=zone, locale=locale)
        if period is None:
            raise WordsUnclear("period")
        if not words:
            period = period._replace(ends=period.begins + _AHEAD, name="in the next 7 days")
        return period, await self._between(period.begins, period.ends, by)

    async def _between(self, begins: datetime, ends: datetime, by: str) -> list[Room]:
        query = RoomQuery(person=self._access.whose(by), begins=begins, ends=ends)
        return await self._ledger.rooms(query)

    async def _by_uid(self, said: str, by: str) -> list[Room]:
        if len(said) < _SHORTEST_UID or " " in said:
            return []
        return await self._ledger.rooms(RoomQuery(person=self._access.whose(by), uid=said))

    async def _by_time(self, said: str, by: str, zone: str, locale: str) -> list[Room]:
        """Rooms at a time as people say it."""
        now = self._clock.now()
        ahead = await self._between(now - _A_DAY, now + _A_YEAR, by)
        found: dict[str, Room] = {}
        # In the person's own zone; and, as a list shows each room in its own, in that one too.
        for place in (zone, *sorted({room.zone for room in ahead} - {zone})):
            for begins, ends in self._spans(said, place, locale):
                rooms = await self._between(begins, ends, by)
                found |= {room.id: room for room in rooms if place in (zone, room.zone)}
        ranks = ([room for room in found.values() if room.state in states] for states in _MEANT_FIRST)
        return next(filter(None, ranks), [])

    def _spans(self, said: str, zone: str, locale: str) -> list[tuple[datetime, datetime]]:
        """The stretches of time that are meant; also of earlier today, to look a room up afterwards."""
        now = self._clock.now()
        midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        readings = (times.read(said, now=since, zone=zone, locale=locale) for since in (now, midnight))
        return [span for reading in readings for span in _spans_of(reading)]


def _spans_of(reading: times.Reading) -> list[tuple[datetime, datetime]]:
    """The stretches of time in which a room would be the one that was named."""
    if reading.rest:
        return []
    match reading:
        case times.Instant():
            return [(at, at + _A_MINUTE) for at in (reading.at, *reading.others)]
        case times.Question(reason=times.Reason.NEED_TIME, day=day, recurrence=None) if day:
            begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(reading.zone))
            return [(begins, begins + _A_DAY)]
        case times.Question(reason=times.Reason.PAST, meant=datetime() as meant):
            return [(meant, meant + (_A_DAY if is_whole_day(reading) else _A_MINUTE))]
        case times.Question(recurrence=None):
            return [(at, at + _A_MINUTE) for at in reading.options]
        case _:
            return []
