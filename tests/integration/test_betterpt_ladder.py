"""Every way an answer can go wrong, per operation: which error it is, what arrived, what exists after."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.betterpt import BetterPT
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)
from bot.models import VideoRoom
from sandbox.betterpt import Fault
from sandbox.betterpt.faults import Kind
from tests.integration.betterpt_stage import QUICK, ROOM, START, Stage, stage

CREATE, GET = "createPartnerVideoRoom", "partnerVideoRoom"
CANCEL, RESCHEDULE = "cancelPartnerVideoRoom", "reschedulePartnerVideoRoom"
LATER = START + timedelta(hours=1)
DONE = None

Outcome = type[RoomsError] | None


def refused(status: int, **more: object) -> Fault:
    return Fault(kind="refuse-before", status=status, **more)  # type: ignore[arg-type]


def errors(code: str | None, message: str = "This is not possible") -> Fault:
    return Fault(kind="errors", code=code, message=message)


def named(case: object) -> str:
    if isinstance(case, Fault):
        return "-".join(str(part) for part in (case.kind, case.status, case.code) if part)
    return getattr(case, "__name__", str(case))


# fault, what becomes of the call, creates that arrived, rooms that exist afterwards
CREATES: list[tuple[Fault, Outcome, int, int]] = [
    (refused(400), RoomsRejected, 1, 0),
    (refused(403, html=True), RoomsRejected, 1, 0),
    (refused(404, html=True), RoomsRejected, 1, 0),
    (refused(422), RoomsRejected, 1, 0),
    (refused(301), RoomsRejected, 1, 0),
    (refused(302), OutcomeUnknown, 1, 0),
    (refused(408), OutcomeUnknown, 1, 0),
    (refused(429, retry_after=7), RoomsUnavailable, 1, 0),
    (refused(500), OutcomeUnknown, 1, 0),
    (refused(502, html=True), OutcomeUnknown, 1, 0),
    (refused(503, retry_after=1), OutcomeUnknown, 1, 0),
    (Fault(kind="reset-before"), OutcomeUnknown, 1, 0),
    (Fault(kind="hang"), OutcomeUnknown, 1, 0),
    (Fault(kind="html"), OutcomeUnknown, 1, 0),
    (Fault(kind="nothing"), OutcomeUnknown, 1, 0),
    (errors("BAD_USER_INPUT"), RoomsRejected, 1, 0),
    (errors("FORBIDDEN"), RoomsRejected, 1, 0),
    (errors(None), OutcomeUnknown, 1, 0),
    (errors("NOT_FOUND"), RoomsRejected, 1, 0),
    (errors("INTERNAL_SERVER_ERROR"), OutcomeUnknown, 1, 0),
    (Fault(kind="act-then-reset"), OutcomeUnknown, 1, 1),
    (Fault(kind="act-then-500"), OutcomeUnknown, 1, 1),
    (Fault(kind="act-then-500", status=503, retry_after=1), OutcomeUnknown, 1, 1),
    (Fault(kind="act-then-hang"), OutcomeUnknown, 1, 1),
    (Fault(kind="act-then-errors"), OutcomeUnknown, 1, 1),
    (Fault(kind="broken-json"), OutcomeUnknown, 1, 1),
    (Fault(kind="drip"), OutcomeUnknown, 1, 1),
    (Fault(kind="drip-head"), OutcomeUnknown, 1, 1),
    (Fault(kind="partial", code="INTERNAL_SERVER_ERROR"), DONE, 1, 1),
    (Fault(kind="token-revoked"), DONE, 2, 1),
    (Fault(kind="unauthenticated"), DONE, 2, 1),
]


async def outcome_of(call: Awaitable[VideoRoom]) -> Outcome:
    began = time.monotonic()
    try:
        await call
    except RoomsError as error:
        return type(error)
    finally:
        assert time.monotonic() - began < QUICK.call + 0.5
    return DONE


def faulty(fault: Fault, operation: str) -> Fault:
    return Fault(**{**vars(fault), "operation": operation})


@pytest.mark.parametrize(("fault", "outcome", "arrived", "exist"), CREATES, ids=named)
async def test_a_create_is_sent_once_and_its_outcome_is_told(
    fault: Fault, outcome: Outcome, arrived: int, exist: int
) -> None:
    async with stage() as here:
        here.sandbox.faults.add(faulty(fault, CREATE))
        assert await outcome_of(here.client().create(ROOM)) == outcome
        assert here.sandbox.count(CREATE) == arrived
        assert len(here.sandbox.rooms) == exist


# fault, what becomes of a get if it happens once, what if it happens every time
GETS: list[tuple[Fault, Outcome, type[RoomsError]]] = [
    (refused(500), DONE, RoomsUnavailable),
    (refused(503, html=True), DONE, RoomsUnavailable),
    (refused(429), DONE, RoomsUnavailable),
    (refused(400), RoomsRejected, RoomsRejected),
    (Fault(kind="reset-before"), DONE, RoomsUnavailable),
    (Fault(kind="hang"), DONE, RoomsUnavailable),
    (Fault(kind="html"), DONE, RoomsUnavailable),
    (Fault(kind="broken-json"), DONE, RoomsUnavailable),
    (Fault(kind="drip"), DONE, RoomsUnavailable),
    (Fault(kind="act-then-errors"), DONE, RoomsUnavailable),
    (errors("INTERNAL_SERVER_ERROR"), DONE, RoomsUnavailable),
    (errors("NOT_FOUND"), RoomMissing, RoomMissing),
    (errors(None, "Room not found"), RoomMissing, RoomMissing),
    (Fault(kind="nothing"), RoomMissing, RoomMissing),
    (Fault(kind="token-revoked"), DONE, RoomsUnauthorized),
]


@pytest.mark.parametrize(("fault", "once", "always"), GETS, ids=named)
async def test_a_get_is_tried_again_where_that_may_help(
    fault: Fault, once: Outcome, always: type[RoomsError]
) -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.sandbox.faults.add(faulty(fault, GET))
        assert await outcome_of(client.get(uid)) == once
        here.sandbox.faults.add(*[faulty(fault, GET)] * 9)
        assert await outcome_of(client.get(uid)) == always


# fault, what becomes of a reschedule or cancel, whether BetterPT did it
CHANGES: list[tuple[Fault, Outcome, bool]] = [
    (refused(400), RoomsRejected, False),
    (refused(429), RoomsUnavailable, False),
    (refused(500), OutcomeUnknown, False),
    (Fault(kind="reset-before"), OutcomeUnknown, False),
    (Fault(kind="nothing"), OutcomeUnknown, False),
    (errors("NOT_FOUND"), RoomMissing, False),
    (errors("BAD_USER_INPUT"), RoomsRejected, False),
    (errors("INTERNAL_SERVER_ERROR"), OutcomeUnknown, False),
    (Fault(kind="act-then-reset"), OutcomeUnknown, True),
    (Fault(kind="act-then-500"), OutcomeUnknown, True),
    (Fault(kind="act-then-hang"), OutcomeUnknown, True),
    (Fault(kind="act-then-errors"), OutcomeUnknown, True),
    (Fault(kind="broken-json"), OutcomeUnknown, True),
    (Fault(kind="drip"), OutcomeUnknown, True),
    (Fault(kind="partial"), DONE, True),
    (Fault(kind="token-revoked"), DONE, True),
]

Change = Callable[[BetterPT, str], Awaitable[VideoRoom]]


async def outcome_of_change(here: Stage, fault: Fault, operation: str, change: Change) -> Outcome:
    client = here.client()
    uid = (await client.create(ROOM)).uid
    here.sandbox.faults.add(faulty(fault, operation))
    outcome = await outcome_of(change(client, uid))
    assert here.sandbox.count(operation) == (2 if fault.kind == "token-revoked" else 1)
    return outcome


@pytest.mark.parametrize(("fault", "outcome", "is_done"), CHANGES, ids=named)
async def test_a_reschedule_is_sent_once_and_its_outcome_is_told(
    fault: Fault, outcome: Outcome, *, is_done: bool
) -> None:
    async with stage() as here:
        told = await outcome_of_change(here, fault, RESCHEDULE, lambda it, uid: it.reschedule(uid, LATER))
        (record,) = here.sandbox.rooms.values()
        assert (told, record.start == LATER) == (outcome, is_done)


@pytest.mark.parametrize(("fault", "outcome", "is_done"), CHANGES, ids=named)
async def test_a_cancel_is_sent_once_and_its_outcome_is_told(
    fault: Fault, outcome: Outcome, *, is_done: bool
) -> None:
    async with stage() as here:
        told = await outcome_of_change(here, fault, CANCEL, lambda it, uid: it.cancel(uid))
        (record,) = here.sandbox.rooms.values()
        assert (told, record.is_cancelled) == (outcome, is_done)


async def test_a_server_that_is_not_there_certainly_did_not_act() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
    async with stage() as here:
        assert await outcome_of(here.client(api_url=nowhere).create(ROOM)) == RoomsUnavailable
        assert await outcome_of(here.client(auth_url=nowhere).create(ROOM)) == RoomsUnavailable
        assert not here.sandbox.count(CREATE)


async def test_retry_after_is_told_to_the_caller() -> None:
    async with stage() as here:
        here.sandbox.faults.add(faulty(refused(429, retry_after=7), CREATE))
        with pytest.raises(RoomsUnavailable) as told:
            await here.client().create(ROOM)
        assert told.value.retry_after == timedelta(seconds=7)


async def test_a_query_does_not_wait_longer_than_its_time() -> None:
    async with stage() as here:
        here.sandbox.faults.add(faulty(refused(503, retry_after=60), GET))
        assert await outcome_of(here.client().get("any")) == RoomsUnavailable
        assert here.sandbox.count(GET) == 1


@pytest.mark.parametrize("kind", ["hang", "drip", "drip-head"])
async def test_late_answers_cost_no_places_in_the_pool(kind: Kind) -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.sandbox.faults.add(*[Fault(kind=kind, operation=RESCHEDULE)] * 50)
        for _ in range(2):
            calls = (outcome_of(client.reschedule(uid, LATER)) for _ in range(25))
            assert set(await asyncio.gather(*calls)) <= {OutcomeUnknown, RoomsUnavailable}
            assert await outcome_of(client.get(uid)) is DONE
        await asyncio.sleep(QUICK.call)  # then nobody waits for the strays any more, and they are closed
        for _ in range(20):
            await asyncio.sleep(0.05 if here.connections > 1 else 0)
        assert here.connections <= 1
        assert await outcome_of(client.get(uid)) is DONE


async def test_who_stops_waiting_does_not_disturb_the_next_call() -> None:
    async with stage() as here:
        client = here.client()
        uid = (await client.create(ROOM)).uid
        here.sandbox.faults.add(*[Fault(kind="hang", operation=GET)] * 8)  # the others wait to be sent
        calls = [asyncio.create_task(client.get(uid)) for _ in range(25)]
        await asyncio.sleep(0.1)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        assert await outcome_of(client.get(uid)) is DONE
