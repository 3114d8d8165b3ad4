"""The port `Rooms` over BetterPT's GraphQL API: what each of its calls does, and in which order.

What an answer amounts to stands in `bot.betterpt.ladder`, what is sent again in `bot.betterpt.calls`. Nothing
is remembered of a room.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from functools import partial

from bot.betterpt.answers import Fields
from bot.betterpt.calls import Calls
from bot.betterpt.documents import CANCEL, CREATE, GET, RESCHEDULE, TIME_ZONES, ZONE_TYPE, Operation
from bot.betterpt.fields import instant_of, link_of, text_of, video_room
from bot.betterpt.ladder import ZoneMisspelt
from bot.betterpt.tokens import Credentials, Tokens, TokenStore
from bot.betterpt.wire import Limits, Wire
from bot.betterpt.zones import Spelling, Zones
from bot.errors import OutcomeUnknown, RoomsError, RoomsRejected, RoomsUnavailable, ZoneUnsupported
from bot.models import Room, VideoRoom
from bot.ports import Clock

_log = logging.getLogger("bot.betterpt")


class BetterPT:
    """BetterPT's rooms. One object for the life of the program; every call ends within `limits.call`."""

    def __init__(
        self,
        *,
        api_url: str,
        credentials: Credentials,
        clock: Clock,
        store: TokenStore,
        limits: Limits | None = None,
        are_seconds: bool = False,
    ) -> None:
        """`are_seconds` tells what BetterPT's durations are in; its documentation does not."""
        self._read = partial(video_room, are_seconds=are_seconds)
        self._limits = limits or Limits()
        self._wire = Wire(self._limits)
        tokens = Tokens(
            credentials=credentials, wire=self._wire, store=store, clock=clock, limits=self._limits
        )
        self._tokens = tokens
        self._calls = Calls(url=api_url, wire=self._wire, tokens=tokens, limits=self._limits)
        self._zones = Zones()
        self._learning: asyncio.Task[None] | None = None

    def zone_for(self, zone: str, start: datetime) -> str:
        """The IANA zone that BetterPT knows with the offset rules of `zone` around `start`; no network.

        Raises:
            ZoneUnsupported: BetterPT has no such zone.
        """
        return self._zones.zone_for(zone, start)

    async def prepare(self) -> None:
        """Have a token and know the time zones, so that a create is nothing but its one request.

        Raises:
            RoomsUnavailable: BetterPT gives no token now.
            RoomsUnauthorized: our credentials were refused.
        """
        await self._tokens.current()
        await self._know_zones()

    async def create(self, room: Room) -> VideoRoom:
        """Create the room, with at most one request that could act.

        A room that was created is given back even if its links could not be read: they are empty then.

        Raises:
            RoomsUnavailable: the request certainly did not act; it may be sent again.
            OutcomeUnknown: it may have acted; it must not be sent again.
            RoomsRejected: BetterPT said no, or has no zone for this one.
            RoomsUnauthorized: our credentials were refused; it did not act.
        """
        ends = self._ends()
        await self._know_zones()
        try:
            zone = self.zone_for(room.zone, room.start)
        except ZoneUnsupported as error:
            raise RoomsRejected((str(error),)) from error
        fields = await self._created(room, zone, ends)
        created = self._read(fields)
        if created and created.has_links:
            return created
        return await self._read_back(fields, room.start, zone, ends)

    async def get(self, uid: str) -> VideoRoom:
        """The room as BetterPT has it now; tried again by itself where BetterPT is briefly unavailable.

        Raises:
            RoomsUnavailable: it cannot be read now.
            RoomMissing: BetterPT knows no room with this uid.
            RoomsRejected: BetterPT said no.
            RoomsUnauthorized: our credentials were refused.
        """
        return await self._get(uid, self._ends())

    async def reschedule(self, uid: str, start: datetime) -> VideoRoom:
        """Move the room to `start`. After `OutcomeUnknown` read it back before sending this again.

        Raises:
            RoomsError: as `create`, and RoomMissing.
        """
        return await self._change(RESCHEDULE, {"input": {"uid": uid, "startTime": rfc3339(start)}}, uid)

    async def cancel(self, uid: str) -> VideoRoom:
        """Cancel the room. After `OutcomeUnknown` read it back before sending this again.

        Raises:
            RoomsError: as `create`, and RoomMissing.
        """
        return await self._change(CANCEL, {"uid": uid}, uid)

    async def close(self) -> None:
        """Close all connections; nothing may be asked of it afterwards."""
        if self._learning:
            self._learning.cancel()
            await asyncio.gather(self._learning, return_exceptions=True)
        await self._wire.close()

    def _ends(self) -> float:
        return asyncio.get_running_loop().time() + self._limits.call

    async def _created(self, room: Room, zone: str, ends: float) -> Fields:
        """The answer to the create. A spelling that fails validation did not act: the other one may go."""
        spelling = self._zones.spelling
        try:
            return await self._calls.call(CREATE, creation(room, spelling.spell(zone)), ends=ends)
        except ZoneMisspelt as refused:
            _log.info("the time zone's other spelling is tried")
            try:
                other = creation(room, spelling.other.spell(zone))
                fields = await self._calls.call(CREATE, other, ends=ends)
            except ZoneMisspelt:
                raise RoomsRejected(refused.reasons) from refused
        self._zones.spelling = spelling.other
        return fields

    async def _read_back(self, fields: Fields, start: datetime, zone: str, ends: float) -> VideoRoom:
        """A room that was certainly created, though its answer was not whole."""
        uid = text_of(fields.get("uid"))
        if uid is None:
            raise OutcomeUnknown("created, with a uid that cannot be read")
        try:
            return await self._get(uid, ends)
        except RoomsError:
            return VideoRoom(
                uid=uid,
                start=instant_of(fields.get("startTime")) or start,
                zone=zone,
                patient_link=link_of(fields.get("patientLink")),
                provider_link=link_of(fields.get("providerLink")),
            )

    async def _get(self, uid: str, ends: float) -> VideoRoom:
        room = self._read(await self._calls.query(GET, {"uid": uid}, ends=ends))
        if room is None or room.uid != uid:
            raise RoomsUnavailable("the answer holds no readable room, or another one")
        return room

    async def _change(self, operation: Operation, variables: dict[str, object], uid: str) -> VideoRoom:
        ends = self._ends()
        room = self._read(await self._calls.call(operation, variables, ends=ends))
        if room and room.has_links and room.uid == uid:
            return room
        try:
            return await self._get(uid, ends)
        except RoomsError as error:
            raise OutcomeUnknown("done, but the room could not be read back") from error

    async def _know_zones(self) -> None:
        """Ask once which zones BetterPT knows, and how it spells them; a create does not wait for it long."""
        if self._learning is None:
            self._learning = asyncio.create_task(self._learn_zones())
        await asyncio.wait({self._learning}, timeout=self._limits.zones)

    async def _learn_zones(self) -> None:
        ends = asyncio.get_running_loop().time() + self._limits.zones
        try:
            self._zones.learn(await self._calls.attempt(TIME_ZONES, {}, ends=ends))
        except RoomsRejected:
            self._zones.spelling = await self._spelling(ends)
            _log.info("BetterPT does not list its time zones: the documented ones are used")
        except RoomsUnavailable as error:
            self._learning = None  # the next create asks again
            _log.info("BetterPT's time zones are not known yet: %s", error)
        except RoomsError as error:
            _log.info("BetterPT's time zones may not be asked for: %s", error)

    async def _spelling(self, ends: float) -> Spelling:
        """The documented type's, unless the server says that there is no such type."""
        try:
            await self._calls.attempt(ZONE_TYPE, {}, ends=ends)
        except RoomsRejected as error:
            if any("TimeZonesEnum" in reason for reason in error.reasons):
                return Spelling.STRING
        except RoomsError as error:
            _log.info("BetterPT's spelling of time zones is not known: %s", error)
        return Spelling.ENUM


def creation(room: Room, zone: str) -> dict[str, object]:
    """The variables that create this room; what is not known is left out.

    Args:
        room: The promise.
        zone: As BetterPT spells it.
    """
    request = room.request
    values = {
        "startTime": rfc3339(room.start),
        "timeZone": zone,
        "displayName": request.provider.name,
        "partnerCustomerId": request.reference,
        "partnerProviderEmail": request.provider.email,
        "partnerPatientEmail": request.patient.email,
        "partnerPatientPhoneNumber": request.patient.phone,
        "partnerClinicName": request.clinic,
    }
    return {"input": {name: value for name, value in values.items() if value}}


def rfc3339(instant: datetime) -> str:
    """An instant as BetterPT takes it: UTC, with a Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
