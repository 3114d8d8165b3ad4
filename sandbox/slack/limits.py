"""How often each method may be called: Slack's rate tiers, as buckets of tokens on the sandbox's clock.

A bucket holds a minute's worth, so that a burst passes as with Slack, and fills up steadily; whoever pushes
the clock fills it. Not here: the limits of apps sold outside the Marketplace; a clinic's own app has none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from sandbox.clock import SandboxClock
from sandbox.slack.wire import Json


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What a bucket holds and how fast it fills."""

    burst: int
    per_second: float
    by: str | None = None
    """An argument of which each value has a bucket of its own; None is one for the method."""


def _a_minute(calls: int) -> Rate:
    return Rate(burst=calls, per_second=calls / 60)


TIER_2 = _a_minute(20)
TIER_3 = _a_minute(50)
TIER_4 = _a_minute(100)
HUNDREDS = _a_minute(300)
"""Slack's "special" tier where it says hundreds a minute, or gives no figure."""
POST_BURST = 10
"""Slack tolerates short bursts of posts and does not say how short."""
POSTS = Rate(burst=POST_BURST, per_second=1, by="channel")


@dataclass(kw_only=True)
class _Bucket:
    tokens: float
    at: datetime


class Limits:
    """Every bucket there is."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def wait(self, method: str, rate: Rate, arguments: Json) -> int:
        """Let a call pass and return 0, or the whole seconds after which it would pass."""
        place = str(arguments.get(rate.by, "")) if rate.by else ""
        now = self._clock.now()
        bucket = self._buckets.setdefault((method, place), _Bucket(tokens=rate.burst, at=now))
        passed = (now - bucket.at).total_seconds()
        bucket.tokens = min(rate.burst, bucket.tokens + passed * rate.per_second)
        bucket.at = now
        if bucket.tokens < 1:
            return max(1, math.ceil((1 - bucket.tokens) / rate.per_second))
        bucket.tokens -= 1
        return 0
