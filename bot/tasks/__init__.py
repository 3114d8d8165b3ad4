"""What the bot does behind a person's back: every task kind has its work here.

A step does its network calls first and then gives back what they mean for the room *as it is by then*; the
worker writes that in one transaction with the end of the task.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import TaskKind
from bot.ports import Clock, Ledger, Notifier, Rooms
from bot.preferences import Preferences
from bot.tasks.agendas import Agendas
from bot.tasks.announcements import Announcements
from bot.tasks.changes import RoomChanges
from bot.tasks.creation import Creation
from bot.tasks.follow_ups import FollowUps
from bot.tasks.outcome import Outcome, Work
from bot.tasks.watch import Watch

__all__ = ["Outcome", "Work", "works"]


def works(
    *,
    rooms: Rooms,
    notifier: Notifier,
    ledger: Ledger,
    clock: Clock,
    preferences: Preferences,
    coordinators: frozenset[str],
) -> Mapping[TaskKind, Work]:
    """How every kind of task is done, and what it comes to when it cannot be."""
    creation = Creation(rooms=rooms, ledger=ledger, clock=clock)
    changes = RoomChanges(rooms=rooms, ledger=ledger, clock=clock)
    follow_ups = FollowUps(rooms=rooms, clock=clock, coordinators=coordinators)
    watch = Watch(rooms=rooms, ledger=ledger, clock=clock)
    announcements = Announcements(notifier=notifier, ledger=ledger, clock=clock, preferences=preferences)
    agendas = Agendas(
        notifier=notifier, ledger=ledger, clock=clock, preferences=preferences, coordinators=coordinators
    )
    return {
        TaskKind.CREATE: Work(step=creation.create, surprised=creation.surprised),
        TaskKind.RESCHEDULE: Work(step=changes.reschedule, surprised=changes.surprised),
        TaskKind.CANCEL: Work(step=changes.cancel, surprised=changes.surprised),
        TaskKind.FOLLOW_UP: Work(step=follow_ups.ask, surprised=follow_ups.surprised),
        TaskKind.WATCH: Work(step=watch.look),
        TaskKind.ANNOUNCE: Work(step=announcements.announce),
        TaskKind.AGENDA: Work(errand=agendas.tell),
    }
