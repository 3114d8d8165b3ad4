"""`python -m sandbox` as somebody at a terminal meets it, and what its recorder and keeper do."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.process import BotProcess
from sandbox.slack import APP_TOKEN, BOT_TOKEN
from sandbox.traffic import STRUCK_OUT, masked
from tests.manners import watched

ROOT = Path(__file__).resolve().parents[2]


@asynccontextmanager
async def command(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, asyncio.StreamReader]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 30) == 0


async def test_headless_prints_the_address_and_serves_scripts() -> None:
    async with command("--headless") as (_, written), aiohttp.ClientSession() as http:
        url = (await asyncio.wait_for(written.readline(), 40)).decode().strip()
        assert url.startswith("http://127.0.0.1:")
        said = {"person": "U0DANA", "channel": "C0TELEHEALTH", "text": "/room list"}
        async with http.post(f"{url}/page/say", json=said) as answer:
            assert (await answer.json())["ok"]
        async with asyncio.timeout(20):
            while not (state := await state_of(http, url))["messages"]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert state["is_connected"]
        assert state["messages"][-1]["is_ephemeral"]


async def state_of(http: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with http.get(f"{url}/page/state?person=U0DANA") as answer:
        return dict(await answer.json())


async def test_without_a_bot_it_tells_what_one_needs(tmp_path: Path) -> None:
    async with command("--no-bot") as (_, written):
        names: dict[str, str] = {}
        while "SANDBOX_CLOCK_URL" not in names:
            line = (await asyncio.wait_for(written.readline(), 20)).decode().strip()
            name, _, value = line.removeprefix("export ").partition("=")
            names[name] = value.strip("'")
        assert {"SLACK_BOT_TOKEN", "SLACK_API_URL", "BETTERPT_API_URL"} <= {*names}
        bot = await BotProcess.start(names | {"DATABASE_URL": f"sqlite:///{tmp_path}/rooms.db"})
        try:
            async with asyncio.timeout(30):
                while "bot ready" not in bot.output:  # noqa: ASYNC110  another process makes no event
                    await asyncio.sleep(0.05)
        finally:
            await bot.stop()


async def test_another_app_brings_its_own_manifest(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "features:\n  bot_user: {display_name: Notes}\n  slash_commands:\n    - command: /note\n"
    )
    async with (
        command("--no-bot", "--manifest", str(manifest)) as (_, written),
        aiohttp.ClientSession() as http,
    ):
        first = (await asyncio.wait_for(written.readline(), 20)).decode()
        state = await state_of(http, first.removeprefix("# The page: ").strip())
        assert [each["name"] for each in state["offers"]["commands"]] == ["/note"]
        assert state["members"][state["app"]]["name"] == "Notes"


async def test_a_bot_is_frozen_killed_and_started_again(tmp_path: Path) -> None:
    async with watched() as sandbox:
        keeper = sandbox.keeper

        def told() -> str:
            return keeper.state

        assert told() == "absent"
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        keeper.freeze(is_frozen=True)
        assert told() == "frozen"
        await keeper.start_again()
        assert len(keeper.bots) == 1, "one that is frozen still holds its ledger"
        await keeper.kill()
        assert told() == "killed"
        await asyncio.gather(keeper.start_again(), keeper.start_again())
        await sandbox.bot_connected()
        assert (told(), len(keeper.bots)) == ("running", 2), "two pages may ask at once"
        await keeper.bots[-1].stop()
        assert told() == "ended"


async def test_every_call_is_written_down_and_no_key_is(tmp_path: Path) -> None:
    async with watched() as sandbox:
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types("/room tomorrow 3pm with pat@example.com")
        await dana.clicks("Create room", await dana.sees("BetterPT will"))
        await dana.sees("Patient link", where="thread")
        kept = {each.name: each for each in sandbox.traffic.exchanges}
        assert {"/room", "block_actions", "createPartnerVideoRoom", "token", "chat.postMessage"} <= {*kept}
        assert "pat@example.com" in str(kept["createPartnerVideoRoom"].asked)
        assert kept["createPartnerVideoRoom"].outcome == "ok"
        everything = str([(each.asked, each.answered) for each in sandbox.traffic.exchanges])
        assert sandbox.betterpt.client_secret not in everything
        for key in (BOT_TOKEN, APP_TOKEN, "eyJ"):  # every JWT begins so
            assert key not in everything, key
        calls = [each for each in sandbox.traffic.exchanges if each.cloud == "slack" and each.kind == "call"]
        assert len([each for each in calls if "." in each.name]) == len(sandbox.slack.calls)


async def test_what_is_no_json_is_kept_by_its_size_alone() -> None:
    async with watched() as sandbox, aiohttp.ClientSession() as http:
        form = {"grant_type": "client_credentials", "client_secret": sandbox.betterpt.client_secret}
        async with http.post(sandbox.betterpt.auth_url, data=form) as answer:
            assert answer.status in {400, 403}
        async with http.post(sandbox.betterpt.api_url, data=b"\xff{") as answer:
            assert answer.status == 400
        kept = [str(each.asked) for each in sandbox.traffic.exchanges]
        assert all(re.fullmatch(r"\(\d+ bytes\)", each) for each in kept), kept


def test_keys_are_struck_out_however_deep() -> None:
    given = {"token": "a", "inside": [{"access_token": "b", "kept": 1}], "client_secret": None}
    struck = {"token": STRUCK_OUT, "inside": [{"access_token": STRUCK_OUT, "kept": 1}], "client_secret": None}
    assert masked(given) == struck


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells who listens where")
async def test_nothing_listens_but_on_this_machine(tmp_path: Path) -> None:
    async with watched() as sandbox:
        await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        port = f"{int(sandbox.url.rpartition(':')[2]):04X}"
        rows = [line.split() for name in ("tcp", "tcp6") for line in _open(name)]
        bound = [row[1].partition(":")[0] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")]
        assert bound == ["0100007F"], "127.0.0.1 alone, as the kernel writes it"


def _open(table: str) -> list[str]:
    path = Path("/proc/net", table)
    return path.read_text().splitlines()[1:] if path.exists() else []
