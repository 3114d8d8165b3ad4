"""A room's history and the menu of rooms, as they are shown: within Slack's limits, and in people's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import times
from bot.booking import Found
from bot.booking.references import refer
from bot.models import Correction, Event, EventKind, Patient, Provider, RoomState, SessionOutcome
from handlers.blocks import naming, timeline
from handlers.slack import Block
from handlers.verbs import Verb
from tests.fakes import NOON, THREE, request, room

ZONE = "America/New_York"


def event(kind: EventKind, minute: int, by: str | None = None, **details: str) -> Event:
    at = NOON + timedelta(minutes=minute)
    return Event(room_id="a" * 32, kind=kind, at=at, by=by, details=details)


def texts(blocks: object) -> str:
    return str(blocks)


def told(*events: Event) -> str:
    return texts(timeline.timeline(room(), events, ZONE, NOON).blocks)


def test_who_asked_in_which_words_and_how_they_were_read() -> None:
    asked = event(
        EventKind.ASKED, 2, "U0DANA", what="move", words="<!channel> 3pm", start=THREE.isoformat(), zone=ZONE
    )
    line = told(asked)
    assert "12:02 PM · 🙋 <@U0DANA> asked to move it: “&lt;!channel&gt; 3pm”" in line
    assert "read as Wednesday, December 2, 3:00 PM EST" in line


@pytest.mark.parametrize(
    ("details", "line"),
    [
        ({"what": "create", "answer": "done", "ms": "87"}, "BetterPT: room created (87 ms)"),
        ({"what": "cancel", "answer": "done", "ms": "5"}, "BetterPT: cancelled (5 ms)"),
        ({"what": "get", "answer": "done", "status": "ENDED"}, "asked BetterPT how it stands: ENDED"),
        (
            {"what": "create", "answer": "RoomsRejected", "ms": "9", "words": "no <b>"},
            "asked to create the room: it refused: “no &lt;b&gt;” (9 ms)",
        ),
        ({"what": "cancel", "answer": "OutcomeUnknown", "ms": "8000"}, "no answer that tells whether"),
        ({"what": "reschedule", "answer": "KeyError", "ms": "1"}, "something went wrong on my side"),
    ],
)
def test_each_call_is_told_with_its_answer(details: dict[str, str], line: str) -> None:
    assert line in told(event(EventKind.CALLED, 1, **details))


def test_what_was_said_is_told_with_its_place() -> None:
    shown = told(
        event(EventKind.SAID, 1, what="card", where="C0TEAM", how="posted"),
        event(EventKind.SAID, 2, what="follow-up", where="DM", how="edited"),
        event(EventKind.SAID, 3, what="problem", where="DM", to="U0LEE", how="failed"),
    )
    assert "The card: posted in <#C0TEAM>" in shown
    assert "The follow-up: brought up to date in a direct message" in shown
    assert "A problem: Slack did not take it for a direct message to <@U0LEE>" in shown


def test_a_correction_is_told_with_its_reason() -> None:
    corrected = event(EventKind.CORRECTED, 5, "U0CASEY", was="held", outcome="patient-missing")
    correction = Correction(
        outcome=SessionOutcome.PATIENT_MISSING, reason="the sister", by="U0CASEY", at=corrected.at
    )
    shown = timeline.timeline(room(correction=correction), [corrected], ZONE, NOON)
    line = "Corrected by <@U0CASEY>: both came → the patient did not come, because “the sister”"
    assert line in texts(shown.blocks)


def test_what_happens_again_and_again_is_one_line() -> None:
    asks = [event(EventKind.CALLED, minute, what="get", answer="done", ms="5") for minute in range(60, 180)]
    shown = told(*asks)
    assert shown.count("asked BetterPT how it stands") == 1
    assert "120 times until 2:59 PM" in shown


def test_a_long_history_has_pages_within_slacks_limits() -> None:
    events = [
        event(EventKind.ASKED, n * 60, "U0DANA", what="move", words="w" * 200, start=THREE.isoformat())
        for n in range(500)
    ]
    for n, each in enumerate(events):
        each.details["words"] = f"{n} {each.details['words']}"
    pages = [timeline.timeline(room(), events, ZONE, NOON, page=page).blocks for page in range(13)]

    for blocks in pages:
        assert len(blocks) <= 50
        assert all(len(each["text"]["text"]) <= 3000 for each in blocks if each["type"] == "section")
    assert "Later" in texts(pages[0])
    assert "Earlier" in texts(pages[-1])
    assert "“499 " in texts(pages[-1])


def test_nothing_on_record_is_said() -> None:
    assert "Nothing is on record" in told()


def menu_of(blocks: object) -> Block:
    assert isinstance(blocks, list)
    found: Block = blocks[-1]["elements"][0]
    return found


def test_the_menu_keeps_slacks_limits_and_what_was_meant() -> None:
    rooms = tuple(
        room(
            id=f"{n:032}",
            state=RoomState.SCHEDULED,
            request=request(
                provider=Provider(id="U0LONG", name="N" * 90),
                patient=Patient(email=f"{'p' * 60}@example.com"),
            ),
        )
        for n in range(150)
    )
    found = Found(rooms=rooms, read=refer("tomorrow"), when=times.NotUnderstood())
    shown = naming.pick(found, Verb.RESCHEDULE, "friday the 4th of december at 2 in the afternoon", NOON)
    menu = menu_of(shown.blocks)

    assert len(menu["options"]) == 100
    assert all(len(each["text"]["text"]) <= 75 and len(each["value"]) <= 150 for each in menu["options"])
    row = shown.blocks[-1]["block_id"]
    assert naming.meant(row) == "friday the 4th of december at 2 in the afternoon"
    long = naming.pick(found, Verb.RESCHEDULE, "friday " * 100, NOON)
    assert len(long.blocks[-1]["block_id"]) <= 255


def test_what_was_read_is_shown_inert() -> None:
    when = times.read("tomorrow 3pm", now=NOON, zone=ZONE)
    read = refer("tomorrow 3pm with <!channel>@x ref <b>")
    said = naming.none(Found(read=read, when=when, unread="<!here>"), Verb.STATUS, NOON)
    shown = texts(said.blocks)
    assert "<!" not in shown
    assert "Wednesday, December 2, 3:00 PM EST" in shown
    assert "`/room status tomorrow's 3pm with pat@`" in shown
