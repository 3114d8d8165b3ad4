"""Bots forked from a process that has imported everything: `python -m bot` without its first two seconds.

A forked bot is a process like any other: its own pid and environment, its own signals, and nothing left of it
after kill -9. Not here: that `python -m bot` starts from nothing, too (`integration/test_process.py`).
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

import coverage

from sandbox.process import ROOT, BotProcess, whole

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.warm"])
_MEASURING = "COVERAGE_PROCESS_CONFIG"


async def forked(environment: Mapping[str, str]) -> BotProcess:
    """Fork a bot; the first of all waits until everything is imported."""
    _make_ready()
    heard, said = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_be_the_bot, args=(whole(environment), said), daemon=True)
    process.start()
    said.close()
    return BotProcess(_Forked(process, await _read(heard)))


class _Forked:
    """A forked process with what asyncio has for one that it started itself."""

    def __init__(self, process: ForkServerProcess, stdout: asyncio.StreamReader) -> None:
        self._process = process
        self.pid = process.pid or 0
        self.stdout = stdout
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)

    @property
    def returncode(self) -> int | None:
        """None while it runs, and minus the signal that ended it."""
        return self._process.exitcode

    def send_signal(self, signal: int, /) -> None:
        """Send it a signal, unless it has ended."""
        if self.returncode is None:
            os.kill(self.pid, signal)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    async def wait(self) -> int:
        """Wait until it ended; its `returncode`."""
        await self._ended.wait()
        return self.returncode or 0

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._ended.set()


def _make_ready() -> None:
    """Start what is forked from; each bot is measured by itself, and this is not."""
    measuring = os.environ.pop(_MEASURING, None)
    forkserver.ensure_running()
    if measuring is not None:
        os.environ[_MEASURING] = measuring


async def _read(heard: Connection) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    pipe = os.fdopen(os.dup(heard.fileno()), "rb", buffering=0)
    heard.close()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


def _be_the_bot(environment: Mapping[str, str], said: Connection) -> None:
    """Do in the forked process what `python -u -m bot` does in a new one."""
    for stream in (1, 2):
        os.dup2(said.fileno(), stream)
    said.close()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = []  # the test runner's words are not the bot's
    measured = coverage.process_startup(force=True)  # None where tests are not measured
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    finally:
        sys.stdout.flush()
        if measured:
            measured.stop()
            measured.save()
