"""The ways in which a ledger's file can be unusable, and what to do about each, in a sentence.

Nothing is mended or replaced here: a ledger that is not understood is left as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.errors import LedgerError, LedgerFull
from bot.ledger import facts
from bot.ledger.migrations import known, migrations

_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
"""No room; the second comes in place of the first where a quota or a limit of file sizes is reached."""
_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_CLOSED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
"""Also where it is only to be read: SQLite keeps beside a file who is reading it."""
_RESTORE = (
    "It is left as it is. Restore the last backup with `python -m bot restore FILE` (it moves this one aside)"
)
_PRIMARY = 0xFF
"""The lower byte of SQLite's extended result codes is the code that they are of."""


def of(error: sqlite3.Error, disk: str = "the ledger's disk") -> LedgerError:
    """SQLite's error as one of ours."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _FULL:
        return LedgerFull(f"{disk} has no room left: {error}")
    if code & _PRIMARY in _BROKEN:
        return LedgerError(f"the ledger's file is damaged ({error}). {_RESTORE}")
    if code & _PRIMARY in _CLOSED:
        return LedgerError(f"{error} (whoever runs this must be able to write the file and in its folder)")
    return LedgerError(f"the ledger did not take it: {error}")


@contextmanager
def told(path: str, to_be: str = "used as the ledger") -> Iterator[None]:
    """While a file is opened: whatever is wrong is told with its name, and what it was `to_be`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        kind = of(error, "its disk") if isinstance(error, sqlite3.Error) else LedgerError(error.strerror)
        raise type(kind)(f"{path} cannot be {to_be}: {kind}") from error


def look_before(path: Path, *, is_backup: bool = False) -> None:
    """Look a file over before it is opened to be written, because that alone may change it.

    Raises:
        LedgerError: it must not be opened.
        sqlite3.DatabaseError: it is damaged.
    """
    if path.exists() and path.stat().st_size:
        with closing(sqlite3.connect(address(path, "ro"), uri=True)) as conn:
            refuse_unusable(path, conn, is_backup=is_backup)
    else:
        refuse_if_torn(path)


def refuse_unusable(path: Path, conn: sqlite3.Connection, *, is_backup: bool = False) -> None:
    """Whether what is in an open file is a ledger to be used by this version; `is_backup`: it may be one.

    Raises:
        LedgerError: it is not.
        sqlite3.DatabaseError: it is damaged.
    """
    look_over(conn)
    database = Database(conn)
    _refuse_if_newer(path, database)
    says = _facts(database)
    facts.refuse_if_moved(says.get(facts.MOVED))
    if not is_backup:
        facts.refuse_if_backup(says.get(facts.BACKED_UP), str(path))


def refuse_unread(path: Path, conn: sqlite3.Connection) -> None:
    """The same for who only reads, and so does not bring it up to date.

    Raises:
        LedgerError, sqlite3.DatabaseError: as above, or an older version wrote it last.
    """
    refuse_unusable(path, conn)
    refuse_if_none(path, conn)
    if missing := known() - _taken(Database(conn)):
        raise LedgerError(
            f"{path} was written by an older version of this bot ({', '.join(sorted(missing))}): "
            "start this one once, or use the older one"
        )


def refuse_if_none(path: Path, conn: sqlite3.Connection) -> None:
    """Whether an open file holds a ledger at all.

    Raises:
        LedgerError: it is empty, or somebody else's.
    """
    if not _taken(Database(conn)):
        raise facts.none_yet(f"at {path}")


def look_over(conn: sqlite3.Connection) -> None:
    """Whether all pages of the file can be read.

    Raises:
        sqlite3.DatabaseError: some cannot.
    """
    (found,) = conn.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        error = sqlite3.DatabaseError(found.replace("\n", " "))
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def address(path: Path, mode: str) -> str:
    """A file for SQLite to open without making one: `ro` to read only, `rw` to write as well."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def _facts(database: Database) -> dict[str, str]:
    """What the file says of itself; the first versions said nothing."""
    table = database.table("facts")
    return {row["name"]: row["value"] for row in table.rows} if table.exists() else {}


def refuse_if_torn(path: Path) -> None:
    """SQLite would make an empty ledger of what is missing, and throw away the last entries beside it.

    Raises:
        LedgerError: they are still there.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise LedgerError(
            f"{path} is missing, but {log.name} is there: put the file back beside it. {_RESTORE}"
        )


def _refuse_if_newer(path: Path, database: Database) -> None:
    """A newer version of this bot has changed the tables in a way that this one does not know."""
    if unknown := _taken(database) - known():
        raise LedgerError(
            f"{path} was written by a newer version of this bot ({', '.join(sorted(unknown))}): "
            "start that one, or restore a backup from before it with `python -m bot restore FILE`"
        )


def _taken(database: Database) -> set[str]:
    return {step.name for step in migrations.applied(database)}
