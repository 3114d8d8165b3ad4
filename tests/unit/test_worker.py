"""The engine over a real ledger, with work that ends as it is told: what becomes of each task."""

from __future__ import annotations

import asyncio
import logging
import selectors
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import mean

import pytest

from bot.errors import (
    BotError,
    ChannelClosed,
    ClaimLost,
    LedgerError,
    LedgerFull,
    NotifyError,
    NotifyRefused,
    NotifyUnauthorized,
    NotifyUnknown,
    NotYet,
    OutcomeUnknown,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
    StaleRoom,
)
from bot.ledger import SqliteLedger
from bot.models import LEASE, Entry, Room, Task, TaskKind
from bot.tasks import Outcome, Work, Works
from bot.worker import Worker
from tests.fakes import NOON, FakeClock, room

SECOND = timedelta(seconds=1)
EVERY_PAUSE = 60.5
"""Seconds that a ledger is given altogether."""


def task(name: str = "a", kind: TaskKind = TaskKind.ANNOUNCE, **more: object) -> Task:
    asked = {"key": name, "kind": kind, "room_id": name, "due": NOON, "promised": NOON, **more}
    return Task(**asked)  # type: ignore[arg-type]


class BalkyLedger(SqliteLedger):
    """A ledger that answers some calls with errors, the next of each name first."""

    def __init__(self, seconds: list[float]) -> None:
        super().__init__(":memory:", clock=lambda: seconds[0])
        self.trouble: dict[str, list[Exception]] = {}
        self.asked: list[str] = []

    def _maybe_fail(self, name: str) -> None:
        self.asked.append(name)
        if self.trouble.get(name):
            raise self.trouble[name].pop(0)

    async def claim(self, **given: object) -> list[Task]:
        self._maybe_fail("claim")
        return await super().claim(**given)  # type: ignore[arg-type]

    async def finish(self, task: Task, entry: Entry) -> bool:
        self._maybe_fail("finish")
        return await super().finish(task, entry)

    async def postpone(self, task: Task, due: datetime, why: str) -> None:
        self._maybe_fail("postpone")
        await super().postpone(task, due, why)


@dataclass
class Engine:
    """A worker, and steps that end as `ends` says, one after the other."""

    width: int | None = None
    ends: list[Exception | None] = field(default_factory=list)
    did: list[Task] = field(default_factory=list)
    seen: list[Room] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=lambda: [0.0])
    problem: str = "done"

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.ledger = BalkyLedger(self.seconds)
        by_kind = {
            TaskKind.ANNOUNCE: Work(step=self._step),
            TaskKind.WATCH: Work(step=self._step, surprised=lambda _: self._solved("surprised")),
            TaskKind.CREATE: Work(step=self._step),
            TaskKind.RESCHEDULE: Work(step=self._step),
            TaskKind.CANCEL: Work(step=self._step),
            TaskKind.DIGEST: Work(errand=self._errand),
            TaskKind.AGENDA: Work(),
        }
        works = Works(by_kind=by_kind, put_aside=lambda aside: Entry(tasks=(follows("setback", aside),)))
        more = {} if self.width is None else {"width": self.width}
        self.worker = Worker(ledger=self.ledger, clock=self.clock, works=works, **more)

    async def promise(self, *tasks: Task, has_room: bool = True) -> None:
        for each in tasks:
            promised = room(id=each.room_id) if has_room else None
            await self.ledger.write(Entry(room=promised, tasks=(each,)))

    async def work(self) -> int:
        """Do what is due, once; how many were started."""
        started = await self.worker.work_once()
        await self.worker.drain(LEASE)
        return started

    async def die(self, times: int) -> None:
        """Begin what is due, and be killed over it, so many times."""
        for _ in range(times):
            await self.ledger.claim(now=self.clock.now(), limit=9)
            self.ledger.release()

    async def waiting(self) -> dict[str, tuple[float, str | None]]:
        """What is still to be done: in how many seconds, and why."""
        rows = self.ledger._file.find(
            "SELECT key, due, why FROM tasks WHERE state = 'waiting' AND lease IS NULL"
        )
        now = self.clock.now()
        return {
            row["key"]: ((datetime.fromisoformat(row["due"]) - now).total_seconds(), row["why"])
            for row in rows
        }

    async def aside(self) -> list[tuple[str, str]]:
        return [(each.key, each.why) for each in await self.ledger.parked()]

    async def problems(self) -> list[str | None]:
        rows = self.ledger._file.find("SELECT problem FROM rooms ORDER BY id")
        return [row["problem"] for row in rows]

    async def _step(self, given: Task, before: Room) -> Outcome:
        self.seen.append(before)
        await self._act(given)
        return self._solved(self.problem)

    async def _errand(self, given: Task) -> Entry:
        await self._act(given)
        return Entry(tasks=(follows("after", given),))

    async def _act(self, given: Task) -> None:
        self.did.append(given)
        if given.key in self.gates:
            await self.gates[given.key].wait()
        if self.ends and (end := self.ends.pop(0)):
            raise end

    def _solved(self, problem: str) -> Outcome:
        return lambda now: Entry(room=now.but(problem=problem))


def follows(what: str, given: Task) -> Task:
    return task(f"{what}:{given.key}", due=NOON + timedelta(days=9))


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    made = Engine()
    yield made
    await made.ledger.close()


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[tuple[str, str]]]:
    """What the worker logged, with its level."""
    caplog.set_level(logging.INFO, logger="bot.worker")
    return lambda: [(each.levelname, each.getMessage()) for each in caplog.records]


Said = Callable[[], list[tuple[str, str]]]


class Leaping(selectors.SelectSelector):
    """Nothing is waited for: as long as it would have taken has passed at once."""

    leapt = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.leapt += max(timeout or 0, 0)
        return super().select(0)


class HurriedLoop(asyncio.SelectorEventLoop):
    """An event loop whose time goes by in leaps, from one thing that is waited for to the next."""

    def __init__(self) -> None:
        self._leaping = Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return super().time() + self._leaping.leapt


def hurried(act: Callable[[Engine], Coroutine[object, object, None]]) -> float:
    """Do it with an engine in a hurry; the seconds that it would have taken."""

    async def do() -> float:
        engine = Engine()
        began = asyncio.get_running_loop().time()
        await act(engine)
        took = asyncio.get_running_loop().time() - began
        await engine.ledger.close()
        return took

    with asyncio.Runner(loop_factory=HurriedLoop) as runner:
        return runner.run(do())


async def test_what_is_due_is_done_once_and_what_came_of_it_is_written(engine: Engine, said: Said) -> None:
    await engine.promise(task("a"), task("b"), task("later", due=NOON + SECOND))
    assert await engine.work() == 2
    assert await engine.work() == 0

    assert sorted(each.key for each in engine.did) == ["a", "b"]
    assert await engine.problems() == ["done", "done", None]
    assert await engine.waiting() == {"later": (1.0, None)}
    assert said() == []


async def test_an_errand_is_done_without_a_room_and_promises_what_follows(engine: Engine) -> None:
    await engine.promise(task("a", TaskKind.DIGEST), has_room=False)
    await engine.work()

    assert [each.key for each in engine.did] == ["a"]
    assert list(await engine.waiting()) == ["after:a"]


@pytest.mark.parametrize(
    ("given", "has_room", "why"),
    [
        (task("a", TaskKind.UNKNOWN), True, "unknown kind"),
        (task("a", TaskKind.ANNOUNCE), False, "no such room"),
        (task("a", TaskKind.AGENDA), True, "no such room"),
    ],
)
async def test_what_cannot_be_done_is_put_aside_with_a_reason_and_told(
    engine: Engine, said: Said, given: Task, has_room: bool, why: str
) -> None:
    await engine.promise(given, has_room=has_room)
    await engine.work()

    assert engine.did == []
    assert await engine.aside() == [("a", why)]
    assert list(await engine.waiting()) == ["setback:a"]
    assert said() == [("ERROR", f"task {given.kind} of room a put aside: {why}")]


async def test_what_was_begun_twenty_times_without_an_end_is_put_aside_the_next_time(engine: Engine) -> None:
    await engine.promise(task("often"))
    await engine.die(1)
    await engine.promise(task("nearly"))
    await engine.die(19)
    await engine.work()

    assert [each.key for each in engine.did] == ["nearly"]
    assert await engine.aside() == [("often", "begun too often without an end")]


async def test_what_once_came_to_an_end_is_put_aside_when_it_is_begun_too_often_after_that(
    engine: Engine,
) -> None:
    await engine.promise(task("a"))
    engine.ends = [NotifyError("not now")]
    await engine.work()
    engine.clock.push(minutes=1)
    await engine.die(20)
    await engine.work()

    assert await engine.aside() == [("a", "begun too often without an end")]


async def test_what_is_tried_again_is_taken_up_anew(engine: Engine) -> None:
    await engine.promise(task("a"))
    engine.ends = [KeyError("x")] * 19
    for _ in range(10):
        await engine.work()
        engine.clock.push(minutes=10)
    assert len(await engine.aside()) == 1

    await engine.ledger.unpark("a", engine.clock.now())
    for _ in range(9):
        await engine.work()
        engine.clock.push(minutes=10)
    assert await engine.aside() == [], "nine more failures do not put it aside"


@pytest.mark.parametrize("refused", [NotifyRefused("user_disabled"), ChannelClosed("is_archived")], ids=str)
async def test_what_slack_refuses_is_put_aside_at_once(engine: Engine, refused: NotifyRefused) -> None:
    await engine.promise(task("a"))
    engine.ends = [refused]
    await engine.work()

    assert await engine.aside() == [("a", f"{type(refused).__name__}: {refused}")]


async def test_a_claim_that_was_lost_is_let_be(engine: Engine, said: Said) -> None:
    await engine.promise(task("a"))
    engine.ends = [ClaimLost("x")]
    await engine.work()

    assert (await engine.aside(), await engine.waiting()) == ([], {})
    assert said() == [("WARNING", "task announce of room a was taken over")]


async def test_a_result_that_came_too_late_is_not_written_and_said_to_be(engine: Engine, said: Said) -> None:
    await engine.promise(task("a"))
    engine.gates["a"] = asyncio.Event()
    await engine.worker.work_once()
    await asyncio.sleep(0)
    engine.seconds[0] += LEASE.total_seconds() + 1
    assert len(await engine.ledger.claim(now=NOON, limit=1)) == 1
    engine.gates["a"].set()
    await engine.worker.drain(LEASE)

    assert await engine.problems() == [None]
    assert said() == [("WARNING", "task announce of room a was taken over")]


PASSING: list[tuple[BotError, float, str]] = [
    (RoomsUnavailable("503", timedelta(seconds=40)), 40, "INFO"),
    (NotifyError("ratelimited", timedelta(seconds=40)), 40, "INFO"),
    (NotifyUnauthorized("invalid_auth", timedelta(seconds=40)), 40, "ERROR"),
    (RoomsUnavailable("503"), 0, "INFO"),
    (OutcomeUnknown("timeout"), 0, "INFO"),
    (NotifyUnknown("timeout"), 0, "INFO"),
    (NotifyUnauthorized("invalid_auth"), 0, "ERROR"),
    (StaleRoom("x"), 0, "INFO"),
    (LedgerError("x"), 0, "INFO"),
    (LedgerFull("x"), 0, "INFO"),
]


@pytest.mark.parametrize(("passing", "asked", "level"), PASSING, ids=lambda each: type(each).__name__)
async def test_what_passes_is_tried_again_after_as_long_as_was_asked_for(
    engine: Engine, said: Said, passing: BotError, asked: float, level: str
) -> None:
    await engine.promise(task("a"))
    engine.ends = [passing]
    await engine.work()

    ((pause, why),) = (await engine.waiting()).values()
    assert why == f"{type(passing).__name__}: {passing}"
    assert (pause == asked) if asked else (1.5 <= pause <= 2.5)
    assert said() == [(level, f"task announce of room a again in {pause:.0f} s: {why}")]


async def test_who_has_to_wait_for_a_turn_is_given_back_until_then_without_a_word(
    engine: Engine, said: Said
) -> None:
    await engine.promise(task("a"))
    engine.ends = [NotYet(timedelta(seconds=7))]
    await engine.work()

    assert await engine.waiting() == {"a": (7.0, "NotYet")}
    assert said() == []


async def test_a_turn_that_is_now_and_yet_not_taken_makes_no_loop(engine: Engine) -> None:
    await engine.promise(task("a"))
    engine.ends = [NotYet(timedelta(0))]
    await engine.work()

    ((pause, why),) = (await engine.waiting()).values()
    assert 1.5 <= pause <= 2.5
    assert why == "NotYet: not its turn yet"


@pytest.mark.parametrize(
    ("kind", "longest"),
    [
        (TaskKind.ANNOUNCE, 300),
        (TaskKind.WATCH, 300),
        (TaskKind.CREATE, 60),
        (TaskKind.RESCHEDULE, 60),
        (TaskKind.CANCEL, 60),
    ],
)
async def test_each_pause_is_twice_as_long_up_to_a_limit(
    engine: Engine, kind: TaskKind, longest: int
) -> None:
    await engine.promise(task("a", kind))
    for expected in (2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096):
        engine.ends = [OutcomeUnknown("x")]
        await engine.work()
        ((pause, _),) = (await engine.waiting()).values()
        assert 0.75 <= pause / min(expected, longest) <= 1.25
        engine.clock.push(seconds=pause)


async def test_pauses_differ_so_that_not_everybody_comes_back_at_once(engine: Engine) -> None:
    engine = Engine(width=300)
    await engine.promise(*(task(f"{each}") for each in range(300)))
    engine.ends = [OutcomeUnknown("x") for _ in range(300)]
    await engine.work()
    pauses = [pause for pause, _ in (await engine.waiting()).values()]

    assert len(pauses) == 300
    assert 1.5 <= min(pauses) < 1.6
    assert 2.4 < max(pauses) <= 2.5
    assert 1.9 < mean(pauses) < 2.1
    await engine.ledger.close()


async def test_a_surprise_is_tried_again_nine_times_and_then_put_aside(engine: Engine, said: Said) -> None:
    await engine.promise(task("a"))
    whys = []
    for _ in range(9):
        engine.ends = [ValueError("pat@example.com")]
        await engine.work()
        ((pause, why),) = (await engine.waiting()).values()
        whys.append(why)
        engine.clock.push(seconds=pause)
    assert whys == [f"surprise {count}: ValueError" for count in range(1, 10)]
    assert said()[0] == ("ERROR", "task announce failed")
    assert said()[1][0] == "INFO"
    assert said()[1][1].startswith("task announce of room a again in 2 s: surprise 1: ValueError")

    engine.ends = [ValueError("pat@example.com")]
    await engine.work()
    assert await engine.aside() == [("a", "surprise 10: ValueError")]
    assert "pat@" not in str([message for _, message in said()])


async def test_a_surprise_of_our_own_keeps_its_words(engine: Engine) -> None:
    await engine.promise(task("a"), task("b"))
    engine.ends = [RoomsRejected(("no",)), RoomsUnauthorized("who")]
    await engine.work()

    whys = {why for _, why in (await engine.waiting()).values()}
    assert whys == {"surprise 1: RoomsRejected: no", "surprise 1: RoomsUnauthorized: who"}


async def test_the_tenth_surprise_comes_to_what_its_work_makes_of_it(engine: Engine) -> None:
    await engine.promise(task("a", TaskKind.WATCH))
    engine.ledger._file.execute("UPDATE tasks SET why = 'surprise 9: KeyError'")
    engine.ends = [KeyError("x")]
    await engine.work()

    assert (await engine.problems(), await engine.aside(), await engine.waiting()) == (["surprised"], [], {})


async def test_what_was_given_back_for_another_reason_is_no_surprise_yet(engine: Engine) -> None:
    await engine.promise(task("a"))
    engine.ledger._file.execute("UPDATE tasks SET why = 'NotifyError: surprise 9: x'")
    engine.ends = [KeyError("x")]
    await engine.work()

    assert [why for _, why in (await engine.waiting()).values()] == ["surprise 1: KeyError"]


async def test_what_came_of_it_holds_for_the_room_as_it_is_by_then(engine: Engine, said: Said) -> None:
    await engine.promise(task("a"))
    engine.gates["a"] = asyncio.Event()
    await engine.worker.work_once()
    await asyncio.sleep(0)
    before = await engine.ledger.room("a")
    assert before
    await engine.ledger.write(Entry(room=before.but(changed_by="U0LEE")))
    engine.gates["a"].set()
    await engine.worker.drain(LEASE)
    after = await engine.ledger.room("a")

    assert after
    assert (after.changed_by, after.problem) == ("U0LEE", "done")
    assert (engine.seen, said()) == ([before], [])


async def test_somebody_faster_costs_no_pause(engine: Engine, said: Said) -> None:
    await engine.promise(task("a"))
    engine.ledger.trouble["finish"] = [StaleRoom("x"), StaleRoom("x")]
    async with asyncio.timeout(0.4):
        await engine.work()

    assert (await engine.problems(), said()) == (["done"], [])
    assert engine.ledger.asked.count("finish") == 3


def test_a_ledger_is_given_a_minute_to_take_what_came_of_a_task(said: Said) -> None:
    async def act(engine: Engine) -> None:
        await engine.promise(task("a"))
        engine.ledger.trouble["finish"] = [LedgerError("disk") for _ in range(6)]
        await engine.work()
        assert await engine.problems() == ["done"]
        assert len(engine.did) == 1, "it has happened, and is not done again"

    assert hurried(act) == pytest.approx(EVERY_PAUSE - 30, abs=0.4)
    assert said() == [("ERROR", "what came of task announce of room a is not written yet")] * 6


def test_a_ledger_that_takes_nothing_for_a_minute_leaves_the_task_to_its_lease_or_until_later(
    said: Said,
) -> None:
    async def act(engine: Engine) -> None:
        await engine.promise(task("a"))
        engine.ledger.trouble["finish"] = [LedgerError("disk") for _ in range(7)]
        await engine.work()
        assert await engine.problems() == [None]
        why = "LedgerError: it did not take what came of a task"
        assert [each for _, each in (await engine.waiting()).values()] == [why]

    assert hurried(act) == pytest.approx(EVERY_PAUSE, abs=0.4)
    assert len(said()) == 8


def test_a_task_that_the_ledger_does_not_take_back_is_left_to_its_lease(said: Said) -> None:
    async def act(engine: Engine) -> None:
        await engine.promise(task("a"))
        engine.ends = [OutcomeUnknown("x")]
        engine.ledger.trouble["postpone"] = [LedgerError("disk") for _ in range(7)]
        await engine.work()
        assert await engine.waiting() == {}
        assert engine.ledger.asked.count("postpone") == 7

    assert hurried(act) == pytest.approx(EVERY_PAUSE, abs=0.4)
    assert said()[1:] == [
        ("ERROR", "task announce of room a left to its lease: it did not take a task back"),
    ]


def test_a_task_is_given_back_as_soon_as_the_ledger_takes_it() -> None:
    async def act(engine: Engine) -> None:
        await engine.promise(task("a"))
        engine.ends = [OutcomeUnknown("x")]
        engine.ledger.trouble["postpone"] = [LedgerError("disk") for _ in range(3)]
        await engine.work()
        assert len(await engine.waiting()) == 1

    assert hurried(act) == pytest.approx(0.5 + 1 + 2, abs=0.4)


def test_who_drains_waits_no_longer_than_its_patience() -> None:
    async def act(engine: Engine) -> None:
        await engine.worker.drain(timedelta(days=1))
        await engine.promise(task("a"))
        engine.gates["a"] = asyncio.Event()
        await engine.worker.work_once()
        await engine.worker.drain(timedelta(seconds=25))
        engine.gates["a"].set()
        await engine.worker.drain(timedelta(days=1))
        assert await engine.problems() == ["done"]

    assert hurried(act) == pytest.approx(25, abs=0.4)


@pytest.mark.parametrize("width", [None, 1, 3])
async def test_no_more_are_begun_than_there_is_room_for(width: int | None) -> None:
    engine, most = Engine(width=width), width or 8
    names = [f"{each:02}" for each in range(most + 1)]
    engine.gates = {name: asyncio.Event() for name in names}
    await engine.promise(*map(task, names))
    assert await engine.worker.work_once() == most
    assert await engine.worker.work_once() == 0
    assert engine.ledger.asked == ["claim"], "nothing is claimed that nobody has room for"

    engine.gates[names[0]].set()
    await asyncio.sleep(0.01)
    assert await engine.worker.work_once() == 1
    for gate in engine.gates.values():
        gate.set()
    await engine.worker.drain(LEASE)
    assert await engine.problems() == ["done"] * (most + 1)
    await engine.ledger.close()


async def test_a_lane_in_which_something_still_runs_is_not_begun_again_though_its_lease_ended(
    engine: Engine,
) -> None:
    engine.gates["a"] = asyncio.Event()
    await engine.promise(task("a"))
    await engine.promise(task("b", lane="a"))
    await engine.worker.work_once()
    engine.seconds[0] += LEASE.total_seconds() + 1
    assert await engine.worker.work_once() == 0

    engine.gates["a"].set()
    await engine.worker.drain(LEASE)
    assert await engine.work() == 1
    assert [each.key for each in engine.did] == ["a", "b"]


async def until(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not look():  # noqa: ASYNC110  what is written into a ledger makes no event
            await asyncio.sleep(0.002)


async def with_running(worker: Worker, act: Callable[[], Awaitable[None]]) -> None:
    working = asyncio.create_task(worker.run())
    try:
        await act()
        assert not working.done()
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def test_it_sleeps_until_it_is_nudged_works_through_and_then_rests_once(engine: Engine) -> None:
    rests: list[int] = []

    async def rested() -> None:
        rests.append(len(engine.did))

    async def act() -> None:
        await engine.promise(task("a"))
        await engine.promise(task("b", lane="a"))
        await asyncio.sleep(0.02)
        assert engine.ledger.asked == []
        engine.worker.nudge()
        await until(lambda: rests == [2])
        await asyncio.sleep(0.02)
        assert rests == [2]
        assert engine.ledger.asked.count("claim") == 3, "one more than there was to do, and no loop"

    engine.worker.rested = rested
    await with_running(engine.worker, act)


async def test_a_ledger_that_does_not_answer_is_asked_again_at_the_next_nudge(
    engine: Engine, said: Said
) -> None:
    async def act() -> None:
        await engine.promise(task("a"))
        engine.ledger.trouble["claim"] = [LedgerError("down"), OSError("odd")]
        for times in (1, 2, 3):
            engine.worker.nudge()
            await until(lambda times=times: len(engine.ledger.asked) >= times)  # type: ignore[misc]
            await asyncio.sleep(0.02)
        assert [each.key for each in engine.did] == ["a"]

    await with_running(engine.worker, act)
    assert said() == [("ERROR", "the ledger does not answer; looking again at the next tick")] * 2
