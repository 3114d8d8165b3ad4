"""How a session is judged, and when the next one is suggested."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.models import Attendance, Correction, Presence, RoomState, SessionOutcome, VideoRoom
from bot.outcomes import Seen, can_enter, is_too_short, outcome_of, reported, seen_in
from handlers.blocks.outcome import chart, suggestions
from tests.fakes import NOON, THREE, request, room

EARLY, LATE = THREE + timedelta(minutes=90), THREE + timedelta(hours=3)
YES, NO, NULL = Presence(attended=True, duration=40), Presence(attended=False), Presence()


def held(provider: Presence, patient: Presence) -> VideoRoom:
    return VideoRoom(
        uid="uid00001",
        start=THREE,
        zone="America/New_York",
        patient_link="https://video.example.com/1?type=patient",
        provider_link="https://video.example.com/1?type=provider",
        attendance=Attendance(provider=provider, patient=patient, status="ENDED"),
        read=LATE,
    )


def minutes(provider: int | None, patient: int | None) -> Attendance:
    return Attendance(
        provider=Presence(attended=True, duration=provider), patient=Presence(attended=True, duration=patient)
    )


@pytest.mark.parametrize(
    ("provider", "patient", "now", "outcome"),
    [
        (YES, YES, EARLY, SessionOutcome.HELD),
        (YES, NO, EARLY, SessionOutcome.NOT_REPORTED),
        (YES, NO, LATE, SessionOutcome.PATIENT_MISSING),
        (NO, YES, LATE, SessionOutcome.PROVIDER_MISSING),
        (NO, NO, LATE, SessionOutcome.NOBODY),
        (YES, NULL, LATE, SessionOutcome.NOT_REPORTED),
        (YES, Presence(attended=True, duration=7), LATE, SessionOutcome.TOO_SHORT),
    ],
)
def test_the_outcome_follows_from_what_betterpt_reports(
    provider: Presence, patient: Presence, now: datetime, outcome: SessionOutcome
) -> None:
    assert outcome_of(room(state=RoomState.SCHEDULED, video=held(provider, patient)), now) is outcome


@pytest.mark.parametrize(
    ("provider", "patient", "is_short"),
    [
        (8, 8, False),
        (7, 40, True),
        (40, 7, True),
        (None, 7, True),
        (0, 40, False),
        (None, None, False),
        (2400, 5, False),
        (5, 71, False),
        (5, 70, True),
    ],
)
def test_only_what_can_be_minutes_is_judged(
    provider: int | None, patient: int | None, is_short: bool
) -> None:
    assert is_too_short(minutes(provider, patient)) is is_short


def test_a_correction_stands_over_the_report_which_stays() -> None:
    known = Correction(outcome=SessionOutcome.HELD, reason="by phone", by="U0DANA", at=LATE)
    after = room(state=RoomState.SCHEDULED, video=held(YES, NO), correction=known)

    assert outcome_of(after, LATE) is SessionOutcome.HELD
    assert reported(after, LATE) is SessionOutcome.PATIENT_MISSING


@pytest.mark.parametrize(
    ("provider", "patient", "seen"),
    [
        (YES, NO, Seen.PROVIDER_WAITS),
        (NULL, YES, Seen.PATIENT_WAITS),
        (NO, NO, Seen.NOTHING),
        (YES, YES, Seen.BOTH),
    ],
)
def test_in_an_open_room_only_presence_is_evidence(provider: Presence, patient: Presence, seen: Seen) -> None:
    assert seen_in(room(video=held(provider, patient))) is seen


@pytest.mark.parametrize(
    ("minutes_after", "can"), [(-6, False), (-5, True), (0, True), (59, True), (60, False)]
)
def test_a_room_can_be_entered_from_five_minutes_before_its_start(minutes_after: int, can: bool) -> None:
    scheduled = room(state=RoomState.SCHEDULED, video=held(NULL, NULL))
    assert can_enter(scheduled, THREE + timedelta(minutes=minutes_after)) is can


def test_the_same_hour_next_week_is_suggested_also_where_the_clocks_change() -> None:
    before_the_change = room(start=datetime(2027, 3, 10, 20, tzinfo=UTC))  # Wednesday, 3 PM EST
    first, second, *_ = suggestions(before_the_change, before_the_change.start + timedelta(hours=2))

    assert first == datetime(2027, 3, 17, 19, tzinfo=UTC), "3 PM EDT"
    assert second == datetime(2027, 3, 24, 19, tzinfo=UTC)


def test_long_after_only_times_to_come_are_suggested() -> None:
    now = THREE + timedelta(days=30)
    found = suggestions(room(), now)

    assert found
    assert all(at > now for at in found)
    assert {at.weekday() for at in found} == {THREE.weekday()}


def test_the_chart_text_has_every_fact_and_no_link() -> None:
    known = Correction(outcome=SessionOutcome.HELD, reason="```by phone <now>```", by="U0CASEY", at=LATE)
    after = room(
        state=RoomState.SCHEDULED,
        video=held(YES, NO),
        correction=known,
        request=request(reference="A-1207"),
        created=NOON,
    )
    (box,) = [block for block in chart(after, LATE, "Casey Kim").blocks if block["type"] == "rich_text"]

    assert box["elements"][0]["elements"][0]["text"].splitlines() == [
        "Video session",
        "Date: 2026-12-02 (Wednesday, December 2)",
        "Scheduled: 3:00 PM EST to 4:00 PM EST (America/New_York)",
        "Chart number: A-1207",
        "Provider: Dana Reyes, came, 40 min",
        "Patient: did not come",
        "Outcome: both came",
        "Source: BetterPT, read at 2026-12-02, 6:00 PM EST",
        "Corrected by Casey Kim, 2026-12-02, 6:00 PM EST. Reason: ```by phone <now>```",
        "BetterPT reports: the patient did not come",
    ]
