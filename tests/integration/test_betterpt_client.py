"""What the client asks and what it makes of BetterPT's answers, against the stand-in on a real server."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import OutcomeUnknown, RoomMissing, RoomsRejected
from bot.models import Patient, Presence
from sandbox.betterpt import Fault
from sandbox.betterpt.schema import ZoneSpelling
from tests.integration.betterpt_stage import NOW, ROOM, START, room_in, stage

CREATE, GET = "createPartnerVideoRoom", "partnerVideoRoom"
CANCEL, RESCHEDULE = "cancelPartnerVideoRoom", "reschedulePartnerVideoRoom"


async def test_a_room_is_created_with_everything_that_is_known() -> None:
    async with stage() as here:
        made = await here.client().create(ROOM)
        (asked,) = (call.variables for call in here.sandbox.calls if call.operation == CREATE)
        assert asked == {
            "input": {
                "startTime": "2026-07-02T19:00:00Z",
                "timeZone": "America_Chicago",
                "displayName": "Dana Reyes",
                "partnerCustomerId": "chart-4711",
                "partnerProviderEmail": "dana@example.com",
                "partnerPatientEmail": "pat@example.com",
                "partnerPatientPhoneNumber": "+12025550143",
                "partnerClinicName": "Example Clinic",
            }
        }
        (record,) = here.sandbox.rooms.values()
        assert (made.uid, made.start, made.zone) == (record.uid, START, "America/Chicago")
        assert (made.patient_link, made.provider_link) == (record.patient_link, record.provider_link)


async def test_what_is_not_known_is_left_out() -> None:
    bare = replace(ROOM, request=replace(ROOM.request, patient=Patient(), reference=None, clinic=None))
    async with stage() as here:
        await here.client().create(bare)
        (asked,) = (call.variables for call in here.sandbox.calls if call.operation == CREATE)
        given = asked["input"]
        assert isinstance(given, dict)
        assert set(given) == {"startTime", "timeZone", "displayName", "partnerProviderEmail"}


async def test_a_room_is_read_moved_and_cancelled() -> None:
    async with stage() as here:
        client = here.client()
        made = await client.create(ROOM)
        assert await client.get(made.uid) == made
        moved = await client.reschedule(made.uid, START + timedelta(days=1))
        assert moved.start == START + timedelta(days=1)
        cancelled = await client.cancel(made.uid)
        assert cancelled.attendance.status == "CANCELLED"


async def test_attendance_is_read_as_betterpt_reports_it() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.clock.time = START + timedelta(hours=1)
        here.sandbox.attend(uid, provider_minutes=42)
        early = (await client.get(uid)).attendance
        assert early.provider == early.patient == Presence(attended=False, duration=None)
        here.clock.time = START + timedelta(hours=2)
        final = (await client.get(uid)).attendance
        assert final.provider == Presence(attended=True, duration=42)
        assert final.patient == Presence(attended=False, duration=None)
        assert final.status == "ENDED"


async def test_betterpts_no_is_told_in_its_own_words() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.clock.time = START
        with pytest.raises(RoomsRejected, match="has started"):
            await client.cancel(uid)
        with pytest.raises(RoomsRejected, match="future"):
            await client.create(replace(ROOM, start=NOW))
        with pytest.raises(RoomMissing):
            await client.reschedule("nobody", START + timedelta(days=1))


@pytest.mark.parametrize("zones", ["enum", "string"])
@pytest.mark.parametrize("introspection", [True, False])
async def test_both_spellings_of_a_zone_work(zones: ZoneSpelling, *, introspection: bool) -> None:
    async with stage(zones=zones, introspection=introspection) as here:
        client = here.client()
        for zone in ("US/Eastern", "America/Indianapolis"):
            await client.create(room_in(zone))
        assert [record.zone for record in here.sandbox.rooms.values()] == [
            "America/New_York",
            "America/Indiana/Indianapolis",
        ]
        assert here.sandbox.count(CREATE) == 2
        assert here.sandbox.count("__type") == 1


async def test_a_spelling_refused_by_validation_is_replaced_once_and_remembered() -> None:
    async with stage(zones="enum") as here:
        # The client is made to believe in strings: the introspected type comes as something else.
        here.sandbox.faults.add(Fault(kind="refuse-before", operation="__type", status=403))
        here.sandbox.faults.add(
            Fault(
                kind="refuse-before",
                operation="__typename",
                status=400,
                message='Unknown type "PartnerVideoRoomTimeZonesEnum"',
            )
        )
        client = here.client()
        await client.create(ROOM)
        assert (here.sandbox.count(CREATE), len(here.sandbox.rooms)) == (2, 1)
        await client.create(ROOM)
        assert (here.sandbox.count(CREATE), len(here.sandbox.rooms)) == (3, 2)


async def test_a_zone_betterpt_cannot_have_is_refused_before_anything_is_sent() -> None:
    async with stage() as here:
        with pytest.raises(RoomsRejected, match="Europe/Berlin"):
            await here.client().create(room_in("Europe/Berlin"))
        assert not here.sandbox.count(CREATE)


@pytest.mark.parametrize("kind", ["hang", "html", "refuse-before", "token-revoked"])
async def test_failing_introspection_does_not_stop_a_create(kind: str) -> None:
    async with stage() as here:
        here.sandbox.faults.add(Fault(kind=kind, operation="__type"))  # type: ignore[arg-type]
        await here.client().create(ROOM)
        assert (here.sandbox.count(CREATE), len(here.sandbox.rooms)) == (1, 1)


async def test_a_created_room_without_links_in_the_answer_is_read_back() -> None:
    async with stage() as here:
        here.sandbox.faults.add(Fault(kind="partial", operation=CREATE))
        made = await here.client().create(ROOM)
        (record,) = here.sandbox.rooms.values()
        assert (made.uid, made.patient_link) == (record.uid, record.patient_link)
        assert (here.sandbox.count(CREATE), here.sandbox.count(GET)) == (1, 1)


async def test_a_created_room_that_cannot_be_read_back_is_still_done() -> None:
    async with stage() as here:
        here.sandbox.faults.add(Fault(kind="partial", operation=CREATE))
        here.sandbox.faults.add(*[Fault(kind="refuse-before", operation=GET)] * 9)
        made = await here.client().create(ROOM)
        assert (made.uid in here.sandbox.rooms, made.start, made.patient_link) == (True, START, "")
        assert here.sandbox.count(CREATE) == 1


async def test_a_moved_room_that_cannot_be_read_back_is_unknown() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.sandbox.faults.add(Fault(kind="partial", operation=RESCHEDULE))
        here.sandbox.faults.add(*[Fault(kind="refuse-before", operation=GET)] * 9)
        with pytest.raises(OutcomeUnknown):
            await client.reschedule(uid, START + timedelta(days=1))


async def test_closing_ends_what_is_on_its_way() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.sandbox.faults.add(Fault(kind="hang", operation=CANCEL))
        call = asyncio.create_task(client.cancel(uid))
        await asyncio.sleep(0.05)
        await client.close()
        with pytest.raises(OutcomeUnknown):
            await call
