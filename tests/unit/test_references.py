"""A room is named as people name it: by whose it is, with whom, under which number, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import OutcomeUnknown
from bot.models import Patient, Provider
from tests.clinic import Clinic
from tests.fakes import NOON, THREE

ZONE = "America/New_York"
LEE = Provider(id="U0LEE", name="Lee Park", email="lee@example.com")


async def clinic_of_three(clinic: Clinic) -> dict[str, str]:
    """Dana's at 3 with Pat, Lee's at 3 with a phone, Dana's on Friday at 10 with a chart number."""
    dana = await clinic.book(requester="U0CASEY")
    lee = await clinic.book(
        requester="U0CASEY", provider=LEE, patient=Patient(phone="+12025550143"), reference="B-77"
    )
    friday = await clinic.book(
        THREE + timedelta(days=2, hours=-5), patient=Patient(email="quinn@example.com"), reference="A-1207"
    )
    return {"dana": dana.id, "lee": lee.id, "friday": friday.id}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("tomorrow's 3pm with pat@", "dana"),
        ("tomorrow 3pm with 0143", "lee"),
        ("tomorrow 3pm 555-0143", "lee"),
        ("lee's 3pm tomorrow", "lee"),
        ("tomorrow <@U0LEE|lee>", "lee"),
        ("<@U0LEE>'s 3pm tomorrow", "lee"),
        ("next <@U0LEE>", "lee"),
        ("next with lee", "lee"),
        ("the next one with pat@", "dana"),
        ("quinn@example.com", "friday"),
        ("with quinn", "friday"),
        ("ref A-1207", "friday"),
        ("a-1207", "friday"),
        ("friday", "friday"),
        ("the friday one", "friday"),
        ("friday 10 to 11am", "friday"),
        ("mañana a las 3 con pat@", "dana"),
        ("la cita del viernes a las 10", "friday"),
        ("la próxima con quinn@example.com", "friday"),
        ("le prochain rendez-vous avec quinn@", "friday"),
    ],
)
async def test_a_coordinator_names_one_room_of_many(clinic: Clinic, words: str, who: str) -> None:
    rooms = await clinic_of_three(clinic)

    found = await clinic.search.look(words, "U0CASEY", ZONE)
    assert [room.id for room in found.rooms] == [rooms[who]]
    assert found.unread == ""


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("my 3pm tomorrow", "dana"),
        ("my next", "dana"),
        ("next", "dana"),
        ("mi cita de mañana a las 3", "dana"),
        ("mon rendez-vous de demain à 15h", "dana"),
    ],
)
async def test_a_provider_names_their_own(clinic: Clinic, words: str, who: str) -> None:
    rooms = await clinic_of_three(clinic)

    found = await clinic.search.look(words, "U0DANA", ZONE)
    assert [room.id for room in found.rooms] == [rooms[who]]


async def test_an_hour_alone_is_tomorrows_where_none_fits_today(clinic: Clinic) -> None:
    """At noon "3pm" is today's; of Lee's there is only tomorrow's."""
    rooms = await clinic_of_three(clinic)
    today = await clinic.book(THREE - timedelta(days=1))

    found = await clinic.search.look("lee's 3pm", "U0CASEY", ZONE)
    assert ([room.id for room in found.rooms], found.unread) == ([rooms["lee"]], "")
    found = await clinic.search.look("3pm", "U0CASEY", ZONE)
    assert [room.id for room in found.rooms] == [today.id]


async def test_several_matches_are_all_there_to_be_picked(clinic: Clinic) -> None:
    await clinic_of_three(clinic)

    assert len((await clinic.search.look("tomorrow 3pm", "U0CASEY", ZONE)).rooms) == 2
    assert len((await clinic.search.look("tomorrow 3pm", "U0LEE", ZONE)).rooms) == 1


async def test_what_nothing_was_made_of_is_told(clinic: Clinic) -> None:
    await clinic_of_three(clinic)

    found = await clinic.search.look("tomorrow 3pm with pat@ blue folder", "U0CASEY", ZONE)
    assert (len(found.rooms), found.unread) == (1, "blue folder")
    nothing = await clinic.search.look("the blue one", "U0CASEY", ZONE)
    assert (nothing.rooms, nothing.unread) == ((), "blue")


async def test_nobody_finds_another_persons_room_by_any_name(clinic: Clinic) -> None:
    rooms = await clinic_of_three(clinic)

    for words in ("ref B-77", "B-77", "with 0143", "<@U0LEE>", rooms["lee"], "tomorrow"):
        found = await clinic.search.look(words, "U0DANA", ZONE)
        assert rooms["lee"] not in [room.id for room in found.rooms]


async def test_to_change_a_room_those_that_can_be_changed_are_meant(clinic: Clinic) -> None:
    over = await clinic.book(NOON + timedelta(hours=1))
    clinic.clock.push(hours=3)
    ahead = await clinic.book(NOON + timedelta(hours=25))

    to_see = await clinic.search.look("1pm", "U0DANA", ZONE)
    to_move = await clinic.search.look("1pm", "U0DANA", ZONE, is_to_change=True)
    assert [room.id for room in to_move.rooms] == [ahead.id]
    assert over.id not in [room.id for room in to_see.rooms]


@pytest.mark.parametrize("words", ["my 3pm", "3pm", "with pat@", "la de las 3"])
async def test_a_session_that_is_running_is_never_passed_over_in_silence(clinic: Clinic, words: str) -> None:
    """At 3:20 "my 3pm" is most likely this one: it is asked which, so none is moved that was not meant."""
    running = await clinic.book(THREE)
    tomorrows = await clinic.book(THREE + timedelta(days=1))
    clinic.clock.at = THREE + timedelta(minutes=20)

    found = await clinic.search.look(words, "U0DANA", ZONE, is_to_change=True)
    assert [room.id for room in found.rooms] == [running.id, tomorrows.id]
    found = await clinic.search.look("tomorrow 3pm", "U0DANA", ZONE, is_to_change=True)
    assert [room.id for room in found.rooms] == [tomorrows.id]


async def test_the_next_one_is_none_that_is_running(clinic: Clinic) -> None:
    await clinic.book(THREE)
    tomorrows = await clinic.book(THREE + timedelta(days=1))
    clinic.clock.at = THREE + timedelta(minutes=20)

    found = await clinic.search.look("my next", "U0DANA", ZONE, is_to_change=True)
    assert [room.id for room in found.rooms] == [tomorrows.id]


async def test_where_nothing_was_said_the_coming_rooms_are_meant_those_of_unknown_outcome_first(
    clinic: Clinic,
) -> None:
    running, later = await clinic.book(THREE), await clinic.book(THREE + timedelta(days=7))
    cancelled = await clinic.book(THREE + timedelta(days=8))
    await clinic.changes.cancel(cancelled.id, "U0DANA")
    await clinic.work()
    clinic.rooms.trouble["create"] = [OutcomeUnknown("timed out")]
    lost = await clinic.book(THREE + timedelta(days=9))
    clinic.clock.at = THREE + timedelta(minutes=20)

    coming = await clinic.search.coming("U0DANA")
    assert [room.id for room in coming] == [lost.id, running.id, later.id]
    coming = await clinic.search.coming("U0DANA", is_to_change=True)
    assert [room.id for room in coming] == [lost.id, later.id]
    assert await clinic.search.coming("U0LEE") == ()


async def test_a_room_is_found_by_our_own_id_too(clinic: Clinic) -> None:
    rooms = await clinic_of_three(clinic)

    assert (await clinic.search.find(rooms["dana"], "U0DANA", ZONE)).id == rooms["dana"]
