"""One token for all calls: Auth0's client credentials, kept across restarts, renewed by one request.

BetterPT's documentation: who asks for a token per call is severely rate-limited, and rooms are not created.
So after a failed request there is a pause, in which everybody gets its error. No room is touched here.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Protocol

from bot.betterpt.answers import Answer, parse
from bot.betterpt.bearer import Token
from bot.betterpt.wire import AnswerLost, Limits, NotArrived, Wire
from bot.errors import LedgerError, RoomsError, RoomsUnauthorized, RoomsUnavailable
from bot.ports import Clock

_log = logging.getLogger("bot.betterpt")

_PATIENCE = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
"""The 4xx that say nothing against our credentials."""


class TokenStore(Protocol):
    """Where a token outlives a restart; the port `Ledger` is one."""

    async def secret(self, name: str) -> str | None:
        """The secret under this name."""
        ...

    async def save_secret(self, name: str, value: str) -> None:
        """Keep a secret in place of an earlier one."""
        ...

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """Hold this name among all processes that share the store."""
        ...


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What BetterPT handed out to this clinic."""

    url: str
    """The token endpoint."""
    client_id: str
    client_secret: str = field(repr=False)
    audience: str

    @property
    def name(self) -> str:
        """The secret's name in the store: a token of staging is never shown to production."""
        parts = f"{self.url}\n{self.client_id}\n{self.audience}"
        return f"betterpt-token-{hashlib.sha256(parts.encode()).hexdigest()[:12]}"

    @property
    def grant(self) -> dict[str, str]:
        """The body of the request for a token."""
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "audience": self.audience,
            "grant_type": "client_credentials",
        }


@dataclass(frozen=True, kw_only=True)
class _Failure:
    """Why there is no token, for everybody who asks before the pause is over."""

    why: str
    pause: timedelta
    is_refusal: bool = False

    def error(self) -> RoomsError:
        """A new error of its own for each who asks."""
        return RoomsUnauthorized(self.why) if self.is_refusal else RoomsUnavailable(self.why, self.pause)


class Tokens:
    """The current token. Everybody who needs a new one at the same time waits for the same request."""

    def __init__(
        self, *, credentials: Credentials, wire: Wire, store: TokenStore, clock: Clock, limits: Limits
    ) -> None:
        self._credentials = credentials
        self._wire = wire
        self._store = store
        self._clock = clock
        self._limits = limits
        self._token: Token | None = None
        self._refused: str | None = None
        self._replacement: str | None = None  # of a refused token, and not yet accepted itself
        self._replaced = 0.0
        self._renewal: asyncio.Task[Token | _Failure] | None = None
        self._failure: _Failure | None = None
        self._failed = 0.0

    async def current(self) -> str:
        """A token that is valid for some minutes more.

        Raises:
            RoomsUnauthorized: our credentials were refused.
            RoomsUnavailable: there is no token to be had now.
        """
        if self._token and self._clock.now() < self._token.renew_at:
            return self._token.value
        if self._renewal is None:
            if self._failure and self._age(self._failed) < self._failure.pause.total_seconds():
                raise self._failure.error()
            self._renewal = asyncio.create_task(self._renew())
            self._renewal.add_done_callback(self._settle)
        outcome = await asyncio.shield(self._renewal)  # one who stops waiting does not stop the others
        if isinstance(outcome, _Failure):
            raise outcome.error()
        return outcome.value

    async def renewed(self, refused: str) -> str:
        """Another token than the one that BetterPT just refused.

        Raises:
            RoomsUnauthorized: the refused one had itself just replaced a refused one; or as `current`.
            RoomsUnavailable: as `current`.
        """
        if self._token is None or self._token.value != refused:
            return await self.current()
        if refused == self._replacement and self._age(self._replaced) < self._limits.refused_pause:
            raise RoomsUnauthorized("a new token was refused too")
        self._token, self._refused = None, refused
        self._replacement = token = await self.current()
        self._replaced = asyncio.get_running_loop().time()
        return token

    def accepted(self, token: str) -> None:
        """BetterPT has taken this token: if it is refused later, another may help."""
        if token == self._replacement:
            self._replacement = None

    def _age(self, moment: float) -> float:
        return asyncio.get_running_loop().time() - moment

    def _settle(self, renewal: asyncio.Task[Token | _Failure]) -> None:
        self._renewal = None
        if not renewal.cancelled() and (error := renewal.exception()):
            _log.error("the request for a token broke: %s", type(error).__name__)

    async def _renew(self) -> Token | _Failure:
        """A token, asked for by one process at a time: who waited finds what the other one was given."""
        patience = self._limits.token * 2
        try:
            async with asyncio.timeout(patience), self._store.alone(self._credentials.name):
                return await self._stored_or_new()
        except (TimeoutError, LedgerError) as error:
            short = timedelta(seconds=self._limits.token_pause)
            return _Failure(why=f"nobody can ask for a token now ({type(error).__name__})", pause=short)

    async def _stored_or_new(self) -> Token | _Failure:
        """The stored token if it is good (another process may have renewed it), else a new one."""
        stored = await self._stored()
        if stored and stored.value != self._refused and self._clock.now() < stored.renew_at:
            self._token = stored
            return stored
        outcome = await self._granted()
        if isinstance(outcome, _Failure):
            self._failure, self._failed = outcome, asyncio.get_running_loop().time()
        else:
            self._token, self._failure = outcome, None
            await self._save(outcome)
        return outcome

    async def _granted(self) -> Token | _Failure:
        short = timedelta(seconds=self._limits.token_pause)
        try:
            response = await self._wire.post(
                self._credentials.url, self._credentials.grant, seconds=self._limits.token
            )
        except (NotArrived, AnswerLost) as error:
            return _Failure(why=f"token endpoint: {error}", pause=short)
        answer = parse(response)
        if answer.status == HTTPStatus.OK:
            token = Token.granted(answer.body or {}, self._clock.now())
            return token or _Failure(why="token endpoint: no token in the answer", pause=short)
        return self._refusal(answer)

    def _refusal(self, answer: Answer) -> _Failure:
        """Refused credentials need a person; everything else may pass."""
        why = f"token endpoint: {answer.status_line}"
        long, short = self._limits.refused_pause, self._limits.token_pause
        if (
            HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
            and answer.status not in _PATIENCE
        ):
            return _Failure(why=why, pause=timedelta(seconds=long), is_refusal=True)
        is_limited = answer.status == HTTPStatus.TOO_MANY_REQUESTS
        return _Failure(why=why, pause=answer.retry_after or timedelta(seconds=long if is_limited else short))

    async def _stored(self) -> Token | None:
        try:
            return Token.stored(await self._store.secret(self._credentials.name))
        except LedgerError as error:
            _log.warning("the stored token could not be read: %s", type(error).__name__)
            return None

    async def _save(self, token: Token) -> None:
        try:
            await self._store.save_secret(self._credentials.name, token.text)
        except LedgerError as error:
            _log.warning("the token could not be stored: %s", type(error).__name__)
