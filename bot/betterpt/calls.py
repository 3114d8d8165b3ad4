"""One operation on its way to BetterPT: token, request, ladder; sent again only where that is certainly safe.

A line for the operator per failure, without links, tokens or anything of a patient. No room's meaning here.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterator, Mapping

from bot.betterpt.answers import Fields
from bot.betterpt.documents import Operation
from bot.betterpt.ladder import TokenRefused, read, unanswered
from bot.betterpt.tokens import Tokens
from bot.betterpt.wire import AnswerLost, Limits, NotArrived, Wire
from bot.errors import RoomsError, RoomsUnauthorized, RoomsUnavailable

_log = logging.getLogger("bot.betterpt")

Variables = Mapping[str, object]

_LONGEST_ASKED = 1.0
"""Seconds: when BetterPT asks for more, whoever called decides when to come back; nobody sleeps over it."""


class Calls:
    """Sends operations to BetterPT's GraphQL endpoint."""

    def __init__(self, *, url: str, wire: Wire, tokens: Tokens, limits: Limits) -> None:
        self._url = url
        self._wire = wire
        self._tokens = tokens
        self._limits = limits

    async def query(self, operation: Operation, variables: Variables, *, ends: float) -> Fields:
        """Ask until there is an answer, a few times and with growing pauses.

        Args:
            operation: One that changes nothing.
            variables: Its variables.
            ends: When it must be over, on the event loop's clock.

        Raises:
            RoomsError: what the last attempt amounts to.
        """
        pause = self._limits.pause
        for attempts_left in reversed(range(self._limits.attempts)):
            try:
                return await self.call(operation, variables, ends=ends)
            except RoomsUnavailable as error:
                asked = error.retry_after.total_seconds() if error.retry_after else 0.0
                wait = max(asked, pause * random.uniform(0.5, 1.5))  # noqa: S311 - spreads load, hides nothing
                is_late = asyncio.get_running_loop().time() + wait >= ends
                if not attempts_left or asked > _LONGEST_ASKED or is_late:
                    raise
            await asyncio.sleep(wait)
            pause *= 2
        raise AssertionError("there is at least one attempt")

    async def call(self, operation: Operation, variables: Variables, *, ends: float) -> Fields:
        """Send it with at most one request that can act: a second one goes only after a refused token.

        Raises:
            RoomsError: of the type that says what may be done next.
        """
        try:
            return await self.attempt(operation, variables, ends=ends)
        except RoomsError as error:
            _log.warning("%s: %s: %s", operation.name, type(error).__name__, error)
            raise

    async def attempt(self, operation: Operation, variables: Variables, *, ends: float) -> Fields:
        """The same without a line for the operator: for what may well be refused.

        Raises:
            RoomsError: as `call`.
        """
        token = await self._tokens.current()
        try:
            return await self._send(operation, variables, token, ends)
        except TokenRefused:
            _log.info("%s: the token was refused, asking for a new one", operation.name)
        token = await self._tokens.renewed(token)
        try:
            return await self._send(operation, variables, token, ends)
        except TokenRefused as error:
            raise RoomsUnauthorized(f"also with a new token: {error}") from error

    async def _send(self, operation: Operation, variables: Variables, token: str, ends: float) -> Fields:
        seconds = min(self._limits.request, ends - asyncio.get_running_loop().time())
        if seconds <= 0:
            raise RoomsUnavailable("not sent: no time left for it")
        try:
            response = await self._wire.post(
                self._url,
                {"query": operation.document, "variables": dict(variables)},
                seconds=seconds,
                headers={"authorization": f"Bearer {token}", "accept": "application/json"},
            )
        except NotArrived as error:
            raise RoomsUnavailable(str(error)) from error
        except AnswerLost as error:
            raise unanswered(operation, str(error)) from error
        fields = read(operation, response, _texts(variables))
        self._tokens.accepted(token)
        return fields


# What may stand in an error's text of what was sent: everything else can tell who the patient is.
_PUBLIC = frozenset({"startTime", "timeZone", "partnerClinicName", "uid"})


def _texts(variables: Variables) -> Iterator[str]:
    """Every private text that is sent."""
    for name, value in variables.items():
        if isinstance(value, Mapping):
            yield from _texts(value)
        elif isinstance(value, str) and name not in _PUBLIC:
            yield value
