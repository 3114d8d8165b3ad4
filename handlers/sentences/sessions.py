"""Facts about a room in words: its state, who came, what went wrong, what BetterPT tells the patient."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import times
from bot.models import ATTENDANCE_FINAL, Outreach, Presence, Room, RoomState

_PROBLEMS = {
    "interrupted": "I was stopped in the middle of creating it",
    "no-answer": "BetterPT did not answer whether it was done",
    "unavailable": "BetterPT could not be reached for 15 minutes",
    "unauthorized": "BetterPT does not accept this bot's credentials. Tell the person who runs the bot",
    "missing": "BetterPT does not know this room any more",
    "too-late": "its start passed before BetterPT could be reached",
    "started": "it had started before BetterPT could be reached",
    "past": "the new time had passed before BetterPT could be reached",
    "unexpected": "something went wrong on my side. Tell the person who runs the bot",
}
_STATES = {
    RoomState.CREATING: "⏳ Being created",
    RoomState.UNKNOWN: "❓ Not known whether it was created",
    RoomState.REFUSED: "🚫 Not created",
    RoomState.SCHEDULED: "📅 Scheduled",
    RoomState.MOVING: "⏳ Being moved",
    RoomState.CANCELLING: "⏳ Being cancelled",
    RoomState.CANCELLED: "✖️ Cancelled",
    RoomState.ABANDONED: "✖️ Left",
}
_MOST_MINUTES = 70
"""What is reported above this cannot be minutes: the room is open for 60."""


def state(room: Room, now: datetime) -> str:
    """The room's state in two words, with a sign that does not need colour."""
    if room.state is RoomState.SCHEDULED and room.told_at:
        return "✔️ Over"
    if room.state is RoomState.SCHEDULED and now >= room.end:
        return "✔️ Over, attendance not yet known"
    if room.state is RoomState.SCHEDULED and room.has_started(now):
        return "🟢 Open"
    return _STATES[room.state]


def problem(code: str | None) -> str:
    """Why something was not done, as half a sentence; BetterPT's own words stand in quotes."""
    word, _, reasons = (code or "").partition(":")
    if word == "rejected":
        return f"BetterPT refused: “{reasons}”"
    if word == "unsure":
        return f"BetterPT answered with an error that does not say whether it was done (“{reasons}”)"
    return _PROBLEMS.get(word, _PROBLEMS["unavailable"])


def presence(side: Presence, room: Room, now: datetime) -> str:
    """Who came and for how long: `false` before two hours after the start is only not yet known."""
    if side.attended:
        return f"came{_duration(side.duration)}"
    is_final = now >= room.start + ATTENDANCE_FINAL
    if side.attended is False and is_final:
        return f"did not come{_duration(side.duration)}"
    return "not reported by BetterPT" if is_final else "not yet known"


def _duration(reported: int | None) -> str:
    """Minutes, unless they cannot be: the room is open for 60, and BetterPT does not document the unit."""
    if not reported:
        return ""
    if reported > _MOST_MINUTES:
        return f" (BetterPT reports a duration of {reported}, which cannot be minutes)"
    return f", {reported} min"


def outcome(room: Room, now: datetime) -> str:
    """The session's outcome in a few words."""
    if room.video is None or not is_reported(room, now):
        return "not yet fully reported by BetterPT"
    seen = room.video.attendance
    match bool(seen.provider.attended), bool(seen.patient.attended):
        case True, True:
            return "both came"
        case True, False:
            return "the patient did not come"
        case False, True:
            return "the provider did not come"
        case _:
            return "nobody came"


def is_reported(room: Room, now: datetime) -> bool:
    """Whether BetterPT has told of both sides: before two hours after the start `false` tells nothing."""
    seen = room.video.attendance if room.video else None
    sides = (seen.provider.attended, seen.patient.attended) if seen else (None, None)
    return all(sides) or (now >= room.start + ATTENDANCE_FINAL and None not in sides)


def outreach(planned: Sequence[Outreach], start: datetime, zone: str) -> list[str]:
    """What BetterPT sends the patient, one line each; it sends only where the partner has outreach on."""
    return [f"{item.event} by {' and '.join(item.by)}: {_moment(item.at, start, zone)}" for item in planned]


def _moment(at: datetime | None, start: datetime, zone: str) -> str:
    """The time of day, with its date where it is not the session's own (a session at half past midnight)."""
    if at is None:
        return "at once"
    place = ZoneInfo(zone)
    is_same_day = at.astimezone(place).date() == start.astimezone(place).date()
    return times.say_clock(at, zone) if is_same_day else times.say(at, zone)


NO_OUTREACH = "BetterPT will tell the patient nothing."
OUTREACH = "BetterPT will tell the patient:"


def why_no_outreach(*, has_clinic: bool, is_reachable: bool) -> str:
    """Why, and what the person has to do instead."""
    if not is_reachable:
        return "No e-mail address or phone number was given: send the patient link yourself."
    if not has_clinic:
        return "No clinic name is set, and BetterPT writes only in a clinic's name: send the patient link yourself."
    return ""
