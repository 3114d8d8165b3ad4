"""What a preview says about rooms that exist, clinic hours and holidays, and what a click then holds for."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.booking import Finding, Preview
from bot.errors import Overtaken
from bot.models import Hours, Patient, Person, Provider
from bot.times import Holiday
from handlers.blocks.preview import preview
from tests.clinic import Clinic
from tests.fakes import THREE, request

ZONE = "America/New_York"
LEE = Provider(id="U0LEE", name="Lee")
OTHER = Patient(email="kim@example.com")


async def shown(clinic: Clinic, words: str = "tomorrow 3pm", **asked: object) -> Preview:
    return await clinic.booking.preview(words, request(**asked), ZONE)


async def finding(clinic: Clinic, words: str = "tomorrow 3pm", **asked: object) -> Finding:
    (found,) = (await shown(clinic, words, **asked)).findings
    return found


async def test_nothing_stands_against_a_free_hour(clinic: Clinic) -> None:
    await clinic.book(THREE + timedelta(hours=1), patient=OTHER)

    assert (await shown(clinic)).findings == ()
    assert (await shown(clinic)).is_plain


@pytest.mark.parametrize("apart", [-59, -1, 0, 1, 59])
async def test_a_room_that_overlaps_the_hour_is_named(clinic: Clinic, apart: int) -> None:
    booked = await clinic.book(THREE + timedelta(minutes=apart), patient=OTHER)
    found = await finding(clinic)

    assert [each.room.id for each in found.overlaps] == [booked.id]
    assert found.same_patient == ()


async def test_another_providers_room_and_a_cancelled_one_do_not_count(clinic: Clinic) -> None:
    await clinic.book(provider=LEE, patient=OTHER)
    gone = await clinic.book(patient=OTHER)
    await clinic.changes.cancel(gone.id, "U0DANA")
    await clinic.work()

    assert (await shown(clinic)).findings == ()


async def test_a_room_on_its_way_to_that_hour_counts(clinic: Clinic) -> None:
    moving = await clinic.book(THREE + timedelta(days=3), patient=OTHER)
    await clinic.changes.reschedule(moving.id, THREE, "U0DANA")

    assert [each.room.id for each in (await finding(clinic)).overlaps] == [moving.id]


@pytest.mark.parametrize("contact", [{"email": "PAT@example.com"}, {"phone": "+12025550143"}])
async def test_the_same_patient_twice_on_a_day_is_named(clinic: Clinic, contact: dict[str, str]) -> None:
    patient = Patient(email="pat@example.com", phone="+12025550143")
    booked = await clinic.book(THREE - timedelta(hours=4), provider=LEE, patient=patient)
    found = await finding(clinic, patient=Patient(**contact))

    assert [each.room.id for each in found.same_patient] == [booked.id]
    assert (await shown(clinic, "friday 3pm", patient=Patient(**contact))).findings == ()


async def test_what_else_the_patient_has_that_day_is_no_news_to_who_moves_a_room_within_it(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    other = await clinic.book(THREE + timedelta(hours=3))
    within = await clinic.changes.plan_move_to(booked.id, THREE + timedelta(minutes=15), "U0DANA")
    given = await clinic.handovers.plan(booked.id, Person(id="U0LEE", name="Lee", time_zone=ZONE), "U0DANA")
    third = await clinic.book(THREE + timedelta(days=1), patient=booked.request.patient)
    there = await clinic.changes.plan_move_to(third.id, THREE + timedelta(hours=5), "U0DANA")

    assert within.findings == given.findings == ()
    assert {each.room.id for each in there.findings[0].same_patient} == {booked.id, other.id}


async def test_who_has_no_part_in_that_room_sees_only_its_time_and_provider(clinic: Clinic) -> None:
    await clinic.book(THREE - timedelta(hours=4), requester="U0LEE", provider=LEE, reference="A-1207")
    said = str(preview(await shown(clinic), None).blocks)

    assert "A room for this patient exists on that day*, at 11:00 AM EST with <@U0LEE>" in said
    assert "A-1207" not in said
    assert "show-room" not in said
    mine = str(preview(await shown(clinic, requester="U0CASEY"), None).blocks)
    assert "show-room" in mine


async def test_the_button_says_that_it_is_booked_anyway(clinic: Clinic) -> None:
    await clinic.book(patient=OTHER, reference="A-1207")
    said = preview(await shown(clinic), None)

    assert "Book anyway" in str(said.blocks)
    assert "has another session then*, at 3:00 PM EST (A-1207 · ki…@example.com)" in str(said.blocks)
    assert "A-1207" not in said.text


@pytest.mark.parametrize(
    ("words", "is_outside"),
    [("tomorrow 7am", False), ("tomorrow 6:45am", True), ("tomorrow 6pm", False), ("tomorrow 6:15pm", True)],
)
async def test_outside_clinic_hours_is_a_remark(clinic: Clinic, words: str, is_outside: bool) -> None:
    preview_ = await shown(clinic, words)

    assert [each.is_outside_hours for each in preview_.findings] == [True] * is_outside
    assert not preview_.has_conflicts
    assert preview_.is_plain is not is_outside


async def test_hours_are_read_by_the_providers_own_clock(clinic: Clinic) -> None:
    person = Person(id="U0DANA", name="Dana", time_zone="America/Los_Angeles")
    await clinic.ledger.save_person(person, clinic.clock.now())

    assert (await finding(clinic, "tomorrow 9am")).is_outside_hours, "6 AM in Los Angeles"


async def test_hours_are_read_by_the_clock_that_the_provider_chose(clinic: Clinic) -> None:
    person = Person(id="U0DANA", name="Dana", time_zone="America/Los_Angeles")
    await clinic.ledger.save_person(person, clinic.clock.now())
    await clinic.choosing.for_oneself("U0DANA", zone="America/New_York")

    assert (await shown(clinic, "tomorrow 9am")).findings == ()


async def test_a_clinic_without_hours_gets_no_remark(clinic: Clinic) -> None:
    chosen = await clinic.preferences.clinic()
    await clinic.choosing.for_all("U0CASEY", hours=None)
    assert (await shown(clinic, "saturday 11pm")).findings == ()
    await clinic.choosing.for_all("U0CASEY", hours=Hours(time(7), time(19), frozenset(range(7))))

    assert chosen.hours
    assert (await shown(clinic, "saturday 3pm")).findings == ()


async def test_holidays_and_weekends_are_remarked_on(clinic: Clinic) -> None:
    assert (await finding(clinic, "dec 25 3pm")).holiday is Holiday.CHRISTMAS
    assert (await finding(clinic, "saturday 3pm")).is_outside_hours
    said = str(preview(await shown(clinic, "dec 25 3pm"), None).blocks)
    assert "That day is a holiday: Christmas Day." in said


async def test_who_was_overtaken_sees_it_before_anything_is_booked(clinic: Clinic) -> None:
    before = await shown(clinic, patient=OTHER)
    await clinic.book()
    with pytest.raises(Overtaken):
        await clinic.booking.book(before.draft.id, "U0DANA", shown=before.seen)
    after = await clinic.booking.show_again(before.draft.id, "U0DANA")
    assert after.has_conflicts

    _, is_new = await clinic.booking.book(before.draft.id, "U0DANA", shown=after.seen)

    assert is_new


async def test_a_series_marks_each_date_by_itself(clinic: Clinic) -> None:
    await clinic.book(THREE + timedelta(weeks=1), patient=OTHER)
    seen = await shown(clinic, "every wed 3pm for 6 weeks")
    said = str(preview(seen, "America/Chicago").blocks)

    assert seen.has_conflicts
    assert "Wed, Dec 9, 3:00 PM EST (yours: 2:00 PM CST) · ⚠️ overlaps a session at 3:00 PM EST" in said
    assert "Wed, Dec 2, 3:00 PM EST (yours: 2:00 PM CST)\\n" in said
    assert "Book 6 rooms anyway" in said
    less = await clinic.booking.leave_out(
        seen.draft.id, {THREE + timedelta(weeks=1)}, "U0DANA", reply_url=None
    )
    assert not less.has_conflicts
    assert "Create 5 rooms" in str(preview(less, None).blocks)
