"""The process as an operator meets it: how it refuses to start, and how it stops."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import START_AGAIN, ended
from bot.errors import SlackLost
from bot.settings import NAMES
from sandbox.process import BotProcess
from sandbox.slack import Fault
from tests.manners import watched

ROOT = Path(__file__).resolve().parents[2]


def run(cwd: Path, **names: str) -> subprocess.CompletedProcess[str]:
    """Start the bot with these names alone."""
    kept = {name: value for name, value in os.environ.items() if name not in {each.name for each in NAMES}}
    return subprocess.run(
        [sys.executable, "-m", "bot"],
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(ROOT), **names},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_an_empty_environment_ends_with_78_and_names_everything_at_once(tmp_path: Path) -> None:
    ended = run(tmp_path, SLACK_APP_TOKEN="wrong", CLINIC_TIME_ZONE="Mars/Olympus")

    assert ended.returncode == 78
    for name in NAMES:
        is_told = name.name in ended.stderr
        assert is_told == (bool(name.mend) or name.name == "CLINIC_TIME_ZONE"), name.name
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.iterdir()), "nothing was started, not even a ledger"


async def test_wrong_tokens_and_a_wrong_ledger_are_sentences(tmp_path: Path) -> None:
    async with watched() as sandbox:
        good = f"sqlite:///{tmp_path}/rooms.db"
        refused = await sandbox.start_bot(good, SLACK_BOT_TOKEN="xoxb-of-somebody-else")
        assert await refused.wait() == 78, refused.output
        unheard = await sandbox.start_bot(good, SLACK_APP_TOKEN="xapp-of-somebody-else")
        assert await unheard.wait() == 78
        misplaced = await sandbox.start_bot(f"sqlite:///{tmp_path}/missing/rooms.db")
        assert await misplaced.wait() == 1

    is_refused = "is refused by Slack (invalid_auth): "
    assert f"\n  SLACK_BOT_TOKEN: {is_refused}copy the Bot User OAuth Token" in refused.output
    assert f"\n  SLACK_APP_TOKEN: {is_refused}create an App-Level Token" in unheard.output
    assert "cannot be used as the ledger" in misplaced.output
    assert "Traceback" not in refused.output + unheard.output + misplaced.output


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_cleanly_and_its_log_holds_no_patient_and_no_link(
    tmp_path: Path, how: signal.Signals
) -> None:
    async with watched(BotProcess.start) as sandbox:
        bot = await sandbox.start_bot(f"sqlite:///{tmp_path}/rooms.db")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types("/room tomorrow 3pm with pat@example.com and (202) 555-0143 ref A-1207")
        await dana.clicks("Create room")
        await dana.sees("Patient link", where="thread")
        code = await bot.stop(how)

    assert code == 0
    assert "stopping" in bot.output
    for secret in ("pat@", "555", "A-1207", "code=", "type=patient", "/slack/response", "xoxb", "xapp"):
        assert secret not in bot.output
    assert "WARNING" not in bot.output


async def test_a_forked_bot_is_a_process_of_its_own(tmp_path: Path) -> None:
    """Nearly all tests fork theirs (`tests/forking.py`)."""
    async with watched() as sandbox:
        killed = await sandbox.start_bot(f"sqlite:///{tmp_path}/one.db")
        other = await sandbox.start_bot(f"sqlite:///{tmp_path}/two.db")
        await says(killed, "ready")
        await says(other, "ready")
        await killed.kill()
        assert killed.exit_code == -signal.SIGKILL
        assert other.exit_code is None
        assert len({killed.pid, other.pid, os.getpid()}) == 3
        assert await other.stop() == 0

    assert "stopping" not in killed.output
    assert "stopping" in other.output


async def test_started_while_slack_is_away_it_waits_and_can_be_stopped_meanwhile(tmp_path: Path) -> None:
    async with watched() as sandbox:
        sandbox.slack.faults.stand(Fault(status=503))
        database = f"sqlite:///{tmp_path}/rooms.db"
        stopped = await sandbox.start_bot(database)
        await says(stopped, "Slack does not answer yet")
        assert await stopped.stop() == 0
        patient = await sandbox.start_bot(database)
        await says(patient, "asking again in 2 s")
        sandbox.slack.faults.lift()
        await sandbox.bot_connected()

    assert "Traceback" not in stopped.output + patient.output


def test_what_a_new_process_may_do_better_ends_with_a_code_of_its_own(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def lost() -> None:
        raise SlackLost

    assert ended(lost()) == START_AGAIN == 75
    assert "to be started again" in caplog.text


async def says(bot: BotProcess, text: str) -> None:
    """Wait until that stands in its log."""
    async with asyncio.timeout(20):
        while text not in bot.output:  # noqa: ASYNC110  a process makes no event
            await asyncio.sleep(0.02)
