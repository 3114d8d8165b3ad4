"""What can be read of an answer of BetterPT's: status, body, GraphQL errors, how long to wait.

Reading never fails, and nothing is judged here (`bot.betterpt.ladder`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from bot.betterpt.documents import Operation

Fields = dict[str, object]

_LONGEST_WAIT = timedelta(hours=1)
_BEFORE_EXECUTION = frozenset({"BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"})


@dataclass(frozen=True, kw_only=True)
class GraphQLError:
    """One entry of `errors[]`."""

    message: str
    code: str
    path: tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer, as far as it can be read."""

    status: int
    body: Fields | None
    """None is: no JSON, or no object."""
    errors: tuple[GraphQLError, ...]
    retry_after: timedelta | None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all its errors."""
        return frozenset(error.code for error in self.errors if error.code)

    @property
    def status_line(self) -> str:
        """The HTTP status in words."""
        is_known = self.status in {known.value for known in HTTPStatus}
        return f"HTTP {self.status} {HTTPStatus(self.status).phrase}" if is_known else f"HTTP {self.status}"

    @property
    def words(self) -> tuple[str, ...]:
        """The reasons it gives, in BetterPT's own words: they may repeat what was sent."""
        if self.errors or not self.body:
            return tuple(error.message for error in self.errors)
        said = (self.body.get(name) for name in ("message", "error_description", "error"))
        return tuple(word for word in said if isinstance(word, str) and word)[:1]

    def data(self, operation: Operation) -> object:
        """What stands under `data.<operation>`."""
        data = self.body.get("data") if self.body else None
        return data.get(operation.name) if isinstance(data, dict) else None

    def is_empty_for(self, operation: Operation) -> bool:
        """Whether it says `data.<operation>: null` and no error: there is nothing to give."""
        data = self.body.get("data") if self.body else None
        return isinstance(data, dict) and data.get(operation.name, ...) is None and not self.errors

    def has_run(self, operation: Operation) -> bool:
        """Whether an error lies below the operation's own field: it was run, only its answer is lost."""
        return any(error.path[:1] == (operation.name,) and len(error.path) > 1 for error in self.errors)

    @property
    def is_before_execution(self) -> bool:
        """Whether GraphQL refused the request before it ran any of it.

        The GraphQL specification: then there is no `data` at all, and no error has a path.
        """
        if not self.errors or not self.body or "data" in self.body or any(e.path for e in self.errors):
            return False
        return bool(self.codes & _BEFORE_EXECUTION) or any(
            "got invalid value" in error.message for error in self.errors
        )


def parse(response: httpx.Response) -> Answer:
    """What can be read of a whole answer."""
    try:
        body = response.json()
    except (ValueError, RecursionError):
        body = None
    body = body if isinstance(body, dict) else None
    return Answer(
        status=response.status_code,
        body=body,
        errors=_errors(body),
        retry_after=_retry_after(response),
    )


def _errors(body: Fields | None) -> tuple[GraphQLError, ...]:
    entries = body.get("errors") if body else None
    return tuple(map(_error, entries)) if isinstance(entries, list) else ()


def _error(entry: object) -> GraphQLError:
    entry = entry if isinstance(entry, dict) else {"message": entry}
    extensions, path = entry.get("extensions"), entry.get("path")
    code = extensions.get("code") if isinstance(extensions, dict) else None
    return GraphQLError(
        message=str(entry.get("message") or "no reason given"),
        code=code if isinstance(code, str) else "",
        path=tuple(path) if isinstance(path, list) else (),
    )


def _retry_after(response: httpx.Response) -> timedelta | None:
    """Seconds, or a date: that is measured from the answer's own date, whatever our clock says."""
    value = response.headers.get("retry-after", "").strip()
    try:
        if value.isascii() and value.isdigit():
            wait = timedelta(seconds=int(value))
        else:
            wait = parsedate_to_datetime(value) - parsedate_to_datetime(response.headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta()), _LONGEST_WAIT)
