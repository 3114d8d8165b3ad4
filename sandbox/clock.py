"""The sandbox's clock: real time plus a push, so that a session can be over in a second.

It only goes forwards: a bot that saw the future cannot be made to forget it. Time-outs of the wire (3 s for
an ack, 3 s for a trigger) are real time and do not follow this clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from aiohttp import web

from sandbox.changes import Changes

LONG_POLL_SECONDS = 25
SOON = 0.5
"""Seconds in which who follows the clock has seen a push; who has not is gone."""


class ClockGoesForwards(ValueError):
    """Somebody asked for a time that has passed."""


class SandboxClock:
    """What time it is in the sandbox; the bot and both stand-ins follow it."""

    def __init__(self, begins: datetime | None = None) -> None:
        """It begins at the machine's time, or (aware) where a test's day begins."""
        self._pushed = begins - datetime.now(UTC) if begins else timedelta()
        self.changes = Changes()
        self._asking: set[object] = set()
        self._behind: set[object] = set()
        self._caught_up = Changes()

    @property
    def version(self) -> int:
        """Rises with every push."""
        return self.changes.version

    def now(self) -> datetime:
        """The sandbox's present, aware and in UTC."""
        return datetime.now(UTC) + self._pushed

    def push(self, by: timedelta) -> None:
        """Put the clock forward.

        Raises:
            ClockGoesForwards: `by` is negative.
        """
        if by < timedelta():
            raise ClockGoesForwards("The sandbox's clock only goes forwards: choose a later time.")
        self._pushed += by
        self._behind |= self._asking
        self.changes.happened()

    def set(self, to: datetime) -> None:
        """Put the clock forward to an aware instant.

        Raises:
            ClockGoesForwards: that instant has passed, or has no time zone.
        """
        if to.tzinfo is None:
            raise ClockGoesForwards("Say the time with its zone, like 2030-01-31T15:00:00+00:00.")
        self.push(to - self.now())

    async def changed(self, after_version: int) -> int:
        """Wait for a push after the given version; returns the version then."""
        return await self.changes.after(after_version)

    async def followed(self) -> None:
        """Wait until everybody who follows the clock knows what it shows: what comes next finds it so."""
        await self._caught_up.until(lambda: not self._behind or None, seconds=SOON)
        self._behind.clear()

    async def reached(self, at: datetime) -> None:
        """Wait until the clock shows that instant, by itself or because somebody pushed it."""
        while (left := (at - self.now()).total_seconds()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed(self.version), left)

    def routes(self, path: str = "/clock") -> list[web.RouteDef]:
        """The clock over HTTP: read it, wait for a push, push it."""
        return [web.get(path, self._read), web.post(path, self._push)]

    def _answer(self) -> web.Response:
        return web.json_response({"now": self.now().isoformat(), "version": self.version})

    async def _read(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "")
        if after.lstrip("-").isdigit():
            with suppress(TimeoutError), self._follower(request, int(after)):
                # nothing happened: the answer says so by its version
                await asyncio.wait_for(self.changed(int(after)), LONG_POLL_SECONDS)
        return self._answer()

    @contextmanager
    def _follower(self, request: web.Request, version: int) -> Iterator[None]:
        """Somebody asks to be told of a push, and so knows of all up to that version."""
        who = request.transport and request.transport.get_extra_info("peername")
        if version >= self.version:
            self._behind.discard(who)
            self._caught_up.happened()
        self._asking.add(who)
        try:
            yield
        finally:
            self._asking.discard(who)

    async def _push(self, request: web.Request) -> web.Response:
        try:
            wanted = await request.json()
            if "set" in wanted:
                self.set(datetime.fromisoformat(wanted["set"]))
            else:
                self.push(timedelta(seconds=float(wanted["push_seconds"])))
        except ClockGoesForwards as refused:
            return web.json_response({"error": str(refused)}, status=400)
        except (ValueError, TypeError, KeyError, OverflowError):
            sentence = 'Send {"push_seconds": 3600} or {"set": "2030-01-31T15:00:00+00:00"}.'
            return web.json_response({"error": sentence}, status=400)
        return self._answer()
