"""Facts about a room in words: its state, who came, what went wrong, what BetterPT tells the patient."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from bot import outcomes, times
from bot.models import (
    ATTENDANCE_FINAL,
    MOST_MINUTES,
    TOO_SHORT,
    Outreach,
    Presence,
    Room,
    RoomState,
    SessionOutcome,
)
from handlers.sentences import series
from handlers.sentences.tongue import Text, t

_PROBLEMS = {
    "interrupted": Text("I was stopped in the middle of creating it"),
    "no-answer": Text("BetterPT did not answer whether it was done"),
    "not-done": Text("the request did not get through to BetterPT"),
    "unavailable": Text("BetterPT could not be reached for 15 minutes"),
    "unauthorized": Text("BetterPT does not accept this bot's credentials. Tell the person who runs the bot"),
    "missing": Text("BetterPT does not know this room any more"),
    "cancelled": Text("it is cancelled at BetterPT"),
    "too-late": Text("its start passed before BetterPT could be reached"),
    "started": Text("it had started before BetterPT could be reached"),
    "past": Text("the new time had passed before BetterPT could be reached"),
    "moved-meanwhile": Text("it was moved at BetterPT while it was being handed over"),
    "unexpected": Text("something went wrong on my side. Tell the person who runs the bot"),
}
_STATES = {
    RoomState.CREATING: Text("⏳ Being created"),
    RoomState.UNKNOWN: Text("❓ Not known whether it was created"),
    RoomState.REFUSED: Text("🚫 Not created"),
    RoomState.SCHEDULED: Text("📅 Scheduled"),
    RoomState.MOVING: Text("⏳ Being moved"),
    RoomState.CANCELLING: Text("⏳ Being cancelled"),
    RoomState.CANCELLED: Text("✖️ Cancelled"),
    RoomState.ABANDONED: Text("✖️ Left"),
}
_CAME = (
    Text("came"),
    Text("came, {minutes} min"),
    Text("came (BetterPT reports a duration of {minutes}, which cannot be minutes)"),
)
_STAYED_AWAY = (
    Text("did not come"),
    Text("did not come, {minutes} min"),
    Text("did not come (BetterPT reports a duration of {minutes}, which cannot be minutes)"),
)
_SENT = {
    "confirmation": Text("confirmation"),
    "reschedule": Text("the new time"),
    "cancellation": Text("cancellation"),
    "one-hour reminder": Text("one-hour reminder"),
    "fifteen-minute reminder": Text("fifteen-minute reminder"),
}
_WAYS = {
    "e-mail with calendar entry": Text("e-mail with calendar entry"),
    "e-mail": Text("e-mail"),
    "SMS": Text("SMS"),
}
_OUTCOMES = {
    SessionOutcome.HELD: Text("both came"),
    SessionOutcome.PATIENT_MISSING: Text("the patient did not come"),
    SessionOutcome.PROVIDER_MISSING: Text("the provider did not come"),
    SessionOutcome.NOBODY: Text("nobody came"),
    SessionOutcome.NOT_REPORTED: Text("not yet fully reported by BetterPT"),
}


def state(room: Room, now: datetime) -> str:
    """The room's state in two words, with a sign that does not need colour; for one room, or a series' row."""
    if room.handed_to and room.state is RoomState.CANCELLED:
        return t("🔁 Handed over")
    if room.state is not RoomState.SCHEDULED:
        return _STATES[room.state]()
    if room.told_at:
        return t("✔️ Over")
    if now >= room.end:
        return t("✔️ Over, attendance not yet known")
    if room.has_started(now):
        return t("🟢 Open")
    if now >= room.opens:
        return t("⏰ Starts in {minutes} min", minutes=minutes_to(room.start, now))
    return _STATES[room.state]()


def in_list(room: Room, now: datetime) -> str:
    """The same in a list of dates: nothing of a session that simply stands there and is still to come."""
    is_ahead = room.state is RoomState.SCHEDULED and not room.told_at and now < room.opens
    return "" if is_ahead else state(room, now)


def minutes_to(at: datetime, now: datetime) -> int:
    """How many minutes are left, the one that has begun included."""
    return max(1, ceil((at - now) / timedelta(minutes=1)))


def problem(code: str | None) -> str:
    """Why something was not done, as half a sentence; BetterPT's own words stand in quotes."""
    word, _, reasons = (code or "").partition(":")
    if word == "rejected":
        return t("BetterPT refused: “{reasons}”", reasons=reasons)
    if word == "unsure":
        return t(
            "BetterPT answered with an error that does not say whether it was done (“{reasons}”)",
            reasons=reasons,
        )
    return _PROBLEMS.get(word, _PROBLEMS["unavailable"])()


def presence(side: Presence, room: Room, now: datetime) -> str:
    """Who came and for how long: `false` before two hours after the start is only not yet known."""
    if side.attended:
        return _lasting(_CAME, side.duration)
    is_final = now >= room.start + ATTENDANCE_FINAL
    if side.attended is False and is_final:
        return _lasting(_STAYED_AWAY, side.duration)
    return t("not reported by BetterPT") if is_final else t("not yet known")


def _lasting(said: tuple[Text, Text, Text], reported: int | None) -> str:
    """With minutes, unless they cannot be: the room is open for 60, and BetterPT does not document the unit."""
    without, with_minutes, with_doubt = said
    if not reported:
        return without()
    return (with_doubt if reported > MOST_MINUTES else with_minutes)(minutes=reported)


def outcome(room: Room, now: datetime) -> str:
    """The session's outcome in a few words: what a person corrected stands over what BetterPT reports."""
    return outcome_words(outcomes.outcome_of(room, now))


def outcome_words(how: SessionOutcome) -> str:
    """An outcome in a few words."""
    if how is SessionOutcome.TOO_SHORT:
        return t("both came, one of them for less than {minutes} minutes", minutes=TOO_SHORT)
    return _OUTCOMES[how]()


def public_outcome(room: Room, now: datetime) -> str:
    """The same for the channel; empty where it is no business of the channel's who did not come."""
    how = outcomes.outcome_of(room, now)
    return "" if how in outcomes.PROVIDER_MISSED else outcome_words(how)


def outreach(planned: Sequence[Outreach], start: datetime, zone: str) -> list[str]:
    """What BetterPT sends the patient, one line each; it sends only where the partner has outreach on."""
    return [
        t(
            "{what} by {ways}: {when}",
            what=_SENT[item.event](),
            ways=_ways(item),
            when=_when(item, start, zone),
        )
        for item in planned
    ]


def sent_each(item: Outreach, when: str, count: int, total: int) -> str:
    """The same for the sessions of a series: for `count` of `total` of them."""
    return series.sent(_SENT[item.event](), _ways(item), when, count, total)


def at_once() -> str:
    """What is sent as soon as the room is created."""
    return t("at once")


def _ways(item: Outreach) -> str:
    first, *second = (_WAYS[way]() for way in item.by)
    return t("{first} and {second}", first=first, second=second[0]) if second else first


def _when(item: Outreach, start: datetime, zone: str) -> str:
    """The time of day, with its date where it is not the session's own (a session at half past midnight)."""
    if (at := item.at) is None:
        return at_once()
    place = ZoneInfo(zone)
    is_same_day = at.astimezone(place).date() == start.astimezone(place).date()
    return times.say_clock(at, zone) if is_same_day else times.say(at, zone)


def why_no_outreach(*, has_clinic: bool, is_reachable: bool) -> str:
    """Why, and what the person has to do instead."""
    if not is_reachable:
        return t("No e-mail address or phone number was given: send the patient link yourself.")
    if not has_clinic:
        return t(
            "No clinic name is set, and BetterPT writes only in a clinic's name: send the patient link yourself."
        )
    return ""
