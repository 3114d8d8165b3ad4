"""What is to be copied for a patient, in a box: one person sees it, nothing of it is in the notification."""

from __future__ import annotations

from datetime import datetime

from bot import times
from bot.models import Draft, Room
from handlers.blocks import parts
from handlers.sentences import patient as words
from handlers.sentences.patient import to_patient
from handlers.slack import Said


def of_draft(draft: Draft, now: datetime) -> str:
    """For sessions that are not booked yet."""
    said = [times.say(start, draft.zone, now=now) for start in draft.starts]
    clinic = draft.request.clinic
    first = words.session(clinic, said[0]) if len(said) == 1 else words.sessions(clinic, said)
    return "\n".join([first, words.join(""), to_patient.OPENS])


def of_room(room: Room, now: datetime) -> str:
    """For a room that exists, with the patient's link."""
    link = room.video.patient_link if room.video else ""
    first = words.session(room.request.clinic, times.say(room.start, room.zone, now=now))
    return "\n".join([first, words.join(link), to_patient.OPENS])


def to_copy(text: str, *, has_link: bool) -> Said:
    """The text in its box."""
    hint = [] if has_link else [parts.context(to_patient.NO_LINK_YET)]
    return Said(
        text=to_patient.TEXT, blocks=[parts.section(to_patient.COPY), parts.preformatted(text), *hint]
    )
