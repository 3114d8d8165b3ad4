"""The short-lived keys an app gets with an interaction: trigger ids for modals, response URLs for replies.

A trigger lives 3 s of real time, because the person waits in real time; a response URL lives 30 minutes of
the sandbox's clock.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sandbox.clock import SandboxClock
from sandbox.slack.people import TEAM
from sandbox.slack.wire import Refused

T = TypeVar("T")
TRIGGER_SECONDS = 3.0
RESPONSE_USES = 5
RESPONSE_LIFE = timedelta(minutes=30)
MOST_KEPT = 10_000
"""How many keys of each kind are known again: for as long, a spent or expired one is refused by its name."""


@dataclass(kw_only=True)
class Trigger:
    """The right to open one modal for one person."""

    user: str
    channel: str
    born: float
    is_used: bool = False


class Triggers:
    """The trigger ids of late."""

    def __init__(self) -> None:
        self._count = 0
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, channel: str) -> str:
        """A new trigger id for what that person just did."""
        self._count += 1
        trigger_id = f"{self._count}.{TEAM}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(user=user, channel=channel, born=time.monotonic())
        _forget_the_oldest(self._issued)
        return trigger_id

    def spend(self, trigger_id: object) -> Trigger:
        """Use a trigger.

        Raises:
            Refused: it was never issued, was used before, or is older than 3 s.
        """
        trigger = self._issued.get(str(trigger_id))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.is_used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.born > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.is_used = True
        return trigger


@dataclass(kw_only=True)
class ResponseKey:
    """Where replies by one response URL go."""

    user: str
    channel: str
    thread_ts: str | None
    message_ts: str | None
    """The message that was clicked, if any: what `replace_original` means."""
    expires: datetime
    uses: int = 0


class ResponseKeys:
    """The response URLs of late."""

    def __init__(self, clock: SandboxClock, public_url: str) -> None:
        self._clock = clock
        self._public_url = public_url
        self._issued: dict[str, ResponseKey] = {}

    def issue(
        self, user: str, channel: str, *, message_ts: str | None = None, thread_ts: str | None = None
    ) -> str:
        """A new response URL for what that person just did there."""
        key = secrets.token_urlsafe(18)
        self._issued[key] = ResponseKey(
            user=user,
            channel=channel,
            thread_ts=thread_ts,
            message_ts=message_ts,
            expires=self._clock.now() + RESPONSE_LIFE,
        )
        _forget_the_oldest(self._issued)
        return f"{self._public_url}/slack/response/{TEAM}/{key}"

    def spend(self, key: str) -> ResponseKey:
        """Use a response URL once.

        Raises:
            Refused: it is unknown, older than 30 minutes or was used 5 times.
        """
        issued = self._issued.get(key)
        if issued is None:
            raise Refused("invalid_url")
        if self._clock.now() > issued.expires:
            raise Refused("expired_url")
        if issued.uses >= RESPONSE_USES:
            raise Refused("used_url")
        issued.uses += 1
        return issued


def _forget_the_oldest(issued: dict[str, T]) -> None:
    while len(issued) > MOST_KEPT:
        del issued[next(iter(issued))]
