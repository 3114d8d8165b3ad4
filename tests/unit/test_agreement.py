"""The booking form's words and pickers: each follows the other, on the provider's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot import times
from bot.language import Language, speaking
from handlers.agreement import Agreed, picked, typed
from handlers.blocks import form_time
from tests.fakes import NOON, THREE

NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"


def words(said: str, zone: str = NEW_YORK, now: datetime = NOON) -> Agreed:
    return typed(said, now=now, zone=zone, locale="en-US")


def picks(day: str, clock: str, now: datetime = NOON, locale: str = "en-US") -> Agreed:
    return picked(day, clock, now=now, zone=NEW_YORK, locale=locale)


def test_words_move_the_pickers() -> None:
    agreed = words("tomorrow 3pm")

    assert (agreed.day, agreed.clock) == ("2026-12-02", "15:00")
    assert isinstance(agreed.reading, times.Instant)
    assert agreed.reading.at == THREE


def test_another_provider_reads_the_words_on_their_clock() -> None:
    agreed = words("tomorrow 3pm", LOS_ANGELES)

    assert (agreed.day, agreed.clock) == ("2026-12-02", "15:00")
    assert isinstance(agreed.reading, times.Instant)
    assert agreed.reading.at == THREE + timedelta(hours=3)


def test_a_zone_in_the_words_shows_in_the_pickers_as_the_providers_time() -> None:
    assert words("tomorrow 3pm PT").clock == "18:00"


def test_a_day_without_an_hour_shows_the_day() -> None:
    assert (words("friday").day, words("friday").clock) == ("2026-12-04", "")


@pytest.mark.parametrize("said", ["", "someday", "today 9am", "tomorrow 3pm or 4pm", "tomorrow 3pm Pat Doe"])
def test_what_is_a_question_shows_nothing_in_the_pickers(said: str) -> None:
    assert (words(said).day, words(said).clock) == ("", "")


@pytest.mark.parametrize(("said", "is_asked"), [("today 9am", True), ("friday", False), ("fri 10", False)])
def test_answers_that_stand_in_the_preview_are_said_to(said: str, is_asked: bool) -> None:
    line = form_time.shown(words(said), NOON, NEW_YORK).line

    assert ("Press *Preview* to pick one." in line) is is_asked


def test_a_series_shows_its_first_session() -> None:
    agreed = words("every tue 3pm for 6 weeks")

    assert isinstance(agreed.reading, times.Series)
    assert agreed.clock == "15:00"


def test_picks_become_words_without_a_zone_that_are_read_as_the_same_minute() -> None:
    agreed = picks("2026-12-03", "16:30")

    assert agreed.words == "Thursday, December 3, 4:30 PM"
    assert words(agreed.words).reading == agreed.reading
    assert words(agreed.words, LOS_ANGELES).clock == "16:30"


def test_picks_become_words_in_the_language_of_who_picked() -> None:
    with speaking(Language.SPANISH):
        agreed = picks("2026-12-03", "16:30", locale="es-LA")

    assert "jueves" in agreed.words
    assert (agreed.day, agreed.clock) == ("2026-12-03", "16:30")


def test_a_day_alone_asks_for_the_hour_and_stays() -> None:
    agreed = picks("2026-12-03", "")

    assert isinstance(agreed.reading, times.Question)
    assert agreed.reading.reason is times.Reason.NEED_TIME
    assert (agreed.day, agreed.clock) == ("2026-12-03", "")


def test_an_hour_alone_finds_its_day() -> None:
    assert (picks("", "16:30").day, picks("", "16:30").clock) == ("2026-12-01", "16:30")


def test_an_hour_that_does_not_exist_is_asked_about_and_stays_picked() -> None:
    agreed = picks("2027-03-14", "02:30")

    assert isinstance(agreed.reading, times.Question)
    assert agreed.reading.reason is times.Reason.DST_GAP
    assert (agreed.day, agreed.clock) == ("2027-03-14", "02:30")


def test_a_day_in_the_past_is_said_to_be() -> None:
    agreed = picks("2026-11-02", "09:00")

    assert isinstance(agreed.reading, times.Question)
    assert agreed.reading.reason is times.Reason.PAST
    assert (agreed.day, agreed.clock) == ("2026-11-02", "09:00")


def test_nothing_picked_is_nothing_said() -> None:
    assert picks("", "") == Agreed(zone=NEW_YORK)


@pytest.mark.parametrize("hour", range(24))
def test_every_hour_of_a_year_agrees(hour: int) -> None:
    for month in range(1, 13):
        agreed = picks(f"2027-{month:02}-15", f"{hour:02}:45")
        assert (agreed.day, agreed.clock) == (f"2027-{month:02}-15", f"{hour:02}:45")
        assert isinstance(agreed.reading, times.Instant)
