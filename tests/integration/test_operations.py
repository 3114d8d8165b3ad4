"""The operator's verbs as they are typed: what they say, and what they end with."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import LedgerError
from bot.ledger import SqliteLedger
from bot.models import (
    Attendance,
    Choice,
    Entry,
    Event,
    EventKind,
    Presence,
    RoomState,
    VideoRoom,
)
from tests.fakes import room

ROOT = Path(__file__).resolve().parents[2]


def bot(*words: str, folder: Path, to: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` with these words, in a folder and with nothing else in its environment.

    `to` is a redirection as shells know it.
    """
    path = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m bot "$@" {to}', sys.executable, *words],  # noqa: S607  it is on the PATH
        cwd=folder,
        env={**path, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


async def test_a_clinic_is_backed_up_while_its_bot_runs_restored_and_moved(tmp_path: Path) -> None:
    ledger = SqliteLedger(f"{tmp_path}/rooms.db")
    await ledger.write(Entry(room=room()))
    made = bot("backup", "backup.db", folder=tmp_path)
    refused = bot("restore", "backup.db", folder=tmp_path)
    await ledger.write(Entry(room=room(id="since")))
    await ledger.close()
    restored = bot("restore", "backup.db", folder=tmp_path)
    moved = bot("move-ledger", "sqlite:///rooms.db", "sqlite:///elsewhere.db", folder=tmp_path)

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("backup.db has 1 rooms, 0 tasks and 0 messages.")
    assert refused.returncode == 1
    assert f"another bot is using {tmp_path}/rooms.db: stop it first" in refused.stderr
    assert (restored.returncode, restored.stdout[:20]) == (0, "The ledger is as it ")
    assert len(list(tmp_path.glob("rooms.db.until-*"))) >= 1
    assert (moved.returncode, moved.stdout[:13]) == (0, "Moved 1 rooms")
    with pytest.raises(LedgerError, match=rf"moved to the file {tmp_path}/elsewhere.db"):
        SqliteLedger(f"{tmp_path}/rooms.db")
    elsewhere = SqliteLedger(f"{tmp_path}/elsewhere.db")
    kept = await elsewhere.room(room().id)
    assert kept == room(is_attempted=True, version=kept.version if kept else 0, state=RoomState.CREATING)
    assert await elsewhere.restored()
    await elsewhere.close()


def test_where_the_ledger_is_comes_from_the_environment_or_its_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///named.db\n")
    from_file = bot("backup", "b.db", folder=tmp_path)
    from_environment = bot("backup", "b.db", folder=tmp_path, DATABASE_URL="sqlite:///other.db")
    malformed = bot("backup", "b.db", folder=tmp_path, DATABASE_URL="other.db")

    assert f"there is no ledger at {tmp_path}/named.db" in from_file.stderr
    assert f"there is no ledger at {tmp_path}/other.db" in from_environment.stderr
    assert (from_file.returncode, malformed.returncode) == (1, 78)
    assert "DATABASE_URL: give a file as" in malformed.stderr
    assert [path.name for path in tmp_path.iterdir()] == [".env"], "nothing was made"


def test_the_verbs_are_told_and_a_password_is_not(tmp_path: Path) -> None:
    told = bot("--help", folder=tmp_path)
    unknown = bot("forget", folder=tmp_path)
    mistaken = bot("move-ledger", "sqlite:///rooms.db", "postgres://dana:hush@db", folder=tmp_path)

    assert told.returncode == 0
    assert all(f" {code} " in told.stdout for code in (0, 1, 2, 75, 78, 130))
    assert all(f"\n    {verb}" in told.stdout for verb in ("backup", "restore", "move-ledger"))
    assert unknown.returncode == mistaken.returncode == 2
    assert "argument TO: give a PostgreSQL as postgresql://" in mistaken.stderr
    assert "hush" not in mistaken.stderr


async def test_a_report_is_printed_while_the_bot_runs(tmp_path: Path) -> None:
    ledger = SqliteLedger(f"{tmp_path}/rooms.db")
    seen = Attendance(
        provider=Presence(attended=True, duration=50), patient=Presence(attended=True, duration=44)
    )
    await ledger.write(Entry(room=room(state=RoomState.SCHEDULED, start=HELD, video=held(seen))))
    table = bot("report", "--from", "2026-03-02", "--to", "2026-03-08", folder=tmp_path)
    zoned = bot("report", "--from", "2026-03-02", folder=tmp_path, CLINIC_TIME_ZONE="America/New_York")
    chosen = Choice(scope="clinic", name="time_zone", value='"America/Chicago"', by="U0CASEY", at=HELD)
    await ledger.save_choices([chosen])
    rows = bot("report", "--from", "march 2026", "--provider", "dana", "--format", "csv", folder=tmp_path)
    whole = bot("report", "--from", "q1 2026", "--format", "json", folder=tmp_path)
    lines = bot("report", "--from", "q1 2026", "--sessions", "--format", "csv", folder=tmp_path)
    await ledger.close()

    assert (table.returncode, table.stderr) == (0, "")
    assert "Dana Reyes       1     1        100%" in table.stdout
    assert "Monday, March 2 (America/New_York)" in zoned.stdout
    assert "2026-03-01,2026-03-31,America/Chicago,Dana Reyes,1,1," in rows.stdout
    assert json.loads(whole.stdout)["all"]["patient_minutes"] == 44
    assert "2026-03-02,09:00,America/Chicago,Dana Reyes," in lines.stdout
    assert ",held,50,44,44,3,0,0,0" in lines.stdout


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--from", "the beginning"), "are no days: write --from 2026-11-01 --to 2026-11-30"),
        (("--provider", "zed"), "zed is nobody who has sessions in these days, which have nobody"),
        (("--zone", "Mars"), "Mars is no time zone: write its full name, like America/New_York"),
        (("--format", "pdf"), "invalid choice: 'pdf'"),
        (("--sessions", "--format", "json"), "--sessions comes as CSV alone: leave out --format json"),
        (("--sessions", "--format", "table"), "--sessions comes as CSV alone: leave out --format table"),
        (("--references",), "--references are of sessions: write --sessions --references"),
    ],
)
async def test_a_report_that_cannot_be_meant_is_refused(
    tmp_path: Path, asked: tuple[str, ...], says: str
) -> None:
    await SqliteLedger(f"{tmp_path}/rooms.db").close()
    refused = bot("report", *asked, folder=tmp_path)

    assert refused.returncode != 0
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_report_of_no_ledger_makes_none(tmp_path: Path) -> None:
    refused = bot("report", folder=tmp_path)

    assert (refused.returncode, f"there is no ledger at {tmp_path}/rooms.db" in refused.stderr) == (1, True)
    assert not list(tmp_path.iterdir())


async def test_what_is_done_stands_also_where_nobody_can_be_told(tmp_path: Path) -> None:
    await SqliteLedger(f"{tmp_path}/rooms.db").close()
    closed = bot("backup", "closed.db", folder=tmp_path, to=">&-")
    full = bot("backup", "full.db", folder=tmp_path, to=">/dev/full")
    unread = bot("report", folder=tmp_path, to=">/dev/full")

    assert [closed.returncode, full.returncode, unread.returncode] == [0, 0, 1]
    assert "it is done, but could not be told: there is no output" in closed.stderr
    assert "it is done, but could not be told: No space left on device" in full.stderr
    assert "not printed: No space left on device" in unread.stderr
    assert all("\n" not in each.stderr.strip() for each in (closed, full, unread))
    assert {"closed.db", "full.db"} < {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("words", [("--help",), ("report", "--help"), ("report", "--from", "2026-03-02")])
async def test_a_terminal_that_knows_letters_alone_is_spoken_to(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    await SqliteLedger(f"{tmp_path}/rooms.db").close()
    told = bot(*words, folder=tmp_path, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_verb_that_is_stopped_says_so_and_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    ledger = SqliteLedger(f"{tmp_path}/rooms.db")
    many = tuple(Event(room_id="r", kind=EventKind.CALLED, at=HELD) for _ in range(100_000))
    await ledger.write(Entry(room=room(), events=many))
    await ledger.close()
    moving = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "move-ledger", "sqlite:///rooms.db", "sqlite:///new.db"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    async with asyncio.timeout(20):
        while not [*tmp_path.glob(".new.db-*.lock")]:  # noqa: ASYNC110  a process makes no event
            await asyncio.sleep(0.005)
    moving.send_signal(how)
    _, said = await moving.communicate()

    assert moving.returncode == 130
    assert said.decode().strip().endswith("stopped: nothing was changed")
    assert said.count(b"\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"rooms.db", "rooms.db.lock", "new.db.lock"}
    await SqliteLedger(f"{tmp_path}/rooms.db").close()


HELD = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def held(seen: Attendance) -> VideoRoom:
    link = "https://video.example.com/x"
    return VideoRoom(uid="u", start=HELD, zone="UTC", patient_link=link, provider_link=link, attendance=seen)
