"""Before the click: what would be booked, moved or cancelled, and the questions that stand in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.booking import Cancellation, Move, Preview
from bot.models import Outreach, Request
from handlers.blocks import parts
from handlers.contacts import spoken
from handlers.sentences import labels, messages, mistakes, sessions
from handlers.slack import Block, Said

_MOST_CHOICES = 10
"""More than anybody looks through; Slack takes 25 buttons in a row."""


def preview(shown: Preview) -> Said:
    """The preview of a room, or the question that stands in its way."""
    draft = shown.draft
    row = [parts.button(labels.EDIT, "edit", draft.id), parts.button(labels.DISMISS, "dismiss", draft.id)]
    if shown.question or draft.start is None:
        under = messages.nothing_yet(
            parts.inert(draft.words), has_options=bool(shown.question and shown.question.options)
        )
        return _question(shown.question, under, _Choice("choose", draft.id, draft.zone, shown.now), row)
    said = times.say(draft.start, draft.zone, now=shown.now)
    asked = messages.create_asked(said)
    create = parts.button(labels.CREATE, "create", draft.id, style="primary", says=f"{labels.CREATE}: {said}")
    blocks = [
        parts.section(f"*{said}*\n{times.say_distance(draft.start, shown.now)}"),
        *([parts.context(messages.LEFT_OUT)] if shown.has_rest else []),
        parts.section(_details(draft.request)),
        _outreach(shown.outreach, draft.request, draft.start, draft.zone),
        parts.context(messages.goes_to(parts.channel(draft.request.channel))),
        *_others(shown.others, _Choice("choose", draft.id, draft.zone, shown.now)),
        parts.actions([create, *row]),
    ]
    return Said(text=asked, blocks=blocks)


def move(shown: Move) -> Said:
    """The preview of a move, or the question that stands in its way."""
    room = shown.room
    choice = _Choice("choose-move", room.id, room.zone, shown.now)
    keep = parts.button(labels.KEEP, "keep", room.id)
    if shown.start is None:
        return _question(shown.question, messages.NOT_MOVED_YET, choice, [keep])
    said = times.say(shown.start, room.zone, now=shown.now)
    was = times.say(room.start, room.zone, now=shown.now)
    asked = messages.move_asked(said)
    yes = parts.button(
        labels.MOVE, "move", choice.value(shown.start), style="primary", says=f"{labels.MOVE}: {said}"
    )
    blocks = [
        parts.section(
            f"{messages.MOVE_THIS}\n~{was}~\n*{said}*\n{times.say_distance(shown.start, shown.now)}"
        ),
        parts.context(messages.with_provider(parts.person(room.request.provider.id))),
        _outreach(shown.outreach, room.request, shown.start, room.zone),
        *_others(shown.others, choice),
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


class _Choice:
    """What a picked time is for: the action, the draft or room, and the zone it is said in."""

    def __init__(self, action: str, subject: str, zone: str, now: datetime) -> None:
        self._action = action
        self._subject = subject
        self._zone = zone
        self._now = now

    def value(self, at: datetime) -> str:
        return f"{self._subject}|{at.isoformat()}"

    def _label(self, at: datetime, *, is_day_known: bool) -> str:
        return times.say_clock(at, self._zone) if is_day_known else times.say(at, self._zone, now=self._now)

    def buttons(self, options: Sequence[datetime], *, is_day_known: bool) -> list[Block]:
        """One for each option; action ids are unique in a block, so each has its place behind the name."""
        if not options:
            return []
        made = [
            parts.button(
                self._label(at, is_day_known=is_day_known), f"{self._action}:{place}", self.value(at)
            )
            for place, at in enumerate(options[:_MOST_CHOICES])
        ]
        return [parts.actions(made)]


def _question(question: times.Question | None, under: str, choice: _Choice, row: Sequence[Block]) -> Said:
    asked = mistakes.question(question)
    is_day_known = question is not None and question.reason is times.Reason.NEED_TIME
    options = question.options if question else ()
    blocks = [parts.section(f"*{asked}*\n{under}"), *choice.buttons(options, is_day_known=is_day_known)]
    return Said(text=parts.bare(asked), blocks=[*blocks, parts.actions(row)])


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


def _others(others: Sequence[datetime], choice: _Choice) -> list[Block]:
    if not others:
        return []
    return [parts.context(messages.OTHER_TIME), *choice.buttons(others, is_day_known=False)]
