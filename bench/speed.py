"""How fast times are read, told as ratios to dateparser's median phrase of the same run.

Milliseconds are of this machine and this minute; the ratios are what can be compared.
"""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple

import dateparser

from bot import times

_NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
_ZONE = "America/New_York"
_TEN_KB = 10_000
_LONGEST_READ = 1000
"""What is longer is not looked at by `times.read`: a letter is no command."""
_STARTS = 7

_DAYS = (
    *(
        "tomorrow",
        "friday",
        "thursday",
        "dec 3",
        "december 17th",
        "1/5/2027",
        "2027-02-11",
        "jan 21st",
        "sunday",
    ),
    *("the day after tomorrow", "next monday", "a week from friday"),
)
_CLOCKS = (
    "{hour}:{minute:02}pm",
    "{hour}:{minute:02} am",
    "at {hour}:{minute:02} p.m.",
    "{hour}:{minute:02}pm ET",
)
_NAMES = (
    *("with pat@example.com", "with Sam", "for dana", "ref 1042", "with (202) 555-0143", "for Alex ref B-7"),
    *("video visit with Noor", "with 312-555-0142"),
)
_GARBAGE = (
    *(
        "\0",
        "9",
        "1 ",
        "12-",
        "12/",
        "3pm ",
        "3:",
        ":",
        "(",
        "<",
        "<@U1>",
        "+",
        "-",
        ".",
        "a.",
        "x",
        "a@",
        "@ ",
    ),
    *(
        "every ",
        "in ",
        "half ",
        "an hour and a half ",
        "next ",
        "monday or ",
        "1 to ",
        "and ",
        "😀",
        "\u202e",
        "明",
    ),
    *("\ud800", "٣ ", "2026-", "{random}"),
)
"""Each repeated until it is long enough."""

_FIRST_READ = """
from time import perf_counter
begin = perf_counter()
import sys
from datetime import UTC, datetime
{reading}
print((perf_counter() - begin) * 1000)
assert {is_alone}, "the second parser was loaded"
"""
_OURS = "import bot.times; bot.times.read('tomorrow 3pm', now=datetime(2026, 11, 25, tzinfo=UTC), zone='UTC')"
_THEIRS = "import dateparser; dateparser.parse('tomorrow 3pm', languages=['en'])"


class Figure(NamedTuple):
    """One line of the table."""

    what: str
    ms: float


def table() -> str:
    """A Markdown table of figures in milliseconds, and as ratios to dateparser's median; as warm as a bot."""
    times.warm()
    figures = list(measure())
    unit = figures[0].ms
    rows = [f"| {what} | {ms:.2f} | {ms / unit:.2f} × |" for what, ms in figures]
    return "\n".join(["| | ms | of dateparser's median |", "|---|---|---|", *rows])


def measure() -> Iterable[Figure]:
    """Every figure; the first one is the unit of the ratios."""
    plain = phrases()
    yield from _middle_and_tail("dateparser", _ask_dateparser, plain)
    yield from _middle_and_tail("ours", _read, plain)
    yield from _middle_and_tail("ours, with a name or contact", _read, _named(plain))
    for length in (_LONGEST_READ, _TEN_KB):
        worst = max(_spent(_read, garbage(length)))
        yield Figure(f"ours: worst of {len(_GARBAGE)} kinds of garbage, {length} characters", worst)
    yield Figure("ours: import and first reading", _cold(_OURS, "'dateparser' not in sys.modules"))
    yield Figure("dateparser: import and first reading", _cold(_THEIRS, "True"))


def phrases() -> list[str]:
    """Days and clocks in an order that is no order; each is new to every cache."""
    clocks = [
        clock.format(hour=hour, minute=minute)
        for clock, hour, minute in itertools.product(_CLOCKS, (1, 3, 5, 8, 9, 11), range(7, 60, 4))
    ]
    made = [f"{day} {clock}" for day, clock in itertools.product(_DAYS, clocks)]
    random.Random(7).shuffle(made)  # noqa: S311 - the same order every time
    return made


def _named(plain: list[str]) -> list[str]:
    return [f"{phrase} {_NAMES[at % len(_NAMES)]}" for at, phrase in enumerate(plain)]


def _middle_and_tail(name: str, read: Callable[[str], object], texts: list[str]) -> Iterable[Figure]:
    answered = sum(read(text) is not None for text in texts[:50]) * 2
    spent = _spent(read, texts[50:])
    yield Figure(
        f"{name}: median of {len(spent)} phrases that never repeat ({answered} % answered)", median(spent)
    )
    yield Figure(f"{name}: 99 of 100 take less than", quantiles(spent, n=100)[98])


def garbage(length: int) -> list[str]:
    """Texts of that many characters that no time is in."""
    chance = random.Random(7)  # noqa: S311 - the same characters every time
    noise = "".join(chr(chance.randrange(32, 0x2FFF)) for _ in range(length))
    return [noise if piece == "{random}" else (piece * length)[:length] for piece in _GARBAGE]


def _spent(read: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds for each text, after a few others to be warm."""
    for text in ("yesterday 1pm", "in 5 minutes", "sep 9 11:11"):
        read(text)
    return [_timed(read, text) for text in texts]


def _timed(read: Callable[[str], object], text: str) -> float:
    begin = perf_counter()
    read(text)
    return (perf_counter() - begin) * 1000


def _read(text: str) -> object | None:
    reading = times.read(text, now=_NOW, zone=_ZONE)
    return None if isinstance(reading, times.NotUnderstood) else reading


def _ask_dateparser(text: str) -> object | None:
    base = _NOW.replace(tzinfo=None)
    return dateparser.parse(
        text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
    )


def _cold(reading: str, is_alone: str) -> float:
    """The median of a few fresh processes, in each from its first line on."""
    script = _FIRST_READ.format(reading=reading, is_alone=is_alone)
    told = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
        for _ in range(_STARTS)
    ]
    return median(float(each.stdout) for each in told)
