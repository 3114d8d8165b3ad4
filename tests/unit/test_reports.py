"""A report's figures, each against its definition in the README; its rows, and what its picture shows."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import statistics
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PictureMissing
from bot.models import Fate, Length, SessionLine, Side, SumQuery, Sums, Tally
from bot.reports import (
    Figures,
    Pictures,
    PictureWords,
    Report,
    Reports,
    drawing,
    sheet,
    small,
    units_of,
)
from bot.reports.drawing import NO_LIBRARY
from bot.times import Days
from tests.fakes import FakeClock

ZONE = "America/New_York"
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))


@dataclass
class FakeSums:
    """A ledger that gives the same sums whatever is asked, and keeps what was."""

    tallies: tuple[Tally, ...] = ()
    lengths: tuple[Length, ...] = ()
    asked: list[SumQuery] = field(default_factory=list)

    async def sums(self, query: SumQuery) -> Sums:
        self.asked.append(query)
        return Sums(tallies=self.tallies, lengths=self.lengths)

    async def session_lines(self, query: SumQuery) -> list[SessionLine]:
        self.asked.append(query)
        return []


def tally(fate: Fate, sessions: int = 1, **more: object) -> Tally:
    facts = {"stretch": 0, "provider": "U0DANA", "name": "Dana Reyes", "moved": 0, "corrected": 0}
    return Tally(**{**facts, "unbelievable": 0, **more}, fate=fate, sessions=sessions)  # type: ignore[arg-type]


def length(minutes: int, sessions: int = 1, side: Side = Side.BOTH, provider: str = "U0DANA") -> Length:
    return Length(provider=provider, side=side, minutes=minutes, sessions=sessions)


async def report(ledger: FakeSums, days: Days = NOVEMBER, provider: str | None = None) -> Report:
    return await Reports(ledger=ledger, clock=FakeClock(NOW)).of(days, ZONE, provider=provider)


EXAMPLE = FakeSums(
    tallies=(
        tally(Fate.HELD, 12, moved=3, corrected=1),
        tally(Fate.PATIENT_MISSING, 2),
        tally(Fate.CANCELLED, 4),
        tally(Fate.CANCELLED_LATE, 1),
        tally(Fate.NOT_REPORTED, 1, unbelievable=1),
        tally(Fate.TO_COME, 5, stretch=27),
        tally(Fate.HELD, 3, provider="U0EVIL", name='=HYPERLINK("https://example.com")', stretch=1),
    ),
    lengths=(
        *(length(20, 6), length(38, 6), length(45, 3, provider="U0EVIL")),
        *(length(50, 12, Side.PROVIDER), length(40, 12, Side.PATIENT)),
    ),
)


@pytest.mark.parametrize(
    ("minutes", "units"),
    [(0, 0), (7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3), (52, 3), (53, 4), (67, 4)],
)
def test_units_are_those_of_the_table(minutes: int, units: int) -> None:
    assert units_of(minutes) == units


def test_a_border_is_near_within_a_minute() -> None:
    near = [minutes for minutes in range(70) if Figures.of((), [length(minutes)]).near_a_border]
    assert near == [7, 8, 22, 23, 37, 38, 52, 53, 67, 68]


def test_the_attendance_rate_is_that_of_what_was_due() -> None:
    """The README's example: 12 held of 25 booked, 4 cancelled in time, 1 not reported, 5 to come."""
    figures = Figures.of(each for each in EXAMPLE.tallies if each.provider == "U0DANA")
    assert (figures.booked, figures.held, figures.due) == (25, 12, 15)
    assert figures.rate == 0.8
    assert (figures.moved, figures.corrected, figures.unbelievable) == (3, 1, 1)
    assert Figures().rate is None
    assert Figures.of([tally(Fate.TO_COME, 9)]).rate is None


@given(minutes=st.lists(st.integers(0, 70), min_size=1, max_size=60))
def test_minutes_are_summed_up_as_by_hand(minutes: list[int]) -> None:
    figures = Figures.of((), [length(each) for each in minutes])
    assert figures.total(Side.BOTH) == sum(minutes)
    assert figures.median(Side.BOTH) == statistics.median(minutes)
    assert figures.ninetieth(Side.BOTH) == sorted(minutes)[ceil(len(minutes) * 0.9) - 1]
    assert figures.units == sum(map(units_of, minutes))
    assert figures.median(Side.PATIENT) is figures.ninetieth(Side.PATIENT) is None


async def test_a_report_has_each_day_each_provider_and_the_days_before() -> None:
    ledger = FakeSums(EXAMPLE.tallies, EXAMPLE.lengths)
    made = await report(ledger, provider="U0DANA")

    here, before = sorted(ledger.asked, key=lambda query: query.bounds[0], reverse=True)
    assert len(here.bounds) == 31
    assert here.bounds[0] == datetime(2026, 11, 1, 4, tzinfo=UTC), "a midnight of daylight saving time"
    assert here.bounds[-1] == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert before.bounds == (datetime(2026, 10, 1, 4, tzinfo=UTC), here.bounds[0])
    assert here.provider == before.provider == "U0DANA"
    assert [group.name for group in made.groups] == ['=HYPERLINK("https://example.com")', "Dana Reyes"]
    assert [each.figures.booked for each in made.stretches[:2]] == [20, 3]
    assert made.stretches[27].figures.count(Fate.TO_COME) == 5
    assert made.is_running
    assert not (await report(ledger, NOVEMBER.before())).is_running


@pytest.mark.parametrize(
    ("days", "stretches"),
    [
        (Days(date(2026, 11, 23), date(2026, 11, 29)), 7),
        (Days(date(2026, 10, 1), date(2026, 12, 31)), 14),
        (Days(date(2024, 1, 1), date(2026, 12, 31)), 36),
        (Days(date(2026, 11, 25), date(2026, 11, 25)), 1),
    ],
)
async def test_its_stretches_are_few_enough_to_be_looked_at(days: Days, stretches: int) -> None:
    assert len((await report(FakeSums(), days)).stretches) == stretches


async def test_a_spreadsheet_runs_nothing_of_it() -> None:
    content = sheet.as_csv(await report(EXAMPLE))
    rows = [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]

    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["provider"] for row in rows] == ['\'=HYPERLINK("https://example.com")', "Dana Reyes", "all"]
    assert rows[1]["booked"] == "25"
    assert rows[1]["attendance_rate"] == "0.8"
    assert rows[2]["units_at_most"] == str(6 * 1 + 6 * 3 + 3 * 3)


def test_each_session_has_its_row_and_its_chart_number_only_for_who_asks_for_it() -> None:
    lines = [
        SessionLine(
            start=datetime(2026, 11, 2, 20, tzinfo=UTC),
            provider="Dana",
            clinic="Bayside",
            fate=fate,
            provider_minutes=there,
            patient_minutes=them,
            is_moved=True,
            is_corrected=False,
            reference="+A-1207",
        )
        for fate, there, them in (
            (Fate.HELD, 50, 38),
            (Fate.HELD, 2800, 44),
            (Fate.HELD, 50, None),
            (Fate.PATIENT_MISSING, 20, None),
        )
    ]
    content = sheet.lines_as_csv(lines, ZONE, has_references=True).decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(content))]

    assert [rows[0][name] for name in ("day", "time", "outcome")] == ["2026-11-02", "15:00", "held"]
    assert [row["units_at_most"] for row in rows] == ["3", "", "", ""]
    assert rows[0]["near_a_border"] == "1"
    assert rows[0]["reference"] == "'+A-1207"
    assert b"1207" not in sheet.lines_as_csv(lines, ZONE, has_references=False)


async def test_a_program_reads_the_same() -> None:
    told = json.loads(sheet.as_json(await report(EXAMPLE)))
    assert told["all"]["booked"] == 28
    assert told["before"]["booked"] == 28
    assert told["first"] == "2026-11-01"
    assert len(told["stretches"]) == 30
    assert told["providers"][1]["cancelled_late"] == 1


async def test_a_terminal_shows_a_table_with_what_it_does_not_tell() -> None:
    told = sheet.as_table(await report(EXAMPLE)).splitlines()
    assert told[0] == "November 2026 (America/New_York)"
    assert " ".join(told[4].split()) == "Dana Reyes 25 12 80% 2 0 0 0 1 4 1 5 480 600 24"
    assert told[-3].startswith("6 held within a minute of another number of units")
    assert told[-2].startswith("1 corrected by a person")
    assert told[-1].startswith("1 with durations that cannot be minutes")


async def test_a_report_of_nothing_is_one_too() -> None:
    empty = await report(FakeSums())
    assert sheet.as_csv(empty).count(b"\r\n") == 2
    assert "all" in sheet.as_table(empty)
    assert await Pictures().of(drawing(empty, PictureWords(), "Nothing")) != b""


async def test_a_picture_is_drawn_beside_the_loop() -> None:
    """It is upright, as a phone is, and says nothing of when and where it was made."""
    shown = drawing(await report(EXAMPLE), PictureWords(), "November 2026")
    slow, turning = 0.0, True

    async def watch() -> None:
        nonlocal slow
        loop = asyncio.get_running_loop()
        while turning:
            before = loop.time()
            await asyncio.sleep(0.005)
            slow = max(slow, loop.time() - before)

    watching = asyncio.create_task(watch())
    png = await Pictures().of(shown)
    turning = False
    await watching

    width, height = struct.unpack(">II", png[16:24])
    assert (png[:8], width) == (b"\x89PNG\r\n\x1a\n", 1200)
    assert height > width
    assert slow < 0.5
    assert b"matplotlib" not in png.lower()
    assert [bar["word"] for bar in shown["bars"]] == [
        *("Held", "Patient missing", "Not reported", "Cancelled late", "Cancelled in time", "To come"),
    ]
    assert shown["headline"][:2] == [["28", "booked"], ["83%", "attendance"]]


async def test_who_has_nothing_to_draw_with_is_told() -> None:
    """As where the extra is not installed: the process that draws does not find it."""
    hidden = (
        "import sys; sys.modules['matplotlib'] = None; from bot.reports.picture import main; sys.exit(main())"
    )
    shown = json.dumps(drawing(await report(EXAMPLE), PictureWords(), "November 2026"))
    ended = subprocess.run(  # noqa: ASYNC221
        [sys.executable, "-c", hidden], input=shown.encode(), capture_output=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (NO_LIBRARY, b"")
    with pytest.raises(PictureMissing):
        await Pictures().of({"title": "not a drawing"})


def test_a_week_of_a_clock_change_has_seven_days() -> None:
    days = Days(date(2026, 10, 26), date(2026, 11, 1))
    begins, ends = days.bounds(ZONE)
    assert ends - begins == timedelta(days=7, hours=1)


@given(counts=st.fixed_dictionaries({fate: st.integers(0, 12) for fate in Fate}))
def test_no_small_number_can_be_told_from_what_all_are_told(counts: dict[Fate, int]) -> None:
    figures = Figures.of(tally(fate, count) for fate, count in counts.items() if count)
    told, others = small.told(figures)
    left = figures.booked - sum(told.values())

    assert all(count >= small.FEWEST for count in told.values())
    assert left == 0 or left >= small.FEWEST or not told
    assert others in (0, left)
    assert not {Fate.PROVIDER_MISSING, Fate.NOBODY} & told.keys()
    if small.is_held_told(figures):
        assert figures.booked - figures.held not in range(1, small.FEWEST)
    if small.is_rate_told(figures):
        assert figures.due - figures.held not in range(1, small.FEWEST)
