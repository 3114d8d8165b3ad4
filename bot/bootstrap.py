"""The composition root: every collaborator is made here, by constructor, and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.betterpt import BetterPT, Credentials
from bot.booking import (
    Access,
    Accounts,
    Booking,
    Changes,
    Choosing,
    Conflicts,
    Corrections,
    Handovers,
    Keys,
    Retries,
    Search,
    Setbacks,
    Sightings,
)
from bot.clock import SandboxClock, SystemClock
from bot.errors import RoomsError
from bot.history import Pen, RecordedNotifier, RecordedRooms
from bot.ledger import open_ledger
from bot.ports import Clock, Ledger, Notifier, Rooms
from bot.preferences import Preferences, first_choices
from bot.scheduler import Alarm
from bot.settings import Settings
from bot.tasks import Works, works
from bot.tasks.set_back import SetBack
from bot.worker import Worker

log = logging.getLogger(__name__)

_PATIENCE = timedelta(seconds=8)
"""How long a stopping process waits for what is under way; platforms kill after ten seconds or more."""


Door = TypeVar("Door")


class Through(Protocol):
    """Stands between the house and its ledger, rooms and notifier: a proof watches or breaks them there."""

    def __call__(self, door: Door, /) -> Door:
        """The door to be used in place of `door`."""
        ...


def straight(door: Door) -> Door:
    """Nothing stands in between."""
    return door


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What is behind the doors to the outside: made first, closed last."""

    clock: SystemClock | SandboxClock
    ledger: Ledger
    rooms: Rooms


@dataclass(frozen=True, kw_only=True)
class House:
    """The bot without its Slack surface: the use cases, and the engine that keeps their promises."""

    clock: Clock
    ledger: Ledger
    rooms: Rooms
    booking: Booking
    retries: Retries
    changes: Changes
    handovers: Handovers
    search: Search
    access: Access
    accounts: Accounts
    choosing: Choosing
    corrections: Corrections
    setbacks: Setbacks
    sightings: Sightings
    keys: Keys
    preferences: Preferences
    worker: Worker
    alarm: Alarm


@asynccontextmanager
async def open_outside(settings: Settings, through: Through = straight) -> AsyncIterator[Outside]:
    """Open the ledger and the way to BetterPT.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    clock = SandboxClock(settings.sandbox_clock_url) if settings.sandbox_clock_url else SystemClock()
    await clock.set()
    ledger = through(await open_ledger(settings.database_url))
    rooms = BetterPT(
        api_url=settings.betterpt_api_url,
        credentials=Credentials(
            url=settings.betterpt_auth_url,
            client_id=settings.betterpt_client_id,
            client_secret=settings.betterpt_client_secret,
            audience=settings.betterpt_audience,
        ),
        are_seconds=settings.betterpt_durations == "seconds",
        clock=clock,
        store=ledger,
    )
    try:
        yield Outside(clock=clock, ledger=ledger, rooms=through(rooms))
    finally:
        await rooms.close()
        await ledger.close()


def build(settings: Settings, *, clock: Clock, ledger: Ledger, rooms: Rooms, notifier: Notifier) -> House:
    """Put the house together behind the four ports; tests give their own."""
    pen = Pen(ledger=ledger, clock=clock)
    rooms, notifier = RecordedRooms(rooms, pen), RecordedNotifier(notifier, pen)
    preferences = Preferences(ledger=ledger, clock=clock, first=first_choices(settings))
    made = works(
        rooms=rooms,
        notifier=notifier,
        ledger=ledger,
        clock=clock,
        preferences=preferences,
        coordinators=settings.coordinators,
    )
    worker, alarm = _engine(made, ledger, clock, settings.coordinators)
    access = Access(ledger=ledger, clock=clock, coordinators=settings.coordinators)
    conflicts = Conflicts(ledger=ledger, access=access, preferences=preferences)
    return House(
        clock=clock,
        ledger=ledger,
        rooms=rooms,
        booking=Booking(
            ledger=ledger,
            rooms=rooms,
            clock=clock,
            access=access,
            conflicts=conflicts,
            nudge=worker.nudge,
        ),
        retries=Retries(ledger=ledger, clock=clock, access=access, nudge=worker.nudge),
        changes=Changes(ledger=ledger, clock=clock, access=access, conflicts=conflicts, nudge=worker.nudge),
        handovers=Handovers(
            ledger=ledger, clock=clock, access=access, conflicts=conflicts, nudge=worker.nudge
        ),
        search=Search(ledger=ledger, clock=clock, access=access),
        access=access,
        accounts=Accounts(
            ledger=ledger, clock=clock, access=access, preferences=preferences, nudge=worker.nudge
        ),
        corrections=Corrections(
            ledger=ledger,
            clock=clock,
            access=access,
            coordinators=settings.coordinators,
            nudge=worker.nudge,
        ),
        setbacks=Setbacks(ledger=ledger, clock=clock, access=access, nudge=worker.nudge),
        sightings=Sightings(ledger=ledger, clock=clock, nudge=worker.nudge),
        keys=Keys(ledger=ledger, clock=clock, access=access),
        choosing=Choosing(preferences=preferences, access=access, clock=clock),
        preferences=preferences,
        worker=worker,
        alarm=alarm,
    )


def _engine(made: Works, ledger: Ledger, clock: Clock, coordinators: frozenset[str]) -> tuple[Worker, Alarm]:
    """What keeps promises, and what wakes it."""
    worker = Worker(ledger=ledger, clock=clock, works=made)
    set_back = SetBack(ledger=ledger, clock=clock, coordinators=coordinators)
    return worker, Alarm(worker=worker, ledger=ledger, clock=clock, set_back=set_back)


@asynccontextmanager
async def running(house: House, clock: SystemClock | SandboxClock) -> AsyncIterator[None]:
    """Keep promises while inside; on leaving, let what is under way come to its end."""
    work = asyncio.create_task(house.worker.run(), name="worker")
    follow = asyncio.create_task(clock.follow(house.worker.nudge), name="clock")
    warm = asyncio.create_task(_warm(house.rooms), name="warm-up")
    house.alarm.start()
    try:
        yield
    finally:
        await house.alarm.stop()
        for task in (work, follow, warm):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await house.worker.drain(_PATIENCE)


async def _warm(rooms: Rooms) -> None:
    """The first booking after a start need not wait for a token, and wrong credentials show at once."""
    try:
        await rooms.prepare()
    except RoomsError as error:
        log.error("BetterPT cannot be used yet: %s", error)  # noqa: TRY400  a sentence, not a traceback
