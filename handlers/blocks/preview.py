"""Before the click: what would be booked, and the questions that stand in the way. Changes are `moving`."""

from __future__ import annotations

from bot import times
from bot.booking import Preview
from bot.models import Request
from handlers.blocks import dates, findings, parts, planned, refill
from handlers.blocks.question import Ask, Pick
from handlers.contacts import spoken
from handlers.sentences import messages, questions
from handlers.sentences.conflicts import conflicts
from handlers.sentences.labels import labels
from handlers.sentences.patient import to_patient
from handlers.slack import Block, Said

_MARK = "for:"


def preview(shown: Preview, reader: str | None) -> Said:
    """The preview of a room for a person in the zone `reader`, or the question that stands in its way."""
    draft = shown.draft
    pick = Pick("choose", draft.id, shown.now, reader)
    row = [
        parts.button(labels.EDIT, "edit", refill.value(draft)),
        parts.button(labels.DISMISS, "dismiss", draft.id),
    ]
    if shown.is_how_many:
        return dates.how_many(shown, _left_out(shown), row)
    if draft.offered:
        return dates.preview(shown, reader, _about_series(shown), row)
    if shown.question or draft.start is None:
        ask = Ask(shown.question or _no_hour(draft.zone), pick, unread=shown.unread)
        under = messages.nothing_yet(parts.inert(draft.words), ask.pick)
        blocks = [*ask.blocks(under), *_left_out(shown), parts.actions(row)]
        return Said(text=parts.bare(ask.text), blocks=blocks)
    said = times.say(draft.start, draft.zone, now=shown.now)
    asked = messages.create_asked(said)
    label = conflicts.ANYWAY if shown.has_conflicts else labels.CREATE
    value = f"{draft.id}|{shown.seen}"
    create = parts.button(label, "create", value, style="primary", says=f"{label}: {said}")
    blocks = [
        parts.section(planned.when(draft.start, draft.zone, pick)),
        *planned.other_end(shown.other_end, draft.start, draft.zone),
        *findings.found(shown.findings, draft.zone),
        *_left_out(shown),
        _about(shown),
        planned.outreach(shown.outreach, draft.request, draft.start, draft.zone),
        parts.context(
            messages.goes_to(parts.channel(draft.request.channel), is_length_said=bool(shown.other_end))
        ),
        *planned.others(shown.others, draft.zone, pick),
        parts.actions([create, *row, *_text_to_copy(shown)]),
    ]
    return Said(text=asked, blocks=blocks)


def _about_series(shown: Preview) -> list[Block]:
    """Whom it is for, what the patient is told, and where the card goes."""
    draft = shown.draft
    told = dates.outreach(shown.told, draft.starts, draft.zone)
    return [
        *([parts.context(questions.unread(parts.inert(shown.unread)))] if shown.unread else []),
        _about(shown),
        told or planned.no_outreach(draft.request),
        parts.context(messages.goes_to(parts.channel(draft.request.channel), is_length_said=False)),
        *([parts.actions(button)] if (button := _text_to_copy(shown)) else []),
    ]


def _text_to_copy(shown: Preview) -> list[Block]:
    """Where BetterPT tells the patient nothing, somebody else has to."""
    if any(shown.told):
        return []
    label = to_patient.TEXT
    return [parts.button(label, "draft-text", shown.draft.id)]


def _about(shown: Preview) -> Block:
    """Whom it is for; who books for others and named nobody picks the provider beside it."""
    about = parts.section(_details(shown.draft.request))
    if not shown.is_provider_assumed:
        return about
    picker = {
        "type": "users_select",
        "action_id": "for-another",
        "placeholder": {"type": "plain_text", "text": labels.FOR_ANOTHER},
    }
    return {**about, "block_id": f"{_MARK}{shown.draft.id}", "accessory": picker}


def draft_of(row: str) -> str:
    """The id of the draft that such a picker is about, from its row's name."""
    return row.removeprefix(_MARK)


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


def _left_out(shown: Preview) -> list[Block]:
    """That more was typed than is needed. What is asked about is said as it is, to be mended."""
    is_said = shown.has_rest and not shown.unread
    return [parts.context(labels.LEFT_OUT)] if is_said else []


def _no_hour(zone: str) -> times.Question:
    return times.Question(reason=times.Reason.NEED_TIME, zone=zone)
