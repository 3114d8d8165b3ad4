"""What the bot does behind a person's back: every task kind has its work here.

A step does its network calls first and then gives back what they mean for the room *as it is by then*; the
worker writes that in one transaction with the end of the task.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import TaskKind
from bot.ports import Clock, Ledger, Notifier, Rooms
from bot.tasks.announcements import Announcements
from bot.tasks.follow_ups import FollowUps
from bot.tasks.outcome import Outcome, Work
from bot.tasks.rooms import RoomTasks

__all__ = ["Outcome", "Work", "works"]


def works(*, rooms: Rooms, notifier: Notifier, ledger: Ledger, clock: Clock) -> Mapping[TaskKind, Work]:
    """How every kind of task is done, and what it comes to when it cannot be."""
    at_betterpt = RoomTasks(rooms=rooms, ledger=ledger, clock=clock)
    follow_ups = FollowUps(rooms=rooms, clock=clock)
    announcements = Announcements(notifier=notifier, ledger=ledger, clock=clock)
    return {
        TaskKind.CREATE: Work(step=at_betterpt.create, surprised=at_betterpt.surprised),
        TaskKind.RESCHEDULE: Work(step=at_betterpt.reschedule, surprised=at_betterpt.surprised),
        TaskKind.CANCEL: Work(step=at_betterpt.cancel, surprised=at_betterpt.surprised),
        TaskKind.FOLLOW_UP: Work(step=follow_ups.ask, surprised=follow_ups.surprised),
        TaskKind.ANNOUNCE: Work(step=announcements.announce),
    }
