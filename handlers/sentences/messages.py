"""What the bot says about a room: before the click, on the card, in the thread, to one person."""

from __future__ import annotations

from bot.models import RoomState
from handlers.sentences.labels import EXAMPLE
from handlers.sentences.sessions import problem

LEFT_OUT = "I need no more of a patient than an e-mail address or a phone number: I left the rest out and keep none of it."
OTHER_TIME = "Did you mean another time?"
MOVE_THIS = "Move this session?"


def nothing_yet(words: str, pick: str) -> str:
    """Under a question: what was said, that nothing came of it, and what can be picked (`time` or `day`)."""
    said = f"You said “{words}”. " if words else ""
    return f"{said}Nothing is booked yet: pick a {pick}, or press *Edit* to say it another way."


def not_moved_yet(pick: str) -> str:
    """The same for a move."""
    return f"Nothing is moved yet: pick a {pick}, or type the command again with another."


# Before the click


def goes_to(channel: str, *, is_length_said: bool) -> str:
    """In the preview: what else a click means; `is_length_said` where `open_until` stands above it."""
    length = "" if is_length_said else "60 minutes. "
    return f"{length}The card goes to {channel}. Nothing is booked yet."


def open_until(end: str) -> str:
    """For who said another length: it is BetterPT's, not ours to choose."""
    return f"A room is open for 60 minutes, until {end}."


def your_time(local: str) -> str:
    """The same time by the reader's own clock, where that is another one."""
    return f"Your time: {local}"


def create_asked(said: str) -> str:
    """The preview, for a notification."""
    return f"Create a video room for {said}?"


def move_asked(said: str) -> str:
    """The preview of a move."""
    return f"Move the session to {said}?"


def cancel_asked(said: str) -> str:
    """The question before a cancellation."""
    return f"Cancel the session of {said}?"


CANCEL_THIS = "Cancel this session?"


def cancel_warning(said: str) -> str:
    """In the dialog before a cancellation from the card."""
    return f"{said}. BetterPT tells the patient if it can."


# The card and its thread


def with_provider(provider: str) -> str:
    """What the card is about."""
    return f"Video session with {provider}"


def facts(state: str, local: str, requester: str, uid: str | None) -> str:
    """The card's small print."""
    known = [state, f"{local} your time", f"booked by {requester}"]
    return " · ".join([*known, f"room `{uid}`"] if uid else known)


LINKS = "The links of this session are here."
LINKS_DEAD = "The room was cancelled: its links no longer work."
NO_LINK = "BetterPT gave no link. Cancel this room and book it anew."
DOOR = "The room opens 5 minutes before the start and stays open for 60 minutes. Anyone who has a link can get in."


def provider_link(provider: str, link: str) -> str:
    """The provider's key to the room."""
    return f"🩺 *Provider link*, only for {provider}\n{link}"


def patient_link(link: str) -> str:
    """The patient's key to the room."""
    return f"🧑 *Patient link*, only for the patient\n{link}"


def cancelled(who: str) -> str:
    """In the thread, after a cancellation."""
    return f"✖️ Cancelled by {who}."


def moved(who: str, was: str, said: str, *, has_new_links: bool) -> str:
    """In the thread, after a move."""
    links = (
        "The links above are new: send the patient theirs." if has_new_links else "The links stay the same."
    )
    return f"🔁 Moved by {who}\n~{was}~\n*{said}*\n{links}"


def over(outcome: str) -> str:
    """In the thread, after the session."""
    return f"✔️ The session is over: *{outcome}*."


# To one person


def your_session(outcome: str) -> str:
    """The follow-up's first line."""
    return f"Your session is over: {outcome}"


SO_FAR = "This is what BetterPT reports so far. I keep asking for a day and correct this message."


def creating(said: str) -> str:
    """Right after the click on Create room."""
    return f"⏳ Creating the room for {said} …"


def moving(said: str) -> str:
    """Right after the click on Move it."""
    return f"⏳ Moving the session to {said} … The card shows when it is done."


def cancelling(said: str) -> str:
    """Right after the click on Cancel."""
    return f"⏳ Cancelling the session of {said} … The card shows when it is done."


_DONE = {
    "created": "✅ *Created:* {}",
    "moved": "🔁 *Moved:* {}",
    "cancelled": "✖️ *Cancelled:* {}",
    "kept": "⚠️ *Not changed:* {}. I sent you a message about it.",
}


def done(what: str, said: str) -> str:
    """In the place of a preview, when it is known what became of it."""
    return _DONE[what].format(said)


OPEN_THREAD = "Open the thread"
THREAD_IN_DM = "I cannot post in that channel, so the thread is in our direct messages. To change that, invite me there with `/invite`."


def not_created(state: RoomState, code: str, said: str) -> str:
    """In the place of the preview, when there is no card."""
    match state:
        case RoomState.CREATING:
            return f"⏳ BetterPT does not answer. I keep trying for 15 minutes to create the room for *{said}* and tell you."
        case RoomState.UNKNOWN:
            return f"❓ It is not known whether the room for *{said}* was created. I sent you a message about it; `/room status` shows it too."
        case RoomState.REFUSED:
            return f"🚫 The room for *{said}* was not created: {problem(code)}."
        case _:
            return f"✖️ The room for *{said}* was left as it is."


def failed(what: str, code: str, said: str, wanted: str) -> tuple[str, str]:
    """What could not be done (`create`, `move`, `cancel`) or came out differently (`shifted`), and the way out."""
    why = problem(code)
    done = f"moved to {wanted}" if what == "move" else "cancelled"
    if what == "create":
        return (
            f"The room for *{said}* was not created: {why}.",
            "Nothing was booked. You can try again with `/room`.",
        )
    if what == "shifted":
        return (
            f"BetterPT has the session at *{said}*, which is not the time that was asked for.",
            "Check it and, if need be, use *Reschedule* on its card.",
        )
    if code == "unconfirmed":
        return (
            f"It is not known whether the session of *{said}* was {done}: BetterPT did not answer.",
            "`/room status` asks BetterPT how it stands; then decide.",
        )
    return (
        f"The session of *{said}* was not {done}: {why}.",
        "It stays as it was. `/room status` shows how BetterPT has it.",
    )


def unknown(said: str) -> str:
    """That an outcome is unknown."""
    return f"It is not known whether the room for {said} was created."


def unknown_why(code: str) -> str:
    """Why it is unknown, what that means, and what is asked of the person."""
    return (
        f"{problem(code)}, so there may be a room at BetterPT already, and the patient may have been told.\n"
        "I do not try again by myself. Ask BetterPT or the patient if you can, and decide:"
    )


AGAIN_TITLE = "Create it again?"
AGAIN_WARNING = "If the first one exists after all, the patient may be told twice."


def decided(said: str, *, is_again: bool) -> str:
    """What a person decided about a room whose outcome was unknown."""
    return (
        f"⏳ Creating the room for {said} again." if is_again else f"✖️ The room for {said} was left as it is."
    )


# Overviews


def rooms_in(name: str) -> str:
    """The heading of a list."""
    return f"Rooms {name}"


def no_rooms(name: str) -> str:
    """An empty list."""
    return f"You see no rooms {name}. Book one with `{EXAMPLE}`."


MORE_ROOMS = "… and more. Name a day, like `/room list tomorrow`."
STATUS_OF = "The room you asked about"
LIVE = "As BetterPT has it now."
NOT_LIVE = "BetterPT does not answer right now: this is what I know."
NO_ROOM = "BetterPT has no room for it."
