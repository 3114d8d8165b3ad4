"""What every sandbox of a test is asked at its end: did the bot keep its manners, arguments and scopes?

Slack's reference of methods is read where it is present beside the checkout; the scopes are the manifest's.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sandbox.process import Starting
from sandbox.slack import Call
from sandbox.world import Sandbox
from tests.fakes import MORNING
from tests.forking import forked

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "reference" / "slack" / "methods.json"


@asynccontextmanager
async def watched(starting: Starting = forked) -> AsyncIterator[Sandbox]:
    """A sandbox for a test that starts and ends its bots by itself."""
    async with Sandbox(begins=MORNING, starting=starting) as world:
        yield world
    assert violations_in(world) == [], "what the bot sent"


def violations_in(world: Sandbox) -> list[str]:
    """Sentences about what the bot should not have sent, or not like that; forgotten afterwards."""
    found = [*world.slack.violations]
    world.slack.violations.clear()
    return found + sorted({each for call in world.slack.calls for each in _unknown(call)})


def _unknown(call: Call) -> list[str]:
    known = _methods().get(call.method)
    if known is None:
        return [f"{call.method}: no such method in Slack's reference"] if _methods() else []
    said = [
        f"{call.method}: no argument {name!r} in Slack's reference"
        for name in call.arguments
        if name not in {*known["args"], "token"}
    ]
    scopes = known["scopes"].get("bot") or []
    if scopes and not {*scopes} & _granted():
        said.append(f"{call.method}: needs one of {scopes}, and manifest.yml asks for none of them")
    return said


@cache
def _methods() -> dict[str, Any]:
    return dict(json.loads(REFERENCE.read_text())) if REFERENCE.exists() else {}


@cache
def _granted() -> frozenset[str]:
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])
