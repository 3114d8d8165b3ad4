"""A series in the whole world: asked for, trimmed, booked with one click, mended, killed in the middle."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from sandbox.betterpt import Fault
from sandbox.driver import Person
from sandbox.world import Sandbox
from tests.manners import watched

CREATE = "createPartnerVideoRoom"
SIX = "/room every tue 3pm for 6 weeks with pat@example.com"
REFUSED = Fault(kind="errors", operation=CREATE, message="outreach is off")
LOST = Fault(kind="act-then-reset", operation=CREATE)


def fail(sandbox: Sandbox, places: dict[int, Fault]) -> None:
    """Let the create requests at these places (from 1) go wrong."""
    sandbox.betterpt.faults.clear()
    asyncio.get_running_loop().create_task(_feed(sandbox, places))


async def _feed(sandbox: Sandbox, places: dict[int, Fault]) -> None:
    for place, fault in sorted(places.items()):
        while sandbox.betterpt.count(CREATE) < place - 1:  # noqa: ASYNC110  no event tells
            await asyncio.sleep(0.001)
        sandbox.betterpt.faults.add(fault)


def texts(sandbox: Sandbox) -> Iterable[str]:
    """What stands in the workspace for more than one person to see."""
    return (str(each.blocks) for each in sandbox.slack.workspace.messages if not each.only_for)


async def test_six_rooms_are_booked_with_one_click_under_one_card(sandbox: Sandbox, dana: Person) -> None:
    await dana.types(SIX)
    shown = await dana.sees("6 sessions")
    assert "Tue" in shown.text
    await dana.clicks("Create 6 rooms")
    await dana.sees("Created: 6 rooms", where="ephemeral")
    card = await dana.sees("6 video sessions", where="team-telehealth")

    assert "All 6 rooms are booked" in card.text
    assert sandbox.betterpt.count(CREATE) == len(sandbox.betterpt.rooms) == 6
    assert sum("video sessions*" in text for text in texts(sandbox)) == 1
    assert sum("Patient link" in text for text in texts(sandbox)) == 6


async def test_dates_that_do_not_fit_are_left_out(sandbox: Sandbox, dana: Person) -> None:
    await dana.types(SIX)
    shown = await dana.sees("6 sessions")
    first = options(shown.message.blocks)[0]
    await dana.picks("Leave out …", [first])
    await dana.sees("1 date is left out")
    await dana.clicks("Create 5 rooms")
    await dana.sees("Created: 5 rooms", where="ephemeral")

    assert sandbox.betterpt.count(CREATE) == 5


async def test_an_endless_series_asks_how_many(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room every tuesday 3pm with pat@example.com")
    asked = await dana.sees("That series has no end")
    assert asked.buttons[:4] == ("4 sessions", "6 sessions", "8 sessions", "12 sessions")
    await dana.clicks("4 sessions")
    await dana.clicks("Create 4 rooms")
    await dana.sees("Created: 4 rooms", where="ephemeral")

    assert sandbox.betterpt.count(CREATE) == 4


async def test_one_is_refused_and_one_answer_is_lost(sandbox: Sandbox, dana: Person) -> None:
    await dana.types(SIX)
    fail(sandbox, {3: REFUSED, 5: LOST})
    await dana.clicks("Create 6 rooms")
    await dana.sees("4 of 6 rooms were created", where="ephemeral")
    missing = await dana.sees("1 room of your series was not created", where="dm")
    unknown = await dana.sees("not known whether", where="dm")

    assert sandbox.betterpt.count(CREATE) == 6
    assert "outreach is off" in missing.text
    await dana.clicks("Retry the missing ones", missing)
    await dana.sees("5 of 6 rooms were created", where="team-telehealth")
    assert sandbox.betterpt.count(CREATE) == 7, "the unknown one is not asked for again"
    await dana.clicks("Create again", unknown)
    await dana.sees("All 6 rooms are booked", where="team-telehealth")
    assert sandbox.betterpt.count(CREATE) == 8
    assert sum("video sessions*" in text for text in texts(sandbox)) == 1
    async with asyncio.timeout(10):
        while sum("Patient link" in text for text in texts(sandbox)) < 6:  # noqa: ASYNC110  of one among six
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("rooms", [0, 1, 3, 5])
async def test_killed_in_the_middle_of_a_series(tmp_path: Path, rooms: int) -> None:
    async with watched() as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types(SIX)
        await dana.clicks("Create 6 rooms")
        async with asyncio.timeout(10):
            while len(sandbox.betterpt.rooms) < rooms:  # noqa: ASYNC110  no person sees it
                await asyncio.sleep(0.001)
        await bot.kill()
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        async with asyncio.timeout(20):
            while not any(done(text) for text in texts(sandbox)):  # noqa: ASYNC110  either of two
                await asyncio.sleep(0.05)

        asked = Counter(str(room.start) for room in sandbox.betterpt.rooms.values())
        assert set(asked.values()) == {1}, "no session has two rooms"
        if len(asked) != 6:  # it died between its mark and its request: that one is unknown, and told
            assert len(asked) == 5
            await dana.sees("It is not known whether", where="dm")
        assert sum("video sessions*" in text for text in texts(sandbox)) == 1


def done(text: str) -> bool:
    """Whether it is a card on which every room was tried."""
    return "All 6 rooms are booked" in text or "5 of 6 rooms were created" in text


async def test_one_session_of_a_series_is_changed_from_its_card(dana: Person) -> None:
    await dana.types(SIX)
    await dana.clicks("Create 6 rooms")
    card = await dana.sees("All 6 rooms are booked", where="team-telehealth")
    first = options(card.message.blocks)[0]
    await dana.picks("Change a session …", first, card)
    shown = await dana.sees("Scheduled", where="ephemeral")

    assert "Reschedule" in shown.buttons
    assert "Cancel" in shown.buttons


async def test_somebody_without_a_part_in_it_may_not(sandbox: Sandbox, dana: Person) -> None:
    await dana.types(SIX)
    await dana.clicks("Create 6 rooms")
    await dana.sees("All 6 rooms are booked", where="team-telehealth")
    lee = sandbox.person("lee")
    card = await lee.sees("All 6 rooms are booked", where="team-telehealth")
    await lee.picks("Change a session …", options(card.message.blocks)[0], card)

    await lee.sees("Only the person who booked this room", where="ephemeral")


def options(blocks: list[dict[str, object]]) -> list[str]:
    """What the first menu in these blocks offers."""
    for element in elements(blocks):
        groups = element.get("option_groups") or [element]
        found = [each["text"]["text"] for group in groups for each in group.get("options", ())]  # type: ignore[attr-defined]
        if found:
            return found
    return []


def elements(blocks: list[dict[str, object]]) -> Iterable[dict[str, object]]:
    for block in blocks:
        yield from block.get("elements", ())  # type: ignore[misc]
        if "accessory" in block:
            yield block["accessory"]  # type: ignore[misc]
