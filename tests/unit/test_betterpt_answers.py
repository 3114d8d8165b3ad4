"""Odd answers: what is read of them, and that nothing of a patient is left in an error's words."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.betterpt.answers import parse
from bot.betterpt.bearer import Token
from bot.betterpt.documents import CANCEL, CREATE, GET
from bot.betterpt.fields import instant_of, link_of, number_of, truth_of, video_room
from bot.betterpt.ladder import ZoneMisspelt, read
from bot.betterpt.wording import without_private
from bot.errors import OutcomeUnknown, RoomMissing, RoomsError, RoomsRejected

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
WHOLE = {
    "uid": "abc",
    "startTime": "2026-07-02T19:00:00.000Z",
    "timeZone": "America/Chicago",
    "patientLink": "https://example.com/room/abc?code=1&type=patient",
    "providerLink": "https://example.com/room/abc?code=2&type=provider",
}

odd_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(alphabet="aZ0 :/-é\x00", max_size=12),
    st.sampled_from([[], {}, [None], {"uid": None}, [[["deep"]]], {"extensions": [], "path": {}}]),
)


def answer(body: object, status: int = 200) -> httpx.Response:
    return httpx.Response(status, content=json.dumps(body).encode())


def error(message: str, code: str = "", **more: object) -> dict[str, object]:
    return {"message": message, "extensions": {"code": code}, **more}


@pytest.mark.parametrize(
    ("odd", "number"),
    [(45, 45), (44.6, 45), ("45", 45), ("44.6", 45), (0, 0), (None, None), ("a while", None), (-1, None)],
)
def test_durations_come_in_many_shapes(odd: object, number: int | None) -> None:
    assert number_of(odd) == number


@pytest.mark.parametrize("odd", [True, "nan", "inf", [], {}, 10**400, float("inf")])
def test_what_is_no_duration_is_not_reported(odd: object) -> None:
    assert number_of(odd) is None


@pytest.mark.parametrize(
    ("odd", "truth"), [(True, True), ("true", True), (1, True), (0, False), ("False", False), (None, None)]
)
def test_attendance_comes_in_many_shapes(odd: object, *, truth: bool | None) -> None:
    assert truth_of(odd) is truth


@pytest.mark.parametrize(
    "text", ["2026-07-02T19:00:00Z", "2026-07-02T19:00:00.000Z", "2026-07-02T15:00:00-04:00"]
)
def test_times_are_read_with_and_without_milliseconds(text: str) -> None:
    assert instant_of(text) == datetime(2026, 7, 2, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "odd", ["2026-07-02T19:00:00", "soon", "", None, 1767225600, "0001-01-01T00:00:00+23:00"]
)
def test_what_is_no_instant_is_none(odd: object) -> None:
    assert instant_of(odd) is None


@pytest.mark.parametrize("odd", ["javascript:alert(1)", "https://a b", "", None, 7])
def test_what_is_no_web_address_is_no_link(odd: object) -> None:
    assert link_of(odd) == ""


def test_an_unknown_status_and_unknown_fields_are_kept_or_ignored() -> None:
    room = video_room({**WHOLE, "status": "PAUSED_BY_ALIENS", "new": {"a": 1}})
    assert room is not None
    assert (room.attendance.status, room.has_links) == ("PAUSED_BY_ALIENS", True)


@given(
    st.dictionaries(st.sampled_from([*WHOLE, "status", "patientDuration", "didPatientAttend"]), odd_values)
)
def test_no_fields_ever_break_the_reading(fields: dict[str, object]) -> None:
    video_room({**WHOLE, **fields})


@given(odd_values | st.fixed_dictionaries({"data": odd_values, "errors": odd_values}))
def test_every_answer_is_fields_or_one_rooms_error(body: object) -> None:
    for operation in (CREATE, GET):
        with suppress(RoomsError):
            read(operation, httpx.Response(200, content=json.dumps(body).encode()))


def test_deep_json_and_bad_bytes_are_unreadable_not_fatal() -> None:
    for content in (b"[" * 100_000, b"\xff\xfe", b"", b'{"data":'):
        assert parse(httpx.Response(200, content=content)).body is None


def test_a_uid_proves_that_it_was_done_whatever_the_status_says() -> None:
    body = {"data": {CREATE.name: WHOLE}, "errors": [error("late", "INTERNAL_SERVER_ERROR")]}
    assert read(CREATE, answer(body, 500)) == WHOLE


def test_a_spelling_refused_by_validation_can_be_told_from_every_other_no() -> None:
    sentence = 'Variable "$input" got invalid value "America_Chicago" at "input.timeZone"'
    with pytest.raises(ZoneMisspelt):
        read(CREATE, answer({"errors": [error(sentence, "BAD_USER_INPUT")]}))
    with pytest.raises(ZoneMisspelt):  # older servers give this code to everything
        read(CREATE, answer({"errors": [error(sentence, "INTERNAL_SERVER_ERROR")]}))
    for after_the_start in ({"data": None}, {"data": {CREATE.name: None}}):
        refused = {"errors": [error(sentence, "BAD_USER_INPUT", path=[CREATE.name])], **after_the_start}
        with pytest.raises(RoomsRejected) as told:
            read(CREATE, answer(refused))
        assert type(told.value) is RoomsRejected


def test_not_found_is_about_the_room_only_where_a_room_was_named() -> None:
    body = {"data": {CREATE.name: None}, "errors": [error("Clinic not found")]}
    with pytest.raises(RoomsRejected):
        read(CREATE, answer(body))
    with pytest.raises(RoomMissing):
        read(CANCEL, answer(body))


def test_an_error_below_the_create_means_that_it_ran() -> None:
    body = {
        "data": {CREATE.name: None},
        "errors": [error("null", "BAD_USER_INPUT", path=[CREATE.name, "status"])],
    }
    with pytest.raises(OutcomeUnknown):
        read(CREATE, answer(body))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "999999999"}, 3600),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "soon"}, None),
        (
            {
                "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT",
                "date": "Wed, 21 Oct 2026 07:28:00 GMT",
            },
            30,
        ),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait_is_read_as_seconds_or_a_date(headers: dict[str, str], seconds: int | None) -> None:
    waits = parse(httpx.Response(429, headers=headers)).retry_after
    assert waits == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "private",
    ["pat@example.com", "+12025550143", "(202) 555-0143", "https://example.com/room/1?code=2", "chart-4711"],
)
def test_nothing_private_is_left_in_betterpts_words(private: str) -> None:
    said = without_private(f'Variable "$input" got invalid value "{private}"; try again', ["chart-4711"])
    assert private not in said
    assert said.startswith("Variable")
    assert said.endswith("try again")


def test_long_words_become_one_short_line() -> None:
    said = without_private("no\n" * 500 + "\x00")
    assert len(said) <= 200
    assert said.isprintable()


def jwt(**claims: object) -> str:
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"head.{payload}.signature"


@pytest.mark.parametrize(
    ("fields", "life"),
    [
        (
            {"access_token": jwt(exp=int((NOW + timedelta(hours=24)).timestamp()))},
            timedelta(hours=23, minutes=55),
        ),
        ({"access_token": "opaque", "expires_in": 86400}, timedelta(hours=23, minutes=55)),
        ({"access_token": "opaque", "expires_in": "600"}, timedelta(minutes=8)),
        ({"access_token": "opaque"}, timedelta(minutes=25)),
        ({"access_token": "a.%%%.b"}, timedelta(minutes=25)),
        ({"access_token": jwt(exp="never")}, timedelta(minutes=25)),
        ({"access_token": jwt(exp=10**30)}, timedelta(minutes=25)),
        ({"access_token": jwt(exp=1)}, timedelta(minutes=25)),
    ],
)
def test_a_token_is_renewed_before_its_end(fields: dict[str, object], life: timedelta) -> None:
    token = Token.granted(fields, NOW)
    assert token is not None
    assert token.renew_at == NOW + life
    assert Token.stored(token.text) == token
    assert str(fields["access_token"]) not in repr(token)


@pytest.mark.parametrize("odd", [None, "", 7, "with space", "line\nbreak", "schlüssel"])
def test_what_no_header_can_carry_is_no_token(odd: object) -> None:
    assert Token.granted({"access_token": odd}, NOW) is None


@pytest.mark.parametrize("text", [None, "", "{}", "[]", "null", '{"value": "x", "renew_at": "soon"}'])
def test_what_was_stored_by_somebody_else_is_no_token(text: str | None) -> None:
    assert Token.stored(text) is None


def test_durations_in_seconds_become_minutes() -> None:
    read = video_room({**WHOLE, "providerDuration": 2999, "patientDuration": "45"}, are_seconds=True)
    assert read
    assert (read.attendance.provider.duration, read.attendance.patient.duration) == (50, 1)
