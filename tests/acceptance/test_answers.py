"""A question about a time, answered over the whole bot: one click, or a pick, and nothing typed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.driver import Person
from sandbox.reading import SeenMessage
from sandbox.slack.forms import elements_of
from sandbox.world import Sandbox

NEW_YORK = ZoneInfo("America/New_York")


async def picks(sandbox: Sandbox, person: Person, kind: str, value: str, asked: SeenMessage) -> None:
    """Choose in a message's menu or calendar."""
    block, element = next(each for each in elements_of(asked.message.blocks) if each[1]["type"] == kind)
    await sandbox.slack.people.click(person.id, asked.message, block["block_id"], element["action_id"], value)


async def made_at(sandbox: Sandbox, person: Person) -> str:
    """Create the room of the newest preview; when it starts, in New York."""
    await person.clicks("Create room")
    await person.sees("Patient link", where="thread")
    (made,) = sandbox.betterpt.rooms.values()
    return f"{made.start.astimezone(NEW_YORK):%H:%M}"


async def test_another_minute_than_the_full_hour_is_one_pick(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room tomorrow with pat@example.com")
    asked = await dana.sees("At what time on")
    _, menu = next(each for each in elements_of(asked.message.blocks) if each[1]["type"] == "static_select")
    value = next(each["value"] for each in menu["options"] if each["text"]["text"].startswith("10:45 AM"))
    await picks(sandbox, dana, "static_select", value, asked)

    await dana.sees("10:45 AM", where="ephemeral")
    assert await made_at(sandbox, dana) == "10:45"


async def test_where_no_day_is_known_one_is_picked_from_the_calendar(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room next week with pat@example.com")
    asked = await dana.sees("On which day, and at what time?")
    over = sandbox.clock.now() - timedelta(days=3)
    await picks(sandbox, dana, "datepicker", f"{over:%Y-%m-%d}", asked)
    asked = await dana.sees("has passed. Which day do you mean?")
    day = sandbox.clock.now() + timedelta(days=9)
    await picks(sandbox, dana, "datepicker", f"{day:%Y-%m-%d}", asked)
    hours = await dana.sees("At what time on")
    await dana.clicks(next(label for label in hours.buttons if label.startswith("2:00 PM")), hours)

    assert await made_at(sandbox, dana) == "14:00"


async def test_a_coordinator_reads_their_own_time_beside_the_providers(
    sandbox: Sandbox, casey: Person, dana: Person
) -> None:
    await casey.types("/room tomorrow with pat@example.com for @dana")
    asked = await casey.sees("At what time on")
    assert "The buttons show New York time, 1 h ahead of yours." in asked.text
    await casey.clicks(next(label for label in asked.buttons if label.startswith("3:00 PM")), asked)
    preview = await casey.sees("Your time: ", where="ephemeral")
    assert "3:00 PM" in preview.text
    assert "2:00 PM" in preview.text, "in Chicago"
    assert await made_at(sandbox, casey) == "15:00"

    await casey.types("/room reschedule tomorrow 3pm to tomorrow 3:30-5pm")
    moved = await casey.sees("Move this session?", where="ephemeral")
    assert "A room is open for 60 minutes, until 4:30 PM" in moved.text
    assert "Your time: " in moved.text
    await dana.types("/room reschedule tomorrow 3pm to tomorrow 4pm")
    assert "Your time: " not in (await dana.sees("Move this session?", where="ephemeral")).text


async def test_of_a_series_a_move_asks_for_one_session(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room thursday 3pm with pat@example.com")
    assert await made_at(sandbox, dana) == "15:00"

    (made,) = sandbox.betterpt.rooms.values()
    await dana.types(f"/room reschedule {made.uid[:8]} to every friday 2pm")
    asked = await dana.sees("one time is needed here: which one?")
    await dana.clicks(next(label for label in asked.buttons if label.startswith("Fri, ")), asked)
    await dana.clicks("Move it")
    await dana.sees("Moved by", where="thread")
    assert f"{made.start.astimezone(NEW_YORK):%a %H}" == "Fri 14"

    await dana.types(f"/room reschedule {made.uid[:8]} to next week")
    asked = await dana.sees("On which day, and at what time?")
    day = sandbox.clock.now() + timedelta(days=9)
    await picks(sandbox, dana, "datepicker", f"{day:%Y-%m-%d}", asked)
    assert "Keep it" in (await dana.sees("At what time on")).buttons


async def test_a_form_on_the_card_is_read_in_the_language_of_who_fills_it_in(
    sandbox: Sandbox, dana: Person
) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com")
    assert await made_at(sandbox, dana) == "15:00"
    sandbox.slack.workspace.members[dana.id] = replace(dana.member, locale="en-GB")
    sandbox.clock.push(timedelta(hours=7))  # what was known of her is old by now
    await dana.clicks("Reschedule")
    await dana.modal("Reschedule")
    await sandbox.slack.changes.until(
        lambda: len(sandbox.slack.calls_of("users.info")) > 1 or None, seconds=5
    )
    await dana.fills({"New time": "07/04 3pm"})
    await dana.submits()

    assert "April 7" in (await dana.sees("Move this session?", where="ephemeral")).text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("someday", "could not find a time"),
        ("friday", "like friday 3pm"),
        ("yesterday 3pm", "has passed"),
        ("feb 30 3pm", "not in the calendar"),
        ("tomorrow 3pm Pat", "could not read all of that"),
        ("mon and wed 3pm or 4pm", "Say only one"),
        ("tuesday feb 30", "calendar"),
    ],
)
async def test_under_a_forms_field_stands_what_to_type_instead(
    words: str, says: str, hardened: Sandbox
) -> None:
    dana = hardened.person("dana")
    await dana.types("/room")
    await dana.modal("Book a video room")
    await dana.fills({"When": words})
    await dana.submits()
    said = dana.errors["When"]
    await dana.closes()

    assert says in said
    assert "like " in said, "an example"
    assert "Which one" not in said
