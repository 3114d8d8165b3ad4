"""The provider's calendar entry, read back as a calendar would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bot.calendars import CalendarFile, CalendarWords, cancellation, invitation
from bot.models import Patient, Provider, Room, RoomState, VideoRoom
from tests.fakes import NOON, THREE, request

NEW_YORK = "America/New_York"
WORDS = CalendarWords(
    summary="Video session, A-1207", description="Opens 5 minutes before.\nThe link is in Slack."
)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("SystemV"))
Rule = TimezoneStandard | TimezoneDaylight
SECRETS = "pat@example.com", "+12025550143", "https://", "video.example.com", "pat"


def room(start: datetime = THREE, zone: str = NEW_YORK, number: int = 1) -> Room:
    asked = request(patient=Patient(email="pat@example.com", phone="+12025550143"), reference="A-1207")
    video = VideoRoom(
        uid="uid00001",
        start=start,
        zone=zone,
        patient_link="https://video.example.com/uid00001?type=patient",
        provider_link="https://video.example.com/uid00001?type=provider",
    )
    return Room(
        id=f"{number:032x}",
        request=asked,
        start=start,
        zone=zone,
        state=RoomState.SCHEDULED,
        created=NOON,
        video=video,
    )


def read(file: CalendarFile) -> Calendar:
    calendar = Calendar.from_ical(file.content)
    assert isinstance(calendar, Calendar)
    return calendar


def invited(*rooms: Room, words: CalendarWords = WORDS, sequence: int = 0) -> Calendar:
    return read(invitation(rooms, NOON, sequence=sequence, words=words))


def only(calendar: Calendar) -> Event:
    (event,) = calendar.events
    return event


def rules(zone: Timezone) -> list[Rule]:
    return [part for part in zone.subcomponents if isinstance(part, TimezoneStandard | TimezoneDaylight)]


def written(event: Event) -> tuple[datetime, datetime]:
    start, end = event.DTSTART, event.DTEND
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return start, end


def onset(rule: Rule) -> datetime:
    """As UTC: the start of a rule is by the clocks before it."""
    begins: datetime = rule.DTSTART
    offset: timedelta = rule.TZOFFSETFROM
    return begins - offset


def has_begun(rule: Rule, wall: datetime) -> bool:
    """By the clocks before it and by its own: a repeated hour means its first pass."""
    begins: datetime = rule.DTSTART
    offset: timedelta = rule.TZOFFSETTO
    return wall >= max(begins, onset(rule) + offset)


def instants(event: Event, zones: list[Timezone]) -> list[datetime]:
    """Start and end by the file's own zone rules (RFC 5545, 3.6.5), without any database of zones."""
    known = {zone.tz_name: rules(zone) for zone in zones}
    found = []
    for name, at in zip(("dtstart", "dtend"), written(event), strict=True):
        zone = event[name].params.get("tzid")
        offset = timedelta(0)
        if zone:
            wall = at.replace(tzinfo=None)
            offset = max((rule for rule in known[zone] if has_begun(rule, wall)), key=onset).TZOFFSETTO
        else:
            assert at.tzname() == "UTC"
        found.append(at.replace(tzinfo=UTC) - offset)
    return found


def test_a_booking_is_published_with_everything_a_calendar_needs() -> None:
    calendar = invited(room(), sequence=3)
    event = only(calendar)
    assert (calendar.version, calendar.method) == ("2.0", "PUBLISH")
    assert event.uid == f"{1:032x}@room-bot"
    assert (event.sequence, event.stamp) == (3, NOON)
    assert (event.status, event.transparency, event.classification) == ("CONFIRMED", "OPAQUE", "PRIVATE")
    assert (event.summary, event.description) == (WORDS.summary, WORDS.description)
    assert event.organizer == "mailto:dana@example.com"
    assert "attendee" not in event


def test_the_session_is_sixty_minutes_in_the_rooms_zone_and_the_file_brings_the_zones_rules() -> None:
    content = invitation([room()], NOON, sequence=0, words=WORDS).content
    assert b"\r\nDTSTART;TZID=America/New_York:20261202T150000\r\n" in content
    assert b"\r\nDTEND;TZID=America/New_York:20261202T160000\r\n" in content
    calendar = invited(room())
    assert [zone.tz_name for zone in calendar.timezones] == [NEW_YORK]
    assert calendar.get_missing_tzids() == set()
    assert instants(only(calendar), calendar.timezones) == [THREE, THREE + HOUR]


def test_it_reminds_five_minutes_before_when_the_room_opens() -> None:
    (alarm,) = only(invited(room())).alarms.times
    assert alarm.trigger == THREE - timedelta(minutes=5)


@pytest.mark.parametrize("secret", SECRETS)
def test_no_link_and_nothing_of_the_patients_gets_into_the_file(secret: str) -> None:
    plain = CalendarWords(summary="Video session", description="")
    for made in (invitation, cancellation):
        file = made([room()], NOON, sequence=0, words=plain)
        text = file.content.decode().replace("\r\n ", "") + file.name
        assert secret not in text
        assert "A-1207" not in text


def test_a_reschedule_is_the_same_entry_with_a_higher_sequence() -> None:
    before, after = only(invited(room())), only(invited(room(THREE + WEEK), sequence=1))
    assert before.uid == after.uid
    assert before.sequence < after.sequence
    assert after.start == THREE + WEEK


def test_a_cancellation_names_the_same_entry_and_reminds_of_nothing() -> None:
    file = cancellation([room()], NOON, sequence=2, words=WORDS)
    event = only(read(file))
    assert read(file).method == "CANCEL"
    assert (event.status, event.sequence, event.transparency) == ("CANCELLED", 2, "TRANSPARENT")
    assert event.uid == only(invited(room())).uid
    assert event.start == THREE
    assert not event.alarms.times


def test_the_files_name_says_when_and_what_it_is_for() -> None:
    assert invitation([room()], NOON, sequence=0, words=WORDS).name == "session-2026-12-02-1500.ics"
    name = cancellation([room()], NOON, sequence=1, words=WORDS).name
    assert name == "session-2026-12-02-1500-cancelled.ics"


def test_the_same_room_makes_the_same_bytes() -> None:
    assert len({invitation([room()], NOON, sequence=0, words=WORDS).content for _ in range(3)}) == 1


@pytest.mark.parametrize(("month", "zone"), [(10, NEW_YORK), (2, NEW_YORK), (3, "Europe/Berlin")])
def test_a_series_across_a_clock_change_keeps_its_wall_time(month: int, zone: str) -> None:
    place = ZoneInfo(zone)
    walls = [datetime(2026, month, 13, 15, tzinfo=place) + week * WEEK for week in range(6)]
    rooms = [room(wall.astimezone(UTC), zone, number) for number, wall in enumerate(walls)]
    calendar = invited(*rooms)
    assert len({event.uid for event in calendar.events}) == 6
    assert [instants(event, calendar.timezones)[0] for event in calendar.events] == [r.start for r in rooms]
    assert len({wall.utcoffset() for wall in walls}) == 2
    assert len(calendar.timezones[0].subcomponents) == 2, "the rules before the change and after it, no more"
    assert {written(event)[0].hour for event in calendar.events} == {15}


def test_a_series_in_two_zones_brings_both() -> None:
    calendar = invited(room(), room(THREE + WEEK, "America/Chicago", 2))
    assert [zone.tz_name for zone in calendar.timezones] == ["America/Chicago", NEW_YORK]


def test_a_change_begins_when_the_clocks_before_it_say_so() -> None:
    calendar = invited(room(datetime(2026, 3, 8, 7, 30, tzinfo=UTC)))  # 3:30 AM EDT, in the first hour
    (spring,) = (rule for rule in rules(calendar.timezones[0]) if isinstance(rule, TimezoneDaylight))
    assert f"{spring.DTSTART:%Y-%m-%d %H:%M}" == "2026-03-08 02:00"
    assert instants(only(calendar), calendar.timezones)[0] == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("minutes", range(-120, 121, 15))
def test_around_repeated_hours_the_instant_is_kept(minutes: int) -> None:
    start = datetime(2026, 11, 1, 6, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    calendar = invited(room(start))
    assert instants(only(calendar), calendar.timezones) == [start, start + HOUR]


def test_utc_needs_no_rules() -> None:
    calendar = invited(room(zone="UTC"))
    assert calendar.timezones == []
    assert instants(only(calendar), []) == [THREE, THREE + HOUR]


@pytest.mark.no_cover  # many times the same
def test_every_zone_is_written_in_full() -> None:
    for zone in ZONES:
        calendar = invited(room(zone=zone))
        assert calendar.get_missing_tzids() == set(), zone
        assert instants(only(calendar), calendar.timezones) == [THREE, THREE + HOUR], zone


@pytest.mark.no_cover  # many times the same
@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2036, 1, 1)),  # noqa: DTZ001 - made UTC below
    weeks=st.integers(0, 30),
    zone=st.sampled_from(ZONES),
)
@example(start=datetime(2026, 4, 4, 15, 15), weeks=0, zone="Australia/Lord_Howe")  # noqa: DTZ001
@example(start=datetime(2026, 2, 14, 4, 0), weeks=10, zone="Africa/Casablanca")  # noqa: DTZ001
def test_instants_survive_the_way_through_a_file(start: datetime, weeks: int, zone: str) -> None:
    first = start.replace(second=0, microsecond=0, tzinfo=UTC)
    rooms = [room(first, zone, 1), room(first + weeks * WEEK, zone, 2)]
    calendar = invited(*rooms)
    for event, booked in zip(calendar.events, rooms, strict=True):
        assert instants(event, calendar.timezones) == [booked.start, booked.end]
        assert [at.astimezone(UTC) for at in written(event)] == [booked.start, booked.end]


@pytest.mark.no_cover  # many times the same
@given(reference=st.text(max_size=300), description=st.text(max_size=300))
@example(reference=r"C:\New", description=r"\n, \N")
@example(reference="número Ñandú-1207 " * 8, description="日本語のカルテ" * 30)
@example(reference="A-1\r\nATTENDEE:mailto:x@example.com", description="a,b;c\\n:d\\\nEND:VEVENT")
def test_any_words_stay_words(reference: str, description: str) -> None:
    words = CalendarWords(summary=f"Video session, {reference}", description=description)
    content = invitation([room()], NOON, sequence=0, words=words).content
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert content.endswith(b"END:VCALENDAR\r\n")
    event = only(invited(room(), words=words))
    assert event.summary == shown(words.summary)
    assert (event.description or "") == shown(description)
    assert "attendee" not in event


def shown(text: str) -> str:
    """What a reader sees: a word joiner is nothing to look at."""
    printable = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return printable.replace(r"\N", "\\\N{WORD JOINER}N")


def test_a_long_line_is_folded_between_letters() -> None:
    words = CalendarWords(summary="Número " + "ñ" * 100, description="")
    content = invitation([room()], NOON, sequence=0, words=words).content
    for line in content.split(b"\r\n"):
        line.decode("utf-8")
    assert only(invited(room(), words=words)).summary == words.summary


def test_a_provider_without_an_address_organizes_nothing() -> None:
    bare = room()
    asked = request(provider=Provider(id="U1", name="Dana Reyes"))
    assert "organizer" not in only(invited(bare.but(request=asked)))


def test_the_zones_rules_follow_each_other() -> None:
    calendar = invited(room(), room(THREE + 104 * WEEK, number=2))
    found = rules(calendar.timezones[0])
    assert len(found) == 5
    assert all(before.TZOFFSETTO == after.TZOFFSETFROM for before, after in pairwise(found))
