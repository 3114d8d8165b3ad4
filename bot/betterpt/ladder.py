"""The status ladder: HTTP × GraphQL × partial data becomes a room's fields or exactly one RoomsError.

What the fields mean is not decided here (`bot.betterpt.fields`), and nothing is sent again from here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from http import HTTPStatus

import httpx

from bot.betterpt.answers import Answer, Fields, parse
from bot.betterpt.documents import CREATE, Operation
from bot.betterpt.wording import without_private
from bot.errors import (
    OutcomeUnknown,
    RoomMissing,
    RoomsError,
    RoomsRejected,
    RoomsUnauthorized,
    RoomsUnavailable,
)

_log = logging.getLogger("bot.betterpt")

# "Send it there instead": it was not acted on here. Any other redirect may follow an act.
_MOVED = frozenset({301, 307, 308})
# What gateways and GraphQL servers say when they do not know what became of it either.
_UNSURE = frozenset({"INTERNAL_SERVER_ERROR", "DOWNSTREAM_SERVICE_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"})
_MOST_REASONS = 3
_ZONE_WORDS = re.compile(r"time_?zone|America[_/]", re.IGNORECASE)
_NOT_FOUND = re.compile(r"\bnot found\b", re.IGNORECASE)


class TokenRefused(RoomsUnauthorized):
    """This token was not taken, so nothing was done: a new one may be tried, once."""


class ZoneMisspelt(RoomsRejected):
    """The time zone's spelling failed validation, so nothing was done: the other one may be tried, once."""


def read(operation: Operation, response: httpx.Response, sent: Iterable[str] = ()) -> Fields:
    """The fields under `data.<operation>`, or the one error that the answer amounts to.

    Args:
        operation: What was asked.
        response: Its whole answer.
        sent: What was sent and must not stand in an error's text.

    Raises:
        RoomsError: of the type that says what may be done next.
    """
    answer = parse(response)
    fields = answer.data(operation)
    # A uid proves that it was done, whatever else the answer says.
    if isinstance(fields, dict) and fields.get(operation.proof):
        if answer.errors:
            _log.warning("%s: done, with errors: %s", operation.name, sorted(answer.codes) or "without codes")
        return fields
    words = dict.fromkeys(without_private(word, sent) for word in answer.words)
    reasons = tuple(words)[:_MOST_REASONS] or (answer.status_line,)
    for fits, error in _LADDER:
        if fits(operation, answer):
            raise error(operation, answer, reasons)
    raise AssertionError("the last rung takes everything")


def unanswered(
    operation: Operation, why: str, retry_after: timedelta | None = None, reasons: tuple[str, ...] = ()
) -> RoomsError:
    """Nobody can tell whether the request was acted on: that matters only if it can act."""
    return OutcomeUnknown(why, reasons) if operation.acts else RoomsUnavailable(why, retry_after)


def _lost(operation: Operation, answer: Answer, reasons: tuple[str, ...]) -> RoomsError:
    if answer.status != HTTPStatus.OK:
        why = answer.status_line
    elif answer.errors:
        why = "; ".join([*sorted(answer.codes), *reasons])
    else:
        why = "no JSON object in the answer" if answer.body is None else "no room in the answer"
    return unanswered(operation, why, answer.retry_after, reasons if answer.errors else ())


def _is_run(operation: Operation, answer: Answer) -> bool:
    return answer.has_run(operation)


def _is_token_refused(_: Operation, answer: Answer) -> bool:
    return answer.status == HTTPStatus.UNAUTHORIZED or "UNAUTHENTICATED" in answer.codes


def _is_turned_away(_: Operation, answer: Answer) -> bool:
    return answer.status == HTTPStatus.TOO_MANY_REQUESTS


def _is_unsure(_: Operation, answer: Answer) -> bool:
    status = answer.status
    is_odd = (
        status < HTTPStatus.BAD_REQUEST and status not in _MOVED and status // 100 != HTTPStatus.OK // 100
    )
    # A 408 is a gateway that stopped waiting, for us or for BetterPT behind it.
    return is_odd or status == HTTPStatus.REQUEST_TIMEOUT or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _is_misspelt(operation: Operation, answer: Answer) -> bool:
    return (
        operation == CREATE
        and answer.is_before_execution
        and any(_ZONE_WORDS.search(word) for word in answer.words)
    )


def _is_missing(operation: Operation, answer: Answer) -> bool:
    if not operation.names_room:
        return False
    if not operation.acts and answer.is_empty_for(operation):
        return True
    return any(error.code == "NOT_FOUND" or _NOT_FOUND.search(error.message) for error in answer.errors)


def _is_refused(operation: Operation, answer: Answer) -> bool:
    if answer.status >= HTTPStatus.MULTIPLE_CHOICES or answer.is_before_execution:
        return True
    if operation == CREATE and not answer.codes and any(error.path for error in answer.errors):
        return False  # it ran, and does not say that it refused: "read ECONNRESET" may come after the room
    return bool(answer.errors) and not answer.codes & _UNSURE


Rung = tuple[Callable[[Operation, Answer], bool], Callable[[Operation, Answer, tuple[str, ...]], RoomsError]]

# From the top: the first rung that fits decides.
_LADDER: tuple[Rung, ...] = (
    (_is_run, _lost),
    (_is_token_refused, lambda _o, _a, reasons: TokenRefused("; ".join(reasons))),
    (_is_turned_away, lambda _o, answer, _r: RoomsUnavailable(answer.status_line, answer.retry_after)),
    (_is_unsure, _lost),
    (_is_misspelt, lambda _o, _a, reasons: ZoneMisspelt(reasons)),
    (_is_missing, lambda _o, _a, reasons: RoomMissing("; ".join(reasons))),
    (_is_refused, lambda _o, _a, reasons: RoomsRejected(reasons)),
    (lambda _o, _a: True, _lost),
)
