"""BetterPT on this machine: endpoint, token desk, rooms, join pages and its troubles, as one object.

Not here: what each of them does; this is where a call comes in and is led to them.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from aiohttp import web

from sandbox.betterpt.bookings import Bookings
from sandbox.betterpt.calls import KEPT, Call
from sandbox.betterpt.door import Door
from sandbox.betterpt.endpoint import Endpoint, operation_of
from sandbox.betterpt.faults import AT_THE_DOOR, TOKEN, Fault, strike
from sandbox.betterpt.outbox import Letter
from sandbox.betterpt.records import RoomRecord, Side, Visit
from sandbox.betterpt.schema import ZoneSpelling, schema, spelled
from sandbox.betterpt.tokens import Refused, TokenDesk
from sandbox.changes import Changes
from sandbox.faults import Faults


class Clock(Protocol):
    """What time it is, aware UTC."""

    def now(self) -> datetime:
        """Now."""
        ...


class BetterPTSandbox:
    """Everything of BetterPT that the bot can reach.

    Args:
        clock: says what time it is there.
        public_url: where `routes` are served, without a slash at the end; may be set later.
        zones: whether time zones are an enum (`America_New_York`) or strings (`America/New_York`).
        introspection: whether the schema may be asked about.
        tokens_per_minute: who asks for more is turned away with 429.
    """

    client_id = "sandbox-client"
    client_secret = "sandbox-secret"  # noqa: S105 - it opens the sandbox only
    audience = "https://betterpt.example.com/"

    def __init__(
        self,
        clock: Clock,
        public_url: str = "",
        *,
        zones: ZoneSpelling = "enum",
        introspection: bool = True,
        tokens_per_minute: int = 10,
    ) -> None:
        self._clock = clock
        self.public_url = public_url
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.changes = Changes()
        self.faults: Faults[Fault] = Faults(self.changes)
        self.desk = TokenDesk(
            client_id=self.client_id,
            client_secret=self.client_secret,
            audience=self.audience,
            per_minute=tokens_per_minute,
        )
        self._bookings = Bookings(clock.now, lambda: self.public_url, spelled(zones))
        self._door = Door(self._bookings.rooms, clock.now, self.changes)
        resolvers = self._bookings.resolvers()
        self._endpoint = Endpoint(schema(zones), resolvers, introspection=introspection)

    @property
    def api_url(self) -> str:
        """The GraphQL endpoint."""
        return f"{self.public_url}/v0/graphql-public"

    @property
    def auth_url(self) -> str:
        """The token endpoint."""
        return f"{self.public_url}/oauth/token"

    @property
    def environment(self) -> dict[str, str]:
        """What the bot must be told to use this one."""
        return {
            "BETTERPT_API_URL": self.api_url,
            "BETTERPT_AUTH_URL": self.auth_url,
            "BETTERPT_CLIENT_ID": self.client_id,
            "BETTERPT_CLIENT_SECRET": self.client_secret,
            "BETTERPT_AUDIENCE": self.audience,
        }

    @property
    def rooms(self) -> dict[str, RoomRecord]:
        """All rooms by uid, in the order they were made."""
        return self._bookings.rooms

    @property
    def outbox(self) -> list[Letter]:
        """What BetterPT would send the patients; what lies in the future has not been sent yet."""
        return self._bookings.outbox

    @property
    def token_requests(self) -> int:
        """How many requests reached the token endpoint."""
        return len(self.desk.requests)

    def count(self, operation: str) -> int:
        """How many calls of this operation arrived."""
        return sum(call.operation == operation for call in self.calls)

    def join(self, uid: str, side: str) -> None:
        """Somebody enters the room.

        Raises:
            EntryRefused: cancelled, too early or over; its text is what they read.
        """
        self.rooms[uid].join(Side(side), self._clock.now())
        self.changes.happened()

    def leave(self, uid: str, side: str) -> None:
        """Somebody leaves the room."""
        self.rooms[uid].leave(Side(side), self._clock.now())
        self.changes.happened()

    def attend(
        self, uid: str, *, provider_minutes: float | None = None, patient_minutes: float | None = None
    ) -> None:
        """Say how long each side was there, from the start on; None is: did not come."""
        record = self.rooms[uid]
        stays = {Side.PROVIDER: provider_minutes, Side.PATIENT: patient_minutes}
        for side, minutes in stays.items():
            left = record.start + timedelta(minutes=minutes or 0)
            record.visits[side] = [] if minutes is None else [Visit(entered=record.start, left=left)]
        self.changes.happened()

    @property
    def has_outreach(self) -> bool:
        """Whether BetterPT writes to patients for this partner: a feature that it switches on for some."""
        return self._bookings.has_outreach

    @has_outreach.setter
    def has_outreach(self, is_on: bool) -> None:
        self._bookings.has_outreach = is_on

    def show_live(self) -> None:
        """Let attendance show while sessions go on, which is nowhere promised, and nowhere ruled out."""
        self._bookings.is_live = True

    def revoke_tokens(self) -> None:
        """Refuse every token handed out so far."""
        self.desk.revoke_all()

    def routes(self, prefix: str = "") -> list[web.RouteDef]:
        """The aiohttp routes, each under `prefix`."""
        return [
            web.post(f"{prefix}/v0/graphql-public", self._graphql),
            web.post(f"{prefix}/oauth/token", self._token),
            *self._door.routes(prefix),
        ]

    async def _graphql(self, request: web.Request) -> web.StreamResponse:
        asked = await _read(request)
        if asked is None:
            return web.json_response({"errors": [{"message": "POST body is no JSON object"}]}, status=400)
        given = asked.get("variables")
        call = Call(
            operation=operation_of(asked),
            variables=given if isinstance(given, dict) else {},
            at=self._clock.now(),
        )
        self.calls.append(call)
        response = await self._answered(request, asked, call.operation)
        call.end(request, response)
        self.changes.happened()
        return response

    async def _answered(
        self, request: web.Request, asked: Mapping[str, object], operation: str
    ) -> web.StreamResponse:
        bearer = request.headers.get("authorization", "")
        fault = self.faults.take(operation)
        if fault and fault.kind in {"token-revoked", "unauthenticated"}:
            self.desk.revoke(bearer)
        is_looked_at = fault is None or fault.kind not in AT_THE_DOOR | {"unauthenticated"}
        if is_looked_at and not self.desk.is_valid(bearer, self._clock.now()):
            return web.json_response({"message": "Unauthorized"}, status=401)

        def act() -> web.Response:
            status, envelope = self._endpoint.answer(asked)
            return web.json_response(envelope, status=status)

        return await strike(fault, operation, request, act) if fault else act()

    async def _token(self, request: web.Request) -> web.StreamResponse:
        asked = await _read(request)

        def act() -> web.Response:
            try:
                return web.json_response(self.desk.grant(asked, self._clock.now()))
            except Refused as refused:
                return web.json_response({"error": str(refused)}, status=refused.status)

        fault = self.faults.take(TOKEN)
        if fault is None:
            return act()
        if not fault.acts:
            self.desk.requests.append(self._clock.now())
        return await strike(fault, TOKEN, request, act)


async def _read(request: web.Request) -> dict[str, object] | None:
    try:
        asked = json.loads(await request.read())
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, dict) else None
