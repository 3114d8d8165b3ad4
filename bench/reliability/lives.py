"""Lives of the real bot: a process that has imported everything once, and forks a child for each of them.

    python -m bench.reliability.lives      reads a line of JSON for each life, and writes two

A child is a process like any other: its own pid, killed by the kernel, with nothing left but the ledger's
file. Only the second that importing takes is saved. Not here: what a life is for (`day`), and who asks for
one (`nursery`).
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import select
import signal
import sys
import traceback
from contextlib import suppress

import httpx

from bench.reliability.nursery import Fate
from bench.reliability.points import Points, watch_the_wire
from bot import times
from bot.__main__ import serve
from bot.ledger import open_ledger
from bot.logs import set_up_logs
from bot.settings import read_settings

_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
_TO_A_FILE = os.O_WRONLY | os.O_CREAT | os.O_APPEND


def main() -> None:
    """Give birth until nobody asks any more; one life at a time."""
    times.warm()
    asyncio.run(_rehearsal())
    gc.freeze()  # what is there already is shared with every child
    ended = _deaths()
    for line in sys.stdin:
        fate = Fate(**json.loads(line))
        pid = os.fork()
        if not pid:
            _live_and_end(fate)
        _tell(pid)
        if not _is_watched(ended):
            os.kill(pid, signal.SIGKILL)
        _tell(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


async def _rehearsal() -> None:
    """What libraries load when they are used for the first time is loaded."""
    async with httpx.AsyncClient() as client:
        with suppress(httpx.HTTPError):
            await client.get("http://127.0.0.1:1/")
    await (await open_ledger("sqlite:///:memory:")).close()


def _deaths() -> int:
    """What can be read from whenever a child has died."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writing)
    return reading


def _is_watched(ended: int) -> bool:
    """Wait for the end of the child; False if whoever asked for it has gone before."""
    readable, _, _ = select.select([ended, sys.stdin], [], [])
    if ended in readable:
        os.read(ended, 1)
    return ended in readable


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _live_and_end(fate: Fate) -> None:
    """Be the bot; nothing of the parent's is cleaned up in its child."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _into(fate.log)
        _live(fate)
        code = 0
    except BaseException:  # noqa: BLE001  whatever it is, it is the end of this life
        traceback.print_exc()
    finally:
        os._exit(code)


def _into(log: str) -> None:
    """What it says goes to a file, and it listens to nobody."""
    for file, stream in (
        (os.open(os.devnull, os.O_RDONLY), 0),
        *((os.open(log, _TO_A_FILE), n) for n in (1, 2)),
    ):
        os.dup2(file, stream)


def _live(fate: Fate) -> None:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | fate.environment)
    trace = os.open(fate.passed, _TO_A_FILE)

    def note(point: str) -> None:
        os.write(trace, f"{point}\n".encode())

    points = Points(note, fate.deadly)
    watch_the_wire(points)
    set_up_logs()
    asyncio.run(serve(read_settings(), points.through))


if __name__ == "__main__":
    main()
