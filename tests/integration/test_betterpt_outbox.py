"""What the patient hears from BetterPT: the documented table, and what a page can show of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.betterpt import Letter
from tests.integration.betterpt_partner import CANCEL, MOVE, Partner, partner
from tests.integration.betterpt_stage import START

MINUTE = timedelta(minutes=1)
EMAIL, PHONE = "pat@example.com", "+12025550143"
MAIL, ICAL, TEXT = "e-mail", "e-mail with iCal", "SMS"
TABLE = {  # the documentation's: event -> by e-mail only, by phone only, by both
    "confirmation": ([ICAL], [TEXT], [ICAL]),
    "reschedule": ([ICAL], [TEXT], [ICAL, TEXT]),
    "cancellation": ([MAIL], [TEXT], [MAIL]),
    "one-hour reminder": ([MAIL], [TEXT], [MAIL, TEXT]),
    "fifteen-minute reminder": ([MAIL], [TEXT], [MAIL, TEXT]),
}
REACHED = [
    {"partnerPatientEmail": EMAIL},
    {"partnerPatientPhoneNumber": PHONE},
    {"partnerPatientEmail": EMAIL, "partnerPatientPhoneNumber": PHONE},
]
AT = {"one-hour reminder": START - 60 * MINUTE, "fifteen-minute reminder": START - 15 * MINUTE}


async def letters_of(me: Partner, event: str) -> list[Letter]:
    """Let that event happen; all letters about it."""
    (uid,) = me.here.sandbox.rooms
    me.here.clock.push(minutes=1)
    if event == "reschedule":
        await me.asks(MOVE, input={"uid": uid, "startTime": "2026-07-02T19:00:00Z"})
    elif event == "cancellation":
        await me.asks(CANCEL, uid=uid)
    return [letter for letter in me.here.sandbox.outbox if letter.event == event]


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("event", TABLE)
async def test_the_patient_hears_what_the_table_says(event: str, column: int) -> None:
    async with partner() as me:
        await me.creates(**REACHED[column], partnerClinicName="Bayside PT")
        letters = await letters_of(me, event)
        assert [letter.by for letter in letters] == TABLE[event][column]
        for letter in letters:
            assert letter.to == (PHONE if letter.by == TEXT else EMAIL)
            at = AT.get(event, letter.at)
            assert letter.at == at
            assert not letter.is_sent(at - MINUTE)
            assert letter.is_sent(at)


@pytest.mark.parametrize("missing", ["clinic", "contact", "feature"])
async def test_the_patient_hears_nothing_without_clinic_contact_and_feature(missing: str) -> None:
    async with partner(outreach=missing != "feature") as me:
        contact = {} if missing == "contact" else REACHED[2]
        await me.creates(**contact, partnerClinicName=None if missing == "clinic" else "Bayside PT")
        assert me.here.sandbox.outbox == []


async def test_a_cancelled_or_moved_room_takes_its_reminders_back() -> None:
    async with partner() as me:
        made = await me.creates(**REACHED[0], partnerClinicName="Bayside PT")
        await me.asks(MOVE, input={"uid": made["uid"], "startTime": "2026-07-03T19:00:00Z"})
        reminders = [letter for letter in me.here.sandbox.outbox if letter.event.endswith("reminder")]
        assert {letter.at.day for letter in reminders} == {3}
        await me.asks(CANCEL, uid=made["uid"])
        events = [letter.event for letter in me.here.sandbox.outbox]
        assert events == ["confirmation", "reschedule", "cancellation"]


async def test_a_letter_says_which_session_it_is_about_and_for_whom() -> None:
    async with partner() as me:
        await me.creates(**REACHED[2], partnerClinicName="Bayside PT")
        *_, reminder = me.here.sandbox.outbox
    assert (reminder.start, reminder.zone, reminder.clinic) == (START, "America/Chicago", "Bayside PT")
