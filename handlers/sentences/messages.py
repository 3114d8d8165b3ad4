"""What the bot says about a room: before the click, on the card, in the thread, to one person.

Lines that are always the same are in `labels`.
"""

from __future__ import annotations

from bot.models import RoomState
from handlers.sentences.labels import EXAMPLE
from handlers.sentences.sessions import problem
from handlers.sentences.tongue import Text, t

_NOTHING_YET = {
    "time": Text("Nothing is booked yet: pick a time, or press *Edit* to say it another way."),
    "day": Text("Nothing is booked yet: pick a day, or press *Edit* to say it another way."),
}
_NOT_MOVED_YET = {
    "time": Text("Nothing is moved yet: pick a time, or type the command again with another."),
    "day": Text("Nothing is moved yet: pick a day, or type the command again with another."),
}


def nothing_yet(words: str, pick: str) -> str:
    """Under a question: what was said, that nothing came of it, and what can be picked (`time` or `day`)."""
    nothing = _NOTHING_YET[pick]()
    return f"{t('You said “{words}”.', words=words)} {nothing}" if words else nothing


def not_moved_yet(pick: str) -> str:
    """The same for a move."""
    return _NOT_MOVED_YET[pick]()


# Before the click


def goes_to(channel: str, *, is_length_said: bool) -> str:
    """In the preview: what else a click means; `is_length_said` where `open_until` stands above it."""
    if is_length_said:
        return t("The card goes to {channel}. Nothing is booked yet.", channel=channel)
    return t("60 minutes. The card goes to {channel}. Nothing is booked yet.", channel=channel)


def open_until(end: str) -> str:
    """For who said another length: it is BetterPT's, not ours to choose."""
    return t("A room is open for 60 minutes, until {end}.", end=end)


def your_time(local: str) -> str:
    """The same time by the reader's own clock, where that is another one."""
    return t("Your time: {local}", local=local)


def create_asked(said: str) -> str:
    """The preview, for a notification."""
    return t("Create a video room for {when}?", when=said)


def move_asked(said: str) -> str:
    """The preview of a move."""
    return t("Move the session to {when}?", when=said)


def cancel_asked(said: str) -> str:
    """The question before a cancellation."""
    return t("Cancel the session of {when}?", when=said)


def cancel_warning(said: str) -> str:
    """In the dialog before a cancellation from the card."""
    return t("{when}. BetterPT tells the patient if it can.", when=said)


# The card and its thread


def with_provider(provider: str) -> str:
    """What the card is about."""
    return t("Video session with {provider}", provider=provider)


def facts(state: str, local: str, requester: str, uid: str | None) -> str:
    """The card's small print; `requester` is empty where its provider booked it."""
    yours = t("{local} your time", local=local)
    by = t("booked by {requester}", requester=requester) if requester else ""
    return " · ".join(filter(None, [state, yours, by, room_id(uid) if uid else ""]))


def room_id(uid: str) -> str:
    """The beginning of a room's id, to name it by."""
    return t("room {uid}", uid=uid)


def chart(number: str) -> str:
    """The chart number in a row of small print."""
    return t("chart {number}", number=number)


def provider_link(provider: str, link: str) -> str:
    """The provider's key to the room."""
    return t("🩺 *Provider link*, only for {provider}\n{link}", provider=provider, link=link)


def patient_link(link: str) -> str:
    """The patient's key to the room."""
    return t("🧑 *Patient link*, only for the patient\n{link}", link=link)


def cancelled(who: str) -> str:
    """In the thread, after a cancellation."""
    return t("✖️ Cancelled by {who}.", who=who)


def moved(who: str, was: str, said: str, *, has_new_links: bool) -> str:
    """In the thread, after a move."""
    links = (
        t("The links above are new: send the patient theirs.")
        if has_new_links
        else t("The links stay the same.")
    )
    return "\n".join([t("🔁 Moved by {who}", who=who), f"~{was}~", f"*{said}*", links])


def over(outcome: str) -> str:
    """In the thread, after the session; without an outcome that is not the channel's business."""
    if not outcome:
        return t("✔️ The session is over.")
    return t("✔️ The session is over: *{outcome}*.", outcome=outcome)


# To one person


def your_session(outcome: str) -> str:
    """The follow-up's first line."""
    return t("Your session is over: {outcome}", outcome=outcome)


def creating(said: str) -> str:
    """Right after the click on Create room."""
    return t("⏳ Creating the room for {when} …", when=said)


def moving(said: str) -> str:
    """Right after the click on Move it."""
    return t("⏳ Moving the session to {when} … The card shows when it is done.", when=said)


def cancelling(said: str) -> str:
    """Right after the click on Cancel."""
    return t("⏳ Cancelling the session of {when} … The card shows when it is done.", when=said)


_DONE = {
    "created": Text("✅ *Created:* {when}"),
    "moved": Text("🔁 *Moved:* {when}"),
    "cancelled": Text("✖️ *Cancelled:* {when}"),
    "kept": Text("⚠️ *Not changed:* {when}. I sent you a message about it."),
    "known": Text("✔️ It is known by now how the session of *{when}* stands: `/room status` shows it."),
    "never": Text(
        "❓ BetterPT never told whether the session of *{when}* was changed. Ask them, if it still matters."
    ),
    "unconfirmed": Text("❓ *Not known whether it was changed:* {when}. I sent you a message about it."),
}


def done(what: str, said: str) -> str:
    """In the place of a preview, when it is known what became of it."""
    return _DONE[what](when=said)


def not_created(state: RoomState, code: str, said: str) -> str:
    """In the place of the preview, when there is no card."""
    match state:
        case RoomState.CREATING:
            return t(
                "⏳ BetterPT does not answer. I keep trying for 15 minutes to create the room for *{when}* and tell you.",
                when=said,
            )
        case RoomState.UNKNOWN:
            return t(
                "❓ It is not known whether the room for *{when}* was created. I sent you a message about it; `/room status` shows it too.",
                when=said,
            )
        case RoomState.REFUSED:
            return t("🚫 The room for *{when}* was not created: {why}.", when=said, why=problem(code))
        case _:
            return left(said)


def failed(what: str, code: str, said: str, wanted: str) -> tuple[str, str]:
    """What could not be done (`create`, `move`, `cancel`) or came out differently (`shifted`), and the way out."""
    if what == "create":
        return (
            t("The room for *{when}* was not created: {why}.", when=said, why=problem(code)),
            t("Nothing was booked. You can try again with `/room`."),
        )
    if what == "shifted":
        return (
            t("BetterPT has the session at *{when}*, which is not the time that was asked for.", when=said),
            t("Check it and, if need be, use *Reschedule* on its card."),
        )
    if code == "unconfirmed":
        return _unconfirmed(what, said, wanted), t(
            "I keep asking, and will correct this message. `/room status` asks at once."
        )
    if code == "moved-meanwhile":
        return _unchanged(what, code, said, wanted), t(
            "The other provider's room stands at the old time. Cancel the one of the two that is not needed."
        )
    if code == "cancelled":
        return _unchanged(what, code, said, wanted), t("Book a new room with `/room`.")
    return _unchanged(what, code, said, wanted), t(
        "It stays as it was. `/room status` shows how BetterPT has it."
    )


def _unconfirmed(what: str, said: str, wanted: str) -> str:
    if what == "move":
        return t(
            "It is not known whether the session of *{when}* was moved to {wanted}: BetterPT does not tell.",
            when=said,
            wanted=wanted,
        )
    return t(
        "It is not known whether the session of *{when}* was cancelled: BetterPT does not tell.", when=said
    )


def _unchanged(what: str, code: str, said: str, wanted: str) -> str:
    why = problem(code)
    if what == "move":
        return t(
            "The session of *{when}* was not moved to {wanted}: {why}.", when=said, wanted=wanted, why=why
        )
    return t("The session of *{when}* was not cancelled: {why}.", when=said, why=why)


def unknown(said: str) -> str:
    """That an outcome is unknown."""
    return t("It is not known whether the room for {when} was created.", when=said)


def unknown_why(code: str) -> str:
    """Why it is unknown, what that means, and what is asked of the person."""
    return t(
        "{why}, so there may be a room at BetterPT already, and the patient may have been told.\n"
        "I do not try again by myself. Ask BetterPT or the patient if you can, and decide:",
        why=problem(code),
    )


def decide_first() -> str:
    """To who wants to change such a room: why nothing is changed, and what comes first."""
    return t(
        "There may be a room at BetterPT already, and the patient may have been told, so I change nothing yet. Decide that first:"
    )


def decided(said: str, what: str | None) -> str:
    """What a person decided about a room whose outcome was unknown: `again`, `left`, or what is not known here.

    It stands for good in the question's place, so it is said as what it is: a decision, and nothing under way.
    """
    match what:
        case "again":
            return t(
                "🔁 It was decided to create the room for *{when}* again: its card, or a message from me, tells what came of it.",
                when=said,
            )
        case "left":
            return left(said)
        case _:
            return t(
                "✔️ It was decided what becomes of the room for {when}: `/room status` shows it.", when=said
            )


def left(said: str) -> str:
    """To who left it: that nothing is done about it does not make it certain that nothing is there."""
    return t(
        "✖️ The room for *{when}* was left as it is: I do nothing more about it. There may be one at BetterPT all the same, and the patient may have been told.",
        when=said,
    )


# Overviews


def rooms_in(name: str) -> str:
    """The heading of a list."""
    return t("Rooms {period}", period=name)


def no_rooms(name: str) -> str:
    """An empty list."""
    return t("You see no rooms {period}. Book one with `{example}`.", period=name, example=EXAMPLE())
