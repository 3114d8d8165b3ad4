"""A series after the click: its one card, and what its requester is told.

A channel reads the card: no patient data and no links are on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.booking import current, why_closed
from bot.models import LIVE, Notice, Room, RoomState
from handlers.blocks import parts
from handlers.blocks import room as cards
from handlers.blocks.dates import first_and_last, paragraphs
from handlers.sentences import series as words
from handlers.sentences import sessions
from handlers.sentences.labels import labels
from handlers.sentences.living import living
from handlers.sentences.series import series
from handlers.slack import Block, Said

_CREATED = LIVE | {RoomState.CANCELLED}
_MOST_NAMED = 6
HERE = "here"
"""Behind a series' id in a button: what it stands in is the clicker's own, and may be replaced."""


def card(notice: Notice, now: datetime) -> Said:
    """The series' root message: how far it is, each session with its state, and what can be done."""
    rooms, room = current(notice.rooms), notice.room
    state = _state(rooms, now).partition("\n")[0]  # which ones, the dates say themselves
    head = words.on_the_card(len(rooms), parts.person(room.request.provider.id))
    is_theirs = room.request.requester == room.request.provider.id
    by = series.LINKS_IN_THREAD if is_theirs else words.booked_by(parts.person(room.request.requester))
    lines = [f"• {_line(each, now)}" for each in rooms]
    small = [by, living.LINKS_PRIVATE] if notice.details.get("links") == "private" else [by]
    buttons = [*_joins(rooms, now), *_retry(rooms, now), *_change(rooms, now)]
    blocks = [
        parts.section(f"{head}\n{state}"),
        *paragraphs(lines),
        parts.context(*small),
        *([parts.actions(buttons)] if buttons else []),
    ]
    return Said(text=parts.bare(state), blocks=blocks)


def _line(room: Room, now: datetime) -> str:
    said = times.say_short(room.start, room.zone, now=now)
    known = [cards.struck(room, said), sessions.in_list(room, now), cards.moved_from(room, now)]
    return " · ".join(filter(None, known))


def _state(rooms: Sequence[Room], now: datetime) -> str:
    """How far it is, in words."""
    done, total = sum(room.state in _CREATED for room in rooms), len(rooms)
    if any(room.state is RoomState.CREATING for room in rooms):
        return words.progress(done, total)
    if done == total:
        return _course(rooms, now)
    return "\n".join([words.some_booked(done, total), *_gaps(rooms, now)])


def _course(rooms: Sequence[Room], now: datetime) -> str:
    """Of a series that was created as a whole: how much of it takes place."""
    live = [room for room in rooms if room.state in LIVE]
    if not live:
        return words.all_cancelled(len(rooms))
    if all(room.end <= now for room in live):
        return series.OVER
    if len(live) < len(rooms):
        return words.some_take_place(len(live), len(rooms))
    return words.all_booked(len(rooms))


def _gaps(rooms: Sequence[Room], now: datetime) -> list[str]:
    """Which ones are missing, and of which nobody knows."""
    refused, unknown = _in(rooms, RoomState.REFUSED), _in(rooms, RoomState.UNKNOWN)
    return [
        *([words.missing(_dates(refused, now))] if refused else []),
        *([words.unknown(_dates(unknown, now))] if unknown else []),
    ]


def _in(rooms: Sequence[Room], state: RoomState) -> list[Room]:
    return [room for room in rooms if room.state is state]


def _dates(rooms: Sequence[Room], now: datetime) -> str:
    named = "; ".join(times.say_short(room.start, room.zone, now=now) for room in rooms[:_MOST_NAMED])
    more = len(rooms) - _MOST_NAMED
    return words.and_more(named, more) if more > 0 else named


def _joins(rooms: Sequence[Room], now: datetime) -> list[Block]:
    return [entry for room in rooms if (entry := cards.join(room, now))][:1]


def _retry(rooms: Sequence[Room], now: datetime, where: str = "") -> list[Block]:
    """Offered once all were tried, for those whose time is still to come."""
    if any(room.state is RoomState.CREATING for room in rooms):
        return []
    refused = [room for room in _in(rooms, RoomState.REFUSED) if not room.has_started(now)]
    if not refused:
        return []
    ask = parts.confirmation(
        series.RETRY_TITLE, words.retry_warning(len(refused)), yes=series.RETRY_SURE, no=labels.WAIT
    )
    ask["style"] = "primary"
    value = "|".join(filter(None, [refused[0].series or "", where]))
    return [parts.button(series.RETRY, "retry-missing", value, style="primary", confirm=ask)]


def _change(rooms: Sequence[Room], now: datetime) -> list[Block]:
    """A menu of the sessions that can still be changed."""
    ahead = [room for room in rooms if room.state is RoomState.SCHEDULED and why_closed(room, now) is None]
    options = [(times.say_short(room.start, room.zone, now=now), room.id) for room in ahead]
    return [parts.menu(series.CHANGE_ONE, "show-room", options)] if options else []


def reply(notice: Notice, now: datetime, thread: str | None) -> Said:
    """What became of a series, in the place of its preview; `thread` is a link to the card."""
    rooms = current(notice.rooms)
    if any(room.state is RoomState.CREATING for room in rooms):
        return parts.sentence(series.WAITING)
    lines = [_result(rooms, now)]
    if _in(rooms, RoomState.UNKNOWN):
        lines.append(series.ASK_EACH)
    if thread:
        lines.append(f"<{thread}|{labels.OPEN_THREAD}>")
    if any(room.problem == "channel-closed" for room in rooms):
        lines.append(labels.THREAD_IN_DM)
    retry = _retry(rooms, now, HERE)
    row = [parts.actions(retry)] if retry else []
    return Said(text=parts.bare(lines[0]), blocks=[parts.section("\n".join(lines)), *row])


def _result(rooms: Sequence[Room], now: datetime) -> str:
    done = [room for room in rooms if room.state in _CREATED]
    if len(done) < len(rooms):
        return _state(rooms, now)
    first, last = first_and_last([room.start for room in done], done[0].zone, now)
    return words.all_created(len(done), first, last)


def missing(notice: Notice, now: datetime) -> Said:
    """Which rooms of a series were refused and why, to who asked, by DM."""
    rooms = current(notice.rooms)
    refused = _in(rooms, RoomState.REFUSED)
    if not refused:
        return parts.sentence(_result(rooms, now))
    text = words.problem(len(refused))
    lines = [
        words.because(
            times.say_short(room.start, room.zone, now=now), sessions.problem(parts.inert(room.problem or ""))
        )
        for room in refused
    ]
    retry = _retry(rooms, now, HERE)
    blocks = [
        parts.section(f"⚠️ *{text}*"),
        *paragraphs([f"• {line}" for line in lines]),
        *([parts.section(words.rest_stands()), parts.actions(retry)] if retry else []),
    ]
    return Said(text=text, blocks=blocks)


def dated(room: Room, now: datetime, said: Said) -> Said:
    """What is said in the one thread of a series, with which session it is about."""
    when = times.say(room.start, room.zone, now=now)
    return Said(text=said.text, blocks=[parts.section(words.about(when)), *said.blocks])


def begun(rooms: int, room: Room) -> Said:
    """Right after the click."""
    return parts.sentence(words.creating(rooms, times.say(room.start, room.zone)))


def retrying(rooms: int, *, is_here: bool) -> Said:
    """Right after Retry; what came of it stands here later (`is_here`), else on the card."""
    return parts.sentence(words.retrying(rooms, is_told_here=is_here))
