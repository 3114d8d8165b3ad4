"""The ledger as a few dictionaries: what the state machine holds the real one against.

It knows the port's promises and nothing of SQL: each method says what must come back, and remembers it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.models import LEASE, Arrival, Entry, Room, Task

_AWAITED = timedelta(minutes=2)
_DELIVERY_LEASE, _A_DAY = 30.0, timedelta(days=1)


@dataclass
class Promise:
    """A task as the ledger should have it."""

    task: Task
    order: int
    due: datetime
    state: str = "waiting"
    attempts: int = 0
    begun: int = 0
    epoch: int = 0
    lease: float | None = None
    why: str = ""

    @property
    def place(self) -> tuple[datetime, int]:
        return self.due, self.order

    def is_held(self, clock: float) -> bool:
        return self.state == "waiting" and self.lease is not None and self.lease > clock


@dataclass
class LedgerModel:
    """What was promised, who holds it, and in which version each room is."""

    promises: dict[str, Promise] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    messages: dict[str, str | None] = field(default_factory=dict)
    deliveries: dict[str, tuple[datetime, float | None]] = field(default_factory=dict)

    def put(self, entry: Entry) -> bool:
        """Write an entry; False (and nothing) if one of its rooms is in another version."""
        rooms = [*([entry.room] if entry.room else []), *entry.rooms]
        if any(room.version != self.version(room.id) for room in rooms):
            return False
        self.rooms |= {room.id: room.but(version=room.version + 1) for room in rooms}
        for task in entry.tasks:
            new = Promise(task=task, order=len(self.promises), due=task.due)
            self.promises.setdefault(task.key, new)
        if entry.message:
            self.messages[entry.message.key] = entry.message.ts
        return True

    def version(self, room_id: str) -> int:
        return self.rooms[room_id].version if room_id in self.rooms else 0

    def held(self, clock: float) -> set[str]:
        """The lanes that somebody holds."""
        return {each.task.lane for each in self.promises.values() if each.is_held(clock)}

    def claim(self, now: datetime, clock: float, limit: int, busy: Collection[str]) -> list[Promise]:
        """Who must come: fresh lanes before late ones, both oldest first, each by what is due first in it."""
        closed = self.held(clock) | set(busy)
        due = [each for each in self._waiting() if each.due <= now and each.task.lane not in closed]
        fresh = [each for each in due if each.due > now - _AWAITED]
        heads: dict[str, Promise] = {}
        for each in (*fresh, *due):
            lane = each.task.lane
            heads.setdefault(lane, next(other for other in due if other.task.lane == lane))
        taken = list(heads.values())[:limit]
        for each in taken:
            each.lease = clock + LEASE.total_seconds()
            each.attempts += 1
            each.begun += 1
            each.epoch += 1
        return taken

    def mine(self, task: Task) -> Promise | None:
        """The promise, if this claim of it still counts."""
        promise = self.promises[task.key]
        return promise if promise.state == "waiting" and promise.epoch == task.epoch else None

    def next_due(self, clock: float) -> datetime | None:
        held = self.held(clock)
        return min((each.due for each in self._waiting() if each.task.lane not in held), default=None)

    def release(self) -> None:
        """Whoever held anything is gone."""
        for promise in self.promises.values():
            promise.lease = None
        begun = {key: at for key, (at, lease) in self.deliveries.items() if lease is not None}
        self.deliveries |= {key: (at, 0.0) for key, at in begun.items()}

    def arrived(self, key: str, now: datetime, clock: float) -> Arrival:
        young = {each: told for each, told in self.deliveries.items() if told[0] >= now - _A_DAY}
        self.deliveries = young
        _, lease = young.get(key, (now, 0.0))
        if lease is None:
            return Arrival.REPEATED
        if lease > clock:
            return Arrival.UNDER_WAY
        at = young[key][0] if key in young else now
        self.deliveries[key] = (at, clock + _DELIVERY_LEASE)
        return Arrival.NEW

    def answered(self, key: str) -> None:
        if key in self.deliveries:
            self.deliveries[key] = (self.deliveries[key][0], None)

    def parked(self) -> Iterable[str]:
        return (each.task.key for each in self._in("parked"))

    def _waiting(self) -> list[Promise]:
        return self._in("waiting")

    def _in(self, state: str) -> list[Promise]:
        found = (each for each in self.promises.values() if each.state == state)
        return sorted(found, key=lambda each: each.place)
