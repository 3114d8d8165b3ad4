"""A drill with the real bot: its disk fills up, its file is scribbled on, a backup is restored.

`python -m bench.reliability.drill` prints what came of each, counted at the stand-ins. The kernel plays the
full disk: it takes no more bytes from the running process (RLIMIT_FSIZE), as if there were none left.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.driver import Person
from sandbox.process import BotProcess
from sandbox.world import Sandbox

CREATE, CANCEL = "createPartnerVideoRoom", "cancelPartnerVideoRoom"
_NO_ROOM = 1
_AFTER = timedelta(hours=30)


class Drill:
    """One bot over one file."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.file = folder / "rooms.db"
        self.backup = folder / "backup.db"
        self.dana: Person = sandbox.person("dana")

    @property
    def rooms(self) -> int:
        """How many stand at BetterPT."""
        return sum(not room.is_cancelled for room in self.sandbox.betterpt.rooms.values())

    @property
    def links(self) -> int:
        """How many rooms have theirs in a thread."""
        return sum(each.contains("Patient link") for each in self.dana.messages("thread"))

    async def start(self) -> BotProcess:
        bot = await self.sandbox.start_bot(f"sqlite:///{self.file}")
        await self.sandbox.bot_connected()
        return bot

    async def refused(self) -> str:
        """What a bot says that cannot start."""
        bot = await self.sandbox.start_bot(f"sqlite:///{self.file}")
        await asyncio.wait_for(bot.wait(), 15)
        return bot.output.strip().splitlines()[-1].partition("not started: ")[2]

    async def command(self, *words: str) -> str:
        """Run a verb of the command line as an operator does."""
        run = await BotProcess.start({"DATABASE_URL": f"sqlite:///{self.file}"}, ("-m", "bot", *words))
        await run.wait()
        if run.exit_code:
            raise SystemExit(run.output)
        return run.output.strip()

    async def book(self, when: str, patient: str) -> None:
        await self.dana.types(f"/room {when} with {patient}@example.com")
        shown = await self.dana.sees("Nothing is booked yet", where="ephemeral")
        before = self.links
        await self.dana.clicks("Create room", shown)
        for _ in range(300):
            await asyncio.sleep(0.1)
            if self.links > before:
                return
        raise SystemExit("the links did not come")

    def doubles(self) -> int:
        """Messages that stand twice under one key."""
        kept = [each.metadata for each in self.sandbox.slack.workspace.messages if each.metadata]
        keys = [each["event_payload"]["key"] for each in kept]
        return len(keys) - len(set(keys))


async def disk_full(drill: Drill) -> str:
    """No byte is taken while somebody books; then there is room again."""
    bot = await drill.start()
    await drill.book("tomorrow 9am", "pat")
    await drill.dana.types("/room tomorrow 11am with sol@example.com")
    shown = await drill.dana.sees("11:00 AM", where="ephemeral")
    fill(bot, _NO_ROOM)
    before = drill.sandbox.betterpt.count(CREATE)
    await drill.dana.clicks("Create room", shown)
    said = await drill.dana.sees("disk", timeout=20)
    fill(bot, resource.RLIM_INFINITY)
    asked = drill.sandbox.betterpt.count(CREATE) - before
    await drill.dana.clicks("Create room", shown)
    await drill.dana.sees("11:00 AM EST (New York)\nOpen the thread", where="ephemeral", timeout=30)
    await bot.stop()
    return f"refused: “{said.text}”; {asked} requests meanwhile; then {drill.rooms} rooms for 2 clicks"


async def scribbled(drill: Drill) -> str:
    """Pages are overwritten: it is noticed, the backup is restored, nothing is done twice."""
    bot = await drill.start()
    said = await drill.command("backup", str(drill.backup))
    await drill.book("tomorrow 2pm", "kit")  # the backup does not know this one
    await bot.stop()
    scribble(drill.file)
    refused = await drill.refused()
    await drill.command("restore", str(drill.backup))
    bot = await drill.start()
    await drill.sandbox.person("casey").sees("I do not know 1 room", where="dm", timeout=30)
    created = drill.sandbox.betterpt.count(CREATE)
    drill.sandbox.clock.push(_AFTER)
    for _ in range(2):
        await drill.dana.sees("Your session is over", where="dm", timeout=40)
    await bot.stop()
    again = drill.sandbox.betterpt.count(CREATE) - created
    kept = said.partition(" has ")[2].partition(".")[0]
    why = refused.partition("ledger: ")[2]
    return (
        f"{kept} backed up; noticed: “{why}”; after the restore {again} rooms "
        f"created again, {drill.doubles()} messages twice, and the coordinator told of the one booked since"
    )


def fill(bot: BotProcess, limit: int) -> None:
    """Let the running process write no byte beyond `limit` into any file."""
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def scribble(file: Path) -> None:
    """Overwrite the middle of a file."""
    with file.open("r+b") as held:
        held.seek(file.stat().st_size // 2)
        held.write(b"\xa5" * 8192)


@asynccontextmanager
async def drilling() -> AsyncIterator[Drill]:
    """A sandbox and an empty folder."""
    with TemporaryDirectory() as folder:
        async with Sandbox() as sandbox:  # by the machine's clock, as the commands go by it
            yield Drill(sandbox, Path(folder))


async def main() -> None:
    print("| what | what came of it |\n|---|---|")
    async with drilling() as drill:
        for part in (disk_full, scribbled):
            print(f"| {part.__name__.replace('_', ' ')} | {await part(drill)} |", flush=True)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
