"""A room of which nobody knows whether it was created: whatever is asked of it, that is decided first."""

from __future__ import annotations

import pytest

from sandbox.betterpt import Fault
from sandbox.driver import Person
from sandbox.world import Sandbox

CREATE = "createPartnerVideoRoom"
FIRST = "Decide that first"


@pytest.fixture
async def wondering(sandbox: Sandbox, dana: Person) -> Person:
    """Dana, who was told that it is not known whether her room of tomorrow was created."""
    sandbox.betterpt.faults.add(Fault(kind="act-then-reset", operation=CREATE))
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await dana.clicks("Create room")
    await dana.sees("not known whether", where="dm")
    return dana


@pytest.mark.parametrize(
    "asked",
    [
        "cancel tomorrow 3pm",
        "reschedule tomorrow 3pm to tomorrow 5pm",
        "reschedule tomorrow 3pm",
        "give tomorrow 3pm to @lee",
        "late tomorrow 3pm 10",
    ],
)
async def test_no_change_of_it_says_that_it_was_not_created(wondering: Person, asked: str) -> None:
    """Who books it anew on our word may have two rooms, and a patient who is told twice."""
    await wondering.types(f"/room {asked}")
    told = await wondering.sees(FIRST, where="ephemeral")

    assert "not known whether the room" in told.text
    assert told.buttons == ("Create again", "Leave it")


async def test_it_is_decided_where_the_change_was_asked_for(sandbox: Sandbox, wondering: Person) -> None:
    await wondering.types("/room cancel tomorrow 3pm")
    await wondering.clicks("Create again", await wondering.sees(FIRST, where="ephemeral"))
    await wondering.sees("Patient link", where="thread")

    assert sandbox.betterpt.count(CREATE) == 2
