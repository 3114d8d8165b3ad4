"""The promise over fakes: what the house does with a room, from the click to the follow-up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import (
    ChannelClosed,
    ClaimLost,
    NotifyError,
    NotifyUnknown,
    OutcomeUnknown,
    RoomClosed,
    RoomsRejected,
    RoomsUnavailable,
)
from bot.models import Entry, Notice, NoticeKind, Presence, RoomState
from bot.promises import create
from bot.tasks.creation import Creation
from handlers.blocks.room import card
from tests.clinic import Clinic
from tests.fakes import AHEAD, THREE, room

CAME = Presence(attended=True, duration=47)
FRIDAY = THREE + timedelta(days=2)


async def test_a_click_makes_one_room_one_card_and_one_message_with_both_links(clinic: Clinic) -> None:
    booked = await clinic.book()

    assert booked.state is RoomState.SCHEDULED
    assert booked.video
    assert clinic.rooms.made("create") == 1
    assert clinic.notifier.kinds() == ["card", "links"]
    card, links = (message for message, notice in clinic.notifier.posted if notice.kind not in AHEAD)
    assert (links.channel, links.thread_ts) == (card.channel, card.ts)
    assert [notice.kind for notice in clinic.notifier.replies] == [NoticeKind.REPLY]


async def test_a_second_click_changes_nothing(clinic: Clinic) -> None:
    first = await clinic.book()
    again, is_new = await clinic.booking.book(first.id, "U0DANA")
    await clinic.work()

    assert (again.id, is_new) == (first.id, False)
    assert clinic.rooms.made("create") == 1
    assert clinic.notifier.kinds() == ["card", "links"]


async def test_a_create_of_unknown_outcome_is_told_and_never_sent_again_by_itself(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("read timed out")]
    booked = await clinic.book()
    clinic.clock.push(hours=30)
    await clinic.work()

    assert booked.state is RoomState.UNKNOWN
    assert clinic.rooms.made("create") == 1
    assert clinic.notifier.kinds() == ["problem"]
    assert clinic.notifier.posted[0][0].channel == "U0DANA"


async def test_create_again_makes_one_new_room_however_often_it_is_clicked(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("read timed out")]
    lost = await clinic.book()
    first = await clinic.retries.create_again(lost.id, "U0DANA")
    second = await clinic.retries.create_again(lost.id, "U0DANA")
    await clinic.work()

    assert first.id == second.id != lost.id
    assert clinic.rooms.made("create") == 2
    assert (await clinic.now(lost)).state is RoomState.ABANDONED
    assert (await clinic.now(first)).state is RoomState.SCHEDULED


@pytest.mark.parametrize("decision", ["again", "left"])
async def test_the_question_says_what_was_decided_whoever_dies_after_the_click(
    clinic: Clinic, decision: str
) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("read timed out")]
    lost = await clinic.book()
    (asked, _) = clinic.notifier.posted[0]
    decide = {"again": clinic.retries.create_again, "left": clinic.retries.leave}[decision]
    await decide(lost.id, "U0DANA")
    clinic.restart()
    await clinic.work()

    said = [each for each in clinic.notifier.edits if each.kind is NoticeKind.PROBLEM]
    assert [(each.key, each.details["decided"]) for each in said] == [(asked.key, decision)]


async def test_what_is_created_again_cannot_be_left_any_more(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("read timed out")]
    lost = await clinic.book()
    await clinic.retries.create_again(lost.id, "U0DANA")
    with pytest.raises(RoomClosed, match="decided"):
        await clinic.retries.leave(lost.id, "U0DANA")


async def test_what_was_decided_before_it_was_asked_is_not_asked_any_more(clinic: Clinic) -> None:
    """Whoever looks a room up can decide, too."""
    clinic.rooms.trouble["create"] = [OutcomeUnknown("read timed out")]
    clinic.notifier.trouble["post"] = [NotifyUnknown("no answer"), NotifyError("no answer")]
    lost = await clinic.book()
    await clinic.retries.leave(lost.id, "U0DANA")
    for _ in range(20):
        await clinic.work()
        clinic.clock.push(seconds=10)

    assert clinic.notifier.kinds() == []


async def test_a_create_that_certainly_did_not_arrive_is_sent_again(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [RoomsUnavailable("refused"), RoomsUnavailable("refused")]
    waiting = await clinic.book()
    for _ in range(2):
        clinic.clock.push(seconds=30)
        await clinic.work()

    assert waiting.state is RoomState.CREATING
    assert (await clinic.now(waiting)).state is RoomState.SCHEDULED
    assert len(clinic.rooms.rooms) == 1
    assert len(clinic.notifier.replies) == 2, "once that it takes longer, once that it is done"


async def test_it_is_said_to_take_longer_also_after_a_first_attempt_that_was_killed(clinic: Clinic) -> None:
    promised = room()
    await clinic.ledger.write(Entry(room=promised, tasks=(create(promised, clinic.clock.now()),)))
    await clinic.ledger.claim(now=clinic.clock.now(), limit=1)
    clinic.restart()
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("down") for _ in range(2)]
    for _ in range(2):
        await clinic.work()
        clinic.clock.push(minutes=2)

    assert len(clinic.notifier.replies) == 1


async def test_who_slept_over_its_claim_takes_nothing_back_of_who_has_it_now(clinic: Clinic) -> None:
    """A machine that is suspended before its request, while another replica sends its own and is killed."""
    promised = room()
    await clinic.ledger.write(Entry(room=promised, tasks=(create(promised, clinic.clock.now()),)))
    (asleep,) = await clinic.ledger.claim(now=clinic.clock.now(), lease=timedelta(0), limit=1)
    (awake,) = await clinic.ledger.claim(now=clinic.clock.now(), limit=1)
    await clinic.ledger.mark(awake, Entry(room=promised.but(version=1, is_attempted=True)))
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("no token")]
    creation = Creation(rooms=clinic.rooms, ledger=clinic.ledger, clock=clinic.clock)
    with pytest.raises(ClaimLost):
        await creation.create(asleep, promised.but(version=1))

    assert (await clinic.now(promised)).is_attempted


async def test_betterpt_down_for_long_ends_in_a_clear_refusal(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [RoomsUnavailable("refused") for _ in range(100)]
    booked = await clinic.book()
    for _ in range(20):
        clinic.clock.push(minutes=1)
        await clinic.work()

    after = await clinic.now(booked)
    assert (after.state, after.problem) == (RoomState.REFUSED, "unavailable")
    assert clinic.notifier.kinds() == ["problem"]


async def test_dying_before_the_attempt_is_committed_loses_nothing(clinic: Clinic) -> None:
    clinic.rooms.trouble["prepare"] = [RoomsUnavailable("no token"), RoomsUnavailable("no token")]
    booked = await clinic.book()
    waiting = booked.is_attempted
    for _ in range(2):
        clinic.clock.push(seconds=30)
        await clinic.work()

    assert not waiting, "nothing was sent: a crash now leaves nothing unknown"
    assert (await clinic.now(booked)).state is RoomState.SCHEDULED
    assert clinic.rooms.made("create") == 1


async def test_a_rejected_create_is_told_with_betterpts_words(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [RoomsRejected(("outreach is off",))]
    booked = await clinic.book()

    assert (booked.state, booked.problem) == (RoomState.REFUSED, "rejected:outreach is off")
    assert clinic.notifier.kinds() == ["problem"]


async def test_dying_after_the_attempt_was_committed_makes_the_outcome_unknown(clinic: Clinic) -> None:
    promised = room()
    await clinic.ledger.write(Entry(room=promised, tasks=(create(promised, clinic.clock.now()),)))
    await clinic.ledger.write(Entry(room=promised.but(version=1, is_attempted=True)))
    await clinic.work()

    after = await clinic.now(promised)
    assert (after.state, after.problem) == (RoomState.UNKNOWN, "interrupted")
    assert clinic.rooms.calls == []


async def test_a_card_that_slack_took_without_answering_is_found_and_not_posted_twice(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [NotifyUnknown("timed out")]
    clinic.notifier.is_acting_despite_trouble = True
    await clinic.book()
    clinic.clock.push(seconds=30)
    await clinic.work()

    assert clinic.notifier.kinds() == ["card", "links"]


async def test_a_rate_limited_card_waits_as_long_as_slack_asks(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    await clinic.book()
    clinic.clock.push(seconds=29)
    await clinic.work()
    early = clinic.notifier.kinds()
    clinic.clock.push(seconds=2)
    await clinic.work()

    assert early == []
    assert clinic.notifier.kinds() == ["card", "links"]


async def test_a_channel_that_is_closed_to_the_bot_sends_card_and_links_by_dm(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [ChannelClosed("not_in_channel")]
    await clinic.book()

    assert clinic.notifier.kinds() == ["card", "links"]
    assert {message.channel for message, _ in clinic.notifier.posted} == {"U0DANA"}


async def test_no_link_is_posted_where_another_company_reads(clinic: Clinic) -> None:
    clinic.notifier.shared = {"C0TEAM"}
    await clinic.book(requester="U0CASEY")

    where = {message.channel for message, notice in clinic.notifier.posted if notice.kind is NoticeKind.LINKS}
    assert where == {"U0CASEY", "U0DANA"}


async def test_a_move_is_told_and_every_later_promise_follows_it(clinic: Clinic) -> None:
    booked = await clinic.book()
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.clock.at = THREE + timedelta(hours=3)
    await clinic.work()
    early = clinic.notifier.kinds()
    clinic.clock.at = FRIDAY + timedelta(hours=2, minutes=15)
    await clinic.work()

    moved = await clinic.now(booked)
    assert (moved.state, moved.start, moved.pending_start) == (RoomState.SCHEDULED, FRIDAY, None)
    assert early == ["card", "links", "change"]
    assert clinic.notifier.kinds().count("follow-up") == 1


async def test_a_move_without_an_answer_is_read_back_before_it_is_sent_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["reschedule"] = [OutcomeUnknown("read timed out")]
    clinic.rooms.is_acting_despite_trouble = True
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    clinic.clock.push(seconds=30)
    await clinic.work()

    assert clinic.rooms.made("reschedule") == 1
    assert (await clinic.now(booked)).start == FRIDAY
    assert clinic.notifier.kinds() == ["card", "links", "change"]


async def test_the_card_says_when_the_session_begins_and_ends(clinic: Clinic) -> None:
    await clinic.book()
    said = []
    for at in (THREE, THREE + timedelta(minutes=60)):
        clinic.clock.at = at
        await clinic.work()
        said.append(card(clinic.notifier.edits[-1].room, at).text)

    assert said[0].startswith("🟢 Open")
    assert said[1].startswith("✔️ Over, attendance not yet known")


async def test_a_refused_move_leaves_the_room_and_tells_who_asked(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["reschedule"] = [RoomsRejected(("too late",))]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0CASEY")
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.state, after.start) == (RoomState.SCHEDULED, THREE)
    assert clinic.notifier.posted[-1][0].channel == "U0CASEY"
    assert clinic.notifier.kinds() == ["card", "links", "problem"]


async def test_a_cancelled_room_says_so_everywhere_and_is_never_followed_up(clinic: Clinic) -> None:
    booked = await clinic.book()
    _, is_first = await clinic.changes.cancel(booked.id, "U0DANA")
    _, is_second = await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()
    clinic.clock.at = THREE + timedelta(days=2)
    await clinic.work()

    assert (is_first, is_second) == (True, False)
    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert clinic.rooms.made("cancel") == 1
    assert clinic.notifier.kinds() == ["card", "links", "change"]


async def test_a_cancel_without_an_answer_is_read_back_before_it_is_sent_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["cancel"] = [OutcomeUnknown("read timed out")]
    clinic.rooms.is_acting_despite_trouble = True
    await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()
    clinic.clock.push(seconds=30)
    await clinic.work()

    assert clinic.rooms.made("cancel") == 1
    assert (await clinic.now(booked)).state is RoomState.CANCELLED


@pytest.mark.parametrize(("minutes", "told"), [(59, 0), (61, 1)])
async def test_attendance_that_is_complete_at_the_end_is_told_at_once(
    clinic: Clinic, minutes: int, told: int
) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.rooms.attend(booked.video.uid, provider=CAME, patient=CAME)
    clinic.clock.at = THREE + timedelta(minutes=minutes)
    await clinic.work()

    assert clinic.notifier.kinds().count("follow-up") == told


async def test_false_before_two_hours_is_waited_for_and_told_at_the_latest_after_130_minutes(
    clinic: Clinic,
) -> None:
    booked = await clinic.book()
    assert booked.video
    nobody = Presence(attended=False)
    clinic.rooms.attend(booked.video.uid, provider=nobody, patient=nobody)
    told = {}
    for minutes in (60, 75, 119, 121, 129, 131):
        clinic.clock.at = THREE + timedelta(minutes=minutes)
        await clinic.work()
        told[minutes] = clinic.notifier.kinds().count("follow-up")

    assert told == {60: 0, 75: 0, 119: 0, 121: 0, 129: 0, 131: 1}


async def test_numbers_that_change_edit_the_one_message(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.clock.at = THREE + timedelta(minutes=131)
    await clinic.work()
    clinic.rooms.attend(booked.video.uid, provider=CAME, patient=CAME)
    clinic.clock.at = THREE + timedelta(hours=5)
    await clinic.work()
    clinic.clock.at = THREE + timedelta(days=3)
    await clinic.work()

    assert clinic.notifier.kinds().count("follow-up") == 1
    edited = [notice for notice in clinic.notifier.edits if notice.kind is NoticeKind.FOLLOW_UP]
    assert len(edited) == 1
    assert edited[0].room.video
    assert edited[0].room.video.attendance.patient == CAME


async def test_a_bot_that_was_down_during_the_session_tells_when_it_is_back(clinic: Clinic) -> None:
    await clinic.book()
    clinic.clock.at = THREE + timedelta(days=4)
    clinic.restart()
    await clinic.work()
    for _ in range(12):  # it is waited for others that would be as late
        clinic.clock.push(seconds=5)
        await clinic.work()

    assert clinic.notifier.kinds().count("follow-up") == 1
    assert await clinic.ledger.next_due() is None, "nobody asks any more after a day"


async def test_betterpt_silent_after_the_session_is_told_in_time(clinic: Clinic) -> None:
    await clinic.book()
    clinic.rooms.trouble["get"] = [RoomsUnavailable("down") for _ in range(200)]
    for minutes in range(60, 136, 5):
        clinic.clock.at = THREE + timedelta(minutes=minutes)
        await clinic.work()

    assert clinic.notifier.kinds().count("follow-up") == 1


async def test_the_follow_up_goes_to_the_provider_whoever_booked(clinic: Clinic) -> None:
    booked = await clinic.book(requester="U0CASEY")
    clinic.clock.at = THREE + timedelta(hours=3)
    await clinic.work()

    where = [
        message.channel for message, notice in clinic.notifier.posted if notice.kind is NoticeKind.FOLLOW_UP
    ]
    assert where == ["U0DANA"]
    assert await clinic.ledger.message(Notice(kind=NoticeKind.FOLLOW_UP, room=booked).key)
