"""BetterPT's answer to a change is lost: nothing twice, nothing untrue, and in the end it is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.betterpt import Fault
from sandbox.driver import Person
from sandbox.world import Sandbox

ASKING = "partnerVideoRoom"
"""The query by which a room is looked at."""
UNKNOWN = "It is not known whether"
MOVE = "reschedulePartnerVideoRoom"


@pytest.fixture
async def moving(sandbox: Sandbox, dana: Person) -> Person:
    """Dana, whose session is to be moved; nothing that is looked at is answered."""
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await dana.clicks("Create room")
    await dana.sees("Created:", where="ephemeral")
    await dana.sees("For your calendar", where="dm")
    sandbox.betterpt.faults.stand(Fault(kind="refuse-before", operation=ASKING))
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 5pm")
    return dana


async def move_in_silence(sandbox: Sandbox, dana: Person, fault: Fault) -> None:
    """A quarter of an hour, until she is told that nobody knows; then BetterPT can be asked again."""
    sandbox.betterpt.faults.add(fault)
    await dana.clicks("Move it")
    asked = sandbox.betterpt.count(ASKING)
    await sandbox.betterpt.changes.until(lambda: sandbox.betterpt.count(ASKING) > asked, seconds=15)
    sandbox.clock.push(timedelta(minutes=16))
    await dana.sees(UNKNOWN, where="dm")
    await dana.sees("Not known whether it was changed", where="ephemeral")
    sandbox.betterpt.faults.clear()
    sandbox.clock.push(timedelta(minutes=6))


async def test_a_move_that_was_done_is_shown_everywhere_once_betterpt_tells(
    sandbox: Sandbox, moving: Person
) -> None:
    await move_in_silence(sandbox, moving, Fault(kind="act-then-reset", operation=MOVE))

    await moving.sees("Moved by", where="thread")
    await moving.sees("5:00 PM", where="team-telehealth")
    assert await sandbox.slack.changes.until(
        lambda: all(UNKNOWN not in each.text for each in moving.dms()) or None, seconds=15
    )
    assert sandbox.betterpt.count(MOVE) == 1


async def test_a_move_that_was_not_done_is_said_and_can_be_asked_for_again(
    sandbox: Sandbox, moving: Person
) -> None:
    await move_in_silence(sandbox, moving, Fault(kind="reset-before", operation=MOVE))
    await moving.sees("was not moved", where="dm")
    await moving.types("/room reschedule tomorrow 3pm to tomorrow 5pm")
    await moving.clicks("Move it", await moving.sees("Move this session?"))

    await moving.sees("Moved by", where="thread")
    assert sandbox.betterpt.count(MOVE) == 2
