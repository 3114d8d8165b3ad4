"""Pressed twice, or by two people at once: it happens once, and who came second learns how things stand.

A double click is two deliveries of Slack's, so it is told by what was asked for: by whom, of which room, and
what. Pressed again later, or after it came to nothing, it is a question, and answered like one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.booking.asked import Asked
from bot.errors import Overtaken, RoomClosed, StaleRoom, TimeUnclear
from bot.models import EventKind
from bot.ports import Ledger

A_MOMENT = timedelta(seconds=10)
"""Longer than anybody takes for a double click, or Slack to deliver its second half."""

_IN_THE_WAY = (StaleRoom, RoomClosed, Overtaken, TimeUnclear)

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def was_just_asked(
    ledger: Ledger, room_id: str, what: Asked, by: str, now: datetime, *, start: datetime | None = None
) -> bool:
    """Whether this person asked for the very same a moment ago: of this room, for this start (UTC) if any."""
    wanted = {"what": what, **({"start": start.isoformat()} if start else {})}
    return any(
        event.kind is EventKind.ASKED
        and event.by == by
        and timedelta() <= now - event.at < A_MOMENT
        and wanted.items() <= event.details.items()
        for event in await ledger.events(room_id)
    )


def decided_anew(use_case: Callable[Given, Awaitable[Result]]) -> Callable[Given, Awaitable[Result]]:
    """The use case; once more if something stands in the way, by how things stand then.

    It may be what a double click's other half did meanwhile, over another connection or in another process.
    """

    @wraps(use_case)
    async def decided(*args: Given.args, **given: Given.kwargs) -> Result:
        try:
            return await use_case(*args, **given)
        except _IN_THE_WAY:
            return await use_case(*args, **given)

    return decided
