"""Says a message once, whatever happens: its key is committed, then it is posted, then its `ts` is recorded.

After a crash in between (or a restore) it is looked for before it is posted again. What it says is the
caller's business.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.errors import NotifyRefused, NotYet
from bot.models import Entry, Message, Task, Telling
from bot.pace import Pace
from bot.ports import Clock, Ledger, Notifier
from bot.preferences import Preferences
from bot.tasks.lost_time import LostTime

log = logging.getLogger(__name__)

_SETTLE = timedelta(seconds=3)
"""How long a message may take at Slack until it is found: nobody documents it, so it is looked for later."""

Send = Callable[[Message], Awaitable[Message]]
Correct = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What it takes to tell people something that nobody asked for."""

    notifier: Notifier
    ledger: Ledger
    clock: Clock
    preferences: Preferences
    saying: Saying
    coordinators: frozenset[str]
    """Slack user ids."""

    async def tell(self, task: Task, message: Message, telling: Telling) -> Message:
        """Say it once. Raises as `Saying.post`."""
        return await self.saying.post(task, message, partial(self.notifier.tell, telling))


class Saying:
    """The way from a key to a message."""

    def __init__(self, *, notifier: Notifier, ledger: Ledger, clock: Clock, pace: Pace) -> None:
        """`ledger` is written to directly: the key must be on record before the message leaves."""
        self._notifier = notifier
        self._ledger = ledger
        self._clock = clock
        self._pace = pace
        self._lost_time = LostTime(notifier=notifier, ledger=ledger)

    async def post(self, task: Task, message: Message, send: Send, correct: Correct | None = None) -> Message:
        """Send it, or find it and let `correct` bring it up to date; the message with its `ts`.

        Raises:
            NotYet: it is not its turn.
            ClaimLost: another worker says it.
            NotifyError: Slack did not take it (or may have: it is looked for next time).
        """
        since = message.tried_at or await self._lost_time.began(task, message)
        known = replace(message, tried_at=since)
        return await self._pace.post(task, known.channel, lambda: self._once(task, known, send, correct))

    async def edit(self, task: Task, message: Message, correct: Correct) -> None:
        """Bring a message that stands up to date. Raises as `post`; twice is as good as once."""
        await self._pace.edit(task, lambda: correct(message))

    async def find(self, message: Message) -> Message | None:
        """The message, if an earlier attempt was taken by Slack.

        Raises:
            NotYet: too little time has passed since then to be sure.
        """
        if message.tried_at is None:
            return None
        passed = self._clock.now() - message.tried_at
        if timedelta(0) <= passed < _SETTLE:
            raise NotYet(_SETTLE - passed)
        return await self._notifier.find(message)

    async def _once(self, task: Task, message: Message, send: Send, correct: Correct | None) -> Message:
        if found := await self.find(message) or await self._lost_time.find(task, message):
            await self._bring_up_to_date(found, correct)
            return found
        # Not the first attempt's time: that one was looked for, and this one is still to be shown.
        tried = replace(message, tried_at=self._clock.now())
        await self._ledger.mark(task, Entry(message=tried))
        return await send(tried)

    async def _bring_up_to_date(self, found: Message, correct: Correct | None) -> None:
        try:
            if correct:
                await correct(found)
        except NotifyRefused as error:  # it stands all the same: to say it elsewhere would be to say it twice
            log.warning("a message that was found is not brought up to date: %s", error)
