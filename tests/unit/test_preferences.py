"""What is chosen in Slack: the form's fields and back, and what holds over what the environment says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import time, timedelta

import pytest

from bot.language import Language, speaking
from bot.ledger import SqliteLedger
from bot.models import Choice, Hours, Person, Wishes
from bot.models import Clinic as Chosen
from bot.preferences import CLINIC
from handlers import choices
from handlers.blocks import preferences
from handlers.choices import Held
from sandbox.slack.views import checked
from tests.clinic import Clinic
from tests.fakes import NOON

FIRST = Chosen(names=("Bayside Physical Therapy",), channel="C0TEAM", time_zone="America/New_York")


@pytest.fixture
async def clinic() -> AsyncIterator[Clinic]:
    ledger = SqliteLedger(":memory:")
    yield Clinic(ledger=ledger)
    await ledger.close()


def held(
    wishes: Wishes | None = None, clinic: Chosen | None = FIRST, ours: Mapping[str, Choice] | None = None
) -> Held:
    return Held(
        wishes=wishes or Wishes(),
        clinic=clinic,
        mine={},
        ours=ours or {},
        profile_zone="America/Chicago",
        zone="America/Chicago",
    )


def submitted(was: Held, **changes: str) -> tuple[dict[str, object], dict[str, object]]:
    fields = choices.filled(was)
    marks = choices.marks(fields)
    after = fields | {name.replace("_", "-"): value for name, value in changes.items()}
    return choices.wishes_of(after, marks), choices.clinic_of(after, marks)


def test_who_changes_nothing_changes_nothing() -> None:
    assert submitted(held()) == ({}, {})
    assert submitted(held(clinic=None)) == ({}, {})


def test_only_what_was_changed_in_the_form_is_changed() -> None:
    own, ours = submitted(held(), my_agenda="on", names="Bayside PT\n\n  Hill   PT \nBayside PT", days="0,1")

    assert own == {"agenda_at": time(7, 30)}
    assert ours == {
        "names": ("Bayside PT", "Hill PT"),
        "hours": Hours(time(7), time(19), frozenset({0, 1})),
    }


def test_everything_can_be_switched_off_again() -> None:
    wishes = Wishes(agenda_at=time(8), zone="America/Denver")
    clinic = Chosen(
        names=("A",), channel="C1", agenda_at=time(8), time_zone="America/Denver", are_links_posted=False
    )
    own, ours = submitted(
        held(wishes, clinic),
        my_agenda="",
        my_dms="",
        my_zone="profile",
        names="",
        channel="",
        days="",
        agenda="",
        language="es",
        preview="unclear",
        links="thread",
        zone="none",
    )

    assert own == {"agenda_at": None, "is_told_of_bookings": False, "is_reminded": False, "zone": None}
    assert ours == {
        "names": (),
        "channel": None,
        "hours": None,
        "agenda_at": None,
        "language": "es",
        "is_always_previewed": False,
        "are_links_posted": True,
        "time_zone": None,
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"names": "x" * 101}, "names"),
        ({"names": "\n".join("abcdefghijklmnopqrstuvwxyz")}, "names"),
        ({"closes": "07:00"}, "closes"),
        ({"agenda": "on", "channel": ""}, "agenda"),
        ({"agenda": "on", "zone": "none"}, "zone"),
    ],
)
def test_what_does_not_go_together_is_said_under_its_field(changes: dict[str, str], field: str) -> None:
    assert [*choices.problems(choices.filled(held()) | changes, "America/Chicago")] == [field]


def test_an_agenda_needs_a_clock() -> None:
    fields = choices.filled(held(clinic=None)) | {"my-agenda": "on"}

    assert [*choices.problems(fields, None)] == ["my-zone"]
    assert choices.problems(fields | {"my-zone": "America/Denver"}, None) == {}


@pytest.mark.parametrize("field", ["zone", "my-zone"])
def test_a_zone_that_no_menu_offers_is_not_kept(field: str) -> None:
    """A form's values come from outside: with such a one nothing could be read any more."""
    fields = choices.filled(held()) | {field: "Mars/Base"}

    assert [*choices.problems(fields, "America/Chicago")] == [field]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "shown",
    [
        held(),
        held(clinic=None),
        held(
            Wishes(agenda_at=time(6, 5), zone="Pacific/Honolulu"), Chosen(hours=None, names=("é" * 100,) * 20)
        ),
    ],
)
def test_slack_takes_the_form(shown: Held, language: Language) -> None:
    fields = choices.filled(shown)
    with speaking(language):
        view = preferences.form(shown, fields, json.dumps(choices.marks(fields)))
    checked(view)
    labels = [
        option["text"]["text"]
        for block in view["blocks"]
        for option in block.get("element", {}).get("options", [])
    ]

    assert not [label for label in labels if label.endswith("…")], "nothing had to be shortened"


def test_each_field_tells_who_chose_it_last() -> None:
    choice = Choice(scope=CLINIC, name="channel", value='"C1"', by="U0CASEY", at=NOON)
    view = preferences.form(held(ours={"channel": choice}), choices.filled(held()), "{}")

    assert "Changed by <@U0CASEY> on Tuesday, December 1" in json.dumps(view)


async def test_a_choice_holds_over_the_environment_from_then_on(clinic: Clinic) -> None:
    await clinic.choosing.for_all("U0CASEY", names=("Hill PT",), hours=None, agenda_at=time(7))
    now = await clinic.preferences.clinic()

    assert (now.name, now.hours, now.agenda_at, now.channel) == ("Hill PT", None, time(7), "C0TEAM")
    kept = await clinic.preferences.chosen(CLINIC)
    assert {each.by for each in kept.values()} == {"U0CASEY"}
    assert "channel" not in kept, "who changed something else did not choose it"


async def test_times_are_read_where_somebody_chose_else_by_their_profile_else_by_the_clinic(
    clinic: Clinic,
) -> None:
    assert await clinic.preferences.zone("U0DANA") == "America/New_York"
    await clinic.ledger.save_person(
        Person(id="U0DANA", name="Dana", time_zone="America/Denver"), NOON - timedelta(days=99)
    )
    assert await clinic.preferences.zone("U0DANA") == "America/Denver"
    await clinic.choosing.for_oneself("U0DANA", zone="America/Chicago")
    assert await clinic.preferences.zone("U0DANA") == "America/Chicago"
    await clinic.choosing.for_oneself("U0DANA", zone=None)
    assert await clinic.preferences.zone("U0DANA") == "America/Denver"


async def test_what_two_people_choose_at_once_holds_both(clinic: Clinic) -> None:
    async with clinic.ledger.alone_briefly(f"choices of {CLINIC}"):
        both = [
            asyncio.create_task(clinic.choosing.for_all("U0CASEY", **{name: value}))
            for name, value in (("names", ("Hill PT",)), ("channel", "C0OTHER"), ("agenda_at", time(7)))
        ]
        await asyncio.sleep(0.05)  # all of them have come as far as they can
    await asyncio.gather(*both)
    now = await clinic.preferences.clinic()

    assert (now.name, now.channel, now.agenda_at) == ("Hill PT", "C0OTHER", time(7))


async def test_what_is_promised_goes_by_what_holds_when_it_is_kept(clinic: Clinic) -> None:
    async with clinic.ledger.alone_briefly(f"choices of {CLINIC}"):
        both = [
            asyncio.create_task(clinic.choosing.for_all("U0CASEY", **{name: value}))
            for name, value in (("time_zone", "America/Denver"), ("agenda_at", time(7)))
        ]
        await asyncio.sleep(0.05)
    await asyncio.gather(*both)
    (told,) = await clinic.ledger.claim(now=NOON + timedelta(days=2), limit=9)

    assert told.due == NOON.replace(hour=14) + timedelta(days=1), "7 AM in Denver"
