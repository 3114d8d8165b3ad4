"""The one place where an error becomes a sentence, and where a listener meets Slack's ack.

Bolt loses an ack when a listener fails at the wrong moment, so nothing a listener raises reaches it. A
repeated delivery is acked and changes nothing: each carries a trigger that is remembered for a day.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import BotError, NotifyError, UserError
from bot.ports import Clock, Ledger
from handlers.blocks import parts
from handlers.desk import Desk
from handlers.gesture import Ack, Body, Gesture
from handlers.sentences import mistakes

log = logging.getLogger(__name__)

Listener = Callable[[Gesture, Ack], Awaitable[None]]
BoltListener = Callable[[AsyncAck, Body], Awaitable[None]]


class Courtesy:
    """Wraps every listener: reads the gesture, drops repeats, answers errors."""

    def __init__(self, *, desk: Desk, ledger: Ledger, clock: Clock) -> None:
        """`desk` says the sentence to the person."""
        self._desk = desk
        self._ledger = ledger
        self._clock = clock

    def wrap(self, listener: Listener, read: Callable[[Body], Gesture]) -> BoltListener:
        """The listener as Bolt calls it."""

        async def listen(ack: AsyncAck, body: Body) -> None:
            acked = _Once(ack)
            try:
                gesture = read(body)
            except (KeyError, TypeError, ValueError, IndexError):
                log.exception("a gesture that cannot be read")
                await acked()
                return
            try:
                if not await self._ledger.is_first(gesture.trigger, self._clock.now()):
                    await acked()
                    return
                await listener(gesture, acked)
            except UserError as error:
                await self._answer(gesture, acked, error)
            except BotError as error:
                log.warning("%s: %s", getattr(listener, "__qualname__", "listener"), type(error).__name__)
                await self._answer(gesture, acked, error)
            except Exception:
                log.exception("%s failed", getattr(listener, "__qualname__", "listener"))
                await self._answer(gesture, acked, None)

        return listen

    async def _answer(self, gesture: Gesture, acked: _Once, error: BotError | None) -> None:
        sentence = mistakes.error(error) if error else mistakes.UNEXPECTED
        if gesture.is_form and not acked.is_done:
            field = getattr(error, "field", None)
            place = field if field in gesture.fields else next(iter(gesture.fields))
            await acked(response_action="errors", errors={place: parts.bare(sentence)})
            return
        await acked()
        try:
            await self._desk.say(gesture, parts.sentence(sentence), replace=False)
        except NotifyError as failure:
            log.warning("a sentence could not be said: %s", failure)


class _Once:
    """An ack that is sent once, however often it is asked for."""

    def __init__(self, ack: Ack) -> None:
        self._ack = ack
        self.is_done = False

    async def __call__(self, **said: Any) -> None:  # noqa: ANN401  as Bolt's own
        if not self.is_done:
            self.is_done = True
            await self._ack(**said)
