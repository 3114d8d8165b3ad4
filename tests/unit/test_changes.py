"""Moving, cancelling and handing over, alone and in a series, with the history that is written meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from bot.errors import (
    NotAllowed,
    OutcomeUnknown,
    RoomClosed,
    RoomMissing,
    RoomsRejected,
    RoomsUnavailable,
    TimeUnclear,
)
from bot.history import Pen, RecordedNotifier, RecordedRooms
from bot.models import Draft, EventKind, Notice, NoticeKind, Person, Room, RoomQuery, RoomState
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, request

LEE = Person(id="U0LEE", name="Lee Park", email="lee@example.com", time_zone="America/Los_Angeles")
WEEK = timedelta(days=7)


async def series_of(clinic: Clinic, starts: list[datetime]) -> list[Room]:
    draft = Draft(
        id=uuid4().hex,
        request=request(),
        words="every wednesday 3pm",
        starts=tuple(starts),
        zone="America/New_York",
        created=clinic.clock.now(),
    )
    await clinic.ledger.save_draft(draft)
    first, _ = await clinic.booking.book(draft.id, "U0DANA")
    await clinic.work()
    return await clinic.ledger.rooms(RoomQuery(series=first.series))


async def all_of(clinic: Clinic, room: Room) -> list[Room]:
    return await clinic.ledger.rooms(RoomQuery(series=room.series))


# This one, or this and the following


async def test_this_one_is_moved_alone(clinic: Clinic) -> None:
    rooms = await series_of(clinic, [THREE + week * WEEK for week in range(4)])
    plan = await clinic.changes.plan_move(rooms[1].id, "dec 10 2pm", "U0DANA")
    assert plan.following
    assert plan.start
    await clinic.changes.reschedule(rooms[1].id, plan.start, "U0DANA")
    await clinic.work()

    moved = [room for room in await all_of(clinic, rooms[0]) if room.moved_from]
    assert [room.id for room in moved] == [rooms[1].id]


async def test_this_and_the_following_keep_their_week_and_their_wall_time(clinic: Clinic) -> None:
    """The clocks change on March 14: three o'clock stays three o'clock."""
    before = datetime(2027, 3, 3, 20, tzinfo=UTC)  # 3 PM EST
    starts = [before, before + WEEK, datetime(2027, 3, 17, 19, tzinfo=UTC)]  # the last: 3 PM EDT
    rooms = await series_of(clinic, starts)
    to = before + timedelta(days=1, hours=1)  # Thursday, 4 PM EST
    await clinic.changes.reschedule(rooms[0].id, to, "U0DANA", is_along=True)
    await clinic.work()

    now = await all_of(clinic, rooms[0])
    assert [room.start for room in now] == [
        to,
        to + WEEK,
        datetime(2027, 3, 18, 20, tzinfo=UTC),  # 4 PM EDT
    ]
    assert clinic.rooms.made("reschedule") == 3


async def test_those_before_stay_and_those_that_cannot_go_along_are_named(clinic: Clinic) -> None:
    rooms = await series_of(clinic, [THREE + week * WEEK for week in range(4)])
    await clinic.changes.cancel(rooms[2].id, "U0DANA")
    await clinic.work()

    plan = await clinic.changes.plan_move(rooms[1].id, "dec 10 2pm", "U0DANA")
    assert plan.following
    assert [step.room.id for step in plan.following.steps] == [rooms[1].id, rooms[3].id]
    assert [(room.id, why) for room, why in plan.following.left] == [(rooms[2].id, "cancelled")]


async def test_one_that_is_already_where_it_would_go_stays_and_its_patient_hears_nothing(
    clinic: Clinic,
) -> None:
    rooms = await series_of(clinic, [THREE + week * WEEK for week in range(3)])
    later = timedelta(hours=1)
    await clinic.changes.reschedule(rooms[1].id, THREE + WEEK + later, "U0DANA")
    await clinic.work()

    plan = await clinic.changes.plan_move_to(rooms[0].id, THREE + later, "U0DANA")
    assert plan.following
    assert [(room.id, why) for room, why in plan.following.left] == [(rooms[1].id, "there")]
    await clinic.changes.reschedule(
        rooms[0].id, THREE + later, "U0DANA", is_along=True, shown=plan.seen_along
    )
    await clinic.work()

    assert [room.start for room in await all_of(clinic, rooms[0])] == [
        THREE + later + week * WEEK for week in range(3)
    ]
    assert clinic.rooms.made("reschedule") == 3


async def test_the_following_are_cancelled_together_and_told_of_once(clinic: Clinic) -> None:
    rooms = await series_of(clinic, [THREE + week * WEEK for week in range(4)])
    await clinic.changes.cancel(rooms[1].id, "U0DANA", reply_url="https://hooks.example.com/2", is_along=True)
    await clinic.work()

    states = [room.state for room in await all_of(clinic, rooms[0])]
    assert states == [RoomState.SCHEDULED, *[RoomState.CANCELLED] * 3]
    told = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.CHANGE]
    assert len(told) == 1
    replies = [notice for notice in clinic.notifier.replies if notice.details.get("what") == "cancelled"]
    assert len(replies) == 1
    assert len(replies[0].together) == 3


async def test_one_that_stays_is_told_with_those_that_were_moved(clinic: Clinic) -> None:
    rooms = await series_of(clinic, [THREE + week * WEEK for week in range(3)])
    clinic.rooms.trouble["reschedule"] = [RoomsRejected(("no",))]
    to = THREE + timedelta(hours=1)
    await clinic.changes.reschedule(
        rooms[0].id, to, "U0DANA", reply_url="https://hooks.example.com/2", is_along=True
    )
    await clinic.work()

    now = await all_of(clinic, rooms[0])
    assert [room.problem is None for room in now] == [False, True, True]
    replies = [notice for notice in clinic.notifier.replies if notice.together]
    assert len(replies) == 1
    assert "problem" in clinic.notifier.kinds()


# What stands in the way


async def test_a_move_shows_that_the_provider_is_taken_then(clinic: Clinic) -> None:
    booked = await clinic.book()
    await clinic.book(THREE + timedelta(days=1))

    plan = await clinic.changes.plan_move_to(booked.id, THREE + timedelta(days=1, minutes=30), "U0DANA")
    assert plan.has_conflicts
    free = await clinic.changes.plan_move_to(booked.id, THREE + timedelta(minutes=30), "U0DANA")
    assert not free.has_conflicts, "a room is not in its own way"


# Running late


async def test_who_is_late_is_offered_some_minutes(clinic: Clinic) -> None:
    booked = await clinic.book(NOON + timedelta(hours=1))

    moves = await clinic.changes.plan_late(booked.id, "U0DANA", {10, 15, 30, 20})
    assert [(move.start or NOON) - booked.start for move in moves] == [
        timedelta(minutes=m) for m in (10, 15, 20, 30)
    ]
    clinic.clock.push(hours=1)
    with pytest.raises(RoomClosed, match="started"):
        await clinic.changes.plan_late(booked.id, "U0DANA")


async def test_ones_own_next_room_is_the_one_they_are_late_for(clinic: Clinic) -> None:
    await clinic.book(NOON + timedelta(hours=1), requester="U0CASEY")
    own = await clinic.book(NOON + timedelta(hours=2, minutes=-1))

    soon = await clinic.search.upcoming("U0DANA", timedelta(hours=2))
    assert soon[-1].id == own.id
    assert len(soon) == 2
    assert await clinic.search.upcoming("U0LEE", timedelta(hours=2)) == ()


# A substitute


async def test_the_old_room_is_cancelled_only_after_the_new_one_stands(clinic: Clinic) -> None:
    booked = await clinic.book(reference="A-1207")
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    assert next(item.event for item in plan.told) == "confirmation"
    assert [item.event for item in plan.called_off] == ["cancellation"]
    room, is_new = await clinic.handovers.give(plan.draft.id, "U0DANA")
    assert is_new
    assert not (await clinic.handovers.give(plan.draft.id, "U0DANA"))[1]
    await clinic.work()

    old, new = await clinic.now(booked), await clinic.now(room)
    assert (old.state, old.handed_to) == (RoomState.CANCELLED, "U0LEE")
    assert (new.state, new.start, new.zone) == (RoomState.SCHEDULED, booked.start, booked.zone)
    assert (new.request.provider.id, new.request.reference) == ("U0LEE", "A-1207")
    assert new.request.patient == booked.request.patient
    acts = [call[0] for call in clinic.rooms.calls if call[0] in {"create", "cancel"}]
    assert acts == ["create", "create", "cancel"]


async def test_the_new_card_stands_in_the_old_ones_thread(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    room, _ = await clinic.handovers.give(plan.draft.id, "U0DANA")
    await clinic.work()

    first = await clinic.ledger.message(Notice(kind=NoticeKind.CARD, room=booked).key)
    second = await clinic.ledger.message(Notice(kind=NoticeKind.CARD, room=room).key)
    links = await clinic.ledger.message(Notice(kind=NoticeKind.LINKS, room=room).key)
    assert first
    assert second
    assert links
    assert {second.thread_ts, links.thread_ts} == {first.ts}


@pytest.mark.parametrize("error", [RoomsRejected(("no",)), OutcomeUnknown("timed out")])
async def test_the_old_room_stays_if_the_new_one_does_not_stand(clinic: Clinic, error: Exception) -> None:
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    clinic.rooms.trouble["create"] = [error]
    await clinic.handovers.give(plan.draft.id, "U0DANA")
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.SCHEDULED
    assert clinic.rooms.made("cancel") == 0
    assert "problem" in clinic.notifier.kinds()


async def test_nobody_hands_over_to_who_has_it_to_guests_or_too_late(clinic: Clinic) -> None:
    booked = await clinic.book()
    dana = Person(id="U0DANA", name="Dana Reyes")
    guest = Person(id="U0GUEST", name="Gil", is_guest=True)

    with pytest.raises(NotAllowed, match="same-provider"):
        await clinic.handovers.plan(booked.id, dana, "U0DANA")
    with pytest.raises(NotAllowed, match="guest"):
        await clinic.handovers.plan(booked.id, guest, "U0DANA")
    with pytest.raises(NotAllowed, match="change"):
        await clinic.handovers.plan(booked.id, LEE, "U0SAM")
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    with pytest.raises(NotAllowed, match="expired"):
        await clinic.handovers.give(plan.draft.id, "U0LEE")
    clinic.clock.at = THREE
    with pytest.raises(RoomClosed, match="started"):
        await clinic.handovers.give(plan.draft.id, "U0DANA")


async def test_a_room_is_given_away_once(clinic: Clinic) -> None:
    booked = await clinic.book()
    first = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    second = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    await clinic.handovers.give(first.draft.id, "U0DANA")

    with pytest.raises(RoomClosed, match="busy"):
        await clinic.handovers.give(second.draft.id, "U0DANA")


async def test_a_room_that_is_being_handed_over_is_not_changed_meanwhile(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("down")]
    await clinic.handovers.give(plan.draft.id, "U0DANA")
    await clinic.work()

    with pytest.raises(RoomClosed, match="busy"):
        await clinic.changes.cancel(booked.id, "U0DANA")
    clinic.clock.push(minutes=1)
    await clinic.work()
    assert (await clinic.now(booked)).state is RoomState.CANCELLED


async def test_a_new_room_that_was_created_again_takes_the_place_too(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    clinic.rooms.trouble["create"] = [OutcomeUnknown("timed out")]
    room, _ = await clinic.handovers.give(plan.draft.id, "U0DANA")
    await clinic.work()
    await clinic.retries.create_again(room.id, "U0DANA")
    await clinic.work()

    assert (await clinic.now(booked)).handed_to == "U0LEE"


# History


async def test_every_call_is_noted_with_its_answer(clinic: Clinic) -> None:
    booked = await clinic.book()
    pen = Pen(ledger=clinic.ledger, clock=clinic.clock)
    rooms = RecordedRooms(clinic.rooms, pen)
    assert booked.video
    await rooms.get(booked.video.uid)
    clinic.rooms.trouble["cancel"] = [RoomsRejected(("room of pat@example.com has started",))]
    with pytest.raises(RoomsRejected):
        await rooms.cancel(booked.video.uid)

    noted = [each for each in await clinic.ledger.events(booked.id) if each.kind is EventKind.CALLED]
    assert [(each.details["what"], each.details["answer"]) for each in noted] == [
        ("get", "done"),
        ("cancel", "RoomsRejected"),
    ]
    assert noted[1].details["words"] == "room of … has started"
    assert all(each.details["ms"].isdigit() for each in noted)
    assert "https" not in str(noted)


async def test_every_message_is_noted_with_where_it_stands(clinic: Clinic) -> None:
    booked = await clinic.book()
    notifier = RecordedNotifier(clinic.notifier, Pen(ledger=clinic.ledger, clock=clinic.clock))
    card = Notice(kind=NoticeKind.CARD, room=booked)
    message = await clinic.ledger.message(card.key)
    assert message
    await notifier.edit(card, message)

    (line,) = [each for each in await clinic.ledger.events(booked.id) if each.kind is EventKind.SAID]
    assert line.details == {"what": "card", "where": "C0TEAM", "how": "edited"}


async def test_who_asked_for_what_is_noted_with_the_words(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.changes.plan_move(booked.id, "friday 2pm", "U0DANA")
    assert plan.start
    await clinic.changes.reschedule(booked.id, plan.start, "U0DANA", words=plan.words)

    line = [each for each in await clinic.ledger.events(booked.id) if each.kind is EventKind.ASKED][-1]
    assert (line.by, line.details["what"], line.details["words"]) == ("U0DANA", "move", "friday 2pm")
    assert line.details["start"] == plan.start.isoformat()


async def test_a_double_click_on_late_is_one_move(clinic: Clinic) -> None:
    booked = await clinic.book()
    later = THREE + timedelta(minutes=10)
    _, first = await clinic.changes.reschedule(booked.id, later, "U0DANA", why="late")
    _, second = await clinic.changes.reschedule(booked.id, later, "U0DANA", why="late")
    await clinic.work()

    assert (first, second) == (True, False)
    assert await clinic.changes.reschedule(booked.id, later, "U0DANA", why="late") == (
        await clinic.now(booked),
        False,
    ), "a double click whose first half is done already"
    assert clinic.rooms.made("reschedule") == 1
    clinic.clock.push(minutes=1)
    with pytest.raises(TimeUnclear, match="same"):
        await clinic.changes.reschedule(booked.id, later, "U0DANA", why="late")


async def test_an_hour_alone_moves_a_room_within_its_day(clinic: Clinic) -> None:
    room = await clinic.book(THREE + timedelta(days=2))
    plan = await clinic.changes.plan_move(room.id, "4pm", "U0DANA")
    assert plan.start == room.start + timedelta(hours=1)


@pytest.mark.parametrize("is_form", [False, True])
async def test_a_bare_hour_moves_it_so_too(clinic: Clinic, *, is_form: bool) -> None:
    room = await clinic.book(THREE + timedelta(days=2))
    plan = await clinic.changes.plan_move(room.id, "4", "U0DANA", is_form=is_form)
    assert plan.start == room.start + timedelta(hours=1)


@pytest.mark.parametrize("change", ["cancel", "reschedule"])
async def test_a_room_is_not_believed_missing_by_words_that_may_be_about_something_else(
    clinic: Clinic, change: str
) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble[change] = [RoomMissing("Clinic not found")]
    if change == "cancel":
        await clinic.changes.cancel(booked.id, "U0DANA")
    else:
        await clinic.changes.reschedule(booked.id, THREE + WEEK, "U0DANA")
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.state, after.start, after.problem) == (
        RoomState.SCHEDULED,
        THREE,
        "rejected:Clinic not found",
    )


async def test_a_room_that_betterpt_does_not_know_any_more_is_cancelled(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.rooms.trouble["cancel"] = [RoomMissing("Room not found")]
    clinic.rooms.trouble["get"] = [RoomMissing("Room not found")]
    await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
