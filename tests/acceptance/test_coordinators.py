"""A coordinator's day: booking for others, and what becomes of what was typed when something is wrong."""

from __future__ import annotations

import sqlite3

import pytest

from sandbox.driver import Person
from sandbox.world import Sandbox


@pytest.mark.parametrize(("handle", "says"), [("sam", "Guests cannot hold"), ("kim", "Guests cannot hold")])
async def test_nobody_from_outside_is_given_a_session(casey: Person, handle: str, says: str) -> None:
    await casey.types(f"/room tomorrow 3pm for @{handle} with pat@example.com")
    await casey.sees(says)
    assert not any("BetterPT will" in each.text for each in casey.messages())


async def test_who_named_nobody_picks_the_provider_in_the_preview(casey: Person) -> None:
    await casey.types("/room tomorrow 3pm with pat@example.com")
    preview = await casey.sees("3:00 PM C")
    await casey.picks("For another provider …", "Lee Park PT", preview)
    theirs = await casey.sees("3:00 PM P")
    assert theirs.contains("@Lee Park PT")
    assert theirs.contains("pat@example.com")
    assert "For another provider …" not in theirs.menus


async def test_edit_keeps_the_hour_that_was_picked(casey: Person) -> None:
    await casey.types("/room friday for @lee with pat@example.com")
    await casey.sees("At what time")
    await casey.clicks("10:00 AM PST")
    await casey.clicks("Edit", await casey.sees("10:00 AM P", where="ephemeral"))
    await casey.sees_in_modal("10:00 AM PST")


async def test_a_time_out_of_a_message_is_read_on_the_picked_providers_clock(
    casey: Person, dana: Person
) -> None:
    await dana.types("Mrs. Miller asks for Lee on friday 3pm, it's jane@example.com")
    await casey.uses_shortcut("book-message", await casey.sees("Mrs. Miller"))
    await casey.picks("For another provider …", "Lee Park PT", await casey.sees("3:00 PM C"))
    await casey.sees("3:00 PM P")


async def test_a_preview_of_the_day_before_leads_back_to_the_form_with_all_that_was_typed(
    database: str, casey: Person
) -> None:
    await casey.types("/room jan 5 3pm for @lee with pat@example.com ref A-1207")
    preview = await casey.sees("BetterPT will")
    with sqlite3.connect(database.removeprefix("sqlite:///")) as ledger:  # as housekeeping does after a day
        ledger.execute("DELETE FROM drafts")
    ledger.close()
    await casey.clicks("Create room", preview)
    await casey.sees("Press Edit on it")
    await casey.clicks("Edit", preview)
    await casey.sees_in_modal("3:00 PM PST")
    form = str((await casey.modal("Book")).blocks)
    assert "pat@example.com" in form
    assert "A-1207" in form


async def test_who_names_somebody_that_left_gets_the_command_back(casey: Person) -> None:
    await casey.types("/room tomorrow 3pm for @robin with pat@example.com")
    answer = await casey.sees("left this workspace")
    assert answer.contains("You typed: /room tomorrow 3pm for")


async def test_a_pick_does_not_make_one_session_of_a_series(casey: Person) -> None:
    await casey.types("/room")
    await casey.fills({"Provider": "Lee Park PT", "When": "every tue 3pm for 12 weeks"})
    await casey.sees_in_modal("12 sessions")
    await casey.picks("Time …", "16:00")
    await casey.sees_in_modal("change their day or hour in the words")
    await casey.submits()
    await casey.sees("12 sessions, from")


async def test_a_channel_that_takes_no_cards_is_told_when_it_is_chosen(casey: Person) -> None:
    await casey.types("/room settings")
    await casey.fills({"Channel for the cards": "old-intake"})
    await casey.submits()
    await casey.sees("I cannot post in #old-intake")


async def test_chatter_around_a_mention_is_no_patients_data(casey: Person) -> None:
    await casey.types("@room can we do friday 2pm with pat@example.com?")
    preview = await casey.sees("2:00 PM C")
    assert not preview.contains("I left the rest out")


@pytest.fixture
def lee(sandbox: Sandbox) -> Person:
    return sandbox.person("lee")


async def test_the_links_ping_nobody_and_reminders_across_a_clock_change_name_no_offset(
    casey: Person,
) -> None:
    await casey.types("/room every thu 9am for 30 weeks for @lee with pat@example.com")
    preview = await casey.sees("BetterPT will tell")
    assert preview.contains("at 8:00 AM on each day")
    await casey.types("/room jan 5 3pm for @lee with pat@example.com")
    await casey.clicks("Create room", await casey.sees("January 5"))
    links = await casey.sees("Patient link", where="thread")
    assert "<@" not in str(links.message.blocks)


async def test_an_hour_alone_moves_within_the_day(casey: Person) -> None:
    await casey.types("/room jan 5 3pm for @lee with pat@example.com")
    await casey.clicks("Create room", await casey.sees("January 5"))
    await casey.sees("Scheduled")
    await casey.types("/room move jan 5 @lee to 4pm")
    await casey.sees("Tuesday, January 5, 2027, 4:00 PM PST")


async def test_what_was_read_is_told_on_the_providers_clock_and_in_the_words_that_were_typed(
    casey: Person, lee: Person
) -> None:
    await lee.types("/room help")  # he is known by now
    await lee.sees("Book a room")
    await casey.types("/room list")
    await casey.types("/room jan 5 3pm for @lee with 555-0143")
    answer = await casey.sees("You typed: /room jan 5 3pm for @lee with")
    assert answer.contains("3:00 PM PST")
