"""Where the links of a room stand, who is given which, and when they are withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import promises
from bot.errors import NotAllowed
from bot.ledger import SqliteLedger
from bot.models import Entry, NoticeKind, Room, VideoRoom
from tests.clinic import Clinic
from tests.fakes import FakeRooms
from tests.room_life import CAME, at, attend, posted, said


async def test_links_on_request_stand_in_no_message(clinic: Clinic) -> None:
    await clinic.preferences.change_clinic({"are_links_posted": False}, "U0CASEY")
    await clinic.book(requester="U0CASEY")
    shown = said(clinic, NoticeKind.LINKS)

    assert "https://" not in shown
    assert "Provider link" in shown
    assert "Patient link" in shown


@pytest.mark.parametrize(
    ("by", "provider", "patient"),
    [("U0DANA", True, True), ("U0CASEY", True, True), ("U0ROBIN", False, True), ("U0ZOE", False, False)],
)
async def test_each_link_is_given_to_those_it_is_for(
    clinic: Clinic, by: str, provider: bool, patient: bool
) -> None:
    booked_room = await clinic.book(requester="U0ROBIN")
    given = {"provider": True, "patient": True}
    for side, ask in (("provider", clinic.keys.provider_link), ("patient", clinic.keys.patient_link)):
        try:
            await ask(booked_room.id, by)
        except NotAllowed:
            given[side] = False

    assert given == {"provider": provider, "patient": patient}


async def test_the_card_says_why_no_link_stands_under_it_and_dead_links_are_withdrawn(clinic: Clinic) -> None:
    clinic.notifier.shared = {"C0TEAM"}
    booked_room = await clinic.book(requester="U0CASEY")
    card = said(clinic, NoticeKind.CARD)
    await clinic.changes.cancel(booked_room.id, "U0DANA")
    await clinic.work()

    assert "people outside of this workspace read this channel" in card
    for who in ("U0CASEY", "U0DANA"):
        assert "no longer work" in said(clinic, NoticeKind.LINKS, to=who)
    assert sorted(posted(clinic, NoticeKind.LINKS)) == ["U0CASEY", "U0DANA"]


async def test_a_channel_that_was_shared_later_keeps_no_new_link(clinic: Clinic) -> None:
    await clinic.book()
    clinic.notifier.shared = {"C0TEAM"}
    links = next(notice for _, notice in clinic.notifier.posted if notice.kind is NoticeKind.LINKS)
    room = await clinic.now(links.room)
    again = promises.announce(NoticeKind.LINKS, room, clinic.clock.now())
    await clinic.ledger.write(Entry(room=room, tasks=(again,)))
    await clinic.work()

    assert "https://" not in said(clinic, NoticeKind.LINKS)
    assert "https://" in said(clinic, NoticeKind.LINKS, to="U0DANA")


async def test_after_the_session_no_message_keeps_a_link(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    attend(clinic, booked_room, CAME, CAME)
    await at(clinic, 60)

    for kind in (NoticeKind.LINKS, NoticeKind.BOOKED, NoticeKind.REMINDER, NoticeKind.CARD):
        assert "https://" not in said(clinic, kind), kind
    assert "no longer work" in said(clinic, NoticeKind.LINKS)


class Linkless(FakeRooms):
    """BetterPT, whose answer to a creation has no links."""

    async def create(self, room: Room) -> VideoRoom:
        return replace(await super().create(room), patient_link="", provider_link="")


async def test_links_that_come_later_are_looked_for_and_posted() -> None:
    clinic = Clinic(SqliteLedger(":memory:"), rooms=Linkless())
    await clinic.book(requester="U0CASEY")
    assert "gave no link" in said(clinic, NoticeKind.LINKS)
    clinic.clock.push(seconds=5)
    await clinic.work()
    clinic.clock.push(minutes=5)
    await clinic.work()

    assert "https://" in said(clinic, NoticeKind.LINKS)
    assert clinic.rooms.made("get") == 1, "found at the first look, they are not looked for again"
