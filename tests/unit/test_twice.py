"""Pressed twice, or by two people at once: one effect, and who comes second learns how things stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

import pytest

from bot.booking import Access, Changes
from bot.errors import RoomClosed, RoomsRejected
from bot.models import Entry, RoomState, SessionOutcome
from bot.ports import Ledger
from handlers.gesture import Gesture
from tests.clinic import Clinic
from tests.fakes import THREE, request

ZONE = "America/New_York"
LATER = THREE + timedelta(hours=1)


async def test_a_second_press_says_nothing_while_it_is_done_and_when_it_is_done(clinic: Clinic) -> None:
    booked = await clinic.book()
    _, first = await clinic.changes.cancel(booked.id, "U0DANA")
    _, at_once = await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()
    _, when_done = await clinic.changes.cancel(booked.id, "U0DANA")

    assert (first, at_once, when_done) == (True, False, False)
    assert clinic.rooms.made("cancel") == 1


async def test_pressed_again_after_it_failed_it_is_tried_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    for operation, press in (
        ("reschedule", partial(clinic.changes.reschedule, booked.id, LATER, "U0DANA")),
        ("cancel", partial(clinic.changes.cancel, booked.id, "U0DANA")),
    ):
        clinic.rooms.trouble[operation] = [RoomsRejected(("not now",))]
        _, first = await press()
        await clinic.work()
        _, after_it_failed = await press()
        _, at_once = await press()
        await clinic.work()
        _, when_done = await press()

        assert (first, after_it_failed, at_once, when_done) == (True, True, False, False)
        assert clinic.rooms.made(operation) == 2
    assert (await clinic.now(booked)).state is RoomState.CANCELLED


async def test_what_was_undone_meanwhile_is_done_again(clinic: Clinic) -> None:
    booked = await clinic.book()
    for start in (LATER, THREE, LATER):
        _, is_new = await clinic.changes.reschedule(booked.id, start, "U0DANA")
        await clinic.work()

        assert is_new
    assert (await clinic.now(booked)).start == LATER


async def test_pressed_again_a_minute_later_it_is_a_question(clinic: Clinic) -> None:
    booked = await clinic.book()
    await clinic.changes.cancel(booked.id, "U0DANA")
    await clinic.work()
    clinic.clock.push(minutes=1)

    with pytest.raises(RoomClosed, match="cancelled"):
        await clinic.changes.cancel(booked.id, "U0DANA")


async def test_another_person_is_told_that_it_is_being_changed(clinic: Clinic) -> None:
    booked = await clinic.book()
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA")

    with pytest.raises(RoomClosed, match="busy"):
        await clinic.changes.reschedule(booked.id, LATER, "U0CASEY")
    with pytest.raises(RoomClosed, match="busy"):
        await clinic.changes.cancel(booked.id, "U0CASEY")


async def test_another_time_is_no_second_half(clinic: Clinic) -> None:
    booked = await clinic.book()
    await clinic.changes.reschedule(booked.id, LATER, "U0DANA")
    await clinic.work()
    _, is_new = await clinic.changes.reschedule(booked.id, LATER + timedelta(hours=1), "U0DANA")

    assert is_new


async def test_what_was_booked_long_ago_is_said_to_be(clinic: Clinic) -> None:
    shown = await clinic.booking.preview("tomorrow 3pm", request(), ZONE)
    _, first = await clinic.booking.book(shown.draft.id, "U0DANA")
    _, second = await clinic.booking.book(shown.draft.id, "U0DANA")
    clinic.clock.push(minutes=1)

    assert (first, second) == (True, False)
    with pytest.raises(RoomClosed, match="booked"):
        await clinic.booking.book(shown.draft.id, "U0DANA")


async def test_one_gesture_leads_to_one_draft_however_often_it_is_delivered(clinic: Clinic) -> None:
    first, second, other = [
        await clinic.booking.preview("tomorrow 3pm", request(), ZONE, key=key) for key in ("a", "a", "b")
    ]

    assert first.draft.id == second.draft.id != other.draft.id


async def test_the_same_time_picked_twice_is_one_draft_and_another_one_is_another(clinic: Clinic) -> None:
    asked = await clinic.booking.preview("tomorrow", request(), ZONE)
    nine, again, ten = [
        await clinic.booking.choose(asked.draft.id, at, "U0DANA", reply_url=None)
        for at in (THREE, THREE, LATER)
    ]

    assert nine.draft.id == again.draft.id != ten.draft.id
    assert asked.draft.id not in {nine.draft.id, ten.draft.id}


async def test_a_correction_is_kept_once_and_said_again_only_later(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.clock.at = THREE + timedelta(hours=2)
    corrected = (booked.id, SessionOutcome.HELD, "by phone", "U0DANA")
    after, first = await clinic.corrections.correct(*corrected)
    _, second = await clinic.corrections.correct(*corrected)
    clinic.clock.push(minutes=1)
    now, later = await clinic.corrections.correct(*corrected)

    assert (first, second, later) == (True, False, True)
    assert now.version == after.version + 1, "written once"


class Raced:
    """A ledger in which somebody else is always a little faster, once."""

    def __init__(self, ledger: Ledger, somebody_else: Callable[[Entry], Awaitable[object]]) -> None:
        self._ledger = ledger
        self._somebody_else: Callable[[Entry], Awaitable[object]] | None = somebody_else

    async def write(self, entry: Entry) -> None:
        faster, self._somebody_else = self._somebody_else, None
        if faster:
            await faster(entry)
        await self._ledger.write(entry)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            return getattr(self._ledger, name)


def raced(clinic: Clinic, somebody_else: Callable[[Entry], Awaitable[object]]) -> Changes:
    """The use cases over such a ledger."""
    ledger = cast("Ledger", Raced(clinic.ledger, somebody_else))
    access = Access(ledger=ledger, clock=clinic.clock, coordinators=frozenset())
    return Changes(
        ledger=ledger, clock=clinic.clock, access=access, conflicts=clinic.conflicts, nudge=lambda: None
    )


async def test_the_other_half_of_a_double_click_may_be_faster_in_another_process(clinic: Clinic) -> None:
    booked = await clinic.book()
    _, is_new = await raced(clinic, clinic.ledger.write).cancel(booked.id, "U0DANA")
    await clinic.work()

    assert not is_new, "it was the other half"
    assert clinic.rooms.made("cancel") == 1


async def test_who_is_slower_than_another_person_decides_anew(clinic: Clinic) -> None:
    booked = await clinic.book()
    moved = partial(clinic.changes.reschedule, booked.id, LATER, "U0CASEY")
    with pytest.raises(RoomClosed, match="busy"):
        await raced(clinic, lambda _: moved()).cancel(booked.id, "U0DANA")
    await clinic.work()

    assert (clinic.rooms.made("reschedule"), clinic.rooms.made("cancel")) == (1, 0)


def test_a_form_is_the_same_until_something_else_stands_in_it() -> None:
    form = Gesture(who="U0DANA", channel="", trigger="1", is_form=True, view="V1", fields={"when": "3pm"})

    assert form.once == replace(form, trigger="2").once
    assert form.once != replace(form, fields={"when": "4pm"}).once
    assert form.once != replace(form, view="V2").once
    assert replace(form, is_form=False).once == "1"
