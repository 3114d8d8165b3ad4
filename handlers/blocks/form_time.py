"""The time in the booking form: a calendar and a clock beside the words, and the time said back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import times
from handlers.agreement import Agreed
from handlers.blocks import parts
from handlers.sentences import doors as sentences
from handlers.sentences import mistakes, questions
from handlers.sentences.doors import doors
from handlers.slack import Block


@dataclass(frozen=True, kw_only=True)
class TimeShown:
    """What stands in the form about the time."""

    agreed: Agreed
    line: str
    """The time said back, or what is asked about it."""
    is_first: bool = True
    """Whether the form is only just opened: later on, nobody's cursor is to jump."""


def shown(
    agreed: Agreed, now: datetime, reader: str | None, *, is_first: bool = True, is_kept: bool = False
) -> TimeShown:
    """What stands there for a person in the zone `reader` (IANA); `is_kept`: not what they just picked."""
    line = _line(agreed, now, reader)
    line = f"{line}\n{doors.SERIES_KEPT}" if is_kept else line
    return TimeShown(agreed=agreed, line=line, is_first=is_first)


def pickers(agreed: Agreed, place: str) -> Block:
    """A calendar and a clock: the clock's zone is the provider's, so that nobody's device decides."""
    day = parts.day_picker(doors.PICK_DAY, "pick-date")
    clock: Block = {
        "type": "timepicker",
        "action_id": "pick-clock",
        "placeholder": {"type": "plain_text", "text": doors.PICK_CLOCK},
    }
    if agreed.zone:
        clock["timezone"] = agreed.zone
    if agreed.day:
        day["initial_date"] = agreed.day
    if agreed.clock:
        clock["initial_time"] = agreed.clock
    return parts.actions([day, clock], name=place)


def _line(agreed: Agreed, now: datetime, reader: str | None) -> str:
    match agreed.reading:
        case None:
            return doors.AGREE_HINT
        case times.Instant(at=at):
            return _said(at, agreed.zone, now, reader)
        case times.Series(starts=starts, zone=zone):
            local = parts.local_line(starts[0], zone, reader)
            return sentences.series(len(starts), times.say(starts[0], zone, now=now)) + local
        case times.Question() as question:
            return f"❓ {questions.asked(question, now)}{_where_to_pick(question)}"
        case _:
            return f"❓ {mistakes.unclear(times.Reason.NOT_UNDERSTOOD.value)}"


def _where_to_pick(question: times.Question) -> str:
    """Where the answers stand that the question speaks of; an hour is picked right here."""
    is_elsewhere = question.options and question.reason is not times.Reason.NEED_TIME
    return f" {doors.PREVIEW_HAS_THEM}" if is_elsewhere else ""


def _said(at: datetime, zone: str, now: datetime, reader: str | None) -> str:
    """By the provider's clock, whatever zone the words named; with its distance, and by the reader's."""
    said = f"🕒 *{times.say(at, zone, now=now)}*, {times.say_distance(at, now)}"
    return said + parts.local_line(at, zone, reader)
