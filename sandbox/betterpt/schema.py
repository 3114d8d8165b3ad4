"""BetterPT's documented GraphQL schema, executable: types, time-zone names and the DateTime scalar.

What an operation does is handed in (`sandbox.betterpt.bookings`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_schema

ZoneSpelling = Literal["enum", "string"]

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "America/Detroit",
    "America/Boise",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/North_Dakota/Center",
    "America/Juneau",
    "America/Sitka",
    "America/Nome",
    "America/Yakutat",
    "America/Vancouver",
    "America/Dawson",
    "America/Halifax",
    "America/St_Johns",
    "America/Regina",
)

_SDL = """
scalar DateTime

{zone_enum}

enum PartnerVideoRoomStatusEnum {{ SCHEDULED STARTED ENDED CANCELLED }}

type PartnerVideoRoom {{
  uid: ID!
  startTime: DateTime!
  timeZone: String!
  patientLink: String!
  providerLink: String!
  displayName: String
  partnerCustomerId: String
  partnerProviderEmail: String
  partnerPatientEmail: String
  patientDuration: Int
  providerDuration: Int
  didPatientAttend: Boolean
  didProviderAttend: Boolean
  status: PartnerVideoRoomStatusEnum
}}

input CreatePartnerVideoRoomInput {{
  startTime: DateTime!
  timeZone: {zone_type}!
  displayName: String
  partnerCustomerId: String
  partnerProviderEmail: String
  partnerPatientEmail: String
  partnerPatientPhoneNumber: String
  partnerClinicName: String
}}

input ReschedulePartnerVideoRoomInput {{
  uid: ID!
  startTime: DateTime!
}}

type Query {{
  partnerVideoRoom(uid: ID!): PartnerVideoRoom
}}

type Mutation {{
  createPartnerVideoRoom(input: CreatePartnerVideoRoomInput!): PartnerVideoRoom
  cancelPartnerVideoRoom(uid: ID!): PartnerVideoRoom
  reschedulePartnerVideoRoom(input: ReschedulePartnerVideoRoomInput!): PartnerVideoRoom
}}
"""


def spelled(zones: ZoneSpelling) -> dict[str, str]:
    """How each zone is written in a call -> its IANA name."""
    return {zone.replace("/", "_") if zones == "enum" else zone: zone for zone in ZONES}


def schema(zones: ZoneSpelling = "enum") -> GraphQLSchema:
    """The schema, with time zones as an enum (the documented type) or as strings (the documented calls)."""
    name = "PartnerVideoRoomTimeZonesEnum"
    if zones == "enum":
        sdl = _SDL.format(zone_enum=f"enum {name} {{ {' '.join(spelled(zones))} }}", zone_type=name)
    else:
        sdl = _SDL.format(zone_enum="", zone_type="String")
    built = build_schema(sdl)
    scalar = built.type_map["DateTime"]
    if not isinstance(scalar, GraphQLScalarType):
        raise TypeError("the schema lost its DateTime")
    scalar.coerce_output_value = _written
    scalar.coerce_input_value = _read
    return built


def _written(value: object) -> str:
    """As BetterPT answers: UTC with milliseconds."""
    if not isinstance(value, datetime):
        raise GraphQLError("DateTime cannot represent this value")
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read(value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise GraphQLError("DateTime cannot represent an invalid date-time-string")
    return instant.astimezone(UTC)
