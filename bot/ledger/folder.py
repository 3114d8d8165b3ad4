"""A ledger's file among others in its folder: which one it is, who holds it, what comes in its place.

Not here: what is in it (`file`).
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from bot.errors import LedgerError, LedgerFull
from bot.ledger import damage, facts

IN_MEMORY = ":memory:"
_FILE = "sqlite:///"
_COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use: the last entries may be there alone."""
_LOCK = ".lock"
_HELD = ".held"
"""Beside a file that is being written; who writes it holds this from before it is there."""


def file_of(url: str) -> str | None:
    """The path of a ledger in a file, the same by whatever name; None for one in PostgreSQL.

    What stands beside it (its lock, its last entries) is named after where it is, not after a link to it.
    """
    if not url.startswith(_FILE):
        return None
    path = url.removeprefix(_FILE)
    return path if path == IN_MEMORY else os.path.realpath(path)


def refuse_if_missing(path: str) -> None:
    """Opening what is not there would make it.

    Raises:
        LedgerError: there is no such file, or nothing in it.
    """
    with damage.told(path):
        if not Path(path).exists() or not Path(path).stat().st_size:
            damage.refuse_if_torn(Path(path))
            raise facts.none_yet(f"at {path}")


def refuse_if_there(path: str) -> None:
    """Nothing is written over.

    Raises:
        LedgerError: there is such a file.
    """
    if Path(path).exists():
        raise LedgerError(f"{path} is there already: name a file that is not")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A file to be written that comes in the place of `path` once it is whole; on failure it is gone.

    Raises:
        LedgerError: it cannot be written there.
    """
    _clear(path)
    partial = path.with_name(f".{path.name}-{uuid4().hex}")
    with ExitStack() as written:
        with damage.told(str(path), "written"):
            _is_ours(written.enter_context(Path(f"{partial}{_HELD}").open("wb")))
            written.callback(_remove, partial)
            partial.touch(mode=0o600)
        try:
            yield partial
        except LedgerFull as error:  # it names what nobody knows: the half-written file
            raise LedgerFull(f"{path} cannot be written: its disk has no room left") from error
        with damage.told(str(path), "written"):
            partial.replace(path)
            _sync(path.parent)


def _clear(path: Path) -> None:
    """Remove what killed runs left beside `path`: it is patients' data. What is held is not left."""
    name = re.compile(rf"{re.escape(f'.{path.name}-')}[0-9a-f]{{32}}")
    for half in {found[0] for each in path.parent.glob(".*") if (found := name.match(each.name))}:
        with suppress(OSError), path.with_name(f"{half}{_HELD}").open("wb") as held:
            if _is_ours(held):
                _remove(path.with_name(half))


def _remove(partial: Path) -> None:
    for companion in ("", *_COMPANIONS, _LOCK, _HELD):
        Path(f"{partial}{companion}").unlink(missing_ok=True)


def move_aside(path: Path, now: datetime) -> None:
    """Give a file, and what SQLite keeps beside it, another name; the file goes first: see `look_before`."""
    name = f"{path}.until-{now:%Y%m%dT%H%M%SZ}"
    with damage.told(str(path)):
        for companion in ("", *_COMPANIONS):
            if (kept := Path(f"{path}{companion}")).exists():
                kept.rename(f"{name}{companion}")


def _sync(folder: Path) -> None:
    """Let a new name in a folder outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


def hold(path: str) -> IO[bytes]:
    """Hold the file for this process alone; the operating system lets go of it whatever happens to us.

    Raises:
        LedgerError: another process has it.
    """
    with damage.told(path):
        lock = Path(f"{path}{_LOCK}").open("wb")  # noqa: SIM115  it stays open as long as the file is ours
    if not _is_ours(lock):
        lock.close()
        raise LedgerError(f"another bot is using {path}: stop it first")
    return lock


def _is_ours(lock: IO[bytes]) -> bool:
    """Whether nobody else had it; we have it now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
