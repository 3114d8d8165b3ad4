"""Everything in Slack that has an effect when it is pressed, each brought to where one press is missing.

Pressed twice at once it must do what it does pressed once, counted at the stand-ins. What only shows
something is not here: it may answer twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bench.reliability.deliveries.desk import Desk, Effects
from sandbox.betterpt import Fault
from sandbox.reading import SeenMessage

Press = Callable[[], Awaitable[None]]
Row = Callable[[Desk], Awaitable[Press]]


async def create(desk: Desk) -> Press:
    """Create room, in a preview."""
    shown = await desk.preview(desk.when())
    return lambda: desk.dana.clicks("Create room", shown)


async def move(desk: Desk) -> Press:
    """Move it, in the preview of a move."""
    when = await desk.booked()
    await desk.dana.types(f"/room reschedule {when} to {when.replace(':00', ':30')}")
    shown = await desk.dana.sees("Move this session?")
    return lambda: desk.dana.clicks("Move it", shown)


async def late(desk: Desk) -> Press:
    """So many minutes later."""
    when = await desk.booked()
    await desk.dana.types(f"/room late {when}")
    shown = await desk.dana.sees("when does it start?")
    label = next(each for each in shown.buttons if each.startswith("+15"))
    return lambda: desk.dana.clicks(label, shown)


async def cancel(desk: Desk) -> Press:
    """Cancel the room, in the preview of that."""
    when = await desk.booked()
    await desk.dana.types(f"/room cancel {when}")
    shown = await desk.dana.sees("Cancel this session?")
    return lambda: desk.dana.clicks("Cancel the room", shown)


async def give(desk: Desk) -> Press:
    """Hand over, in the preview of that."""
    when = await desk.booked()
    await desk.dana.types(f"/room give {when} to @lee")
    shown = await desk.dana.sees("Hand this session over?")
    return lambda: desk.dana.clicks("Hand over", shown)


async def _unknown(desk: Desk) -> SeenMessage:
    desk.world.betterpt.faults.add(Fault(kind="act-then-reset", operation="createPartnerVideoRoom"))
    before = len(desk.dana.dms())
    await desk.dana.clicks("Create room", await desk.preview(desk.when()))
    return await desk.dm("Create again", before)


async def again(desk: Desk) -> Press:
    """Create again, where it is not known whether a room exists."""
    told = await _unknown(desk)
    return lambda: desk.dana.clicks("Create again", told)


async def leave(desk: Desk) -> Press:
    """Leave it, in the same place."""
    told = await _unknown(desk)
    return lambda: desk.dana.clicks("Leave it", told)


async def correct(desk: Desk) -> Press:
    """The form that corrects an outcome."""
    before = len(desk.dana.dms())
    await desk.books("Create room", await desk.preview("in 10 minutes"))
    desk.world.clock.push(timedelta(minutes=145))
    await desk.quiet()
    told = await desk.dm("Correct the outcome", before)
    await desk.dana.clicks("Correct the outcome", told)
    await desk.dana.fills({"What happened": "Held: both came", "How do you know?": "We spoke by phone."})
    return desk.dana.submits


async def settings(desk: Desk) -> Press:
    """The settings' form."""
    await desk.casey.types("/room settings")
    await desk.casey.modal("Settings")
    await desk.casey.fills({"Clinic names": f"Bayside {desk.when()}"})
    return desk.casey.submits


async def _series(desk: Desk) -> SeenMessage:
    """The preview of a series of Lee's."""
    return await desk.preview(f"{desk.series()} for @lee")


async def series(desk: Desk) -> Press:
    """Create rooms, in the preview of a series."""
    shown = await _series(desk)
    return lambda: desk.dana.clicks("Create 2 rooms", shown)


async def _first_of_a_series(desk: Desk) -> str:
    await desk.books("Create 2 rooms", await _series(desk))
    return f"with pat{desk.patients}@"


async def move_along(desk: Desk) -> Press:
    """Move a session and the one after it."""
    name = await _first_of_a_series(desk)
    await desk.dana.types(f"/room reschedule next {name} to 7:00")
    shown = await desk.dana.sees("Move this session?")
    return lambda: desk.dana.clicks("This and the following (2)", shown)


async def cancel_along(desk: Desk) -> Press:
    """Cancel a session and the one after it."""
    await desk.dana.types(f"/room cancel next {await _first_of_a_series(desk)}")
    shown = await desk.dana.sees("Cancel this session?")
    return lambda: desk.dana.clicks("This and the following (2)", shown)


async def retry(desk: Desk) -> Press:
    """Retry the missing ones of a series."""
    desk.world.betterpt.faults.add(Fault(kind="errors", operation="createPartnerVideoRoom"))
    await _first_of_a_series(desk)
    shown = await desk.dana.sees("Retry the missing ones", where="dm")
    return lambda: desk.dana.clicks("Retry the missing ones", shown)


async def dismiss(desk: Desk) -> Press:
    """Dismiss, in a preview."""
    shown = await desk.preview(desk.when())
    return lambda: desk.dana.clicks("Dismiss", shown)


async def at_once(desk: Desk) -> None:
    """From now on what leaves nothing to be asked is booked without a preview."""
    await desk.casey.types("/room settings")
    await desk.casey.modal("Settings")
    await desk.casey.fills({"Preview before a room is created": "Only when something is unclear"})
    await desk.casey.submits()
    await desk.quiet()


async def form(desk: Desk) -> Press:
    """The booking form, where no preview is wanted."""
    await desk.dana.types("/room")
    await desk.dana.modal("Book a video room")
    await desk.dana.fills({"When": desk.when(), "Patient e-mail": desk.patient()})
    await desk.quiet()
    return desk.dana.submits


async def answer(desk: Desk) -> Press:
    """A time that a question offers, where no preview is wanted."""
    await desk.dana.types(f"/room {desk.day()} with {desk.patient()}")
    shown = await desk.dana.sees("At what time", where="ephemeral")
    label = next(each for each in shown.buttons if "AM" in each)
    return lambda: desk.dana.clicks(label, shown)


MADE = Effects(creates=1, posts=2, dms=1, files=1)
"""One more room: its card and links, the provider's message and calendar file."""
MOVED = Effects(moves=1, posts=1, files=1)
CANCELLED = Effects(cancels=1, posts=1, files=1)

PRESSES: Mapping[Row, Effects] = {
    correct: Effects(private=1),
    create: MADE,
    move: MOVED,
    late: MOVED,
    cancel: CANCELLED,
    give: Effects(creates=1, cancels=1, posts=3, dms=1, files=2),
    again: MADE,
    leave: Effects(),
    series: Effects(creates=2, posts=3, dms=1, files=1),
    move_along: Effects(moves=2, posts=1, files=2),
    cancel_along: Effects(cancels=2, posts=1, files=2),
    retry: Effects(creates=1, posts=1, files=1),
    settings: Effects(private=1),
    dismiss: Effects(private=-1),
}
"""What each does, pressed once."""
AT_ONCE: Mapping[Row, Effects] = {form: replace(MADE, private=2), answer: MADE}
"""The same for what books at once, after `at_once`; the form is answered twice, before and after."""


async def twice(desk: Desk, row: Row, does: Effects) -> Effects:
    """What two presses do that arrive together; waits for all that one `does`, and for what else comes."""
    press = await row(desk)
    before = desk.effects()
    await asyncio.gather(press(), press())
    await desk.until(lambda: desk.effects().since(before) == does)
    await desk.quiet()
    return desk.effects().since(before)
