"""Somebody books a room, and it is seen where it arrives: at BetterPT, and in Slack with card and links."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from sandbox.betterpt.records import RoomRecord, Side
from sandbox.driver import Person
from sandbox.slack import Message
from sandbox.world import Sandbox

PATIENCE = 30.0
"""Real seconds after which somebody has given up."""


async def book(sandbox: Sandbox, person: Person, when: str, patient: str) -> float:
    """From the command to the links; real seconds from the click until they stand, or `PATIENCE`."""
    await person.types(f"/room {when} with {patient}")
    preview = await person.sees(patient, where="ephemeral", timeout=PATIENCE)
    workspace, before = sandbox.slack.workspace, len(sandbox.slack.workspace.messages)
    begun = time.monotonic()
    await person.clicks("Create room", preview)

    def look() -> bool | None:
        new = workspace.messages[before:]
        return any(links(new, room) for room in rooms_of(sandbox, patient)) or None

    found = await sandbox.slack.changes.until(look, seconds=PATIENCE)
    return time.monotonic() - begun if found else PATIENCE


def rooms_of(sandbox: Sandbox, patient: str) -> Iterator[RoomRecord]:
    """A patient's rooms at BetterPT, by their e-mail address."""
    return (room for room in sandbox.betterpt.rooms.values() if room.patient_email == patient)


def links(messages: Iterable[Message], room: RoomRecord) -> Message | None:
    """The message in a thread that has the patient's link to a room."""
    link = room.codes[Side.PATIENT]
    return next((each for each in messages if each.is_reply and link in str(each.blocks)), None)
