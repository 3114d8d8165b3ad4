"""Who is in the sandbox's workspace, and which channels they share.

Everybody and every address is invented; example.com belongs to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.slack.wire import Json

TEAM = "T0BAYSIDE"
TEAM_NAME = "Bayside Physical Therapy"
TEAM_DOMAIN = "bayside"
APP = "A0ROOMBOT"
BOT = "B0ROOMBOT"
BOT_USER = "U0ROOMBOT"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in the workspace, or an app's user."""

    id: str
    handle: str
    name: str
    email: str | None = None
    title: str = ""
    time_zone: str | None = None
    zone_label: str = ""
    locale: str = "en-US"
    is_guest: bool = False
    is_app: bool = False

    def as_json(self, *, with_locale: bool = False) -> Json:
        """The user object of `users.info`."""
        profile: Json = {
            "real_name": self.name,
            "display_name": self.name.split()[0],
            "title": self.title,
            "team": TEAM,
        }
        if self.email:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": TEAM,
            "name": self.handle,
            "real_name": self.name,
            "deleted": False,
            "is_bot": self.is_app,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
            "is_stranger": False,
            "is_app_user": False,
            "profile": profile,
        }
        if self.time_zone:
            user |= {"tz": self.time_zone, "tz_label": self.zone_label}
        return user | ({"locale": self.locale} if with_locale else {})


@dataclass(kw_only=True)
class Channel:
    """A channel or a DM; its messages are in the workspace."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False
    """With another company (Slack Connect)."""
    dm_with: str | None = None
    """The person on the other side of a DM with the bot."""
    topic: str = ""

    @property
    def is_dm(self) -> bool:
        """Whether this is a DM with the bot."""
        return self.dm_with is not None

    def is_seen_by(self, user: str) -> bool:
        """Whether that person can open it: members, and anybody in the team for public channels."""
        return user in self.members or not (self.is_private or self.is_dm)

    def as_json(self) -> Json:
        """The conversation object of `conversations.info`."""
        if self.is_dm:
            return {"id": self.id, "is_im": True, "user": self.dm_with, "is_archived": self.is_archived}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_shared": self.is_shared,
            "is_ext_shared": self.is_shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "is_member": BOT_USER in self.members,
            "context_team_id": TEAM,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }


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
PEOPLE = (DANA, LEE, CASEY, SAM)
ROOM_BOT = Member(id=BOT_USER, handle="room", name="Room", title="App", is_app=True)
SLACK_ITSELF = Member(id=SLACKBOT, handle="slackbot", name="Slackbot", is_app=True)

TEAM_CHANNEL = "C0TELEHEALTH"


def channels() -> list[Channel]:
    """The workspace's channels on its first day."""
    everybody = {person.id for person in PEOPLE}
    staff = everybody - {SAM.id}
    return [
        Channel(
            id=TEAM_CHANNEL,
            name="team-telehealth",
            members=everybody | {BOT_USER},
            topic="Tele-health sessions: one card per room, everything about it in its thread",
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
    ]
