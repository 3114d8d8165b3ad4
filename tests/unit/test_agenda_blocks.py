"""What an agenda says, and what it does not say in a channel."""

from __future__ import annotations

import json
from datetime import date, timedelta

from bot import overview
from bot.models import Agenda, Patient, Room, RoomState
from handlers.blocks.agenda import agenda
from handlers.slack import Said
from sandbox.slack.blocks import MESSAGE_BLOCKS, problems
from tests.fakes import NOON, THREE, request, room

EARLY = NOON + timedelta(hours=19, minutes=30)
"""Half past seven in New York on the day of the sessions."""


def sessions(count: int) -> list[Room]:
    return [
        room(
            id=f"{n:032}",
            state=RoomState.SCHEDULED,
            start=THREE + timedelta(minutes=n),
            request=request(patient=Patient(email=f"patient{n}@example.com"), reference=f"A-{n}"),
        )
        for n in range(count)
    ]


def said(rooms: list[Room], to: str | None = "U0DANA") -> tuple[Said, str]:
    held: Agenda = overview.agenda(rooms, to=to, day=date(2026, 12, 2), zone="America/New_York", now=EARLY)
    made = agenda(held, EARLY)
    assert problems(list(made.blocks), most=MESSAGE_BLOCKS) == []
    return made, json.dumps(list(made.blocks), ensure_ascii=False)


def test_it_says_each_session_with_what_tells_patients_apart() -> None:
    made, blocks = said(sessions(1))

    assert made.text == "Your day, Wednesday, December 2: 1 session, the next at 3:00 PM EST"
    assert "*3:00 PM EST* · pa…@example.com · chart A-0 · " in blocks
    assert "<@U0DANA>" not in blocks, "it is their own"


def test_the_channel_reads_nothing_of_a_patient() -> None:
    rooms = [*sessions(2), room(id="x", state=RoomState.UNKNOWN, start=THREE)]
    made, blocks = said(rooms, to=None)

    assert made.text == "Wednesday, December 2: 3 sessions, the next at 3:00 PM EST"
    assert "*3:00 PM EST* · Dana Reyes · " in blocks
    for secret in ("<@", "example.com", "A-0", "To rebook", "Overlaps"):
        assert secret not in blocks


def test_it_begins_with_what_needs_somebody() -> None:
    _, blocks = said([room(id="x", state=RoomState.UNKNOWN, start=THREE)])

    assert blocks.index("Not known whether the room was created") < blocks.index("*3:00 PM EST*")


def test_a_full_day_fits_into_one_message() -> None:
    _, blocks = said(sessions(500), to="U0CASEY")

    assert "… and 460 more" in blocks
    assert len(blocks) < 13_000, "Slack refuses a message with more in its blocks"
