"""How people click in the simulation: again if nothing answers, and at once twice if they are in a hurry.

What they were promised is kept here. What they click on is `clicks`, and what they then do `reactions`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from random import Random
from typing import TypeVar

from bench.reliability.simulation.diary import Diary
from bench.reliability.simulation.life import Killed
from bench.reliability.simulation.wishes import Wish, Wishes
from bot.bootstrap import House
from bot.errors import BotError, LedgerError
from bot.models import Request, Room

Answer = TypeVar("Answer")
_PATIENCE = (0.0, 2.0, 20.0, 120.0, 1800.0, 4 * 3600.0)
"""Seconds until who got no answer clicks again; after the last they give up."""
_HURRY = 0.25


class People:
    """Everybody's hands."""

    def __init__(self, *, chance: Random, diary: Diary, house: Callable[[], House | None]) -> None:
        """`house` is the bot as it runs now, if it does."""
        self._chance = chance
        self._diary = diary
        self._house = house
        self.wishes = Wishes()
        self.busy: set[asyncio.Task[None]] = set()
        """What somebody is doing, or about to do."""

    def soon(self, what: Callable[[], Awaitable[None]], after: float = 0.0) -> None:
        """Let somebody do something in so many seconds."""
        doing = asyncio.create_task(self._do(what, after))
        self.busy.add(doing)
        doing.add_done_callback(self.busy.discard)

    async def click(
        self, what: str, click: Callable[[House], Awaitable[Answer]]
    ) -> tuple[Answer | None, bool]:
        """Click until something answers.

        Returns:
            The answer (None: it was refused, or nothing ever answered), and whether that is all that came of
            it: False if the bot died under a click, which may have been promised or not.
        """
        is_sure = True
        for pause in _PATIENCE:
            await asyncio.sleep(pause)
            if (house := self._house()) is None:
                continue
            try:
                answer = await self._once_or_twice(house, click)
            except (Killed, LedgerError):  # they read that it did not work, if anything
                is_sure = False
            except BotError as error:
                self._refused(what, error)
                return None, is_sure
            else:
                self._diary.note("people", what)
                return answer, True
        return None, is_sure

    def wish(
        self,
        what: str,
        by: str,
        request: Request,
        answered: tuple[Sequence[Room] | None, bool],
        starts: Sequence[datetime] = (),
    ) -> None:
        """Keep what was promised; `answered` is what came of the click, and `starts` belong to its rooms."""
        rooms, is_sure = answered
        if rooms is None and is_sure:
            return
        wish = Wish(
            what=what,
            by=by,
            patient=request.patient.email or "",
            provider=request.provider.email or "",
            rooms=tuple(room.id for room in rooms or ()),
            starts=tuple(starts),
            at=self._diary.clock.true(),
            is_sure=is_sure,
        )
        self.wishes.promised.append(wish)

    async def _do(self, what: Callable[[], Awaitable[None]], after: float) -> None:
        await asyncio.sleep(after)
        try:
            await what()
        except Exception as error:  # noqa: BLE001  the world is judged by it
            self.wishes.surprises.append(f"{getattr(what, '__name__', what)}: {error!r}")

    async def _once_or_twice(self, house: House, click: Callable[[House], Awaitable[Answer]]) -> Answer:
        answer = await click(house)
        if self._chance.random() < _HURRY:
            try:
                await click(house)
            except BotError as error:
                self._refused("a second click", error)
        return answer

    def _refused(self, what: str, error: BotError) -> None:
        self._diary.note("people", f"{what}: {error}")
        self.wishes.refused[f"{what}: {type(error).__name__} {error}"] += 1
