"""Whether an answer is the expected one: to the minute, by the date, by a rule's fields, or nothing at all.

Only what all sources agree on is judged: "contested" phrases are left out. Not here: parts of the day, and
where a range ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.answers import Item

KINDS = ("instant", "date", "recurrence", "negative")
_RULE = ("freq", "interval", "byday", "bymonthday", "count", "until", "time")


class Verdict(StrEnum):
    """What became of a phrase."""

    RIGHT = "right"
    ASKED = "asked"
    """No answer, or a question: nobody is misled."""
    WRONG = "wrong"
    """Another time than the one that was meant, and not a word of doubt."""


def load(files: Iterable[Path]) -> list[Item]:
    """The phrases of the files that can be judged; each once."""
    lines = (line for file in files for line in file.read_text(encoding="utf8").splitlines() if line.strip())
    items = {item["id"]: item for item in map(json.loads, lines)}
    return [item for item in items.values() if item["class"] in KINDS and not item.get("contested")]


def judge(item: Item, answer: Item) -> Verdict:
    """How an answer to a phrase is to be taken."""
    if _is_right(item, answer):
        return Verdict.RIGHT
    is_sure = not answer.get("flags") and (answer.get("start") or answer.get("rrule"))
    return Verdict.WRONG if is_sure else Verdict.ASKED


def _is_right(item: Item, answer: Item) -> bool:
    if item["class"] == "negative":
        return not answer.get("start") and not answer.get("rrule")
    if item["class"] == "recurrence":
        return _is_same_rule(answer.get("rrule"), item["rrule"])
    if not answer.get("start"):
        return False
    got, wanted = _comparable(answer["start"], item["expected"], zone_of(item.get("tz")))
    if item["class"] != "instant":
        return got is not None and got.date() == wanted.date()
    if item.get("match") == "time":
        return got is not None and (got.hour, got.minute) == (wanted.hour, wanted.minute)
    return got is not None and abs(got - wanted) < timedelta(minutes=1)


def _comparable(got: str, wanted: str, zone: tzinfo | None) -> tuple[datetime | None, datetime]:
    """Both on the same clocks: the zone's, or bare walls; None where a zone that was said has been lost."""
    first, second = datetime.fromisoformat(got), datetime.fromisoformat(wanted)
    if zone:
        return _on(first, zone), _on(second, zone)
    if second.tzinfo is None:
        return first.replace(tzinfo=None), second
    return (first.astimezone(second.tzinfo) if first.tzinfo else None), second


def _on(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)


def zone_of(name: str | None) -> tzinfo | None:
    """The time zone of a phrase: an IANA name or "+HH:MM"."""
    if not name or name[0] not in "+-":
        return ZoneInfo(name) if name else None
    shift = timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
    return timezone(-shift if name[0] == "-" else shift)


def _is_same_rule(got: Item | None, wanted: Item) -> bool:
    if not got:
        return False
    mine, theirs = _fields(got), _fields(wanted)
    are_dated = "dtstart" in mine and "dtstart" in theirs
    return all(mine.get(name) == theirs.get(name) for name in (*_RULE, *(["dtstart"] if are_dated else [])))


def _fields(rule: Item) -> dict[str, str]:
    """A rule's fields as text, whichever way they were written."""
    said = {name.lower(): _text(value) for name, value in rule.items() if value not in (None, "", [])}
    if "time" not in said and said.get("byhour", "").isdigit():
        said["time"] = f"{int(said['byhour']):02}:{int(said.get('byminute', '0')):02}"
    for name in ("byday", "bymonthday"):
        said |= {name: ",".join(sorted(said[name].replace("+", "").split(",")))} if name in said else {}
    for name in ("until", "dtstart"):
        said |= {name: said[name].replace("-", "")[:8]} if name in said else {}
    return {"interval": "1", **said}


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value).upper()
