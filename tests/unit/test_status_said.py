"""The status of a room: what is known of it, and only what is still possible with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Attendance, Correction, Presence, Room, RoomState, SessionOutcome, VideoRoom
from handlers.blocks import private, room_menu
from handlers.slack import Block
from tests.fakes import NOON, THREE, request
from tests.fakes import room as booked

LATE = THREE + timedelta(minutes=131)


def held(**given: object) -> Room:
    """A room whose session both came to."""
    came = Presence(attended=True, duration=47)
    video = VideoRoom(
        uid="uid00001-more",
        start=THREE,
        zone="America/New_York",
        patient_link="https://video.example.com/1?type=patient",
        provider_link="https://video.example.com/1?type=provider",
        attendance=Attendance(provider=came, patient=came),
    )
    return booked(state=RoomState.SCHEDULED, video=video, **given)


def labels_in(row: Block) -> list[str]:
    """What stands on its buttons."""
    return [each["text"]["text"] for each in row["elements"]]


@pytest.mark.parametrize(
    ("minutes", "labels"),
    [
        (-30, ["Reschedule", "Running late", "Hand over", "Cancel", "What happened"]),
        (30, ["Book the next one", "What happened"]),
        (61, ["Book the next one", "Correct the outcome", "Copy for the chart", "What happened"]),
    ],
)
def test_a_finished_session_offers_what_its_follow_up_does(minutes: int, labels: list[str]) -> None:
    """Of one that was told in a digest there is no other message with these buttons."""
    assert labels_in(room_menu.row(held(), THREE + timedelta(minutes=minutes))) == labels


def test_a_room_that_never_was_one_has_no_outcome_to_correct() -> None:
    for state in (RoomState.CANCELLED, RoomState.REFUSED, RoomState.UNKNOWN, RoomState.ABANDONED):
        offered = labels_in(room_menu.row(held().but(state=state), LATE))
        assert "Correct the outcome" not in offered
        assert "Copy for the chart" not in offered


def test_a_correction_stands_in_the_status_with_betterpts_report_beside_it() -> None:
    corrected = Correction(
        outcome=SessionOutcome.PATIENT_MISSING, reason="It was <her> son.", by="U0LEE", at=LATE
    )
    said = str(private.status(held().but(correction=corrected), LATE, private.Source.BETTERPT).blocks)

    assert "Corrected by <@U0LEE>: *the patient did not come* (“It was &lt;her&gt; son.”)" in said
    assert "BetterPT reports: both came" in said


@pytest.mark.parametrize(
    ("after", "labels"), [(timedelta(hours=-1), ["Create again", "Leave it"]), (timedelta(), ["Leave it"])]
)
def test_an_unknown_room_is_not_blamed_on_betterpt(after: timedelta, labels: list[str]) -> None:
    room = Room(
        id="r1",
        request=request(),
        start=THREE,
        zone="America/New_York",
        state=RoomState.UNKNOWN,
        created=NOON,
    )
    said = private.status(room, THREE + after, private.Source.LEDGER)
    assert "does not answer" not in str(said.blocks)
    assert "cannot look it up" in str(said.blocks)
    buttons = [
        each["text"]["text"] for block in said.blocks for each in block.get("elements", ()) if "value" in each
    ]
    assert buttons == labels
