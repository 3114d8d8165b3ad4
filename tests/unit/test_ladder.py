"""Every answer of BetterPT's is the fields that were asked for, or one error that says why in few words."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import httpx
import pytest

from bot.betterpt.answers import parse
from bot.betterpt.documents import ALL, CANCEL, CREATE, GET, RESCHEDULE, TIME_ZONES, Operation
from bot.betterpt.ladder import TokenRefused, ZoneMisspelt, read, unanswered
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)

ROOM = {"uid": "abc"}
NOTHING: dict[str, object] = {}
OPERATIONS = pytest.mark.parametrize("operation", ALL, ids=lambda each: each.name)
QUERIES = pytest.mark.parametrize("operation", [GET, TIME_ZONES], ids=lambda each: each.name)
ACTS = pytest.mark.parametrize("operation", [CREATE, RESCHEDULE, CANCEL], ids=lambda each: each.name)


def answer(body: object, status: int = 200, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, content=json.dumps(body).encode())


def error(message: object = "This is not possible", code: object = None, **more: object) -> dict[str, object]:
    return {"message": message, **({"extensions": {"code": code}} if code else {}), **more}


def errors(*given: object, **more: object) -> dict[str, object]:
    return {"errors": [*given], **more}


def told(operation: Operation, response: httpx.Response, *sent: str) -> RoomsError:
    with pytest.raises(RoomsError) as raised:
        read(operation, response, sent)
    return raised.value


def in_short(error: RoomsError) -> tuple[type[RoomsError], str]:
    return type(error), str(error)


@OPERATIONS
@pytest.mark.parametrize("status", [500, 502, 503, 504, 599, 408, 199, 302, 303, 304])
def test_after_a_status_that_says_nothing_only_an_act_is_in_doubt(operation: Operation, status: int) -> None:
    error = told(operation, answer(NOTHING, status, retry_after="7"))

    assert str(error).startswith(f"HTTP {status}")
    if operation.acts:
        assert isinstance(error, OutcomeUnknown)
        assert error.reasons == ()
    else:
        assert isinstance(error, RoomsUnavailable)
        assert error.retry_after == timedelta(seconds=7)


@OPERATIONS
@pytest.mark.parametrize(
    ("status", "line"),
    [
        (300, None),
        (301, "HTTP 301 Moved Permanently"),
        (307, "HTTP 307 Temporary Redirect"),
        (308, "HTTP 308 Permanent Redirect"),
        (400, "HTTP 400 Bad Request"),
        (403, "HTTP 403 Forbidden"),
        (404, "HTTP 404 Not Found"),
        (407, "HTTP 407 Proxy Authentication Required"),
        (409, "HTTP 409 Conflict"),
        (418, "HTTP 418 I'm a Teapot"),
        (428, "HTTP 428 Precondition Required"),
        (430, "HTTP 430"),
        (499, "HTTP 499"),
    ],
)
def test_a_status_that_says_no_is_a_no(operation: Operation, status: int, line: str | None) -> None:
    error = told(operation, answer(NOTHING, status))

    if line:
        assert in_short(error) == (RoomsRejected, line)
        assert isinstance(error, RoomsRejected)
        assert error.reasons == (line,)
    else:  # several to choose from: it may have come after an act
        assert type(error) is (OutcomeUnknown if operation.acts else RoomsUnavailable)


@OPERATIONS
def test_a_no_is_said_in_betterpts_own_words_where_there_are_some(operation: Operation) -> None:
    for name in ("message", "error_description", "error"):
        assert in_short(told(operation, answer({name: "Closed on Sundays"}, 403))) == (
            RoomsRejected,
            "Closed on Sundays",
        )
    several = {"error": "third", "error_description": "second", "message": "first"}
    assert str(told(operation, answer(several, 403))) == "first"
    assert str(told(operation, answer({"message": 7, "error": ""}, 403))) == "HTTP 403 Forbidden"
    assert str(told(operation, answer({**errors(error("why")), **several}, 403))) == "why"


@OPERATIONS
def test_too_many_requests_is_no_act_and_waits_as_long_as_it_says(operation: Operation) -> None:
    for retry_after in (None, 7):
        headers = {"retry_after": str(retry_after)} if retry_after else {}
        error = told(operation, answer(errors(error_of_haste()), 429, **headers))
        assert in_short(error) == (RoomsUnavailable, "HTTP 429 Too Many Requests")
        assert isinstance(error, RoomsUnavailable)
        assert error.retry_after == (timedelta(seconds=retry_after) if retry_after else None)


def error_of_haste() -> dict[str, object]:
    return error("Slow down", "INTERNAL_SERVER_ERROR")


@OPERATIONS
@pytest.mark.parametrize("status", [200, 400, 401, 403, 429, 500])
def test_a_token_that_was_not_taken_is_told_by_its_code_or_its_status(
    operation: Operation, status: int
) -> None:
    refused = errors(error("Log in first", "UNAUTHENTICATED"), error("And then again"))

    assert in_short(told(operation, answer(refused, status))) == (
        TokenRefused,
        "Log in first; And then again",
    )
    if status == 401:
        assert in_short(told(operation, answer(NOTHING, 401))) == (TokenRefused, "HTTP 401 Unauthorized")
    assert issubclass(TokenRefused, RoomsUnauthorized)


@OPERATIONS
@pytest.mark.parametrize("status", [200, 201, 204, 299])
@pytest.mark.parametrize("code", ["FORBIDDEN", "CONFLICT", "BAD_USER_INPUT", "X"])
def test_an_error_with_a_code_that_knows_what_became_of_it_is_a_no(
    operation: Operation, status: int, code: str
) -> None:
    given = told(
        operation, answer(errors(error("No", code), error("No"), error("Really"), data=None), status)
    )

    assert in_short(given) == (RoomsRejected, "No; Really")


@OPERATIONS
@pytest.mark.parametrize(
    "code", ["INTERNAL_SERVER_ERROR", "DOWNSTREAM_SERVICE_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"]
)
def test_an_error_whose_code_does_not_know_either_leaves_an_act_in_doubt(
    operation: Operation, code: str
) -> None:
    body = errors(error("Oh", code), error("No", "FORBIDDEN"), error("Oh"), data={operation.name: None})
    given = told(operation, answer(body, 200, retry_after="3"))

    assert str(given) == "; ".join([*sorted(["FORBIDDEN", code]), "Oh", "No"])
    if operation.acts:
        assert isinstance(given, OutcomeUnknown)
        assert given.reasons == ("Oh", "No")
    else:
        assert isinstance(given, RoomsUnavailable)
        assert given.retry_after == timedelta(seconds=3)


def test_an_error_along_a_create_that_names_no_code_may_come_after_the_room() -> None:
    ran = errors(error("read ECONNRESET", path=[CREATE.name]), data=None)
    given = told(CREATE, answer(ran))

    assert in_short(given) == (OutcomeUnknown, "read ECONNRESET")
    assert isinstance(given, OutcomeUnknown)
    assert given.reasons == ("read ECONNRESET",)


def test_an_error_that_names_no_code_is_a_no_where_a_look_shows_whether_it_was_done() -> None:
    for operation in (RESCHEDULE, CANCEL, GET):
        ran = errors(error("read ECONNRESET", path=[operation.name]), data=None)
        assert in_short(told(operation, answer(ran))) == (RoomsRejected, "read ECONNRESET")
    assert in_short(told(CREATE, answer(errors(error("No"), data=None)))) == (RoomsRejected, "No")
    coded = errors(error("No", "FORBIDDEN", path=[CREATE.name]), data=None)
    assert in_short(told(CREATE, answer(coded))) == (RoomsRejected, "No")


@OPERATIONS
def test_an_error_below_the_operation_means_that_it_ran_whatever_else_is_said(operation: Operation) -> None:
    for code, status in (("BAD_USER_INPUT", 200), ("UNAUTHENTICATED", 401), ("NOT_FOUND", 429)):
        below = error("null", code, path=[operation.name, "status"])
        given = told(operation, answer(errors(error("No"), below), status))
        assert type(given) is (OutcomeUnknown if operation.acts else RoomsUnavailable)
    elsewhere = errors(error("null", "FORBIDDEN", path=["other", "status"]), data=None)
    assert type(told(operation, answer(elsewhere))) is RoomsRejected


@ACTS
@pytest.mark.parametrize(
    ("body", "why"),
    [
        ([], "no JSON object in the answer"),
        ("fine", "no JSON object in the answer"),
        ({}, "no room in the answer"),
        ({"data": None}, "no room in the answer"),
        ({"data": [], "errors": {}}, "no room in the answer"),
        ({"data": {}, "errors": []}, "no room in the answer"),
        ({"message": "Something else"}, "no room in the answer"),
    ],
)
def test_an_act_whose_answer_is_empty_is_in_doubt_and_gives_no_reasons(
    operation: Operation, body: object, why: str
) -> None:
    for empty in (body, {"data": {operation.name: None}}, {"data": {operation.name: {"uid": ""}}}):
        given = told(operation, answer(empty))
        assert in_short(given) == (OutcomeUnknown, why if empty is body else "no room in the answer")
        assert isinstance(given, OutcomeUnknown)
        assert given.reasons == ()


def test_a_look_that_finds_nothing_says_that_there_is_no_such_room() -> None:
    assert in_short(told(GET, answer({"data": {GET.name: None}}))) == (RoomMissing, "HTTP 200 OK")
    unclear: list[object] = [
        None,
        {},
        {"data": {}},
        {"data": {"other": None}},
        {"data": {GET.name: {"uid": ""}}},
    ]
    for each in unclear:
        assert type(told(GET, answer(each))) is RoomsUnavailable
    with_an_error = errors(error("Oh", "TIMEOUT"), data={GET.name: None})
    assert type(told(GET, answer(with_an_error))) is RoomsUnavailable
    assert type(told(TIME_ZONES, answer({"data": {TIME_ZONES.name: None}}))) is RoomsUnavailable


@pytest.mark.parametrize("operation", [GET, RESCHEDULE, CANCEL], ids=lambda each: each.name)
@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize(
    ("message", "code"),
    [("Gone", "NOT_FOUND"), ("Room not found", None), ("NOT FOUND.", None), ("is not found", "FORBIDDEN")],
)
def test_a_room_that_was_named_and_is_not_found_is_missing(
    operation: Operation, status: int, message: str, code: str | None
) -> None:
    given = told(operation, answer(errors(error("Well"), error(message, code), data=None), status))

    assert in_short(given) == (RoomMissing, f"Well; {message}")


@pytest.mark.parametrize("message", ["not founded", "cannot found", "notfound"])
def test_words_that_only_look_like_not_found_mean_no_room(message: str) -> None:
    assert in_short(told(CANCEL, answer(errors(error(message), data=None)))) == (RoomsRejected, message)


def test_what_is_not_found_where_no_room_was_named_is_a_no() -> None:
    missing = errors(error("Clinic not found", "NOT_FOUND"), data=None)

    assert in_short(told(CREATE, answer(missing))) == (RoomsRejected, "Clinic not found")


@pytest.mark.parametrize("code", ["BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"])
@pytest.mark.parametrize(
    "message", ["Unknown timeZone", "Which TIME_ZONE?", "timezone", "'America/Chicago'", "America_Chicago"]
)
def test_a_zone_refused_before_a_create_ran_may_be_spelt_in_the_other_way(code: str, message: str) -> None:
    given = told(CREATE, answer(errors(error("First"), error(message, code))))

    assert in_short(given) == (ZoneMisspelt, f"First; {message}")
    assert isinstance(given, ZoneMisspelt)
    assert given.reasons == ("First", message)
    assert type(told(RESCHEDULE, answer(errors(error(message, code))))) is RoomsRejected


@OPERATIONS
@pytest.mark.parametrize(
    "before",
    [
        error("Cannot query", "GRAPHQL_VALIDATION_FAILED"),
        error("Syntax", "GRAPHQL_PARSE_FAILED"),
        error('"$uid" got invalid value 7', "INTERNAL_SERVER_ERROR"),
        error('"$uid" got invalid value 7'),
    ],
)
def test_what_was_refused_before_it_ran_is_a_no_whatever_code_stands_beside(
    operation: Operation, before: dict[str, object]
) -> None:
    refused = errors(before, error("Oh", "TIMEOUT"))
    assert type(told(operation, answer(refused))) is RoomsRejected

    ran = {CREATE: OutcomeUnknown, RESCHEDULE: OutcomeUnknown, CANCEL: OutcomeUnknown}
    for after in ({**refused, "data": None}, errors(before, error("Oh", "TIMEOUT", path=[operation.name]))):
        assert type(told(operation, answer(after))) is ran.get(operation, RoomsUnavailable)


def test_at_most_three_different_reasons_are_given_and_nothing_that_was_sent() -> None:
    said = ["chart-4711 is unknown", "b", "b", "chart-9 is unknown", "c", "d"]
    body = errors(*(error(each, "FORBIDDEN") for each in said), data=None)
    given = told(CREATE, answer(body), "chart-4711", "chart-9")

    assert isinstance(given, RoomsRejected)
    assert given.reasons == ("… is unknown", "b", "c")
    assert type(told(CREATE, answer(body), "b" * 9)) is RoomsRejected


def test_what_was_done_with_errors_is_noted_by_their_codes(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="bot.betterpt"):
        body = {"data": {CANCEL.name: ROOM}}
        assert read(CANCEL, answer(body)) == ROOM
        assert read(CANCEL, answer({**body, **errors(error("late"))})) == ROOM
        late = errors(error("late", "TIMEOUT"), error("pat@example.com", "LATE"))
        assert read(CANCEL, answer({**body, **late}, 500)) == ROOM

    assert caplog.messages == [
        f"{CANCEL.name}: done, with errors: without codes",
        f"{CANCEL.name}: done, with errors: ['LATE', 'TIMEOUT']",
    ]


def test_each_operation_is_proven_by_its_own_field() -> None:
    listed = {"inputFields": [{"name": "timeZone"}]}

    assert read(TIME_ZONES, answer({"data": {TIME_ZONES.name: listed}})) == listed
    assert type(told(TIME_ZONES, answer({"data": {TIME_ZONES.name: ROOM}}))) is RoomsUnavailable
    assert type(told(GET, answer({"data": {CREATE.name: ROOM}}))) is RoomsUnavailable


@ACTS
def test_an_act_without_an_answer_is_in_doubt(operation: Operation) -> None:
    given = unanswered(operation, "cut off", timedelta(seconds=9), ("why",))

    assert in_short(given) == (OutcomeUnknown, "cut off")
    assert isinstance(given, OutcomeUnknown)
    assert given.reasons == ("why",)


@QUERIES
def test_a_look_without_an_answer_may_be_tried_again(operation: Operation) -> None:
    given = unanswered(operation, "cut off", timedelta(seconds=9), ("why",))

    assert in_short(given) == (RoomsUnavailable, "cut off")
    assert isinstance(given, RoomsUnavailable)
    assert given.retry_after == timedelta(seconds=9)


@pytest.mark.parametrize(
    ("entry", "message", "code", "path"),
    [
        ({"message": "m", "extensions": {"code": "C"}, "path": ["a", 0]}, "m", "C", ("a", 0)),
        ({"message": "m", "extensions": {"code": 7}, "path": "a"}, "m", "", ()),
        ({"message": "m", "extensions": "C", "path": None}, "m", "", ()),
        ({"message": {"why": 1}}, "{'why': 1}", "", ()),
        ({}, "no reason given", "", ()),
        ("just words", "just words", "", ()),
        (None, "no reason given", "", ()),
    ],
)
def test_an_error_is_read_in_whatever_shape_it_comes(
    entry: object, message: str, code: str, path: tuple[object, ...]
) -> None:
    (found,) = parse(answer(errors(entry))).errors

    assert (found.message, found.code, found.path) == (message, code, path)


@pytest.mark.parametrize(
    ("waits", "date", "seconds"),
    [
        (" 7 ", "", 7),
        ("0", "", 0),
        ("3600", "", 3600),
        ("3601", "", 3600),
        ("٧", "", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:29:00 GMT", 0),
        ("Wed, 21 Oct 2026 09:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 3600),
        ("Wed, 21 Oct 2026 07:28:30 GMT", "Wed, 21 Oct 2026 07:28:00", None),
        ("9" * 400, "", None),
    ],
)
def test_a_wait_is_never_negative_nor_longer_than_an_hour(waits: str, date: str, seconds: int | None) -> None:
    headers = [("retry-after", waits.encode()), ("date", date.encode())]
    found = parse(httpx.Response(503, headers=headers))  # type: ignore[arg-type]

    assert found.retry_after == (None if seconds is None else timedelta(seconds=seconds))
