"""The doors: the form with its pickers, mentions and the shortcut, words that are nearly a command."""

from __future__ import annotations

import pytest

from sandbox.choosing import label_of
from sandbox.driver import NotThere, Person
from sandbox.reading import SeenMessage
from sandbox.slack.forms import elements_of, state_of
from sandbox.slack.views import View
from sandbox.world import Sandbox


async def say(person: Person, text: str, thread: str | None = None) -> SeenMessage:
    """Write a message to colleagues."""
    await person.types(text, thread_ts=thread)
    return await person.sees(text.rpartition("@")[0] or text)


def picker(view: View, kind: str) -> str | None:
    """What a form's picker shows: `datepicker` or `timepicker`."""
    found = next(element for _, element in elements_of(view.blocks) if element["type"] == kind)
    return found.get("initial_date") or found.get("initial_time")


def stands(view: View, label: str) -> str:
    """What stands in one of a form's text inputs."""
    block = next(each for each in view.blocks if label_of(each) == label)
    values = state_of(view.blocks, view.typed)[block["block_id"]]
    return str(next(iter(values.values()))["value"])


async def test_words_and_pickers_of_the_form_agree(casey: Person) -> None:
    await casey.types("/room")
    await casey.fills(
        {"Provider": "Lee Park PT", "Patient e-mail": "pat@example.com", "When": "tomorrow 3pm"}
    )
    await casey.sees_in_modal("3:00 PM P")
    assert picker(await casey.modal(), "timepicker") == "15:00"

    await casey.picks("Time …", "16:30")
    await casey.sees_in_modal("4:30 PM P")
    assert "4:30 PM" in stands(await casey.modal(), "When")

    await casey.fills({"Provider": "Dana Reyes PT"})
    await casey.sees_in_modal("4:30 PM E")
    assert stands(await casey.modal(), "Patient e-mail") == "pat@example.com"
    await casey.submits()
    preview = await casey.sees("4:30 PM E")
    assert preview.contains("pat@example.com")


async def test_a_series_typed_in_the_form_is_previewed_like_one_that_was_commanded(dana: Person) -> None:
    await dana.types("/room new")
    await dana.fills({"When": "every tue 3pm for 3 weeks", "Patient e-mail": "pat@example.com"})
    await dana.sees_in_modal("3 sessions, the first on")
    await dana.submits()
    in_form = (await dana.sees("Nothing is booked yet", where="ephemeral")).text
    await dana.types("/room every tue 3pm for 3 weeks with pat@example.com")
    await dana.sees("Nothing is booked yet", where="ephemeral")
    assert dana.messages("ephemeral")[-1].text == in_form


async def test_a_provider_who_left_is_told_in_the_form(dana: Person) -> None:
    await dana.types("/room")
    await dana.fills({"When": "tomorrow 3pm", "Provider": "Robin Hale PT"})
    await dana.sees_in_modal("left this workspace")
    await dana.fills({"Provider": "Lee Park PT"})
    await dana.sees_in_modal("3:00 PM P")
    assert stands(await dana.modal(), "When") == "tomorrow 3pm"


async def test_a_mention_in_a_thread_books_under_it(dana: Person, casey: Person) -> None:
    asked = await say(casey, "Mrs Doe's knee: who can see pat@example.com?")
    await dana.types("@room I can, tomorrow at 3pm", thread_ts=asked.ts)
    preview = await dana.sees("Nothing is booked yet", where="ephemeral")
    assert preview.thread_ts == asked.ts
    assert not preview.contains("knee")
    with pytest.raises(NotThere):
        await casey.sees("Nothing is booked yet", timeout=0.3)
    await dana.clicks("Create room")
    card = await casey.sees("Scheduled")
    assert card.thread_ts == asked.ts


async def test_a_mention_under_a_card_means_its_room(dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await dana.clicks("Create room")
    card = await dana.sees("Scheduled", where="team-telehealth")
    await dana.types("@room cancel", thread_ts=card.ts)
    await dana.clicks("Cancel the room")
    await dana.sees("Cancelled by")


async def test_the_shortcut_on_a_message_books_for_who_used_it(dana: Person, casey: Person) -> None:
    written = await say(dana, "please see pat@example.com tomorrow 3pm, her shoulder again")
    await casey.uses_shortcut("book-message", written)
    preview = await casey.sees("Nothing is booked yet", where="ephemeral")
    assert preview.contains("Casey Moore") or preview.contains("pat@example.com")
    await casey.clicks("Create room")
    card = await dana.sees("Scheduled")
    assert card.thread_ts == written.ts
    assert card.contains("Casey Moore")


async def test_a_word_that_is_nearly_a_command_is_offered_and_not_run(dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com")
    await dana.clicks("Create room")
    await dana.sees("Scheduled", where="team-telehealth")
    await dana.types("/room cancle tomorrow 3pm")
    offered = await dana.sees("Did you mean")
    assert "/room cancel tomorrow 3pm" in offered.buttons
    await dana.clicks("/room cancel tomorrow 3pm")
    await dana.sees("Cancel this session?")


async def test_an_error_gives_the_command_back_to_be_mended(dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example")
    told = await dana.sees("You typed")
    assert told.ephemeral
    assert told.contains("/room tomorrow 3pm with pat@example")
    assert told.contains("3:00 PM E"), "what was read"
    assert told.contains("Not read: “pat@example”")
    assert told.contains("like pat@example.com"), "what would have been"


async def test_a_guest_and_a_stranger_change_nothing_by_any_door(sandbox: Sandbox, dana: Person) -> None:
    sam, kim = sandbox.person("sam"), sandbox.person("kim")
    await dana.types("@room tomorrow 3pm with pat@example.com", channel="with-harbor-ortho")
    await dana.clicks("Create room")
    card = await kim.sees("Scheduled", where="with-harbor-ortho")
    await kim.clicks("Cancel", card)
    await kim.sees("own people")
    await kim.types("@room tomorrow 5pm", channel="with-harbor-ortho")
    assert not (await kim.sees("own people")).buttons
    for words in ("/room tomorrow 4pm", "/room", "@room tomorrow 4pm"):
        await sam.types(words)
        await sam.sees("Guests cannot book")
    await sam.uses_shortcut("book-message", await say(dana, "tomorrow 6pm?"))
    await sam.sees("Guests cannot book")
    assert len(sandbox.betterpt.rooms) == 1


async def test_a_mention_alone_is_answered_with_the_help(dana: Person) -> None:
    await dana.types("@room")
    told = await dana.sees("Book a room", where="ephemeral")
    assert told.contains("/room tomorrow 3pm")
