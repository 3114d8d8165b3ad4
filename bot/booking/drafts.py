"""What a draft is made of that was read, and which rooms it becomes. Nothing is kept or promised here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from bot import times
from bot.booking.words import how_many
from bot.models import Draft, Room, RoomState

Read = times.Instant | times.Series | times.Question


def starts_of(reading: Read) -> tuple[datetime, ...]:
    """What the words settle: of a series without an end nothing, until a person has said how many."""
    match reading:
        case times.Instant():
            return (reading.at,)
        case times.Series(is_cut=False):
            return reading.starts
        case _:
            return ()


def offered_of(reading: Read | None) -> tuple[datetime, ...]:
    """All dates of a series, those too that the words leave out: they can be taken in again.

    While it is asked how many there are to be, what is left out is none of them: "4 sessions" are 4.
    """
    if not isinstance(reading, times.Series):
        return ()
    return reading.starts if reading.is_cut else reading.offered


def question_of(reading: Read | None) -> times.Question | None:
    """What is to be asked before anything can be booked."""
    match reading:
        case times.Question():
            return reading
        case times.Series(is_cut=True):
            return how_many(reading)
        case _:
            return None


def anew(
    draft: Draft, starts: tuple[datetime, ...], offered: tuple[datetime, ...], reply_url: str | None
) -> Draft:
    """The draft with other sessions: another one, as the preview of before may still be clicked.

    Its id follows from what was picked: picked twice, it is one draft, and so one room.
    """
    request = replace(draft.request, reply_url=reply_url or draft.request.reply_url)
    picked = ",".join(start.isoformat() for start in starts)
    return replace(draft, id=id_of(f"{draft.id}:{picked}"), starts=starts, offered=offered, request=request)


def id_of(key: str) -> str:
    """The id of the draft that a gesture with this key leads to."""
    return uuid5(NAMESPACE_OID, key).hex


def rooms_of(draft: Draft, now: datetime) -> list[Room]:
    """The rooms as they are promised: each one's id follows from the draft's, so two clicks make one."""
    return [
        Room(
            id=uuid5(NAMESPACE_OID, f"{draft.id}:{start.isoformat()}").hex if draft.is_series else draft.id,
            request=draft.request,
            start=start,
            zone=draft.zone,
            state=RoomState.CREATING,
            created=now,
            series=draft.id if draft.is_series else None,
            replaces=draft.replaces,
        )
        for start in draft.starts
    ]


def kept_words(words: str, aside: str, reading: Read, now: datetime, zone: str) -> str:
    """The words as they are kept: without whatever is not time, which may be about a patient.

    Where no other zone than `zone` (IANA) was said, none is in them: for another provider they are read anew.
    """
    if not reading.rest:
        return f"{words} {aside}".strip()
    if not isinstance(reading, times.Instant):
        return reading.wording
    return (
        _wall(reading.at, zone, now) if reading.zone == zone else times.say(reading.at, reading.zone, now=now)
    )


def words_again(draft: Draft, now: datetime, locale: str) -> str:
    """The draft's words, if they still mean its time; else its time, which was picked since, on its clock."""
    if draft.start is None or draft.offered:
        return draft.words
    reading = times.read(draft.words, now=now, zone=draft.zone, locale=locale)
    if isinstance(reading, times.Instant) and reading.at == draft.start:
        return draft.words
    return _wall(draft.start, draft.zone, now)


def _wall(at: datetime, zone: str, now: datetime) -> str:
    day = times.say_day(at.astimezone(ZoneInfo(zone)).date(), today=times.today_in(zone, now))
    return f"{day}, {times.say_clock(at, zone).rpartition(' ')[0]}"
