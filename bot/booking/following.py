"""One session of a series and those after it: which of them a change takes along, and where each would go.

Pure functions of rooms; nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.booking.access import why_closed
from bot.models import Room
from bot.times.zones import around_gap, to_instants, to_wall


@dataclass(frozen=True, kw_only=True)
class Step:
    """One session of several that are changed alike."""

    room: Room
    start: datetime
    """Where it would be moved to, UTC; its own start where it is cancelled."""


@dataclass(frozen=True, kw_only=True)
class Following:
    """This session and the following ones, if all of them are changed alike."""

    steps: tuple[Step, ...]
    """By start; the first is the one that was named."""
    left: tuple[tuple[Room, str], ...] = ()
    """Those that stay as they are, each with why: a `RoomClosed` word, `past`, or `there` already."""


def cancelled_along(
    room: Room, series: Iterable[Room], now: datetime, *, busy: Collection[str] = ()
) -> Following | None:
    """What is cancelled with a room; None if no session follows it. `busy` are ids that have to stay."""
    return _following(room, _after(room, series, now, busy), lambda each: each.start)


def moved_along(
    room: Room, to: datetime, series: Iterable[Room], now: datetime, *, busy: Collection[str] = ()
) -> Following | None:
    """Where the sessions go that are moved with a room, by as many days and to the same wall time; or None.

    Each keeps its own week, and the wall time is that of its own zone: a change of the clocks between two
    sessions moves none of them. A wall time that such a change skips is the one after it. One that is there
    already stays: BetterPT would write to its patient for nothing.
    """
    was, will = to_wall(room.start, room.zone), to_wall(to, room.zone)
    days = (will.date() - was.date()).days

    def along(each: Room) -> datetime:
        if each.id == room.id:
            return to
        day = to_wall(each.start, each.zone).date() + timedelta(days=days)
        wall = datetime.combine(day, will.time())
        return next(iter(to_instants(wall, each.zone)), None) or around_gap(wall, each.zone)[1]

    def stays(each: Room) -> str | None:
        if along(each) <= now:
            return "past"
        return "there" if along(each) == each.start else None

    later = [(each, why or stays(each)) for each, why in _after(room, series, now, busy)]
    return _following(room, later, along)


def _after(
    room: Room, series: Iterable[Room], now: datetime, busy: Collection[str]
) -> list[tuple[Room, str | None]]:
    """The sessions after this one, by start, each with why it cannot be changed now."""
    later = [each for each in series if each.start >= room.start and each.id != room.id]
    return [
        (each, "busy" if each.id in busy else why_closed(each, now))
        for each in sorted(later, key=lambda each: each.start)
    ]


def _following(
    room: Room, later: Iterable[tuple[Room, str | None]], start_of: Callable[[Room], datetime]
) -> Following | None:
    steps, left = [Step(room=room, start=start_of(room))], []
    for each, why in later:
        if why:
            left.append((each, why))
        else:
            steps.append(Step(room=each, start=start_of(each)))
    return Following(steps=tuple(steps), left=tuple(left)) if len(steps) > 1 else None
