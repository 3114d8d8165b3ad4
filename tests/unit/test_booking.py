"""The rules of booking over an in-memory ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot import times
from bot.errors import NotAllowed, RoomClosed, RoomNotFound, TimeUnclear, WordsUnclear
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, request

ZONE = "America/New_York"


async def test_a_preview_promises_nothing(clinic: Clinic) -> None:
    shown = await clinic.booking.preview("tomorrow 3pm", request(), ZONE)
    await clinic.work()

    assert shown.draft.start == THREE
    assert next(item.event for item in shown.outreach) == "confirmation"
    assert clinic.rooms.calls == []
    assert clinic.nudges == 0


async def test_a_question_is_answered_by_one_of_its_options(clinic: Clinic) -> None:
    asked = await clinic.booking.preview("tomorrow", request(), ZONE)
    assert asked.question
    assert asked.question.reason is times.Reason.NEED_TIME
    assert asked.draft.start is None
    with pytest.raises(TimeUnclear, match="need-time"):
        await clinic.booking.book(asked.draft.id, "U0DANA")

    shown = await clinic.booking.choose(asked.draft.id, asked.question.options[0], "U0DANA", reply_url=None)
    booked, _ = await clinic.booking.book(shown.draft.id, "U0DANA")

    assert booked.start == asked.question.options[0]


@pytest.mark.parametrize("words", ["morrow 3pm", "morgen um 15:00", "3pm in Springfield", "tomorrow 3pm Pat"])
async def test_what_is_left_over_is_asked_about(clinic: Clinic, words: str) -> None:
    asked = await clinic.booking.preview(words, request(), ZONE)

    assert asked.question
    assert asked.question.reason is times.Reason.LEFT_OVER
    assert asked.draft.start is None
    assert asked.unread in words
    assert asked.draft.words == "", "it may be about a patient"


async def test_a_name_behind_with_is_left_out_and_not_kept(clinic: Clinic) -> None:
    shown = await clinic.booking.preview("tomorrow 3pm", request(), ZONE, aside="Pat Doe,")

    assert (shown.draft.start, shown.has_rest) == (THREE, True)
    assert shown.unread == ""
    assert "Pat" not in shown.draft.words
    again = await clinic.booking.preview(shown.draft.words, request(), ZONE)
    assert again.draft.start == THREE, "what is kept can be read again"


async def test_words_without_a_time_are_asked_about_and_not_kept(clinic: Clinic) -> None:
    asked = await clinic.booking.preview("hello there", request(), ZONE)

    assert asked.question
    assert asked.question.reason is times.Reason.NOT_UNDERSTOOD
    assert (asked.draft.start, asked.draft.words) == (None, "")


async def test_a_coordinator_names_a_room_by_its_own_clock_or_by_theirs(clinic: Clinic) -> None:
    booked = await clinic.book()

    for words in ("tomorrow 3pm", "tomorrow 2pm"):  # New York, and Chicago
        assert (await clinic.search.find(words, "U0CASEY", "America/Chicago")).id == booked.id
    with pytest.raises(RoomNotFound):
        await clinic.search.find("tomorrow 4pm", "U0CASEY", "America/Chicago")


async def test_nobody_confirms_another_persons_preview(clinic: Clinic) -> None:
    shown = await clinic.booking.preview("tomorrow 3pm", request(), ZONE)

    with pytest.raises(NotAllowed, match="expired"):
        await clinic.booking.book(shown.draft.id, "U0LEE")


async def test_a_preview_whose_time_has_passed_books_nothing(clinic: Clinic) -> None:
    shown = await clinic.booking.preview("in 5 minutes", request(), ZONE)
    clinic.clock.push(minutes=6)

    with pytest.raises(TimeUnclear, match="past"):
        await clinic.booking.book(shown.draft.id, "U0DANA")


@pytest.mark.parametrize("who", ["U0DANA", "U0LEE", "U0CASEY"])
async def test_requester_provider_and_coordinators_may_change_a_room(clinic: Clinic, who: str) -> None:
    booked = await clinic.book(requester="U0LEE")

    assert await clinic.changes.check(booked.id, who)


async def test_a_stranger_may_not(clinic: Clinic) -> None:
    booked = await clinic.book()

    with pytest.raises(NotAllowed, match="change"):
        await clinic.changes.cancel(booked.id, "U0SAM")
    with pytest.raises(RoomNotFound):
        await clinic.search.find("tomorrow 3pm", "U0SAM", ZONE)


async def test_a_started_room_is_refused_before_any_call(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.clock.at = THREE
    with pytest.raises(RoomClosed, match="started"):
        await clinic.changes.cancel(booked.id, "U0DANA")
    with pytest.raises(RoomClosed, match="started"):
        await clinic.changes.reschedule(booked.id, THREE + timedelta(days=1), "U0DANA")
    clinic.clock.push(hours=1)
    with pytest.raises(RoomClosed, match="over"):
        await clinic.changes.cancel(booked.id, "U0DANA")

    assert (clinic.rooms.made("cancel"), clinic.rooms.made("reschedule")) == (0, 0)


async def test_a_room_is_not_moved_to_where_it_is_or_into_the_past(clinic: Clinic) -> None:
    booked = await clinic.book()

    with pytest.raises(TimeUnclear, match="same"):
        await clinic.changes.plan_move(booked.id, "tomorrow 3pm", "U0DANA")
    with pytest.raises(TimeUnclear, match="past"):
        await clinic.changes.reschedule(booked.id, NOON - timedelta(hours=1), "U0DANA")


@pytest.mark.parametrize("words", ["tomorrow 3pm", "uid0", "uid00000", " tomorrow at 3 "])
async def test_a_room_is_found_as_people_name_it(clinic: Clinic, words: str) -> None:
    booked = await clinic.book()

    assert (await clinic.search.find(words, "U0DANA", ZONE)).id == booked.id


async def test_a_room_of_earlier_today_is_found_by_its_time(clinic: Clinic) -> None:
    booked = await clinic.book()
    clinic.clock.at = THREE + timedelta(hours=2)

    assert (await clinic.search.find("3pm", "U0DANA", ZONE)).id == booked.id
    assert (await clinic.search.find("today 3pm", "U0DANA", ZONE)).id == booked.id


async def test_two_rooms_at_one_time_are_told_apart_by_their_id(clinic: Clinic) -> None:
    await clinic.book()
    second = await clinic.book()
    assert second.video

    with pytest.raises(RoomNotFound) as caught:
        await clinic.search.find("tomorrow 3pm", "U0DANA", ZONE)
    assert caught.value.matches == 2
    assert (await clinic.search.find(second.video.uid, "U0DANA", ZONE)).id == second.id


@pytest.mark.parametrize("words", ["no", "uid", "", "%", "uid9", "tomorrow 4pm", "' OR 1=1"])
async def test_what_names_no_room_finds_none(clinic: Clinic, words: str) -> None:
    await clinic.book()

    with pytest.raises(RoomNotFound):
        await clinic.search.find(words, "U0DANA", ZONE)


async def test_lists_are_by_day_and_by_person(clinic: Clinic) -> None:
    booked = await clinic.book()

    async def listed(words: str, who: str) -> list[str]:
        return [room.id for room in (await clinic.search.overview(words, who, ZONE))[1]]

    assert await listed("tomorrow", "U0DANA") == [booked.id]
    assert await listed("this week", "U0CASEY") == [booked.id]
    assert await listed("today", "U0DANA") == []
    assert await listed("tomorrow", "U0SAM") == []
    with pytest.raises(WordsUnclear):
        await listed("whenever", "U0DANA")


async def test_a_series_passes_a_form_and_a_move_needs_one_time(clinic: Clinic) -> None:
    clinic.booking.check("every wednesday 3pm for 4 weeks", ZONE)
    clinic.booking.check("every wednesday 3pm", ZONE)
    booked = await clinic.book()
    asked = await clinic.changes.plan_move(booked.id, "every friday 3pm for 4 weeks", "U0DANA")

    assert asked.question
    assert asked.question.reason is times.Reason.SERIES
    assert asked.question.options == tuple(THREE + timedelta(days=2 + 7 * week) for week in range(4))
    with pytest.raises(TimeUnclear, match="series"):
        await clinic.changes.plan_move(booked.id, "every friday 3pm", "U0DANA", is_form=True)


async def test_a_picked_day_leads_to_its_hour_and_then_to_the_room(clinic: Clinic) -> None:
    asked = await clinic.booking.preview("next week", request(), ZONE)
    hours = await clinic.booking.ask_hour(asked.draft.id, date(2026, 12, 9), "U0DANA")
    assert hours.question
    assert (hours.question.reason, hours.question.day) == (times.Reason.NEED_TIME, date(2026, 12, 9))
    shown = await clinic.booking.choose(hours.draft.id, hours.question.options[7], "U0DANA", reply_url=None)

    assert shown.draft.start == THREE + timedelta(days=7)
    with pytest.raises(NotAllowed, match="expired"):
        await clinic.booking.ask_hour(asked.draft.id, date(2026, 12, 9), "U0LEE")


async def test_a_picked_day_that_is_over_is_asked_about_again(clinic: Clinic) -> None:
    asked = await clinic.booking.preview("next week", request(), ZONE)
    again = await clinic.booking.ask_hour(asked.draft.id, date(2026, 11, 30), "U0DANA")

    assert again.question
    assert again.question.reason is times.Reason.PAST


async def test_a_room_is_moved_by_picking_a_day(clinic: Clinic) -> None:
    booked = await clinic.book()
    shown = await clinic.changes.plan_move_on(booked.id, date(2026, 12, 9), "U0DANA")

    assert shown.question
    assert shown.question.day == date(2026, 12, 9)
    with pytest.raises(NotAllowed, match="change"):
        await clinic.changes.plan_move_on(booked.id, date(2026, 12, 9), "U0SAM")


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("tomorrow 3pm", None),
        ("tomorrow 3-4pm", None),
        ("tomorrow 3pm for an hour", None),
        ("tomorrow 3-3:30pm", 30),
        ("tomorrow 3pm for 45 minutes", 45),
        ("tomorrow 3pm to 6pm", 180),
    ],
)
async def test_an_end_that_a_room_will_not_have_is_kept_to_be_said(
    clinic: Clinic, words: str, minutes: int | None
) -> None:
    end = THREE + timedelta(minutes=minutes) if minutes else None
    shown = await clinic.booking.preview(words, request(), ZONE)
    assert (shown.draft.start, shown.other_end) == (THREE, end)

    booked = await clinic.book(THREE + timedelta(days=1))
    assert (await clinic.changes.plan_move(booked.id, words, "U0DANA")).other_end == end


@pytest.mark.parametrize("words", ["yesterday 3pm", "yesterday", "last wednesday 3pm"])
async def test_a_room_that_is_over_is_found_as_people_name_it(clinic: Clinic, words: str) -> None:
    booked = await clinic.book()
    await clinic.book(THREE + timedelta(days=1))
    clinic.clock.at = THREE + timedelta(days=1, hours=-4)

    assert (await clinic.search.find(words, "U0DANA", ZONE)).id == booked.id


@pytest.mark.parametrize(
    "words", ["yesterday 3pm", "every wednesday", "every wednesday 3pm", "2 days ago at 3pm"]
)
async def test_another_day_or_a_series_names_no_room_of_tomorrow(clinic: Clinic, words: str) -> None:
    await clinic.book()

    with pytest.raises(RoomNotFound):
        await clinic.search.find(words, "U0DANA", ZONE)
