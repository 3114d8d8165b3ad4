"""A provider who did not come, and what a person knows better than BetterPT."""

from __future__ import annotations

import pytest

from bot.errors import NotAllowed, RoomClosed, WordsUnclear
from bot.models import EventKind, NoticeKind, Presence, SessionOutcome
from tests.clinic import Clinic
from tests.room_life import CAME, STAYED_AWAY, at, attend, posted, said


async def test_a_missing_provider_is_told_to_coordinators_and_not_to_the_channel(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    attend(clinic, booked_room, STAYED_AWAY, CAME)
    await at(clinic, 131)
    in_public = said(clinic, NoticeKind.CARD) + said(clinic, NoticeKind.OUTCOME)

    assert posted(clinic, NoticeKind.ALERT) == ["U0CASEY"]
    assert "the provider did not come" in said(clinic, NoticeKind.ALERT, to="U0CASEY")
    assert "did not come" not in in_public
    assert "The session is over." in in_public

    attend(clinic, booked_room, CAME, CAME)
    await at(clinic, 181)
    assert posted(clinic, NoticeKind.ALERT) == ["U0CASEY"]
    assert "Corrected" in said(clinic, NoticeKind.ALERT, to="U0CASEY")
    assert "both came" in said(clinic, NoticeKind.CARD)


async def test_a_correction_stands_over_betterpts_report_and_both_are_kept(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    attend(clinic, booked_room, CAME, STAYED_AWAY)
    await at(clinic, 131)
    how, why = SessionOutcome.HELD, "We talked <by phone>"
    await clinic.corrections.correct(booked_room.id, how, why, "U0CASEY")
    await clinic.work()
    after = await clinic.now(booked_room)
    shown = said(clinic, NoticeKind.FOLLOW_UP)

    assert after.correction
    assert after.video
    assert after.video.attendance.patient == STAYED_AWAY
    assert "both came" in said(clinic, NoticeKind.CARD)
    assert "Corrected by <@U0CASEY>: *both came* (“We talked &lt;by phone&gt;”)" in shown
    assert "BetterPT reports: the patient did not come" in shown
    assert clinic.notifier.kinds().count("follow-up") == 1
    (event,) = [
        each for each in await clinic.ledger.events(booked_room.id) if each.kind is EventKind.CORRECTED
    ]
    assert event.details == {"outcome": "held", "was": "patient-missing"}


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", " - ", "…"])
async def test_a_correction_without_a_reason_is_none(clinic: Clinic, nothing: str) -> None:
    """It stands over BetterPT's report in the clinic's record: who reads it there has to know why."""
    booked_room = await clinic.book()
    attend(clinic, booked_room, CAME, STAYED_AWAY)
    await at(clinic, 131)
    with pytest.raises(WordsUnclear, match="reason"):
        await clinic.corrections.correct(booked_room.id, SessionOutcome.HELD, nothing, "U0DANA")

    assert (await clinic.now(booked_room)).correction is None


async def test_a_correction_stays_when_betterpt_reports_late(clinic: Clinic) -> None:
    booked_room = await clinic.book()
    attend(clinic, booked_room, CAME, STAYED_AWAY)
    await at(clinic, 131)
    await clinic.corrections.correct(booked_room.id, SessionOutcome.HELD, "by phone", "U0DANA")
    attend(clinic, booked_room, CAME, Presence(attended=False, duration=3))
    await at(clinic, 181)

    assert "both came" in said(clinic, NoticeKind.CARD)


@pytest.mark.parametrize(("minutes", "by", "error"), [(30, "U0DANA", RoomClosed), (131, "U0ZOE", NotAllowed)])
async def test_who_may_correct_and_when(
    clinic: Clinic, minutes: int, by: str, error: type[Exception]
) -> None:
    booked_room = await clinic.book()
    await at(clinic, minutes)
    with pytest.raises(error):
        await clinic.corrections.correct(booked_room.id, SessionOutcome.HELD, "because", by)
