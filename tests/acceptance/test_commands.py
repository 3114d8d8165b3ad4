"""Everything else that people type, click and fill in, over the whole bot."""

from __future__ import annotations

from copy import copy, deepcopy
from datetime import timedelta

import pytest

from sandbox.betterpt import Fault
from sandbox.driver import Person
from sandbox.slack import Fault as SlackFault
from sandbox.world import Sandbox
from tests.manners import watched

BOOK = "/room tomorrow 3pm with pat@example.com"


async def booked(person: Person, command: str = BOOK) -> None:
    await person.types(command)
    await person.clicks("Create room")
    await person.sees("Patient link", where="thread")
    await person.sees("Created:", where="ephemeral")


async def test_the_form_names_errors_under_their_fields_and_leads_to_the_preview(
    sandbox: Sandbox, dana: Person
) -> None:
    await dana.types("/room")
    await dana.modal("Book a video room")
    await dana.fills({"When": "someday", "Patient e-mail": "pat@example.com", "Patient phone": "555-0143"})
    await dana.submits()
    assert "area code" in dana.errors["Patient phone"]
    await dana.fills({"Patient phone": "(202) 555-0143"})
    await dana.submits()
    assert "could not find a time" in dana.errors["When"]
    await dana.fills({"When": "tomorrow at 3", "Chart number": "A-1207"})
    await dana.submits()
    await dana.sees_no_modal()
    preview = await dana.sees("A-1207")
    assert "3:00 PM" in preview.text
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 0

    await dana.clicks("Create room", preview)
    await dana.sees("Patient link", where="thread")
    (made,) = sandbox.betterpt.rooms.values()
    assert (made.patient_email, made.patient_phone) == ("pat@example.com", "+12025550143")
    assert (made.reference, made.clinic) == ("A-1207", "Bayside Physical Therapy")


async def test_edit_opens_the_form_filled_in_and_the_preview_follows(sandbox: Sandbox, dana: Person) -> None:
    await dana.types(BOOK + " ref A-1")
    await dana.clicks("Edit")
    await dana.modal()
    await dana.fills({"When": "tomorrow 4pm"})
    await dana.submits()
    preview = await dana.sees("4:00 PM", where="ephemeral")
    assert "A-1" in preview.text
    assert len([each for each in dana.messages("ephemeral") if "Create room" in each.buttons]) == 1
    await dana.clicks("Dismiss", preview)
    await dana.sees_no_more("4:00 PM")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 0


async def test_a_question_books_nothing_and_is_answered_by_one_click(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room tomorrow with pat@example.com")
    asked = await dana.sees("At what time on")
    assert "Create room" not in asked.buttons
    await dana.clicks(next(label for label in asked.buttons if label.startswith("10:00 AM")), asked)
    await dana.clicks("Create room")
    await dana.sees("Patient link", where="thread")
    (made,) = sandbox.betterpt.rooms.values()
    assert (made.start - timedelta(hours=15)).hour == 0, "10 AM in New York, in winter"


async def test_a_coordinator_books_for_a_provider_in_the_providers_zone(
    sandbox: Sandbox, casey: Person
) -> None:
    lee = sandbox.person("lee")
    await casey.types("/room tomorrow 3pm with pat@example.com for @lee")
    preview = await casey.sees("BetterPT will tell the patient")
    assert "(Los Angeles)" in preview.text
    await casey.clicks("Create room", preview)
    await casey.sees("Patient link", where="thread")
    (made,) = sandbox.betterpt.rooms.values()
    assert (made.display_name, made.zone) == ("Lee Park PT", "America/Los_Angeles")
    sandbox.betterpt.attend(made.uid, provider_minutes=30, patient_minutes=30)
    sandbox.clock.set(made.start + timedelta(hours=2, minutes=5))

    assert "both came" in (await lee.sees("Your session", where="dm")).text
    assert not [each for each in casey.dms() if each.contains("Your session")]


async def test_the_cards_buttons_reschedule_and_cancel(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana)
    await dana.clicks("Reschedule")
    await dana.modal("Reschedule")
    await dana.fills({"New time": "yesterday 3pm"})
    await dana.submits()
    assert "has passed" in dana.errors["New time"]
    await dana.fills({"New time": "tomorrow 5pm"})
    await dana.submits()
    await dana.clicks("Move it")
    await dana.sees("Moved by", where="thread")
    card = await dana.sees("Video session with", where="team-telehealth")
    assert "5:00 PM" in card.text

    await dana.clicks("Cancel", card, confirms=False)
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 0
    await dana.clicks("Cancel", card)
    await dana.sees("Cancelled by", where="thread")
    gone = await dana.sees("Cancelled", where="team-telehealth")
    assert gone.buttons == ()
    assert not [each for each in dana.messages("thread") if each.contains("type=patient")]
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 1


async def test_a_stranger_gets_a_private_sentence_and_changes_nothing(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana)
    lee = sandbox.person("lee")
    await lee.clicks("Cancel")
    await lee.sees("Only the person who booked", where="ephemeral")
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 0


async def test_status_list_and_help_answer_the_typist_alone(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana, BOOK + " ref A-1")
    (made,) = sandbox.betterpt.rooms.values()
    await dana.types("/room list tomorrow")
    listed = await dana.sees("Rooms tomorrow", where="ephemeral")
    assert "chart A-1" in listed.text
    await dana.types(f"/room status {made.uid[:8]}")
    shown = await dana.sees("As BetterPT has it now", where="ephemeral")
    assert "3:00 PM" in shown.text
    await dana.types("/room help")
    await dana.sees("/room reschedule tomorrow 3pm to friday 2pm", where="ephemeral")
    await dana.types("/room cancel tomorrow 3pm")
    await dana.clicks("Keep it")
    await dana.sees_no_more("Cancel this session?")
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 0


async def test_a_started_room_is_refused_with_the_reason_before_any_call(
    sandbox: Sandbox, dana: Person
) -> None:
    await booked(dana, "/room in 10 minutes")
    (made,) = sandbox.betterpt.rooms.values()
    sandbox.clock.push(timedelta(minutes=15))
    card = await dana.sees("🟢 Open", where="team-telehealth")
    assert card.buttons == ("Join",), "buttons that lead nowhere disappear"
    await dana.types(f"/room cancel {made.uid[:8]}")
    await dana.sees("has started", where="ephemeral")
    assert sandbox.betterpt.count("cancelPartnerVideoRoom") == 0


async def test_without_a_contact_the_preview_says_that_nothing_is_sent(dana: Person) -> None:
    await dana.types("/room tomorrow 3pm")
    await dana.sees("BetterPT will tell the patient nothing")


async def test_a_guest_cannot_book(sandbox: Sandbox) -> None:
    sam = sandbox.person("sam")
    await sam.types(BOOK)
    await sam.sees("Guests cannot book")


async def test_betterpt_saying_no_is_told_in_its_words(sandbox: Sandbox, dana: Person) -> None:
    no = Fault(kind="errors", operation="createPartnerVideoRoom", message="This partner is switched off")
    sandbox.betterpt.faults.add(no)
    await dana.types(BOOK)
    await dana.clicks("Create room")
    await dana.sees("This partner is switched off", where="ephemeral")
    await dana.sees("This partner is switched off", where="dm")


async def test_where_the_bot_cannot_post_the_thread_is_in_the_dm(database: str) -> None:
    async with watched() as sandbox:
        await sandbox.start_bot(database, CLINIC_CHANNEL="")
        await sandbox.bot_connected()
        dana = sandbox.person("dana")
        await dana.types(BOOK, channel="front-desk")
        await dana.clicks("Create room")
        links = await dana.sees("Patient link", where="dm")
        assert links.thread_ts
        await dana.sees("I cannot post in that channel", where="ephemeral")


@pytest.mark.parametrize(
    "text",
    [
        "🦴",
        "\u202emorrow 3pm",
        "<!channel>",
        "<!channel> tomorrow 3pm",
        "\x00\x00",
        "'; DROP TABLE rooms; --",
        "x" * 10_000,
        "tomorrow 3pm " * 800,
        "((((((((((((((((((((((",
        "<@U0NOBODY|nobody>",
        "tomorrow 3pm for <@U0NOBODY|nobody>",
        "status 🦴",
        "reschedule to to to",
        "cancel",
        "list " + "y" * 3000,
        "99999999999999999999999999",
        "feb 30 3pm",
        "12/31/9999 3pm",
    ],
)
async def test_bad_input_gets_a_clear_answer_and_books_nothing(text: str, hardened: Sandbox) -> None:
    dana = hardened.person("dana")
    before = len(dana.messages("ephemeral"))
    await dana.types(f"/room {text}")
    answer = await hardened.slack.changes.until(
        lambda: next(iter(dana.messages("ephemeral")[before:]), None), seconds=3
    )
    assert answer
    assert "Create room" not in answer.buttons
    assert "wrong on my side" not in answer.text
    assert hardened.betterpt.count("createPartnerVideoRoom") == 0


async def test_a_second_click_leaves_created_and_its_link_in_place(sandbox: Sandbox, dana: Person) -> None:
    await dana.types(BOOK)
    preview = await dana.sees("BetterPT will tell the patient")
    as_it_was = copy(preview.message)
    as_it_was.blocks = deepcopy(preview.message.blocks)
    block, element = next(
        (block, element)
        for block in as_it_was.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "create"
    )
    await dana.clicks("Create room", preview)
    await dana.sees("Created:", where="ephemeral")
    await sandbox.slack.people.click(dana.id, as_it_was, block["block_id"], element["action_id"])
    await dana.types("/room help")
    await dana.sees("Show this", where="ephemeral")

    assert await dana.sees("Open the thread", where="ephemeral")
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1


@pytest.mark.parametrize("trouble", [429, 500])
async def test_the_first_command_after_a_start_needs_nothing_of_slack_before_its_ack(
    sandbox: Sandbox, dana: Person, trouble: int
) -> None:
    sandbox.slack.faults.add(SlackFault(method="auth.test", status=trouble))
    await dana.types(BOOK)
    await dana.sees("BetterPT will tell the patient")


async def test_status_shows_a_room_where_betterpt_has_it(sandbox: Sandbox, dana: Person) -> None:
    await booked(dana)
    (made,) = sandbox.betterpt.rooms.values()
    made.start -= timedelta(hours=2)
    await dana.types(f"/room status {made.uid[:8]}")
    assert "1:00 PM" in (await dana.sees("As BetterPT has it now", where="ephemeral")).text


async def test_more_times_than_anybody_looks_through_are_still_a_question(dana: Person) -> None:
    many = " or ".join(f"{hour}:{minute:02}pm" for hour in range(1, 12) for minute in (0, 15, 30, 45))
    await dana.types(f"/room tomorrow {many}")
    assert "Edit" in (await dana.sees("more than one time")).buttons


async def test_a_blank_clinic_is_none(dana: Person) -> None:
    await dana.types("/room")
    await dana.modal("Book a video room")
    await dana.fills({"When": "tomorrow 3pm", "Patient e-mail": "pat@example.com", "Clinic": "   "})
    await dana.submits()
    await dana.sees("BetterPT will tell the patient nothing")
