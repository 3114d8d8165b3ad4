"""Who may do what: guests and people from elsewhere only look, whatever they once asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotAllowed, OutcomeUnknown, RoomClosed, RoomNotFound, RoomsError, RoomsUnavailable
from bot.models import Person, Provider
from tests.clinic import Clinic
from tests.fakes import NOON, THREE, request

DANA = Person(id="U0DANA", name="Dana Reyes", time_zone="America/New_York")
LEE = Provider(id="U0LEE", name="Lee Park PT")
GUEST = Person(id="U0DANA", name="Dana Reyes", time_zone="America/New_York", is_guest=True)


async def test_who_became_a_guest_changes_nothing_any_more(clinic: Clinic) -> None:
    await clinic.ledger.save_person(DANA, NOON)
    room = await clinic.book()
    await clinic.ledger.save_person(GUEST, NOON)

    for change in (
        clinic.changes.cancel(room.id, "U0DANA"),
        clinic.changes.reschedule(room.id, THREE + timedelta(hours=1), "U0DANA"),
        clinic.changes.plan_move(room.id, "friday 2pm", "U0DANA"),
    ):
        with pytest.raises(NotAllowed, match="outside"):
            await change


async def test_a_guests_preview_is_not_booked(clinic: Clinic) -> None:
    await clinic.ledger.save_person(DANA, NOON)
    shown = await clinic.booking.preview("tomorrow 3pm", request(), "America/New_York")
    await clinic.ledger.save_person(GUEST, NOON)

    with pytest.raises(NotAllowed, match="outside"):
        await clinic.booking.book(shown.draft.id, "U0DANA")


async def test_nobody_else_changes_a_room_but_a_coordinator(clinic: Clinic) -> None:
    room = await clinic.book()

    with pytest.raises(NotAllowed, match="change"):
        await clinic.changes.cancel(room.id, "U0LEE")
    await clinic.changes.cancel(room.id, "U0CASEY")


async def test_who_became_a_guest_gets_no_link_any_more(clinic: Clinic) -> None:
    await clinic.ledger.save_person(DANA, NOON)
    room = await clinic.book()
    clinic.clock.at = room.opens
    await clinic.ledger.save_person(GUEST, NOON)

    for key in (clinic.keys.provider_link, clinic.keys.patient_link, clinic.keys.entry):
        with pytest.raises(NotAllowed, match="outside"):
            await key(room.id, "U0DANA")


async def test_who_became_a_guest_looks_at_their_own_rooms_by_words_and_by_buttons_alike(
    clinic: Clinic,
) -> None:
    room = await clinic.book()
    await clinic.book(THREE + timedelta(hours=2), requester="U0LEE", provider=LEE)
    await clinic.ledger.save_person(GUEST, NOON)

    for words in ("tomorrow 3pm", room.id):
        assert (await clinic.search.find(words, "U0DANA", "America/New_York")).id == room.id
    assert (await clinic.search.room(room.id, "U0DANA")).id == room.id


async def test_nobody_else_looks_at_a_room_by_words_or_by_buttons(clinic: Clinic) -> None:
    room = await clinic.book()

    for words in ("tomorrow 3pm", room.id):
        with pytest.raises(RoomNotFound):
            await clinic.search.find(words, "U0LEE", "America/New_York")
    with pytest.raises(NotAllowed, match="change"):
        await clinic.search.room(room.id, "U0LEE")


@pytest.mark.parametrize(
    ("trouble", "why"), [(OutcomeUnknown("timed out"), "unknown"), (RoomsUnavailable("down"), "creating")]
)
async def test_a_room_that_may_exist_is_never_called_not_created(
    clinic: Clinic, trouble: RoomsError, why: str
) -> None:
    """Who believes that books it anew: then there may be two, and the patient is told twice."""
    clinic.rooms.trouble["create"] = [trouble]
    room = await clinic.book()
    for ask in (clinic.changes.check, clinic.corrections.room, clinic.keys.patient_link):
        with pytest.raises(RoomClosed, match=why):
            await ask(room.id, "U0DANA")


async def test_a_room_that_was_left_as_it_is_was_decided_about(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("timed out")]
    lost = await clinic.book()
    await clinic.retries.leave(lost.id, "U0DANA")

    with pytest.raises(RoomClosed, match="decided"):
        await clinic.changes.check(lost.id, "U0DANA")


async def test_nobody_else_decides_about_an_unknown_room_nor_learns_what_was_decided(clinic: Clinic) -> None:
    clinic.rooms.trouble["create"] = [OutcomeUnknown("timed out"), OutcomeUnknown("timed out")]
    lost = await clinic.book()
    for decide in (clinic.retries.create_again, clinic.retries.leave):
        with pytest.raises(NotAllowed, match="change"):
            await decide(lost.id, "U0LEE")
    again = await clinic.retries.create_again(lost.id, "U0DANA")
    await clinic.work()
    await clinic.retries.leave(again.id, "U0DANA")

    with pytest.raises(NotAllowed, match="change"):
        await clinic.retries.create_again(lost.id, "U0LEE")
    with pytest.raises(NotAllowed, match="change"):
        await clinic.retries.leave(again.id, "U0LEE")
