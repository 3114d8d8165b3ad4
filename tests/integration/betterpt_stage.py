"""A client of ours and BetterPT's stand-in on a real local server, for the tests beside this file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.betterpt import BetterPT, Credentials, Limits
from bot.models import Patient, Provider, Request, Room, RoomState
from sandbox.betterpt import BetterPTSandbox
from sandbox.betterpt.schema import ZoneSpelling

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
START = datetime(2026, 7, 2, 19, 0, tzinfo=UTC)
QUICK = Limits(
    connect=0.5,
    read=5.0,
    request=0.9,
    token=0.9,
    zones=0.9,
    call=2.5,
    attempts=3,
    pause=0.01,
    token_pause=0.0,
    refused_pause=5.0,
)
ROOM = Room(
    id="promise-1",
    request=Request(
        requester="U1",
        provider=Provider(id="U1", name="Dana Reyes", email="dana@example.com"),
        channel="C1",
        patient=Patient(email="pat@example.com", phone="+12025550143"),
        reference="chart-4711",
        clinic="Example Clinic",
    ),
    start=START,
    zone="America/Chicago",
    state=RoomState.CREATING,
    created=NOW,
)


class HandClock:
    """A clock that stands still until it is pushed."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def push(self, **by: float) -> None:
        self.time += timedelta(**by)


class Store:
    """A ledger's secrets, in memory."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.locks: dict[str, asyncio.Lock] = {}

    async def secret(self, name: str) -> str | None:
        return self.secrets.get(name)

    async def save_secret(self, name: str, value: str) -> None:
        self.secrets[name] = value

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        async with self.locks.setdefault(name, asyncio.Lock()):
            yield


@dataclass(kw_only=True)
class Stage:
    sandbox: BetterPTSandbox
    clock: HandClock
    runner: web.AppRunner
    store: Store = field(default_factory=Store)
    clients: list[BetterPT] = field(default_factory=list)

    def client(self, limits: Limits = QUICK, *, are_seconds: bool = False, **changes: str) -> BetterPT:
        places = {"api_url": self.sandbox.api_url, "auth_url": self.sandbox.auth_url} | changes
        client = BetterPT(
            api_url=places["api_url"],
            credentials=Credentials(
                url=places["auth_url"],
                client_id=self.sandbox.client_id,
                client_secret=places.get("client_secret", self.sandbox.client_secret),
                audience=self.sandbox.audience,
            ),
            are_seconds=are_seconds,
            clock=self.clock,
            store=self.store,
            limits=limits,
        )
        self.clients.append(client)
        return client

    @property
    def connections(self) -> int:
        """How many connections the clients have open."""
        server = self.runner.server
        assert isinstance(server, web.Server)
        return sum(one.transport is not None for one in server.connections)


@asynccontextmanager
async def stage(
    *, zones: ZoneSpelling = "enum", introspection: bool = True, tokens_per_minute: int = 10
) -> AsyncIterator[Stage]:
    """Serve a stand-in on loopback; close every client and the server at the end."""
    clock = HandClock()
    sandbox = BetterPTSandbox(
        clock, zones=zones, introspection=introspection, tokens_per_minute=tokens_per_minute
    )
    application = web.Application()
    application.add_routes(sandbox.routes("/betterpt"))
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sandbox.public_url = f"http://127.0.0.1:{runner.addresses[0][1]}/betterpt"
    made = Stage(sandbox=sandbox, clock=clock, runner=runner)
    try:
        yield made
    finally:
        for client in made.clients:
            await client.close()
        await runner.cleanup()


def room_in(zone: str) -> Room:
    """The same promise, meant in another zone."""
    return replace(ROOM, zone=zone)
