"""A report for a terminal and for cron: the verb `report` of the command line.

It reads the ledger while a bot is using it, and asks nobody else: BetterPT and Slack are not needed.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import datetime

from bot import times
from bot.ledger.reading import LedgerReader, reading
from bot.ports import Clock
from bot.preferences import CLINIC
from bot.reports import sheet
from bot.reports.drawing import PictureWords, drawing
from bot.reports.pictures import Pictures
from bot.reports.report import Group, Report
from bot.reports.reports import Reports
from bot.times import Days

FORMATS = ("table", "csv", "json", "png")


class Unclear(Exception):
    """What was asked for is no report; the text says what to write instead."""


def fill(line: ArgumentParser) -> None:
    """Give the verb its options."""
    line.add_argument(
        "--from", dest="first", metavar="DAY", help="like 2026-11-01, or a whole stretch: “last month”, q3"
    )
    line.add_argument("--to", dest="last", metavar="DAY", help="the last day, which is part of it")
    line.add_argument("--provider", metavar="NAME", help="only theirs: a name or its begin, or a Slack id")
    line.add_argument("--format", choices=FORMATS, help="table if not said; png is a picture: > report.png")
    line.add_argument("--sessions", action="store_true", help="a row for each session, as CSV")
    line.add_argument("--references", action="store_true", help="with the chart numbers in these rows")
    line.add_argument("--zone", metavar="ZONE", help="whose midnights count, like America/New_York")


async def printed(asked: Namespace, url: str, clock: Clock, zone: str | None) -> str | bytes:
    """The report that was asked for; `zone` is the clinic's by its environment.

    Raises:
        Unclear: no days, zone or provider are meant by what was written, or it does not go together.
        LedgerError: the ledger cannot be read.
        PictureMissing: it cannot be drawn.
    """
    _refuse_what_does_not_go_together(asked)
    async with reading(url) as ledger:
        zone = asked.zone or await _chosen_zone(ledger) or zone or "UTC"
        if not times.is_zone(zone):
            raise Unclear(f"{zone} is no time zone: write its full name, like America/New_York")
        days = _days(asked, clock.now(), zone)
        reports = Reports(ledger=ledger, clock=clock)
        report = await reports.of(days, zone)
        if asked.provider:
            report = await reports.of(days, zone, provider=_named(report, asked.provider).id)
        if asked.sessions:
            lines = await reports.lines(report)
            return sheet.lines_as_csv(lines, zone, has_references=asked.references)
    match asked.format:
        case "csv":
            return sheet.as_csv(report)
        case "json":
            return sheet.as_json(report)
        case "png":
            return await Pictures().of(drawing(report, PictureWords(), _title(report)))
        case _:
            return sheet.as_table(report)


def _refuse_what_does_not_go_together(asked: Namespace) -> None:
    if asked.sessions and asked.format not in {None, "csv"}:
        raise Unclear(f"--sessions comes as CSV alone: leave out --format {asked.format}")
    if asked.references and not asked.sessions:
        raise Unclear("--references are of sessions: write --sessions --references")


async def _chosen_zone(ledger: LedgerReader) -> str | None:
    """What coordinators chose in Slack."""
    chosen = (await ledger.choices(CLINIC)).get("time_zone")
    return json.loads(chosen.value) if chosen else None


def _days(asked: Namespace, now: datetime, zone: str) -> Days:
    first, last = asked.first or "", asked.last
    words = f"{first} to {last}" if first and last else first or (f"{last} to {last}" if last else "")
    days = times.read_days(words, now=now, zone=zone)
    if days is None:
        raise Unclear(
            f"“{words}” are no days: write --from 2026-11-01 --to 2026-11-30, or --from “last month”"
        )
    return days


def _named(report: Report, name: str) -> Group:
    """The one provider of that name who has sessions in these days."""
    said = name.strip().lstrip("@").casefold()
    exactly = [each for each in report.groups if said in {each.id.casefold(), each.name.casefold()}]
    found = exactly or [each for each in report.groups if each.name.casefold().startswith(said)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(each.name for each in found or report.groups) or "nobody"
    what = "is more than one of" if found else "is nobody who has sessions in these days, which have"
    raise Unclear(f"{name} {what} {known}")


def _title(report: Report) -> str:
    said = times.say_days(report.days, today=times.today_in(report.zone, report.now))
    return f"{report.groups[0].name}: {said}" if report.provider and report.groups else said
