"""The manifest asks for what the code needs, and for nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from handlers import COMMAND, routes
from handlers.sentences.help import usage

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference" / "slack"
SCOPES = {
    "apps.connections.open": set(),  # the app-level token's connections:write
    "auth.test": set(),
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "users.info": {"users:read", "users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.update": set(),
}
"""What each method that the code calls needs, in the kinds of conversation that the bot is in."""


class Anything:
    """Whatever is asked of it, so that the routing table can be read without a house."""

    def __getattr__(self, _name: str) -> Anything:
        return self

    def __call__(self) -> Anything:
        return self


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf8"))
    return read


def called() -> set[str]:
    """The Web API methods that the code calls."""
    code = "".join(file.read_text(encoding="utf8") for file in (ROOT / "handlers").rglob("*.py"))
    names = re.findall(r"_client\.([a-z]+_\w+)[(,)]", code)
    called = {name.replace("_", ".", 1).replace("connections_", "connections.") for name in names}
    if "files.upload_v2" in called:  # slack_sdk's name for two methods and an upload in between
        return called - {"files.upload_v2"} | {"files.getUploadURLExternal", "files.completeUploadExternal"}
    return called


def test_every_method_that_is_called_has_its_scopes_here() -> None:
    assert called() == set(SCOPES)


def test_scopes_are_the_least_that_the_calls_need(manifest: dict[str, Any]) -> None:
    needed = set().union(*SCOPES.values()) | {"commands", "app_mentions:read"}

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_commands_are_those_of_the_routing_table(manifest: dict[str, Any]) -> None:
    (command,) = manifest["features"]["slash_commands"]

    assert command["command"] == COMMAND
    assert command["should_escape"] is True
    assert command["usage_hint"] == usage()


def test_shortcuts_are_those_of_the_routing_table(manifest: dict[str, Any]) -> None:
    at: Any = Anything()
    routed = {route.name for route in routes(at) if route.kind == "shortcut"}

    assert {shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]} == routed


def test_socket_mode_and_interactivity_are_on(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_each_event_that_is_subscribed_has_a_listener(manifest: dict[str, Any]) -> None:
    at: Any = Anything()
    listened = {route.name for route in routes(at) if route.kind == "event"}

    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == listened, "others come again"


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="Slack's own manifest schema is not on this machine")
def test_the_manifest_is_valid_by_slacks_own_schema(manifest: dict[str, Any]) -> None:
    schema = json.loads((REFERENCE / "manifest" / "manifest.schema.2.0.0.json").read_text(encoding="utf8"))

    jsonschema.validate(manifest, schema)


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="Slack's method list is not on this machine")
def test_our_scopes_agree_with_slacks_method_list() -> None:
    methods = json.loads((REFERENCE / "methods.json").read_text(encoding="utf8"))
    for name, ours in SCOPES.items():
        theirs = set(json.dumps(methods[name]).replace('"', " ").split())
        assert {scope for scope in ours if scope != "users:read.email"} <= theirs, name
