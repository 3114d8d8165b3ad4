"""What the command line can do besides serving: an operator's verbs. Each does one thing, says so and ends.

They need no more of the environment than where the ledger is: a clinic can be restored on a bare machine.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.clock import SystemClock
from bot.reports import printed
from bot.settings import EXIT_CODE, read_whereabouts, why_no_database

_PROGRAM = "python -m bot"
_ENVIRONMENT = Path(".env")
_USAGE = f"""\
Without a verb it serves a clinic until it is stopped. Settings come from the environment and from .env; the
ledger is the one that DATABASE_URL names.

ends with
    0    it is done; also when it was stopped while it served
    1    it was refused, and why is said
    2    the words behind it were not understood
    75   Slack is there, but no way to it: start it again
    {EXIT_CODE}   the environment needs mending
    130  a verb was stopped, and what it changed is said
"""
_RESTORED = (
    "The ledger is as it was on {:%Y-%m-%d at %H:%M:%S} UTC. Once started, the bot finds out what it can of "
    "what happened since, and tells what it cannot. Rooms that were asked for since then it does not know."
)


def parser() -> ArgumentParser:
    """The whole command line; `verb` is None where the bot is to serve."""
    line = ArgumentParser(
        prog=_PROGRAM,
        usage=f"{_PROGRAM} [VERB …]",
        description="Books tele-health video rooms from Slack.",
        epilog=_USAGE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    verbs = line.add_subparsers(dest="verb", metavar="VERB", title="verbs", prog=_PROGRAM)

    backup = verbs.add_parser("backup", help="write a backup of the ledger, also while the bot runs")
    backup.add_argument("file", metavar="FILE", type=Path, help="an earlier backup there is replaced")

    restore = verbs.add_parser("restore", help="make the ledger from a backup; the bot must be stopped")
    restore.add_argument("file", metavar="FILE", type=Path, help="what `backup` wrote")

    report = verbs.add_parser("report", help="tell what became of sessions, also while the bot runs")
    printed.fill(report)

    move = verbs.add_parser("move-ledger", help="carry the ledger elsewhere; the bot must be stopped")
    move.add_argument("source", metavar="FROM", type=_database, help="like sqlite:///rooms.db")
    move.add_argument(
        "target", metavar="TO", type=_database, help="like postgresql://user:password@host/name"
    )
    return line


async def run(asked: Namespace, look: Callable[[], None]) -> str | bytes:
    """Do what was asked; the sentence that says what was done, or what was asked for.

    `look` is called while nothing is changed yet, and stops it by raising `Stopped`.

    Raises:
        LedgerError, Unclear, PictureMissing: it was refused; nothing was changed.
        SettingsError: `DATABASE_URL` is malformed.
    """
    from bot.ledger import copies  # noqa: PLC0415  who serves with a file never loads PostgreSQL's driver

    clock = SystemClock()
    now = clock.now()
    match asked.verb:
        case "report":
            where = read_whereabouts(_ENVIRONMENT)
            return await printed.printed(asked, where.database_url, clock, where.time_zone)
        case "backup":
            rows = await copies.back_up(read_whereabouts(_ENVIRONMENT).database_url, asked.file, now, look)
            return f"{asked.file} has {_said(rows)}. Whoever has it gets into patients' rooms: keep it safe."
        case "restore":
            restored = await copies.restore(
                asked.file, read_whereabouts(_ENVIRONMENT).database_url, now, look
            )
            return _RESTORED.format(restored.backed_up)
        case _:
            rows = await copies.move(asked.source, asked.target, look)
            return f"Moved {_said(rows)}. Set DATABASE_URL to where they are now, and start the bot."


def _said(rows: Mapping[str, int]) -> str:
    return f"{rows['rooms']} rooms, {rows['tasks']} tasks and {rows['messages']} messages"


def _database(text: str) -> str:
    if why := why_no_database(text):
        raise ArgumentTypeError(why)
    return text
