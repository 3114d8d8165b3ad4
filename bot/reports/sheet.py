"""A report as rows, in English: for a spreadsheet (CSV), for a program (JSON), for a terminal.

What a spreadsheet would run as a formula is defused: names come from people's profiles.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot import times
from bot.models import MOST_MINUTES, Fate, SessionLine, Side
from bot.reports.figures import Figures, is_near_a_border, units_of
from bot.reports.report import Report

Row = dict[str, Any]

EVERYBODY = "all"
"""What stands in the place of a provider in the row with all of them."""
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_COUNTED: Mapping[str, Callable[[Figures], int]] = {
    "booked": lambda of: of.booked,
    "held": lambda of: of.held,
    "patient_missing": lambda of: of.count(Fate.PATIENT_MISSING),
    "provider_missing": lambda of: of.count(Fate.PROVIDER_MISSING),
    "nobody": lambda of: of.count(Fate.NOBODY),
    "too_short": lambda of: of.count(Fate.TOO_SHORT),
    "cancelled_late": lambda of: of.count(Fate.CANCELLED_LATE),
    "cancelled_in_time": lambda of: of.count(Fate.CANCELLED),
    "not_reported": lambda of: of.count(Fate.NOT_REPORTED),
    "to_come": lambda of: of.count(Fate.TO_COME),
    "rescheduled": lambda of: of.moved,
    "corrected": lambda of: of.corrected,
}
_SHOWN = {
    "provider": "provider",
    "booked": "booked",
    "held": "held",
    "attendance_rate": "attendance",
    "patient_missing": "no patient",
    "provider_missing": "no provider",
    "nobody": "nobody",
    "too_short": "too short",
    "cancelled_late": "cancelled late",
    "cancelled_in_time": "in time",
    "not_reported": "not reported",
    "to_come": "to come",
    "patient_minutes": "min (patient)",
    "provider_minutes": "min (provider)",
    "units_at_most": "units ≤",
}
"""The columns of a terminal's table, and what they are called there."""


def rows(report: Report) -> list[Row]:
    """A row for each provider, and one for all of them."""
    named = [(group.name, group.figures) for group in report.groups]
    return [_row(report, name, figures) for name, figures in (*named, (EVERYBODY, report.figures))]


def as_csv(report: Report) -> bytes:
    """The rows for a spreadsheet."""
    return _spreadsheet(rows(report))


def lines_as_csv(lines: Sequence[SessionLine], zone: str, *, has_references: bool) -> bytes:
    """Each session for a spreadsheet, by the clock of `zone` (IANA); `has_references`: with chart numbers."""
    return _spreadsheet([_session(line, zone, has_references=has_references) for line in lines])


def _session(line: SessionLine, zone: str, *, has_references: bool) -> Row:
    start = line.start.astimezone(ZoneInfo(zone))
    sides = (line.provider_minutes, line.patient_minutes)
    is_held = line.fate is Fate.HELD and all(0 <= (each or 0) <= MOST_MINUTES for each in sides)
    both = min(sides) if is_held and None not in sides else None  # type: ignore[type-var]
    return {
        "day": str(start.date()),
        "time": f"{start:%H:%M}",
        "zone": zone,
        "provider": line.provider,
        "clinic": line.clinic,
        "outcome": line.fate.value,
        "provider_minutes": line.provider_minutes,
        "patient_minutes": line.patient_minutes,
        "both_minutes_at_most": both,
        "units_at_most": None if both is None else units_of(both),
        "near_a_border": None if both is None else int(is_near_a_border(both)),
        "rescheduled": int(line.is_moved),
        "corrected": int(line.is_corrected),
        **({"reference": line.reference} if has_references else {}),
    }


def _spreadsheet(made: Sequence[Row]) -> bytes:
    """It begins with a mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(made[0]) if made else [])
    writer.writeheader()
    writer.writerows({name: _defused(value) for name, value in row.items()} for row in made)
    return out.getvalue().encode("utf-8-sig")


def as_json(report: Report) -> str:
    """The rows, the same figures of the days before, and those of each stretch, for a program."""
    whole = {
        "first": str(report.days.first),
        "last": str(report.days.last),
        "zone": report.zone,
        "as_of": report.now.isoformat(),
        "providers": rows(report)[:-1],
        "all": rows(report)[-1],
        "before": _figures(report.before),
        "stretches": [
            {"first": str(each.days.first), "last": str(each.days.last)} | _counts(each.figures)
            for each in report.stretches
        ],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def as_table(report: Report) -> str:
    """The rows for a terminal, with what they are about above and what they do not tell below."""
    said = times.say_days(report.days, today=times.today_in(report.zone, report.now))
    cells = [[*_SHOWN.values()], *([_shown(row[name]) for name in _SHOWN] for row in rows(report))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]
    title = f"{said} ({report.zone})"
    return "\n".join([title, "", *lines, "", *_remarks(report.figures)])


def _remarks(figures: Figures) -> list[str]:
    told = ["Minutes and units are of connection time, at most; they are no treatment time."]
    if figures.near_a_border:
        told.append(f"{figures.near_a_border} held within a minute of another number of units.")
    if figures.corrected:
        told.append(f"{figures.corrected} corrected by a person, whose word stands over BetterPT's.")
    if figures.unbelievable:
        told.append(
            f"{figures.unbelievable} with durations that cannot be minutes, which no figure about them has: "
            "see BETTERPT_DURATIONS in .env.example."
        )
    return told


def _row(report: Report, name: str, figures: Figures) -> Row:
    days = {"from": str(report.days.first), "to": str(report.days.last), "zone": report.zone}
    return {**days, "provider": name, **_figures(figures)}


def _figures(figures: Figures) -> Row:
    sides = {
        f"{side}_minutes{what}": value
        for side in (Side.PATIENT, Side.PROVIDER)
        for what, value in (
            ("", figures.total(side)),
            ("_median", figures.median(side)),
            ("_90_of_100", figures.ninetieth(side)),
        )
    }
    return {
        **_counts(figures),
        **sides,
        "both_minutes_at_most": figures.total(Side.BOTH),
        "units_at_most": figures.units,
        "near_a_border": figures.near_a_border,
        "not_believed": figures.unbelievable,
    }


def _counts(figures: Figures) -> Row:
    rate = None if figures.rate is None else round(figures.rate, 4)
    return {name: count(figures) for name, count in _COUNTED.items()} | {"attendance_rate": rate}


def _defused(value: object) -> object:
    """A text that a spreadsheet would run begins with an apostrophe, which it takes for "this is text"."""
    is_run = isinstance(value, str) and value.lstrip(" ").startswith(_RUN_BY_SPREADSHEETS)
    return f"'{value}" if is_run else value


def _shown(value: object) -> str:
    match value:
        case None:
            return "–"
        case float():
            return f"{value:.0%}"
        case _:
            return "".join(letter for letter in str(value) if letter.isprintable())
