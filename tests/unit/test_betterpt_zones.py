"""Which zone stands for which: the start instant and the wall clock around it must never shift."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.betterpt.zones import DOCUMENTED, PRESUMED, Spelling, Zones, iana_name
from bot.errors import ZoneUnsupported

START = datetime(2026, 7, 2, 19, 0, tzinfo=UTC)


def told(kind: str, names: list[str] | None) -> dict[str, object]:
    values = None if names is None else [{"name": name} for name in names]
    inner = {"kind": kind, "enumValues": values}
    return {"inputFields": [{"name": "timeZone", "type": {"kind": "NON_NULL", "ofType": inner}}]}


@pytest.mark.parametrize("zone", DOCUMENTED)
def test_a_documented_zone_stands_for_itself(zone: str) -> None:
    assert Zones().zone_for(zone, START) == zone


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("US/Eastern", "America/New_York"),
        ("America/Toronto", "America/New_York"),
        ("America/Winnipeg", "America/Chicago"),
        ("US/Pacific", "America/Los_Angeles"),
        ("US/Arizona", "America/Phoenix"),
        ("America/Indianapolis", "America/Indiana/Indianapolis"),
        ("America/Louisville", "America/Kentucky/Louisville"),
        ("America/Halifax", "America/Halifax"),
        ("Canada/Atlantic", "America/Halifax"),
        ("Canada/Newfoundland", "America/St_Johns"),
    ],
)
def test_another_name_is_mapped_to_a_zone_with_its_rules(asked: str, known: str) -> None:
    assert Zones().zone_for(asked, START) == known


@pytest.mark.parametrize(
    "zone",
    ["Pacific/Honolulu", "Europe/Berlin", "America/Havana", "UTC", "Asia/Kolkata", "Mars/Base", "", "../x"],
)
def test_a_zone_without_a_twin_is_refused(zone: str) -> None:
    with pytest.raises(ZoneUnsupported):
        Zones().zone_for(zone, START)


def test_no_mapped_zone_ever_shifts_the_wall_clock() -> None:
    zones = Zones()
    hours = [START + timedelta(hours=7 * step) for step in range(-1200, 2400, 5)]
    for zone in available_timezones():
        try:
            known = zones.zone_for(zone, START)
        except ZoneUnsupported:
            continue
        ours, theirs = ZoneInfo(zone), ZoneInfo(known)
        assert all(
            hour.astimezone(ours).utcoffset() == hour.astimezone(theirs).utcoffset() for hour in hours
        ), (zone, known)


def test_every_listed_zone_exists() -> None:
    assert set(DOCUMENTED) | set(PRESUMED) <= available_timezones()
    assert not set(DOCUMENTED) & set(PRESUMED)


def test_the_servers_own_list_replaces_the_documented_one() -> None:
    zones = Zones()
    zones.learn(told("ENUM", ["America_Toronto", "Pacific_Honolulu"]))
    assert zones.spelling is Spelling.ENUM
    assert zones.zone_for("America/Toronto", START) == "America/Toronto"
    assert zones.zone_for("US/Hawaii", START) == "Pacific/Honolulu"
    with pytest.raises(ZoneUnsupported):
        zones.zone_for("America/Chicago", START)


def test_a_string_tells_the_spelling_only() -> None:
    zones = Zones()
    zones.learn(told("SCALAR", None))
    assert zones.spelling is Spelling.STRING
    assert zones.zone_for("America/Chicago", START) == "America/Chicago"


@pytest.mark.parametrize("odd", [{}, {"inputFields": None}, {"inputFields": [{"name": "timeZone"}, 3]}])
def test_an_odd_introspection_changes_nothing(odd: dict[str, object]) -> None:
    zones = Zones()
    zones.learn(odd)
    assert zones.spelling is Spelling.ENUM


def test_both_spellings_lead_to_the_iana_name() -> None:
    for zone in (*DOCUMENTED, *PRESUMED):
        assert iana_name(Spelling.ENUM.spell(zone)) == iana_name(Spelling.STRING.spell(zone)) == zone
    assert iana_name("Somewhere_Else") == "Somewhere_Else"


def test_a_known_answer_is_fast() -> None:
    zones = Zones()
    zones.zone_for("US/Eastern", START)
    began = time.thread_time()
    for _ in range(100):
        zones.zone_for("US/Eastern", START)
    assert time.thread_time() - began < 0.1
