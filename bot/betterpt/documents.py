"""The GraphQL documents we send, and what is known of each before its answer comes.

We ask only for what the bot tells somebody: the patient's contact is never read back.
"""

from __future__ import annotations

from dataclasses import dataclass

_ROOM = """
    uid
    startTime
    timeZone
    patientLink
    providerLink
    patientDuration
    providerDuration
    didPatientAttend
    didProviderAttend
    status
"""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One of BetterPT's operations."""

    name: str
    """The field of `data` that holds the answer."""
    document: str
    acts: bool
    """Whether it changes something at BetterPT: then a lost answer leaves the outcome unknown."""
    names_room: bool = True
    """Whether it names a room by uid: then "not found" means that room."""
    proof: str = "uid"
    """The field of the answer that proves it was done."""


CREATE = Operation(
    name="createPartnerVideoRoom",
    acts=True,
    names_room=False,
    document=f"""mutation CreateRoom($input: CreatePartnerVideoRoomInput!) {{
  createPartnerVideoRoom(input: $input) {{{_ROOM}  }}
}}""",
)

GET = Operation(
    name="partnerVideoRoom",
    acts=False,
    document=f"""query Room($uid: ID!) {{
  partnerVideoRoom(uid: $uid) {{{_ROOM}  }}
}}""",
)

RESCHEDULE = Operation(
    name="reschedulePartnerVideoRoom",
    acts=True,
    document=f"""mutation RescheduleRoom($input: ReschedulePartnerVideoRoomInput!) {{
  reschedulePartnerVideoRoom(input: $input) {{{_ROOM}  }}
}}""",
)

CANCEL = Operation(
    name="cancelPartnerVideoRoom",
    acts=True,
    document=f"""mutation CancelRoom($uid: ID!) {{
  cancelPartnerVideoRoom(uid: $uid) {{{_ROOM}  }}
}}""",
)

# Which of the two documented spellings of a time zone the server takes: an enum's values, or a string.
TIME_ZONES = Operation(
    name="__type",
    acts=False,
    names_room=False,
    proof="inputFields",
    document="""query TimeZones {
  __type(name: "CreatePartnerVideoRoomInput") {
    inputFields {
      name
      type { kind enumValues { name } ofType { kind enumValues { name } } }
    }
  }
}""",
)

# The same where the server forbids to be asked. A document is validated before any of it runs, and this one
# never runs: its variable is not used. Only if the enum does not exist does another error say so by name.
ZONE_TYPE = Operation(
    name="__typename",
    acts=False,
    names_room=False,
    document="query ZoneType($zone: PartnerVideoRoomTimeZonesEnum) { __typename }",
)

ALL = (CREATE, GET, RESCHEDULE, CANCEL, TIME_ZONES)
