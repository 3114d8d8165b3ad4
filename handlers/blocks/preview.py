"""Before the click: what would be booked, moved or cancelled, and the questions that stand in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.booking import Cancellation, Move, Preview
from bot.models import SESSION, Outreach, Request
from handlers.blocks import parts
from handlers.blocks.question import Ask, Choice
from handlers.contacts import spoken
from handlers.sentences import labels, messages, questions, sessions
from handlers.slack import Block, Said


def preview(shown: Preview, reader: str | None) -> Said:
    """The preview of a room for a person in the zone `reader`, or the question that stands in its way."""
    draft = shown.draft
    choice = Choice("choose", draft.id, shown.now, reader)
    row = [parts.button(labels.EDIT, "edit", draft.id), parts.button(labels.DISMISS, "dismiss", draft.id)]
    if shown.question or draft.start is None:
        ask = Ask(shown.question or _no_hour(draft.zone), choice, unread=shown.unread)
        return _asked(ask, messages.nothing_yet(parts.inert(draft.words), ask.pick), row)
    said = times.say(draft.start, draft.zone, now=shown.now)
    asked = messages.create_asked(said)
    create = parts.button(labels.CREATE, "create", draft.id, style="primary", says=f"{labels.CREATE}: {said}")
    blocks = [
        parts.section(_when(draft.start, draft.zone, choice)),
        *_other_end(shown.other_end, draft.start, draft.zone),
        *([parts.context(messages.LEFT_OUT)] if shown.has_rest else []),
        parts.section(_details(draft.request)),
        _outreach(shown.outreach, draft.request, draft.start, draft.zone),
        parts.context(
            messages.goes_to(parts.channel(draft.request.channel), is_length_said=bool(shown.other_end))
        ),
        *_others(shown.others, draft.zone, choice),
        parts.actions([create, *row]),
    ]
    return Said(text=asked, blocks=blocks)


def move(shown: Move, reader: str | None) -> Said:
    """The preview of a move for a person in the zone `reader`, or the question that stands in its way."""
    room = shown.room
    choice = Choice("choose-move", room.id, shown.now, reader)
    keep = parts.button(labels.KEEP, "keep", room.id)
    if shown.start is None:
        ask = Ask(shown.question or _no_hour(room.zone), choice, unread=shown.unread)
        return _asked(ask, messages.not_moved_yet(ask.pick), [keep])
    said = times.say(shown.start, room.zone, now=shown.now)
    was = times.say(room.start, room.zone, now=shown.now)
    asked = messages.move_asked(said)
    yes = parts.button(
        labels.MOVE, "move", choice.value(shown.start), style="primary", says=f"{labels.MOVE}: {said}"
    )
    blocks = [
        parts.section(f"{messages.MOVE_THIS}\n~{was}~\n{_when(shown.start, room.zone, choice)}"),
        *_other_end(shown.other_end, shown.start, room.zone),
        parts.context(messages.with_provider(parts.person(room.request.provider.id))),
        _outreach(shown.outreach, room.request, shown.start, room.zone),
        *_others(shown.others, room.zone, choice),
        parts.actions([yes, keep]),
    ]
    return Said(text=asked, blocks=blocks)


def cancel(shown: Cancellation) -> Said:
    """The question before a room is cancelled by command."""
    room = shown.room
    said = times.say(room.start, room.zone, now=shown.now)
    asked = messages.cancel_asked(said)
    who = messages.with_provider(parts.person(room.request.provider.id))
    yes = parts.button(
        labels.CANCEL_ROOM, "cancel", room.id, style="danger", says=f"{labels.CANCEL_ROOM}: {said}"
    )
    blocks = [
        parts.section(f"{messages.CANCEL_THIS}\n*{said}*\n{who}"),
        _outreach(shown.outreach, room.request, room.start, room.zone),
        parts.actions([yes, parts.button(labels.KEEP, "keep", room.id)]),
    ]
    return Said(text=asked, blocks=blocks)


def _details(request: Request) -> str:
    patient = request.patient
    contact = ", ".join(filter(None, (patient.email, patient.phone and spoken(patient.phone))))
    typed = {
        labels.PATIENT: contact or labels.NO_CONTACT,
        labels.CHART_NUMBER: request.reference,
        labels.CLINIC: request.clinic,
    }
    lines = [f"*{label}:* {parts.inert(text)}" for label, text in typed.items() if text]
    return "\n".join([f"*{labels.PROVIDER}:* {parts.person(request.provider.id)}", *lines])


def _outreach(planned: Sequence[Outreach], request: Request, start: datetime, zone: str) -> Block:
    if planned:
        lines = [f"• {line}" for line in sessions.outreach(planned, start, zone)]
        return parts.context("\n".join([sessions.OUTREACH, *lines]))
    why = sessions.why_no_outreach(has_clinic=bool(request.clinic), is_reachable=request.patient.is_reachable)
    return parts.context(f"{sessions.NO_OUTREACH} {why}".strip())


def _when(start: datetime, zone: str, choice: Choice) -> str:
    """The time in full with its distance, and by the reader's own clock where that is another one."""
    said = times.say(start, zone, now=choice.now)
    distance = times.say_distance(start, choice.now)
    return f"*{said}*, {distance}{parts.local_line(start, zone, choice.reader)}"


def _other_end(end: datetime | None, start: datetime, zone: str) -> list[Block]:
    return [parts.context(messages.open_until(times.say_clock(start + SESSION, zone)))] if end else []


def _others(others: Sequence[datetime], zone: str, choice: Choice) -> list[Block]:
    if not others:
        return []
    labelled = [(questions.another(at, zone, choice.now), at) for at in others]
    return [parts.context(messages.OTHER_TIME), parts.actions(choice.buttons(labelled))]


def _asked(ask: Ask, under: str, row: Sequence[Block]) -> Said:
    return Said(text=parts.bare(ask.text), blocks=[*ask.blocks(under), parts.actions(row)])


def _no_hour(zone: str) -> times.Question:
    return times.Question(reason=times.Reason.NEED_TIME, zone=zone)
