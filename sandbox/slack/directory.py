"""The methods that say who there is: `auth.test`, `users.*`, `bots.info`, `team.info`.

Not here: places (`conversations.py`), presence, profiles' custom fields, user groups.
"""

from __future__ import annotations

from sandbox.slack.members import DOMAINS
from sandbox.slack.paging import next_page, paged
from sandbox.slack.people import APP, BOT, BOT_USER, TEAM, TEAM_NAME, Member
from sandbox.slack.wire import Json, Refused, flag, number
from sandbox.slack.workspace import Workspace


class Directory:
    """The people and the app of the workspace, as the bot may know them."""

    def __init__(self, workspace: Workspace, public_url: str, scopes: frozenset[str] | None) -> None:
        self._workspace = workspace
        self._public_url = public_url
        self._scopes = scopes

    def api_test(self, arguments: Json) -> Json:
        """`api.test`: says what it was told, and fails on demand."""
        if arguments.get("error"):
            raise Refused(str(arguments["error"]), args=arguments)
        return {"args": arguments}

    def auth_test(self, _arguments: Json) -> Json:
        """`auth.test`."""
        return {
            "url": f"{self._public_url}/",
            "team": TEAM_NAME,
            "team_id": TEAM,
            "user": self._workspace.members[BOT_USER].handle,
            "user_id": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "is_enterprise_install": False,
        }

    def users_info(self, arguments: Json) -> Json:
        """`users.info`."""
        member = self._workspace.members.get(str(arguments["user"]))
        if member is None:
            raise Refused("user_not_found")
        return {"user": self._told(member, arguments)}

    def users_list(self, arguments: Json) -> Json:
        """`users.list`: everybody, apps and those who left, too; without a limit in one piece."""
        people = sorted(self._workspace.members.values(), key=lambda each: each.id)
        limit = number(arguments, "limit", 0) or len(people)
        shown, cursor = paged(people, arguments | {"limit": limit}, lambda each: each.id)
        now = int(self._workspace.clock.now().timestamp())
        members = [self._told(each, arguments) for each in shown]
        return {"members": members, "cache_ts": now, **next_page(cursor)}

    def users_lookup(self, arguments: Json) -> Json:
        """`users.lookupByEmail`: who left, and people of other companies, are not found."""
        email = str(arguments["email"]).casefold()
        for member in self._workspace.members.values():
            is_known = member.is_here and not member.is_stranger
            if is_known and member.email and member.email.casefold() == email:
                return {"user": self._told(member, arguments)}
        raise Refused("users_not_found")

    def bots_info(self, arguments: Json) -> Json:
        """`bots.info`: of the app itself, the only one there is."""
        if not arguments.get("bot"):
            raise Refused("missing_argument")
        if arguments["bot"] != BOT:
            raise Refused("bot_not_found")
        bot = self._workspace.members[BOT_USER]
        told = {"id": BOT, "app_id": APP, "user_id": BOT_USER, "name": bot.name, "deleted": False}
        return {"bot": told | {"updated": 0, "icons": {}}}

    def team_info(self, arguments: Json) -> Json:
        """`team.info` of the app's own workspace."""
        if arguments.get("team") not in (None, "", TEAM):
            raise Refused("team_not_found")
        team = {"id": TEAM, "name": TEAM_NAME, "domain": DOMAINS[TEAM], "email_domain": "", "icon": {}}
        return {"team": team}

    def _told(self, member: Member, arguments: Json) -> Json:
        """A user object; the e-mail address only with its scope."""
        user = member.as_json(with_locale=flag(arguments, "include_locale"))
        if self._scopes is not None and "users:read.email" not in self._scopes:
            user["profile"].pop("email", None)
        return user
