"""A session from its booking to its follow-up over the whole bot: what the provider and others see of it."""

from __future__ import annotations

from datetime import timedelta

from sandbox.driver import Person
from sandbox.world import Sandbox

FIVE = timedelta(minutes=5)


async def book(who: Person, words: str = "/room tomorrow 3pm with pat@example.com ref A-1207") -> None:
    await who.types(words)
    await who.clicks("Create room", await who.sees("Nothing is booked yet", where="ephemeral"))
    await who.sees("Created:", where="ephemeral")


async def test_a_session_whose_patient_is_missing_from_booking_to_chart(
    sandbox: Sandbox, dana: Person
) -> None:
    sandbox.betterpt.show_live()
    await book(dana)
    told = await dana.sees("Booked: ", where="dm")
    file = await dana.sees("For your calendar", where="dm")
    (made,) = sandbox.betterpt.rooms.values()
    assert "pa…@example.com · A-1207" in told.text
    assert file.files[0].name.endswith(".ics")
    assert "pat@example.com" not in file.files[0].text

    sandbox.clock.set(made.start - FIVE)
    reminder = await dana.sees("In 5 min, at 3:00 PM", where="dm")
    await dana.sees("Starts in 5 min", where="team-telehealth")
    await dana.clicks("Join", reminder)  # the address is Slack's to open; the bot takes the click

    sandbox.clock.set(made.start)
    await dana.sees("🟢 Open", where="team-telehealth")
    sandbox.betterpt.join(made.uid, "provider")
    sandbox.clock.set(made.start + FIVE)
    waiting = await dana.sees("does not show the patient yet", where="dm")
    assert waiting.ts == reminder.ts, "one message, edited"
    assert made.patient_link in waiting.text

    sandbox.clock.set(made.end)
    await dana.sees("Over, attendance not yet known", where="team-telehealth")
    sandbox.clock.set(made.start + timedelta(minutes=131))
    over = await dana.sees("the patient did not come", where="dm")
    await dana.sees("The session is over: the patient did not come", where="thread")

    await dana.clicks("Rebook", over)
    form = await dana.modal()
    values = str(form.blocks)
    assert "pat@example.com" in values
    assert "A-1207" in values
    await dana.closes()

    await dana.clicks("Correct the outcome", over)
    await dana.fills({"What happened": "Held: both came", "How do you know?": "   "})
    await dana.submits()
    assert "Say how you know" in dana.errors["How do you know?"]
    await dana.fills({"What happened": "Held: both came", "How do you know?": "We spoke by phone."})
    await dana.submits()
    corrected = await dana.sees("Your session is over: both came", where="dm")
    assert corrected.ts == over.ts
    assert "BetterPT reports: the patient did not come" in corrected.text
    await dana.sees("The session is over: both came", where="thread")

    await dana.clicks("Copy for the chart", corrected)
    chart = await dana.sees("For the chart", where="ephemeral")
    assert "Chart number: A-1207" in chart.text
    assert "Patient: did not come" in chart.text
    assert "Corrected by Dana" in chart.text
    assert "Reason: We spoke by phone." in chart.text


async def test_who_presses_join_on_the_card_decides_what_comes_of_it(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await book(dana)
    (made,) = sandbox.betterpt.rooms.values()
    sandbox.clock.set(made.start - FIVE)
    card = await dana.sees("Starts in 5 min", where="team-telehealth")
    await dana.clicks("Join", card)
    await dana.sees("Your room is open", where="ephemeral")
    answer = next(each for each in dana.messages("ephemeral") if "Your room is open" in each.text)
    assert made.provider_link in str(answer.message.blocks)

    await casey.clicks("Join", card)
    asked = await casey.sees("joins this session as its provider", where="ephemeral")
    assert "https://" not in str(asked.message.blocks)
    await casey.clicks("Patient link", asked)
    assert made.patient_link in (await casey.sees("only for the patient", where="ephemeral")).text

    lee = sandbox.person("lee")
    await lee.clicks("Join", card)
    refused = await lee.sees("Only this session's people", where="ephemeral")
    assert "https://" not in str(refused.message.blocks)
    assert "https://" not in str(card.message.blocks)

    sandbox.clock.set(made.end)
    over = await dana.sees("Over, attendance", where="team-telehealth")
    assert "Join" not in over.text


async def test_a_move_and_a_cancellation_edit_the_booking_and_each_sends_its_file(
    dana: Person, casey: Person
) -> None:
    await book(casey, "/room tomorrow 3pm ET for @dana with pat@example.com")
    booked = await dana.sees("Booked: ", where="dm")
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 4pm")
    await dana.clicks("Move it", await dana.sees("4:00 PM", where="ephemeral"))
    moved = await dana.sees("Moved: ", where="dm")
    assert moved.ts == booked.ts
    card = await dana.sees("Moved from", where="team-telehealth")
    assert "3:00 PM" in card.text

    await dana.types("/room cancel tomorrow 4pm")
    await dana.clicks("Cancel the room", await dana.sees("Cancel this session?", where="ephemeral"))
    await dana.sees("To take out of your calendar", where="dm")
    files = [file for message in dana.dms() for file in message.files]
    assert len({file.name for file in files}) == 3
    assert ["METHOD:CANCEL" in file.text for file in files] == [False, False, True]
    gone = await dana.sees("Cancelled: ", where="dm")
    assert gone.ts == booked.ts
    assert "https://" not in str(gone.message.blocks)


async def test_a_provider_who_did_not_come_is_told_to_the_coordinator_alone(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await book(dana)
    (made,) = sandbox.betterpt.rooms.values()
    sandbox.betterpt.attend(made.uid, provider_minutes=None, patient_minutes=20)
    sandbox.clock.set(made.start + timedelta(minutes=131))
    alert = await casey.sees("the provider did not come", where="dm")
    assert "came, 20 min" in alert.text
    thread = await dana.sees("The session is over.", where="thread")
    assert "did not come" not in thread.text
    card = await dana.sees("Over", where="team-telehealth")
    assert "did not come" not in card.text


async def test_links_on_request_are_given_to_those_they_are_for_and_nobody_else(
    sandbox: Sandbox, dana: Person, casey: Person
) -> None:
    await casey.types("/room settings")
    await casey.fills({"Links to the rooms": "Privately, to those entitled who ask for them"})
    await casey.submits()
    await casey.sees("settings are saved")
    await book(dana)
    (made,) = sandbox.betterpt.rooms.values()
    thread = await dana.sees("given to those they are for", where="thread")
    assert "https://" not in str(thread.message.blocks)

    await dana.clicks("Provider link", thread)
    assert made.provider_link in (await dana.sees("Provider link, only for", where="ephemeral")).text
    await dana.clicks("Patient link", thread)
    assert made.patient_link in (await dana.sees("only for the patient", where="ephemeral")).text
    lee = sandbox.person("lee")
    await lee.clicks("Patient link", thread)
    await lee.sees("The patient link is only for", where="ephemeral")
    await lee.clicks("Provider link", thread)
    await lee.sees("The provider link is only for", where="ephemeral")
    assert made.patient_link not in str([each.message.blocks for each in lee.messages()])


async def test_where_another_company_reads_the_links_go_to_people_and_the_card_says_why(
    sandbox: Sandbox, dana: Person
) -> None:
    await dana.types("/room")
    await dana.fills(
        {
            "When": "tomorrow 3pm",
            "Patient e-mail": "pat@example.com",
            "Channel of the card": "with-harbor-ortho",
        }
    )
    await dana.submits()
    await dana.clicks("Create room", await dana.sees("Nothing is booked yet", where="ephemeral"))
    links = await dana.sees("Patient link", where="dm")
    await dana.sees("people outside of this workspace read this channel", where="with-harbor-ortho")
    (made,) = sandbox.betterpt.rooms.values()
    kim = sandbox.person("kim")
    assert made.uid[:8] in str([each.text for each in kim.messages()])
    assert "https://" not in str([each.message.blocks for each in kim.messages()])

    card = await dana.sees("Video session with", where="with-harbor-ortho")
    await dana.clicks("Cancel", card)
    withdrawn = await dana.sees("no longer work", where="dm")
    assert withdrawn.ts == links.ts
