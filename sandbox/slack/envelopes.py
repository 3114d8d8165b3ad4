"""What an envelope is called for whoever reads the traffic, and the acks that are waited for.

Not here: sending (`socket.py`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.slack.wire import Json

REMEMBERED = 100
"""How many acked envelopes are known, so that another ack is told from one that came too late."""


@dataclass(frozen=True, kw_only=True)
class Ack:
    """What the app answered to an envelope, and how soon."""

    payload: Json
    seconds: float


class Acks:
    """Deliveries that wait for the app's word.

    One envelope may be under way several times; acks do not say which delivery they mean, so the first one
    is all of theirs, and a second one changes nothing.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[asyncio.Future[Json]]] = {}
        self._taken: deque[str] = deque(maxlen=REMEMBERED)

    @contextmanager
    def awaited(self, envelope_id: str) -> Iterator[asyncio.Future[Json]]:
        """The ack of one delivery, as long as somebody waits for it."""
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        deliveries = self._waiting.setdefault(envelope_id, [])
        deliveries.append(answer)
        try:
            yield answer
        finally:
            deliveries.remove(answer)
            if not deliveries:
                self._waiting.pop(envelope_id, None)

    def take(self, said: Json) -> bool:
        """Hand an ack to the deliveries that wait; False when none waits (any more) and none was acked."""
        envelope_id, payload = str(said.get("envelope_id")), said.get("payload") or {}
        waiting = [each for each in self._waiting.get(envelope_id, []) if not each.done()]
        for answer in waiting:
            answer.set_result(payload if isinstance(payload, dict) else {"text": str(payload)})
        if waiting:
            self._taken.append(envelope_id)
        return envelope_id in self._taken


def name_of(envelope: Json) -> str:
    """What it is about: `/room`, `block_actions`, `view_submission`, `event app_mention`."""
    kind, payload = envelope["type"], envelope["payload"]
    if kind == "slash_commands":
        return str(payload["command"])
    if kind == "events_api":
        return f"event {payload['event']['type']}"
    return str(payload["type"])
