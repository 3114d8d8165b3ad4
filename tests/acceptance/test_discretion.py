"""What is typed about a patient and not needed is nowhere afterwards; what closes a door is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.driver import Person
from sandbox.slack import Fault
from sandbox.world import Sandbox

TOLD = ("Doeringer", "stenosis", "ICD-M48")
"""A name, a diagnosis and a code: no word of ours has them."""


@pytest.mark.parametrize(
    "typed",
    [
        "/room tomorrow 3pm with Ms Doeringer, lumbar stenosis ICD-M48, pat@example.com",
        "/room Doeringer stenosis ICD-M48 tomorrow 3pm with pat@example.com",
        "@room Ms Doeringer with stenosis (ICD-M48) pat@example.com could come tomorrow 3pm",
        "@room Doeringer stenosis ICD-M48 pat@example.com friday?",
        "/room status Doeringer stenosis ICD-M48 tomorrow 3pm",
    ],
)
async def test_a_name_and_a_diagnosis_are_kept_nowhere(
    typed: str, sandbox: Sandbox, dana: Person, database: str
) -> None:
    await dana.types(typed)
    told = await dana.sees("", where="ephemeral")
    if "Create room" in told.buttons:
        assert told.contains("keep none of it")
        await dana.clicks("Create room")
        await dana.sees("Created:")

    folder = Path(database.removeprefix("sqlite:///")).parent
    kept = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    said = str(
        [(call.method, call.arguments) for call in sandbox.slack.calls if call.method != "response_url"]
    )
    written = "".join(bot.output for bot in sandbox.keeper.bots)
    for word in TOLD:
        assert word.encode() not in kept, word
        assert word not in written, word
        assert word not in str(sandbox.betterpt.calls), word
        assert word not in said, word


@pytest.mark.parametrize("when", ["tomorrow", "every tuesday 3pm", "tomorrow 3pm"])
async def test_that_it_is_not_kept_is_said_once(dana: Person, when: str) -> None:
    await dana.types(f"/room {when} with Ms Doeringer, stenosis, pat@example.com")
    told = await dana.sees("keep none of it")
    assert not told.contains("Doeringer")
    if answer := next((each for each in told.buttons if each.startswith(("10:00 AM", "4 sessions"))), None):
        await dana.clicks(answer, told)
        assert not (await dana.sees("Clinic:", where="ephemeral")).contains("keep none of it")


async def test_a_provider_who_left_is_named_with_the_way_out(dana: Person) -> None:
    await dana.types("/room tomorrow 3pm for @robin")
    told = await dana.sees("left this workspace")
    assert told.contains("Pick another provider")


async def test_a_channel_that_takes_no_card_is_told_in_the_preview(dana: Person, casey: Person) -> None:
    await dana.types("/room")
    await dana.fills({"When": "tomorrow 3pm", "Channel of the card": "random"})
    await dana.submits()
    assert (await dana.sees("Nothing is booked yet")).contains("/invite")
    await dana.clicks("Create room")
    await dana.sees("Scheduled", where="dm")

    await casey.types("/room")
    await casey.fills({"When": "tomorrow 4pm", "Channel of the card": "old-intake"})
    await casey.submits()
    assert (await casey.sees("Nothing is booked yet")).contains("archived")


async def test_a_form_that_slack_does_not_open_is_a_button(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com ref A-7")
    sandbox.slack.faults.add(Fault(method="views.open", error="expired_trigger_id"))
    await dana.clicks("Edit")
    await dana.sees("Nothing you typed is lost")
    await dana.clicks("Open the form")
    await dana.modal("Book a video room")
    await dana.fills({"Patient phone": "(202) 555-0143"})
    await dana.submits()
    preview = await dana.sees("+1 202")
    assert preview.contains("pat@example.com")
    assert preview.contains("A-7")
    assert preview.contains("3:00 PM")


async def test_a_form_opened_by_a_mention_is_a_button(dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await dana.clicks("Create room")
    card = await dana.sees("Scheduled", where="team-telehealth")
    await dana.types("@room reschedule", thread_ts=card.ts)
    offered = await dana.sees("Slack opens it from a button")
    assert offered.thread_ts == card.ts
    await dana.clicks("Reschedule", offered)
    await dana.modal("Reschedule")
