"""The main job over the whole bot: what people see, and what arrived at BetterPT and Slack."""

from __future__ import annotations

import re
from datetime import timedelta

from sandbox.driver import Person
from sandbox.world import Sandbox


async def test_a_provider_books_reschedules_and_is_told_who_came(sandbox: Sandbox, dana: Person) -> None:
    await dana.types("/room tomorrow 3pm with pat@example.com")
    preview = await dana.sees("BetterPT will tell the patient")
    assert "3:00 PM" in preview.text
    assert re.search(r"\(New York\), in (1 day|\d+ h)", preview.text), "the zone, and how far away it is"
    assert "Your time" not in preview.text, "it is hers already"
    assert sandbox.betterpt.count("createPartnerVideoRoom") == 0, "nothing is booked before the click"

    await dana.clicks("Create room", preview)
    created = await dana.sees("Created:", where="ephemeral")
    links = await dana.sees("Patient link", where="thread")
    assert "Open the thread" in created.text
    assert links.raw["text"] == "The links of this session are here."
    for posted in sandbox.slack.calls_of("chat.postMessage"):
        assert (posted.arguments["unfurl_links"], posted.arguments["unfurl_media"]) == (False, False)
    (made,) = sandbox.betterpt.rooms.values()
    assert (made.display_name, made.provider_email) == ("Dana Reyes PT", "dana@example.com")
    assert made.patient_link in links.text
    assert made.provider_link in links.text

    await dana.types("/room reschedule tomorrow 3pm to tomorrow 4pm")
    await dana.clicks("Move it", await dana.sees("4:00 PM", where="ephemeral"))
    await dana.sees("Moved by", where="thread")
    card = await dana.sees("Video session with", where="team-telehealth")
    assert "4:00 PM" in card.text
    assert sandbox.betterpt.count("reschedulePartnerVideoRoom") == 1

    sandbox.betterpt.attend(made.uid, provider_minutes=47, patient_minutes=45)
    sandbox.clock.set(made.start + timedelta(hours=2, minutes=1))
    told = await dana.sees("both came", where="dm")
    assert "came, 47 min" in told.text
    assert "came, 45 min" in told.text
    await dana.sees("both came", where="thread")
    assert sandbox.betterpt.token_requests == 2, "one before the session, one a day later"
    sandbox.clock.push(timedelta(days=2))
    await dana.sees("Over", where="team-telehealth")

    assert sandbox.betterpt.count("createPartnerVideoRoom") == 1
    assert len([message for message in dana.dms() if message.contains("Your session")]) == 1
