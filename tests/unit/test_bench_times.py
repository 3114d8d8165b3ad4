"""The benchmark's adapter says what was read in the benchmark's own terms."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bench.answers import rrule
from bench.judge import Verdict, judge
from bench.times import answer
from bot.times.reading import Freq, Recurrence

ROOT = Path(__file__).resolve().parents[2]
WEDNESDAY_10AM = "2026-11-25T10:00:00"
NEW_YORK = "America/New_York"


def item(
    phrase: str, tz: str | None = NEW_YORK, lang: str = "en", ref: str = WEDNESDAY_10AM
) -> dict[str, Any]:
    return {"id": "1", "phrase": phrase, "ref": ref, "tz": tz, "lang": lang}


@pytest.mark.parametrize(
    ("asked", "start", "flags"),
    [
        (item("tomorrow 3pm"), "2026-11-26T15:00:00-05:00", []),
        (item("tomorrow 3pm", tz=None), "2026-11-26T15:00:00", []),
        (item("tomorrow 3pm ET", tz=None), "2026-11-26T15:00:00-05:00", []),
        (item("2026-12-03T15:00+02:00", tz=None), "2026-12-03T13:00:00+00:00", []),
        (item("2026-12-03 15:00", tz=None), "2026-12-03T15:00:00", []),
        (item("tomorrow 3pm", tz="-02:00"), "2026-11-26T15:00:00-02:00", []),
        (item("tomorrow 3pm", tz="+05:30"), "2026-11-26T15:00:00+05:30", []),
        (item("in 2 hours", tz="+00:00", ref="2026-11-25T10:00:00.000Z"), "2026-11-25T12:00:00+00:00", []),
        (item("3/12 at 4pm", tz=None, lang="en-GB"), "2026-12-03T16:00:00", []),
        (item("mañana a las 15:30", tz=None, lang="es"), "2026-11-26T15:30:00", []),
        (item("demain à 15h30", tz=None, lang="fr"), "2026-11-26T15:30:00", []),
        (item("friday"), "2026-11-27T00:00:00-05:00", ["need-time"]),
        (item("friday", tz=None), "2026-11-27T00:00:00", ["need-time"]),
        (item("1:30am november 7 2027"), None, ["dst-fold"]),
        (item("feb 30 at 3pm"), None, ["invalid-date"]),
        (item("hello"), None, []),
        (item("/room book friday 10am"), "2026-11-27T10:00:00-05:00", []),
        (item("reschedule 3f9c1a2b to monday 9am"), "2026-11-30T09:00:00-05:00", []),
    ],
    ids=lambda value: value["phrase"] if isinstance(value, dict) else None,
)
def test_a_phrase_is_answered(asked: dict[str, Any], start: str | None, flags: list[str]) -> None:
    told = answer(asked)
    assert (told["start"], told["flags"], told.get("fields")) == (start, flags, None)


@pytest.mark.parametrize(
    ("phrase", "fields"),
    [
        ("tomorrow 3pm with pat@example.com", {"email": "pat@example.com", "contacts": ["pat@example.com"]}),
        (
            "/room book fri 10am for jane 312-555-0142 ref 1042",
            {"phone": "312-555-0142", "contacts": ["312-555-0142"], "who": "jane", "reference": "1042"},
        ),
        (
            "schedule monday 9am with Pat Doe, (202) 555-0143 and <mailto:pat@example.com|pat@example.com>",
            {
                "email": "pat@example.com",
                "phone": "(202) 555-0143",
                "contacts": ["(202) 555-0143", "pat@example.com"],
                "who": "Pat Doe",
            },
        ),
    ],
)
def test_what_else_a_command_says_is_told(phrase: str, fields: dict[str, object]) -> None:
    assert answer(item(phrase))["fields"] == fields


def test_a_rule_is_told_in_the_terms_of_the_benchmark() -> None:
    rule = Recurrence(
        freq=Freq.MONTHLY,
        interval=2,
        weekdays=((0, None), (4, 1), (4, -1)),
        month_days=(15, -1),
        begins=date(2026, 12, 1),
        until=date(2027, 6, 30),
        total=6,
        at=time(15, 5),
    )
    assert rrule(rule) == {
        "freq": "MONTHLY",
        "interval": 2,
        "byday": "MO,1FR,-1FR",
        "bymonthday": "15,-1",
        "count": 6,
        "until": "20270630",
        "time": "15:05",
        "dtstart": "20261201",
    }


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"start": "2026-11-26T15:00:30-05:00"}, Verdict.RIGHT),
        ({"start": "2026-11-26T20:00:00+00:00"}, Verdict.RIGHT),
        ({"start": "2026-11-26T15:01:00"}, Verdict.WRONG),
        ({"start": "2026-11-26T00:00:00", "flags": ["need-time"]}, Verdict.ASKED),
        ({"start": None}, Verdict.ASKED),
    ],
)
def test_an_answer_is_right_to_the_minute_wrong_or_no_answer(told: dict[str, Any], verdict: Verdict) -> None:
    expected = {"class": "instant", "expected": "2026-11-26T15:00:00"}
    assert judge({**item("tomorrow 3pm"), **expected}, told) is verdict


def test_rules_are_compared_by_what_they_say() -> None:
    wanted = {"freq": "WEEKLY", "interval": 1, "byday": "MO,WE", "time": "17:00"}
    expected = {**item("mon and wed at 5pm"), "class": "recurrence", "expected": None, "rrule": wanted}
    theirs = {"BYDAY": "WE,MO", "BYHOUR": "17", "BYMINUTE": "0", "FREQ": "weekly"}
    assert judge(expected, {"start": None, "rrule": theirs}) is Verdict.RIGHT
    assert judge(expected, {"start": None, "rrule": {**theirs, "COUNT": "3"}}) is Verdict.WRONG


def test_each_line_is_answered_before_the_next_is_waited_for() -> None:
    command = [sys.executable, "-m", "bench.times", "--jsonl"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, encoding="utf8", **pipes) as bench:  # type: ignore[call-overload]
        for number, phrase in enumerate(("tomorrow 3pm", "mañana", "friday noon")):
            print(json.dumps({**item(phrase), "id": str(number)}), file=bench.stdin, flush=True)
            told = json.loads(bench.stdout.readline())
            assert told["id"] == str(number)
        bench.stdin.close()
        assert bench.wait(timeout=10) == 0
