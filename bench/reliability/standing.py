"""What stands in Slack, counted at the stand-in: our messages by their keys, files, and Slack's complaints.

Not here: the bot's own tables, which nobody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.slack import Message, SlackSandbox
from sandbox.slack.people import BOT_USER, SLACKBOT

ASKED = ("Create again", "Leave it")
"""The buttons under the question that nobody but a person can answer."""
_AN_ID = 32


def kind_of(key: str) -> str:
    """What a message with this key is: it stands behind the room's id, or first where there is none."""
    first, second, *_ = key.split(":")
    return second if len(first) == _AN_ID else first


class Standing:
    """Everything the app has said that lasts."""

    def __init__(self, slack: SlackSandbox) -> None:
        self._slack = slack

    def keyed(self) -> Iterator[tuple[str, Message]]:
        """Each message that carries a key, with it."""
        for message in self._slack.workspace.messages:
            payload = (message.metadata or {}).get("event_payload", {})
            if message.author == BOT_USER and "key" in payload:
                yield str(payload["key"]), message

    def of(self, kind: str, room: str | None = None) -> list[Message]:
        """The messages of a kind, of one room (our id) or of all."""
        return [
            message
            for key, message in self.keyed()
            if kind_of(key) == kind and (room is None or key.startswith(room))
        ]

    def rooms(self, kind: str) -> list[str]:
        """Our ids of the rooms of which a message of that kind stands, in the order they came."""
        return list(dict.fromkeys(key.partition(":")[0] for key, _ in self.keyed() if kind_of(key) == kind))

    def under(self, message: Message) -> list[Message]:
        """The files' messages in a message's thread."""
        replies = self._slack.workspace.replies(message.channel, message.ts)
        return [each for each in replies if each.files]

    def doubles(self) -> list[str]:
        """What stands twice: messages with one key, and calendar files with one mark (it ends their name)."""
        keys = Counter(key for key, _ in self.keyed())
        everything = self._slack.workspace.messages
        files = Counter(file.name.rpartition("-")[2] for each in everything for file in each.files)
        return [f"{what}, {times} times" for what, times in (keys + files).items() if times > 1]

    def complaints(self) -> int:
        """How often Slack itself told somebody that the app did not answer."""
        return sum(each.author == SLACKBOT for each in self._slack.workspace.messages)
