"""What cannot be done is put aside and told; others go on, and a person can let it be tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import ChannelClosed, NotAllowed, NotifyError, NotifyRefused
from bot.models import Entry, NoticeKind, Setback, Task, TaskKind
from bot.worker import Worker
from handlers.blocks import setback as blocks
from tests.clinic import Clinic
from tests.fakes import NOON, THREE

REFUSED: list[Exception] = [ChannelClosed("is_archived")] * 2
"""The provider's DM, which then goes to who booked, and what the thread is told, which has no other place."""


def told(clinic: Clinic) -> list[Setback]:
    return [each for _, each in clinic.notifier.told if isinstance(each, Setback)]


async def pass_time(clinic: Clinic, minutes: int) -> None:
    for _ in range(minutes):
        await clinic.work()
        clinic.clock.push(minutes=1)


async def one_put_aside(clinic: Clinic) -> Task:
    await clinic.book(requester="U0CASEY")
    clinic.notifier.trouble["post"] = list(REFUSED)
    clinic.clock.at = THREE + timedelta(minutes=131)
    await clinic.work()
    (aside,) = await clinic.ledger.parked()
    return aside


async def test_what_slack_refuses_is_put_aside_and_the_coordinator_is_told_once(clinic: Clinic) -> None:
    aside = await one_put_aside(clinic)
    await pass_time(clinic, 30)

    (setback,) = told(clinic)
    assert (setback.to, setback.task.key) == ("U0CASEY", aside.key)
    assert setback.task.why == "ChannelClosed: is_archived"
    assert setback.room
    assert clinic.notifier.kinds().count("follow-up") == 1, "others go on"


async def test_a_setback_whose_blocks_slack_refuses_is_told_in_plain_text(clinic: Clinic) -> None:
    clinic.notifier.trouble["tell"] = [NotifyRefused("invalid_blocks")]
    await one_put_aside(clinic)
    await pass_time(clinic, 5)

    (setback,) = told(clinic)
    assert setback.is_plain
    said = blocks.setback(setback, NOON)
    assert said.blocks == []
    assert "tell the person who runs the bot" in said.text
    assert "pat@example.com" not in said.text


async def test_a_setback_keeps_its_button_when_slack_is_away_for_a_moment(clinic: Clinic) -> None:
    clinic.notifier.trouble["tell"] = [NotifyError("ratelimited")] * 6
    await one_put_aside(clinic)
    await pass_time(clinic, 30)

    (setback,) = told(clinic)
    assert not setback.is_plain


async def test_a_setback_that_slack_refuses_in_any_words_comes_to_an_end(clinic: Clinic) -> None:
    clinic.notifier.trouble["tell"] = [NotifyRefused("restricted")] * 100
    await one_put_aside(clinic)
    await pass_time(clinic, 60)

    assert len(clinic.notifier.trouble["tell"]) == 98, "once with its button, once plainly"
    assert len(await clinic.ledger.parked()) == 1


async def test_tried_again_it_is_done(clinic: Clinic) -> None:
    aside = await one_put_aside(clinic)
    await clinic.setbacks.try_again(aside.key, "U0CASEY")
    await clinic.setbacks.try_again(aside.key, "U0CASEY")
    await pass_time(clinic, 5)

    assert clinic.notifier.kinds().count("outcome") == 1
    assert await clinic.ledger.parked() == []


async def test_a_card_that_stays_wrong_in_a_closed_channel_is_told_once(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.notifier.trouble["edit"] = [ChannelClosed("is_archived") for _ in range(50)]
    await clinic.changes.cancel(booked.id, "U0DANA")
    await pass_time(clinic, 10)

    assert [setback.task.details["notice"] for setback in told(clinic)] == ["card"]


async def test_a_card_that_somebody_deleted_is_let_be(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.notifier.trouble["edit"] = [NotifyRefused("message_not_found") for _ in range(50)]
    await clinic.changes.cancel(booked.id, "U0DANA")
    await pass_time(clinic, 10)

    assert told(clinic) == []


async def test_only_coordinators_decide_about_it(clinic: Clinic) -> None:
    aside = await one_put_aside(clinic)
    with pytest.raises(NotAllowed):
        await clinic.setbacks.try_again(aside.key, "U0DANA")

    assert await clinic.ledger.parked() == [aside]


async def test_that_nobody_can_be_told_has_an_end(clinic: Clinic) -> None:
    clinic.notifier.trouble["tell"] = [NotifyRefused("user_disabled") for _ in range(9)]
    await one_put_aside(clinic)
    await pass_time(clinic, 30)

    assert len(clinic.notifier.trouble["tell"]) == 7


async def test_who_has_left_is_not_told_again(clinic: Clinic) -> None:
    clinic.notifier.trouble["tell"] = [ChannelClosed("user_disabled") for _ in range(9)]
    await one_put_aside(clinic)
    await pass_time(clinic, 30)

    assert len(clinic.notifier.trouble["tell"]) == 8


async def test_a_poison_task_backs_off_and_is_put_aside_though_the_bot_restarts_each_time(
    clinic: Clinic,
) -> None:
    await clinic.book()
    clinic.notifier.trouble["post"] = [ValueError("poison") for _ in range(99)]
    clinic.clock.at = THREE - timedelta(minutes=5)
    for _ in range(60):
        clinic.restart()
        await clinic.work()
        clinic.clock.push(minutes=6)

    aside = await clinic.ledger.parked()
    assert {each.details["notice"] for each in aside} == {"follow-up", "outcome"}
    assert {each.why for each in aside} == {"surprise 10: ValueError"}
    assert len(told(clinic)) == len(aside)


async def test_a_task_that_ends_the_process_each_time_is_put_aside_in_the_end(clinic: Clinic) -> None:
    await clinic.ledger.write(Entry(tasks=(_of_kind(TaskKind.CREATE),)))
    for _ in range(20):
        assert await clinic.ledger.claim(now=NOON, limit=1)
        clinic.restart()
    await clinic.work()

    assert [setback.task.why for setback in told(clinic)] == ["begun too often without an end"]


async def test_a_task_of_an_unknown_kind_waits_for_the_version_that_knows_it(clinic: Clinic) -> None:
    await clinic.ledger.write(Entry(tasks=(_of_kind(TaskKind.CREATE),)))
    clinic.ledger._file.execute("UPDATE tasks SET kind = 'hologram'")
    await clinic.work()

    (setback,) = told(clinic)
    assert (setback.task.kind, setback.task.why) == (TaskKind.UNKNOWN, "unknown kind")
    kept = clinic.ledger._file.execute("SELECT kind, state FROM tasks WHERE kind = 'hologram'").fetchall()
    assert [tuple(row) for row in kept] == [("hologram", "parked")]


async def test_a_worker_whose_claim_was_lost_sends_nothing(clinic: Clinic) -> None:
    """Frozen for longer than its lease, it finds on waking that another one has the task."""
    await clinic.book()
    begun = len(clinic.notifier.posted)
    clinic.clock.at = THREE - timedelta(minutes=5)
    frozen: Worker = clinic.worker
    tasks = await clinic.ledger.claim(now=clinic.clock.now(), limit=9)
    clinic.restart()
    await clinic.work()
    said = len(clinic.notifier.posted)
    for task in tasks:
        await frozen._run(task)

    assert said > begun
    assert len(clinic.notifier.posted) == said
    assert sum(each.kind is NoticeKind.REMINDER for _, each in clinic.notifier.posted) == 1


def _of_kind(kind: TaskKind) -> Task:
    return Task(key="of-tomorrow", kind=kind, room_id="r", due=NOON, promised=NOON)
