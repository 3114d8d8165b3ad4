"""What every interaction payload has in common: who did what, where, and the keys to answer with.

Payloads of people from another company carry their own team's id, as with Slack Connect. Not here: sending.
"""

from __future__ import annotations

from sandbox.slack.forms import action_value, answers, elements_of, most_of
from sandbox.slack.keys import ResponseKeys, Triggers
from sandbox.slack.members import DOMAINS
from sandbox.slack.people import APP
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Message, Workspace


class Payloads:
    """Makes the parts of payloads."""

    def __init__(self, workspace: Workspace, triggers: Triggers, keys: ResponseKeys) -> None:
        self._workspace = workspace
        self._triggers = triggers
        self._keys = keys

    def interaction(self, kind: str, user: str, channel: str) -> Json:
        """The frame around any interaction, with a fresh trigger."""
        member = self._workspace.members[user]
        return {
            "type": kind,
            "team": {"id": member.team, "domain": DOMAINS[member.team]},
            "user": {
                "id": user,
                "username": member.handle,
                "name": member.handle,
                "team_id": member.team,
            },
            "api_app_id": APP,
            "token": "sandbox",
            "is_enterprise_install": False,
            "enterprise": None,
            "trigger_id": self._triggers.issue(user, channel),
        }

    def command(self, user: str, channel: str, name: str, text: str) -> Json:
        """A slash command's payload."""
        member = self._workspace.members[user]
        return {
            "token": "sandbox",
            "team_id": member.team,
            "team_domain": DOMAINS[member.team],
            "channel_id": channel,
            "channel_name": self.place(channel)["name"],
            "user_id": user,
            "user_name": member.handle,
            "command": name,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self._keys.issue(user, channel),
            "trigger_id": self._triggers.issue(user, channel),
        }

    def response_url(self, user: str, message: Message) -> str:
        """Where to answer to what was done with a message."""
        return self._keys.issue(user, message.channel, message_ts=message.ts, thread_ts=message.thread_ts)

    def action(self, blocks: list[Json], block_id: str, action_id: str, chosen: object) -> Json:
        """What was done to which element.

        Raises:
            Refused: there is no such element (any more), or it takes fewer choices.
        """
        element = element_of(blocks, block_id, action_id)
        if isinstance(chosen, list) and len(chosen) > most_of(element):
            raise Refused("too_many_selected")
        action: Json = {"block_id": block_id, "action_id": action_id, "action_ts": self.now()}
        if element["type"] == "button":
            kept = ("type", "text", "value", "style", "url")
            return action | {name: element[name] for name in kept if name in element}
        return action | action_value(element, chosen)

    def suggestion(self, user: str, channel: str, element: Json, block_id: str, query: str) -> Json:
        """A `block_suggestion`: which options an external menu has for what was typed into it."""
        payload = self.interaction("block_suggestion", user, channel)
        del payload["trigger_id"]
        return payload | {"block_id": block_id, "action_id": element["action_id"], "value": query}

    def response_urls(self, user: str, blocks: list[Json], values: Json) -> list[Json]:
        """The `response_urls` of a submission: one of each menu that asked for it."""
        return [
            {
                "block_id": block["block_id"],
                "action_id": element["action_id"],
                "channel_id": channel,
                "response_url": self._keys.issue(user, channel),
            }
            for block, element, channel in answers(blocks, values)
            if channel in self._workspace.channels
        ]

    def place(self, channel: str) -> Json:
        """A channel as interactions name it: Slack keeps the names of private ones to itself."""
        known = self._workspace.channels[channel]
        private = "privategroup" if known.is_private else known.name
        return {"id": channel, "name": "directmessage" if known.is_dm else private}

    def now(self) -> str:
        """The sandbox's time, as Slack writes it."""
        return f"{self._workspace.clock.now().timestamp():.6f}"


def element_of(blocks: list[Json], block_id: str, action_id: str) -> Json:
    """An element by its ids.

    Raises:
        Refused: there is no such element (any more).
    """
    for block, element in elements_of(blocks):
        if (block["block_id"], element["action_id"]) == (block_id, action_id):
            return element
    raise Refused("action_not_found")
