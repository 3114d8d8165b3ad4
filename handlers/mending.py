"""What of a booking's words was read, and what was not, for who typed them and has to mend them.

Pure. That something is wrong was found by `command`; nothing is kept or decided here.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot import times
from bot.errors import BotError, ContactUnclear, WordsUnclear
from bot.models import Person
from handlers import command

_ADDRESS = re.compile(r"[^\s,;<>()]*@[^\s,;<>()]+")
_NUMBER = re.compile(r"(?<![\w:/])\d[\d().\s-]{4,}\d(?![\w:/])")
_PROVIDER = re.compile(r"(?:\bfor\s+|\bpara\s+)?(?:<[@!#][^>]*>|(?<!\S)@\w+)", re.IGNORECASE)
_UNREAD = {"email": _ADDRESS, "phone": _NUMBER, "provider": _PROVIDER}
_BEHIND = re.compile(r"\b(?:with|con|avec|ref(?:erence)?)\b.*", re.IGNORECASE)


def made_of(typed: str, error: BotError | None, typist: Person | None, now: datetime) -> tuple[str, str]:
    """The time that was read in a command, said back, and the part that was not; each may be empty.

    Args:
        typed: The command as it was typed, with its `/room`.
        error: What it led to.
        typist: By whose clock the time is said, if that is known.
        now: Aware.
    """
    part = error.field if isinstance(error, ContactUnclear) else getattr(error, "part", None)
    if not isinstance(error, ContactUnclear | WordsUnclear) or part not in _UNREAD:
        return "", ""
    _, _, said = command.plain(typed).partition(" ")
    unread = ", ".join(match.group().strip() for match in _UNREAD[part].finditer(said))
    rest = _BEHIND.sub("", _PROVIDER.sub(" ", _ADDRESS.sub(" ", said)))
    if typist is None or typist.time_zone is None:
        return "", unread
    zone = typist.time_zone
    match times.read(rest, now=now, zone=zone, locale=typist.locale):
        case times.Instant(at=at, zone=where):
            return times.say(at, where, now=now), unread
        case times.Series(starts=starts, zone=where):
            return times.say(starts[0], where, now=now), unread
        case _:
            return "", unread
