"""The second parser, dateparser, held on a short leash: the only module that imports it.

It is asked where the own grammar found nothing, and where somebody whose language that grammar does not speak
has words left over ("morgen 15:30"). It is asked in the person's own language only, and believed only if

- it took the whole text, of sane length (it is never asked to search in one),
- the hour and minute that it answers stand in the text as numbers, with a colon, an h, or am/pm,
- it gives the same answer as if asked at another time of day: it fills gaps with the clock of "now",
- the text has nothing that it reads wrongly in silence: series, zones, addresses, long numbers.

It gets a naive local "now" and no time zone of its own; the zone is attached here, so that DST is ours.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.times.days import YEARS
from bot.times.placing import Asked, settle
from bot.times.reading import NotUnderstood, Reading
from bot.times.zones import to_wall

_LONGEST = 100
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?(?::|h)\s?(\d\d)?(?!\d)(?:\s?([ap])\.?\s?m\b)?", re.IGNORECASE)
_UNSAFE = re.compile(
    r"[<>@#$€+]|\d{5}|\d\d-\d\d-\d\d|\d{3}[- ]\d{3}|\b(?:[A-Z]{2,4}T|UTC|GMT)\b"
    r"|(?i:\b(?:cada|tod[oa]s|chaque|tou[st]e?s?|hasta|jusqu|entre|desde|depuis|antes|avant)\b)"
)


def read(text: str, asked: Asked, language: str) -> Reading:
    """The reading of a whole text in a language ("de"), if it can be trusted."""
    clock = _only_clock(text)
    wall = _ask(text, to_wall(asked.now, asked.zone), language) if clock else None
    if clock is None or wall is None or wall.year not in YEARS or not _stands_in(clock, wall):
        return NotUnderstood()
    return settle([wall], asked)


def _only_clock(text: str) -> re.Match[str] | None:
    """The one clock in the text that an answer can be held against, if nothing in it is unsafe."""
    if len(text) > _LONGEST or _UNSAFE.search(text):
        return None
    clocks = list(_CLOCK.finditer(text))
    return clocks[0] if len(clocks) == 1 else None


def _stands_in(clock: re.Match[str], wall: datetime) -> bool:
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    return (wall.hour, wall.minute) == (hour, minute)


def _ask(text: str, now: datetime, language: str) -> datetime | None:
    """What dateparser answers at two times of day, if it is the same."""
    import dateparser  # noqa: PLC0415 - costs 50 ms, and most words never need it

    answers = {
        dateparser.parse(
            text,
            languages=[language],
            settings={
                "RELATIVE_BASE": base,
                "PREFER_DATES_FROM": "future",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
        for base in (now, now.replace(hour=0, minute=0) + timedelta(minutes=7))
    }
    return answers.pop() if len(answers) == 1 else None
