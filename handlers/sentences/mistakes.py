"""What a person is told when something is not understood, not possible or not allowed, always with a way out."""

from __future__ import annotations

from bot.errors import (
    BotError,
    ContactUnclear,
    LedgerError,
    NotAllowed,
    NotifyError,
    RoomClosed,
    RoomMissing,
    RoomNotFound,
    RoomsError,
    RoomsUnauthorized,
    StaleRoom,
    TimeUnclear,
    WordsUnclear,
    ZoneUnsupported,
)
from handlers.sentences.labels import EXAMPLE

_TIMES = {
    "not-understood": "I could not find a time in that. Say a day and an hour, like `tomorrow 3pm` or `Dec 3 at 10:30am`. `/room help` shows more.",
    "need-time": "At what time? Say a day and an hour, like `friday 3pm` or `Dec 3 10:30am`.",
    "past": "That time has passed. Say a later one, like `tomorrow 3pm`.",
    "dst-gap": "That time does not exist: the clocks go forward over it that night. Say another one, like `3:30am`.",
    "dst-fold": "That time comes twice that night, because the clocks go back. Add which one, like `1:30am EDT` (before) or `1:30am EST` (after).",
    "weekday-mismatch": "That weekday and that date do not go together. Say only one of them, like `Dec 3 3pm` or `thursday 3pm`.",
    "ambiguous": "I can read that in more than one way. Say the day and the hour in full, like `Dec 3 3pm`.",
    "multiple": "I found more than one time in that, and a room has one. Say only one, like `Dec 3 3pm`.",
    "series": "That is a series, and I book one room at a time for now. Say one time, like `tuesday 3pm`.",
    "invalid-date": "That date is not in the calendar. Say another one, like `Dec 3 at 3pm`.",
    "left-over": "I could not read all of that. Say only a day and an hour here, like `tomorrow 3pm`.",
    "same": "The room is at that time already. Say another time, like `friday 2pm`.",
    "no-zone": "I do not know the provider's time zone. They can set it in their Slack profile, or your admin can set CLINIC_TIME_ZONE.",
}
_CLOSED = {
    "started": "This session has started, and BetterPT does not change a room after its start. Book a new one with `/room`.",
    "over": "This session is over, so its room cannot be changed. Book a new one with `/room`.",
    "cancelled": "This room was cancelled already. Book a new one with `/room`.",
    "busy": "This room is being changed right now. Look again in a moment with `/room status`.",
    "not-created": "This room was not created at BetterPT, so there is nothing to change. Book it anew with `/room`.",
    "too-late": "The time of that session has passed. Book a new one with `/room`.",
    "decided": "This was decided already. `/room list` shows where things stand.",
}
_ALLOWED = {
    "change": "Only the person who booked this room, its provider and coordinators can change it. Ask one of them.",
    "book": "Guests cannot book rooms. Ask a colleague or a coordinator to book it for you.",
    "expired": "This preview is no longer there (they are kept for a day). Type the command again.",
    "provider": "I cannot find that person among the members of this workspace. Pick a provider with @.",
}
_WORDS = {
    "provider": "Name the provider with *for @name* and pick them from Slack's list, like `/room tomorrow 3pm for @Dana`.",
    "reference": "I need a chart number of up to 64 characters without spaces behind *ref*, like `ref A-1207`.",
    "length": f"That is more than I can read at once. Say it shorter, like `{EXAMPLE}`.",
    "period": "I can list `today`, `tomorrow`, `this week`, a weekday or a date, like `/room list tomorrow`.",
    "room": "Which room? Write its time or its id behind the command, like `tomorrow 3pm`. `/room list` shows them.",
    "to": "I find no room like that. Write *to* between the room and its new time, like `/room reschedule tomorrow 3pm to friday 2pm`.",
}
_CONTACTS = {
    "email": "I cannot read that as one e-mail address. Write one whole address, like pat@example.com.",
    "phone": "I cannot read that phone number. Write it with its area code, like (202) 555-0143.",
}
UNEXPECTED = "Something went wrong on my side, and I cannot say how far it got. Look with `/room list`; if it stays, tell the person who runs the bot."


def error(error: BotError) -> str:
    """What a person is told about an error, with a way out."""
    match error:
        case TimeUnclear():
            return unclear(error.reason)
        case RoomClosed():
            return _CLOSED[error.why]
        case NotAllowed():
            return _ALLOWED[error.what]
        case WordsUnclear():
            return _WORDS.get(error.part, _WORDS["room"])
        case ContactUnclear():
            return _CONTACTS[error.field or "email"]
        case ZoneUnsupported():
            return zone_unsupported(error.zone)
        case RoomNotFound():
            return not_found(error.matches)
        case _:
            return _fault(error)


def _fault(error: BotError) -> str:
    match error:
        case StaleRoom():
            return "Somebody else changed this room at the same moment. Look at it again and decide anew."
        case RoomsUnauthorized():
            return "BetterPT does not accept this bot's credentials. Tell the person who runs the bot."
        case RoomMissing():
            return "BetterPT does not know this room any more. `/room list` shows the rooms I know."
        case RoomsError():
            return "BetterPT does not answer right now. Try again in a minute; nothing was changed."
        case NotifyError():
            return "Slack does not answer me right now. Try again in a minute; nothing was booked."
        case LedgerError():
            return "I cannot write to my records, so nothing was done. Tell the person who runs the bot."
        case _:
            return UNEXPECTED


def unclear(reason: str) -> str:
    """What is wrong with words for a time (`TimeUnclear.reason`), and what to say instead."""
    return _TIMES.get(reason, _TIMES["not-understood"])


def zone_unsupported(zone: str) -> str:
    """Why a time in this zone cannot be booked, and what can be done."""
    return (
        f"BetterPT has no time zone like {zone.replace('_', ' ')}, and the time must not shift. "
        "Say the time in a zone of the US or Canada, like `3pm ET`."
    )


def not_found(matches: int) -> str:
    """No room fits, or several do."""
    if matches > 1:
        return f"{matches} rooms fit that. Name one by its id: `/room list` shows them."
    return "I find no room like that among those you can see. `/room list` shows them."
