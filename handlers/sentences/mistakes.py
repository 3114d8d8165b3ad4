"""What a person is told when something is not understood, not possible or not allowed, always with a way out."""

from __future__ import annotations

from bot.errors import (
    BotError,
    ContactUnclear,
    DaysUnclear,
    LedgerError,
    LedgerFull,
    NotAllowed,
    NotifyError,
    Overtaken,
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
from bot.reasons import Barred, Closed, Unread
from handlers.sentences import conflicts
from handlers.sentences.labels import labels
from handlers.sentences.tongue import Text, t

_TIMES = {
    "not-understood": Text(
        "I could not find a time in that. Say a day and an hour, like `tomorrow 3pm` or `Dec 3 at 10:30am`. `/room help` shows more."
    ),
    "need-time": Text("At what time? Say a day and an hour, like `friday 3pm` or `Dec 3 10:30am`."),
    "past": Text("That time has passed. Say a later one, like `tomorrow 3pm`."),
    "dst-gap": Text(
        "That time does not exist: the clocks go forward over it that night. Say another one, like `3:30am`."
    ),
    "dst-fold": Text(
        "That time comes twice that night, because the clocks go back. Add which one, like `1:30am EDT` (before) or `1:30am EST` (after)."
    ),
    "weekday-mismatch": Text(
        "That weekday and that date do not go together. Say only one of them, like `Dec 3 3pm` or `thursday 3pm`."
    ),
    "ambiguous": Text(
        "I can read that in more than one way. Say the day and the hour in full, like `Dec 3 3pm`."
    ),
    "multiple": Text(
        "I found more than one time in that, and a room has one. Say only one, like `Dec 3 3pm`."
    ),
    "series": Text("That is a series, and one time is needed here. Say one, like `tuesday 3pm`."),
    "not-in-series": Text(
        "That is no time of this series. Say all of it anew, like `/room every tue 3pm for 6 weeks with pat@example.com`."
    ),
    "invalid-date": Text("That date is not in the calendar. Say another one, like `Dec 3 at 3pm`."),
    "left-over": Text("I could not read all of that. Say only a day and an hour here, like `tomorrow 3pm`."),
    "same": Text("The room is at that time already. Say another time, like `friday 2pm`."),
    "no-zone": Text(
        "I do not know the provider's time zone. They can set it in their Slack profile, or your admin can set CLINIC_TIME_ZONE."
    ),
}
_CLOSED: dict[Closed, Text] = {
    "started": Text(
        "This session has started, and BetterPT does not change a room after its start. Book a new one with `/room`."
    ),
    "over": Text("This session is over, so its room cannot be changed. Book a new one with `/room`."),
    "cancelled": Text("This room was cancelled already. Book a new one with `/room`."),
    "booked": Text(
        "This was booked already. `/room list` shows it; to book another one, type the command again."
    ),
    "busy": Text("This room is being changed right now. Look again in a moment with `/room status`."),
    "not-created": Text(
        "This room was not created at BetterPT, so there is nothing to change. Book it anew with `/room`."
    ),
    "creating": Text(
        "This room is being created right now. Try again in a moment: `/room status` shows when it is there."
    ),
    "unknown": Text(
        "It is not known whether this room was created, so nothing of it is changed. Decide that first: `/room status` shows the buttons."
    ),
    "too-late": Text("The time of that session has passed. Book a new one with `/room`."),
    "not-over": Text("This session is not over yet. Its outcome can be corrected once it is."),
    "not-open": Text("The room is not open: people can enter from 5 minutes before the start until its end."),
    "elsewhere": Text(
        "This session was moved or cancelled meanwhile, so nothing was handed over. `/room list` shows it; then use `/room give`."
    ),
    "decided": Text("This was decided already. `/room list` shows where things stand."),
}
_CLOSED_SOMEHOW = Text("This room cannot be changed as it stands. Look at it with `/room status`.")
_ALLOWED: dict[Barred, Text] = {
    "figures": Text(
        "You see your own figures with `/room report`. Those of others, and what the channel is told, are for coordinators: ask one of them."
    ),
    "change": Text(
        "Only the person who booked this room, its provider and coordinators can change it. Ask one of them."
    ),
    "coordinate": Text("Only coordinators can let this be tried again. Ask one of them."),
    "join": Text(
        "Only this session's people can join or pass on its links: its provider, who booked it, and coordinators. Ask one of them."
    ),
    "provider-link": Text(
        "The provider link is only for this session's provider and coordinators. Ask one of them."
    ),
    "patient-link": Text(
        "The patient link is only for who booked this session, its provider and coordinators. Ask one of them."
    ),
    "guest": Text("Guests cannot hold sessions. Pick a member of this workspace."),
    "same-provider": Text("That provider has this session already. Pick another one, or keep it."),
    "book": Text("Guests cannot book rooms. Ask a colleague or a coordinator to book it for you."),
    "settings": Text(
        "Only coordinators change the clinic's settings, and guests have none. Ask a coordinator."
    ),
    "outside": Text(
        "Rooms are changed by the clinic's own people: guests and other companies can only look. Ask the person who booked it, its provider or a coordinator."
    ),
    "left": Text(
        "That person has left this workspace: their Slack account is deactivated. Pick another provider."
    ),
    "expired": Text(
        "I keep previews for a day, and this one is older: nothing was booked. Press *Edit* on it, and the form opens with what you typed."
    ),
    "expired-give": Text(
        "This preview is no longer there (they are kept for a day). Type the command again."
    ),
    "provider": Text(
        "I cannot find that person among the members of this workspace. Pick a provider with @."
    ),
}
_NOT_ALLOWED = Text("You may not do this here. Ask a coordinator, or the person who booked the room.")
_WORDS: dict[Unread, Text] = {
    "provider": Text(
        "Name the provider with *for @name* and pick them from Slack's list, like `/room tomorrow 3pm for @Dana`."
    ),
    "reference": Text(
        "I need a chart number of up to 64 characters without spaces behind *ref*, like `ref A-1207`."
    ),
    "length": Text(
        "That is more than I can read at once. Say it shorter, like `/room tomorrow 3pm with pat@example.com`."
    ),
    "period": Text(
        "I can list `today`, `tomorrow`, `this week`, `last week`, a month, a weekday or a date, like `/room list tomorrow`."
    ),
    "room": Text(
        "Which room? Write its time or its id behind the command, like `tomorrow 3pm`. `/room list` shows them."
    ),
    "reason": Text("Say how you know, in a few words, like *We spoke by phone.*"),
    "to": Text(
        "I find no room like that. Write *to* between the room and its new time, like `/room reschedule tomorrow 3pm to friday 2pm`."
    ),
}
_CONTACTS = {
    "email": Text("I cannot read that as one e-mail address. Write one whole address, like pat@example.com."),
    "phone": Text("I cannot read that phone number. Write it with its area code, like (202) 555-0143."),
}


def error(error: BotError) -> str:
    """What a person is told about an error, with a way out."""
    match error:
        case TimeUnclear():
            return unclear(error.reason)
        case RoomClosed():
            return _CLOSED.get(error.why, _CLOSED_SOMEHOW)()
        case Overtaken():
            return conflicts.overtaken()
        case NotAllowed():
            return _ALLOWED.get(error.what, _NOT_ALLOWED)()
        case DaysUnclear():
            return t(
                "I read no days in that. Say them like `/room report last week`, `/room report november` or `/room report nov 1 to nov 15`, with a provider as @name."
            )
        case WordsUnclear():
            return _WORDS.get(error.part, _WORDS["room"])()
        case ContactUnclear():
            return _CONTACTS[error.field or "email"]()
        case ZoneUnsupported():
            return zone_unsupported(error.zone)
        case RoomNotFound():
            return not_found(error.matches)
        case _:
            return _fault(error)


def _fault(error: BotError) -> str:
    match error:
        case StaleRoom():
            return t("Somebody else changed this room at the same moment. Look at it again and decide anew.")
        case RoomsUnauthorized():
            return t("BetterPT does not accept this bot's credentials. Tell the person who runs the bot.")
        case RoomMissing():
            return t("BetterPT does not know this room any more. `/room list` shows the rooms I know.")
        case RoomsError():
            return t("BetterPT does not answer right now. Try again in a minute; nothing was changed.")
        case NotifyError():
            return t("Slack does not answer me right now. Try again in a minute; nothing was booked.")
        case LedgerFull():
            return t(
                "My disk is full, so nothing was booked or changed: tell the person who runs the bot. What was booked before is kept."
            )
        case LedgerError():
            return t(
                "I cannot write to my records right now: most likely nothing was done. Look with `/room list` in a minute and try again; if it stays, tell the person who runs the bot."
            )
        case _:
            return labels.UNEXPECTED


def unclear(reason: str) -> str:
    """What is wrong with words for a time (`TimeUnclear.reason`), and what to say instead."""
    return _TIMES.get(reason, _TIMES["not-understood"])()


def zone_unsupported(zone: str) -> str:
    """Why a time in this zone cannot be booked, and what can be done."""
    return t(
        "BetterPT has no time zone like {zone}, and the time must not shift. "
        "Say the time in a zone of the US or Canada, like `3pm ET`.",
        zone=zone.replace("_", " "),
    )


def not_found(matches: int) -> str:
    """No room fits, or several do."""
    if matches > 1:
        return t("{count} rooms fit that. Name one by its id: `/room list` shows them.", count=matches)
    return t("I find no room like that among those you can see. `/room list` shows them.")
