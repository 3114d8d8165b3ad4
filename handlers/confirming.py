"""The click that confirms a preview: the promise before the ack, and how far it is before what becomes of it.

The worker is woken by the promise, and says what became of it in the same place. So how far it is begins to
be said before the ack is sent, which may take as long as it likes: said later it would stand over the end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.errors import Overtaken
from handlers.blocks import parts
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.sentences import conflicts
from handlers.slack import Said


async def confirm(
    desk: Desk,
    gesture: Gesture,
    ack: Ack,
    promised: Awaitable[Said | None],
    again: Callable[[], Awaitable[object]],
) -> None:
    """Confirm what a preview showed; where something else stands in the way by now, show it again.

    Args:
        desk: Where it is said.
        gesture: The click.
        ack: Its ack.
        promised: Promises it, as in `begin`.
        again: Shows the preview as it is now.
    """
    try:
        await begin(desk, gesture, ack, promised)
    except Overtaken:
        await ack()
        await again()
        await desk.try_to_say(gesture, parts.sentence(conflicts.overtaken()), replace=False)


async def begin(
    desk: Desk,
    gesture: Gesture,
    ack: Ack,
    promised: Awaitable[Said | None],
    *,
    replace: bool | None = None,
) -> None:
    """Promise it, and say how far it is.

    Args:
        desk: Where it is said.
        gesture: The click.
        ack: Its ack.
        promised: Promises it; ends with how far it is, or None where that is not to be said: to a double
            click's second half, for the first one's words stand there, or what became of it already.
        replace: As in `Desk.say`.
    """
    said = await promised
    if said is None:
        await ack()
        return
    saying = asyncio.create_task(desk.try_to_say(gesture, said, replace=replace))
    await ack()
    await saying
