"""Promises that something came between: outages that outlast patience, other clicks, very long series."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.errors import (
    NotAllowed,
    NotifyError,
    NotifyUnknown,
    OutcomeUnknown,
    Overtaken,
    RoomClosed,
    RoomsRejected,
    RoomsUnavailable,
    StaleRoom,
)
from bot.models import Draft, Entry, NoticeKind, Patient, Person, Provider, Room, RoomQuery, RoomState
from bot.tasks.creation import Creation
from handlers.blocks.private import reply
from handlers.blocks.room import card
from tests.clinic import Clinic
from tests.fakes import THREE, request

LEE = Person(id="U0LEE", name="Lee Park", email="lee@example.com", time_zone="America/Los_Angeles")
LATER = THREE + timedelta(hours=2)
DAY = timedelta(days=1)


async def series_of(clinic: Clinic, sessions: int, **asked: object) -> str:
    """A click on a series of so many days; its id."""
    draft = Draft(
        id=uuid4().hex,
        request=request(**asked),
        words="every day 3pm",
        starts=tuple(THREE + day * DAY for day in range(sessions)),
        zone="America/New_York",
        created=clinic.clock.now(),
    )
    await clinic.ledger.save_draft(draft)
    await clinic.booking.book(draft.id, "U0DANA")
    return draft.id


async def rooms_of(clinic: Clinic, series: str) -> list[Room]:
    return await clinic.ledger.rooms(RoomQuery(series=series, limit=1000))


async def given(clinic: Clinic, room: Room) -> Room:
    """The room that is to take this one's place, as it is promised."""
    plan = await clinic.handovers.plan(room.id, LEE, "U0DANA")
    new, _ = await clinic.handovers.give(plan.draft.id, "U0DANA")
    return new


async def seen_elsewhere(clinic: Clinic, room: Room) -> None:
    """BetterPT's people move it, and somebody looks it up."""
    assert room.video
    there = clinic.rooms.rooms[room.video.uid] = replace(room.video, start=LATER)
    await clinic.sightings.seen(await clinic.now(room), there)
    await clinic.work()


# A hand-over, and what came between


@pytest.mark.parametrize("how", ["moved", "cancelled"])
async def test_a_lost_hand_over_is_not_tried_again_once_the_session_was_changed(
    clinic: Clinic, how: str
) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["create"] = [OutcomeUnknown("timed out")]
    new = await given(clinic, booked)
    await clinic.work()
    if how == "moved":
        await clinic.changes.reschedule(booked.id, LATER, "U0DANA")
    else:
        await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()
    made = clinic.rooms.made("create")

    with pytest.raises(RoomClosed, match="elsewhere"):
        await clinic.retries.create_again(new.id, "U0DANA")
    await clinic.work()
    old = await clinic.now(booked)
    assert clinic.rooms.made("create") == made
    assert (old.state, old.handed_to) == (
        RoomState.SCHEDULED if how == "moved" else RoomState.CANCELLED,
        None,
    )
    await clinic.retries.leave(new.id, "U0DANA")


async def test_a_session_that_was_moved_since_the_preview_is_not_handed_over(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA")
    await clinic.work()

    with pytest.raises(RoomClosed, match="elsewhere"):
        await clinic.handovers.give(plan.draft.id, "U0DANA")


async def test_a_session_that_is_being_handed_over_is_not_moved_along_with_its_series(clinic: Clinic) -> None:
    series = await series_of(clinic, 3)
    await clinic.work()
    first, second, third = await rooms_of(clinic, series)
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("away")]
    new = await given(clinic, second)
    await clinic.work()
    plan = await clinic.changes.plan_move(first.id, "tomorrow 5pm", "U0DANA")
    assert plan.following
    assert [step.room.id for step in plan.following.steps] == [first.id, third.id]
    await clinic.changes.reschedule(first.id, LATER, "U0DANA", is_along=True)
    clinic.clock.push(minutes=1)
    await clinic.work()

    assert (await clinic.now(new)).start == second.start
    after = await clinic.now(second)
    assert (after.state, after.start) == (RoomState.CANCELLED, second.start)


async def test_a_session_that_betterpt_moves_while_it_is_handed_over_stays_with_its_provider(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["create"] = [RoomsUnavailable("503")]
    heir = await given(clinic, booked)
    await seen_elsewhere(clinic, booked)
    with pytest.raises(RoomClosed):
        await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    clinic.clock.push(minutes=1)
    await clinic.work()

    old = await clinic.now(booked)
    assert (old.state, old.start) == (RoomState.SCHEDULED, LATER)
    refused = await clinic.now(heir)
    assert (refused.state, refused.problem) == (RoomState.REFUSED, "moved-meanwhile")
    assert clinic.rooms.made("create") == 2, "its own, and the one that was turned away"


async def test_a_session_that_betterpt_moved_when_its_heir_stands_already_is_left_to_a_person(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    assert booked.video
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    heir, _ = await clinic.handovers.give(plan.draft.id, "U0DANA")
    (creation,) = await clinic.ledger.claim(now=clinic.clock.now(), limit=1)
    create = Creation(rooms=clinic.rooms, ledger=clinic.ledger, clock=clinic.clock).create
    made = await create(creation, await clinic.now(heir))
    await clinic.ledger.finish(creation, made(await clinic.now(heir)))
    await clinic.ledger.write(Entry(room=(await clinic.now(booked)).but(start=LATER)))
    await clinic.work()

    assert (await clinic.now(booked)).state is RoomState.SCHEDULED
    (told,) = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.PROBLEM]
    assert told.details["problem"] == "moved-meanwhile"


async def test_a_session_that_betterpt_moves_while_its_cancellation_is_unanswered_is_left_to_a_person(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.rooms.trouble["cancel"] = [OutcomeUnknown("no answer"), RoomsUnavailable("429")]
    heir = await given(clinic, booked)
    await clinic.work()
    clinic.rooms.rooms[booked.video.uid] = replace(booked.video, start=LATER)
    for _ in range(5):
        clinic.clock.push(minutes=1)
        await clinic.work()

    old = await clinic.now(booked)
    assert (old.state, old.start, old.handed_to) == (RoomState.SCHEDULED, LATER, None)
    assert (await clinic.now(heir)).state is RoomState.SCHEDULED
    assert clinic.rooms.made("cancel") == 1, "what was moved since is not cancelled"
    (told,) = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.PROBLEM]
    assert (told.details["problem"], told.details["to"]) == ("moved-meanwhile", "U0DANA")


async def test_a_hand_over_is_booked_by_nothing_but_its_own_click(clinic: Clinic) -> None:
    """A forged button could not book it either, past all that is checked before a hand-over."""
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA")
    await clinic.work()

    with pytest.raises(NotAllowed, match="expired"):
        await clinic.booking.book(plan.draft.id, "U0DANA")
    with pytest.raises(NotAllowed, match="expired"):
        await clinic.booking.choose(plan.draft.id, LATER, "U0DANA", reply_url=None)


async def test_an_old_room_that_could_not_be_cancelled_does_not_say_that_it_was_handed_over(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["cancel"] = [RoomsUnavailable("away") for _ in range(40)]
    await given(clinic, booked)
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(minutes=1)
    await clinic.work()
    old = await clinic.now(booked)

    assert old.state is RoomState.SCHEDULED
    assert old.handed_to is None
    assert "U0LEE" not in str(card(old, clinic.clock.now()).blocks)
    assert "problem" in clinic.notifier.kinds()


# Outages that outlast patience


async def test_the_links_of_a_series_come_even_if_slack_was_away_for_hours(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [NotifyError("not reached") for _ in range(2000)]
    await series_of(clinic, 2)
    for _ in range(5 * 60):
        await clinic.work()
        clinic.clock.push(minutes=1)
    clinic.notifier.trouble["post"].clear()
    for _ in range(6):
        clinic.clock.push(minutes=6)
        await clinic.work()

    assert clinic.notifier.kinds().count("card") == 1
    assert clinic.notifier.kinds().count("links") == 2


async def test_what_hangs_under_a_card_that_never_stands_is_not_waited_for_for_ever(clinic: Clinic) -> None:
    series = await series_of(clinic, 1 + 1)
    for task in await clinic.ledger.claim(now=clinic.clock.now(), lease=timedelta(days=900), limit=1):
        await clinic.ledger.park(task, "the card, refused everywhere")
    for _ in range(12 * 24 * 4):
        await clinic.work()
        clinic.clock.push(minutes=5)
    for _ in range(200):
        await clinic.work()
        clinic.clock.push(minutes=10)

    assert [room.state for room in await rooms_of(clinic, series)] == [RoomState.SCHEDULED] * 2
    assert await clinic.ledger.next_due() is None


async def test_a_reminder_that_slack_took_without_answering_is_found_and_corrected_however_late(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    clinic.clock.at = booked.opens
    clinic.notifier.trouble["post"] = [NotifyUnknown("timed out")]
    clinic.notifier.is_acting_despite_trouble = True
    await clinic.work()
    clinic.clock.at = booked.end + timedelta(hours=1)  # the bot was down
    await clinic.work()
    reminders = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.REMINDER]

    assert len(reminders) == 1
    assert NoticeKind.REMINDER in [notice.kind for notice in clinic.notifier.edits]


async def test_a_reminder_that_certainly_was_not_posted_is_not_posted_after_the_session(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    clinic.clock.at = booked.opens
    clinic.notifier.trouble["post"] = [NotifyError("not reached")]
    await clinic.work()
    clinic.clock.at = booked.end + timedelta(hours=1)
    await clinic.work()

    assert NoticeKind.REMINDER not in [notice.kind for _, notice in clinic.notifier.posted]


# The longest series


@pytest.mark.no_cover  # many times the same
async def test_the_longest_series_is_tried_again_and_cancelled_to_its_last_session(clinic: Clinic) -> None:
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("away") for _ in range(3000)]
    series = await series_of(clinic, 60)
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(minutes=1)
    await clinic.retries.retry_missing(series, "U0DANA")
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(minutes=1)
    clinic.rooms.trouble["prepare"].clear()
    again, _ = await clinic.retries.retry_missing(series, "U0DANA")
    await clinic.work()
    live = [room for room in await rooms_of(clinic, series) if room.state is RoomState.SCHEDULED]
    await clinic.changes.cancel(live[0].id, "U0DANA", is_along=True)
    await clinic.work()

    assert len(again) == len(live) == 60
    left = [room for room in await rooms_of(clinic, series) if room.state is RoomState.SCHEDULED]
    assert left == []
    assert clinic.rooms.made("create") == 60


# What stood against it only after it was shown


async def test_a_move_shown_before_somebody_else_booked_that_hour_is_shown_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.changes.plan_move_to(booked.id, LATER, "U0DANA")
    await clinic.book(LATER + timedelta(minutes=30), requester="U0CASEY", patient=Patient())

    with pytest.raises(Overtaken):
        await clinic.changes.reschedule(booked.id, LATER, "U0DANA", shown=plan.seen)
    again = await clinic.changes.plan_move_to(booked.id, LATER, "U0DANA")
    assert again.has_conflicts
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA", shown=again.seen)
    await clinic.work()
    assert (await clinic.now(booked)).start == LATER


async def test_a_series_shown_before_one_of_it_was_cancelled_is_shown_again(clinic: Clinic) -> None:
    series = await series_of(clinic, 3)
    await clinic.work()
    first, second, _ = await rooms_of(clinic, series)
    plan = await clinic.changes.plan_move_to(first.id, LATER, "U0DANA")
    await clinic.changes.cancel(second.id, "U0DANA")
    await clinic.work()

    with pytest.raises(Overtaken):
        await clinic.changes.reschedule(first.id, LATER, "U0DANA", is_along=True, shown=plan.seen_along)
    _, is_new = await clinic.changes.reschedule(first.id, LATER, "U0DANA", shown=plan.seen)
    assert is_new, "alone it goes where it was shown to go"


async def test_one_of_a_series_that_is_moved_alone_may_meet_the_next_one(clinic: Clinic) -> None:
    series = await series_of(clinic, 3)
    await clinic.work()
    first, second, _ = await rooms_of(clinic, series)

    plan = await clinic.changes.plan_move_to(first.id, second.start + timedelta(minutes=15), "U0DANA")
    assert plan.has_conflicts


async def test_a_hand_over_shown_before_the_substitute_was_booked_is_shown_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    plan = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    lee = Provider(id="U0LEE", name="Lee Park")
    await clinic.book(THREE, requester="U0CASEY", provider=lee, patient=Patient())

    with pytest.raises(Overtaken):
        await clinic.handovers.give(plan.draft.id, "U0DANA", shown=plan.seen)
    assert await clinic.handovers.again(plan.draft.id, "U0DANA") == (booked.id, "U0LEE")
    again = await clinic.handovers.plan(booked.id, LEE, "U0DANA")
    _, is_new = await clinic.handovers.give(again.draft.id, "U0DANA", shown=again.seen)
    assert is_new


async def test_who_read_a_room_before_it_was_handed_over_changes_it_no_more(clinic: Clinic) -> None:
    booked = await clinic.book()
    read = await clinic.now(booked)
    await given(clinic, booked)

    with pytest.raises(StaleRoom):
        await clinic.ledger.write(Entry(room=read.but(state=RoomState.CANCELLING)))


@pytest.mark.parametrize("how", ["cancel", "move"])
async def test_where_a_room_was_asked_for_it_is_told_even_if_it_was_changed_before_its_card_stood(
    clinic: Clinic, how: str
) -> None:
    clinic.notifier.trouble["post"] = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    booked = await clinic.book()
    there = "https://hooks.example.com/2"
    if how == "cancel":
        await clinic.changes.cancel(booked.id, "U0DANA", reply_url=there)
    else:
        await clinic.changes.reschedule(booked.id, LATER, "U0DANA", reply_url=there)
    await clinic.work()
    clinic.clock.push(minutes=1)
    await clinic.work()

    assert {notice.reply_url for notice in clinic.notifier.replies} == {
        "https://hooks.example.com/1",
        there,
    }
    assert "✖️" in reply(clinic.notifier.replies[0], clinic.clock.now(), None).text or how == "move"


async def test_a_room_that_was_answered_for_is_not_answered_for_twice(clinic: Clinic) -> None:
    booked = await clinic.book()
    await clinic.changes.cancel(booked.id, "U0DANA", reply_url="https://hooks.example.com/2")
    await clinic.work()

    assert [notice.reply_url for notice in clinic.notifier.replies] == [
        "https://hooks.example.com/1",
        "https://hooks.example.com/2",
    ]


async def test_no_more_sessions_are_cancelled_along_than_were_shown(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [RoomsRejected(("no",))]
    series = await series_of(clinic, 3)
    await clinic.work()
    second = (await rooms_of(clinic, series))[1]
    plan = await clinic.changes.plan_cancel(second.id, "U0DANA")
    (first_again, *_), _ = await clinic.retries.retry_missing(series, "U0DANA")
    await clinic.work()
    shown = await clinic.changes.plan_cancel(first_again.id, "U0DANA")
    third = shown.following.steps[2].room if shown.following else None
    assert third
    await clinic.changes.cancel(third.id, "U0DANA")
    await clinic.work()

    for stale, room in ((plan, second), (shown, first_again)):
        with pytest.raises(Overtaken):
            await clinic.changes.cancel(room.id, "U0DANA", is_along=True, shown=stale.seen_along)
