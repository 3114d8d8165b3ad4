"""What the preview promises of BetterPT's messages: its documentation's table, cell by cell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.models import Patient, Provider, Request
from bot.outreach import Event, outreach

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
START = NOW + timedelta(days=1)
CALENDAR, EMAIL, SMS = "e-mail with calendar entry", "e-mail", "SMS"
BY_EMAIL, BY_PHONE = Patient(email="pat@example.com"), Patient(phone="+12025550143")
BY_BOTH = Patient(email="pat@example.com", phone="+12025550143")


def request(patient: Patient, clinic: str | None = "Example Clinic") -> Request:
    provider = Provider(id="U1", name="Dana Reyes")
    return Request(requester="U1", provider=provider, channel="C1", patient=patient, clinic=clinic)


@pytest.mark.parametrize(
    ("event", "patient", "at_once"),
    [
        ("booking", BY_EMAIL, (CALENDAR,)),
        ("booking", BY_PHONE, (SMS,)),
        ("booking", BY_BOTH, (CALENDAR,)),
        ("reschedule", BY_EMAIL, (CALENDAR,)),
        ("reschedule", BY_PHONE, (SMS,)),
        ("reschedule", BY_BOTH, (CALENDAR, SMS)),
        ("cancellation", BY_EMAIL, (EMAIL,)),
        ("cancellation", BY_PHONE, (SMS,)),
        ("cancellation", BY_BOTH, (EMAIL,)),
    ],
)
def test_the_first_message_of_each_event(event: Event, patient: Patient, at_once: tuple[str, ...]) -> None:
    first = outreach(request(patient), START, NOW, event)[0]
    assert (first.by, first.at) == (at_once, None)


@pytest.mark.parametrize(
    ("patient", "by"), [(BY_EMAIL, (EMAIL,)), (BY_PHONE, (SMS,)), (BY_BOTH, (EMAIL, SMS))]
)
@pytest.mark.parametrize("event", ["booking", "reschedule"])
def test_reminders_follow_an_hour_and_a_quarter_before(
    event: Event, patient: Patient, by: tuple[str, ...]
) -> None:
    _, hour, quarter = outreach(request(patient), START, NOW, event)
    assert (hour.event, hour.by, hour.at) == ("one-hour reminder", by, START - timedelta(hours=1))
    assert (quarter.event, quarter.by) == ("fifteen-minute reminder", by)
    assert quarter.at == START - timedelta(minutes=15)


@pytest.mark.parametrize(("ahead", "reminders"), [(61, 2), (60, 1), (30, 1), (15, 0), (5, 0)])
def test_reminders_whose_time_has_passed_are_left_out(ahead: int, reminders: int) -> None:
    assert len(outreach(request(BY_BOTH), NOW + timedelta(minutes=ahead), NOW)) == 1 + reminders


def test_a_cancellation_has_no_reminders() -> None:
    assert len(outreach(request(BY_BOTH), START, NOW, "cancellation")) == 1


def test_without_a_clinic_or_a_contact_the_patient_is_told_nothing() -> None:
    assert outreach(request(BY_BOTH, clinic=None), START, NOW) == ()
    assert outreach(request(Patient()), START, NOW) == ()
