"""The command line: `python -m bot` serves a clinic until it is stopped; its verbs are in `operations`."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import logging
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from bot import operations, times
from bot.bootstrap import Through, build, open_outside, running, straight
from bot.errors import (
    BotError,
    LedgerError,
    NotifyUnauthorized,
    PictureMissing,
    SettingsError,
    SlackLost,
    Stopped,
)
from bot.logs import set_up_logs
from bot.reports.printed import Unclear
from bot.settings import EXIT_CODE, NAMES, Settings, read_settings
from handlers.surface import Surface

log = logging.getLogger("bot")

START_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: what the process ends with when a new one may do better."""
STOPPED = 130
"""What a shell says of a program that Ctrl-C ended."""
_PATIENCE = timedelta(seconds=8)
"""How long it may take to stop; platforms kill after ten seconds or more."""


async def serve(settings: Settings, through: Through = straight) -> None:
    """Serve until SIGTERM or SIGINT, then let what is under way come to its end.

    Raises:
        LedgerError: the ledger cannot be opened.
        NotifyUnauthorized: Slack refuses one of our tokens.
        SlackLost: Slack answers, but no connection to it comes about any more.
    """
    serving = asyncio.create_task(_serve(settings, through))
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, _stop, serving)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


def _stop(serving: asyncio.Task[None]) -> None:
    """Cancel it: it closes what it opened, in order; after a while, or asked twice, without waiting."""
    log.info("stopping")
    serving.cancel()
    asyncio.get_running_loop().call_later(_PATIENCE.total_seconds(), serving.cancel)


async def _serve(settings: Settings, through: Through) -> None:
    warming = asyncio.get_running_loop().run_in_executor(None, times.warm)  # beside the way to Slack
    async with (
        open_outside(settings, through) as outside,
        Surface(settings, ledger=outside.ledger, clock=outside.clock) as surface,
    ):
        house = build(
            settings,
            clock=outside.clock,
            ledger=outside.ledger,
            rooms=outside.rooms,
            notifier=through(surface.notifier),
        )
        async with running(house, outside.clock), surface.open(house) as connections:
            await warming
            gc.collect()
            gc.freeze()  # what stays for good is not looked through again: each time would hold up the loop
            log.info("ready")
            await connections.lost.wait()
            raise SlackLost


def main() -> int:
    """Run the command line; the process's exit code."""
    if sys.argv[1:] and isinstance(sys.stdout, TextIOWrapper):  # who serves prints nothing
        sys.stdout.reconfigure(errors="replace")  # a terminal that does not know our quotes gets its own sign
    asked = operations.parser().parse_args()
    set_up_logs()
    try:
        if asked.verb:
            return _run(asked)
        settings = read_settings(Path(".env"))
    except Stopped as error:
        log.warning("%s", error)
        return STOPPED
    except (LedgerError, PictureMissing, Unclear) as error:
        log.error("refused: %s", error)  # noqa: TRY400  a sentence, not a traceback
        return 1
    except SettingsError as error:
        return _to_be_mended(error)
    return ended(serve(settings))


def _to_be_mended(error: SettingsError) -> int:
    sys.stderr.write(f"Not started. The environment needs mending:\n{error}\n.env.example explains each.\n")
    return EXIT_CODE


def _refused(error: NotifyUnauthorized) -> SettingsError:
    """Which token is to be replaced, and by what."""
    mend = next(name.mend for name in NAMES if name.name == error.name)
    return SettingsError({error.name: f"is refused by Slack ({error}): {mend}"})


def _run(asked: Namespace) -> int:
    """Run a verb; the exit code.

    Raises:
        Stopped: it was asked to, and has changed nothing. A report never does: it ends wherever it is.
    """
    is_report = asked.verb == "report"
    with _stoppable(is_at_once=is_report) as look:
        try:
            told = asyncio.run(operations.run(asked, look))
        except KeyboardInterrupt:
            if is_report:
                raise Stopped from None
            log.warning("stopped at once: what was being done may be there or not")  # it was asked twice
            return STOPPED
    return _tell(told, is_all=is_report)


@contextlib.contextmanager
def _stoppable(*, is_at_once: bool) -> Iterator[Callable[[], None]]:
    """Inside, SIGTERM and SIGINT ask a verb to stop when it next looks; asked twice, it ends at once."""
    asked = threading.Event()

    def interrupt_from_now_on(*_: object) -> None:
        asked.set()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.default_int_handler)

    def look() -> None:
        if asked.is_set():
            raise Stopped

    before = {name: signal.signal(name, interrupt_from_now_on) for name in (signal.SIGTERM, signal.SIGINT)}
    if is_at_once:
        interrupt_from_now_on()
    try:
        yield look
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _tell(told: str | bytes, *, is_all: bool) -> int:
    """Print it; the exit code. What was done stands also where nobody can be told, unless that `is_all`."""
    try:
        _print(told)
    except OSError as error:
        if is_all:
            log.error("not printed: %s", error.strerror)  # noqa: TRY400  a sentence, not a traceback
            return 1
        log.warning("it is done, but could not be told: %s", error.strerror)
    return 0


def _print(told: str | bytes) -> None:
    """To the end: what stays in `sys.stdout` would be lost without a word, or with Python's, after us.

    Raises:
        OSError: it could not be written.
    """
    if sys.stdout is None:  # as a shell's `>&-` leaves it
        raise OSError(errno.EBADF, "there is no output")
    with open(sys.stdout.fileno(), "wb", closefd=False) as output:
        output.write(told if isinstance(told, bytes) else f"{told}\n".encode())


def ended(serving: Coroutine[Any, Any, None]) -> int:
    """Serve to the end; the exit code: 0 when it was stopped, 75 when a new process may do better.

    78 when Slack refuses a token: a new process does no better until somebody has mended the environment.
    """
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serving)
    except SlackLost as error:
        log.error("ended, to be started again: %s", error)  # noqa: TRY400  a sentence, not a traceback
        return START_AGAIN
    except NotifyUnauthorized as error:
        return _to_be_mended(_refused(error))
    except SettingsError as error:
        return _to_be_mended(error)
    except BotError as error:
        log.error("not started: %s", error)  # noqa: TRY400  a sentence, not a traceback
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
