"""The life of a room over fakes, minute by minute: what the card and the provider's messages say when."""

from __future__ import annotations

from bot.errors import RoomsUnavailable
from bot.models import NoticeKind
from tests.clinic import Clinic
from tests.fakes import THREE
from tests.room_life import CAME, FOUR, NOT_YET, THERE, at, attend, posted, said

LIFE = [
    (-30, NOT_YET, NOT_YET, "📅 Scheduled", ("Reschedule", "Cancel"), ""),
    (-5, NOT_YET, NOT_YET, "⏰ Starts in 5 min", ("Join", "Reschedule"), "⏰ In 5 min"),
    (0, NOT_YET, NOT_YET, "🟢 Open", ("Join",), "🟢 Open, started at 3:00 PM"),
    (5, NOT_YET, THERE, "🟢 Open", ("Join",), "The patient is there"),
    (15, THERE, THERE, "🟢 Open", ("Join",), "both of you"),
    (60, THERE, THERE, "✔️ Over, attendance not yet known", (), "is over"),
    (131, CAME, CAME, "✔️ Over", (), "is over"),
]
"""Minutes after the start, who is there, what the card says with which buttons, what the reminder says."""


async def test_the_life_of_a_room_minute_by_minute(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    for minutes, provider, patient, card, buttons, reminder in LIFE:
        attend(clinic, booked_room, provider, patient)
        await at(clinic, minutes)
        shown, reminded = said(clinic, NoticeKind.CARD), said(clinic, NoticeKind.REMINDER)
        assert shown.startswith(card), minutes
        for button in ("Join", "Reschedule", "Cancel"):
            is_there = f"'text': '{button}'" in shown
            assert is_there == (button in buttons or (button == "Cancel" and "Reschedule" in buttons)), (
                minutes
            )
        assert reminder in reminded, minutes
        assert ("provider" in reminded and "https" in reminded) == (-5 <= minutes < 60), minutes

    assert "both came" in said(clinic, NoticeKind.CARD)
    assert "both came" in said(clinic, NoticeKind.FOLLOW_UP)
    assert clinic.notifier.kinds() == ["card", "links", "follow-up", "outcome"], "the rest are edits"
    assert len(posted(clinic, NoticeKind.REMINDER)) == 1


async def test_the_card_holds_no_link_in_any_state(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    for minutes, provider, patient, *_ in LIFE:
        attend(clinic, booked_room, provider, patient)
        await at(clinic, minutes)
        assert "https://" not in said(clinic, NoticeKind.CARD)


async def test_where_betterpt_shows_nothing_live_nothing_is_claimed(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    attend(clinic, booked_room, NOT_YET, NOT_YET)
    await at(clinic, -5)
    await at(clinic, 0)
    edits = len(clinic.notifier.edits)
    await at(clinic, 5)
    await at(clinic, 15)

    assert len(clinic.notifier.edits) == edits
    assert "BetterPT" not in said(clinic, NoticeKind.REMINDER)


async def test_a_betterpt_that_does_not_answer_shows_nothing(clinic: Clinic) -> None:
    await clinic.book()
    clinic.rooms.trouble["get"] = [RoomsUnavailable("down"), RoomsUnavailable("down")]
    await at(clinic, -5)
    await at(clinic, 15)

    assert "BetterPT" not in said(clinic, NoticeKind.REMINDER)


async def test_a_missing_patient_comes_with_a_text_to_copy(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    await at(clinic, -5)
    attend(clinic, booked_room, THERE, NOT_YET)
    await at(clinic, 5)
    shown = said(clinic, NoticeKind.REMINDER)

    assert booked_room.video
    assert "does not show the patient yet" in shown
    assert f"please join here: {booked_room.video.patient_link}" in shown
    assert "pa…@example.com" in shown
    assert "https://" not in shown.split(" [")[0], "the text for notifications holds no link"


async def test_a_move_shows_the_old_time_struck_through(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    await clinic.changes.reschedule(booked_room.id, FOUR, "U0DANA")
    await clinic.work()
    moved = await clinic.now(booked_room)
    card = said(clinic, NoticeKind.CARD)

    assert moved.moved_from == THREE
    assert "*Wednesday, December 2, 4:00 PM EST (New York)*" in card
    assert "Moved from ~Wednesday, December 2, 3:00 PM EST (New York)~" in card
    assert "Moved: Wednesday, December 2, 4:00 PM" in said(clinic, NoticeKind.BOOKED)
    assert len([edit for edit in clinic.notifier.edits if edit.kind is NoticeKind.CARD]) == 1, (
        "once is enough"
    )
    assert posted(clinic, NoticeKind.BOOKED) == ["U0DANA"]


async def test_what_was_promised_for_the_old_time_is_not_said_at_it(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    await clinic.changes.reschedule(booked_room.id, FOUR, "U0DANA")
    await clinic.work()
    edits = len(clinic.notifier.edits)
    await at(clinic, 30)

    assert (len(clinic.notifier.edits), posted(clinic, NoticeKind.REMINDER)) == (edits, [])
    await at(clinic, 55)
    assert posted(clinic, NoticeKind.REMINDER) == ["U0DANA"]


async def test_a_move_in_the_last_minute_corrects_the_reminder_and_another_one_comes(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    await at(clinic, -4)
    await clinic.changes.reschedule(booked_room.id, FOUR, "U0DANA")
    await clinic.work()
    corrected = said(clinic, NoticeKind.REMINDER)
    await at(clinic, 56)

    assert "was moved to" in corrected
    assert "https" not in corrected
    assert len(posted(clinic, NoticeKind.REMINDER)) == 2


async def test_a_time_found_changed_at_betterpt_is_told_as_a_move(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    assert booked_room.video
    await clinic.rooms.reschedule(booked_room.video.uid, FOUR)
    await at(clinic, -5)
    await at(clinic, 6)

    assert (await clinic.now(booked_room)).moved_from == THREE
    assert "Moved from" in said(clinic, NoticeKind.CARD)


async def test_a_cancelled_room_is_struck_and_its_buttons_are_gone(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    await clinic.changes.cancel(booked_room.id, "U0DANA")
    await clinic.work()
    card, told = said(clinic, NoticeKind.CARD), said(clinic, NoticeKind.BOOKED)
    await at(clinic, 300)

    assert card.startswith("✖️ Cancelled")
    assert "~Wednesday, December 2, 3:00 PM EST (New York)~" in card
    assert "actions" not in card
    assert told.startswith("✖️ Cancelled")
    assert "https" not in told
    assert posted(clinic, NoticeKind.REMINDER) == []
