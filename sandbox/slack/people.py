"""Who is in the sandbox's workspace on its first day, and which channels they share.

Everybody and every address is invented; example.com belongs to nobody.
"""

from __future__ import annotations

from dataclasses import replace

from sandbox.slack.members import (
    APP,
    BOT,
    BOT_USER,
    OTHER_TEAM,
    SLACKBOT,
    TEAM,
    TEAM_DOMAIN,
    TEAM_NAME,
    Channel,
    Member,
)

__all__ = [
    "APP",
    "ARCHIVED_CHANNEL",
    "BOT",
    "BOT_USER",
    "CASEY",
    "DANA",
    "KIM",
    "LEE",
    "LUZ",
    "OAKLAND_CHANNEL",
    "OTHER_TEAM",
    "PEOPLE",
    "ROBIN",
    "ROOM_BOT",
    "SAM",
    "SHARED_CHANNEL",
    "SLACKBOT",
    "SLACK_ITSELF",
    "TEAM",
    "TEAM_CHANNEL",
    "TEAM_DOMAIN",
    "TEAM_NAME",
    "Channel",
    "Member",
    "bot_named",
    "channels",
]

DANA = Member(
    id="U0DANA",
    handle="dana",
    name="Dana Reyes PT",
    email="dana@example.com",
    title="Physical therapist, New York",
    time_zone="America/New_York",
    zone_label="Eastern Time",
)
LEE = Member(
    id="U0LEE",
    handle="lee",
    name="Lee Park PT",
    email="lee@example.com",
    title="Physical therapist, Los Angeles",
    time_zone="America/Los_Angeles",
    zone_label="Pacific Time",
)
CASEY = Member(
    id="U0CASEY",
    handle="casey",
    name="Casey Moore",
    email="casey@example.com",
    title="Coordinator, Chicago",
    time_zone="America/Chicago",
    zone_label="Central Time",
)
SAM = Member(
    id="U0SAM",
    handle="sam",
    name="Sam Guest",
    email="sam@example.com",
    title="Guest, New York",
    time_zone="America/New_York",
    zone_label="Eastern Time",
    is_guest=True,
)
LUZ = Member(
    id="U0LUZ",
    handle="luz",
    name="Luz Ortega PT",
    email="luz@example.com",
    title="Physical therapist, Los Angeles, in Spanish",
    time_zone="America/Los_Angeles",
    zone_label="Pacific Time",
    locale="es-LA",
)
KIM = Member(
    id="U0KIM",
    handle="kim",
    name="Kim Abara",
    title="Coordinator at Harbor Orthopedics",
    team=OTHER_TEAM,
)
ROBIN = Member(
    id="U0ROBIN",
    handle="robin",
    name="Robin Hale PT",
    email="robin@example.com",
    title="Physical therapist, left the clinic",
    is_deleted=True,
)
PEOPLE = (DANA, LEE, CASEY, SAM, LUZ, KIM, ROBIN)
ROOM_BOT = Member(id=BOT_USER, handle="room", name="Room", title="App", is_app=True)
SLACK_ITSELF = Member(id=SLACKBOT, handle="slackbot", name="Slackbot", is_app=True)

TEAM_CHANNEL = "C0TELEHEALTH"
OAKLAND_CHANNEL = "C0OAKLAND"
SHARED_CHANNEL = "C0HARBOR"
ARCHIVED_CHANNEL = "C0OLDINTAKE"


def bot_named(name: str) -> Member:
    """The app's user, by the name that its manifest gives it; people mention it by that name, too."""
    return replace(ROOM_BOT, name=name, handle=name.lower().replace(" ", "-"))


def channels() -> list[Channel]:
    """The workspace's channels on its first day."""
    staff = {person.id for person in (DANA, LEE, CASEY, LUZ)}
    return [
        Channel(
            id=TEAM_CHANNEL,
            name="team-telehealth",
            members=staff | {SAM.id, BOT_USER},
            topic="Tele-health sessions: one card per room, everything about it in its thread",
        ),
        Channel(
            id=OAKLAND_CHANNEL,
            name="team-oakland",
            members={LEE.id, LUZ.id, CASEY.id, BOT_USER},
            topic="Bayside Oakland, the second clinic: its tele-health sessions",
        ),
        Channel(
            id="C0RANDOM", name="random", members=staff, topic="Anything at all. Room is not a member here"
        ),
        Channel(
            id="C0FRONTDESK",
            name="front-desk",
            members={CASEY.id, DANA.id},
            is_private=True,
            topic="Private. Room is not a member here",
        ),
        Channel(
            id=SHARED_CHANNEL,
            name="with-harbor-ortho",
            members={DANA.id, CASEY.id, KIM.id, BOT_USER},
            is_shared=True,
            topic="Shared with Harbor Orthopedics: their people read along",
        ),
        Channel(
            id=ARCHIVED_CHANNEL,
            name="old-intake",
            members={DANA.id, CASEY.id, BOT_USER},
            is_archived=True,
            topic="Archived: nobody can post here",
        ),
    ]
