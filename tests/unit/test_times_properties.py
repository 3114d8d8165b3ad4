"""What must hold for every zone, every change of the clocks, and whatever is typed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.times import Instant, NotUnderstood, Question, Reading, Reason, Series, read, say

pytestmark = pytest.mark.no_cover  # what they pass through is measured elsewhere: here it is how often

MINUTE = timedelta(minutes=1)
NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TWO_YEARS = 2 * 365 * 24 * 60
ZONES = tuple(sorted(available_timezones() - {"localtime", "posixrules", "Factory"}))


class Change(NamedTuple):
    """The clocks of a zone jump at `at` from one offset to another."""

    zone: str
    at: datetime
    before: timedelta
    after: timedelta

    def wall(self, shift: timedelta) -> datetime:
        """What a clock with this offset shows at the jump."""
        return self.at.replace(tzinfo=None) + shift


def offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def changes_of(name: str) -> Iterator[Change]:
    """Every jump of the offset in 2026-2029, to the minute; a new name for the same offset is none."""
    zone, at, end = ZoneInfo(name), datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    known = offset(zone, at)
    while at < end:
        at += timedelta(days=2)
        found = offset(zone, at)
        if found != known:
            yield Change(name, first_minute_of(found, zone, at), known, found)
            known = found


def first_minute_of(found: timedelta, zone: ZoneInfo, at: datetime) -> datetime:
    """The minute within the two days before `at` from which on the offset is the one that was found."""
    low, high = 0, 2 * 24 * 60
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if offset(zone, at - middle * MINUTE) != found else (middle, high)
    return at - low * MINUTE


@lru_cache(maxsize=1)
def changes() -> tuple[Change, ...]:
    return tuple(change for zone in ZONES for change in changes_of(zone))


def read_wall(wall: datetime, change: Change) -> Reading:
    return read(f"{wall:%Y-%m-%d %H:%M}", now=change.at - timedelta(days=3), zone=change.zone)


def heard(at: datetime, zone: str, now: datetime = WEDNESDAY_10AM) -> str | None:
    """None if what is said is read as the same instant, else what was said and what was read."""
    said = say(at, zone, now=now)
    reading = read(said, now=now, zone=zone)
    return None if isinstance(reading, Instant) and reading.at == at else f"{said} -> {reading}"


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(minutes=st.integers(min_value=1, max_value=TWO_YEARS), zone=st.sampled_from(ZONES))
def test_what_is_said_is_read_as_the_same_instant(minutes: int, zone: str) -> None:
    assert heard(WEDNESDAY_10AM + minutes * MINUTE, zone) is None


def test_what_is_said_is_read_as_the_same_instant_in_every_zone() -> None:
    chance = random.Random(597)  # noqa: S311 - a fixed seed, for the same minutes every time
    wrong = []
    for zone in ZONES:
        for month in range(0, 24, 3):
            at = WEDNESDAY_10AM + timedelta(days=30 * month, minutes=chance.randint(1, 30 * 24 * 60))
            wrong.append(heard(at, zone))
    assert not [why for why in wrong if why]


def test_the_abbreviation_or_offset_settles_both_passes_of_an_hour_that_comes_twice() -> None:
    wrong = []
    for change in changes():
        now = change.at - timedelta(days=3)
        wrong += [heard(change.at + shift * MINUTE, change.zone, now) for shift in (-17, 17)]
    assert not [why for why in wrong if why]


def test_a_time_that_the_clocks_jump_over_is_asked_about() -> None:
    gaps = [change for change in changes() if change.after > change.before]
    assert len(gaps) > 700
    for change in gaps:
        first, last = change.wall(change.before), change.wall(change.after) - MINUTE
        for wall in (first, first + (last - first) // 2 // MINUTE * MINUTE, last):
            reading = read_wall(wall, change)
            assert isinstance(reading, Question), (change, wall, reading)
            assert reading.reason is Reason.DST_GAP, (change, wall, reading)


def test_a_time_that_comes_twice_is_asked_about_with_both_instants() -> None:
    folds = [change for change in changes() if change.after < change.before]
    assert len(folds) > 700
    for change in folds:
        first, last = change.wall(change.after), change.wall(change.before) - MINUTE
        for wall in (first, first + (last - first) // 2 // MINUTE * MINUTE, last):
            both = tuple((wall - shift).replace(tzinfo=UTC) for shift in (change.before, change.after))
            reading = read_wall(wall, change)
            assert isinstance(reading, Question), (change, wall, reading)
            assert (reading.reason, reading.options) == (Reason.DST_FOLD, both), (change, wall)


def test_the_minutes_next_to_a_change_are_sure() -> None:
    for change in changes():
        low, high = sorted((change.before, change.after))
        before, after = change.wall(low) - MINUTE, change.wall(high)
        for wall, shift in ((before, change.before), (after, change.after), (after + MINUTE, change.after)):
            reading = read_wall(wall, change)
            assert isinstance(reading, Instant), (change, wall, reading)
            assert reading.at == (wall - shift).replace(tzinfo=UTC), (change, wall, reading)


WORDS = """
tomorrow today tonight yesterday monday fri next this last every other each weekly daily until except weekdays
weeks days hours min month year in at on to till from between and or for of the a an half quarter past before
after ago now noon midnight morning evening am pm a.m. p o'clock ish first 3rd 31st dec February 2026 2/30
12/3 3-4 3-4pm 15:30 24:00 1530 8.30 15h 7 99 0 - – , / : . ; ( ) ! ? ' " @ # * < … EST PDT ET UTC+3 Z Tokyo
2026-12-03T15:00Z 2026-02-29 <@U1> <#C1|room> <!here> <mailto:pat@example.com|pat@example.com> pat@example.com
<!date^1796299200^x|y> ref room with mañana demain à morgen um Uhr cada martes tous les lundis 今天
明天下午3点 завтра غدا ٣ ² ½ 😀 thanksgiving christmas eow asap twice x3 10 times
"""
FRAGMENTS = (
    *WORDS.split(),
    *("\0", "\x1b", "\u200b", "\u202e", "\ud800", "\n", "\t", "\u3000"),
    *("(New York)", "+1 202 555 0143", "ref A-1207", "a las 3", "15 Uhr", "à 15h"),
)
"""Words about time, and what else stands in a message to a bot."""


def fuzz(chance: random.Random) -> str:
    """A text of fragments, sometimes with its characters disturbed; every tenth is any characters at all."""
    if chance.random() < 0.1:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 30)))
    words = chance.choice((" ", " ", " ", "", "  ")).join(chance.choices(FRAGMENTS, k=chance.randint(1, 6)))
    if words and chance.random() < 0.2:
        at = chance.randrange(len(words))
        return words[:at] + chr(chance.randrange(0x250)) + words[at + chance.randint(0, 2) :]
    return words


def is_sound(at: datetime) -> bool:
    return at.tzinfo is UTC and at.second == 0 and at.microsecond == 0


def flaw(reading: Reading, now: datetime) -> str | None:
    """What no reading may be, whatever was typed."""
    if not isinstance(reading.rest, str):
        return "rest"
    if isinstance(reading, NotUnderstood):
        return None
    if isinstance(reading, Question):
        is_told = reading.meant is None or is_sound(reading.meant)
        return None if is_told and all(is_sound(at) and at >= now for at in reading.options) else "options"
    if isinstance(reading, Series):
        is_in_order = list(reading.starts) == sorted(set(reading.starts)) and bool(reading.starts)
        return None if is_in_order and all(is_sound(at) and at >= now for at in reading.starts) else "starts"
    ends = reading.ends is None or (is_sound(reading.ends) and reading.ends > reading.at)
    times = (reading.at, *reading.others)
    return None if ends and all(is_sound(at) and at >= now for at in times) else "instant"


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_texts_raise_nothing_and_give_sound_readings(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a fixed seed, for the same texts every time
    for _ in range(10_000):
        words = fuzz(chance)
        now = WEDNESDAY_10AM + chance.randrange(TWO_YEARS) * MINUTE
        locale = chance.choice(("en-US", "en-GB", "es-ES", "fr-FR", "de-DE"))
        reading = read(words, now=now, zone=chance.choice((NEW_YORK, "UTC", "Asia/Kolkata")), locale=locale)
        assert flaw(reading, now) is None, (words, now, locale, reading)


DAYS = (
    *("tomorrow", "friday", "next monday", "this thursday", "dec 3", "December 3rd", "3 december 2027"),
    *("12/3", "2026-12-03", "in 3 days", "the day after tomorrow", "on the 5th", "a week from friday"),
)
CLOCKS = (
    *("3pm", "3:30 pm", "9 a.m.", "15:30", "noon", "half past 2", "quarter to 4", "9 o'clock", "at 3:15"),
    *("seven thirty pm", "3pm ET", "8:15 am PST"),
)
SPACES = st.text(alphabet=" \t\n\u00a0\u3000", min_size=1, max_size=3)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(
    day=st.sampled_from(DAYS),
    clock=st.sampled_from(CLOCKS),
    is_day_first=st.booleans(),
    case=st.sampled_from((str.lower, str.upper, str.title)),
    space=SPACES,
    around=st.sampled_from(("", " ", "\n")),
    end=st.sampled_from(("", ".", "!", "?", "!!", " .", ",", "...", "…")),
)
def test_case_spaces_and_the_end_of_a_sentence_change_nothing(
    *, day: str, clock: str, is_day_first: bool, case: object, space: str, around: str, end: str
) -> None:
    plain = " ".join((day, clock) if is_day_first else (clock, day))
    assert callable(case)
    dressed = around + case(plain).replace(" ", space) + end + around
    wanted = read(plain, now=WEDNESDAY_10AM, zone=NEW_YORK)
    reading = read(dressed, now=WEDNESDAY_10AM, zone=NEW_YORK)
    assert isinstance(wanted, Instant), plain
    assert reading._replace(rest="") == wanted._replace(rest=""), dressed
    assert not reading.rest.strip(" .,!?…"), dressed
