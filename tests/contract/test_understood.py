"""What the README says people can type is read as it says there: each row of its table is a test."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import times

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf8")
TABLE = README.partition("<!-- understood -->")[2].partition("<!-- /understood -->")[0]
ROWS = re.findall(r"^\| (`.+`) \| (.+) \|$", TABLE, re.MULTILINE)
CASES = [(words, told) for typed, told in ROWS for words in re.findall(r"`([^`]+)`", typed)]


@pytest.mark.parametrize(("words", "told"), CASES)
def test_a_row_of_the_readme_is_read_as_it_says(words: str, told: str) -> None:
    assert tell(times.read(words, now=WEDNESDAY_10AM, zone=NEW_YORK)) == told


def test_the_readme_has_all_kinds_of_rows() -> None:
    assert len(CASES) >= 40
    assert {told.partition(" ")[0] for _, told in CASES} >= {"asked:", "series:"}


def tell(reading: times.Reading) -> str:
    """A reading as the README writes it."""
    assert not reading.rest
    match reading:
        case times.Instant(at=at, zone=zone, ends=ends):
            until = f", until {times.say_clock(ends, zone)}" if ends else ""
            return times.say_short(at, zone, now=WEDNESDAY_10AM) + until
        case times.Series(starts=starts, zone=zone, is_cut=is_cut):
            first = times.say_short(starts[0], zone, now=WEDNESDAY_10AM)
            return f"series: {'endless' if is_cut else len(starts)}, first {first}"
        case times.Question(reason=reason, options=options, zone=zone):
            offered = [times.say_short(at, zone, now=WEDNESDAY_10AM) for at in options[:2]]
            return f"asked: {reason.value}{' – ' if offered else ''}{' or '.join(offered)}"
        case _:
            return "not understood"
