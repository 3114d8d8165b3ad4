"""Words for a series: the rule they mean, its starts on the clocks of a zone, and what must be asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.times import (
    MOST_SESSIONS,
    Freq,
    Instant,
    NotUnderstood,
    Question,
    Reading,
    Reason,
    Recurrence,
    Series,
    read,
)

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
MARCH_FIRST = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
MON, TUE, WED, THU, FRI, SAT, SUN = ((day, None) for day in range(7))


def said(words: str, *, now: datetime = WEDNESDAY_10AM, zone: str = NEW_YORK) -> Reading:
    return read(words, now=now, zone=zone)


def series(words: str, *, now: datetime = WEDNESDAY_10AM, zone: str = NEW_YORK) -> Series:
    reading = said(words, now=now, zone=zone)
    assert isinstance(reading, Series), reading
    return reading


def question(words: str, *, now: datetime = WEDNESDAY_10AM) -> Question:
    reading = said(words, now=now)
    assert isinstance(reading, Question), reading
    return reading


def walls(reading: Series) -> list[str]:
    """The local starts, as they would be typed in ISO."""
    return [f"{at.astimezone(ZoneInfo(reading.zone)):%Y-%m-%d %H:%M}" for at in reading.starts]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("daily", Recurrence(freq=Freq.DAILY)),
        ("every other day", Recurrence(freq=Freq.DAILY, interval=2)),
        ("every morning", Recurrence(freq=Freq.DAILY)),
        ("mornings", Recurrence(freq=Freq.DAILY)),
        ("tuesdays", Recurrence(freq=Freq.WEEKLY, weekdays=(TUE,))),
        ("tuesday mornings", Recurrence(freq=Freq.WEEKLY, weekdays=(TUE,))),
        ("every mon, wed and fri", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, WED, FRI))),
        ("mon/thu every week", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, THU))),
        ("every mon thru wed", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, TUE, WED))),
        ("saturdays through mondays", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, SAT, SUN))),
        ("daily mon-fri", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, TUE, WED, THU, FRI))),
        ("every weekday", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, TUE, WED, THU, FRI))),
        ("every other weekend", Recurrence(freq=Freq.WEEKLY, interval=2, weekdays=(SAT, SUN))),
        ("alternate fridays", Recurrence(freq=Freq.WEEKLY, interval=2, weekdays=(FRI,))),
        ("every 5th friday", Recurrence(freq=Freq.WEEKLY, interval=5, weekdays=(FRI,))),
        ("biweekly on tue", Recurrence(freq=Freq.WEEKLY, interval=2, weekdays=(TUE,))),
        ("every fortnight on tue", Recurrence(freq=Freq.WEEKLY, interval=2, weekdays=(TUE,))),
        ("once a week on sunday", Recurrence(freq=Freq.WEEKLY, weekdays=(SUN,))),
        ("twice a week on tue and thu", Recurrence(freq=Freq.WEEKLY, weekdays=(TUE, THU))),
        ("every week on the 4th day", Recurrence(freq=Freq.WEEKLY, weekdays=(WED,))),
        ("every first friday", Recurrence(freq=Freq.MONTHLY, weekdays=((4, 1),))),
        ("every 5th friday of the month", Recurrence(freq=Freq.MONTHLY, weekdays=((4, 5),))),
        ("2nd and last fri of each month", Recurrence(freq=Freq.MONTHLY, weekdays=((4, -1), (4, 2)))),
        ("last friday monthly", Recurrence(freq=Freq.MONTHLY, weekdays=((4, -1),))),
        ("2nd to last mon of every other month", Recurrence(Freq.MONTHLY, 2, weekdays=((0, -2),))),
        ("monthly on the 15th", Recurrence(freq=Freq.MONTHLY, month_days=(15,))),
        ("the 4th and 10th of every 3rd month", Recurrence(Freq.MONTHLY, 3, month_days=(4, 10))),
        ("end of each month", Recurrence(freq=Freq.MONTHLY, month_days=(-1,))),
        ("every month at the start", Recurrence(freq=Freq.MONTHLY, month_days=(1,))),
        ("last day of every month", Recurrence(freq=Freq.MONTHLY, month_days=(-1,))),
        ("quarterly", Recurrence(freq=Freq.MONTHLY, interval=3)),
        ("every march 3", Recurrence(freq=Freq.YEARLY, begins=date(2027, 3, 3))),
        ("daily except weekends", Recurrence(freq=Freq.WEEKLY, weekdays=(MON, TUE, WED, THU, FRI))),
    ],
)
def test_how_often_is_a_rule_and_the_hour_is_asked(words: str, rule: Recurrence) -> None:
    reading = question(words)
    assert (reading.reason, reading.recurrence) == (Reason.NEED_TIME, rule)


@pytest.mark.parametrize(
    ("words", "begins", "until", "total"),
    [
        ("every tuesday 3pm x8", None, None, 8),
        ("8 sessions every tuesday 3pm", None, None, 8),
        ("every day twice at 3pm", None, None, 2),
        ("tue and thu at 4pm x8", None, None, 8),
        ("every tuesday 3pm until march 1", None, date(2027, 3, 1), None),
        ("daily 9am until friday", None, date(2026, 11, 27), None),
        ("every tuesday 3pm until march", None, date(2027, 3, 1), None),
        ("every tuesday 3pm through march", None, date(2027, 3, 31), None),
        ("every tuesday 3pm until the end of march", None, date(2027, 3, 31), None),
        ("every tuesday 3pm until next month", None, date(2026, 12, 1), None),
        ("every tuesday 3pm until 2027", None, date(2026, 12, 29), None),
        ("every tuesday 3pm for 6 weeks", None, None, 6),
        ("every tuesday 3pm for the next 6 weeks", None, date(2027, 1, 6), None),
        ("every tuesday 3pm starting dec 7 for 3 times", date(2026, 12, 7), None, 3),
        ("starting in april, daily 3pm until march", date(2027, 4, 1), date(2028, 3, 1), None),
        ("every tuesday 3pm in december", date(2026, 12, 1), date(2026, 12, 29), None),
        ("tomorrow through sunday 3pm", date(2026, 11, 26), date(2026, 11, 29), None),
        ("dec 1 - dec 5 at 3pm", date(2026, 12, 1), date(2026, 12, 5), None),
        ("dec 1-5 at 3pm", date(2026, 12, 1), date(2026, 12, 5), None),
        ("next 3 tuesdays 3pm", None, None, 3),
    ],
)
def test_bounds_are_no_days_of_the_session(
    words: str, begins: date | None, until: date | None, total: int | None
) -> None:
    rule = series(words).recurrence
    assert (rule.begins, rule.until, rule.total) == (begins, until, total)


def test_six_weeks_of_a_weekly_series_are_six_sessions() -> None:
    assert len(series("every tuesday 3pm for 6 weeks").starts) == 6
    assert len(series("every tue and thu 3pm for 6 weeks").starts) == 12


def test_the_last_day_is_part_of_it_and_the_first_may_be_later_today() -> None:
    reading = series("daily 3pm until friday")
    assert walls(reading) == ["2026-11-25 15:00", "2026-11-26 15:00", "2026-11-27 15:00"]
    assert not reading.is_cut


def test_every_other_week_counts_from_the_first_session_to_come() -> None:
    assert walls(series("every other monday 9am x2")) == ["2026-11-30 09:00", "2026-12-14 09:00"]
    assert walls(series("every other wed 9am x2")) == ["2026-12-02 09:00", "2026-12-16 09:00"]


def test_three_pm_stays_three_pm_when_the_clocks_change() -> None:
    reading = series("every tuesday 3pm x4", now=MARCH_FIRST)
    assert walls(reading) == [f"2027-03-{day:02} 15:00" for day in (2, 9, 16, 23)]
    assert reading.starts[2] - reading.starts[1] == timedelta(days=7, hours=-1)


def test_an_abbreviation_means_the_wall_clock_of_its_place() -> None:
    reading = series("every tuesday 3pm EST x4", now=MARCH_FIRST, zone="America/Denver")
    assert (reading.zone, walls(reading)[-1]) == (NEW_YORK, "2027-03-23 15:00")


def test_a_start_that_the_clocks_skip_moves_an_hour_and_is_told() -> None:
    reading = series("every sunday 2:30am x3", now=MARCH_FIRST)
    assert walls(reading) == ["2027-03-07 02:30", "2027-03-14 03:30", "2027-03-21 02:30"]
    assert reading.moved == (datetime(2027, 3, 14, 7, 30, tzinfo=UTC),)


def test_of_an_hour_that_comes_twice_the_first_is_taken() -> None:
    reading = series("every day 1:30am x2", now=datetime(2026, 11, 1, 4, 0, tzinfo=UTC))
    assert reading.starts[0] == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("words", ["daily 3pm", "daily 3pm x100", "every tuesday 3pm until 2030"])
def test_a_long_series_is_cut_and_says_so(words: str) -> None:
    reading = series(words)
    assert (len(reading.starts), reading.is_cut) == (MOST_SESSIONS, True)


def test_a_series_of_just_the_limit_is_whole() -> None:
    assert not series(f"daily 3pm {MOST_SESSIONS} times").is_cut


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("9am every sunday", time(9)),
        ("every tuesday 3-4pm", time(15)),
        ("every night at 9", time(21)),
        ("tuesdays 3", time(15)),
        ("mondays 9 pm", time(21)),
        ("every tuesday at 7", time(7)),
        ("daily at midnight", time(0)),
        ("tuesday at 3pm for 30 minutes, weekly", time(15)),
    ],
)
def test_clocks_are_read_as_elsewhere(words: str, at: time) -> None:
    assert series(words).recurrence.at == at


@pytest.mark.parametrize(
    ("words", "reason", "day"),
    [
        ("every tuesday", Reason.NEED_TIME, date(2026, 12, 1)),
        ("tuesdays at 3pm and at 5pm", Reason.MULTIPLE, None),
        ("every day at 10, 12 and 17", Reason.MULTIPLE, None),
        ("every tuesday 3pm in march and april", Reason.MULTIPLE, None),
        ("every tuesday 3pm until feb 30", Reason.INVALID_DATE, None),
        ("every tuesday 3pm until yesterday", Reason.PAST, date(2026, 11, 24)),
        ("daily 3pm starting 1926-01-01", Reason.PAST, date(1926, 1, 1)),
        ("dec 1-5 at 3pm except in december", Reason.AMBIGUOUS, None),
        ("weekly 3pm", Reason.AMBIGUOUS, None),
        ("every tuesday at midnight", Reason.AMBIGUOUS, date(2026, 12, 1)),
    ],
)
def test_what_a_rule_does_not_settle_is_asked(words: str, reason: Reason, day: date | None) -> None:
    reading = question(words)
    assert (reading.reason, reading.day) == (reason, day)


@pytest.mark.parametrize(
    "words",
    [
        *("twice weekly", "3 times a week at 9am", "every hour", "once in a while", "mon-fri 9am"),
        *("every tuesday before 3pm", "every tuesday in 2 hours", "every tuesday 3pm until further notice"),
        *("first business day of every month 9am", "31st weekdays 9am", "every 6th and 7th friday 9am"),
        "every friday of every other month 3pm",
    ],
)
def test_a_series_that_nobody_can_be_sure_of_is_not_understood(words: str) -> None:
    assert isinstance(said(words), NotUnderstood)


@pytest.mark.parametrize(
    "words",
    [
        *("monthly on the 0 at 3pm", "every month on the 0th at 3pm", "every 0 weeks on monday 3pm"),
        *("every 0th friday 3pm", "every 0 days at 3pm", "3pm 0th friday in december"),
    ],
)
def test_no_series_and_no_day_is_counted_from_zero(words: str) -> None:
    reading = said(words)
    assert not isinstance(reading, Series | Instant) or "0" in reading.rest


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("6 weekly sessions on mondays 3pm", "mondays 3pm x6"),
        ("6 weekly visits 3pm from monday", "weekly from monday 3pm x6"),
        ("every noon", "daily at noon"),
        ("every monday 3pm until the end of the month", "every monday 3pm until nov 30"),
        ("every monday 3pm through the end of 2027", "every monday 3pm until dec 27 2027"),
        ("every monday 3pm the next 6 weeks", "every monday 3pm for the next 6 weeks"),
        ("every monday 3pm for the month of january", "every monday 3pm in january"),
        ("every monday 3pm starting in 2 weeks", "every monday 3pm starting dec 9"),
        ("every month on the last day 3pm", "last day of every month 3pm"),
        ("monthly on day 5 at 3pm", "the 5th of every month 3pm"),
        ("every first monday and second tuesday 3pm", "first monday and second tuesday of each month 3pm"),
    ],
)
def test_other_words_for_a_series_come_to_the_same_days(words: str, same: str) -> None:
    assert series(words).starts == series(same).starts
    assert series(words).is_cut == series(same).is_cut


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("everyone tomorrow 3pm", "everyone"),
        ("every time tomorrow 3pm", "every time"),
        ("tomorrow 3pm each side 3 times", "each side 3 times"),
        ("starting tomorrow 3pm", ""),
        ("first friday of next month 3pm", ""),
    ],
)
def test_the_same_words_without_a_series_are_one_time(words: str, rest: str) -> None:
    reading = said(words)
    assert isinstance(reading, Instant)
    assert reading.rest == rest


def test_what_is_no_time_stays_in_the_rest() -> None:
    assert series("book pat@example.com every tuesday 3pm x8 ref A-12").rest == "pat@example.com ref A-12"
