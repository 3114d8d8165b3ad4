"""Slack's official JavaScript framework meets the stand-in: an app in Node, over Socket Mode, unchanged."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from sandbox.slack import APP_TOKEN, BOT_TOKEN
from sandbox.slack.manifest import Manifest, Shortcut, SlashCommand
from tests.integration.slack_stage import Stage, stage

NODE = Path(__file__).parents[1] / "node"
MANIFEST = Manifest(
    bot_name="Notes",
    commands=(SlashCommand(name="/note"),),
    global_shortcuts=(Shortcut(callback_id="note-anything", name="Note something"),),
    bot_scopes=frozenset({"app_mentions:read", "chat:write", "commands"}),
    bot_events=frozenset({"app_mention"}),
)
NEEDED = 20


def node_version() -> int:
    """The major one; 0 without Node or npm."""
    node = shutil.which("node") if shutil.which("npm") else None
    if node is None:
        return 0
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(told.stdout.removeprefix("v").split(".")[0])


pytestmark = [
    pytest.mark.skipif(
        node_version() < NEEDED,
        reason=f"Node {NEEDED} or newer and npm are not on this machine (apt-get install nodejs npm)",
    ),
    pytest.mark.usefixtures("packages"),
    pytest.mark.timeout(300),  # the first run fetches the packages
]


@pytest.fixture(scope="module")
def packages() -> None:
    """The packages of the lock file; what is there already is left alone."""
    lock, kept = NODE / "package-lock.json", NODE / "node_modules" / ".package-lock.json"
    if kept.exists() and kept.stat().st_mtime >= lock.stat().st_mtime:
        return
    command = ["npm", "ci", "--ignore-scripts"]
    run = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=False)
    if run.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"npm could not fetch the JavaScript packages: {run.stderr.partition(chr(10))[0]}")
    assert run.returncode == 0, run.stderr


class Running(NamedTuple):
    """The stage, and the app's process."""

    clinic: Stage
    process: asyncio.subprocess.Process

    async def writes(self, words: str) -> None:
        """Wait until the app's log has those words."""
        assert self.process.stdout is not None
        async with asyncio.timeout(15):
            async for line in self.process.stdout:
                if words in line.decode():
                    return
        pytest.fail(f"The app ended without a word of {words!r}")


@asynccontextmanager
async def app_on(clinic: Stage) -> AsyncIterator[Running]:
    given = {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": f"{clinic.server.url}/slack/api/",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
    }
    process = await asyncio.create_subprocess_exec(
        "node",
        "app.js",
        cwd=NODE,
        env=given,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        connected = await clinic.slack.connected(seconds=20)
        if not connected:
            process.kill()
            written, _ = await process.communicate()
            pytest.fail(f"The app did not connect. It wrote:\n{written.decode()}")
        yield Running(clinic, process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    async with stage(is_listening=False, manifest=MANIFEST) as clinic, app_on(clinic) as app:
        yield app


async def test_a_command_is_answered_and_its_form_filled_in_and_posted(running: Running) -> None:
    dana = running.clinic.dana
    await dana.types("/note the 3 o'clock <now> & then")
    assert (await dana.sees("Noting the 3 o'clock")).ephemeral
    await dana.modal("A note")
    assert await dana.searches("Who", "r") == ("Dana Reyes", "Lee Park")
    await dana.fills({"Words": "Hm", "Who": "Lee Park"})
    await dana.submits()
    assert dana.errors == {"Words": "A little more, please"}
    await dana.fills({"Words": "Call back"})
    await dana.submits()
    posted = await dana.sees("Call back, for Lee Park")
    assert posted.buttons == ("Seen",)
    await running.clinic.person("lee").clicks("Seen", posted)
    await dana.sees("Seen by @Lee Park PT")
    await dana.sees_no_modal()


async def test_a_global_shortcut_and_a_mention_arrive(running: Running) -> None:
    dana = running.clinic.dana
    await dana.uses_global_shortcut("note-anything")
    await dana.modal("A note")
    await dana.closes()
    await dana.types("@notes are you there?")
    await dana.sees("You said: are you there?", where="thread")


async def test_pings_are_answered_and_the_connection_is_renewed_when_slack_says_so(running: Running) -> None:
    slack, dana = running.clinic.slack, running.clinic.dana
    await running.writes("received pong from Slack")
    (first,) = slack.socket.connections
    await slack.socket.disconnect("warning")
    await slack.socket.disconnect("refresh_requested")
    renewed = await slack.changes.until(
        lambda: None if first in slack.socket.connections else [*slack.socket.connections] or None, seconds=15
    )
    assert renewed, "the app comes back"
    await dana.types("/note again")
    await dana.sees("Noting again")
    assert running.process.returncode is None
