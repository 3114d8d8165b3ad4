"""A report as it is said in Slack, within Slack's limits, and the README's picture of one."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from bot.booking.accounts import _named
from bot.language import Language, speaking
from bot.models import Account, Counted, Fate, Length, Side, Sums, Tally
from bot.reports import Pictures, PictureWords, Report, drawing
from bot.reports.report import stretches_of
from bot.times import Days
from handlers.blocks import report as blocks
from handlers.blocks import report_for_all
from handlers.slack import Said
from sandbox.slack.blocks import MESSAGE_BLOCKS, problems

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
TEN_YEARS = Days(date(2017, 1, 1), date(2026, 12, 31))
PICTURE = Path(__file__).resolve().parents[2] / "sandbox" / "pictures" / "report.png"
IS_TAKING = bool(os.environ.get("PICTURES"))
LIKELY = {
    Fate.HELD: 6,
    Fate.PATIENT_MISSING: 1,
    Fate.CANCELLED: 1,
    Fate.CANCELLED_LATE: 0.6,
    Fate.TOO_SHORT: 0.5,
}


def counted(days: Days = NOVEMBER, providers: int = 3, **changes: object) -> Counted:
    """A clinic that works on weekdays; the same each time."""
    chance = Random(11)  # noqa: S311  sessions, not secrets
    tallies, lengths = [], []
    for place, stretch in enumerate(stretches_of(days)):
        if stretch.first == stretch.last and stretch.first.weekday() > 4:
            continue
        likely = LIKELY if stretch.first < NOW.date() else {Fate.TO_COME: 6, Fate.CANCELLED: 0.6}
        tallies += [
            Tally(
                stretch=place,
                provider=f"U0PT{number}",
                name=f"Provider {number}",
                fate=fate,
                sessions=sessions,
                moved=0,
                corrected=0,
                unbelievable=0,
            )
            for number in range(providers)
            for fate, most in likely.items()
            if (sessions := round(chance.random() * most))
        ]
    for minutes in range(18, 62):
        for side, middle in ((Side.PATIENT, 43), (Side.PROVIDER, 49), (Side.BOTH, 42)):
            sessions = round(9 * 2.7 ** (-(((minutes - middle) / 8) ** 2)) + chance.random())
            lengths.append(Length(provider="U0PT0", side=side, minutes=minutes, sessions=sessions))
    sums = Sums(tallies=tuple(tallies), lengths=tuple(lengths))
    facts = {"first": days.first, "last": days.last, "zone": "America/New_York", "now": NOW}
    return Counted(**{**facts, "sums": sums, "before": Sums(tallies=(), lengths=()), **changes})  # type: ignore[arg-type]


def fits(said: Said) -> str:
    """It, as JSON, if Slack takes it."""
    assert problems([*said.blocks], most=MESSAGE_BLOCKS) == []
    return json.dumps(said.blocks, ensure_ascii=False)


@pytest.mark.parametrize("days", [NOVEMBER, TEN_YEARS, Days(date(2026, 11, 24), date(2026, 11, 24))])
@pytest.mark.parametrize("by", ["provider", "stretch"])
@pytest.mark.parametrize("language", Language)
def test_slack_takes_it_of_any_length(days: Days, by: str, language: Language) -> None:
    shown = Report.of(counted(days, providers=120))
    with speaking(language):
        fits(blocks.report(shown, by=by, may_post=True, is_coming=True))
        fits(report_for_all.account(Account(to=None, counted=counted(days))))
        fits(report_for_all.account(Account(to="U0CASEY", counted=counted(days))))


def test_what_is_remarkable_is_remarked_on() -> None:
    facts = {"stretch": 0, "provider": "U", "name": "<!channel>", "sessions": 9, "moved": 2, "corrected": 1}
    odd = Tally(**facts, fate=Fate.HELD, unbelievable=3)  # type: ignore[arg-type]
    shown = Report.of(counted(sums=Sums(tallies=(odd,), lengths=())))
    said = fits(blocks.report(shown, by="provider", may_post=False, is_coming=False))

    assert "2 rescheduled · 1 corrected by a person" in said
    assert "3 with durations over 70, which cannot be minutes" in said
    assert '"raw_text", "text": "<!channel>"' in said, "where nothing means anything to Slack"
    assert "Before (October 2026): no sessions" in said


def test_of_few_sessions_the_channel_is_told_that_they_are_few() -> None:
    one = counted().sums.tallies[:1]
    few = counted(sums=Sums(tallies=one, lengths=()))
    said = fits(report_for_all.account(Account(to=None, counted=few)))
    assert "Fewer than 5 sessions" in said
    assert "booked" not in said


def test_a_button_carries_all_of_a_report_and_any_name() -> None:
    shown = Report.of(counted(provider="U0LEE", clinic="A|B"))
    assert blocks.asked(blocks.value(shown, "stretch")) == (NOVEMBER, "U0LEE", "stretch", "A|B")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("november Bayside", ("Bayside", "november")),
        ("last week at bayside", ("Bayside", "last week")),
        ("Bayside last week", ("Bayside", "last week")),
        ("Bayside", ("Bayside", "")),
        ("last week Bayside North", ("Bayside North", "last week")),
        ("last week", (None, "last week")),
        ("", (None, "")),
    ],
)
def test_a_name_of_the_clinic_stands_at_an_end(words: str, found: tuple[str | None, str]) -> None:
    assert _named(words, ("Bayside", "Bayside North")) == found


async def test_the_readme_shows_a_report_as_it_is() -> None:
    """Pixels differ from machine to machine: what is drawn lies beside the picture, with its hash."""
    shown = drawing(Report.of(counted()), PictureWords(), "November 2026")
    beside = PICTURE.with_suffix(".txt")
    if IS_TAKING:
        PICTURE.write_bytes(await Pictures().of(shown))
        beside.write_text(f"{_hash()}\n{json.dumps(shown)}\n")
    assert beside.read_text() == f"{_hash()}\n{json.dumps(shown)}\n", "stale: `make pictures` draws it anew"


def _hash() -> str:
    return hashlib.sha256(PICTURE.read_bytes()).hexdigest()
