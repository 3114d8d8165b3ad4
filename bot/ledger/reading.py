"""A ledger that is only read from, while a bot may be using it. For the command line's reports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.ledger import damage, file
from bot.ledger.chosen import chosen
from bot.ledger.folder import file_of, refuse_if_missing
from bot.ledger.sql import Reader
from bot.ledger.sqlite import Aside
from bot.ledger.sums import lines, sums
from bot.models import Choice, SessionLine, SumQuery, Sums


class LedgerReader:
    """What of the port `Ledger` a report needs."""

    def __init__(self, sql: Reader) -> None:
        self._sql = sql

    async def sums(self, query: SumQuery) -> Sums:
        """See the port."""
        return await sums(self._sql, query)

    async def session_lines(self, query: SumQuery) -> list[SessionLine]:
        """See the port."""
        return await lines(self._sql, query)

    async def choices(self, scope: str) -> dict[str, Choice]:
        """See the port."""
        return await chosen(self._sql, scope)


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[LedgerReader]:
    """The ledger at a `DATABASE_URL`; its tables are left as they are.

    What no bot would serve with is not read either: its figures are those of another day.

    Raises:
        LedgerError: there is none, it cannot be read, was moved, or is of another version.
    """
    if path := file_of(url):
        refuse_if_missing(path)
        with file.reading(path) as conn:
            damage.refuse_unread(Path(path), conn)
            yield LedgerReader(Aside(conn))
        return
    from bot.ledger.ends import snapshot  # noqa: PLC0415  a clinic with a file never loads the driver

    async with snapshot(url) as sql:
        yield LedgerReader(sql)
