"""The card and its thread. Read by a whole channel: no patient data, and links only in the thread."""

from __future__ import annotations

from datetime import datetime

from bot import outcomes, times
from bot.booking import why_closed
from bot.models import LIVE, Notice, Room, RoomState
from handlers.blocks import parts, together
from handlers.sentences import changes, messages, sessions
from handlers.sentences import living as living_words
from handlers.sentences.labels import labels
from handlers.sentences.living import living
from handlers.sentences.patient import to_patient
from handlers.slack import Block, Said

SHORT_UID = 8
"""As much of a uid as is shown: enough to name a room by, no part of any link's code."""


def card(room: Room, now: datetime, *, are_links_private: bool = False) -> Said:
    """The room's root message; `are_links_private` where people outside of the workspace read the channel."""
    said = times.say(room.start, room.zone, now=now)
    state = sessions.state(room, now)
    who = messages.with_provider(parts.person(room.request.provider.id))
    uid = room.video.uid[:SHORT_UID] if room.video else None
    local = parts.for_reader(room.start, room.zone)
    is_theirs = room.request.requester == room.request.provider.id
    by = "" if is_theirs else parts.person(room.request.requester)
    lines = [struck(room, said), moved_from(room, now), who, handed_over(room)]
    blocks = [
        parts.section("\n".join(filter(None, lines))),
        parts.context(messages.facts(state, local, by, uid)),
    ]
    if are_links_private and room.state in LIVE and now < room.end:
        blocks.append(parts.context(living.LINKS_PRIVATE))
    if room.told_at and room.state is RoomState.SCHEDULED:
        blocks.append(parts.section(messages.over(sessions.public_outcome(room, now))))
    if row := buttons(room, now, said):
        blocks.append(parts.actions(row))
    return Said(text=f"{state}: {said}", blocks=blocks)


def struck(room: Room, said: str) -> str:
    """When it is, in bold; struck through once it is cancelled, which its state says in words."""
    return f"~{said}~" if room.state is RoomState.CANCELLED else f"*{said}*"


def moved_from(room: Room, now: datetime) -> str:
    """Where it was before, for as long as somebody may still have the old time in mind."""
    is_moved = room.moved_from and room.moved_from != room.start
    if not is_moved or room.state is not RoomState.SCHEDULED or now >= room.end:
        return ""
    return living_words.moved_from(times.say(room.moved_from or room.start, room.zone, now=now))


def handed_over(room: Room) -> str:
    """Whose card is to be looked at instead."""
    return changes.handed_over(parts.person(room.handed_to)) if room.handed_to else ""


def buttons(room: Room, now: datetime, said: str) -> list[Block]:
    """Those that lead somewhere now. Who may press which is decided at the click."""
    entry = join(room, now)
    change = room.state is RoomState.SCHEDULED and why_closed(room, now) is None
    return [*([entry] if entry else []), *(_changes(room, said) if change else [])]


def join(room: Room, now: datetime) -> Block | None:
    """The button into the room while it can be entered. No address: a whole channel reads the card."""
    if room.state is not RoomState.SCHEDULED or not outcomes.can_enter(room, now):
        return None
    says = f"{living.JOIN}: {times.say(room.start, room.zone, now=now)}"
    return parts.button(living.JOIN, "join", room.id, style="primary", says=says)


def _changes(room: Room, said: str) -> list[Block]:
    ask = parts.confirmation(
        labels.CANCEL_THIS, messages.cancel_warning(said), yes=labels.CANCEL_ROOM, no=labels.KEEP
    )
    move, cancel = f"{labels.RESCHEDULE}: {said}", f"{labels.CANCEL}: {said}"
    return [
        parts.button(labels.RESCHEDULE, "reschedule", room.id, says=move),
        parts.button(labels.CANCEL, "cancel", room.id, style="danger", says=cancel, confirm=ask),
    ]


def links(room: Room, held: str = "", *, is_over: bool = False) -> Said:
    """Both links, clearly marked; once the room is cancelled or over, that they lead nowhere.

    `held` is how they are held back: `private` (they were sent to people), `on-request` (two buttons).
    """
    if room.state is RoomState.CANCELLED or room.video is None:
        return parts.sentence(labels.LINKS_DEAD)
    if is_over:
        return parts.sentence(living.LINKS_OVER)
    if held == "private":
        return parts.sentence(living.LINKS_PRIVATE)
    if held:
        return _on_request(room)
    provider = parts.inert(room.request.provider.name)  # no mention: they were told of the booking by DM
    return Said(
        text=labels.LINKS,
        blocks=[
            parts.section(messages.provider_link(provider, _link(room.video.provider_link))),
            {"type": "divider"},
            parts.section(messages.patient_link(_link(room.video.patient_link))),
            parts.actions([_text_for_patient(room)]),
            parts.context(labels.DOOR),
        ],
    )


def _text_for_patient(room: Room) -> Block:
    """To be copied, with the link; shown to who may have it."""
    says = f"{to_patient.TEXT}: {times.say(room.start, room.zone)}"
    return parts.button(to_patient.TEXT, "patient-text", room.id, says=says)


def _on_request(room: Room) -> Said:
    said = times.say(room.start, room.zone)
    buttons = [
        parts.button(label, action, room.id, says=f"{label}: {said}")
        for label, action in ((living.PROVIDER_LINK, "provider-link"), (living.PATIENT_LINK, "patient-link"))
    ]
    blocks = [
        parts.section(living.LINKS_ON_REQUEST),
        parts.actions([*buttons, _text_for_patient(room)]),
        parts.context(living.ON_REQUEST_HINT),
    ]
    return Said(text=living.LINKS_ON_REQUEST, blocks=blocks)


def _link(url: str) -> str:
    """The address itself, so that it can be copied; BetterPT may have created a room and given none."""
    return f"<{parts.inert(url)}>" if url else labels.NO_LINK


def change(notice: Notice, now: datetime) -> Said:
    """What was changed, and by whom."""
    room, told = notice.room, notice.details
    if notice.together:
        return together.change(notice, now)
    who = parts.person(told["by"]) if told.get("by") else "BetterPT"
    if room.handed_to and told["what"] == "cancelled":
        return parts.sentence(changes.handed_by(who, parts.person(room.handed_to)))
    if told["what"] == "cancelled":
        return parts.sentence(messages.cancelled(who))
    was = times.say(datetime.fromisoformat(told["was"]), room.zone, now=now)
    said = times.say(room.start, room.zone, now=now)
    return parts.sentence(messages.moved(who, was, said, has_new_links=told.get("links") == "new"))


def outcome(room: Room, now: datetime) -> Said:
    """What happened in the session, for the thread: no minutes, no names of patients."""
    if outcomes.is_to_come(room, now):
        return parts.sentence(living_words.too_early(times.say(room.start, room.zone, now=now)))
    return parts.sentence(messages.over(sessions.public_outcome(room, now)))
