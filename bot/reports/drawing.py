"""What a report's picture shows, as plain data: all words and numbers, and nothing about how it is drawn.

It is handed to the process that draws (`picture`), so it is made of what JSON has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot import times
from bot.models import Fate, Side
from bot.reports.report import Report, Stretch

NO_LIBRARY = 3
"""What the process that draws ends with where matplotlib is not installed."""
_SHOWN = tuple(Fate)
"""From the ground up."""


@dataclass(frozen=True, kw_only=True)
class PictureWords:
    """The words in a picture, in the reader's language."""

    fates: Mapping[Fate, str] = field(
        default_factory=lambda: {
            Fate.HELD: "Held",
            Fate.PATIENT_MISSING: "Patient missing",
            Fate.PROVIDER_MISSING: "Provider missing",
            Fate.NOBODY: "Nobody came",
            Fate.TOO_SHORT: "Too short",
            Fate.NOT_REPORTED: "Not reported",
            Fate.CANCELLED_LATE: "Cancelled late",
            Fate.CANCELLED: "Cancelled in time",
            Fate.TO_COME: "To come",
        }
    )
    booked: str = "booked"
    attendance: str = "attendance"
    patients: str = "median, patients"
    providers: str = "median, providers"
    sessions: str = "Sessions"
    rate: str = "Attendance rate"
    minutes: str = "Minutes of held sessions, as BetterPT reports them"
    sides: Mapping[Side, str] = field(
        default_factory=lambda: {Side.PATIENT: "patients", Side.PROVIDER: "providers"}
    )
    nothing: str = "No sessions in these days"
    no_minutes: str = "No minutes known"
    minute: str = "min"


def drawing(report: Report, words: PictureWords, title: str) -> dict[str, Any]:
    """What the picture shows; `title` stands over it."""
    figures = report.figures
    return {
        "title": title,
        "headline": [
            [str(figures.booked), words.booked],
            ["–" if figures.rate is None else f"{figures.rate:.0%}", words.attendance],
            [_minutes(figures.median(Side.PATIENT), words), words.patients],
            [_minutes(figures.median(Side.PROVIDER), words), words.providers],
        ],
        "labels": [_label(each) for each in report.stretches],
        "bars": [
            {"fate": fate.value, "word": words.fates[fate], "sessions": counts}
            for fate in _SHOWN
            if any(counts := [each.figures.count(fate) for each in report.stretches])
        ],
        "rates": [each.figures.rate for each in report.stretches],
        "lengths": [
            {"side": side.value, "word": word, "minutes": sorted(figures.minutes.get(side, {}).items())}
            for side, word in words.sides.items()
        ],
        "words": {
            name: getattr(words, name) for name in ("sessions", "rate", "minutes", "nothing", "no_minutes")
        },
    }


def _minutes(median: float | None, words: PictureWords) -> str:
    return "–" if median is None else f"{median:g} {words.minute}"


def _label(stretch: Stretch) -> str:
    """Under a bar: "Nov 2", and of a month its name."""
    if stretch.days.is_of_months:
        return times.say_month(stretch.days.first)
    return times.say_date(stretch.days.first)
