"""What the app declares of itself in its manifest, as far as the workspace acts on it.

It is read and not repeated, so that an app that forgot a scope, an event or a shortcut fails here as it would
in Slack. Not here: whether the manifest is valid (Slack's own schema says that), and what is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPOSITORYS = Path(__file__).resolve().parents[2] / "manifest.yml"
EVENT_SCOPES = {
    "app_home_opened": frozenset[str](),
    "app_mention": frozenset({"app_mentions:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "team_join": frozenset({"users:read"}),
}
"""The events that the workspace tells of, with the scopes of which one allows each."""


@dataclass(frozen=True, kw_only=True)
class SlashCommand:
    """A command that people may type."""

    name: str
    """With its slash."""
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False
    """Whether mentions, channels and addresses arrive marked up, with ids."""


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """Something to choose from a message's menu, or from anywhere."""

    callback_id: str
    name: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One app, as its makers declared it."""

    bot_name: str = "App"
    commands: tuple[SlashCommand, ...] = ()
    message_shortcuts: tuple[Shortcut, ...] = ()
    global_shortcuts: tuple[Shortcut, ...] = ()
    bot_scopes: frozenset[str] = frozenset()
    bot_events: frozenset[str] = frozenset()
    """What it subscribed to, like `app_mention` or `message.im`."""

    @property
    def heard_events(self) -> frozenset[str]:
        """The events that it subscribed to and may hear."""
        return frozenset(
            each
            for each in self.bot_events & EVENT_SCOPES.keys()
            if not EVENT_SCOPES[each] or EVENT_SCOPES[each] & self.bot_scopes
        )

    def command(self, name: str) -> SlashCommand | None:
        """A command by its name."""
        return next((each for each in self.commands if each.name == name), None)


def read_manifest(source: Path | Mapping[str, Any] = REPOSITORYS) -> Manifest:
    """A manifest from a file (YAML or JSON), or from what such a file holds.

    Raises:
        OSError: there is no such file.
        KeyError: a command or shortcut lacks its name.
    """
    read = yaml.safe_load(source.read_text(encoding="utf8")) if isinstance(source, Path) else source
    features, settings = _part(read, "features"), _part(read, "settings")
    shown = _part(read, "display_information")
    return Manifest(
        bot_name=_part(features, "bot_user").get("display_name") or shown.get("name", "App"),
        commands=tuple(_command(each) for each in features.get("slash_commands") or ()),
        message_shortcuts=_shortcuts(features, "message"),
        global_shortcuts=_shortcuts(features, "global"),
        bot_scopes=frozenset(_part(_part(read, "oauth_config"), "scopes").get("bot") or ()),
        bot_events=frozenset(_part(settings, "event_subscriptions").get("bot_events") or ()),
    )


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return whole.get(name) or {}


def _command(given: Mapping[str, Any]) -> SlashCommand:
    return SlashCommand(
        name=given["command"],
        description=given.get("description", ""),
        usage_hint=given.get("usage_hint", ""),
        should_escape=bool(given.get("should_escape")),
    )


def _shortcuts(features: Mapping[str, Any], kind: str) -> tuple[Shortcut, ...]:
    return tuple(
        Shortcut(callback_id=each["callback_id"], name=each["name"], description=each.get("description", ""))
        for each in features.get("shortcuts") or ()
        if each["type"] == kind
    )
