"""A session is looked up afterwards by the day that it was on; who changes one means what lies ahead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Patient, Room
from tests.clinic import Clinic
from tests.fakes import THREE

ZONE = "America/New_York"
"""THREE is Wednesday, December 2, 2026, 3 PM there; two days later it is Friday."""


async def over(clinic: Clinic) -> Room:
    booked = await clinic.book()
    clinic.clock.push(days=3)
    return booked


@pytest.mark.parametrize(
    "words", ["dec 2 3pm", "12/2 3pm", "wed 3pm", "wed", "dec 2", "the 2nd at 3pm", "wed 3pm with pat@"]
)
async def test_a_session_is_found_by_the_day_it_was_on(clinic: Clinic, words: str) -> None:
    booked = await over(clinic)

    assert (await clinic.search.find(words, "U0DANA", ZONE)).id == booked.id
    found = await clinic.search.look(words, "U0DANA", ZONE, is_to_change=True)
    assert found.rooms == ()


@pytest.mark.parametrize("words", ["next wed 3pm", "tomorrow 3pm", "dec 2, 2027 3pm", "wed 4pm"])
async def test_other_words_find_no_session_that_is_over(clinic: Clinic, words: str) -> None:
    await over(clinic)

    assert (await clinic.search.look(words, "U0DANA", ZONE)).rooms == ()


async def test_what_lies_ahead_is_meant_first(clinic: Clinic) -> None:
    await over(clinic)
    ahead = await clinic.book(THREE + timedelta(weeks=1))

    assert (await clinic.search.find("wed 3pm", "U0DANA", ZONE)).id == ahead.id


async def test_with_a_name_the_one_that_has_it_is_meant(clinic: Clinic) -> None:
    booked = await over(clinic)
    await clinic.book(THREE + timedelta(weeks=1), patient=Patient(email="quinn@example.com"))

    assert (await clinic.search.find("wed 3pm with pat@", "U0DANA", ZONE)).id == booked.id


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("dec 2", "Wednesday, December 2"),
        ("wed", "Wednesday, December 2"),
        ("last wednesday", "Wednesday, December 2"),
        ("december", "December 2026"),
        ("this month", "December 2026"),
    ],
)
async def test_the_sessions_of_a_day_that_is_over_are_listed(clinic: Clinic, words: str, name: str) -> None:
    booked = await over(clinic)

    period, rooms = await clinic.search.overview(words, "U0DANA", ZONE)
    assert (period.name, [room.id for room in rooms]) == (name, [booked.id])


@pytest.mark.parametrize("words", ["yesterday", "last week", "last month", "last 7 days"])
async def test_stretches_that_lie_behind_are_listed(clinic: Clinic, words: str) -> None:
    booked = await clinic.book()
    clinic.clock.push(**{"yesterday": {"days": 2}, "last month": {"days": 31}}.get(words, {"days": 7}))

    _, rooms = await clinic.search.overview(words, "U0DANA", ZONE)
    assert [room.id for room in rooms] == [booked.id]


async def test_where_no_session_is_the_day_ahead_is_said_with_its_year(clinic: Clinic) -> None:
    clinic.clock.push(days=3)

    period, rooms = await clinic.search.overview("dec 2", "U0DANA", ZONE)
    assert (period.name, rooms) == ("Thursday, December 2, 2027", [])
