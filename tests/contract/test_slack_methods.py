"""The stand-in's table of methods says what Slack's reference says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.clock import SandboxClock
from sandbox.slack import SlackSandbox
from sandbox.slack.api import APP_SCOPE, Method
from sandbox.slack.limits import HUNDREDS, POSTS, TIER_2, TIER_3, TIER_4

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "slack" / "methods.json"
TIERS = {
    "t2": {TIER_2},
    "t3": {TIER_3},
    "t4": {TIER_4},
    "t5": {POSTS, HUNDREDS},
    None: {HUNDREDS},
}

pytestmark = pytest.mark.skipif(
    not REFERENCE.exists(), reason="Slack's reference of methods is not beside this checkout"
)


def table() -> dict[str, Method]:
    return dict(SlackSandbox(SandboxClock(), "http://127.0.0.1:1")._web._methods)


def reference() -> dict[str, Any]:
    return dict(json.loads(REFERENCE.read_text()))


def test_every_method_is_slacks() -> None:
    assert table().keys() <= reference().keys()


def test_the_same_arguments_are_required_and_no_others_are_taken() -> None:
    for name, method in table().items():
        theirs = reference()[name]
        assert {*method.required} == {*(theirs["required"] or [])} - {"token"}, name
        assert {*method.required, *method.optional} <= {*theirs["args"]}, name
        assert (method.token is None) == ("token" not in theirs["args"]), name


def test_scopes_are_among_those_that_allow_it() -> None:
    for name, method in table().items():
        theirs = reference()[name]["scopes"].get("bot", [])
        assert {*method.scopes} - {APP_SCOPE} <= {*theirs}, name
        assert bool(theirs) == bool({*method.scopes} - {APP_SCOPE}), name


def test_tiers_and_the_reading_of_json_are_the_same() -> None:
    for name, method in table().items():
        theirs = reference()[name]
        assert method.rate in TIERS[theirs["tier"]], name
        assert method.takes_json == theirs["json_body"], name
