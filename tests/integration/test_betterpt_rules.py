"""BetterPT's documented rules, one by one, over the wire and without the bot's client."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.betterpt import Side
from sandbox.betterpt.schema import ZoneSpelling
from tests.integration.betterpt_partner import ASKED, CANCEL, CREATE, MOVE, partner
from tests.integration.betterpt_stage import NOW, START

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("zones", "spelled"), [("enum", "America_Chicago"), ("string", "America/Chicago")])
async def test_a_room_comes_back_as_documented(zones: ZoneSpelling, spelled: str) -> None:
    async with partner(zones=zones) as me:
        made = await me.creates(
            timeZone=spelled, partnerCustomerId="chart-1", partnerPatientEmail="pat@example.com"
        )
        assert made["startTime"] == "2026-07-02T19:00:00.000Z"
        assert made["timeZone"] == "America/Chicago"
        assert made["partnerCustomerId"] == "chart-1"
        assert made["partnerPatientEmail"] == "pat@example.com"
        for side in ("patient", "provider"):
            assert f"/room/{made['uid']}?code=" in made[f"{side}Link"]
            assert made[f"{side}Link"].endswith(f"&type={side}")
            assert not made[f"did{side.capitalize()}Attend"]
            assert made[f"{side}Duration"] is None
        assert await me.sees(made["uid"]) == made


async def test_a_zone_that_it_does_not_know_makes_no_room() -> None:
    async with partner() as me:
        _, envelope = await me.asks(CREATE, input=ASKED | {"timeZone": "America/Chicago"})
        assert "data" not in envelope
        assert me.here.sandbox.rooms == {}
    async with partner(zones="string") as me:
        assert "timeZone" in await me.is_refused(CREATE, input=ASKED | {"timeZone": "Europe/Berlin"})
        assert me.here.sandbox.rooms == {}


async def test_a_start_with_an_offset_is_the_same_instant() -> None:
    async with partner() as me:
        made = await me.creates(startTime="2026-07-02T14:00:00-05:00")
        assert made["startTime"] == "2026-07-02T19:00:00.000Z"


@pytest.mark.parametrize(
    ("at", "status"), [(-301, 409), (-300, 200), (0, 200), (3599, 200), (3600, 409), (7200, 409)]
)
@pytest.mark.parametrize("side", Side)
async def test_the_door_opens_five_minutes_before_and_for_sixty_minutes(
    side: Side, at: int, status: int
) -> None:
    async with partner() as me:
        made = await me.creates()
        me.here.clock.time = START + timedelta(seconds=at)
        async with me.http.post(made[f"{side}Link"], data={"action": "join"}) as page:
            assert page.status == status
        record = me.here.sandbox.rooms[made["uid"]]
        assert record.is_inside(side, me.here.clock.now()) is (status == 200)


@pytest.mark.parametrize("begun", ["by time", "by the provider", "over"])
async def test_once_started_it_is_neither_moved_nor_cancelled(begun: str) -> None:
    async with partner() as me:
        uid = (await me.creates())["uid"]
        me.here.clock.time = {"by time": START, "over": START + 90 * MINUTE}.get(begun, START - 4 * MINUTE)
        assert await me.token() == 200
        if begun == "by the provider":
            me.here.sandbox.join(uid, "provider")
        to = "2026-07-03T19:00:00Z"
        assert "started" in await me.is_refused(MOVE, input={"uid": uid, "startTime": to})
        assert "started" in await me.is_refused(CANCEL, uid=uid)
        assert me.here.sandbox.rooms[uid].start == START


async def test_a_patient_who_waits_early_does_not_start_it() -> None:
    async with partner() as me:
        uid = (await me.creates())["uid"]
        me.here.clock.time = START - 4 * MINUTE
        me.here.sandbox.join(uid, "patient")
        assert await me.token() == 200
        status, envelope = await me.asks(CANCEL, uid=uid)
        assert (status, envelope["data"]["cancelPartnerVideoRoom"]["status"]) == (200, "CANCELLED")


async def test_a_cancelled_room_is_neither_entered_nor_changed() -> None:
    async with partner() as me:
        made = await me.creates()
        await me.asks(CANCEL, uid=made["uid"])
        assert "cancelled" in await me.is_refused(CANCEL, uid=made["uid"])
        move = {"uid": made["uid"], "startTime": "2026-07-03T19:00:00Z"}
        assert "cancelled" in await me.is_refused(MOVE, input=move)
        me.here.clock.time = START
        async with me.http.post(made["patientLink"], data={"action": "join"}) as page:
            assert page.status == 409
            assert "cancelled" in await page.text()
        assert not me.here.sandbox.rooms[made["uid"]].visits[Side.PATIENT]


async def test_a_moved_room_opens_at_its_new_time_by_the_same_links() -> None:
    async with partner() as me:
        made = await me.creates()
        move = {"uid": made["uid"], "startTime": "2026-07-03T19:00:00Z"}
        _, envelope = await me.asks(MOVE, input=move)
        moved = envelope["data"]["reschedulePartnerVideoRoom"]
        assert moved["startTime"] == "2026-07-03T19:00:00.000Z"
        assert moved["patientLink"] == made["patientLink"]
        for day, status in ((0, 409), (1, 200)):
            me.here.clock.time = START + timedelta(days=day)
            async with me.http.post(made["patientLink"], data={"action": "join"}) as page:
                assert page.status == status


async def test_attendance_and_durations_are_final_two_hours_after_the_start() -> None:
    async with partner() as me:
        uid = (await me.creates())["uid"]
        me.here.sandbox.attend(uid, provider_minutes=50)
        for seconds, attended, lasted in ((7199, False, None), (7200, True, 50), (86400, True, 50)):
            me.here.clock.time = START + timedelta(seconds=seconds)
            await me.token()
            seen = await me.sees(uid)
            assert (seen["didProviderAttend"], seen["providerDuration"]) == (attended, lasted)
            assert (seen["didPatientAttend"], seen["patientDuration"]) == (False, None)


async def test_who_asks_for_a_token_per_call_ends_up_without_rooms() -> None:
    async with partner(tokens_per_minute=5) as me:
        seen = []
        for _ in range(8):
            seen.append(await me.token())
            await me.asks(CREATE, input=ASKED)
        assert seen == [200] * 4 + [429] * 4
        assert len(me.here.sandbox.rooms) == 4
        me.here.clock.push(seconds=61)
        assert await me.token() == 200


async def test_who_keeps_the_token_makes_as_many_rooms_as_they_like() -> None:
    async with partner(tokens_per_minute=1) as me:
        for _ in range(30):
            await me.creates()
        assert len(me.here.sandbox.rooms) == 30
        assert me.here.sandbox.token_requests == 1


async def test_a_token_lives_for_a_day() -> None:
    async with partner() as me:
        for seconds, status in ((86_399, 200), (86_400, 401)):
            me.here.clock.time = NOW + timedelta(seconds=seconds)
            assert (await me.asks(CREATE, input=ASKED | {"startTime": "2026-07-09T19:00:00Z"}))[0] == status
        assert len(me.here.sandbox.rooms) == 1


async def test_a_revoked_or_foreign_token_opens_nothing() -> None:
    async with partner() as me:
        me.here.sandbox.revoke_tokens()
        assert (await me.asks(CREATE, input=ASKED))[0] == 401
        for bearer in ("", "Bearer", "Bearer x", "Bearer a.b.c", "Basic eHg6eXk="):
            me.bearer = {"authorization": bearer}
            assert (await me.asks(CREATE, input=ASKED))[0] == 401
        assert me.here.sandbox.rooms == {}
