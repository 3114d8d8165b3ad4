"""Other readers of times, each asked the way its documentation recommends for times to come.

A reader takes an item of the benchmark and gives an answer in the same form as ours. Nothing here is a
dependency of the bot; what is not installed says so instead of being left out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from bench.answers import Item, answer

Read = Callable[[Item], Item]


class Reader(NamedTuple):
    """One of those who are compared."""

    name: str
    read: Read
    languages: tuple[str, ...] | None = ("en",)
    """Those it reads; None: many."""
    has_rules: bool = False
    """Whether it reads series at all."""


class Missing(NamedTuple):
    """A reader that cannot be imported here, and why."""

    name: str
    why: str


def readers() -> list[Reader | Missing]:
    """Ours first."""
    ours = Reader("**ours**", answer, languages=None, has_rules=True)
    return [ours, *map(_made, ("dateparser", "parsedatetime", "recurrent"))]


def _made(name: str) -> Reader | Missing:
    make = {"dateparser": _dateparser, "parsedatetime": _parsedatetime, "recurrent": _recurrent}[name]
    try:
        return make(f"{name} {version(name)}")
    except (ImportError, PackageNotFoundError) as error:
        return Missing(name, f"cannot be imported here: {error}")


def _dateparser(name: str) -> Reader:
    parser = import_module("dateparser")

    def read(item: Item) -> Item:
        lang = item.get("lang", "en")
        settings = {"RELATIVE_BASE": _wall(item), "PREFER_DATES_FROM": "future"}
        # A country decides the order of day and month; dateparser's "en" is the American one.
        where = {"locales": [lang]} if lang in ("en-GB", "en-AU", "en-CA") else {"languages": [lang[:2]]}
        found = parser.parse(item["phrase"], settings=settings, **({} if lang == "und" else where))
        return {"start": found.isoformat() if found else None}

    return Reader(name, read, languages=None)


def _parsedatetime(name: str) -> Reader:
    calendar = import_module("parsedatetime").Calendar()

    def read(item: Item) -> Item:
        found, is_found = calendar.parseDT(item["phrase"], sourceTime=_wall(item))
        return {"start": found.isoformat() if is_found else None}

    return Reader(name, read)


def _recurrent(name: str) -> Reader:
    event = import_module("recurrent").RecurringEvent

    def read(item: Item) -> Item:
        found = event(now_date=_wall(item)).parse(item["phrase"])
        if isinstance(found, str):
            return {"start": None, "rrule": _rule(found)}
        return {"start": found.isoformat() if found else None}

    return Reader(name, read, has_rules=True)


def _rule(text: str) -> Item:
    """The fields of "DTSTART:20260101\\nRRULE:FREQ=WEEKLY;BYDAY=TU"."""
    lines = text.replace("DTSTART:", "DTSTART=").replace("RRULE:", "").replace("\n", ";").split(";")
    return {name: value for name, _, value in (line.partition("=") for line in lines) if value}


def _wall(item: Item) -> datetime:
    return datetime.fromisoformat(item["ref"]).replace(tzinfo=None)
