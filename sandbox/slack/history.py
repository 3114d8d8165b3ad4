"""Reading what was said: `conversations.history` and `conversations.replies`.

Not here: searching, and the ephemerals, which Slack keeps nowhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sandbox.slack.conversations import Conversations
from sandbox.slack.paging import next_page, paged
from sandbox.slack.people import Channel
from sandbox.slack.wire import Json, Refused, flag
from sandbox.slack.workspace import Message, Workspace

MOST_MESSAGES = 999
SHOWN_REPLIERS = 5


class History:
    """Messages as the bot may read them."""

    def __init__(self, workspace: Workspace, conversations: Conversations) -> None:
        self._workspace = workspace
        self._conversations = conversations

    def history(self, arguments: Json) -> Json:
        """`conversations.history`: newest first, without replies in threads."""
        channel = self._readable(arguments)
        wanted = reversed(_between(self._workspace.stored(channel.id), arguments))
        return self._page([each for each in wanted if not each.is_reply or each.is_broadcast], arguments)

    def replies(self, arguments: Json) -> Json:
        """`conversations.replies`: the parent, then its replies, oldest first."""
        channel = self._readable(arguments)
        thread = self._workspace.thread(channel.id, str(arguments["ts"]))
        if not thread:
            raise Refused("thread_not_found")
        return self._page(_between(thread, arguments), arguments, is_falling=False)

    def _page(self, messages: list[Message], arguments: Json, *, is_falling: bool = True) -> Json:
        shown, cursor = paged(
            messages, arguments, lambda each: each.ts, most=MOST_MESSAGES, is_falling=is_falling
        )
        with_metadata = flag(arguments, "include_all_metadata")
        told = [each.as_json(with_metadata=with_metadata) | self._thread(each) for each in shown]
        return {"messages": told, "has_more": bool(cursor)} | (next_page(cursor) if cursor else {})

    def _thread(self, parent: Message) -> Json:
        """What a parent says of its thread."""
        replies = self._workspace.replies(parent.channel, parent.ts)
        if not replies:
            return {}
        repliers = [*dict.fromkeys(each.author for each in replies)]
        return {
            "thread_ts": parent.ts,
            "reply_count": len(replies),
            "reply_users_count": len(repliers),
            "reply_users": repliers[:SHOWN_REPLIERS],
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }

    def _readable(self, arguments: Json) -> Channel:
        channel = self._conversations.visible(arguments["channel"])
        if not self._conversations.is_member(channel):
            raise Refused("not_in_channel")
        return channel


def _between(messages: list[Message], arguments: Json) -> list[Message]:
    """Of messages in their order those from `oldest` to `latest`, these two themselves if `inclusive`."""
    oldest, latest = _moment(arguments, "oldest", 0), _moment(arguments, "latest", float("inf"))
    with_bounds = flag(arguments, "inclusive")
    begin = (bisect_left if with_bounds else bisect_right)(messages, oldest, key=_when)
    end = (bisect_right if with_bounds else bisect_left)(messages, latest, key=_when)
    return messages[begin:end]


def _when(message: Message) -> float:
    return float(message.ts)


def _moment(arguments: Json, name: str, default: float) -> float:
    try:
        return float(arguments.get(name) or default)
    except (TypeError, ValueError):
        raise Refused(f"invalid_ts_{name}") from None
