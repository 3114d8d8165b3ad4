"""What a person, an app and a channel of the workspace are, and how Slack writes them down.

Not here: who there is (`people.py`), and what was said (`workspace.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.slack.wire import Json

TEAM = "T0BAYSIDE"
TEAM_NAME = "Bayside Physical Therapy"
TEAM_DOMAIN = "bayside"
OTHER_TEAM = "T0HARBOR"
OTHER_DOMAIN = "harbor-ortho"
APP = "A0ROOMBOT"
BOT = "B0ROOMBOT"
BOT_USER = "U0ROOMBOT"
SLACKBOT = "USLACKBOT"
DOMAINS = {TEAM: TEAM_DOMAIN, OTHER_TEAM: OTHER_DOMAIN}


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in the workspace, somebody of another company in a shared channel, or an app's user."""

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
    is_deleted: bool = False
    """Deactivated: they are gone, their messages stay."""
    team: str = TEAM

    @property
    def is_stranger(self) -> bool:
        """Whether they belong to another company."""
        return self.team != TEAM

    @property
    def is_here(self) -> bool:
        """Whether they can still open Slack."""
        return not (self.is_app or self.is_deleted)

    def as_json(self, *, with_locale: bool = False) -> Json:
        """The user object of `users.info`; of strangers and of who is gone Slack tells less."""
        user: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.handle,
            "real_name": self.name,
            "deleted": self.is_deleted,
            "is_bot": self.is_app,
            "profile": self._profile(),
        }
        if self.is_stranger:
            return user | {"is_stranger": True}
        user |= {"is_stranger": False, "is_app_user": False}
        if self.is_deleted:
            return user
        user |= {"is_restricted": self.is_guest, "is_ultra_restricted": False}
        if self.time_zone:
            user |= {"tz": self.time_zone, "tz_label": self.zone_label}
        return user | ({"locale": self.locale} if with_locale else {})

    def _profile(self) -> Json:
        profile: Json = {
            "real_name": self.name,
            "display_name": self.name.split()[0],
            "title": self.title,
            "team": self.team,
        }
        return profile | ({"email": self.email} if self.email and not self.is_stranger else {})


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

    @property
    def is_public(self) -> bool:
        """Whether anybody in the team can open it."""
        return not (self.is_private or self.is_dm)

    def as_json(self) -> Json:
        """The conversation object of `conversations.info`."""
        if self.is_dm:
            return {"id": self.id, "is_im": True, "user": self.dm_with, "is_archived": self.is_archived}
        body: Json = {
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
        if self.is_shared:
            both = [TEAM, OTHER_TEAM]
            body |= {"conversation_host_id": TEAM, "shared_team_ids": both, "connected_team_ids": both}
        return body
