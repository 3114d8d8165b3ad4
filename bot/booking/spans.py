"""The stretches of time that words about a room mean: what starts in one of them may be the room.

Each is read as from `now` by a person in `zone` (IANA); their ends are not part of them. Not here: which
rooms there are, and who may see them (`search`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import times
from bot.booking.words import is_whole_day
from bot.models import Room

_A_MINUTE, _A_DAY = timedelta(minutes=1), timedelta(days=1)

Span = tuple[datetime, datetime]
Spans = Callable[[str, datetime, str, str], Iterator[Span]]
"""By the words, now, the zone and the locale."""


def meant(said: str, now: datetime, zone: str, locale: str) -> Iterator[Span]:
    """What is meant; also of earlier today, to look a room up afterwards."""
    midnight = times.midnight(times.today_in(zone, now), zone)
    for since in (now, midnight):
        yield from _of(times.read(said, now=since, zone=zone, locale=locale))


def tomorrow(said: str, now: datetime, zone: str, locale: str) -> Iterator[Span]:
    """Where an hour was said without a day: tomorrow's, for when no room fits at the next such hour."""
    day = times.today_in(zone, now) + _A_DAY
    if hour := times.hour_on(said, day, now=now, zone=zone, locale=locale):
        yield from _of(hour)


def behind(said: str, now: datetime, zone: str, locale: str) -> Iterator[Span]:
    """The last such day, where nothing lies ahead at the next one: a session is looked up afterwards."""
    reading = times.read_behind(said, now=now, zone=zone, locale=locale)
    yield from (span for span in _of(reading) if span[0] < now)


def is_at(room: Room, spans: Iterable[Span]) -> bool:
    """Whether the room starts in one of them."""
    return any(begins <= room.start < ends for begins, ends in spans)


def _of(reading: times.Reading) -> list[Span]:
    match reading:
        case times.Instant():
            return [(at, at + _A_MINUTE) for at in (reading.at, *reading.others)]
        case times.Question(reason=times.Reason.NEED_TIME, day=day, recurrence=None) if day:
            begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(reading.zone))
            return [(begins, begins + _A_DAY)]
        case times.Question(reason=times.Reason.PAST, meant=datetime() as at):
            return [(at, at + (_A_DAY if is_whole_day(reading) else _A_MINUTE))]
        case times.Question(recurrence=None):
            return [(at, at + _A_MINUTE) for at in reading.options]
        case _:
            return []
