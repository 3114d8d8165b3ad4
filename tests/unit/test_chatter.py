"""What is read out of a message that people wrote to each other."""

from __future__ import annotations

import pytest

from handlers.chatter import read

PAT = "<mailto:pat@example.com|pat@example.com>"


def test_time_and_contact_are_taken_out_of_the_middle() -> None:
    words, wanted = read(
        f"Hey <@U0ROOM>, {PAT} or (202) 555-0143 can come tomorrow 3pm for <@U0LEE>, ref A-12", "U0ROOM"
    )

    assert (wanted.patient.email, wanted.patient.phone) == ("pat@example.com", "+12025550143")
    assert (wanted.provider, wanted.reference) == ("U0LEE", "A-12")
    assert "tomorrow 3pm" in words
    assert not {"pat@example.com", "555"} & set(words.replace("-", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "pat@example.com and lee@example.com tomorrow 3pm",
        "pat@ex tomorrow 3pm",
        "for <@U0LEE> or for <@U0DANA> tomorrow 3pm",
        "in reference to yesterday, tomorrow 3pm",
        "555-0143 tomorrow 3pm",
        "tomorrow 3pm <!channel> <#C0TEAM|team>",
    ],
)
def test_what_is_unclear_is_left_out_and_nothing_is_refused(text: str) -> None:
    words, wanted = read(text, "U0ROOM")

    assert (wanted.patient.is_reachable, wanted.provider, wanted.reference) == (False, None, None)
    assert "tomorrow 3pm" in words


def test_a_long_message_is_cut() -> None:
    words, _ = read("tomorrow 3pm " + "and so on " * 1000, "U0ROOM")

    assert len(words) <= 800
