"""A change of which nobody knows whether BetterPT did it: what is asked for next begins with a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import OutcomeUnknown, RoomsError, RoomsRejected, RoomsUnauthorized, RoomsUnavailable
from bot.models import NoticeKind, Room, RoomState
from tests.clinic import Clinic
from tests.fakes import THREE

FRIDAY = THREE + timedelta(days=2)
LATER = FRIDAY + timedelta(hours=1)


@pytest.fixture
async def booked(clinic: Clinic) -> Room:
    return await clinic.book()


async def unconfirmed(clinic: Clinic, booked: Room, operation: str) -> None:
    """BetterPT did it, and then answers nothing for as long as it is asked."""
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble[operation] = [OutcomeUnknown("no answer")]
    clinic.rooms.trouble["get"] = [RoomsUnavailable("no answer")] * 1000
    if operation == "cancel":
        await clinic.changes.cancel(booked.id, "U0DANA")
    else:
        await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(minutes=1)
    clinic.rooms.trouble.clear()
    after = await clinic.now(booked)
    assert (after.state, after.start, after.problem) == (RoomState.SCHEDULED, THREE, "unconfirmed")


@pytest.mark.parametrize(("to", "requests"), [(FRIDAY, 1), (LATER, 2)])
async def test_a_move_asked_for_again_is_not_sent_again_if_it_was_done(
    clinic: Clinic, booked: Room, to: datetime, requests: int
) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    await clinic.changes.reschedule(booked.id, to, "U0DANA")
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.state, after.start, after.problem) == (RoomState.SCHEDULED, to, None)
    assert clinic.rooms.made("reschedule") == requests


async def test_a_cancellation_asked_for_again_is_not_sent_again_if_it_was_done(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "cancel")
    await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert clinic.rooms.made("cancel") == 1


async def test_a_session_that_was_cancelled_after_all_is_not_moved_and_who_asked_is_told(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "cancel")
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0CASEY")
    await clinic.work()
    clinic.clock.at = THREE + timedelta(days=2)
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert clinic.rooms.made("reschedule") == 0
    problems = [
        (said, each.details) for said, each in clinic.notifier.posted if each.kind is NoticeKind.PROBLEM
    ]
    told, details = problems[-1]
    assert (told.channel, details["what"], details["problem"]) == ("U0CASEY", "move", "cancelled")
    assert clinic.notifier.kinds().count("change") == 1, "the thread hears it, and the provider below"
    assert clinic.notifier.edits[-1].room.state is RoomState.CANCELLED
    assert "follow-up" not in clinic.notifier.kinds()


async def test_a_cancellation_that_is_refused_because_it_was_done_meanwhile_was_done(
    clinic: Clinic, booked: Room
) -> None:
    """The request of a life that ended may arrive after the next life has looked."""
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["cancel"] = [RoomsRejected(("it was cancelled",))]
    await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert "problem" not in clinic.notifier.kinds()


async def test_a_move_that_is_refused_because_it_was_done_meanwhile_was_done(
    clinic: Clinic, booked: Room
) -> None:
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["reschedule"] = [RoomsRejected(("it is there",))]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY
    assert "problem" not in clinic.notifier.kinds()


async def test_what_is_refused_and_cannot_be_looked_at_stays_refused(clinic: Clinic, booked: Room) -> None:
    clinic.rooms.trouble["cancel"] = [RoomsRejected(("no",))]
    clinic.rooms.trouble["get"] = [RoomsUnavailable("no answer")]
    await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.state, after.problem) == (RoomState.SCHEDULED, "rejected:no")


class Ends(BaseException):
    """The process, in the middle of a request."""


@pytest.mark.parametrize("operation", ["cancel", "reschedule"])
async def test_what_a_life_that_ended_may_have_sent_is_not_told_as_not_done(
    clinic: Clinic, booked: Room, operation: str
) -> None:
    """The next life cannot look either: then nobody knows, and the next change begins with a look."""
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble[operation] = [Ends()]
    if operation == "cancel":
        await clinic.changes.cancel(booked.id, "U0DANA")
    else:
        await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.rooms.trouble["get"] = [RoomsUnavailable("not sent")] * 1000
    for _ in range(20):
        clinic.restart()
        await clinic.work()
        clinic.clock.push(minutes=1)

    after = await clinic.now(booked)
    assert (after.state, after.problem) == (RoomState.SCHEDULED, "unconfirmed")


async def test_what_certainly_was_not_sent_is_told_as_not_done(clinic: Clinic, booked: Room) -> None:
    clinic.rooms.trouble["cancel"] = [RoomsUnavailable("not sent")] * 1000
    await clinic.changes.cancel(booked.id, "U0DANA")
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(minutes=1)

    after = await clinic.now(booked)
    assert (after.state, after.problem) == (RoomState.SCHEDULED, "unavailable")


def arrives(clinic: Clinic, booked: Room) -> None:
    """What was sent a while ago is done only now."""
    assert booked.video
    uid = booked.video.uid
    clinic.rooms.rooms[uid] = replace(clinic.rooms.rooms[uid], start=FRIDAY)


async def move_without_an_answer(clinic: Clinic, booked: Room, trouble: BaseException) -> None:
    """It has not arrived when it is looked for the first time."""
    clinic.rooms.trouble["reschedule"] = [trouble]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.restart()
    clinic.clock.push(seconds=5)
    await clinic.work()
    assert (clinic.rooms.made("get"), clinic.rooms.made("reschedule")) == (1, 1)


@pytest.mark.parametrize("trouble", [Ends(), OutcomeUnknown("no answer")])
async def test_a_move_that_arrives_late_is_not_sent_again(
    clinic: Clinic, booked: Room, trouble: BaseException
) -> None:
    await move_without_an_answer(clinic, booked, trouble)
    arrives(clinic, booked)
    clinic.clock.push(seconds=25)
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY
    assert clinic.rooms.made("reschedule") == 1


@pytest.mark.parametrize("trouble", [Ends(), OutcomeUnknown("no answer")])
async def test_a_move_that_never_arrived_is_sent_again_once_it_cannot_be_on_its_way_any_more(
    clinic: Clinic, booked: Room, trouble: BaseException
) -> None:
    await move_without_an_answer(clinic, booked, trouble)
    clinic.clock.push(seconds=24)
    await clinic.work()
    assert clinic.rooms.made("reschedule") == 1
    clinic.clock.push(seconds=1)
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY
    assert clinic.rooms.made("reschedule") == 2


async def test_what_was_done_without_an_answer_is_told_as_soon_as_it_is_looked_at(
    clinic: Clinic, booked: Room
) -> None:
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["reschedule"] = [OutcomeUnknown("no answer")]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.clock.push(seconds=5)
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY


async def test_what_certainly_did_not_arrive_is_sent_again_without_a_look(
    clinic: Clinic, booked: Room
) -> None:
    clinic.rooms.trouble["reschedule"] = [RoomsUnavailable("not sent")]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.clock.push(seconds=5)
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY
    assert (clinic.rooms.made("get"), clinic.rooms.made("reschedule")) == (0, 2)


async def test_a_move_that_never_arrives_is_given_up_only_when_it_is_known_that_it_was_not_done(
    clinic: Clinic, booked: Room
) -> None:
    """Else it could arrive later, and BetterPT would have another time than people were told."""
    clinic.rooms.trouble["reschedule"] = [OutcomeUnknown("no answer")] * 1000
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    while (await clinic.now(booked)).state is RoomState.MOVING:
        await clinic.work()
        clinic.clock.push(seconds=1)

    after = await clinic.now(booked)
    assert (after.problem, after.doubt) == ("not-done", None)
    assert clinic.rooms.calls[-1][0] == "get"
    sent = clinic.rooms.made("reschedule")
    clinic.rooms.trouble.clear()
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA")
    await clinic.work()
    assert clinic.rooms.made("reschedule") == sent + 1


async def test_the_one_request_after_a_downtime_is_looked_at_before_anything_is_told(
    clinic: Clinic, booked: Room
) -> None:
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    clinic.clock.push(minutes=20)
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["reschedule"] = [OutcomeUnknown("no answer")]
    await clinic.work()
    clinic.clock.push(seconds=5)
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY
    assert "problem" not in clinic.notifier.kinds()


async def test_after_the_clock_was_set_back_a_request_is_given_all_its_time_again(
    clinic: Clinic, booked: Room
) -> None:
    clinic.rooms.trouble["reschedule"] = [Ends()]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.restart()
    clinic.clock.push(seconds=-2)
    for _ in range(29):
        await clinic.work()
        assert clinic.rooms.made("reschedule") == 1
        clinic.clock.push(seconds=1)
    clinic.clock.push(seconds=5)
    await clinic.work()

    assert (await clinic.now(booked)).start == FRIDAY


@pytest.mark.parametrize("trouble", [RoomsUnauthorized("HTTP 401"), RoomsUnavailable("no answer")])
async def test_who_cannot_look_does_not_say_that_nothing_was_changed(
    clinic: Clinic, booked: Room, trouble: RoomsError
) -> None:
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["cancel"] = [OutcomeUnknown("no answer")]
    clinic.rooms.trouble["get"] = [trouble] * 1000
    await clinic.changes.cancel(booked.id, "U0DANA")
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(minutes=1)

    after = await clinic.now(booked)
    assert (after.state, after.problem) == (RoomState.SCHEDULED, "unconfirmed")


async def test_of_a_room_that_betterpt_does_not_know_any_more_that_is_said(
    clinic: Clinic, booked: Room
) -> None:
    clinic.rooms.trouble["reschedule"] = [OutcomeUnknown("no answer")]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.rooms.rooms.clear()
    clinic.clock.push(seconds=5)
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.state, after.problem, after.doubt) == (RoomState.SCHEDULED, "missing", None)
