"""A phrase of the benchmark in, the answer of `bot.times` to it out: an adapter, not a second parser.

A phrase is {"id", "phrase", "ref", "tz", "lang"}: `ref` is the local wall clock of asking, `tz` an IANA name,
"+HH:MM" or null. An answer is {"id", "start", "flags"} with "end", "rrule" and "fields" where there are any.
Without a `tz` the answer is a wall clock too, unless the words name a zone themselves. A question is
answered with its reason as a flag; only a time that is over, and a day without an hour, have a start as well.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bench import fields
from bot import times
from bot.times import Instant, NotUnderstood, Question, Reading, Reason, Recurrence, Series

Item = dict[str, Any]
"""A line of the benchmark, as JSON has it."""

_NOWHERE = "UTC"
_REGIONS = {"en": "en-US", "und": "en-US"}
"""What Slack would call a language that comes without a country; other ones have their own code twice."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_MAY_NAME_OFFSET = re.compile(r"[+-]\s?\d|\dZ|\b(?:UTC|GMT)\b", re.IGNORECASE)


def answer(item: Item) -> Item:
    """Read the phrase of an item and say what was read."""
    words, zone = fields.words_of(item["phrase"]), _zone(item)
    now = _now(item["ref"], zone)
    locale = _locale(item.get("lang"))
    reading = times.read(words, now=now, zone=zone, locale=locale)
    is_wall = not item.get("tz") and not _names_zone(reading, words, now, locale)
    told = {"id": item.get("id"), **_told(reading, zone, is_wall=is_wall)}
    found = fields.find(reading.rest) if reading.rest else None
    return {**told, "fields": found} if found else told


def _told(reading: Reading, home: str, *, is_wall: bool) -> Item:
    match reading:
        case Instant(at=at, zone=zone, ends=ends):
            end = {"end": _local(ends, zone, is_wall=is_wall)} if ends else {}
            return {"start": _local(at, zone, is_wall=is_wall), **end, "flags": []}
        case Series(starts=starts, zone=zone, recurrence=rule):
            return {"start": _local(starts[0], zone, is_wall=is_wall), "rrule": rrule(rule), "flags": []}
        case Question(recurrence=rule):
            rules = {"rrule": rrule(rule)} if rule else {}
            start = _start_of(reading, home, is_wall=is_wall)
            return {"start": start, **rules, "flags": [reading.reason.value]}
        case NotUnderstood():
            return {"start": None, "flags": []}


def _start_of(question: Question, home: str, *, is_wall: bool) -> str | None:
    """Most questions have no answer yet; two know at least what the words mean."""
    if question.reason is Reason.PAST and question.meant:
        return _local(question.meant, question.zone, is_wall=is_wall)
    if question.reason is Reason.NEED_TIME and question.day:
        return _midnight(question.day, None if is_wall else ZoneInfo(home))
    return None


def rrule(rule: Recurrence) -> Item:
    """A rule in the benchmark's terms, without what it does not say."""
    said = {
        "freq": rule.freq.value,
        "interval": rule.interval,
        "byday": ",".join(f"{'' if nth is None else nth}{_DAYS[day]}" for day, nth in rule.weekdays),
        "bymonthday": ",".join(map(str, rule.month_days)),
        "count": rule.total,
        "until": f"{rule.until:%Y%m%d}" if rule.until else None,
        "time": f"{rule.at:%H:%M}" if rule.at else None,
        "dtstart": f"{rule.begins:%Y%m%d}" if rule.begins else None,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _local(at: datetime, zone: str, *, is_wall: bool) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) if is_wall else local).isoformat()


def _midnight(day: date, zone: ZoneInfo | None) -> str:
    return datetime.combine(day, time(), zone).isoformat()


def _names_zone(reading: Reading, words: str, now: datetime, locale: str) -> bool:
    """Whether the words say where; an offset alone shows in that it is the same instant one zone further."""
    if isinstance(reading, NotUnderstood) or reading.zone != _NOWHERE:
        return not isinstance(reading, NotUnderstood)
    if not isinstance(reading, Instant) or not _MAY_NAME_OFFSET.search(words):
        return False
    there = times.read(words, now=now - timedelta(hours=1), zone="Etc/GMT-1", locale=locale)
    return isinstance(there, Instant) and there.at == reading.at


def _now(ref: str, zone: str) -> datetime:
    """The wall clock of asking as an instant; an offset written to it counts where a zone is known."""
    at = datetime.fromisoformat(ref)
    if at.tzinfo is None or zone == _NOWHERE:
        at = at.replace(tzinfo=ZoneInfo(zone))
    return at.astimezone(UTC)


def _zone(item: Item) -> str:
    name: str = item.get("tz") or _NOWHERE
    minutes = _minutes(name)
    return name if minutes is None else _zone_at(minutes, datetime.fromisoformat(item["ref"]))


@lru_cache(maxsize=64)
def _minutes(name: str) -> int | None:
    """Minutes from UTC of "-04:30"; None of a name."""
    offset = _OFFSET.fullmatch(name)
    if not offset:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3])
    return -minutes if offset[1] == "-" else minutes


def _zone_at(minutes: int, ref: datetime) -> str:
    """A zone with this offset: a fixed one, whose sign is the other way round, else any that has it."""
    if minutes % 60 == 0:
        return f"Etc/GMT{-minutes // 60:+}" if minutes else "Etc/GMT"
    wanted = timedelta(minutes=minutes)
    at = ref.astimezone(UTC) if ref.tzinfo else ref.replace(tzinfo=UTC) - wanted
    return next(
        name for name in sorted(available_timezones()) if at.astimezone(ZoneInfo(name)).utcoffset() == wanted
    )


def _locale(lang: str | None) -> str:
    lang = lang or "und"
    return lang if "-" in lang else _REGIONS.get(lang, f"{lang}-{lang.upper()}")
