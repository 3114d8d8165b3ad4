"""Bolt between the wire and our listeners: an envelope in, the listener that its routes name, an ack out.

A click, a form or a command is acked the moment its listener says so; Bolt by itself would look for that
every 10 ms. An event is acked only after its listener has ended, and not at all if that says so: Bolt by
itself acks it first, and a crash right after would lose it. What is committed before is `front_door`'s.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.connections import Answer
from handlers.front_door import BoltListener
from handlers.wire import Envelope

_EVENT = "events_api"
_TAKEN = 200

Heard = tuple[str, str, BoltListener]
"""A route as Bolt hears it: its kind, its name, its listener."""


class Reception:
    """One Bolt app."""

    def __init__(self, client: AsyncWebClient, us: AuthorizeResult, heard: Iterable[Heard]) -> None:
        """`us` is what Slack told of the bot: Bolt's own auth.test would stand before the first ack."""

        async def authorize() -> AuthorizeResult:  # Bolt reads its arguments' names: no method
            return us

        self._app = AsyncApp(
            name="room",  # else Bolt looks through the call stack for one: 0.1 s of each start
            client=client,
            authorize=authorize,
            logger=logging.getLogger("slack_bolt"),
            process_before_response=True,  # so a dispatch ends when the listener does: it can be waited for
        )
        for kind, name, listener in heard:
            self._register(kind, name, listener)

    async def hear(self, envelope: Envelope, answer: Answer) -> None:
        """Let an envelope be answered, to its end; `answer` acks it on the way, if it may be."""
        is_event = envelope.kind == _EVENT
        request = AsyncBoltRequest(
            mode="socket_mode",
            body=dict(envelope.payload),
            headers={"x-slack-retry-num": str(envelope.attempt)},
            context={} if is_event else {"ack": _Prompt(answer)},
        )
        response = await self._app.async_dispatch(request)
        if is_event and response.status == _TAKEN:
            await answer(None)

    def _register(self, kind: str, name: str, listener: BoltListener) -> None:
        match kind:
            case "command":
                self._app.command(name)(listener)
            case "action":
                self._app.action(re.compile(rf"^{name}(:\d+)?$"))(listener)
            case "view":
                self._app.view(name)(listener)
            case "event":
                self._app.event(name)(listener)
            case "shortcut":
                self._app.message_shortcut(name)(listener)


class _Prompt(AsyncAck):
    """Bolt's ack, sent when it is called."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt has no types here
        self._answer = answer

    async def __call__(self, *args: Any, **said: Any) -> BoltResponse:  # noqa: ANN401  as Bolt's own
        response = await super().__call__(*args, **said)
        await self._answer(_payload(response))
        return response


def _payload(response: BoltResponse) -> Mapping[str, Any] | None:
    """What Slack is to do or show; Bolt has it as text, which is JSON if it is more than a sentence."""
    if not response.body:
        return None
    is_json = response.first_headers().get("content-type", "").startswith("application/json")
    return json.loads(response.body) if is_json else {"text": response.body}
