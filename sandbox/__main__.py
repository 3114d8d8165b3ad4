"""`python -m sandbox`: the whole sandbox with the real bot in it, until Ctrl-C.

Nothing is kept afterwards: the bot's ledger lies in a temporary folder. The bot is not restarted behind the
visitor's back; if it ends, that is said, with its last words.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
import tempfile
from pathlib import Path

from sandbox.process import BotProcess
from sandbox.world import Sandbox

PORT = 8765
LAST_LINES = 15
FIRST_COMMAND = "/room tomorrow 3pm with pat@example.com"


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)  # noqa: T201  # the terminal is where this program speaks


async def run(port: int, *, is_headless: bool) -> int:
    """Serve until a signal comes; the process's exit code."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    with tempfile.TemporaryDirectory(prefix="room-sandbox-") as folder:
        async with Sandbox(port) as sandbox:
            bot = await sandbox.start_bot(f"sqlite:///{Path(folder, 'rooms.db')}")
            ending = asyncio.create_task(bot.wait())
            if await _is_connected(sandbox, ending, stopped):
                say(sandbox.url if is_headless else _welcome(sandbox.url, port))
            await _first(ending, asyncio.create_task(stopped.wait()))
            if not stopped.is_set():
                say(_last_words(bot, sandbox.url))
                await stopped.wait()
            await bot.stop()
    return 0


async def _is_connected(sandbox: Sandbox, ending: asyncio.Task[int], stopped: asyncio.Event) -> bool:
    connected = asyncio.create_task(sandbox.slack.connected(seconds=30))
    await _first(connected, ending, asyncio.create_task(stopped.wait()))
    if not connected.done():
        connected.cancel()
        return False
    if not connected.result():
        say(f"The bot has not connected yet; the page is at {sandbox.url} all the same.")
    return connected.result()


async def _first(*waiting: asyncio.Task[int] | asyncio.Task[bool]) -> None:
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)


def _welcome(url: str, wanted: int) -> str:
    moved = "" if url.endswith(f":{wanted}") or wanted == 0 else f"(Port {wanted} is taken.)\n"
    return (
        f"\n{moved}The clinic is open:  {url}\n\n"
        f"You are Dana, a physical therapist. Type this there:  {FIRST_COMMAND}\n"
        "Nothing leaves this machine, and nothing is kept. Ctrl-C closes it.\n"
    )


def _last_words(bot: BotProcess, url: str) -> str:
    lines = bot.output.splitlines()[-LAST_LINES:]
    return (
        f"\nThe bot has ended (exit code {bot.exit_code}). It is not restarted: close this with Ctrl-C and"
        f" start again.\nThe page stays at {url}. The bot's last lines:\n"
        + "\n".join(f"  {line}" for line in lines)
    )


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="a free one is taken if this one is not")
    parser.add_argument("--headless", action="store_true", help="print the address and nothing else")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(run(given.port, is_headless=given.headless))
    return 0


if __name__ == "__main__":
    sys.exit(main())
