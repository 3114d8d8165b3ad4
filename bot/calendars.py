"""The provider's calendar entry of a room, or of a series' rooms, as an .ics file that they open from Slack.

How calendars take such a file decides its form:

- METHOD:PUBLISH for a booking and a reschedule, not REQUEST. A REQUEST must name attendees (RFC 5546, 3.2.2);
  Outlook and Apple then ask for an answer and mail it to the organizer, though nobody invited anybody. A
  PUBLISH is simply added, and is the only method whose file may hold several UIDs: a series.
- The same UID with a higher SEQUENCE updates the entry, METHOD:CANCEL with STATUS:CANCELLED removes it, in
  calendars that keep to RFC 5546. Not all do with a file opened by hand (Google's import and Outlook's
  desktop program may leave the entry or add a second one): what is said beside the file has to tell so.
- An instant is written as the zone's wall time with the zone's rules beside it; in the hour that the clocks
  repeat as UTC, because a wall time there means its first pass (RFC 5545, 3.3.5).

A calendar is shared with colleagues and synced to third parties. So nothing of the patient's comes in but
what the caller's words say, the entry is CLASS:PRIVATE (others see "busy"), and there is no link: a link is a
key to the room, and it stays in Slack. Not here either: any sentence, and who gets the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import (
    CLASS,
    STATUS,
    TRANSP,
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
)

from bot.models import Room

_PRODID = "-//room-bot//room-bot//EN"
_REMINDER = timedelta(minutes=-5)
"""BetterPT opens a room five minutes before the start (its documentation)."""
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class CalendarWords:
    """What the entry says; the reminder says the summary again.

    At most the clinic's own chart number stands for the patient: it tells the provider which chart to open,
    and another reader only a number. No name, contact, diagnosis or link.
    """

    summary: str
    description: str


@dataclass(frozen=True, kw_only=True)
class CalendarFile:
    """A file to upload (text/calendar, UTF-8)."""

    name: str
    """With the first session's local start and nothing of the patient's: Slack's notifications show it."""
    content: bytes = field(repr=False)


def invitation(rooms: Sequence[Room], now: datetime, *, sequence: int, words: CalendarWords) -> CalendarFile:
    """The entries to add, or to update after a reschedule.

    Args:
        rooms: At least one; several of a series become entries of one file.
        now: When the file is made, aware UTC.
        sequence: Higher than in every earlier file with one of these rooms; the highest `version` among the
            rooms is, because it rises with every change and gaps are allowed.
        words: What each entry says.
    """
    calendar = _calendar("PUBLISH")
    for room in rooms:
        event = _event(room, now, sequence, words, STATUS.CONFIRMED)
        event.add_component(Alarm.new_display(description=_clean(words.summary), trigger=_REMINDER))
        calendar.add_component(event)
    return _file(calendar, rooms, "")


def cancellation(
    rooms: Sequence[Room], now: datetime, *, sequence: int, words: CalendarWords
) -> CalendarFile:
    """The entries to remove.

    RFC 5546 (3.2.5) knows several UIDs in one file only for PUBLISH: where several rooms are cancelled, a
    file for each is understood by more calendars than one for all.

    Args:
        rooms: At least one.
        now: When the file is made, aware UTC.
        sequence: As for `invitation`.
        words: What a calendar shows that asks before it removes.
    """
    calendar = _calendar("CANCEL")
    for room in rooms:
        calendar.add_component(_event(room, now, sequence, words, STATUS.CANCELLED))
    return _file(calendar, rooms, "-cancelled")


def _calendar(method: str) -> Calendar:
    calendar = Calendar()  # not `Calendar.new`: its random UID would make a second file of the same differ
    calendar.prodid, calendar.version, calendar.method = _PRODID, "2.0", method
    return calendar


def _event(room: Room, now: datetime, sequence: int, words: CalendarWords, status: STATUS) -> Event:
    start, end = _written(room)
    email = room.request.provider.email
    is_on = status is STATUS.CONFIRMED
    return Event.new(
        uid=f"{room.id}@room-bot",
        sequence=sequence,
        stamp=now,
        start=start,
        end=end,
        summary=_clean(words.summary),
        description=_clean(words.description),
        status=status,
        classification=CLASS.PRIVATE,
        transparency=TRANSP.OPAQUE if is_on else TRANSP.TRANSPARENT,
        # RFC 5546 wants an organizer; the provider's own address makes the entry theirs to move and delete.
        organizer=vCalAddress(f"mailto:{email}") if email else None,
    )


def _written(room: Room) -> tuple[datetime, datetime]:
    """Start and end in the room's zone, or in UTC where a wall time would name another instant."""
    place = ZoneInfo(room.zone)
    start, end = room.start.astimezone(place), room.end.astimezone(place)
    return (room.start.astimezone(UTC), room.end.astimezone(UTC)) if start.fold or end.fold else (start, end)


def _clean(text: str) -> str:
    """Without control characters, which no calendar file may have; lines stay lines."""
    printable = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    # Else icalendar takes these two letters for a line break.
    return printable.replace(r"\N", "\\\N{WORD JOINER}N")


def _file(calendar: Calendar, rooms: Sequence[Room], ending: str) -> CalendarFile:
    first, last = min(room.start for room in rooms), max(room.end for room in rooms)
    missing = sorted(calendar.get_missing_tzids())
    calendar.subcomponents[:0] = [_timezone(zone, first - _DAY, last + _DAY) for zone in missing]
    local = first.astimezone(ZoneInfo(rooms[0].zone))
    return CalendarFile(name=f"session-{local:%Y-%m-%d-%H%M}{ending}.ics", content=calendar.to_ical())


def _timezone(zone: str, begins: datetime, ends: datetime) -> Timezone:
    """The zone's rules for that time only, each change on its own.

    Not icalendar's `add_missing_timezones`: it writes the spring change an hour late, and lists changes by
    RDATE, which not every calendar reads here.
    """
    rules = Timezone()
    rules.add("tzid", zone)
    place = ZoneInfo(zone)
    for at in (begins, *_changes(place, begins, ends)):
        last, after = (at - _MINUTE).astimezone(place), at.astimezone(place)
        rule = TimezoneDaylight() if after.dst() else TimezoneStandard()
        rule.DTSTART = last.replace(tzinfo=None, fold=0) + _MINUTE  # as the clocks before the change show it
        rule.TZOFFSETFROM, rule.TZOFFSETTO = last.utcoffset(), after.utcoffset()
        rule.add("tzname", after.tzname())
        rules.add_component(rule)
    return rules


def _changes(place: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """The minutes (UTC) between the two from which the clocks have another offset than before."""
    while begins < ends:
        low, high = begins, begins + _DAY
        if low.astimezone(place).utcoffset() != high.astimezone(place).utcoffset():
            while high - low > _MINUTE:
                middle = low + (high - low) // _MINUTE // 2 * _MINUTE
                is_before = middle.astimezone(place).utcoffset() == low.astimezone(place).utcoffset()
                low, high = (middle, high) if is_before else (low, middle)
            yield high
        begins += _DAY
