"""A served workspace whose app may call everything, for the methods that our own bot has no scopes for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.manifest import read_manifest
from tests.integration.slack_stage import Stage, stage

PLACES = ("channels", "groups", "im", "mpim")
EVERY_SCOPE = frozenset(
    {
        *(f"{place}:{right}" for place in PLACES for right in ("read", "history", "write")),
        "channels:join",
        "channels:manage",
        "chat:write",
        "files:read",
        "files:write",
        "team:read",
        "users:read",
        "users:read.email",
    }
)


@asynccontextmanager
async def granted(scopes: frozenset[str] = EVERY_SCOPE) -> AsyncIterator[Stage]:
    """A stage without a listening app, with these scopes."""
    async with stage(is_listening=False, manifest=replace(read_manifest(), bot_scopes=scopes)) as clinic:
        yield clinic


async def refusal(call: Awaitable[Any]) -> str:
    """The name of Slack's refusal."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])
