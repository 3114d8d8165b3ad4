"""What may be typed behind `/room`, as Slack escapes it."""

from __future__ import annotations

import pytest

from bot.errors import ContactUnclear, UserError, WordsUnclear
from handlers.command import Command, Verb, parse

PAT = "<mailto:pat@example.com|pat@example.com>"


@pytest.mark.parametrize(
    "text",
    [
        f"tomorrow 3pm with {PAT} and (202) 555-0143 for <@U0LEE|lee> ref A-12",
        f"for <@U0LEE|lee> tomorrow 3pm ref A-12 with (202) 555-0143, {PAT}",
        "ref: A-12 with +1 202 555 0143 pat@example.com tomorrow 3pm for <@U0LEE>",
        f"tomorrow 3pm w/ {PAT} & 202-555-0143 for <@U0LEE> ref A-12",
        f"tomorrow 3pm con {PAT} y (202) 555-0143 para <@U0LEE|lee> ref A-12",
        f"tomorrow 3pm avec {PAT} et (202) 555-0143 pour <@U0LEE|lee> ref A-12",
        "BOOK tomorrow 3pm REF A-12 FOR <@U0LEE|lee> WITH pat@EXAMPLE.com and 202-555-0143",
    ],
)
def test_the_parts_of_a_booking_stand_in_any_order(text: str) -> None:
    said = parse(text)

    assert f"{said.words} {said.aside}".strip() == "tomorrow 3pm"
    assert (said.patient.email, said.patient.phone) == ("pat@example.com", "+12025550143")
    assert (said.provider, said.reference) == ("U0LEE", "A-12")


@pytest.mark.parametrize(
    ("text", "verb", "words", "to"),
    [
        ("", Verb.BOOK, "", ""),
        ("list", Verb.LIST, "", ""),
        ("List this week", Verb.LIST, "this week", ""),
        ("status tomorrow 3pm", Verb.STATUS, "tomorrow 3pm", ""),
        ("reschedule tomorrow 3pm to friday 2pm", Verb.RESCHEDULE, "tomorrow 3pm", "friday 2pm"),
        ("reschedule 1a2b3c4d", Verb.RESCHEDULE, "1a2b3c4d", ""),
        ("cancel 1a2b3c4d", Verb.CANCEL, "1a2b3c4d", ""),
        ("help", Verb.HELP, "", ""),
    ],
)
def test_the_first_word_says_what_is_wanted(text: str, verb: Verb, words: str, to: str) -> None:
    assert parse(text) == Command(verb=verb, words=words, to=to)


def test_a_time_with_digits_is_no_phone_number() -> None:
    said = parse("12/03/2026 10:30 with pat@example.com")

    assert said.words == "12/03/2026 10:30"
    assert said.patient.phone is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("tomorrow 3pm with pat@", ContactUnclear),
        ("tomorrow 3pm with pat@example", ContactUnclear),
        ("tomorrow 3pm with pat@example.com and lee@example.com", ContactUnclear),
        ("tomorrow 3pm with 555-0143", ContactUnclear),
        ("tomorrow 3pm for @dana", WordsUnclear),
        ("tomorrow 3pm for <@U0LEE> for <@U0DANA>", WordsUnclear),
        ("tomorrow 3pm <!channel>", WordsUnclear),
        ("tomorrow 3pm ref", WordsUnclear),
        (f"tomorrow 3pm ref {'7' * 65}", WordsUnclear),
        ("tomorrow 3pm " * 1000, WordsUnclear),
    ],
)
def test_what_is_not_understood_is_said_and_never_guessed(text: str, error: type[UserError]) -> None:
    with pytest.raises(error):
        parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow\u202e 3pm", "tomorrow 3pm"),
        ("\x00tomorrow\x003pm\ud800", "tomorrow 3pm"),
        ("tomorrow 3pm 🦴", "tomorrow 3pm 🦴"),
        ("Robert'); DROP TABLE rooms;--", "Robert'); DROP TABLE rooms;--"),
        ("3pm &amp; 4pm", "3pm & 4pm"),
    ],
)
def test_odd_characters_are_harmless(text: str, words: str) -> None:
    assert parse(text).words == words


def test_a_name_behind_with_stands_aside() -> None:
    said = parse("tomorrow with Pat Doe, pat@example.com at 3pm")

    assert (said.words, said.patient.email) == ("tomorrow", "pat@example.com")
    assert said.aside.split() == ["Pat", "Doe,", "at", "3pm"]
