"""What was read of words that lead to an error, and what was not."""

from __future__ import annotations

import pytest

from bot.errors import BotError, ContactUnclear, RoomClosed, WordsUnclear
from bot.models import Person
from handlers.mending import made_of
from tests.fakes import NOON

DANA = Person(
    id="U0DANA", name="Dana", email=None, time_zone="America/New_York", locale="en-US", is_guest=False
)


@pytest.mark.parametrize(
    ("typed", "error", "read", "unread"),
    [
        ("/room tomorrow 3pm with pat@example", ContactUnclear("email"), "3:00 PM EST", "pat@example"),
        ("/room tomorrow 3pm with a@b.com c@d.com", ContactUnclear("email"), "3:00 PM", "a@b.com, c@d.com"),
        ("/room tomorrow 3pm with 555-0143", ContactUnclear("phone"), "3:00 PM", "555-0143"),
        ("/room tomorrow 3pm for @lee with pat@", WordsUnclear("provider"), "3:00 PM", "for @lee"),
        ("/room soon with pat@example", ContactUnclear("email"), "", "pat@example"),
        ("/room cancel tomorrow", RoomClosed("over"), "", ""),
        ("/room x", WordsUnclear("length"), "", ""),
    ],
)
def test_it_is_told_what_was_read_and_what_was_not(
    typed: str, error: BotError, read: str, unread: str
) -> None:
    said, left = made_of(typed, error, DANA, NOON)

    assert read in said
    assert bool(read) == bool(said)
    assert left == unread


def test_of_somebody_whose_clock_is_not_known_no_time_is_said() -> None:
    assert made_of("/room 3pm with pat@x", ContactUnclear("email"), None, NOON) == ("", "pat@x")
