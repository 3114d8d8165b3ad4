"""Trouble at odd moments over fakes: nothing is lost, nothing hangs, and what is told is true."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import promises
from bot.errors import (
    ChannelClosed,
    LedgerError,
    NotifyError,
    NotifyRefused,
    NotifyUnknown,
    OutcomeUnknown,
    RoomsRejected,
    RoomsUnavailable,
)
from bot.ledger import SqliteLedger
from bot.models import (
    Attendance,
    Entry,
    Message,
    Notice,
    NoticeKind,
    Presence,
    Room,
    RoomState,
    SessionOutcome,
    Task,
    TaskKind,
)
from handlers.blocks import outcome, private
from handlers.blocks import room as thread
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, FakeClock, FakeNotifier, request, room
from tests.room_life import at

FRIDAY = THREE + timedelta(days=2)
CAME = Presence(attended=True, duration=47)
NOT = Presence(attended=False)
DOWN: list[BaseException] = [RoomsUnavailable("down") for _ in range(200)]


class HiccupLedger(SqliteLedger):
    """A ledger that does not take the next `refusals` results of creates."""

    refusals = 0

    async def finish(self, task: Task, entry: Entry) -> bool:
        if task.kind is TaskKind.CREATE and self.refusals:
            self.refusals -= 1
            raise LedgerError("disk is full")
        return await super().finish(task, entry)


def told(clinic: Clinic, kind: NoticeKind) -> Notice:
    """The notice of a kind as it was said last."""
    said = [notice for _, notice in clinic.notifier.posted] + clinic.notifier.edits
    return [notice for notice in said if notice.kind is kind][-1]


async def pass_time(clinic: Clinic, times: int, **by: float) -> None:
    for _ in range(times):
        clinic.clock.push(**by)
        await clinic.work()


async def test_a_locked_ledger_does_not_end_the_worker(tmp_path: Path) -> None:
    ledger = SqliteLedger(f"{tmp_path}/rooms.db")
    ledger._file.execute("PRAGMA busy_timeout = 20")
    clinic = Clinic(ledger)
    other = sqlite3.connect(f"{tmp_path}/rooms.db")
    other.execute("BEGIN IMMEDIATE")
    working = asyncio.create_task(clinic.worker.run())
    clinic.worker.nudge()
    await asyncio.sleep(0.1)
    other.rollback()
    other.close()

    assert not working.done()
    working.cancel()
    await ledger.close()


async def test_a_task_of_a_newer_version_is_put_aside_and_holds_up_nobody(clinic: Clinic) -> None:
    await clinic.ledger.write(Entry(room=room(), tasks=(promises.create(room(), NOON),)))
    clinic.ledger._file.execute("UPDATE tasks SET kind = 'digest'")
    await clinic.ledger.write(Entry(room=room(id="b"), tasks=(promises.create(room(id="b"), NOON),)))
    await clinic.work()

    assert clinic.rooms.made("create") == 1
    assert await clinic.ledger.next_due() is not None


@pytest.mark.parametrize("why", ["restricted_action_read_only_channel", "some_new_error"])
async def test_a_card_that_slack_refuses_goes_to_the_requester_with_its_links(
    clinic: Clinic, why: str
) -> None:
    clinic.notifier.trouble["post"] = [NotifyRefused(why)]
    await clinic.book()

    assert clinic.notifier.kinds() == ["card", "links"]
    assert {message.channel for message, _ in clinic.notifier.posted} == {"U0DANA"}


async def test_a_card_that_is_refused_everywhere_is_not_tried_in_a_loop(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [ChannelClosed("messages_tab_disabled") for _ in range(50)]
    await clinic.book()

    assert len(clinic.notifier.trouble["post"]) == 47, "channel and DM, once each, and the booking's message"


@dataclass
class SlowToShow(FakeNotifier):
    """A Slack that shows a message only two seconds after it took it."""

    clock: FakeClock = field(default_factory=FakeClock)
    taken: dict[str, datetime] = field(default_factory=dict)

    async def post(self, notice: Notice, message: Message) -> Message:
        self.taken[message.key] = self.clock.now()
        return await super().post(notice, message)

    async def find(self, message: Message) -> Message | None:
        found = await super().find(message)
        is_shown = found and self.clock.now() >= self.taken[found.key] + timedelta(seconds=2)
        return found if is_shown else None


async def test_what_a_second_attempt_may_have_posted_is_given_time_to_be_found(clinic: Clinic) -> None:
    slack = SlowToShow(clock=clinic.clock)
    slow = Clinic(clinic.ledger, clock=clinic.clock, notifier=slack)
    slack.trouble["post"] = [NotifyUnknown("timeout")]
    await slow.book()
    slack.is_acting_despite_trouble = True
    slack.trouble["post"] = [asyncio.CancelledError()]  # killed while it was out
    await pass_time(slow, 1, seconds=20)
    for _ in range(12):
        slow.restart()
        await pass_time(slow, 1, seconds=1)

    assert sum(notice.kind is NoticeKind.CARD for _, notice in slack.posted) == 1


async def test_a_card_that_is_found_is_not_said_again_though_it_cannot_be_edited(clinic: Clinic) -> None:
    clinic.notifier.is_acting_despite_trouble = True
    clinic.notifier.trouble["post"] = [NotifyUnknown("timeout")]
    clinic.notifier.trouble["edit"] = [ChannelClosed("is_archived")]
    await clinic.book()
    await pass_time(clinic, 5, seconds=5)

    cards = [message for message, notice in clinic.notifier.posted if notice.kind is NoticeKind.CARD]
    assert [card.channel for card in cards] == ["C0TEAM"]


async def test_a_follow_up_that_its_provider_cannot_get_goes_to_the_requester(clinic: Clinic) -> None:
    await clinic.book(requester="U0CASEY")
    clinic.notifier.trouble["post"] = [ChannelClosed("user_disabled")]
    clinic.clock.at = THREE + timedelta(minutes=131)
    await clinic.work()

    where = [
        message.channel for message, notice in clinic.notifier.posted if notice.kind is NoticeKind.FOLLOW_UP
    ]
    assert where == ["U0CASEY"]


async def test_a_false_read_early_never_becomes_did_not_come(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.rooms.attend(booked.video.uid, provider=NOT, patient=NOT)
    clinic.clock.at = THREE + timedelta(minutes=105)
    await clinic.work()
    clinic.rooms.trouble["get"] = list(DOWN)
    await pass_time(clinic, 30, minutes=1)

    said = outcome.follow_up(told(clinic, NoticeKind.FOLLOW_UP).room, clinic.clock.now())
    assert "not yet fully reported" in said.text


async def test_after_a_downtime_nothing_that_started_is_moved_or_cancelled(clinic: Clinic) -> None:
    moved, cancelled = await clinic.book(), await clinic.book()
    await clinic.changes.reschedule(moved.id, THREE - timedelta(hours=1), "U0DANA")
    await clinic.changes.cancel(cancelled.id, "U0DANA")
    clinic.clock.at = THREE + timedelta(minutes=30)
    clinic.restart()
    await clinic.work()

    assert (clinic.rooms.made("reschedule"), clinic.rooms.made("cancel")) == (0, 0)
    assert clinic.notifier.kinds().count("problem") == 2


async def test_back_after_days_betterpt_is_asked_until_it_answers(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.rooms.attend(booked.video.uid, provider=CAME, patient=CAME)
    clinic.rooms.trouble["get"] = DOWN[:3]
    clinic.clock.at = THREE + timedelta(days=4)
    await clinic.work()
    await pass_time(clinic, 30, hours=1)

    said = outcome.follow_up(told(clinic, NoticeKind.FOLLOW_UP).room, clinic.clock.now())
    assert "both came" in said.text
    assert clinic.notifier.kinds().count("follow-up") == 1
    assert await clinic.ledger.next_due() is None


async def test_a_create_waits_as_long_as_betterpt_asks(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [RoomsUnavailable("HTTP 429", timedelta(seconds=60))]
    await clinic.book()
    await pass_time(clinic, 1, seconds=55)
    early = clinic.rooms.made("create")
    await pass_time(clinic, 1, seconds=10)

    assert (early, clinic.rooms.made("create")) == (1, 2)


async def test_a_surprise_in_a_change_ends_in_a_word_and_not_in_a_hanging_room(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["reschedule"] = [ValueError("x") for _ in range(100)]
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await pass_time(clinic, 40, minutes=2)

    assert (await clinic.now(booked)).state is RoomState.SCHEDULED
    assert clinic.notifier.kinds().count("problem") == 1


async def test_one_surprise_after_an_outage_is_not_the_end(clinic: Clinic) -> None:
    surprise: list[BaseException] = [NotifyError("ratelimited")] * 10 + [ValueError("one")]
    clinic.notifier.trouble["post"] = surprise
    await clinic.book()
    await pass_time(clinic, 20, minutes=7)

    assert clinic.notifier.kinds() == ["card", "links"]


async def test_a_created_room_is_written_down_after_a_hiccup_of_the_ledger() -> None:
    ledger = HiccupLedger(":memory:")
    clinic = Clinic(ledger)
    ledger.refusals = 1
    booked = await clinic.book()

    assert booked.state is RoomState.SCHEDULED
    assert clinic.rooms.made("create") == 1
    await ledger.close()


async def test_links_die_even_when_card_and_cancellation_cross(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    booked = await clinic.book()
    clinic.rooms.trouble["cancel"] = [RoomsUnavailable("503", timedelta(seconds=20))]
    clinic.clock.push(seconds=29)
    await clinic.changes.cancel(booked.id, "U0DANA")
    await pass_time(clinic, 10, seconds=5)

    assert (await clinic.now(booked)).state is RoomState.CANCELLED
    assert "no longer work" in thread.links(told(clinic, NoticeKind.LINKS).room).text


async def test_a_change_is_told_once_the_card_stands(clinic: Clinic) -> None:
    clinic.notifier.trouble["post"] = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    booked = await clinic.book()
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await pass_time(clinic, 10, seconds=10)

    assert sorted(clinic.notifier.kinds()) == ["card", "change", "links"]


async def test_a_problem_is_told_in_the_words_of_its_moment(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["reschedule"] = [RoomsRejected(("outreach is off",))]
    clinic.notifier.trouble["post"] = [NotifyError("ratelimited", retry_after=timedelta(seconds=30))]
    for _ in range(2):  # the second time it works, before the first problem could be told
        await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
        await clinic.work()
    await pass_time(clinic, 1, seconds=60)

    said = private.problem(told(clinic, NoticeKind.PROBLEM), clinic.clock.now())
    assert "outreach is off" in said.text
    assert "Wednesday, December 2" in said.text


async def test_a_move_that_may_have_arrived_is_not_said_not_to_have(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.rooms.trouble["reschedule"] = [OutcomeUnknown("t")]
    clinic.rooms.trouble["get"] = list(DOWN)
    clinic.rooms.is_acting_despite_trouble = True
    await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")
    await clinic.work()
    await pass_time(clinic, 30, minutes=1)

    said = private.problem(told(clinic, NoticeKind.PROBLEM), clinic.clock.now())
    assert said.text.startswith("⚠️ It is not known whether")


async def test_nobody_is_promised_more_asking_when_it_has_ended(clinic: Clinic) -> None:
    await clinic.book()
    clinic.clock.at = THREE + timedelta(days=4)
    await clinic.work()
    await pass_time(clinic, 12, seconds=5)

    said = outcome.follow_up(told(clinic, NoticeKind.FOLLOW_UP).room, clinic.clock.now())
    assert "keep asking" not in str(said.blocks)


async def test_a_session_moved_at_betterpt_after_it_was_told_is_followed_anew(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    clinic.clock.at = THREE + timedelta(minutes=131)
    await clinic.work()
    uid = booked.video.uid
    clinic.rooms.rooms[uid] = replace(clinic.rooms.rooms[uid], start=FRIDAY)
    clinic.clock.at = THREE + timedelta(hours=3)
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.start, after.told_at) == (FRIDAY, None)
    assert "Over" not in thread.card(after, clinic.clock.now()).text


@pytest.mark.parametrize("start", [FRIDAY, THREE + timedelta(minutes=90)])
async def test_what_was_not_told_yet_of_a_session_is_not_told_once_it_has_moved(
    clinic: Clinic, start: datetime
) -> None:
    """Slack is away after the session, and BetterPT turns out to have it at another time."""
    booked = await clinic.book()
    assert booked.video
    clinic.notifier.trouble["post"] = [NotifyError("away") for _ in range(500)]
    for minutes in range(131, 182):
        if minutes == 140:
            clinic.rooms.rooms[booked.video.uid] = replace(booked.video, start=start)
        await at(clinic, minutes)
    clinic.notifier.trouble["post"].clear()
    clinic.clock.at = start
    for _ in range(140):
        clinic.clock.push(minutes=1)
        await clinic.work()

    (followed,) = [notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.FOLLOW_UP]
    assert followed.room.start == start
    assert clinic.notifier.kinds().count("outcome") == 1


async def test_a_session_that_was_at_another_time_is_told_of_once_more(clinic: Clinic) -> None:
    """BetterPT could not be asked when it was told; it had it later, and that is over as well by now."""
    booked = await clinic.book()
    assert booked.video
    clinic.rooms.trouble["get"] = [RoomsUnavailable("503") for _ in range(30)]
    later = THREE + timedelta(minutes=30)
    for minutes in range(61, 140):
        await at(clinic, minutes)
    clinic.rooms.trouble["get"].clear()
    clinic.rooms.rooms[booked.video.uid] = replace(booked.video, start=later)
    for minutes in range(140, 240):
        await at(clinic, minutes)

    told = [notice.room.start for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.FOLLOW_UP]
    assert told == [THREE, later]


async def test_who_sees_that_a_session_was_moved_at_betterpt_lets_everybody_know(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    there = clinic.rooms.rooms[booked.video.uid] = replace(booked.video, start=FRIDAY)
    room = await clinic.now(booked)

    assert await clinic.sightings.seen(room, there)
    assert await clinic.sightings.seen(room, there), "whoever looks before it is written down sees it, too"
    await clinic.work()

    after = await clinic.now(booked)
    assert (after.start, after.moved_from) == (FRIDAY, THREE)
    assert len([each for _, each in clinic.notifier.posted if each.kind is NoticeKind.CHANGE]) == 1
    assert not await clinic.sightings.seen(after, there)


async def test_what_somebody_saw_is_looked_at_once_more_before_it_is_told(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video

    assert await clinic.sightings.seen(await clinic.now(booked), replace(booked.video, start=FRIDAY))
    await clinic.work()

    assert (await clinic.now(booked)).start == THREE, "by then it was back"
    assert NoticeKind.CHANGE not in {each.kind for _, each in clinic.notifier.posted}


async def test_a_change_of_ours_that_is_seen_under_way_is_not_told_as_one_of_theirs(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    moving, _ = await clinic.changes.reschedule(booked.id, FRIDAY, "U0DANA")

    assert not await clinic.sightings.seen(moving, replace(booked.video, start=FRIDAY))


async def test_what_somebody_saw_is_looked_at_until_betterpt_answers(clinic: Clinic) -> None:
    booked = await clinic.book()
    assert booked.video
    there = clinic.rooms.rooms[booked.video.uid] = replace(booked.video, start=FRIDAY)
    clinic.rooms.trouble["get"] = [RoomsUnavailable("down")] * 3
    await clinic.sightings.seen(await clinic.now(booked), there)
    await pass_time(clinic, 5, minutes=1)

    assert (await clinic.now(booked)).start == FRIDAY


@pytest.mark.parametrize("wait", [5, 60, 3600])
async def test_a_betterpt_that_asks_to_wait_on_and_on_does_not_silence_the_outcome(
    clinic: Clinic, wait: int
) -> None:
    await clinic.book()
    clinic.clock.at = THREE + timedelta(minutes=59)
    clinic.rooms.trouble["get"] = [RoomsUnavailable("503", timedelta(seconds=wait))] * 3000
    await pass_time(clinic, 130, minutes=1)

    assert NoticeKind.FOLLOW_UP in [notice.kind for _, notice in clinic.notifier.posted]
    assert clinic.clock.now() - THREE < timedelta(hours=3, minutes=10)


async def test_the_session_after_a_correction_is_told_as_it_was(clinic: Clinic) -> None:
    """BetterPT's people moved the room to another day after its first session."""
    booked = await clinic.book(requester="U0CASEY")
    assert booked.video
    clinic.rooms.attend(booked.video.uid, provider=NOT, patient=CAME)
    clinic.clock.at = THREE + timedelta(minutes=131)
    await clinic.work()
    await clinic.corrections.correct(booked.id, SessionOutcome.PROVIDER_MISSING, "she was ill", "U0CASEY")
    uid = booked.video.uid
    clinic.rooms.rooms[uid] = replace(clinic.rooms.rooms[uid], start=FRIDAY, attendance=Attendance())
    clinic.clock.at = THREE + timedelta(hours=3)
    await clinic.work()
    assert (await clinic.now(booked)).correction is None
    first = len(clinic.notifier.posted)
    clinic.rooms.attend(uid, provider=CAME, patient=CAME)
    clinic.clock.at = FRIDAY + timedelta(minutes=131)
    await clinic.work()

    anew = [notice for _, notice in clinic.notifier.posted[first:]]
    (second,) = [each for each in anew if each.kind is NoticeKind.FOLLOW_UP]
    assert "did not come" not in str(outcome.follow_up(second.room, clinic.clock.now()).blocks)


async def test_an_unknown_room_is_found_by_its_time_with_its_two_buttons(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("t")]
    clinic.notifier.trouble["post"] = [ChannelClosed("messages_tab_disabled")]
    await clinic.book()

    found = await clinic.search.find("tomorrow 3pm", "U0DANA", "America/New_York")
    assert "create-again" in str(private.status(found, NOON, private.Source.LEDGER).blocks)


async def test_create_again_is_finished_by_a_second_click(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("t")]
    lost = await clinic.book()
    again: Room = await clinic.retries.create_again(lost.id, "U0DANA")
    fresh = await clinic.now(lost)
    await clinic.ledger.write(Entry(room=fresh.but(state=RoomState.UNKNOWN)))  # as if it had died in between
    await clinic.retries.create_again(lost.id, "U0DANA")
    await clinic.work()

    assert clinic.rooms.made("create") == 2
    assert (await clinic.now(lost)).state is RoomState.ABANDONED
    assert (await clinic.now(again)).state is RoomState.SCHEDULED


async def test_a_new_preview_is_a_new_promise_whatever_became_of_the_old_one(clinic: Clinic) -> None:
    first = await clinic.booking.preview("tomorrow 3pm", request(), "America/New_York")
    await clinic.booking.book(first.draft.id, "U0DANA")
    second = await clinic.booking.preview("friday 4pm", request(), "America/New_York")
    booked, is_new = await clinic.booking.book(second.draft.id, "U0DANA")

    assert (booked.start, is_new) == (second.draft.start, True)


def test_the_key_in_a_messages_metadata_names_nobody() -> None:
    notice = Notice(kind=NoticeKind.PROBLEM, room=room(), details={"version": "3", "to": "U0DANA"})

    assert "U0DANA" not in notice.key
    assert notice.key != replace(notice, details={"version": "3", "to": "U0LEE"}).key
