"""Everything that can go wrong with one call, in both clouds' ways: the columns of the matrix.

Whether the call acts before it goes wrong is part of the name. Not here: which calls there are
(`operations`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from sandbox.betterpt import TOKEN
from sandbox.betterpt import Fault as BetterPTFault
from sandbox.faults import RetryAfter
from sandbox.slack import Fault as SlackFault
from sandbox.slack.faults import NOT_OF_THE_API

_SOON = timedelta(seconds=20)
_FOR_EVER = 60.0
"""Real seconds; whoever calls gives up long before."""


@dataclass(frozen=True, kw_only=True)
class Mishap:
    """One way to go wrong; None where a cloud has no such way."""

    name: str
    betterpt: BetterPTFault | None = None
    slack: SlackFault | None = None
    is_shut: bool = False
    """Nobody is there: connections are refused for a second."""
    is_slow: bool = False
    """Whoever calls waits for as long as they ever do."""
    of: str | None = None
    """The one operation of BetterPT that it is meant for."""

    def fits(self, cloud: str, operation: str) -> bool:
        """Whether it can happen to a call of that cloud."""
        if cloud == "BetterPT":
            return (self.betterpt is not None or self.is_shut) and self.of in (None, operation)
        has_words = operation not in NOT_OF_THE_API
        return self.is_shut if self.slack is None else has_words or self.slack.error is None


def _everywhere() -> Iterator[Mishap]:
    """What happens on any wire."""
    yield Mishap(name="refused", is_shut=True)
    yield Mishap(
        name="reset before",
        betterpt=BetterPTFault(kind="reset-before"),
        slack=SlackFault(cut="before"),
    )
    yield Mishap(
        name="reset after", betterpt=BetterPTFault(kind="act-then-reset"), slack=SlackFault(cut="after")
    )
    yield Mishap(
        name="silent before",
        is_slow=True,
        betterpt=BetterPTFault(kind="hang"),
        slack=SlackFault(delay=_FOR_EVER, cut="before"),
    )
    yield Mishap(
        name="silent after",
        is_slow=True,
        betterpt=BetterPTFault(kind="act-then-hang"),
        slack=SlackFault(spoilt="silence"),
    )
    yield Mishap(
        name="drip",
        is_slow=True,
        betterpt=BetterPTFault(kind="drip"),
        slack=SlackFault(spoilt="drip"),
    )
    yield Mishap(name="half", betterpt=BetterPTFault(kind="broken-json"), slack=SlackFault(spoilt="half"))
    yield Mishap(name="web page", betterpt=BetterPTFault(kind="html"), slack=SlackFault(spoilt="html"))
    yield Mishap(name="null", betterpt=BetterPTFault(kind="nothing"), slack=SlackFault(spoilt="null"))
    yield Mishap(name="wrong date", betterpt=BetterPTFault(kind="wrong-date"))


def _statuses() -> Iterator[Mishap]:
    for status in (401, 403, 500, 502, 503, 504):
        yield _status(str(status), status)
    yield Mishap(name="401, token revoked", betterpt=BetterPTFault(kind="token-revoked"))
    for status in (500, 504):
        yield Mishap(
            name=f"{status} after",
            betterpt=BetterPTFault(kind="act-then-500", status=status),
            slack=SlackFault(status=status, acts=True),
        )
    for name, asked in (("", None), (", in 2 s", 2), (", at a date", _SOON), (", at garbage", "soon")):
        yield _status(f"429{name}", 429, asked)


def _status(name: str, status: int, retry_after: RetryAfter | None = None) -> Mishap:
    return Mishap(
        name=name,
        betterpt=BetterPTFault(kind="refuse-before", status=status, retry_after=retry_after),
        slack=SlackFault(status=status, retry_after=retry_after),
    )


def _words() -> Iterator[Mishap]:
    """What GraphQL, or Slack, says with HTTP 200."""
    yield Mishap(name="data and errors", betterpt=BetterPTFault(kind="partial"))
    yield Mishap(name="errors, null data", betterpt=BetterPTFault(kind="errors"))
    yield Mishap(name="errors after", betterpt=BetterPTFault(kind="act-then-errors"))
    lost = {"message": "Downstream broke", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}
    yield Mishap(name="errors alone", betterpt=BetterPTFault(kind="says", body={"errors": [lost]}))
    yield Mishap(name="unauthenticated", betterpt=BetterPTFault(kind="unauthenticated"))
    for word in ("internal_error", "ratelimited", "invalid_auth", "missing_scope", "channel_not_found"):
        yield Mishap(name=word, slack=SlackFault(error=word))


def _tokens() -> Iterator[Mishap]:
    """What a token endpoint should not answer."""
    for name, body in (
        ("no token", {"token_type": "Bearer", "expires_in": 86400}),
        ("a token that is over", {"access_token": "a.b.c", "token_type": "Bearer", "expires_in": -5}),
        ("a token of another kind", {"access_token": 7, "token_type": "mac", "expires_in": 86400}),
        ("a token that is not known", {"access_token": "a.e30.c", "token_type": "Bearer", "expires_in": 600}),
        ("a list", []),
    ):
        yield Mishap(name=name, betterpt=BetterPTFault(kind="says", body=body), of=TOKEN)


MISHAPS = (*_everywhere(), *_statuses(), *_words(), *_tokens())


def betterpts(mishap: Mishap, operation: str) -> BetterPTFault | None:
    """Its fault, for that operation of BetterPT."""
    return mishap.betterpt and replace(mishap.betterpt, operation=operation)


def slacks(mishap: Mishap, method: str) -> SlackFault | None:
    """Its fault, for that method of Slack's."""
    return mishap.slack and replace(mishap.slack, method=method)
