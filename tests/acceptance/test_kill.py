"""kill -9 between the click and the thread: one room and one whole thread, or a clear word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.betterpt import Fault
from sandbox.driver import Person
from sandbox.slack import Fault as SlackFault
from sandbox.world import Sandbox
from tests.manners import watched


def posts(sandbox: Sandbox, text: str) -> int:
    """How many messages with that text stand in channels."""
    everything = sandbox.slack.workspace.messages
    said = [each for each in everything if not each.only_for and not each.channel.startswith("D")]
    return sum(text in str(message.blocks) for message in said)


def posting(sandbox: Sandbox) -> int:
    """How many posts the bot began so far."""
    return sum(call.method == "chat.postMessage" for call in sandbox.slack.calls)


async def until(look: Callable[[], bool]) -> None:
    """Wait for something that no person sees."""
    async with asyncio.timeout(10):
        while not look():  # noqa: ASYNC110  a call that has not ended makes no event
            await asyncio.sleep(0.002)


REACHED: dict[str, Callable[[Sandbox], bool]] = {
    "create": lambda sandbox: bool(sandbox.betterpt.rooms),
    "card": lambda sandbox: posting(sandbox) == 1,
    "links": lambda sandbox: posting(sandbox) == 2,
    "whole": lambda sandbox: posts(sandbox, "Patient link") == 1,
    "booked": lambda sandbox: posting(sandbox) == 3,
    "file": lambda sandbox: any(
        call.method == "files.completeUploadExternal" for call in sandbox.slack.calls
    ),
}


@pytest.mark.parametrize("moment", REACHED)
async def test_killed_and_restarted_there_is_one_room_and_one_whole_thread_or_a_clear_word(
    tmp_path: Path, moment: str
) -> None:
    async with watched() as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types("/room tomorrow 3pm with pat@example.com")
        hang = Fault(kind="act-then-hang", operation="createPartnerVideoRoom", seconds=5)
        if moment == "create":
            sandbox.betterpt.faults.add(hang)
        slow = SlackFault(method="chat.postMessage", delay=0.3)
        sandbox.slack.faults.add(slow, slow, slow)
        sandbox.slack.faults.add(SlackFault(method="files.completeUploadExternal", delay=0.3))
        await dana.clicks("Create room")
        await until(lambda: REACHED[moment](sandbox))
        await bot.kill()
        await asyncio.sleep(0.4)  # what was on its way arrives at Slack after the bot is dead
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        if moment == "create":
            await expect_the_unknown(sandbox, dana)
        else:
            await expect_a_whole_thread(sandbox, dana)


async def expect_a_whole_thread(sandbox: Sandbox, dana: Person) -> None:
    await dana.sees("Patient link", where="thread")
    await dana.sees("Created:", where="ephemeral")

    assert sandbox.betterpt.count("createPartnerVideoRoom") == len(sandbox.betterpt.rooms) == 1
    assert posts(sandbox, "Video session with") == 1
    assert posts(sandbox, "Patient link") == 1
    await dana.sees("For your calendar", where="dm")
    assert sum("Booked:" in each.text for each in dana.dms()) == 1
    assert sum(len(each.files) for each in dana.dms()) == 1
    assert sandbox.betterpt.token_requests == 1, "the token outlives the process"


async def expect_the_unknown(sandbox: Sandbox, dana: Person) -> None:
    told = await dana.sees("not known whether", where="dm")

    assert told.buttons == ("Create again", "Leave it")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == len(sandbox.betterpt.rooms) == 1
    assert posts(sandbox, "Video session with") == 0
    await dana.clicks("Leave it", told)
    await dana.sees("was left as it is", where="dm")


HANDED_OVER: dict[str, Callable[[Sandbox], bool]] = {
    "create": lambda sandbox: len(sandbox.betterpt.rooms) == 2,
    "card": lambda sandbox: posting(sandbox) == 4,  # card, links and the provider's DM stand already
    "cancel": lambda sandbox: sandbox.betterpt.count("cancelPartnerVideoRoom") == 1,
}


@pytest.mark.parametrize("moment", HANDED_OVER)
async def test_killed_during_a_hand_over_one_room_stands_or_a_clear_word_is_said(
    tmp_path: Path, moment: str
) -> None:
    async with watched() as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types("/room tomorrow 3pm with pat@example.com")
        await dana.clicks("Create room")
        await dana.sees("Created:", where="ephemeral")
        await dana.sees("For your calendar", where="dm")
        await dana.types("/room give tomorrow 3pm to @lee")
        operation = {"create": "createPartnerVideoRoom", "cancel": "cancelPartnerVideoRoom"}.get(moment)
        if operation:
            sandbox.betterpt.faults.add(Fault(kind="act-then-hang", operation=operation, seconds=5))
        slow = SlackFault(method="chat.postMessage", delay=0.3)
        sandbox.slack.faults.add(slow, slow, slow)
        await dana.clicks("Hand over")
        await until(lambda: HANDED_OVER[moment](sandbox))
        await bot.kill()
        await asyncio.sleep(0.4)
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        if moment == "create":
            await expect_the_old_room(sandbox, dana)
        else:
            await expect_the_new_room(sandbox, dana)


async def expect_the_old_room(sandbox: Sandbox, dana: Person) -> None:
    await dana.sees("not known whether", where="dm")
    old, _ = sandbox.betterpt.rooms.values()

    assert not old.is_cancelled
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 2
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 6pm")
    await dana.clicks("Move it", await dana.sees("Move this session?"))
    await dana.sees("Moved by", where="thread")
    await dana.clicks("Create again", await dana.sees("not known whether", where="dm"))
    await dana.sees("nothing was handed over")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 2


async def expect_the_new_room(sandbox: Sandbox, dana: Person) -> None:
    """Until a cancellation that may have been sent cannot be on its way any more, half a minute goes by."""
    await sandbox.person("lee").sees("Booked:", where="dm")
    sandbox.clock.push(timedelta(seconds=30))
    await dana.sees("Handed over to")
    await dana.sees("Handed over to", where="thread")
    old, new = sandbox.betterpt.rooms.values()

    assert new.display_name == "Lee Park PT"
    assert old.is_cancelled
    assert sandbox.betterpt.count("createPartnerVideoRoom") == len(sandbox.betterpt.rooms) == 2
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 1
    assert sum("Booked:" in each.text for each in sandbox.person("lee").dms()) == 1


async def test_a_click_on_create_again_books_one_room_more(sandbox: Sandbox, dana: Person) -> None:
    sandbox.betterpt.faults.add(Fault(kind="act-then-reset", operation="createPartnerVideoRoom"))
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await dana.clicks("Create room")
    told = await dana.sees("not known whether", where="dm")
    await dana.clicks("Create again", told)
    await dana.sees("Patient link", where="thread")

    assert sandbox.betterpt.count("createPartnerVideoRoom") == 2
    assert posts(sandbox, "Patient link") == 1


async def test_a_repeated_envelope_changes_nothing_twice(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await sandbox.slack.socket.redeliver()
    await dana.clicks("Create room")
    for _ in range(10):
        await sandbox.slack.socket.redeliver()
    await dana.sees("Created:", where="ephemeral")
    await dana.types("/room list")
    await dana.sees("Rooms in the next 7 days")

    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    assert posts(sandbox, "Video session with") == posts(sandbox, "Patient link") == 1


async def test_down_during_the_session_it_tells_when_it_is_back(tmp_path: Path) -> None:
    async with watched() as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types("/room in 10 minutes with pat@example.com")
        await dana.clicks("Create room")
        await dana.sees("Patient link", where="thread")
        assert await bot.stop() == 0
        (room,) = sandbox.betterpt.rooms.values()
        sandbox.betterpt.attend(room.uid, provider_minutes=50)
        sandbox.clock.set(room.start.replace(year=room.start.year + 1))
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        told = await dana.sees("the patient did not come", where="dm", timeout=30)

        assert "came, 50 min" in told.text
        assert sum("Your session is over" in each.text for each in dana.dms()) == 1


@pytest.mark.parametrize("how", ["cut", "refresh_requested"])
async def test_a_connection_that_goes_away_comes_back(sandbox: Sandbox, dana: Person, how: str) -> None:
    if how == "cut":
        sandbox.slack.socket.cut()
    else:
        await sandbox.slack.socket.disconnect(how)
    await asyncio.sleep(0.2)
    await sandbox.bot_connected(seconds=30)
    await dana.types("/room help")
    await dana.sees("Show this", where="ephemeral")
