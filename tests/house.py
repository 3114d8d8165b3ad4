"""A clinic whose ledger can be lost and restored from a backup, as it is done in earnest."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.ledger import SqliteLedger, copies
from bot.models import NoticeKind
from tests.clinic import COORDINATORS, Clinic

MINUTE = timedelta(minutes=1)


class House:
    """A clinic over a file; Slack and BetterPT stay as they are when the file is lost."""

    def __init__(self, folder: Path) -> None:
        self.file, self.backup = folder / "rooms.db", folder / "backup.db"
        self.clinic = Clinic(SqliteLedger(str(self.file)))

    async def back_up(self) -> None:
        await copies.back_up(f"sqlite:///{self.file}", self.backup, self.clinic.clock.now())

    async def restore(self, coordinators: frozenset[str] = COORDINATORS) -> Clinic:
        """The clinic over what the backup has, some seconds later."""
        lost = self.clinic
        await lost.ledger.close()
        await copies.restore(self.backup, f"sqlite:///{self.file}", lost.clock.now())
        lost.clock.push(seconds=20)
        self.clinic = Clinic(
            SqliteLedger(str(self.file)),
            clock=lost.clock,
            rooms=lost.rooms,
            notifier=lost.notifier,
            coordinators=coordinators,
        )
        return self.clinic


async def live(clinic: Clinic, passed: timedelta, step: timedelta = MINUTE) -> None:
    """Work for a while."""
    end = clinic.clock.at + passed
    while clinic.clock.at < end:
        await clinic.work()
        clinic.clock.at += step
    await clinic.work()


def posted(clinic: Clinic, kind: NoticeKind) -> list[str]:
    """The keys of what was posted of a kind."""
    return [message.key for message, notice in clinic.notifier.posted if notice.kind is kind]
