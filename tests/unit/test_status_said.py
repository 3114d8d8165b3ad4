"""The status of a room that BetterPT gave no id for says so, and offers only what is still possible."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Room, RoomState
from handlers.blocks import private
from tests.fakes import NOON, THREE, request


@pytest.mark.parametrize(
    ("after", "labels"), [(timedelta(hours=-1), ["Create again", "Leave it"]), (timedelta(), ["Leave it"])]
)
def test_an_unknown_room_is_not_blamed_on_betterpt(after: timedelta, labels: list[str]) -> None:
    room = Room(
        id="r1",
        request=request(),
        start=THREE,
        zone="America/New_York",
        state=RoomState.UNKNOWN,
        created=NOON,
    )
    said = private.status(room, THREE + after, private.Source.LEDGER)
    assert "does not answer" not in str(said.blocks)
    assert "cannot look it up" in str(said.blocks)
    buttons = [
        each["text"]["text"] for block in said.blocks for each in block.get("elements", ()) if "value" in each
    ]
    assert buttons == labels
