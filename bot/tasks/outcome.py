"""What a step gives back, and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.models import Entry, Room, Task

Outcome = Callable[[Room], Entry]
"""What came of a task, for the room as it is when that is written. Called again if somebody was faster."""

Step = Callable[[Task, Room], Awaitable[Outcome]]
"""One attempt at a task. Raises what `bot.worker` decides on by type: try again later, or put it aside."""


def nothing(_room: Room) -> Entry:
    """The task is done and changes nothing: its reason has gone."""
    return Entry()
