"""The real house in this process, over real local servers: BetterPT's client, Slack's clients, a ledger.

As `bot.__main__.serve`, without its signals, so that many stand side by side. Not here: who lives in it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.bootstrap import build, open_outside, running
from bot.settings import NAMES, Settings
from handlers.surface import Surface


@asynccontextmanager
async def house(environment: Mapping[str, str]) -> AsyncIterator[None]:
    """Serve while inside.

    Raises:
        NotifyError: Slack refuses our tokens.
    """
    settings = _settings(environment)
    async with (
        open_outside(settings) as outside,
        Surface(settings, ledger=outside.ledger, clock=outside.clock) as surface,
    ):
        made = build(
            settings,
            clock=outside.clock,
            ledger=outside.ledger,
            rooms=outside.rooms,
            notifier=surface.notifier,
        )
        async with running(made, outside.clock), surface.open(made):
            yield


def _settings(environment: Mapping[str, str]) -> Settings:
    """As `read_settings` has them, but not from the environment that all of them share."""
    values: dict[str, object] = {
        name.name.lower(): environment.get(name.name, name.default) for name in NAMES
    }
    coordinators = re.split(r"[,\s]+", environment.get("COORDINATORS", ""))
    return Settings(**values | {"coordinators": frozenset(filter(None, coordinators))})  # type: ignore[arg-type]
