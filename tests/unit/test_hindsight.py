"""A change of which people were told that nobody knows: found out later, and what was said is corrected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.errors import (
    NotifyError,
    OutcomeUnknown,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)
from bot.models import Notice, NoticeKind, Person, Room, RoomState, VideoRoom
from handlers.blocks import private
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, FakeRooms, room
from tests.unit.test_changes import series_of
from tests.unit.test_unconfirmed import FRIDAY, LATER, unconfirmed

LEE = Person(id="U0LEE", name="Lee Park", email="lee@example.com", time_zone="America/New_York")


@pytest.fixture
async def booked(clinic: Clinic) -> Room:
    return await clinic.book()


async def silent_until(clinic: Clinic, at: datetime) -> None:
    """BetterPT answers nothing until then, nor at that moment."""
    clinic.rooms.trouble["get"] = [RoomsUnavailable("no answer")] * 1000
    clinic.clock.at = at
    await clinic.work()


async def minutes(clinic: Clinic, count: int) -> None:
    for _ in range(count):
        clinic.clock.push(minutes=1)
        await clinic.work()


async def test_no_preview_says_not_changed_of_what_may_have_been(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "cancel")
    after = await clinic.now(booked)
    alone = Notice(kind=NoticeKind.REPLY, room=after, details={"what": "kept"})
    both = {"what": "kept", "together": f"{after.id[:8]},{'b' * 8}", "wanted": "cancelled"}
    other = after.but(id="b" * 32, state=RoomState.CANCELLED, problem=None)
    among = Notice(kind=NoticeKind.REPLY, room=after, details=both, rooms=(after, other))

    assert "Not known whether it was changed" in private.reply(alone, NOON, None).text
    said = str(private.reply(among, NOON, None).blocks)
    assert "1 of 2 sessions" in said
    assert "it is not known whether it was changed" in said
    assert "stays as it was" not in said


@pytest.mark.parametrize(
    ("found", "says"), [("moved", "*Moved:* Friday"), ("cancelled", "*Cancelled:*"), (None, "was not moved")]
)
def test_the_message_says_what_was_found_out(booked_at_three: Room, found: str | None, says: str) -> None:
    told = {
        "what": "move",
        "start": THREE.isoformat(),
        "wanted": FRIDAY.isoformat(),
        "problem": "unconfirmed" if found else "not-done",
    }
    details = told | ({"found": found} if found else {})
    said = private.problem(Notice(kind=NoticeKind.PROBLEM, room=booked_at_three, details=details), NOON)

    assert says in str(said.blocks)


@pytest.fixture
def booked_at_three() -> Room:
    return room(state=RoomState.SCHEDULED)


def problems(clinic: Clinic) -> list[tuple[str | None, str]]:
    """What the message about it says after each edit: what was found, and the problem."""
    return [
        (each.details.get("found"), each.details["problem"])
        for each in clinic.notifier.edits
        if each.kind is NoticeKind.PROBLEM
    ]


@pytest.mark.parametrize("operation", ["cancel", "reschedule"])
async def test_what_was_told_not_to_be_known_is_found_out_and_corrected(
    clinic: Clinic, booked: Room, operation: str
) -> None:
    await unconfirmed(clinic, booked, operation)
    await minutes(clinic, 6)

    after = await clinic.now(booked)
    assert (after.problem, after.doubt) == (None, None)
    if operation == "cancel":
        assert after.state is RoomState.CANCELLED
        assert problems(clinic) == [("cancelled", "unconfirmed")]
    else:
        assert (after.state, after.start) == (RoomState.SCHEDULED, FRIDAY)
        assert problems(clinic) == [("moved", "unconfirmed")]
    assert clinic.rooms.made(operation) == 1
    assert clinic.notifier.kinds().count("change") == 1
    assert clinic.notifier.kinds().count("problem") == 1


async def test_what_was_not_done_after_all_is_said_too(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    assert booked.video
    clinic.rooms.rooms[booked.video.uid] = replace(clinic.rooms.rooms[booked.video.uid], start=THREE)
    await minutes(clinic, 6)

    after = await clinic.now(booked)
    assert (after.start, after.problem, after.doubt) == (THREE, "not-done", None)
    assert problems(clinic) == [(None, "not-done")]
    assert "change" not in clinic.notifier.kinds()


async def test_as_long_as_betterpt_stays_silent_it_is_asked_less_and_less_often(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "cancel")
    clinic.rooms.trouble["get"] = [RoomsUnauthorized("HTTP 401")] * 1000
    before = clinic.rooms.made("get")
    await minutes(clinic, 3 * 60)
    assert 10 < clinic.rooms.made("get") - before < 20
    clinic.rooms.trouble.clear()
    await minutes(clinic, 60)

    assert (await clinic.now(booked)).state is RoomState.CANCELLED


async def test_a_new_change_makes_it_idle_to_look_again(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA")
    await clinic.work()
    gets = clinic.rooms.made("get")
    await minutes(clinic, 10)

    assert (await clinic.now(booked)).start == LATER
    assert clinic.rooms.made("get") == gets
    assert problems(clinic) == [("known", "unconfirmed")]


@dataclass
class SlowRooms(FakeRooms):
    """Something happens while a room is looked at."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def get(self, uid: str) -> VideoRoom:
        found = await super().get(uid)
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        return found


async def test_a_click_while_it_is_looked_at_is_not_lost(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    slow = SlowRooms(rooms=clinic.rooms.rooms, calls=clinic.rooms.calls)
    slow.meanwhile = lambda: clinic.changes.cancel(booked.id, "U0CASEY")
    clinic.rooms = slow
    clinic.restart()
    await minutes(clinic, 8)

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert clinic.rooms.made("cancel") == 1
    assert problems(clinic) == [("known", "unconfirmed")]


async def test_what_a_later_change_finds_done_is_told_though_that_one_is_refused(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    clinic.rooms.is_acting_despite_trouble = False
    clinic.rooms.trouble["reschedule"] = [RoomsRejected(("no",))]
    await clinic.changes.reschedule(booked.id, LATER, "U0CASEY")
    await minutes(clinic, 6)

    after = await clinic.now(booked)
    assert (after.start, after.problem, after.doubt) == (FRIDAY, "rejected:no", None)
    assert clinic.notifier.kinds().count("change") == 1


async def test_of_two_changes_the_one_that_was_sent_is_found_out_and_the_other_is_told(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    clinic.rooms.trouble["get"] = [RoomsUnauthorized("HTTP 401")] * 3
    await clinic.changes.cancel(booked.id, "U0CASEY")
    await clinic.work()
    assert (await clinic.now(booked)).problem == "unconfirmed", "it may be where Dana wanted it"
    await minutes(clinic, 30)

    assert (await clinic.now(booked)).start == FRIDAY
    changes = [each.details for _, each in clinic.notifier.posted if each.kind is NoticeKind.CHANGE]
    assert [each["by"] for each in changes] == ["U0DANA"]
    assert sorted(problems(clinic)) == [("known", "unconfirmed"), ("moved", "unconfirmed")]


async def test_it_is_found_out_also_after_the_session_has_begun(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "cancel")
    await silent_until(clinic, THREE + timedelta(minutes=10))
    clinic.rooms.trouble.clear()
    await minutes(clinic, 60)

    after = await clinic.now(booked)
    assert after.state is RoomState.CANCELLED
    assert after.cancelled_at == NOON, "when it was asked for: it was in time"
    assert problems(clinic) == [("cancelled", "unconfirmed")]


async def test_that_nobody_knows_is_not_said_over_what_is_known(clinic: Clinic, booked: Room) -> None:
    """Slack was away when it was to be said."""
    clinic.notifier.trouble["post"] = [NotifyError("away", retry_after=timedelta(minutes=30))]
    await unconfirmed(clinic, booked, "reschedule")
    await minutes(clinic, 60)

    said = [each for _, each in clinic.notifier.posted if each.kind is NoticeKind.PROBLEM]
    assert [each.details.get("found") for each in said] == ["moved"]
    assert problems(clinic) == []


async def test_a_hand_over_whose_end_was_not_known_is_one(clinic: Clinic, booked: Room) -> None:
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    await clinic.handovers.give(plan.draft.id, "U0DANA")
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["cancel"] = [OutcomeUnknown("no answer")]
    clinic.rooms.trouble["get"] = [RoomsUnavailable("no answer")] * 1000
    await minutes(clinic, 20)
    assert (await clinic.now(booked)).problem == "unconfirmed"
    clinic.rooms.trouble.clear()
    await minutes(clinic, 10)

    after = await clinic.now(booked)
    assert (after.state, after.handed_to) == (RoomState.CANCELLED, "U0LEE")


async def test_several_changed_by_one_click_are_corrected_in_their_one_preview(clinic: Clinic) -> None:
    rooms = await series_of(clinic, [THREE, THREE + timedelta(days=7)])
    clinic.rooms.is_acting_despite_trouble = True
    clinic.rooms.trouble["cancel"] = [OutcomeUnknown("no answer")] * 2
    clinic.rooms.trouble["get"] = [RoomsUnavailable("no answer")] * 1000
    await clinic.changes.cancel(rooms[0].id, "U0DANA", reply_url="https://hooks.example.com/2", is_along=True)
    await minutes(clinic, 40)
    before = str(private.reply(clinic.notifier.replies[-1], NOON, None).blocks)
    clinic.rooms.trouble.clear()
    await minutes(clinic, 20)

    assert "0 of 2" in before
    assert "2 of 2" in str(private.reply(clinic.notifier.replies[-1], NOON, None).blocks)


@pytest.mark.parametrize(("operation", "state"), [("cancel", "cancelled"), ("reschedule", "scheduled")])
async def test_of_a_room_that_betterpt_does_not_know_any_more_it_is_told_once(
    clinic: Clinic, booked: Room, operation: str, state: str
) -> None:
    await unconfirmed(clinic, booked, operation)
    clinic.rooms.rooms.clear()
    await minutes(clinic, 6)
    gets = clinic.rooms.made("get")
    await minutes(clinic, 60)

    assert (await clinic.now(booked)).state == state
    assert clinic.rooms.made("get") == gets
    assert problems(clinic) == [("cancelled", "unconfirmed") if operation == "cancel" else (None, "missing")]


async def test_it_is_looked_at_even_after_a_long_downtime_and_given_up_with_a_word(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    await silent_until(clinic, FRIDAY + timedelta(hours=24, minutes=59))
    assert problems(clinic) == []
    clinic.clock.push(hours=48)
    await clinic.work()

    assert problems(clinic) == [("never", "unconfirmed")]


async def test_after_days_of_downtime_it_is_looked_at_once_more(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "cancel")
    clinic.clock.at = THREE + timedelta(days=2)
    await clinic.work()
    await minutes(clinic, 10)

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert problems(clinic) == [("cancelled", "unconfirmed")]


async def test_nobody_is_told_that_nobody_came_to_what_may_be_cancelled(clinic: Clinic, booked: Room) -> None:
    await unconfirmed(clinic, booked, "cancel")
    await silent_until(clinic, THREE + timedelta(minutes=58))
    clinic.rooms.trouble.clear()
    await minutes(clinic, 120)

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert {"follow-up", "outcome", "alert"}.isdisjoint(clinic.notifier.kinds())


async def test_what_was_told_of_a_session_that_turns_out_to_be_later_is_told_anew(
    clinic: Clinic, booked: Room
) -> None:
    await unconfirmed(clinic, booked, "reschedule")
    await silent_until(clinic, THREE + timedelta(hours=3))
    assert (await clinic.now(booked)).told_at
    clinic.rooms.trouble.clear()
    await minutes(clinic, 60)
    assert (await clinic.now(booked)).told_at is None
    clinic.clock.at = FRIDAY + timedelta(minutes=131)
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.start, after.told_at) == (FRIDAY, clinic.clock.now())
