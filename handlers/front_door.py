"""The front door: the key of what Slack delivers is committed before it is acked, so each is answered once.

A command, a click or a form Slack delivers once, and whoever made it reads Slack's own complaint unless it is
acked in 3 s: it is acked on the way. An event Slack delivers again until it is acked (at once, after one and
after five minutes): it is acked once it has been answered, so a crash loses none. What a gesture does has a
key of its own besides (`bot.booking`): a double click is two deliveries.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.errors import LedgerError
from bot.language import Language, speaking
from bot.models import Arrival
from bot.ports import Clock, Ledger
from handlers.errors import Courtesy, Once
from handlers.gesture import Body, Gesture, Listener

log = logging.getLogger(__name__)

BoltListener = Callable[[AsyncAck, Body, AsyncBoltRequest], Awaitable[BoltResponse]]

_TAKEN, _AGAIN = 200, 503


class FrontDoor:
    """Wraps every listener: reads the gesture, lets each delivery in once."""

    def __init__(self, *, courtesy: Courtesy, ledger: Ledger, clock: Clock) -> None:
        """`courtesy` attends to whoever is let in."""
        self._courtesy = courtesy
        self._ledger = ledger
        self._clock = clock

    def wrap(
        self, listener: Listener, read: Callable[[Body], Gesture], *, is_event: bool = False
    ) -> BoltListener:
        """The listener as Bolt calls it; its response says whether an event may be acked."""

        async def listen(ack: AsyncAck, body: Body, request: AsyncBoltRequest) -> BoltResponse:
            acked = Once(ack)
            try:
                gesture = read(body)
            except (KeyError, TypeError, ValueError, IndexError):
                log.exception("a gesture that cannot be read")
                await acked()
                return BoltResponse(status=_TAKEN)
            with speaking(Language.ENGLISH):  # until it is known better
                is_first = request.headers.get("x-slack-retry-num", ["0"]) == ["0"]
                is_done = await self._let_in(listener, gesture, acked, is_event=is_event, is_first=is_first)
            return BoltResponse(status=_TAKEN if is_done else _AGAIN)

        return listen

    async def _let_in(
        self, listener: Listener, gesture: Gesture, acked: Once, *, is_event: bool, is_first: bool
    ) -> bool:
        """Whether it is answered, now or before."""
        try:
            arrival = await self._ledger.arrived(gesture.trigger, self._clock.now())
        except LedgerError as error:
            log.error("a delivery was not written down: %s", error)  # noqa: TRY400  a sentence is enough
            return await self._turn_away(gesture, acked, error, is_event=is_event, is_first=is_first)
        if arrival is Arrival.NEW and is_event:
            return await self._courtesy.attend(listener, gesture, acked) and await self._is_kept(gesture)
        if arrival is Arrival.NEW:
            acked.then.append(partial(self._is_kept, gesture))
            return await self._courtesy.attend(listener, gesture, acked)
        if arrival is Arrival.REPEATED:
            await acked()
        # Who answers it already acks it, too: an ack from here could close a form that is to show an error.
        return arrival is Arrival.REPEATED

    async def _turn_away(
        self, gesture: Gesture, acked: Once, error: LedgerError, *, is_event: bool, is_first: bool
    ) -> bool:
        """Say that nothing is promised. An event is left to Slack, who delivers it again; said once, too.

        What a person pressed is acked although nothing was committed: Slack does not deliver it again, and
        would only put its own complaint beside our sentence, as if one could still hope.
        """
        if not is_event:
            return await self._courtesy.apologize(gesture, acked, error)
        if is_first and gesture.is_mention:
            await self._courtesy.say(gesture, error)
        return False

    async def _is_kept(self, gesture: Gesture) -> bool:
        """Write down that it is answered, or acked; if that fails, an event comes again."""
        try:
            await self._ledger.answered(gesture.trigger)
        except LedgerError as error:
            log.warning("that a delivery is answered was not written down: %s", error)
            return False
        return True
