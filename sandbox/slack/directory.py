"""The methods that look things up: who, where, and what was said (`auth.*`, `users.*`, `conversations.*`).

Not here: lists of users and channels, membership changes, group DMs.
"""

from __future__ import annotations

import base64
import binascii

from sandbox.slack.people import APP, BOT, BOT_USER, TEAM, TEAM_NAME, Channel
from sandbox.slack.wire import Json, Refused, flag, number
from sandbox.slack.workspace import Message, Workspace

PAGE_OF_MESSAGES = 100
MOST_MESSAGES = 999


class Directory:
    """Reading the workspace as the bot may."""

    def __init__(self, workspace: Workspace, public_url: str, scopes: frozenset[str] | None) -> None:
        self._workspace = workspace
        self._public_url = public_url
        self._scopes = scopes

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
        """`users.info`; the e-mail address only with its scope."""
        member = self._workspace.members.get(str(arguments["user"]))
        if member is None:
            raise Refused("user_not_found")
        user = member.as_json(with_locale=flag(arguments, "include_locale"))
        if self._scopes is not None and "users:read.email" not in self._scopes:
            user["profile"].pop("email", None)
        return {"user": user}

    def conversations_info(self, arguments: Json) -> Json:
        """`conversations.info`; private channels without the bot do not exist for it."""
        return {"channel": self._visible(arguments).as_json()}

    def conversations_open(self, arguments: Json) -> Json:
        """`conversations.open` for one person, or for a DM by its id."""
        if arguments.get("channel"):
            channel = self._visible(arguments)
        else:
            channel = self._dm_with(arguments.get("users"))
        body: Json = {"id": channel.id}
        if flag(arguments, "return_im"):
            body = channel.as_json()
        return {"channel": body}

    def history(self, arguments: Json) -> Json:
        """`conversations.history`: newest first, without replies in threads."""
        channel = self._readable(arguments)
        messages = [
            each for each in self._workspace.stored(channel.id) if not each.is_reply or each.is_broadcast
        ]
        return _page([*reversed(messages)], arguments, self._threads(channel))

    def replies(self, arguments: Json) -> Json:
        """`conversations.replies`: the parent, then its replies, oldest first."""
        channel = self._readable(arguments)
        thread = self._workspace.thread(channel.id, str(arguments["ts"]))
        if not thread:
            raise Refused("thread_not_found")
        return _page(thread, arguments, self._threads(channel))

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

    def _visible(self, arguments: Json) -> Channel:
        channel = self._workspace.channels.get(str(arguments["channel"]))
        if channel is None or not self._workspace.is_open_to(channel, BOT_USER):
            raise Refused("channel_not_found")
        return channel

    def _readable(self, arguments: Json) -> Channel:
        channel = self._visible(arguments)
        if BOT_USER not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def _threads(self, channel: Channel) -> dict[str, Json]:
        """What a parent says of its thread, by the parent's timestamp."""
        told: dict[str, Json] = {}
        for each in self._workspace.stored(channel.id):
            if each.is_reply and each.thread_ts:
                about = told.setdefault(each.thread_ts, {"thread_ts": each.thread_ts, "reply_count": 0})
                about |= {"reply_count": about["reply_count"] + 1, "latest_reply": each.ts}
        return told


def _page(messages: list[Message], arguments: Json, threads: dict[str, Json]) -> Json:
    wanted = [each for each in messages if _is_between(each.ts, arguments)]
    begin = _position(arguments.get("cursor"))
    limit = max(1, min(number(arguments, "limit", PAGE_OF_MESSAGES), MOST_MESSAGES))
    with_metadata = flag(arguments, "include_all_metadata")
    shown = wanted[begin : begin + limit]
    has_more = begin + limit < len(wanted)
    body: Json = {
        "messages": [each.as_json(with_metadata=with_metadata) | threads.get(each.ts, {}) for each in shown],
        "has_more": has_more,
    }
    if has_more:
        body["response_metadata"] = {"next_cursor": _cursor(begin + limit)}
    return body


def _is_between(ts: str, arguments: Json) -> bool:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    if flag(arguments, "inclusive"):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: object) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(str(cursor)).decode().removeprefix("next:"))
    except (ValueError, binascii.Error):
        raise Refused("invalid_cursor") from None
