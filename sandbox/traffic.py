"""What went over the wire between the bot and the two clouds, as it went: calls, envelopes, frames.

Tokens and the client's secret are struck out, everything else is kept, links too: in the sandbox there is
nobody to protect, and whoever reports a bug wants to see it all. Not here: where it is written down
(`recording.py`, `slack/socket.py`).
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sandbox.changes import Changes
from sandbox.clock import SandboxClock

MOST = 2000
"""How many exchanges are kept; older ones are forgotten."""
SECRETS = frozenset({"token", "client_secret", "access_token"})
STRUCK_OUT = "•••"

Cloud = Literal["slack", "betterpt"]
Kind = Literal["call", "envelope", "frame"]


@dataclass(kw_only=True)
class Exchange:
    """One thing that was sent, and what came back."""

    number: int
    """Counts from 1."""
    at: datetime
    """When it was sent, by the sandbox's clock."""
    cloud: Cloud
    kind: Kind
    """`call`: the bot asks. `envelope`: Slack tells the bot, which acks. `frame`: no answer is wanted."""
    name: str
    """The method, the GraphQL operation, or what the envelope is about."""
    asked: object = field(repr=False)
    answered: object = field(default=None, repr=False)
    outcome: str = ""
    """In a word or two; empty while there is none."""
    is_trouble: bool = False
    seconds: float | None = None
    """How long the answer took, in real time."""
    revision: int = 0
    """The traffic's version when this one changed last."""
    begun: float = field(default_factory=time.monotonic, repr=False)


class Traffic:
    """The latest exchanges, the oldest first."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._count = 0
        self.changes = Changes()
        self.exchanges: deque[Exchange] = deque(maxlen=MOST)

    def begin(self, cloud: Cloud, kind: Kind, name: str, asked: object) -> Exchange:
        """Note that something is sent."""
        self._count += 1
        exchange = Exchange(
            number=self._count, at=self._clock.now(), cloud=cloud, kind=kind, name=name, asked=masked(asked)
        )
        self.exchanges.append(exchange)
        self._changed(exchange)
        return exchange

    def end(
        self, exchange: Exchange, outcome: str, answered: object = None, *, is_trouble: bool = False
    ) -> None:
        """Note what came back, or why nothing did."""
        exchange.seconds = time.monotonic() - exchange.begun
        exchange.outcome, exchange.answered = outcome, masked(answered)
        exchange.is_trouble = is_trouble
        self._changed(exchange)

    def since(self, version: int) -> list[Exchange]:
        """What has begun or ended after that version."""
        return [each for each in self.exchanges if each.revision > version]

    def _changed(self, exchange: Exchange) -> None:
        exchange.revision = self.changes.version + 1
        self.changes.happened()


def masked(value: object) -> object:
    """The same with secrets struck out, however deep they lie."""
    if isinstance(value, dict):
        return {
            name: STRUCK_OUT if name in SECRETS and isinstance(each, str) else masked(each)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [masked(each) for each in value]
    return value
