"""What the bot does behind a person's back: every task kind has its step here.

A step does its network calls first and then gives back what they mean for the room *as it is by then*; the
worker writes that in one transaction with the end of the task.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import TaskKind
from bot.ports import Clock, Ledger, Notifier, Rooms
from bot.tasks.announcements import Announcements
from bot.tasks.follow_ups import FollowUps
from bot.tasks.outcome import Outcome, Step
from bot.tasks.rooms import RoomTasks

__all__ = ["Outcome", "RoomTasks", "Step", "steps"]


def steps(*, rooms: Rooms, notifier: Notifier, ledger: Ledger, clock: Clock) -> Mapping[TaskKind, Step]:
    """The step of every task kind."""
    at_betterpt = RoomTasks(rooms=rooms, ledger=ledger, clock=clock)
    return {
        TaskKind.CREATE: at_betterpt.create,
        TaskKind.RESCHEDULE: at_betterpt.reschedule,
        TaskKind.CANCEL: at_betterpt.cancel,
        TaskKind.ANNOUNCE: Announcements(notifier=notifier, ledger=ledger, clock=clock).announce,
        TaskKind.FOLLOW_UP: FollowUps(rooms=rooms, clock=clock).ask,
    }
