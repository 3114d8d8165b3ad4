"""What time it is: the machine's clock, or (in the sandbox alone) a clock that a visitor can push.

The sandbox's clock is followed over HTTP from this machine; production never sets its address.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx

from bot.errors import SettingsError

log = logging.getLogger(__name__)

_LONG_POLL = timedelta(seconds=40)
"""Longer than the sandbox holds a question open."""
_AGAIN = timedelta(seconds=1)


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, aware UTC."""
        return datetime.now(UTC)

    async def set(self) -> None:
        """Nothing to set."""

    async def follow(self, changed: Callable[[], None]) -> None:
        """Nothing to follow; a step of the machine's clock is noticed at the next tick."""


class SandboxClock:
    """The sandbox's clock, as an offset to the machine's; `follow` keeps the offset current."""

    def __init__(self, url: str) -> None:
        """`url` answers `{"now": ISO 8601, "version": n}` and, with `?after=n`, waits for a later version."""
        self._url = url
        self._offset = timedelta()
        self._version = -1

    def now(self) -> datetime:
        """Now as the sandbox's visitor has it, aware UTC."""
        return datetime.now(UTC) + self._offset

    async def set(self) -> None:
        """Read the clock once, before anything is decided by it.

        Raises:
            SettingsError: there is no clock.
        """
        async with httpx.AsyncClient(trust_env=False) as client:
            try:
                await self._ask(client)
            except (httpx.HTTPError, ValueError, KeyError) as error:
                raise SettingsError({"SANDBOX_CLOCK_URL": "there is no clock"}) from error

    async def follow(self, changed: Callable[[], None]) -> None:
        """Follow the clock until cancelled; `changed` is called after each push."""
        async with httpx.AsyncClient(timeout=_LONG_POLL.total_seconds(), trust_env=False) as client:
            while True:
                try:
                    is_new = await self._ask(client)
                except (httpx.HTTPError, ValueError, KeyError) as error:
                    log.warning("the sandbox's clock does not answer (%s)", type(error).__name__)
                    await asyncio.sleep(_AGAIN.total_seconds())
                    continue
                if is_new:
                    changed()

    async def _ask(self, client: httpx.AsyncClient) -> bool:
        answer = await client.get(self._url, params={"after": self._version} if self._version >= 0 else {})
        told = answer.raise_for_status().json()
        self._offset = datetime.fromisoformat(told["now"]) - datetime.now(UTC)
        version = int(told["version"])
        is_new, self._version = self._version != version, version
        return is_new
