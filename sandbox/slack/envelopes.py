"""What an envelope is called for whoever reads the traffic, and the acks that are waited for.

Not here: sending (`socket.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.slack.wire import Json


@dataclass(frozen=True, kw_only=True)
class Ack:
    """What the app answered to an envelope, and how soon."""

    payload: Json
    seconds: float


class Acks:
    """Deliveries that wait for the app's word.

    One envelope may be under way several times; acks do not say which delivery they mean, so the first one
    is the first delivery's.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[asyncio.Future[Json]]] = {}

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
        """Hand an ack to the delivery that waits longest; False when none waits (any more)."""
        waiting = self._waiting.get(str(said.get("envelope_id")), [])
        answer = next((each for each in waiting if not each.done()), None)
        if answer is None:
            return False
        payload = said.get("payload") or {}
        answer.set_result(payload if isinstance(payload, dict) else {"text": str(payload)})
        return True


def name_of(envelope: Json) -> str:
    """What it is about: `/room`, `block_actions`, `view_submission`, `event app_mention`."""
    kind, payload = envelope["type"], envelope["payload"]
    if kind == "slash_commands":
        return str(payload["command"])
    if kind == "events_api":
        return f"event {payload['event']['type']}"
    return str(payload["type"])
