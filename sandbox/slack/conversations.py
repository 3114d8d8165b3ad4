"""The methods about places: `conversations.*` without what was said there.

Private channels without the bot do not exist for it. Not here: reading messages (`history.py`), creating,
renaming and archiving channels, group DMs.
"""

from __future__ import annotations

import re

from sandbox.slack.administration import Administration
from sandbox.slack.paging import checked_limit, next_page, paged
from sandbox.slack.people import BOT_USER, Channel
from sandbox.slack.wire import Json, Refused, flag
from sandbox.slack.workspace import Workspace

TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
"""What the argument `types` takes, and how scopes call the same."""
MOST_OF_A_PERSON = 999


class Conversations:
    """Channels and DMs as the bot may see them."""

    def __init__(self, workspace: Workspace, admin: Administration) -> None:
        self._workspace = workspace
        self._admin = admin

    def info(self, arguments: Json) -> Json:
        """`conversations.info`."""
        channel = self.visible(arguments["channel"])
        count = {"num_members": len(channel.members)} if flag(arguments, "include_num_members") else {}
        return {"channel": channel.as_json() | count}

    def open(self, arguments: Json) -> Json:
        """`conversations.open` for one person, or for a DM by its id."""
        if arguments.get("channel"):
            channel = self.visible(arguments["channel"])
        else:
            channel = self._dm_with(arguments.get("users"))
        return {"channel": channel.as_json() if flag(arguments, "return_im") else {"id": channel.id}}

    def listed(self, arguments: Json) -> Json:
        """`conversations.list`: all public channels, and the private ones and DMs that the bot is in."""
        checked_limit(arguments)
        found = self._of_types(arguments, BOT_USER)
        seen = [each for each in found if self._workspace.is_open_to(each, BOT_USER)]
        shown, cursor = paged(seen, arguments, lambda each: each.id)
        told = [each.as_json() | {"num_members": len(each.members)} for each in shown]
        return {"channels": told, **next_page(cursor)}

    def of_person(self, arguments: Json) -> Json:
        """`users.conversations`: where the bot, or a person, is a member, as far as the bot may know."""
        checked_limit(arguments, most=MOST_OF_A_PERSON)
        user = str(arguments.get("user") or BOT_USER)
        if user not in self._workspace.members:
            raise Refused("user_not_found")
        found = self._of_types(arguments, user)
        seen = [each for each in found if user in each.members and self._workspace.is_open_to(each, BOT_USER)]
        shown, cursor = paged(seen, arguments, lambda each: each.id, most=MOST_OF_A_PERSON)
        told = [each.as_json() for each in shown]
        for each in told:
            each.pop("is_member", None)  # this method leaves it out
        return {"channels": told, **next_page(cursor)}

    def members(self, arguments: Json) -> Json:
        """`conversations.members`."""
        checked_limit(arguments)
        channel = self.visible(arguments["channel"])
        shown, cursor = paged(sorted(channel.members), arguments, str)
        return {"members": shown, **next_page(cursor)}

    def join(self, arguments: Json) -> Json:
        """`conversations.join`: public channels only."""
        channel = self.visible(arguments["channel"])
        if not channel.is_public:
            raise Refused("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise Refused("is_archived")
        warning = "already_in_channel"
        was_in = self.is_member(channel)
        self._admin.add_bot(channel.id)
        body: Json = {"channel": channel.as_json()}
        if was_in:
            body |= {"warning": warning, "response_metadata": {"warnings": [warning]}}
        return body

    def leave(self, arguments: Json) -> Json:
        """`conversations.leave`: who is not there is told so, without an error."""
        channel = self.visible(arguments["channel"])
        if channel.is_dm:
            raise Refused("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise Refused("is_archived")
        if not self.is_member(channel):
            return {"not_in_channel": True}
        self._admin.remove_bot(channel.id)
        return {}

    def mark(self, arguments: Json) -> Json:
        """`conversations.mark`: checked, and kept nowhere, because nobody sees an app's read mark."""
        channel = self.visible(arguments["channel"])
        if not self.is_member(channel):
            raise Refused("not_in_channel")
        if not re.fullmatch(r"\d+(\.\d+)?", str(arguments["ts"])):
            raise Refused("invalid_timestamp")
        return {}

    def visible(self, channel_id: object) -> Channel:
        """A channel that exists for the bot.

        Raises:
            Refused: `channel_not_found`.
        """
        channel = self._workspace.channels.get(str(channel_id))
        if channel is None or not self._workspace.is_open_to(channel, BOT_USER):
            raise Refused("channel_not_found")
        return channel

    def is_member(self, channel: Channel) -> bool:
        """Whether the bot is in it."""
        return BOT_USER in channel.members

    def _of_types(self, arguments: Json, user: str) -> list[Channel]:
        """All channels of the wanted types, by id; of DMs only that person's with the bot."""
        wanted = wanted_types(arguments)
        if not wanted <= {*TYPES}:
            raise Refused("invalid_types")
        without_archived = flag(arguments, "exclude_archived")
        return sorted(
            (
                each
                for each in self._workspace.channels.values()
                if _type_of(each) in wanted
                and not (without_archived and each.is_archived)
                and not (each.is_dm and user not in each.members)
            ),
            key=lambda each: each.id,
        )

    def _dm_with(self, users: object) -> Channel:
        names = users.split(",") if isinstance(users, str) else users
        if not isinstance(names, list) or not names or names == [""]:
            raise Refused("users_list_not_supplied")
        member = self._workspace.members.get(str(names[0]).strip())
        if member is None:
            raise Refused("user_not_found")
        if len(names) > 1 or member.is_app:
            raise Refused("invalid_user_combination")
        if member.is_deleted:
            raise Refused("user_disabled")
        return self._workspace.dm(member.id)


def wanted_types(arguments: Json) -> set[str]:
    """The argument `types`; public channels unless told otherwise."""
    given = str(arguments.get("types") or "public_channel")
    return {each.strip() for each in given.split(",") if each.strip()}


def _type_of(channel: Channel) -> str:
    if channel.is_dm:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"
