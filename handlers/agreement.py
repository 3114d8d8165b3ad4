"""The booking form's words and its two pickers say the same time: what each becomes when the other changes.

Pure: readings in, readings out. How that is shown is `blocks.forms`, when it is done `booking_form`.

    words typed        the pickers show what they mean, or nothing while that is a question
    day or hour picked the words say it, without a zone: it is meant where the provider is
    another provider   the words are read again on that provider's clock
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import times


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What stands in the form about the time."""

    words: str = ""
    day: str = ""
    """`YYYY-MM-DD` on the provider's clock; empty while no day is sure."""
    clock: str = ""
    """`HH:MM` on the same clock."""
    zone: str
    """IANA: the provider's."""
    reading: times.Reading | None = None
    """What the words mean; None while there are none."""


def typed(words: str, *, now: datetime, zone: str, locale: str) -> Agreed:
    """Words were typed, or are read on another provider's clock: the pickers follow."""
    words = words.strip()
    if not words:
        return Agreed(zone=zone)
    reading = _whole(times.read(words, now=now, zone=zone, locale=locale))
    day, clock = _picks(reading, zone)
    return Agreed(words=words, day=day, clock=clock, zone=zone, reading=reading)


def picked(day: str, clock: str, *, now: datetime, zone: str, locale: str) -> Agreed:
    """A day (`YYYY-MM-DD`) or an hour (`HH:MM`) was picked, the other may be empty: the words follow.

    The words are the person's to go on typing in, so they are such as people write. Where they would not be
    read as what was picked, the plain numbers stand there, and what is wrong with them is asked.
    """
    if not day and not clock:
        return Agreed(zone=zone)
    plain = typed(f"{day} {clock}", now=now, zone=zone, locale=locale)
    said = typed(_said(day, clock, now, zone), now=now, zone=zone, locale=locale)
    if said.reading == plain.reading:
        plain = said
    return Agreed(
        words=plain.words, day=plain.day or day, clock=plain.clock or clock, zone=zone, reading=plain.reading
    )


def _said(day: str, clock: str, now: datetime, zone: str) -> str:
    """What was picked in the words of who reads it: "Wednesday, December 2, 3:00 PM", no zone."""
    today = times.today_in(zone, now)
    at = date.fromisoformat(day) if day else None
    spoken = [times.say_day(at, today=today)] if at else []
    if clock:
        hour = datetime.combine(at or today, datetime.strptime(clock, "%H:%M").time(), ZoneInfo(zone))  # noqa: DTZ007  a wall time
        spoken.append(times.say_clock(hour, zone).rpartition(" ")[0])
    return ", ".join(spoken)


def _whole(reading: times.Reading) -> times.Reading:
    """The reading, if all words are a time; else the question that the preview would ask."""
    if isinstance(reading, times.Instant) and reading.rest:
        options = (reading.at, *reading.others)
        return times.Question(
            reason=times.Reason.LEFT_OVER, zone=reading.zone, options=options, rest=reading.rest
        )
    return reading


def _picks(reading: times.Reading, zone: str) -> tuple[str, str]:
    """What the pickers are to show: day and clock, as far as they are sure."""
    match reading:
        case times.Instant(at=at):
            return _wall(at, zone)
        case times.Series(starts=starts):
            return _wall(starts[0], zone)
        case times.Question(reason=times.Reason.NEED_TIME, day=date() as day):
            return day.isoformat(), ""
        case _:
            return "", ""


def _wall(at: datetime, zone: str) -> tuple[str, str]:
    local = at.astimezone(ZoneInfo(zone))
    return local.date().isoformat(), f"{local:%H:%M}"
