"""What BetterPT's four operations do, with its rules: the resolvers. No HTTP here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from graphql import GraphQLError

from sandbox.betterpt.outbox import Letter, letters
from sandbox.betterpt.records import RoomRecord, Side


class Bookings:
    """All rooms, and what their patients would have been sent."""

    def __init__(
        self, now: Callable[[], datetime], base: Callable[[], str], zones: Mapping[str, str]
    ) -> None:
        self._now = now
        self._zones = zones  # as they are spelled here -> IANA names
        self._base = base
        self.rooms: dict[str, RoomRecord] = {}
        self.outbox: list[Letter] = []
        self.has_outreach = True
        """Whether BetterPT writes to patients for this partner at all, which BetterPT switches on."""
        self.is_live = False
        """Whether attendance shows at once; what is documented is two hours after the start."""

    def find(self, uid: str) -> RoomRecord:
        """The room with this uid.

        Raises:
            GraphQLError: NOT_FOUND.
        """
        if uid not in self.rooms:
            raise GraphQLError("Partner video room not found", extensions={"code": "NOT_FOUND"})
        return self.rooms[uid]

    def resolvers(self) -> dict[str, Callable[..., dict[str, object]]]:
        """By operation; each takes GraphQL's info and the operation's arguments."""
        return {
            "partnerVideoRoom": lambda _info, uid: self.view(self.find(uid)),
            "createPartnerVideoRoom": lambda _info, **given: self._create(given["input"]),
            "cancelPartnerVideoRoom": lambda _info, uid: self._cancel(uid),
            "reschedulePartnerVideoRoom": lambda _info, **given: self._reschedule(**given["input"]),
        }

    def _create(self, given: dict[str, object]) -> dict[str, object]:
        record = RoomRecord(
            start=self._future(given["startTime"]),
            zone=self._zone(given["timeZone"]),
            base=self._base(),
            created=self._now(),
            display_name=_text(given.get("displayName")),
            reference=_text(given.get("partnerCustomerId")),
            clinic=_text(given.get("partnerClinicName")),
            provider_email=_text(given.get("partnerProviderEmail")),
            patient_email=_text(given.get("partnerPatientEmail")),
            patient_phone=_text(given.get("partnerPatientPhoneNumber")),
        )
        self.rooms[record.uid] = record
        self._send(record, "confirmation")
        return self.view(record)

    def _reschedule(self, uid: str, startTime: object) -> dict[str, object]:  # noqa: N803 - GraphQL's name
        record = self._changeable(uid)
        record.start = self._future(startTime)
        record.visits[Side.PATIENT].clear()  # who waited for the old time has not come to the new one
        self._send(record, "reschedule")
        return self.view(record)

    def _cancel(self, uid: str) -> dict[str, object]:
        record = self._changeable(uid)
        record.is_cancelled = True
        self._send(record, "cancellation")
        return self.view(record)

    def _changeable(self, uid: str) -> RoomRecord:
        record = self.find(uid)
        if record.is_cancelled:
            raise _refusal("The session was cancelled")
        if record.has_started(self._now()):
            raise _refusal("The session has started and cannot be updated")
        return record

    def _future(self, start: object) -> datetime:
        if not isinstance(start, datetime) or start < self._now():
            raise _refusal("startTime must be in the future")
        return start

    def _zone(self, spelled: object) -> str:
        if str(spelled) not in self._zones:
            raise _refusal("timeZone is not supported")
        return self._zones[str(spelled)]

    def _send(self, record: RoomRecord, event: str) -> None:
        """Take back what has not been sent yet, and plan anew."""
        now = self._now()
        self.outbox[:] = [letter for letter in self.outbox if letter.uid != record.uid or letter.at <= now]
        if self.has_outreach:
            self.outbox += letters(record, event, now)

    def view(self, record: RoomRecord) -> dict[str, object]:
        """The room as GraphQL shows it now."""
        now = self._now()
        return {
            "uid": record.uid,
            "startTime": record.start,
            "timeZone": record.zone,
            "patientLink": record.patient_link,
            "providerLink": record.provider_link,
            "displayName": record.display_name,
            "partnerCustomerId": record.reference,
            "partnerProviderEmail": record.provider_email,
            "partnerPatientEmail": record.patient_email,
            "status": record.status(now),
            **self._attendance(record, now),
        }

    def _attendance(self, record: RoomRecord, now: datetime) -> dict[str, object]:
        seen: dict[str, object] = {}
        for side in Side:
            attended = (self.is_live or record.is_reported(now)) and bool(record.visits[side])
            seen[f"did{side.capitalize()}Attend"] = attended
            seen[f"{side}Duration"] = record.minutes(side, now) if attended else None
        return seen


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _refusal(sentence: str) -> GraphQLError:
    return GraphQLError(sentence, extensions={"code": "BAD_USER_INPUT"})
