"""What the bot logs with a traceback: a failure that nobody foresaw, wherever it was caught."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bench.reliability.simulation.life import Killed
from bot.errors import BotError


@contextmanager
def listening(loop: asyncio.AbstractEventLoop) -> Iterator[list[str]]:
    """All that is heard while inside, as sentences."""
    loop.set_exception_handler(_unless_killed)
    heard: list[str] = []
    log, ear = logging.getLogger("bot"), _Ear(heard)
    log.addHandler(ear)
    try:
        yield heard
    finally:
        log.removeHandler(ear)


class _Ear(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error and not isinstance(error, BotError):
            self._heard.append(f"{record.getMessage()}: {error!r}")


def _unless_killed(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """Of a process that is gone nobody hears."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)
