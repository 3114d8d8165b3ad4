"""The way from Slack to us: two wires at any time, each replaced by another one before or when it ends.

Slack gives an envelope to one of them, so while one is replaced the other listens. What an envelope means is
`reception`'s business; what a single wire does is `wire`'s.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Protocol, Self

from bot.errors import NotifyError
from handlers.wire import Envelope, Wire

log = logging.getLogger(__name__)

WIRES = 2
_STEADY = timedelta(seconds=10)
"""A wire that lived shorter counts as one more that failed."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=0.25), timedelta(seconds=5)
_LONGEST_ASKED_FOR = timedelta(seconds=30)
_LINGER = timedelta(seconds=30)
"""Longer than Slack takes from its warning to the end (about ten seconds): what was on its way is heard."""
_ACK = timedelta(seconds=3)
"""So long Slack waits for an ack, and takes it from any wire."""
_ACK_AGAIN = timedelta(seconds=0.05)
_TOO_MANY, _SWITCHED_OFF = "too_many_websockets", "link_disabled"

Answer = Callable[[Mapping[str, Any] | None], Awaitable[None]]
"""Acks an envelope, with what Slack is to do or show; None: nothing."""


class Way(Protocol):
    """What is asked of Slack to get there."""

    async def connect(self) -> Wire:
        """Another wire, by an address of its own. Raises `NotifyError`."""
        ...

    async def is_there(self) -> bool:
        """Whether Slack answers at all."""
        ...


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long there may be no wire at all."""

    look: timedelta = timedelta(seconds=2)
    """How often that is looked at."""
    long: timedelta = timedelta(minutes=1)
    """Until the operator is told."""
    too_long: timedelta = timedelta(minutes=10)
    """Until it is given up, if Slack answers otherwise."""


class Connections:
    """Keeps the wires; `async with` it."""

    def __init__(
        self,
        slack: Way,
        hear: Callable[[Envelope, Answer], Awaitable[None]],
        patience: Patience = Patience(),
    ) -> None:
        """`hear` does all that an envelope asks for, and acks it on the way."""
        self._slack = slack
        self._patience = patience
        self._hear = hear
        self._wires: list[Wire] = []
        self._keeping: set[asyncio.Task[None]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._is_closing = False
        self._is_begun = asyncio.Event()
        self.lost = asyncio.Event()
        """Set when there was no wire for too long although Slack answers: a new process may do better."""

    async def __aenter__(self) -> Self:
        """Wait for the first wire, until that is `lost`."""
        for _ in range(WIRES):
            _start(self._keep(), self._keeping)
        _start(self._watch(), self._keeping)
        try:
            await self._is_begun.wait()
        except BaseException:
            await self.close(timedelta())
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close without waiting; who wants to wait calls `close` before."""
        await self.close(timedelta())

    async def close(self, patience: timedelta) -> None:
        """Take nothing more, let what is under way come to its end within `patience`, then hang up.

        An event that is not taken any more Slack delivers again; whoever typed or clicked is told by Slack.
        """
        self._is_closing = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience.total_seconds())
        await _end({*self._keeping, *self._under_way})
        await asyncio.gather(*(wire.close() for wire in self._wires))
        self._wires.clear()

    async def _keep(self) -> None:
        """Have a wire for ever: each time one is about to end, or has, there is another."""
        failures = 0
        while True:
            asked = None
            try:
                is_steady = await self._use(await self._slack.connect())
            except NotifyError as error:
                is_steady, asked = False, error.retry_after
                log.log(logging.DEBUG if failures else logging.INFO, "no wire to Slack yet: %s", error)
            except Exception:
                is_steady = False
                log.exception("no wire to Slack")
            failures = 0 if is_steady else failures + 1
            await asyncio.sleep(_pause(failures, asked).total_seconds())

    async def _use(self, wire: Wire) -> bool:
        """Listen until it is time for another one; whether that took long enough to call it a connection.

        Raises:
            NotifyError: there are too many wires: another one would drive out one that listens.
        """
        clock = asyncio.get_running_loop().time
        begun = clock()
        self._wires.append(wire)
        self._is_begun.set()
        why = await wire.listen(partial(self._take, wire))
        log.info("a wire to Slack ends: %s", why or "it broke")
        if why is None or why == _TOO_MANY:
            await self._hang_up(wire)
        else:
            _start(self._linger(wire), self._keeping)
        if why == _SWITCHED_OFF:
            log.error("Socket Mode is switched off for this app: switch it on at api.slack.com")
        if why == _TOO_MANY and self._wires:
            raise NotifyError("too many web sockets", retry_after=_LONGEST_ASKED_FOR)
        return clock() - begun >= _STEADY.total_seconds()

    async def _linger(self, wire: Wire) -> None:
        """Hear what still comes, until Slack ends it; meanwhile another wire is opened."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER.total_seconds()):
                while await wire.listen(partial(self._take, wire)) is not None:
                    pass  # Slack said it once more
        await self._hang_up(wire)

    async def _hang_up(self, wire: Wire) -> None:
        self._wires.remove(wire)
        await wire.close()

    def _take(self, wire: Wire, envelope: Envelope) -> None:
        if not self._is_closing:
            _start(self._answer(wire, envelope), self._under_way)

    async def _answer(self, wire: Wire, envelope: Envelope) -> None:
        try:
            await self._hear(envelope, partial(self._ack, wire, envelope.id))
        except Exception:
            log.exception("an envelope was not answered")

    async def _ack(self, wire: Wire, envelope_id: str, said: Mapping[str, Any] | None) -> None:
        """Ack by the wire it came by, or by another if that one has ended."""
        frame = {"envelope_id": envelope_id, **({"payload": dict(said)} if said else {})}
        try:
            async with asyncio.timeout(_ACK.total_seconds()):
                while not await self._is_sent(frame, wire):  # noqa: ASYNC110  any wire may end at any time
                    await asyncio.sleep(_ACK_AGAIN.total_seconds())
        except TimeoutError:
            log.warning("an ack found no way to Slack")

    async def _is_sent(self, frame: dict[str, Any], wire: Wire) -> bool:
        for each in (wire, *self._wires):
            if await each.send(frame):
                return True
        return False

    async def _watch(self) -> None:
        """Tell the operator of a long silence and of its end, once each; at last, that it leads nowhere."""
        clock = asyncio.get_running_loop().time
        heard, is_told = clock(), False
        while not self.lost.is_set():
            await asyncio.sleep(self._patience.look.total_seconds())
            silent = timedelta(seconds=clock() - heard)
            if any(wire.is_open for wire in self._wires):
                if is_told:
                    log.warning("Slack is connected again, after %.0f s without", silent.total_seconds())
                heard, is_told = clock(), False
            elif silent > self._patience.long and not is_told:
                log.error(
                    "no connection to Slack for %.0f s: no command or click arrives", silent.total_seconds()
                )
                is_told = True
            elif silent > self._patience.too_long and await self._slack.is_there():
                self.lost.set()
                self._is_begun.set()


def _pause(failures: int, asked: timedelta | None) -> timedelta:
    """How long to wait until the next wire is opened: none after one that lived, or as Slack asked for."""
    if not failures:
        return timedelta()
    pause: timedelta = min(_FIRST_PAUSE * 2 ** min(failures - 1, 10), _LONGEST_PAUSE)
    pause *= random.uniform(0.75, 1.25)  # noqa: S311  spreads load, guards nothing
    return max(pause, min(asked or pause, _LONGEST_ASKED_FOR))


def _start(doing: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
    task = asyncio.create_task(doing)
    among.add(task)
    task.add_done_callback(among.discard)


async def _end(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
