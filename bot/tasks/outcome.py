"""What a task's work is made of, and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.models import Entry, Room, Task, TaskKind

Outcome = Callable[[Room], Entry]
"""What came of a task, for the room as it is when that is written. Called again if somebody was faster."""

Step = Callable[[Task, Room], Awaitable[Outcome]]
"""One attempt at a task. Raises what `bot.worker` decides on by type: try again later, or put it aside."""


Errand = Callable[[Task], Awaitable[Entry]]
"""The same for a task that is about no room: what is written with its end."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """How a kind of task is done."""

    step: Step | None = None
    errand: Errand | None = None
    """In place of a step, for what is about no room."""
    surprised: Callable[[Task], Outcome] | None = None
    """What it comes to when its step fails again and again in a way nobody foresaw; None: it is put aside."""


PutAside = Callable[[Task], Entry]
"""What is promised when a task is put aside: that somebody hears of it."""


@dataclass(frozen=True, kw_only=True)
class Works:
    """How all kinds of tasks are done, and what follows when one cannot be."""

    by_kind: Mapping[TaskKind, Work]
    put_aside: PutAside


def nothing(_room: Room) -> Entry:
    """The task is done and changes nothing: its reason has gone."""
    return Entry()
