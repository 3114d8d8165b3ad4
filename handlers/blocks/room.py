"""The card and its thread. Read by a whole channel: no patient data, and links only in the thread."""

from __future__ import annotations

from datetime import datetime

from bot import times
from bot.booking import why_closed
from bot.models import Notice, Room, RoomState
from handlers.blocks import parts
from handlers.sentences import labels, messages, sessions
from handlers.slack import Block, Said

SHORT_UID = 8
"""As much of a uid as is shown: enough to name a room by, no part of any link's code."""


def card(room: Room, now: datetime) -> Said:
    """The room's root message."""
    said = times.say(room.start, room.zone, now=now)
    state = sessions.state(room, now)
    struck = f"~{said}~" if room.state is RoomState.CANCELLED else f"*{said}*"
    who = messages.with_provider(parts.person(room.request.provider.id))
    uid = room.video.uid[:SHORT_UID] if room.video else None
    local, by = parts.for_reader(room.start, room.zone), parts.person(room.request.requester)
    blocks = [parts.section(f"{struck}\n{who}"), parts.context(messages.facts(state, local, by, uid))]
    if room.told_at:
        blocks.append(parts.section(messages.over(sessions.outcome(room, now))))
    if room.state is RoomState.SCHEDULED and why_closed(room, now) is None:
        blocks.append(_changes(room, said))
    return Said(text=f"{state}: {said}", blocks=blocks)


def _changes(room: Room, said: str) -> Block:
    ask = parts.confirmation(
        messages.CANCEL_THIS, messages.cancel_warning(said), yes=labels.CANCEL_ROOM, no=labels.KEEP
    )
    move, cancel = f"{labels.RESCHEDULE}: {said}", f"{labels.CANCEL}: {said}"
    return parts.actions(
        [
            parts.button(labels.RESCHEDULE, "reschedule", room.id, says=move),
            parts.button(labels.CANCEL, "cancel", room.id, style="danger", says=cancel, confirm=ask),
        ]
    )


def links(room: Room) -> Said:
    """Both links, clearly marked; once the room is cancelled, that they lead nowhere."""
    if room.state is RoomState.CANCELLED or room.video is None:
        return parts.sentence(messages.LINKS_DEAD)
    provider = parts.person(room.request.provider.id)
    return Said(
        text=messages.LINKS,
        blocks=[
            parts.section(messages.provider_link(provider, _link(room.video.provider_link))),
            {"type": "divider"},
            parts.section(messages.patient_link(_link(room.video.patient_link))),
            parts.context(messages.DOOR),
        ],
    )


def _link(url: str) -> str:
    """The address itself, so that it can be copied; BetterPT may have created a room and given none."""
    return f"<{parts.inert(url)}>" if url else messages.NO_LINK


def change(notice: Notice, now: datetime) -> Said:
    """What was changed, and by whom."""
    room, told = notice.room, notice.details
    who = parts.person(told["by"]) if told.get("by") else "BetterPT"
    if told["what"] == "cancelled":
        return parts.sentence(messages.cancelled(who))
    was = times.say(datetime.fromisoformat(told["was"]), room.zone, now=now)
    said = times.say(room.start, room.zone, now=now)
    return parts.sentence(messages.moved(who, was, said, has_new_links=told.get("links") == "new"))


def outcome(room: Room, now: datetime) -> Said:
    """What happened in the session, for the thread: no minutes, no names of patients."""
    return parts.sentence(messages.over(sessions.outcome(room, now)))
