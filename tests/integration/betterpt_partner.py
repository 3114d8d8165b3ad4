"""A partner of BetterPT's that talks GraphQL over plain HTTP, without the bot's client, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

from sandbox.betterpt.schema import ZoneSpelling
from tests.integration.betterpt_stage import Stage, stage

FIELDS = """{ uid startTime timeZone patientLink providerLink displayName partnerCustomerId status
  partnerProviderEmail partnerPatientEmail
  didPatientAttend didProviderAttend patientDuration providerDuration }"""
CREATE = f"""mutation ($input: CreatePartnerVideoRoomInput!)
  {{ createPartnerVideoRoom(input: $input) {FIELDS} }}"""
GET = f"query ($uid: ID!) {{ partnerVideoRoom(uid: $uid) {FIELDS} }}"
CANCEL = f"mutation ($uid: ID!) {{ cancelPartnerVideoRoom(uid: $uid) {FIELDS} }}"
MOVE = f"""mutation ($input: ReschedulePartnerVideoRoomInput!)
  {{ reschedulePartnerVideoRoom(input: $input) {FIELDS} }}"""
ASKED = {"startTime": "2026-07-02T19:00:00Z", "timeZone": "America_Chicago", "displayName": "Dana Reyes"}

Json = dict[str, Any]


@dataclass
class Partner:
    """A partner's program, as plain as can be."""

    here: Stage
    http: ClientSession
    bearer: dict[str, str] = field(default_factory=dict)

    async def token(self) -> int:
        desk = self.here.sandbox
        grant = {
            "client_id": desk.client_id,
            "client_secret": desk.client_secret,
            "audience": desk.audience,
            "grant_type": "client_credentials",
        }
        async with self.http.post(desk.auth_url, json=grant) as answer:
            given = await answer.json()
            self.bearer = {"authorization": f"Bearer {given.get('access_token')}"}
            return answer.status

    async def asks(self, query: str, **variables: object) -> tuple[int, Json]:
        asked = {"query": query, "variables": variables}
        url = self.here.sandbox.api_url
        async with self.http.post(url, json=asked, headers=self.bearer) as answer:
            return answer.status, await answer.json()

    async def creates(self, **changes: object) -> Json:
        _, envelope = await self.asks(CREATE, input=ASKED | changes)
        made: Json = envelope["data"]["createPartnerVideoRoom"]
        return made

    async def sees(self, uid: str) -> Json:
        _, envelope = await self.asks(GET, uid=uid)
        seen: Json = envelope["data"]["partnerVideoRoom"]
        return seen

    async def is_refused(self, query: str, **variables: object) -> str:
        status, envelope = await self.asks(query, **variables)
        assert status == 200
        assert list(envelope["data"].values()) == [None]
        return str(envelope["errors"][0]["message"])


@asynccontextmanager
async def partner(
    *, zones: ZoneSpelling = "enum", tokens_per_minute: int = 10, outreach: bool = True
) -> AsyncIterator[Partner]:
    async with stage(zones=zones, tokens_per_minute=tokens_per_minute) as here, ClientSession() as http:
        here.sandbox.has_outreach = outreach
        made = Partner(here, http)
        assert await made.token() == 200
        yield made
