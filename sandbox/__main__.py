"""`python -m sandbox`: the whole sandbox with the real bot in it, until Ctrl-C.

Nothing is kept afterwards: the bot's ledger lies in a temporary folder. The bot is not restarted behind the
visitor's back; if it ends, that is said, with its last words.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shlex
import signal
import sys
import tempfile
from pathlib import Path

from sandbox.process import BotProcess
from sandbox.slack.manifest import REPOSITORYS, read_manifest
from sandbox.world import Sandbox

PORT = 8765
LAST_LINES = 15
FIRST_COMMAND = "/room tomorrow 3pm with pat@example.com"


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)  # noqa: T201  # the terminal is where this program speaks


def complain(text: str) -> None:
    """Tell the person, and no script that reads what is printed."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201  # the same


async def run(port: int, *, is_headless: bool, has_bot: bool, manifest: Path) -> int:
    """Serve until a signal comes; the process's exit code."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    with tempfile.TemporaryDirectory(prefix="room-sandbox-") as folder:
        database = f"sqlite:///{Path(folder, 'rooms.db')}"
        async with Sandbox(port, manifest=read_manifest(manifest)) as sandbox:
            if not has_bot:
                say(_environment(sandbox, database))
                await stopped.wait()
                return 0
            bot = await sandbox.start_bot(database)
            ending = asyncio.create_task(bot.wait())
            is_connected = await _is_connected(sandbox, ending, stopped)
            if is_headless:
                say(sandbox.url)  # and nothing else: a script reads it
            elif is_connected:
                say(_welcome(sandbox.url, port))
            if not is_connected and bot.exit_code is None and not stopped.is_set():
                complain(f"The bot has not connected yet; the page is at {sandbox.url} all the same.")
            watching = asyncio.create_task(_tell_endings(sandbox))
            await stopped.wait()
            watching.cancel()
    return 0


async def _tell_endings(sandbox: Sandbox) -> None:
    """Say it when a bot ended by itself; what the page's visitor killed they know about."""
    told: list[BotProcess] = []
    while True:
        keeper, version = sandbox.keeper, sandbox.keeper.changes.version
        if keeper.bot and keeper.state == "ended" and keeper.bot not in told:
            told.append(keeper.bot)
            complain(_last_words(keeper.bot, sandbox.url))
        await keeper.changes.after(version)


def _environment(sandbox: Sandbox, database: str) -> str:
    """For whoever brings a bot of their own."""
    names = sandbox.environment(database).items()
    lines = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in names)
    return f"# The page: {sandbox.url}\n{lines}"


async def _is_connected(sandbox: Sandbox, ending: asyncio.Task[int], stopped: asyncio.Event) -> bool:
    connected = asyncio.create_task(sandbox.slack.connected(seconds=30))
    await _first(connected, ending, asyncio.create_task(stopped.wait()))
    if not connected.done():
        connected.cancel()
        return False
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
        f"\nThe bot has ended by itself (exit code {bot.exit_code}). The page stays at {url}: start it again"
        " there, under Behind the scenes, Trouble. Its last lines:\n"
        + "\n".join(f"  {line}" for line in lines)
    )


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="a free one is taken if this one is not")
    parser.add_argument("--headless", action="store_true", help="print the address and nothing else")
    parser.add_argument(
        "--no-bot",
        action="store_true",
        help="start no bot, and print what one of yours needs",
    )
    parser.add_argument("--manifest", type=Path, default=REPOSITORYS, help="the app's, if it is not Room")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        running = run(
            given.port, is_headless=given.headless, has_bot=not given.no_bot, manifest=given.manifest
        )
        return asyncio.run(running)
    return 0


if __name__ == "__main__":
    sys.exit(main())
