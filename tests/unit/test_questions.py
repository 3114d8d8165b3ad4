"""What a person sees of a question about a time: what was read, and each answer one click away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot import times
from bot.booking import Move, Preview, quarter_hours
from bot.booking.words import read
from bot.models import Draft
from handlers.blocks import moving, preview
from handlers.sentences import mistakes, questions
from handlers.slack import Said
from tests.fakes import NOON, THREE, request, room

NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"


def asked(words: str, *, reader: str | None = NEW_YORK, zone: str = NEW_YORK, locale: str = "en-US") -> Said:
    """What is shown for words, said at NOON."""
    reading = read(words, NOON, zone, locale)
    is_open = isinstance(reading, times.Question)
    draft = Draft(
        id="d",
        request=request(),
        words=words,
        starts=() if is_open else (reading.at,),  # type: ignore[union-attr]
        zone=reading.zone,
        created=NOON,
    )
    question = reading if isinstance(reading, times.Question) else None
    return preview.preview(Preview(draft=draft, now=NOON, question=question, unread=reading.rest), reader)


def elements(said: Said, kind: str) -> list[dict[str, Any]]:
    return [each for block in said.blocks for each in block.get("elements", []) if each["type"] == kind]


def labels(said: Said) -> list[str]:
    """The answers, without Edit and Dismiss."""
    return [
        each["text"]["text"] for each in elements(said, "button") if each["action_id"].startswith("choose")
    ]


def test_a_day_asks_for_its_hour_and_has_every_quarter_of_it() -> None:
    said = asked("friday")

    assert said.text == "At what time on Friday, December 4?"
    assert labels(said)[0] == "8:00 AM EST"
    (menu,) = elements(said, "static_select")
    quarters = [each["text"]["text"] for each in menu["options"]]
    assert quarters[:2] == ["6:00 AM EST", "6:15 AM EST"]
    assert len(quarters) == 64
    assert menu["options"][-1]["value"] == "d|2026-12-05T02:45:00+00:00"
    (calendar,) = elements(said, "datepicker")
    assert calendar["placeholder"]["text"] == "Another day …", "for who means the other Friday"


def test_quarter_hours_are_those_to_come_and_know_the_clock_change() -> None:
    left = quarter_hours(date(2026, 12, 1), NEW_YORK, NOON)
    assert left[0] == NOON + timedelta(minutes=15)
    summer = quarter_hours(date(2027, 3, 14), NEW_YORK, NOON)
    assert summer[0] == datetime(2027, 3, 14, 10, 0, tzinfo=UTC), "6 AM EDT, on the day of the change"


@pytest.mark.parametrize(
    ("words", "sentence", "answers"),
    [
        ("tuesday at 3pm every week", "That is a series, and one time is needed here: which one?", 6),
        ("every tuesday", "That is a series, beginning on Tuesday, December 1. At what time?", 5),
        (
            "today 9am",
            "Tuesday, December 1, 9:00 AM EST (New York) has passed. Did you mean one of these?",
            2,
        ),
        ("yesterday", "Monday, November 30 has passed. Which day do you mean?", 0),
        (
            "march 14 2027 2:30am",
            (
                "That time does not exist on Sunday, March 14, 2027: the clocks go forward over it. "
                "Which one instead?"
            ),
            2,
        ),
        (
            "nov 7 2027 1:30am",
            (
                "That time comes twice on Sunday, November 7, 2027: the clocks go back over it. "
                "Which one do you mean?"
            ),
            2,
        ),
        (
            "friday dec 3 3pm",
            (
                "That weekday and that date do not go together: the date is Thursday, December 3. "
                "Which one do you mean?"
            ),
            2,
        ),
        ("friday midnight", "On which day at 12:00 AM EST?", 2),
        (
            "july 10 3pm EST",
            "New York time is EDT on Saturday, July 10, 2027. Which one do you mean?",
            2,
        ),
        ("feb 30 3pm", "That date is not in the calendar. Which one do you mean?", 0),
        ("next week", "On which day, and at what time?", 0),
        (
            "tomorrow 3pm or 4pm",
            "I found more than one time in that, and a room has one. Which one do you mean?",
            2,
        ),
        ("tomorrow 3pm Pat", "I could not read all of that. Did you mean this?", 1),
    ],
)
def test_each_question_says_what_was_read(words: str, sentence: str, answers: int) -> None:
    said = asked(words)

    assert said.text == sentence
    assert len(labels(said)) == answers


@pytest.mark.parametrize(
    "words", ["yesterday", "feb 30 3pm", "next week", "hello", "mon and wed 3pm or 4pm", "tuesday dec 3"]
)
def test_where_no_answer_is_likely_a_day_is_picked_from_a_calendar(words: str) -> None:
    said = asked(words)

    (calendar,) = elements(said, "datepicker")
    assert calendar["action_id"] == "choose-day"
    (row,) = [block for block in said.blocks if calendar in block.get("elements", [])]
    assert row["block_id"].startswith("d|")
    assert "pick a day" in str(said.blocks)


def test_both_sides_of_a_clock_change_are_told_apart() -> None:
    assert labels(asked("nov 7 2027 1:30am")) == [
        "1:30 AM EDT, before the clocks go back",
        "1:30 AM EST, after",
    ]
    assert labels(asked("march 14 2027 2:30am")) == [
        "1:30 AM EST, before the clocks go forward",
        "3:30 AM EDT, after",
    ]


def test_what_was_not_read_stands_in_the_message_and_never_on_a_lock_screen() -> None:
    said = asked("tomorrow 3pm for Pat <!channel>")

    assert "Not read: “for Pat &lt;!channel&gt;”. A provider is named with @" in str(said.blocks)
    assert "Pat" not in said.text


@pytest.mark.parametrize(
    ("reader", "zone", "sentence"),
    [
        (NEW_YORK, NEW_YORK, None),
        ("America/Toronto", NEW_YORK, None),
        (None, LOS_ANGELES, None),
        (NEW_YORK, LOS_ANGELES, "The buttons show Los Angeles time, 3 h behind yours."),
        (LOS_ANGELES, NEW_YORK, "The buttons show New York time, 3 h ahead of yours."),
        ("America/St_Johns", NEW_YORK, "The buttons show New York time, 1 h 30 min behind yours."),
    ],
)
def test_buttons_say_whose_clock_they_are_by_where_it_is_not_the_readers(
    reader: str | None, zone: str, sentence: str | None
) -> None:
    shown = str(asked("friday", reader=reader, zone=zone).blocks)

    assert (sentence in shown) if sentence else ("The buttons show" not in shown)


def test_a_preview_shows_the_readers_own_time_where_it_is_another() -> None:
    here = asked("tomorrow 3pm", reader=NEW_YORK).blocks[0]["text"]["text"]
    there = asked("tomorrow 3pm", reader=LOS_ANGELES).blocks[0]["text"]["text"]

    assert here == "*Wednesday, December 2, 3:00 PM EST (New York)*, in 1 day and 3 h"
    assert there.startswith(here + "\nYour time: <!date^")
    assert there.endswith("|Wednesday, December 2, 12:00 PM PST (Los Angeles)>"), (
        "the fallback names the zone"
    )


def test_a_move_shows_the_readers_own_time_too() -> None:
    shown = Move(room=room(), now=NOON, start=THREE + timedelta(hours=1))

    assert "Your time: <!date^" in str(moving.preview(shown, LOS_ANGELES).blocks)
    assert "Your time" not in str(moving.preview(shown, NEW_YORK).blocks)


@pytest.mark.parametrize("shown_end", [None, THREE + timedelta(minutes=30)])
def test_who_said_another_length_is_told_how_long_a_room_is_open(shown_end: datetime | None) -> None:
    draft = Draft(id="d", request=request(), words="", starts=(THREE,), zone=NEW_YORK, created=NOON)
    shown = preview.preview(Preview(draft=draft, now=NOON, other_end=shown_end), NEW_YORK)
    moved = moving.preview(Move(room=room(), now=NOON, start=THREE, other_end=shown_end), NEW_YORK)

    for said in (shown, moved):
        is_told = "A room is open for 60 minutes, until 4:00 PM EST." in str(said.blocks)
        assert is_told == bool(shown_end)


@pytest.mark.parametrize("reason", [*times.Reason])
def test_every_reason_can_be_asked_and_mended(reason: times.Reason) -> None:
    bare = times.Question(reason=reason, zone=NEW_YORK)
    full = bare._replace(day=date(2026, 12, 4), options=(THREE,), meant=NOON - timedelta(days=1))

    for question in (bare, full):
        assert questions.asked(question, NOON)[-1] in ".?"
    under = mistakes.unclear(reason.value)
    assert "`" in under, "an example of what to type instead"
    assert "Which" not in under, "there is no button under a field"


@pytest.mark.parametrize(
    "words", ["today 9am", "every wednesday 3pm", "thu 15th 3pm", "dec 31 2027 11:45am or 1pm"]
)
def test_a_label_is_not_cut_where_slack_may_cut_it(words: str) -> None:
    assert labels(asked(words))
    assert all(len(label) <= 31 for label in labels(asked(words)))


def test_the_other_reading_of_a_bare_hour_names_its_date() -> None:
    reading = read("at 7", NOON, NEW_YORK, "en-US")
    assert isinstance(reading, times.Instant)
    draft = Draft(id="d", request=request(), words="at 7", starts=(reading.at,), zone=NEW_YORK, created=NOON)
    said = preview.preview(Preview(draft=draft, now=NOON, others=reading.others), NEW_YORK)

    assert "*Wednesday, December 2, 7:00 AM EST (New York)*" in str(said.blocks)
    assert labels(said) == ["Tue, Dec 1, 7:00 PM EST"]
