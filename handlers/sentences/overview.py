"""The Home tab and the daily agenda: what a day holds, and what of it needs somebody."""

from __future__ import annotations

from bot.models import Concern, ConcernKind, RoomState
from handlers.sentences.tongue import Text, t


class Words:
    """Short texts without facts."""

    YOUR_DAY = Text("Your sessions")
    EVERYBODYS = Text("Everybody's sessions")
    NEW_ROOM, REFRESH, SETTINGS, MENU = Text("New room"), Text("Refresh"), Text("Settings"), Text("Options …")
    ROOM = Text("Room")
    NOTHING_DONE = Text("Nothing was changed.")
    EARLIER, LATER = Text("Earlier"), Text("Later")
    WHICH_DAYS, WHICH_STATES, WHOSE = Text("Days"), Text("States"), Text("Provider")
    ALL_STATES, ALL_PROVIDERS = Text("All states"), Text("All providers")
    NEEDS, AHEAD = Text("Needs attention"), Text("To come")
    OVER, GONE = Text("Over"), Text("Cancelled or not created")
    NEXT, TODAY = Text("Today and tomorrow"), Text("Today")
    TOMORROW, WEEK = Text("Tomorrow"), Text("Next 7 days")
    ALL_WELL = Text("✅ Nothing needs attention.")
    NOTHING_NEEDS = Text("✅ Nothing needs attention. Choose another view above to see the sessions.")
    FOR_STAFF = Text("This tab is for the people of the clinic")
    FOR_STAFF_WHY = Text(
        "You are a guest here, so I show you no sessions. If you are waiting for one, ask the person at the clinic who invited you: they can send you the link."
    )


words = Words()

_NAMED = {0: Text("Today, {day}"), 1: Text("Tomorrow, {day}")}


def read_at(clock: str) -> str:
    """How fresh the Home tab is."""
    return t("As of {time}.", time=clock)


def day_heading(said: str, ahead: int) -> str:
    """A day with its distance from today, in days."""
    return _NAMED[ahead](day=said) if ahead in _NAMED else said


def of_provider(provider: str, count: int) -> str:
    """Above a provider's sessions of one day; `count` is how many will take place."""
    if not count:
        return provider
    if count == 1:
        return t("{provider} · 1 session", provider=provider)
    return t("{provider} · {count} sessions", provider=provider, count=count)


def attention(count: int) -> str:
    """Above what needs somebody."""
    return t("Needs attention ({count})", count=count)


def more_attention(count: int) -> str:
    """Below the first of them."""
    return t("… and {count} more. Choose *Needs attention* above to see all.", count=count)


def page(number: int, of: int) -> str:
    """Where one is in a long list."""
    return t("Page {number} of {all}", number=number, all=of)


def menu_of(said: str) -> str:
    """What a screen reader says of a room's button."""
    return t("Options of the session of {when}", when=said)


def empty(example: str) -> str:
    """Instead of a list."""
    return t("No sessions here. Press *New room*, or type `{example}`.", example=example)


def concern(raised: Concern, other: str) -> str:
    """Why a room needs somebody; `other` is when the session begins that it overlaps."""
    match raised.kind:
        case ConcernKind.UNKNOWN:
            return t("❓ *Not known whether the room was created*")
        case ConcernKind.REBOOK if raised.room.state is RoomState.CANCELLED:
            return t("🔁 *To rebook:* it was cancelled, and no next session is booked")
        case ConcernKind.REBOOK:
            return t("🔁 *To rebook:* the patient was not seen, and no next session is booked")
        case ConcernKind.CONFLICT:
            return t("⚠️ *Overlaps* with the same provider's session at {time}", time=other)
        case _ if raised.room.request.patient.is_reachable:
            return t("✉️ *BetterPT tells the patient nothing:* no clinic name is set")
        case _:
            return t("✉️ *BetterPT tells the patient nothing:* no contact is known")


def agenda_of_one(count: int, day: str) -> str:
    """The first line of a person's agenda."""
    if not count:
        return t("Your day, {day}: no sessions", day=day)
    if count == 1:
        return t("Your day, {day}: 1 session", day=day)
    return t("Your day, {day}: {count} sessions", day=day, count=count)


def agenda_of_all(count: int, day: str) -> str:
    """The first line of the channel's."""
    if count == 1:
        return t("{day}: 1 session", day=day)
    return t("{day}: {count} sessions", day=day, count=count)


def first_at(title: str, clock: str) -> str:
    """The agenda for a notification: nothing of a patient in it."""
    return t("{title}, the next at {time}", title=title, time=clock)


def more_sessions(count: int) -> str:
    """Below an agenda that is longer than a message."""
    return t("… and {count} more: they are in my Home tab.", count=count)


def why_agenda(count: int) -> str:
    """At the end of a person's agenda."""
    if not count:
        return t("Change when this comes with `/room settings`.")
    return t("Join buttons come shortly before each start. Change when this comes with `/room settings`.")
