"""What is asked back instead of guessed, and what is offered with the question."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.times import Instant, Question, Reading, Reason, read

NEW_YORK = "America/New_York"
WEDNESDAY_10AM = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def said(words: str, *, now: datetime = WEDNESDAY_10AM, locale: str = "en-US") -> Reading:
    return read(words, now=now, zone=NEW_YORK, locale=locale)


def offered(question: Question) -> list[str]:
    """The options as local times."""
    return [at.astimezone(ZoneInfo(question.zone)).strftime("%m-%d %H:%M") for at in question.options]


def hours(question: Question) -> list[int]:
    return [at.astimezone(ZoneInfo(question.zone)).hour for at in question.options]


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [
        ("friday", date(2026, 11, 27), list(range(8, 18))),
        ("tomorrow morning", date(2026, 11, 26), [8, 9, 10, 11]),
        ("friday afternoon", date(2026, 11, 27), [12, 13, 14, 15, 16, 17]),
        ("today", date(2026, 11, 25), [11, 12, 13, 14, 15, 16, 17]),
        ("Dec 3rd", date(2026, 12, 3), list(range(8, 18))),
        ("12/3", date(2026, 12, 3), list(range(8, 18))),
        ("2 days from now", date(2026, 11, 27), list(range(8, 18))),
        ("the day after tomorrow", date(2026, 11, 27), list(range(8, 18))),
        ("tonight", date(2026, 11, 25), [18, 19, 20, 21]),
    ],
)
def test_a_day_without_an_hour_keeps_the_day_and_offers_hours_to_come(
    words: str, day: date, expected: list[int]
) -> None:
    question = said(words)
    assert isinstance(question, Question)
    assert (question.reason, question.day, hours(question)) == (Reason.NEED_TIME, day, expected)


@pytest.mark.parametrize(
    ("words", "reason", "options"),
    [
        ("today 9am", Reason.PAST, ["11-26 09:00", "11-27 09:00"]),
        ("yesterday 3pm", Reason.PAST, ["11-25 15:00", "11-26 15:00"]),
        ("last friday 3pm", Reason.PAST, ["11-25 15:00", "11-26 15:00"]),
        ("2026-11-24T15:00Z", Reason.PAST, []),
        ("an hour ago", Reason.PAST, []),
        ("Friday Dec 3 3pm", Reason.WEEKDAY_MISMATCH, ["12-03 15:00", "12-04 15:00"]),
        ("thu 15th 3pm", Reason.WEEKDAY_MISMATCH, ["12-15 15:00", "12-17 15:00", "04-15 15:00"]),
        ("2pm 3pm", Reason.MULTIPLE, ["11-25 14:00", "11-25 15:00"]),
        ("3pm or 4pm tomorrow", Reason.MULTIPLE, ["11-26 15:00", "11-26 16:00"]),
        ("tomorrow at 3 or 4", Reason.MULTIPLE, ["11-26 15:00", "11-26 16:00"]),
        ("tomorrow or friday 3pm", Reason.MULTIPLE, ["11-26 15:00", "11-27 15:00"]),
        ("tomorrow 3pm and friday 4pm", Reason.MULTIPLE, ["11-26 15:00", "11-27 16:00"]),
        ("fri 5pm, mon 3pm and tue 4pm", Reason.MULTIPLE, ["11-27 17:00", "11-30 15:00", "12-01 16:00"]),
        ("3pm monday or 4pm tuesday", Reason.MULTIPLE, ["11-30 15:00", "12-01 16:00"]),
        ("mon and fri 3pm, tue 5pm", Reason.MULTIPLE, ["11-27 15:00", "11-30 15:00", "12-01 17:00"]),
        ("dec 7 3-4pm, dec 9 4pm ET", Reason.MULTIPLE, ["12-07 15:00", "12-09 16:00"]),
        ("tonight at 8 or friday morning at 9", Reason.MULTIPLE, ["11-25 20:00", "11-27 09:00"]),
        ("viernes 5pm y lunes 3pm", Reason.MULTIPLE, ["11-27 17:00", "11-30 15:00"]),
        ("mon 3pm and feb 30 4pm", Reason.INVALID_DATE, []),
        ("today 9am and fri 3pm", Reason.MULTIPLE, []),
        ("mon and tue 3pm or 4pm", Reason.MULTIPLE, []),
        ("tue and thu at 4pm", Reason.MULTIPLE, ["11-26 16:00", "12-01 16:00"]),
        ("feb 30 3pm", Reason.INVALID_DATE, []),
        ("2/30 3pm", Reason.INVALID_DATE, []),
        ("2026-13-01 15:00", Reason.INVALID_DATE, []),
        ("december 3rd 2500 3pm", Reason.INVALID_DATE, []),
        ("in 9999 years", Reason.INVALID_DATE, []),
        ("wednesday 3pm", Reason.AMBIGUOUS, ["11-25 15:00", "12-02 15:00"]),  # said on a Wednesday
        ("tomorrow at midnight", Reason.AMBIGUOUS, ["11-26 00:00", "11-27 00:00"]),
        ("tomorrow 12am", Reason.AMBIGUOUS, ["11-26 00:00", "11-27 00:00"]),
        ("10am tonight", Reason.AMBIGUOUS, ["11-25 10:00", "11-25 22:00"]),
        ("15:30 am tomorrow", Reason.AMBIGUOUS, []),
    ],
)
def test_a_doubt_is_asked_with_its_answers(words: str, reason: Reason, options: list[str]) -> None:
    question = said(words)
    assert isinstance(question, Question)
    assert (question.reason, offered(question)) == (reason, options)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en-US", ["03-04 15:00"]), ("en-GB", ["04-03 15:00"]), ("en-CA", ["03-04 15:00", "04-03 15:00"])],
)
def test_the_order_of_a_date_is_the_places_or_asked(locale: str, expected: list[str]) -> None:
    reading = said("03/04 3pm", locale=locale)
    if isinstance(reading, Instant):
        assert [reading.at.astimezone(ZoneInfo(NEW_YORK)).strftime("%m-%d %H:%M")] == expected
    else:
        assert isinstance(reading, Question)
        assert (reading.reason, offered(reading)) == (Reason.AMBIGUOUS, expected)


def test_next_week_with_a_clock_offers_its_working_days() -> None:
    question = said("next week at 3pm")
    assert isinstance(question, Question)
    assert (question.reason, question.day) == (Reason.AMBIGUOUS, None)
    assert offered(question) == [f"{day} 15:00" for day in ("11-30", "12-01", "12-02", "12-03", "12-04")]


def test_a_number_after_a_weekday_that_is_its_date_is_not_taken_for_the_hour() -> None:
    tuesday_the_eighth = said("tuesday 8", now=datetime(2026, 12, 3, 15, 0, tzinfo=UTC))
    assert isinstance(tuesday_the_eighth, Question)
    assert tuesday_the_eighth.day == date(2026, 12, 8)


def test_a_question_keeps_what_is_not_time() -> None:
    assert said("friday with pat@example.com").rest == "with pat@example.com"
