"""What somebody sees who holds one side's link to a room, in words: the lobby before, during and after.

Not here: HTTP, and how it looks (`web/`). The other side's link is never part of it: a link is a key for one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from sandbox.betterpt import moments
from sandbox.betterpt.records import RoomRecord, Side

Phase = Literal["early", "open", "in", "over", "cancelled"]
Presence = Literal["absent", "in", "left"]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One side as everybody in the lobby sees it."""

    state: Presence
    says: str
    seconds: int | None
    """How long they have been in the room until now; None if they are not in it."""


@dataclass(frozen=True, kw_only=True)
class Lobby:
    """One look at a room through one side's link."""

    phase: Phase
    side: Side
    title: str
    day: str
    hours: str
    zone: str
    now: str
    where: str
    why: str
    until: str
    """How long it is until the door opens or shuts; it changes by itself, so nobody reads it aloud."""
    is_open: bool
    provider: Tile
    patient: Tile

    @property
    def action(self) -> str:
        """What the button does."""
        return "leave" if self.phase == "in" else "join"

    def words(self) -> dict[str, object]:
        """All of it by name, flat: `provider_says` is what stands on the provider's tile."""
        told = asdict(self) | {"action": self.action, "word": self.action.capitalize()}
        for side in Side:
            tile: Tile = getattr(self, side)
            del told[side]
            told |= {f"{side}_{name}": value for name, value in asdict(tile).items()}
            told[f"{side}_time"] = "" if tile.seconds is None else _clocked(tile.seconds)
            told[f"{side}_you"] = "you" if side is self.side else ""
        return told


def lobby(record: RoomRecord, side: Side, now: datetime) -> Lobby:
    """The room as that side sees it now."""
    phase = _phase(record, side, now)
    where, why = _sentences(record, side, now, phase)
    start, zone = record.start, record.zone
    return Lobby(
        phase=phase,
        side=side,
        title=record.display_name or "Session",
        day=moments.day(start, zone),
        hours=f"{moments.hour(start, zone)} to {moments.hour(record.end, zone)}",
        zone=f"{moments.place(zone)} time, {moments.zone_name(start, zone)}",
        now=f"{moments.hour(now, zone)} {moments.letters(now, zone)}",
        where=where,
        why=why,
        until=_until(record, now, phase),
        is_open=phase in {"open", "in"},
        provider=_tile(record, Side.PROVIDER, now),
        patient=_tile(record, Side.PATIENT, now),
    )


def _phase(record: RoomRecord, side: Side, now: datetime) -> Phase:
    if record.is_cancelled:
        return "cancelled"
    if record.why_shut(now):
        return "early" if now < record.opens else "over"
    return "in" if record.is_inside(side, now) else "open"


def _sentences(record: RoomRecord, side: Side, now: datetime, phase: Phase) -> tuple[str, str]:
    """Where one stands, and why or what comes next."""
    shut = record.why_shut(now) or ""
    match phase:
        case "early":
            return "The room is not open yet.", shut
        case "over" | "cancelled":
            return "The room is closed.", shut
        case "in":
            return "You are in the room.", _company(record, side, now)
        case "open":
            where = "You left the room." if record.visits[side] else "The room is open."
            return where, _before_the_door(record, side, now)


def _company(record: RoomRecord, side: Side, now: datetime) -> str:
    other = _other(side)
    if record.is_inside(other, now):
        return f"The {other} is here too."
    if other is Side.PROVIDER and not record.visits[other]:
        return "Waiting for the provider, who starts the session."
    return f"The {other} has left." if record.visits[other] else f"Waiting for the {other}."


def _before_the_door(record: RoomRecord, side: Side, now: datetime) -> str:
    other = _other(side)
    if record.is_inside(other, now):
        return f"The {other} is in the room."
    return "You can come back in." if record.visits[side] else "Nobody is in it. You can come in."


def _until(record: RoomRecord, now: datetime, phase: Phase) -> str:
    if phase == "early":
        return f"Opens in {moments.length(record.opens - now)}"
    if phase in {"open", "in"}:
        return f"Open for another {moments.length(record.end - now)}"
    return ""


def _tile(record: RoomRecord, side: Side, now: datetime) -> Tile:
    stayed = record.stayed(side, now)
    if record.is_inside(side, now):
        return Tile(state="in", says="In the room", seconds=stayed // timedelta(seconds=1))
    if record.visits[side]:
        return Tile(state="left", says=f"Was here for {moments.length(stayed)}", seconds=None)
    if record.is_cancelled:
        return Tile(state="absent", says="", seconds=None)
    says = "Did not come" if now >= record.end else "Not here yet"
    return Tile(state="absent", says=says, seconds=None)


def _other(side: Side) -> Side:
    return Side.PATIENT if side is Side.PROVIDER else Side.PROVIDER


def _clocked(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
