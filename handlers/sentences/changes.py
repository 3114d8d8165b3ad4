"""What is said when sessions are moved or cancelled together, somebody is late, or another provider takes over."""

from __future__ import annotations

from collections.abc import Callable

from handlers.sentences.tongue import Text, t

Count = Callable[[int], str]
CountOf = Callable[[int, int], str]


class Changes:
    """Short texts without facts."""

    MOVE_ONE, CANCEL_ONE = Text("Move this one"), Text("Cancel this one")
    RUNNING_LATE, HAND_OVER, WHY = Text("Running late"), Text("Hand over"), Text("What happened")

    LATE_TITLE = Text("Running late: when does it start?")
    NO_ONE_SOON = Text(
        "You have no session in the next 2 hours. Say which one, like `/room late tomorrow 3pm`."
    )
    LATE_TELLS = Text("A click moves the session, and BetterPT tells the patient the new time:")
    LATE_TELLS_NOBODY = Text(
        "A click moves the session, and nobody tells the patient. You can send them this:"
    )
    TELLS_NO_CHANGE = Text("BetterPT will tell the patient nothing. You can send them this:")
    LATE_TOO_LATE = Text(
        "This session has started, and BetterPT moves no room after its start. The room stays open for 60 minutes: join when you can, and call the patient to say so."
    )

    TAKES_OVER = Text("Who takes over? Pick a provider …")
    GIVE_TITLE = Text("Hand this session over?")
    GIVE_NEW_ROOM = Text(
        "BetterPT ties a room to its provider, so a new one is created with *new links*. Only once it stands is the old one cancelled, and its links stop working."
    )
    GIVE_SAME_THREAD = Text("The new card goes into the old one's thread.")
    GIVE_FOLLOW_UP = Text("The reminder and what happened in the session then go to the new provider.")
    TELLS_NEW = Text("BetterPT will tell the patient about the new room:")
    TELLS_OLD = Text("And about the old one:")
    TELLS_NOBODY = Text(
        "BetterPT will tell the patient nothing: send them the new link from the thread yourself."
    )


changes = Changes()

_LEFT = {
    "started": Text("it has started"),
    "over": Text("it is over"),
    "cancelled": Text("it is cancelled"),
    "busy": Text("it is being changed right now"),
    "creating": Text("it is being created right now"),
    "unknown": Text("it is not known whether it was created"),
    "past": Text("its new time has passed"),
    "there": Text("it is at that time already"),
}
_NOT_THERE = Text("BetterPT has no room for it")


def along(count: int) -> str:
    """The button that takes the following sessions along; `count` is with the one that was named."""
    return t("This and the following ({count})", count=count)


def moved_along(count: int) -> str:
    """Above the list of the following sessions and their new times."""
    return t("This and the following would be {count} sessions, each in its own week:", count=count)


def cancelled_along(count: int) -> str:
    """Above the list of the following sessions."""
    return t("This and the following would be {count} sessions:", count=count)


def not_moved(count: int, of: int) -> str:
    """Above the list of those that cannot go along, or need not."""
    if count == 1:
        return t("1 of {of} stays where it is:", of=of)
    return t("{count} of {of} stay where they are:", count=count, of=of)


def not_cancelled(count: int, of: int) -> str:
    """The same for a cancellation."""
    return t("{count} of {of} cannot be cancelled:", count=count, of=of)


def why_left(why: str) -> str:
    """Why one of them stays, as half a sentence."""
    return _LEFT.get(why, _NOT_THERE)()


def and_more(count: int) -> str:
    """Below a list that goes on."""
    return t("… and {count} more", count=count)


def moved_together(who: str, done: int, of: int) -> str:
    """In the thread, after one click for several sessions."""
    return t("🔁 {done} of {of} sessions moved by {who}", done=done, of=of, who=who)


def cancelled_together(who: str, done: int, of: int) -> str:
    """The same for a cancellation."""
    return t("✖️ {done} of {of} sessions cancelled by {who}", done=done, of=of, who=who)


def moved_in_all(done: int, of: int) -> str:
    """In the place of the preview."""
    return t("🔁 *Moved:* {done} of {of} sessions", done=done, of=of)


def cancelled_in_all(done: int, of: int) -> str:
    """The same for a cancellation."""
    return t("✖️ *Cancelled:* {done} of {of} sessions", done=done, of=of)


def stays(said: str) -> str:
    """A session that was not changed."""
    return t("⚠️ {when} stays as it was", when=said)


def unsure(said: str) -> str:
    """A session of which it is not known whether it was changed."""
    return t("❓ {when}: it is not known whether it was changed", when=said)


def under_way(said: str) -> str:
    """A session that is being changed."""
    return t("⏳ {when}", when=said)


def late_by(minutes: int, clock: str) -> str:
    """A button: how much later, and what the clock shows then."""
    return t("+{minutes} min: {clock}", minutes=minutes, clock=clock)


def late_asked(said: str) -> str:
    """The panel's text for a notification."""
    return t("Running late for the session of {when}?", when=said)


def late_text(clock: str) -> str:
    """To be copied for the patient."""
    return t("Your video session starts a little later, at {clock}.", clock=clock)


def call(number: str) -> str:
    """How the patient can be reached."""
    return t("The patient's number: {number}", number=number)


def from_to(before: str, after: str) -> str:
    """Who had it, who takes it."""
    return t("{before} → {after}", before=before, after=after)


def their_time(who: str, clock: str) -> str:
    """The same time by the new provider's own clock."""
    return t("For {who}: {clock}", who=who, clock=clock)


def give_asked(said: str) -> str:
    """The preview's text for a notification."""
    return t("Hand over the session of {when}?", when=said)


def giving(name: str, said: str) -> str:
    """Right after the click."""
    return t(
        "⏳ Creating {name}'s room for {when} … The old one stays until it stands.", name=name, when=said
    )


def handed_over(who: str) -> str:
    """On the old card, whose thread has the new one."""
    return t("Handed over to {who}: their card is in this thread.", who=who)


def was_handed(said: str, who: str) -> str:
    """To who had it, in the place of what told them of it."""
    return t("🔁 Handed over to {who}: {when}", who=who, when=said)


def moved_text(said: str) -> str:
    """To be copied for the patient, whom nobody else tells."""
    return t("Your video session has a new time: {when}.", when=said)


def cancelled_text(said: str) -> str:
    """The same for a cancellation."""
    return t("Your video session of {when} is cancelled.", when=said)


def handed_by(by: str, who: str) -> str:
    """In the thread."""
    return t(
        "🔁 Handed over to {who} by {by}. The links of their card are the ones that work.", who=who, by=by
    )
