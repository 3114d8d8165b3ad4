"""The process as an operator meets it: how it refuses to start, and how it stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import NAMES
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
        assert await refused.wait() == 1
        unheard = await sandbox.start_bot(good, SLACK_APP_TOKEN="xapp-of-somebody-else")
        assert await unheard.wait() == 1
        misplaced = await sandbox.start_bot(f"sqlite:///{tmp_path}/missing/rooms.db")
        assert await misplaced.wait() == 1

    assert "not started: invalid_auth" in refused.output
    assert "not started: invalid_auth" in unheard.output
    assert "cannot be used as the ledger" in misplaced.output
    assert "Traceback" not in refused.output + unheard.output + misplaced.output


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_cleanly_and_its_log_holds_no_patient_and_no_link(
    tmp_path: Path, how: signal.Signals
) -> None:
    async with watched() as sandbox:
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
