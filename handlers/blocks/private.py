"""What one person is told: a problem, what became of the preview, a look at rooms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from bot import times
from bot.models import UNCONFIRMED, Notice, Room, RoomState
from handlers import contacts
from handlers.blocks import attendance, outcome, parts, together
from handlers.blocks.room import SHORT_UID
from handlers.sentences import changes, messages, sessions
from handlers.sentences.labels import labels
from handlers.slack import Block, Said

_MOST_LISTED = 40
"""A message holds 50 blocks."""
_WITH_A_CARD = frozenset({RoomState.SCHEDULED, RoomState.MOVING, RoomState.CANCELLING, RoomState.CANCELLED})


class Source(Enum):
    """Where what is shown of a room comes from."""

    BETTERPT = "betterpt"
    MOVED = "moved"
    """BetterPT's, and news to us."""
    LEDGER = "ledger"


def problem(notice: Notice, now: datetime) -> Said:
    """What could not be done, or cannot be known, with what the requester can do.

    In the words of when it happened: the room may have changed since.
    """
    told, zone = notice.details, notice.room.zone
    if told["what"] == "create" and notice.room.state is RoomState.ABANDONED:
        return decided(notice.room, now, told.get("decided"))
    said = times.say(datetime.fromisoformat(told["start"]), zone, now=now)
    if found := told.get("found"):
        then = told["wanted"] if found == "moved" else told["start"]
        return parts.sentence(messages.done(found, times.say(datetime.fromisoformat(then), zone, now=now)))
    why = parts.inert(told["problem"])
    if told["what"] == "create" and notice.room.state is RoomState.UNKNOWN:
        return _unknown(notice.room, said, why, now)
    wanted = times.say(datetime.fromisoformat(told["wanted"]), zone, now=now) if "wanted" in told else ""
    failed, way_out = messages.failed(told["what"], why, said, wanted)
    return parts.sentence(f"⚠️ {failed}\n{way_out}")


def _unknown(room: Room, said: str, why: str, now: datetime) -> Said:
    text = messages.unknown(said)
    first = parts.section(f"❓ *{text}*\n{messages.unknown_why(why)}")
    return Said(text=text, blocks=[first, _decision(room, now)])


def undecided(room: Room, now: datetime) -> Said:
    """To who wants to change a room of unknown outcome: it is decided first, here."""
    text = messages.unknown(times.say(room.start, room.zone, now=now))
    first = parts.section(f"❓ *{text}*\n{messages.decide_first()}")
    return Said(text=text, blocks=[first, _decision(room, now)])


def _decision(room: Room, now: datetime) -> Block:
    """Create again, while that is still possible, or leave it."""
    leave = parts.button(labels.LEAVE, "leave", room.id)
    if room.has_started(now):
        return parts.actions([leave])
    ask = parts.confirmation(
        labels.AGAIN_TITLE, labels.AGAIN_WARNING, yes=labels.CREATE_AGAIN, no=labels.WAIT
    )
    return parts.actions(
        [
            parts.button(labels.CREATE_AGAIN, "create-again", room.id, style="primary", confirm=ask),
            leave,
        ]
    )


def decided(room: Room, now: datetime, what: str | None) -> Said:
    """That a room of unknown outcome is created `again`, or `left`, in the place of the two buttons.

    None: one of both. The question was found only when somebody had decided already.
    """
    return parts.sentence(messages.decided(times.say(room.start, room.zone, now=now), what))


def reply(notice: Notice, now: datetime, thread: str | None) -> Said:
    """What became of the preview, in its place; `thread` is a link to the card."""
    room, what = notice.room, notice.details.get("what", "created")
    if notice.together:
        return together.reply(notice, now, thread)
    if what == "created" and room.state is RoomState.CANCELLED:  # it was faster than its card
        what = "cancelled"
    said = times.say(room.start, room.zone, now=now)
    if room.state not in _WITH_A_CARD:
        return parts.sentence(messages.not_created(room.state, parts.inert(room.problem or ""), said))
    if what == "kept" and room.problem == UNCONFIRMED:
        what = UNCONFIRMED
    lines = [_done(room, what, said)]
    if thread:
        lines.append(f"<{thread}|{labels.OPEN_THREAD}>")
    if room.problem == "channel-closed":
        lines.append(labels.THREAD_IN_DM)
    return Said(text=parts.bare(lines[0]), blocks=[parts.section("\n".join(lines))])


def _done(room: Room, what: str, said: str) -> str:
    """In the words of the card and the thread: a room in another's place was not asked for as a new one."""
    if what == "created" and room.replaces:
        return changes.was_handed(said, parts.person(room.request.provider.id))
    return messages.done(what, said)


def listing(name: str, rooms: Sequence[Room], now: datetime) -> Said:
    """A person's rooms in a period."""
    if not rooms:
        return parts.sentence(messages.no_rooms(name))
    heading = messages.rooms_in(name)
    blocks = [
        parts.section(f"*{heading}*"),
        *(parts.section(_row(each, now)) for each in rooms[:_MOST_LISTED]),
    ]
    if len(rooms) > _MOST_LISTED:
        blocks.append(parts.context(labels.MORE_ROOMS))
    return Said(text=heading, blocks=blocks)


def _row(room: Room, now: datetime) -> str:
    uid = f" · {messages.room_id(room.video.uid[:SHORT_UID])}" if room.video else ""
    chart = f" · {messages.chart(parts.inert(room.request.reference))}" if room.request.reference else ""
    patient = contacts.masked(room.request.patient)
    contact = f" · {parts.inert(patient)}" if patient else ""
    who = messages.with_provider(parts.person(room.request.provider.id))
    when = times.say(room.start, room.zone, now=now)
    return f"*{when}*\n{who}\n{sessions.state(room, now)}{contact}{chart}{uid}"


def status(room: Room, now: datetime, source: Source) -> Said:
    """One room in full."""
    blocks = [parts.section(_row(room, now))]
    if room.video:
        blocks += [attendance.both(room, now)] if now >= room.start else []
    if room.correction:
        blocks.append(outcome.corrected(room, room.correction, now))
    if room.state is RoomState.UNKNOWN:
        blocks.append(_decision(room, now))
    under = parts.context(_known_from(room, source), attendance.status(room))
    return Said(text=labels.STATUS_OF, blocks=[*blocks, under])


def _known_from(room: Room, source: Source) -> str:
    match source:
        case Source.BETTERPT:
            return labels.LIVE
        case Source.MOVED:
            return labels.LIVE_MOVED
        case Source.LEDGER:
            return labels.NOT_LIVE if room.video else labels.NO_ID
