"""The bricks keep Slack's limits whatever they are given, in every language."""

from __future__ import annotations

import pytest

from bot.language import Language, speaking
from handlers.agreement import Agreed
from handlers.blocks import form_time, forms, parts
from handlers.slack import Said
from tests.fakes import NOON, room

LONG = "word " * 2000


def test_a_message_of_too_many_blocks_says_that_it_goes_on() -> None:
    said = Said(text="All", blocks=[parts.section(str(number)) for number in range(80)])

    assert len(said.blocks) == 50
    assert "more" in said.blocks[-1]["elements"][0]["text"]
    assert len(Said(text="All", blocks=[parts.section("1")] * 50).blocks) == 50


def test_text_is_shortened_to_what_slack_takes() -> None:
    assert len(parts.section(LONG)["text"]["text"]) == 3000
    assert len(parts.header(LONG)["text"]["text"]) == 150
    assert len(parts.option(LONG, "1")["text"]["text"]) == 75
    assert len(parts.day_picker(LONG, "day")["placeholder"]["text"]) == 150
    button = parts.button(LONG, "go", "1", says=LONG)
    assert (len(button["text"]["text"]), len(button["accessibility_label"])) == (75, 75)
    asked = parts.confirmation(LONG, LONG, yes=LONG, no=LONG)
    assert [len(asked[name]["text"]) for name in ("title", "text", "confirm", "deny")] == [100, 300, 30, 30]


def test_rows_menus_and_forms_hold_no_more_than_slack_takes() -> None:
    buttons = [parts.button(str(number), f"go:{number}", "1") for number in range(40)]
    assert len(parts.actions(buttons)["elements"]) == 25
    assert len(parts.menu("Pick", "pick", [(str(n), str(n)) for n in range(300)])["options"]) == 100
    form = parts.modal("f", title=LONG, submit=LONG, origin="{}", blocks=[parts.section("1")] * 200)
    assert (len(form["title"]["text"]), len(form["submit"]["text"]), len(form["blocks"])) == (24, 24, 100)


def test_small_print_of_many_lines_loses_none() -> None:
    lines = parts.context(*(f"line {number}" for number in range(14)))["elements"]

    assert len(lines) == 10
    assert lines[-1]["text"].endswith("line 13")


@pytest.mark.parametrize("language", [*Language])
def test_titles_and_buttons_of_forms_are_whole_in_every_language(language: Language) -> None:
    with speaking(language):
        time = form_time.shown(Agreed(zone="America/New_York"), NOON, None)
        shown = [forms.book("{}", {"provider": "U0DANA"}, time), forms.reschedule(room(), "{}")]

    for form in shown:
        assert not [form[name]["text"] for name in ("title", "submit", "close") if "…" in form[name]["text"]]
