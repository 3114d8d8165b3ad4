"""The Home tab as blocks: what needs somebody first, pages that Slack takes, nothing that opens a room."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from bot.models import ConcernKind, Patient, Presence, Provider, Room, RoomState, VideoRoom
from bot.models.rooms import Attendance
from bot.overview import concerns
from handlers.blocks.home import Shown, for_strangers, home
from handlers.blocks.look import Look
from sandbox.slack.views import checked
from tests.fakes import NOON, THREE, request, room

DANA = Provider(id="U0DANA", name="Dana Reyes")
AN_HOUR = timedelta(hours=1)


def session(number: int, start: datetime = THREE, **changes: object) -> Room:
    return room(**{"id": f"{number:032}", "start": start, "state": RoomState.SCHEDULED, **changes})


def of(patient: str, provider: Provider = DANA, **changes: object) -> dict[str, object]:
    return {"request": request(provider=provider, patient=Patient(email=f"{patient}@example.com"), **changes)}


def tab(rooms: list[Room], *, now: datetime = NOON, is_for_all: bool = True, **look: str) -> str:
    shown = Shown(rooms=rooms, now=now, zone="America/New_York", is_for_all=is_for_all)
    view = checked(home(shown, Look(**look)), kind="home")
    return json.dumps(view, ensure_ascii=False)


def many(count: int) -> list[Room]:
    """Rooms of ten providers, from today on, 50 a day."""
    providers = [Provider(id=f"U0PROV{n}", name=f"Provider {n}") for n in range(10)]
    begins = NOON + AN_HOUR
    return [
        session(
            n,
            begins + timedelta(days=n // 50, hours=n % 50 // 10),
            **of(f"patient-with-a-long-name-{n}", providers[n % 10], reference=f"A-{n}" * 8),
        )
        for n in range(count)
    ]


def attended(start: datetime, *, patient: bool, provider: bool = True) -> VideoRoom:
    return VideoRoom(
        uid="uid00001",
        start=start,
        zone="America/New_York",
        patient_link="https://video.example.com/1?type=patient",
        provider_link="https://video.example.com/1?type=provider",
        attendance=Attendance(
            provider=Presence(attended=provider, duration=9), patient=Presence(attended=patient, duration=0)
        ),
    )


def kinds(rooms: list[Room], now: datetime = NOON) -> list[ConcernKind]:
    return [each.kind for each in concerns(rooms, now)]


def test_what_needs_somebody_stands_first() -> None:
    text = tab([session(1), session(2, state=RoomState.UNKNOWN, start=THREE + 2 * AN_HOUR)])

    assert text.index("Needs attention (1)") < text.index("Not known whether") < text.index("Tomorrow, ")


def test_nothing_to_do_is_said_too() -> None:
    assert "Nothing needs attention" in tab([session(1)])
    assert "No sessions here" in tab([])


def test_a_room_that_betterpt_tells_nobody_of_needs_somebody() -> None:
    no_contact = session(1, request=request(patient=Patient()))
    no_name = session(2, THREE + AN_HOUR, request=request(clinic=None))

    assert kinds([no_contact, no_name]) == [ConcernKind.UNREACHABLE] * 2
    assert kinds([no_contact], now=THREE) == [], "it has begun"
    text = tab([no_contact, no_name])
    assert "no contact is known" in text
    assert "no clinic name is set" in text


def test_two_sessions_of_one_provider_at_a_time_need_somebody() -> None:
    other = Provider(id="U0LEE", name="Lee")
    rooms = [
        session(1),
        session(2, THREE + AN_HOUR / 2, **of("b")),
        session(3, THREE + AN_HOUR / 2, **of("c", other)),
        session(4, THREE + AN_HOUR * 2, **of("d")),
    ]
    (found,) = concerns(rooms, NOON)

    assert (found.kind, found.room.id[-1], found.other and found.other.id[-1]) == (
        ConcernKind.CONFLICT,
        "2",
        "1",
    )
    assert "session at 3:00 PM EST" in tab(rooms)


def test_a_patient_who_was_not_seen_is_to_be_rebooked_until_there_is_a_next_session() -> None:
    missed = session(1, video=attended(THREE, patient=False))
    after = THREE + timedelta(hours=3)
    assert kinds([missed], after) == [ConcernKind.REBOOK]
    assert kinds([missed, session(2, THREE + timedelta(days=7))], after) == []
    assert kinds([missed, session(2, THREE + timedelta(days=7), **of("another"))], after) == [
        ConcernKind.REBOOK
    ]
    assert kinds([session(1, video=attended(THREE, patient=True))], after) == []
    waited = session(1, video=attended(THREE, patient=True, provider=False))
    assert kinds([waited], after) == [ConcernKind.REBOOK], "who came for nothing before anybody"


def test_a_cancelled_session_is_to_be_rebooked_once_per_patient() -> None:
    gone = [session(n, THREE + n * AN_HOUR, state=RoomState.CANCELLED) for n in (1, 2)]

    assert kinds(gone) == [ConcernKind.REBOOK]
    assert kinds([session(0), *gone]) == [], "there is another one before it"
    nobody = session(1, state=RoomState.CANCELLED, request=request(patient=Patient()))
    assert kinds([nobody]) == [], "nobody can tell whether they have a next one"


@pytest.mark.parametrize("count", [0, 5, 500])
@pytest.mark.parametrize("day", ["next", "today", "tomorrow", "week"])
@pytest.mark.parametrize("state", ["all", "needs", "ahead", "over", "gone"])
def test_slack_takes_every_page(count: int, day: str, state: str) -> None:
    rooms = many(count)
    pages = {tab(rooms, day=day, state=state, page=str(page)) for page in range(12)}

    assert "type=patient" not in "".join(pages)


def test_every_session_of_a_long_week_is_on_one_of_the_pages() -> None:
    text = "".join(tab(many(500), day="week", page=str(page)) for page in range(12))

    assert all(f'"value": "{each.id}"' in text for each in many(500) if each.start < NOON + timedelta(days=6))
    assert "Page 2 of" in text


def test_a_page_names_its_day_and_provider_anew() -> None:
    second = json.loads(tab(many(500), day="week", page="1"))["blocks"]
    kinds_of = [each["type"] for each in second]

    assert kinds_of[4:7] == ["header", "context", "section"]


def test_the_worst_day_fits_too() -> None:
    """Each session its own provider and its own concern."""
    rooms = [
        session(
            n,
            THREE - timedelta(days=1) + timedelta(minutes=n),
            request=request(
                provider=Provider(id=f"U0P{n}", name=f"P{n}" * 40), patient=Patient(), clinic=None
            ),
        )
        for n in range(500)
    ]
    for state in ("all", "needs"):
        tab(rooms, day="week", state=state)


def test_filters_hold_and_a_new_filter_begins_at_the_first_page() -> None:
    look = Look.of({"day": "week", "page": "3", "channel": "C1"}).but("provider=U0PROV1")
    assert look == Look(day="week", provider="U0PROV1", page="0")

    text = tab(many(50), day="today", provider="U0PROV1")
    assert "<@U0PROV1>" in text
    assert "<@U0PROV2>" not in text


def test_a_reader_elsewhere_sees_both_clocks() -> None:
    text = tab([session(1, zone="America/Los_Angeles")])

    assert "*3:00 PM EST* (12:00 PM PST)" in text


def test_a_guest_reads_a_polite_sentence() -> None:
    assert "people of the clinic" in json.dumps(checked(for_strangers(), kind="home"))
