"""What stood in a preview, as it stands in the form: so that what was typed outlives the preview itself."""

from __future__ import annotations

import json

from bot.models import Draft, Request

_MOST_OF_A_BUTTON = 2000


def fields_of(request: Request) -> dict[str, str]:
    """What was asked for, besides the time and the thread, as it stands in the form."""
    return {
        "provider": request.provider.id,
        "email": request.patient.email or "",
        "phone": request.patient.phone or "",
        "reference": request.reference or "",
        "clinic": request.clinic or "",
        "channel": request.channel,
    }


def value(draft: Draft) -> str:
    """What the button back to the form carries: the draft's id, and what the form needs without it."""
    fields = fields_of(draft.request) | {"when": draft.words, "thread": draft.request.thread or ""}
    whole = f"{draft.id}|{json.dumps(fields)}"
    return whole if len(whole) <= _MOST_OF_A_BUTTON else draft.id


def taken_apart(value: str) -> tuple[str, dict[str, str]]:
    """The draft's id, and the fields of before; none where they did not fit."""
    draft_id, _, fields = value.partition("|")
    return draft_id, json.loads(fields) if fields else {}
