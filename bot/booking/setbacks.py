"""Letting a task that was put aside be tried again: decided by a person, at the moment of the click."""

from __future__ import annotations

from collections.abc import Callable

from bot.booking.access import Access
from bot.errors import NotAllowed
from bot.ports import Clock, Ledger


class Setbacks:
    """The use case of the one button."""

    def __init__(self, *, ledger: Ledger, clock: Clock, access: Access, nudge: Callable[[], None]) -> None:
        """`nudge` is called after the commit."""
        self._ledger = ledger
        self._clock = clock
        self._access = access
        self._nudge = nudge

    async def try_again(self, key: str, by: str) -> None:
        """Let the task under `key` be tried again now; pressed twice, it is tried once.

        Raises:
            NotAllowed: somebody coordinates here, and it is not this person.
        """
        await self._access.check(by)
        if not self._access.may_coordinate(by):
            raise NotAllowed("coordinate")
        if await self._ledger.unpark(key, self._clock.now()):
            self._nudge()
