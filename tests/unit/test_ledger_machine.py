"""Ledger and worker against a model: whatever is done to them, in whatever order, they keep their promise.

A run is the same every time. A longer one, of other seeds, each world of `STEPS` steps:
`MACHINE_WORLDS=5000 .venv/bin/python -m pytest --timeout=0 tests/unit/test_ledger_machine.py`
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bench.reliability.simulation.clockwork import LeapingLoop
from bot.errors import (
    ClaimLost,
    LedgerError,
    NotifyError,
    NotifyRefused,
    NotifyUnauthorized,
    NotifyUnknown,
    NotYet,
    OutcomeUnknown,
    RoomsUnavailable,
    StaleRoom,
)
from bot.ledger import SqliteLedger
from bot.ledger.rows import at
from bot.models import LEASE, Entry, Message, Room, Task, TaskKind
from bot.tasks import Outcome, Work, Works
from bot.worker import Worker
from tests.fakes import NOON, FakeClock, room
from tests.ledger_model import LedgerModel, Promise

Answer = TypeVar("Answer")
WORLDS = int(os.environ.get("MACHINE_WORLDS", "0"))
STEPS = 200
LEAST = 100_000
LANES = ("a", "b", "c", "d")
KINDS = (TaskKind.CREATE, TaskKind.ANNOUNCE, TaskKind.FOLLOW_UP, TaskKind.AGENDA, TaskKind.WATCH)
"""Nobody here knows how to do the last one."""
lanes, places, names = st.sampled_from(LANES), st.integers(0, 30), st.sampled_from(("post", "edit"))
"""Places are counted round, in what there is."""
MINUTE = timedelta(minutes=1)
ASKED = timedelta(seconds=30)


class Dies(BaseException):
    """The process, in the middle of a step."""


FAILURES: dict[str, BaseException] = {
    "dies": Dies(),
    "lost": ClaimLost("another has it"),
    "refused": NotifyRefused("is_archived"),
    "unavailable": RoomsUnavailable("down"),
    "asked": RoomsUnavailable("HTTP 429", ASKED),
    "unknown": OutcomeUnknown("no answer"),
    "maybe said": NotifyUnknown("no answer"),
    "limited": NotifyError("ratelimited", retry_after=ASKED),
    "unauthorized": NotifyUnauthorized("invalid_auth", retry_after=ASKED),
    "not yet": NotYet(ASKED),
    "ledger": LedgerError("locked"),
    "surprise": ValueError("nobody foresaw it"),
}
ENDS = ("done", "done", "done", "stale once", "always stale", *FAILURES, "dies", "surprise")
"""How a step ends."""
POSTPONED = {"unavailable", "asked", "unknown", "maybe said", "limited", "unauthorized", "not yet", "ledger"}


class LedgerMachine(RuleBasedStateMachine):
    """Does to a ledger what processes, people and clocks do, and to the model the same."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.loop = LeapingLoop()
        self.loop.set_exception_handler(lambda _loop, _context: None)  # of a process that died nobody hears
        self.clock = FakeClock()
        self.ledger = SqliteLedger(":memory:", clock=self.loop.time)
        self.model = LedgerModel()
        self.claims: list[Task] = []
        self.script: dict[str, str] = {}
        self.has_persisted = False
        self.late: dict[str, datetime] = {}
        self.held: dict[str, datetime] = {}
        """When the next late call may leave under a name, and until when nothing may."""
        self.ever_held: dict[str, datetime] = {}
        """The same from before the clock was stepped: it may still be believed."""
        self.worker = self._worker()

    def teardown(self) -> None:
        did(self.ledger.close())
        self.loop.close()

    # ── What is promised ────────────────────────────────────────────────────────────────────────

    @rule(lane=lanes, kind=st.sampled_from(KINDS), minutes=st.sampled_from((-600, -3, -1, 0, 0, 1, 30)))
    def promise(self, lane: str, kind: TaskKind, minutes: int) -> None:
        self._write(Entry(tasks=(self._task(lane, kind, minutes),)))

    @rule(place=places)
    def promise_again(self, place: int) -> None:
        if self.model.promises:
            known = list(self.model.promises.values())[place % len(self.model.promises)].task
            self._write(Entry(tasks=(replace(known, due=NOON),)))

    @rule(lane=lanes, off=st.sampled_from((0, 0, 0, -1, 1)), is_promising=st.booleans())
    def write_room(self, lane: str, off: int, *, is_promising: bool) -> None:
        tasks = (self._task(lane, TaskKind.ANNOUNCE, 0),) if is_promising else ()
        self._write(Entry(room=self._room(lane, off), tasks=tasks))

    # ── Who does it ─────────────────────────────────────────────────────────────────────────────

    @rule(limit=st.integers(1, 4), busy=st.sampled_from(((), (), ("a",), ("b", "c"))))
    def claim(self, limit: int, busy: Sequence[str]) -> None:
        now = self.clock.now()
        held = self.model.held(self.loop.time())
        claimed = did(self.ledger.claim(now=now, limit=limit, busy=busy))
        lanes_of = [task.lane for task in claimed]
        assert not held.intersection(lanes_of), "a lane has two holders"
        assert len(set(lanes_of)) == len(lanes_of), "a lane has two holders"
        expected = self.model.claim(now, self.loop.time(), limit, busy)
        assert [seen(task) for task in claimed] == [
            (each.task.key, each.epoch, each.attempts, each.begun, each.why) for each in expected
        ]
        self.claims += claimed

    @rule(place=places, off=st.sampled_from((None, 0, 0, 1)))
    def mark(self, place: int, off: int | None) -> None:
        if (task := self._claim(place)) is None:
            return
        entry = self._result(task, off)
        mine = self.model.mine(task)
        is_held = mine is not None and mine.is_held(self.loop.time())
        try:
            did(self.ledger.mark(task, entry))
        except ClaimLost:
            assert not is_held
        except StaleRoom:
            assert is_held
            assert not self.model.put(entry)
        else:
            assert mine
            assert is_held
            assert self.model.put(entry)
            mine.lease = self.loop.time() + 120

    @rule(place=places, off=st.sampled_from((None, 0, 0, 1)))
    def finish(self, place: int, off: int | None) -> None:
        if (task := self._claim(place)) is None:
            return
        entry, mine = self._result(task, off), self.model.mine(task)
        try:
            is_written = did(self.ledger.finish(task, entry))
        except StaleRoom:
            assert mine
            assert not self.model.put(entry)
        else:
            assert is_written == bool(mine), "a result of an older claim was written, or a new one was not"
            if mine:
                assert self.model.put(entry)
                mine.state, mine.lease = "done", None

    @rule(place=places, minutes=st.sampled_from((0, 1, 5)))
    def postpone(self, place: int, minutes: int) -> None:
        if task := self._claim(place):
            due = self.clock.now() + minutes * MINUTE
            did(self.ledger.postpone(task, due, "later"))
            if mine := self.model.mine(task):
                mine.due, mine.why, mine.lease, mine.begun = due, "later", None, 0

    @rule(place=places)
    def park(self, place: int) -> None:
        if task := self._claim(place):
            did(self.ledger.park(task, "broken", aside(task, self.clock.now())))
            if mine := self.model.mine(task):
                self._parked(mine, "broken")

    @rule(place=places)
    def unpark(self, place: int) -> None:
        keys = [*self.model.promises]
        if not keys:
            return
        promise = self.model.promises[keys[place % len(keys)]]
        is_back = did(self.ledger.unpark(promise.task.key, self.clock.now()))
        assert is_back == (promise.state == "parked")
        if is_back:
            promise.state, promise.due, promise.why = "waiting", self.clock.now(), ""
            promise.attempts = promise.begun = 0

    @rule(ends=st.tuples(*[st.sampled_from(ENDS)] * 3))
    def work(self, ends: Sequence[str]) -> None:
        """One round of a worker, whose steps end like that."""
        self._work(ends)

    @precondition(lambda self: not self.has_persisted)
    @rule(end=st.sampled_from(("surprise", "dies", "unavailable")))
    def work_on_and_on(self, end: str) -> None:
        """As many rounds as anything is tried, all with one end."""
        self.has_persisted = True
        for _ in range(22):
            self._work([end])
            self.wait(LEASE.total_seconds() + 600)

    def _work(self, ends: Sequence[str]) -> None:
        now = self.clock.now()
        claimed = self.model.claim(now, self.loop.time(), 8, ())
        self.script = {each.task.key: ends[place % len(ends)] for place, each in enumerate(claimed)}
        self.loop.run_until_complete(self._round())
        for promise in claimed:
            self._worked(promise, now)

    # ── What happens to all of them ─────────────────────────────────────────────────────────────

    @rule(is_known=st.booleans())
    def crash(self, *, is_known: bool) -> None:
        """The process dies; where the ledger cannot know that, its leases run out."""
        self.worker = self._worker()
        if is_known:
            self.ledger.release()
            self.model.release()

    @rule(seconds=st.sampled_from((1, 5, 40, 130, 4000)))
    def wait(self, seconds: float) -> None:
        self.loop.run_until_complete(asyncio.sleep(seconds))
        self.clock.push(seconds=seconds)

    @rule(hours=st.sampled_from((-26, -1, -0.01, 0.01, 1, 25)))
    def step_the_clock(self, hours: float) -> None:
        self.clock.push(hours=hours)
        self.late.clear()
        self.held.clear()

    # ── Turns and deliveries ────────────────────────────────────────────────────────────────────

    @rule(name=names, is_urgent=st.booleans())
    def take_turn(self, name: str, *, is_urgent: bool) -> None:
        now, every = self.clock.now(), timedelta(seconds=2)
        turn = did(self.ledger.take_turn(name, now=now, every=every, is_urgent=is_urgent))
        held = max(now, self.held.get(name, now))
        assert turn >= held, "it leaves too early"
        if is_urgent:
            assert turn == now or self.ever_held.get(name, now) > now, "what is awaited waits for no reason"
        else:
            assert turn >= self.late.get(name, now), "two leave at once"
            self.late[name] = turn + every

    @rule(name=names, seconds=st.sampled_from((1, 30, 600)))
    def hold(self, name: str, seconds: float) -> None:
        """Somebody whose turn it was is asked to wait."""
        self.take_turn(name, is_urgent=True)
        until = self.clock.now() + timedelta(seconds=seconds)
        did(self.ledger.hold(name, until))
        for held in (self.held, self.ever_held):
            held[name] = max(until, held.get(name, until))

    @rule(key=st.sampled_from("xyz"))
    def arrived(self, key: str) -> None:
        now = self.clock.now()
        expected = self.model.arrived(key, now, self.loop.time())
        assert did(self.ledger.arrived(key, now)) is expected

    @rule(key=st.sampled_from("xyz"))
    def answered(self, key: str) -> None:
        did(self.ledger.answered(key))
        self.model.answered(key)

    # ── What holds after each step ──────────────────────────────────────────────────────────────

    @invariant()
    def nothing_is_lost_and_nothing_is_new(self) -> None:
        type(self).steps += 1
        kept = self.ledger._file.find("SELECT key, state, due, attempts, begun, epoch, lease, why FROM tasks")
        found = {
            row["key"]: (
                row["state"],
                at(row["due"]),
                row["attempts"],
                row["begun"],
                row["epoch"],
                row["lease"],
                row["why"] or "",
            )
            for row in kept
        }
        assert found == {
            key: (each.state, each.due, each.attempts, each.begun, each.epoch, each.lease, each.why)
            for key, each in self.model.promises.items()
        }

    @invariant()
    def rooms_and_messages_are_as_they_were_written(self) -> None:
        rooms = {row["id"]: row["version"] for row in self.ledger._file.find("SELECT id, version FROM rooms")}
        assert rooms == {room_id: each.version for room_id, each in self.model.rooms.items()}
        said = {row["key"]: row["ts"] for row in self.ledger._file.find("SELECT key, ts FROM messages")}
        assert said == self.model.messages

    @invariant()
    def the_alarm_knows_what_is_due_next(self) -> None:
        assert did(self.ledger.next_due()) == self.model.next_due(self.loop.time())

    # ── How it is done ──────────────────────────────────────────────────────────────────────────

    def _task(self, lane: str, kind: TaskKind, minutes: int) -> Task:
        now = self.clock.now()
        key = f"{lane}:{len(self.model.promises)}"
        due = now + minutes * MINUTE
        return Task(key=key, kind=kind, room_id=f"room-{lane}", lane=lane, due=due, promised=now)

    def _room(self, lane: str, off: int = 0) -> Room:
        room_id = f"room-{lane}"
        return room(id=room_id, version=max(0, self.model.version(room_id) + off))

    def _write(self, entry: Entry) -> None:
        try:
            did(self.ledger.write(entry))
        except StaleRoom:
            assert not self.model.put(entry)
        else:
            assert self.model.put(entry)

    def _claim(self, place: int) -> Task | None:
        """One that was made at some time: it may have been lost since."""
        return self.claims[-1 - place % min(len(self.claims), 8)] if self.claims else None

    def _result(self, task: Task, off: int | None) -> Entry:
        """What is written with a task: nothing, or a room (in another version, if `off`) and what follows."""
        if off is None:
            return Entry()
        message = Message(key=f"m{task.key}", room_id=task.room_id, channel="C0", ts=str(task.epoch))
        following = self._task(task.lane, TaskKind.ANNOUNCE, 0)
        return Entry(room=self._room(task.lane, off), tasks=(following,), message=message)

    def _worker(self) -> Worker:
        step = Work(step=self._step)
        works = dict.fromkeys(KINDS[:-1], step)
        works[TaskKind.CREATE] = Work(step=self._step, surprised=lambda _task: lambda _room: Entry())
        works[TaskKind.AGENDA] = Work(errand=self._errand)
        all_works = Works(by_kind=works, put_aside=lambda task: aside(task, self.clock.now()))
        return Worker(ledger=self.ledger, clock=self.clock, works=all_works)

    async def _round(self) -> None:
        await self.worker.work_once()
        await self.worker.drain(timedelta(minutes=10))

    async def _step(self, task: Task, _room: Room) -> Outcome:
        end = self.script[task.key]
        if end in FAILURES:
            raise FAILURES[end]
        tries = []

        def outcome(fresh: Room) -> Entry:
            tries.append(fresh)
            is_stale = end == "always stale" or (end == "stale once" and len(tries) == 1)
            return Entry(room=fresh.but(version=fresh.version + is_stale))

        return outcome

    async def _errand(self, task: Task) -> Entry:
        end = self.script[task.key]
        if end in FAILURES:
            raise FAILURES[end]
        return Entry()

    def _worked(self, promise: Promise, now: datetime) -> None:
        """What must have become of it in a round."""
        task, end = promise.task, self.script[promise.task.key]
        is_errand = task.kind is TaskKind.AGENDA
        if task.kind is TaskKind.WATCH:
            self._parked(promise, "unknown kind")
        elif promise.begun > 20:
            self._parked(promise, "begun too often without an end")
        elif not is_errand and task.room_id not in self.model.rooms:
            self._parked(promise, "no such room")
        elif end in ("dies", "lost"):
            return
        elif end == "refused":
            self._parked(promise, "NotifyRefused: is_archived")
        elif end == "surprise":
            self._surprised(promise, now)
        elif end in POSTPONED:
            self._postponed(promise, now, FAILURES[end])
        elif end == "always stale" and not is_errand:
            self._postponed(promise, now, LedgerError("it did not take what came of a task"))
        else:
            promise.state, promise.lease = "done", None
            if not is_errand:
                known = self.model.rooms[task.room_id]
                self.model.rooms[task.room_id] = known.but(version=known.version + 1)

    def _surprised(self, promise: Promise, now: datetime) -> None:
        before = int(promise.why.split()[1].rstrip(":")) if promise.why.startswith("surprise") else 0
        why = f"surprise {before + 1}: ValueError"
        if before + 1 < 10:
            self._postponed(promise, now, None, why)
        elif promise.task.kind is TaskKind.CREATE:
            promise.state, promise.lease = "done", None
        else:
            self._parked(promise, why)

    def _postponed(self, promise: Promise, now: datetime, error: BaseException | None, why: str = "") -> None:
        due = self._due(promise)
        asked = getattr(error, "retry_after", None)
        if asked:
            assert due == now + asked
        else:
            longest = 60 if promise.task.kind is TaskKind.CREATE else 300
            pause = min(2.0 * 2 ** min(promise.attempts - 1, 10), longest)
            assert 0.74 * pause <= (due - now).total_seconds() <= 1.26 * pause
        promise.due, promise.lease, promise.begun = due, None, 0
        promise.why = why or ("NotYet" if isinstance(error, NotYet) else f"{type(error).__name__}: {error}")

    def _due(self, promise: Promise) -> datetime:
        given = {"key": promise.task.key}
        (row,) = self.ledger._file.find("SELECT due FROM tasks WHERE key = :key", given)
        return at(row["due"])

    def _parked(self, promise: Promise, why: str) -> None:
        promise.state, promise.why, promise.lease = "parked", why, None
        assert self.model.put(aside(replace(promise.task, epoch=promise.epoch), self.clock.now()))


def did(call: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer of a call to the ledger, which lets the loop turn once at most, and never waits."""
    try:
        assert call.send(None) is None, "the ledger waited for something"
        call.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("the ledger waited for more than a turn of the loop")


def seen(task: Task) -> tuple[object, ...]:
    return task.key, task.epoch, task.attempts, task.begun, task.why


def aside(task: Task, now: datetime) -> Entry:
    """What is promised when a task is put aside, once for each time."""
    if task.key.startswith("setback"):
        return Entry()
    key = f"setback:{task.key}:{task.epoch}"
    return Entry(
        tasks=(Task(key=key, kind=TaskKind.AGENDA, room_id="nobody", lane=key, due=now, promised=now),)
    )


@pytest.mark.timeout(600)
def test_ledger_and_worker_do_what_the_model_does(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "bot")
    LedgerMachine.steps = 0
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=WORLDS or LEAST // STEPS + 50,
            stateful_step_count=STEPS,
            derandomize=not WORLDS,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    sys.stdout.write(f"{LedgerMachine.steps:,} steps\n")
    assert LedgerMachine.steps >= LEAST
