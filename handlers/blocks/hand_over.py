"""Handing a room over: to whom, and what it means before it is done."""

from __future__ import annotations

from bot import times
from bot.booking import HandOver
from bot.models import Room
from handlers.blocks import findings, naming, parts
from handlers.sentences import changes as words
from handlers.sentences import sessions
from handlers.sentences.changes import changes
from handlers.sentences.labels import labels
from handlers.slack import Block, Said

_MARK = "give:"


def to_whom(room: Room) -> Said:
    """The question who takes over; the answer is a pick."""
    said = times.say(room.start, room.zone)
    picker = {
        "type": "users_select",
        "action_id": "give-to",
        "placeholder": {"type": "plain_text", "text": changes.TAKES_OVER},
    }
    keep = parts.button(labels.KEEP, "keep", room.id)
    row = parts.actions([picker, keep], name=f"{_MARK}{room.id}")
    return Said(text=words.give_asked(said), blocks=[parts.section(f"*{words.give_asked(said)}*"), row])


def room_of(row: str) -> str:
    """The id of the room that such a question is about, from its row's name."""
    return row.removeprefix(_MARK)


def preview(shown: HandOver, reader: str | None, *, theirs: str | None, unread: str = "") -> Said:
    """What it means, for a person in the zone `reader`; `theirs` (IANA) is the new provider's."""
    room, to = shown.room, shown.draft.request.provider
    said = times.say(room.start, room.zone, now=shown.now)
    who = words.from_to(parts.person(room.request.provider.id), parts.person(to.id))
    local = parts.local_line(room.start, room.zone, reader)
    zone = "" if theirs == reader else _their_clock(shown, theirs)
    yes = parts.button(
        changes.HAND_OVER,
        "give-now",
        f"{shown.draft.id}|{shown.seen}",
        style="primary",
        says=f"{changes.HAND_OVER}: {said}",
    )
    blocks = [
        parts.section(f"*{changes.GIVE_TITLE}*\n*{said}*{local}{zone}\n{who}"),
        *([parts.context(*naming.unread(unread))] if unread else []),
        *findings.found(shown.findings, room.zone),
        parts.section("\n".join(f"• {line}" for line in _means(shown))),
        _told(shown),
        parts.actions([yes, parts.button(labels.KEEP, "keep", room.id)]),
    ]
    return Said(text=words.give_asked(said), blocks=blocks)


def _their_clock(shown: HandOver, zone: str | None) -> str:
    room = shown.room
    if zone is None or not parts.is_elsewhere(room.start, room.zone, zone):
        return ""
    name = parts.person(shown.draft.request.provider.id)
    return f"\n{words.their_time(name, times.say_clock(room.start, zone))}"


def _means(shown: HandOver) -> list[str]:
    has_thread = shown.draft.request.thread is not None
    thread = [changes.GIVE_SAME_THREAD] if has_thread else []
    return [changes.GIVE_NEW_ROOM, *thread, changes.GIVE_FOLLOW_UP]


def _told(shown: HandOver) -> Block:
    room = shown.room
    if not shown.told:
        return parts.context(changes.TELLS_NOBODY)
    new = [f"• {line}" for line in sessions.outreach(shown.told, room.start, room.zone)]
    old = [f"• {line}" for line in sessions.outreach(shown.called_off, room.start, room.zone)]
    return parts.context("\n".join([changes.TELLS_NEW, *new, changes.TELLS_OLD, *old]))
