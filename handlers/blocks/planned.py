"""What each preview of a session shows: when by both clocks, what else it may mean, who is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import times
from bot.models import SESSION, Outreach, Request
from handlers.blocks import parts
from handlers.blocks.question import Pick
from handlers.sentences import messages, questions, sessions
from handlers.sentences.changes import changes
from handlers.sentences.labels import labels
from handlers.slack import Block


def when(start: datetime, zone: str, pick: Pick) -> str:
    """The time in full with its distance, and by the reader's own clock where that is another one."""
    said = times.say(start, zone, now=pick.now)
    distance = times.say_distance(start, pick.now)
    return f"*{said}*, {distance}{parts.local_line(start, zone, pick.reader)}"


def other_end(end: datetime | None, start: datetime, zone: str) -> list[Block]:
    """For who said another length than a room has."""
    return [parts.context(messages.open_until(times.say_clock(start + SESSION, zone)))] if end else []


def others(readings: Sequence[datetime], zone: str, pick: Pick) -> list[Block]:
    """Less likely readings of the words, one click each."""
    if not readings:
        return []
    labelled = [(questions.another(at, zone, pick.now), at) for at in readings]
    return [parts.context(labels.OTHER_TIME), parts.actions(pick.buttons(labelled))]


def retold(
    planned: Sequence[Outreach], request: Request, start: datetime, zone: str, text: str
) -> list[Block]:
    """The same for what is changed; where nobody tells the patient, `text` is offered to be copied."""
    if planned:
        return [outreach(planned, request, start, zone)]
    return [parts.context(changes.TELLS_NO_CHANGE), parts.preformatted(text)]


def outreach(planned: Sequence[Outreach], request: Request, start: datetime, zone: str) -> Block:
    """What BetterPT sends the patient; or that it sends nothing, and why."""
    if planned:
        lines = [f"• {line}" for line in sessions.outreach(planned, start, zone)]
        return parts.context("\n".join([labels.OUTREACH, *lines]))
    return no_outreach(request)


def no_outreach(request: Request) -> Block:
    """That BetterPT tells the patient nothing of a booking, and why."""
    why = sessions.why_no_outreach(has_clinic=bool(request.clinic), is_reachable=request.patient.is_reachable)
    return parts.context(f"{labels.NO_OUTREACH} {why}".strip())
