"""The command line: `python -m bot` serves a clinic until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from pathlib import Path

from bot import times
from bot.bootstrap import build, open_outside, running
from bot.errors import BotError, SettingsError
from bot.logs import set_up_logs
from bot.settings import EXIT_CODE, Settings, read_settings
from handlers.surface import Surface

log = logging.getLogger("bot")


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then let what is under way come to its end.

    Raises:
        LedgerError: the ledger cannot be opened.
        NotifyError: Slack refuses our tokens.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    warming = loop.run_in_executor(None, times.warm)  # beside the way to Slack, which takes longer
    async with (
        open_outside(settings) as outside,
        Surface(settings, ledger=outside.ledger, clock=outside.clock) as surface,
    ):
        house = build(
            settings,
            clock=outside.clock,
            ledger=outside.ledger,
            rooms=outside.rooms,
            notifier=surface.notifier,
        )
        async with running(house, outside.clock), surface.open(house):
            await warming
            log.info("ready")
            await stopped.wait()
            log.info("stopping")


def main() -> int:
    """Run the command line; the process's exit code."""
    set_up_logs()
    try:
        settings = read_settings(Path(".env"))
    except SettingsError as error:
        sys.stderr.write(
            f"Not started. The environment needs mending:\n{error}\n.env.example explains each.\n"
        )
        return EXIT_CODE
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(settings))
    except BotError as error:
        log.error("not started: %s", error)  # noqa: TRY400  a sentence, not a traceback
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
