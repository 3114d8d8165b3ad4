"""What the provider is told before a session: that it is booked, with a calendar file, and that it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import outcomes, promises, times
from bot.booking import why_closed
from bot.calendars import CalendarFile, CalendarWords, cancellation, invitation
from bot.models import LIVE, Notice, Room, RoomState
from bot.outcomes import Seen
from handlers import contacts
from handlers.blocks import parts, room_menu
from handlers.blocks import room as cards
from handlers.sentences import changes, sessions
from handlers.sentences import living as words
from handlers.sentences.labels import labels
from handlers.sentences.living import living
from handlers.slack import Block, Said

_MOST_LISTED = 30
"""A section holds 3,000 characters."""


def booked(notice: Notice, now: datetime) -> Said:
    """That they have a session, or several of a series; corrected as these change."""
    rooms = _told(notice)
    ahead = [room for room in rooms if room.state in LIVE and room.end > now]
    text = _heading(notice, rooms, now)
    blocks = [
        parts.section("\n".join([f"*{text}*", *_whose(notice.room), _about(notice.room)])),
        *_rows(notice, rooms, now),
    ]
    if ahead and (video := ahead[0].video):
        when = times.say(ahead[0].start, ahead[0].zone, now=now)
        blocks.append(way_in(living.PROVIDER_LINK, video.provider_link, when, is_near=False))
    return Said(text=text, blocks=blocks)


def _told(notice: Notice) -> Sequence[Room]:
    """The rooms it is about: those of the series that were created."""
    if not notice.rooms:
        return (notice.room,)
    is_there = LIVE | {RoomState.CANCELLED}
    return [room for room in notice.rooms if room.state in is_there]


def _heading(notice: Notice, rooms: Sequence[Room], now: datetime) -> str:
    first = next((room for room in rooms if room.state in LIVE), notice.room)
    said = times.say(first.start, first.zone, now=now)
    if not any(room.state in LIVE for room in rooms):
        heir = notice.room.handed_to
        return changes.was_handed(said, parts.person(heir)) if heir else words.was_cancelled(said)
    if notice.rooms:
        return words.booked_series(sum(room.state in LIVE for room in rooms), said)
    is_moved = cards.moved_from(first, now)
    return words.was_moved(said) if is_moved else words.booked(said)


def _rows(notice: Notice, rooms: Sequence[Room], now: datetime) -> list[Block]:
    """Each session of a series with its state; of one alone only where it was before."""
    if not notice.rooms:
        was = cards.moved_from(notice.room, now)
        return [parts.context(was)] if was else []
    lines = [
        " · ".join(filter(None, [f"• {_short(each, now)}", sessions.in_list(each, now)]))
        for each in rooms[:_MOST_LISTED]
    ]
    return [parts.section("\n".join([*lines, *(["…"] if len(rooms) > _MOST_LISTED else [])]))]


def _short(room: Room, now: datetime) -> str:
    return cards.struck(room, times.say_short(room.start, room.zone, now=now))


def _whose(room: Room) -> list[str]:
    """Who asked for it; nothing of a session that its provider booked, who need not be told their name."""
    request = room.request
    if request.requester == request.provider.id:
        return []
    return [words.booked_by(parts.person(request.provider.id), parts.person(request.requester))]


def _about(room: Room) -> str:
    """Whom it is about, to the least that works: the chart number and a masked contact."""
    request = room.request
    known = [contacts.masked(request.patient) or labels.NO_CONTACT, request.reference or ""]
    return parts.inert(" · ".join(filter(None, known)))


def way_in(label: str, url: str, when: str, *beside: Block, is_near: bool = True) -> Block:
    """The button that leads into the room, in colour once it is time; BetterPT may have given no link."""
    if not url:
        return parts.section(labels.NO_LINK)
    link = parts.link_button(label, url, says=f"{label}: {when}", is_near=is_near)
    return parts.actions([link, *beside])


def reminder(notice: Notice, now: datetime) -> Said:
    """Five minutes before the start: the way in, and for whom; corrected while the session is open."""
    room = notice.room
    if notice.details.get("version") != promises.stamp(room.start):
        return parts.sentence(words.reminder_moved(times.say(room.start, room.zone, now=now)))
    if room.state not in LIVE:
        return parts.sentence(words.reminder_cancelled(times.say(room.start, room.zone, now=now)))
    clock = times.say_clock(room.start, room.zone)
    if now >= room.end:
        return parts.sentence(words.reminder_over(clock))
    has_begun = room.has_started(now)
    text = (
        words.under_way(clock) if has_begun else words.reminder(sessions.minutes_to(room.start, now), clock)
    )
    lines = [f"*{text}*", *_whose(room), _about(room)]
    blocks = [parts.section("\n".join(lines)), *_waiting(room)]
    late = [room_menu.late_button(room)] if why_closed(room, now) is None else []
    if room.video:
        blocks.append(way_in(_label(room), room.video.provider_link, clock, *late))
    return Said(text=f"{text} · {living.VIDEO_SESSION}", blocks=blocks)


def _label(room: Room) -> str:
    return living.JOIN_NOW if outcomes.seen_in(room) is Seen.PATIENT_WAITS else living.JOIN


def _waiting(room: Room) -> list[Block]:
    """Who waits alone, with what can be done; nothing where BetterPT shows nothing."""
    match outcomes.seen_in(room):
        case Seen.PATIENT_WAITS:
            return [parts.section(words.patient_waits())]
        case Seen.PROVIDER_WAITS:
            link = room.video.patient_link if room.video else ""
            copy = words.to_patient(room.request.clinic or "", link)
            return [parts.section(words.provider_waits()), parts.preformatted(copy)]
        case Seen.BOTH:
            return [parts.section(words.both_there())]
        case _:
            return []


def calendar(notice: Notice, now: datetime) -> tuple[CalendarFile, Said]:
    """The file, and what is said beside it.

    Its SEQUENCE is the sum of the versions of all rooms of the series: higher after every change of any.
    """
    is_all = notice.details.get("of") == "all" and notice.rooms
    rooms = [room for room in notice.rooms if room.state in LIVE] if is_all else [notice.room]
    sequence = sum(room.version for room in (notice.rooms or (notice.room,)))
    summary = words.entry(notice.room.request.reference or "")
    told = CalendarWords(summary=summary, description=words.entry_about())
    rooms = rooms or [notice.room]
    said = times.say(rooms[0].start, rooms[0].zone, now=now)
    if rooms[0].state in LIVE:
        file = invitation(rooms, now, sequence=sequence, words=told)
        is_newer = any(room.moved_from for room in (notice.rooms or (notice.room,)))
        return file, _beside(words.calendar(said), living.CALENDAR_HINT if is_newer else "")
    file = cancellation(rooms, now, sequence=sequence, words=told)
    return file, _beside(words.calendar_cancelled(said), living.CANCEL_HINT)


def _beside(text: str, hint: str) -> Said:
    return Said(text=f"{text}\n_{hint}_" if hint else text, blocks=[])
