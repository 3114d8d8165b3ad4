"""Ledgers as a whole: backed up, restored, moved. For the command line; a running bot does none of it.

A backup is one SQLite file, whatever the ledger is kept in. Nothing is overwritten but an earlier backup.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import LedgerError
from bot.ledger import damage, facts, records, schema, tables
from bot.ledger.ends import named, new, owned, snapshot
from bot.ledger.entries import put_task
from bot.ledger.file import SqliteFile
from bot.ledger.folder import beside, file_of, refuse_if_missing
from bot.ledger.rows import at, instant
from bot.ledger.sql import Sql
from bot.ledger.sqlite import SqliteSql
from bot.ledger.tables import Look, go_on
from bot.models import Restored, Task, TaskKind

_VERSIONS_OF_THE_LOST_TIME = 1000
"""More than a room rises by between a backup and its restore."""
_RECONCILE = (
    # What is told of a change from now on has another key than what was told since the backup, and a calendar
    # takes its entry for newer than each that was sent.
    f"UPDATE rooms SET version = version + {_VERSIONS_OF_THE_LOST_TIME}",
    # They may have been created since the backup: that is told, and nothing is sent.
    "UPDATE rooms SET is_attempted = 1 WHERE state = 'creating'",
    # They may have been changed, also a moment ago: they are looked at before they are changed again.
    f"""UPDATE rooms SET in_doubt_since = :restored, in_doubt_by = {schema.SENDER}
    WHERE uid IS NOT NULL AND state IN ('scheduled', 'moving', 'cancelling')""",
    # They may have been posted: they are looked for before they are posted again.
    "UPDATE messages SET tried_at = :backed_up WHERE ts IS NULL AND tried_at IS NULL",
)


async def back_up(url: str, backup: Path, now: datetime, look: Look = go_on) -> dict[str, int]:
    """Write a backup, while bots go on using the ledger; how many rows each table has.

    Raises:
        LedgerError: the ledger cannot be read, or `backup` cannot be written or is something else.
        Stopped: by `look`; nothing was changed. The same holds for the others.
    """
    path = file_of(url)
    if path:
        refuse_if_missing(path)
        _refuse_the_ledger_itself(path, backup)
    _refuse_what_is_no_backup(backup)
    with beside(backup) as partial:
        if path:
            _copy_pages(path, partial)
            look()
        with closing(SqliteFile(str(partial))) as file:
            with file.transaction():
                copy = SqliteSql(file)
                if not path:
                    async with snapshot(url) as sql:
                        await tables.copy(sql, copy, look)
                await facts.note(copy, facts.BACKED_UP, instant(now) or "")
                rows = await tables.count(copy)
            file.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    return rows


async def restore(backup: Path, url: str, now: datetime, look: Look = go_on) -> Restored:
    """Make a ledger out of a backup; the bot finds out what happened since before it sends anything.

    A file in its place is moved aside; a database in PostgreSQL must be empty.

    Raises:
        LedgerError: a bot is using the ledger, the backup cannot be used, or the database is not empty.
    """
    restored = Restored(backed_up=backed_up(backup), restored=now)
    async with _opened(backup) as source, new(url, aside=now) as target:
        await tables.copy(source, target, look)
        await _reconcile(target, restored)
    return restored


async def move(source: str, target: str, look: Look = go_on) -> dict[str, int]:
    """Carry a ledger to where there is none yet; how many rows each table has.

    Raises:
        LedgerError: a bot is using either, or the target is not empty; nothing was changed.
    """
    if (file_of(source) or source) == (file_of(target) or target):
        raise LedgerError("it is there already: FROM and TO are the same")
    async with owned(source) as there:
        async with new(target) as here:
            rows = await tables.copy(there, here, look)
        # From here on both have everything; the old one is not to be used by mistake.
        await facts.note(there, facts.MOVED, named(target))
    return rows


def backed_up(backup: Path) -> datetime:
    """When a backup was made.

    Raises:
        LedgerError: there is none.
    """
    with damage.told(str(backup), "read"):
        if not backup.exists():
            raise LedgerError(f"there is no {backup}")
        backup.open("rb").close()
    try:
        with closing(sqlite3.connect(damage.address(backup, "ro"), uri=True)) as conn:
            (made,) = conn.execute("SELECT value FROM facts WHERE name = ?", [facts.BACKED_UP]).fetchone()
            return at(made)
    except (sqlite3.Error, TypeError) as error:
        raise LedgerError(f"{backup} was not made by `python -m bot backup`: name another file") from error


def _refuse_the_ledger_itself(path: str, backup: Path) -> None:
    """Least of all it is replaced, by whatever name: it would be taken from under a running bot."""
    if backup.exists() and backup.samefile(path):
        raise LedgerError(f"{backup} is the ledger itself: name another file")


def _refuse_what_is_no_backup(there: Path) -> None:
    """An earlier backup may be replaced, and nothing else."""
    if there.exists():
        backed_up(there)


def _copy_pages(path: str, partial: Path) -> None:
    """A file's pages as they are at this instant; who is using it is not held up."""
    with (
        damage.told(path),
        closing(sqlite3.connect(damage.address(Path(path), "rw"), uri=True)) as source,
        closing(sqlite3.connect(partial)) as copy,
    ):
        damage.refuse_unusable(Path(path), source)
        damage.refuse_if_none(Path(path), source)
        try:
            source.backup(copy)
        except sqlite3.Error as error:  # what was read a moment ago is whole: it is about what is written
            raise damage.of(error) from error


@asynccontextmanager
async def _opened(backup: Path) -> AsyncIterator[Sql]:
    """A backup's copy, brought up to date: the backup itself is left as it is."""
    _refuse_unusable(backup)
    with _temporary_folder() as folder:
        try:
            copy = shutil.copyfile(backup, folder / backup.name)  # not its mode: the copy is to be written
        except OSError as error:
            why = f"{backup} cannot be copied to {folder}, where TMPDIR leads: {error.strerror}"
            raise LedgerError(why) from error
        with closing(SqliteFile(str(copy), is_backup=True)) as file:
            yield SqliteSql(file)


def _refuse_unusable(backup: Path) -> None:
    """Under its own name, with what helps a backup: to restore it is what is being done already."""
    with closing(sqlite3.connect(damage.address(backup, "ro"), uri=True)) as conn:
        try:
            damage.refuse_unusable(backup, conn, is_backup=True)
        except sqlite3.Error as error:
            raise LedgerError(f"{backup} is damaged ({error}): restore another backup") from error


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    try:
        folder = TemporaryDirectory()
    except OSError as error:
        why = f"no temporary folder can be made where TMPDIR leads: {error.strerror}"
        raise LedgerError(why) from error
    with folder as name:
        yield Path(name)


async def _reconcile(sql: Sql, restored: Restored) -> None:
    """See to it that what may have been done since the backup is found out, not done again."""
    instants = {"backed_up": instant(restored.backed_up), "restored": instant(restored.restored)}
    for statement in _RECONCILE:
        await sql.execute(statement, instants)
    await sql.execute("DELETE FROM facts WHERE name = :name", {"name": facts.BACKED_UP})
    await facts.note(sql, facts.RESTORED, records.restored_text(restored))
    await put_task(sql, _to_tell(restored))


def _to_tell(restored: Restored) -> Task:
    """To look in Slack for rooms that were booked since the backup, and tell of them."""
    key, now = f"restored:{instant(restored.restored)}", restored.restored
    return Task(key=key, kind=TaskKind.RESTORED, room_id="clinic", lane=key, due=now, promised=now)
