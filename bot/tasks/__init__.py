"""What the bot does behind a person's back: every task kind has its work here.

A step does its network calls first and then gives back what they mean for the room *as it is by then*; the
worker writes that in one transaction with the end of the task.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import TaskKind
from bot.pace import Pace
from bot.ports import Clock, Ledger, Notifier, Rooms
from bot.preferences import Preferences
from bot.tasks.agendas import Agendas
from bot.tasks.announcements import Announcements
from bot.tasks.changes import RoomChanges
from bot.tasks.creation import Creation
from bot.tasks.digests import Digests
from bot.tasks.follow_ups import FollowUps
from bot.tasks.hindsight import Hindsight
from bot.tasks.lost_rooms import LostRooms
from bot.tasks.outcome import Outcome, PutAside, Work, Works
from bot.tasks.reports import ReportTelling
from bot.tasks.restoration import Restoration
from bot.tasks.saying import Saying, Voice
from bot.tasks.setbacks import Setbacks
from bot.tasks.watch import Watch

__all__ = ["Outcome", "PutAside", "Work", "Works", "works"]


def works(
    *,
    rooms: Rooms,
    notifier: Notifier,
    ledger: Ledger,
    clock: Clock,
    preferences: Preferences,
    coordinators: frozenset[str],
) -> Works:
    """How every kind of task is done, and what it comes to when it cannot be."""
    pace = Pace(ledger=ledger, clock=clock)
    saying = Saying(notifier=notifier, ledger=ledger, clock=clock, pace=pace)
    voice = Voice(
        notifier=notifier,
        ledger=ledger,
        clock=clock,
        preferences=preferences,
        saying=saying,
        coordinators=coordinators,
    )
    creation = Creation(rooms=rooms, ledger=ledger, clock=clock)
    changes = RoomChanges(rooms=rooms, ledger=ledger, clock=clock)
    hindsight = Hindsight(rooms=rooms, ledger=ledger, clock=clock)
    follow_ups = FollowUps(rooms=rooms, clock=clock, pace=pace, coordinators=coordinators)
    watch = Watch(rooms=rooms, ledger=ledger, clock=clock)
    announcements = Announcements(
        notifier=notifier, ledger=ledger, clock=clock, preferences=preferences, saying=saying
    )
    agendas = Agendas(voice)
    reports = ReportTelling(voice)
    digests = Digests(notifier=notifier, ledger=ledger, clock=clock, saying=saying)
    setbacks = Setbacks(voice)
    restoration = Restoration(rooms=rooms, ledger=ledger, clock=clock)
    first, recalling = restoration.before, restoration.recalling
    by_kind: Mapping[TaskKind, Work] = {
        TaskKind.CREATE: Work(step=creation.create, surprised=creation.surprised),
        TaskKind.RESCHEDULE: Work(step=first(changes.reschedule), surprised=changes.surprised),
        TaskKind.CANCEL: Work(step=first(changes.cancel), surprised=changes.surprised),
        TaskKind.LOOK: Work(step=recalling(hindsight.look)),
        TaskKind.FOLLOW_UP: Work(step=recalling(follow_ups.ask), surprised=follow_ups.surprised),
        TaskKind.WATCH: Work(step=first(watch.look)),
        TaskKind.ANNOUNCE: Work(step=first(announcements.announce)),
        TaskKind.AGENDA: Work(errand=agendas.tell),
        TaskKind.REPORT: Work(errand=reports.tell),
        TaskKind.DIGEST: Work(errand=digests.tell),
        TaskKind.SETBACK: Work(errand=setbacks.tell),
        TaskKind.RESTORED: Work(errand=LostRooms(voice).tell),
    }
    return Works(by_kind=by_kind, put_aside=setbacks.of)
