"""After things went wrong on our side: what was put aside, and what is told late because we were away."""

from __future__ import annotations

from bot.models import NoticeKind, Task, TaskKind
from handlers.sentences.tongue import Text, t


class Words:
    """Short texts without facts."""

    TRY_AGAIN = Text("Try again")
    NO_BUTTON = Text(
        "Slack refused the button that belongs here. To have it tried again, tell the person who runs the bot."
    )
    TRYING = Text("It is being tried again. If it fails once more, I will tell you.")
    WHY_LATE = Text(
        "I was not running, or could not reach BetterPT, when they ended. What becomes known later is corrected here."
    )
    UNKNOWN_KIND = Text(
        "A newer version of me promised it, and this one does not know how to do it. Tell the person who runs the bot to start the newer version, then press *Try again*."
    )
    NO_ROOM = Text("I have no record of the session that it was about. Tell the person who runs the bot.")
    ENDED_US = Text("I stopped each time that I tried. Tell the person who runs the bot: the log says more.")
    UNFORESEEN = Text(
        "It failed again and again in a way that nobody foresaw. Tell the person who runs the bot: the log says more. Then press *Try again*."
    )

    CARD = Text("card")
    RESTORED = Text("⚠️ My records were restored from a backup")
    RESTORED_WHAT_NOW = Text(
        "I am looking up every session to come at BetterPT, and looking in Slack for cards of rooms that I do not know: where I find some, I will tell you. Please check what was booked, corrected or chosen in between: not all of it leaves a trace that I can find."
    )
    LOST_WHAT_NOW = Text(
        "They may still stand at BetterPT, and their patients may hold links. Look into each thread, then book anew what is to take place: I will not remind of these, nor ask who came."
    )


words = Words()

_NOTICES = {
    NoticeKind.CARD: Text("⚠️ I could not keep a card in the channel up to date"),
    NoticeKind.LINKS: Text("⚠️ I could not post the links of a session"),
    NoticeKind.CHANGE: Text("⚠️ I could not tell of a change in a session's thread"),
    NoticeKind.OUTCOME: Text("⚠️ I could not tell in a session's thread how it went"),
    NoticeKind.FOLLOW_UP: Text("⚠️ I could not tell a provider how their session went"),
    NoticeKind.PROBLEM: Text("⚠️ I could not tell somebody of a problem with a session"),
    NoticeKind.BOOKED: Text("⚠️ I could not tell a provider of a session"),
    NoticeKind.CALENDAR: Text("⚠️ I could not send a provider a calendar entry"),
    NoticeKind.REMINDER: Text("⚠️ I could not remind a provider of a session"),
    NoticeKind.ALERT: Text("⚠️ I could not tell a coordinator that a provider did not come"),
}
_KINDS = {
    TaskKind.CREATE: Text("⚠️ I could not create a room"),
    TaskKind.RESCHEDULE: Text("⚠️ I could not move a session"),
    TaskKind.CANCEL: Text("⚠️ I could not cancel a session"),
    TaskKind.LOOK: Text("⚠️ I could not find out whether a session was moved or cancelled"),
    TaskKind.AGENDA: Text("⚠️ I could not tell somebody what their day holds"),
    TaskKind.DIGEST: Text("⚠️ I could not tell a provider how several sessions went"),
}
_ANYTHING = Text("⚠️ Something that I promised could not be done")


def put_aside(task: Task) -> str:
    """What was promised, without whom it was about."""
    if task.kind is TaskKind.ANNOUNCE and task.details.get("notice") in {*NoticeKind}:
        return _NOTICES.get(NoticeKind(task.details["notice"]), _ANYTHING)()
    return _KINDS.get(task.kind, _ANYTHING)()


def about_session(when: str, provider: str) -> str:
    """Which session it was about."""
    return t("Session of {provider}, {when}", provider=provider, when=when)


def why_put_aside(why: str) -> str:
    """What went wrong, and what to do about it; `why` is what the worker wrote."""
    if why == "unknown kind":
        return words.UNKNOWN_KIND
    if why == "no such room":
        return words.NO_ROOM
    if why.startswith("begun"):
        return words.ENDED_US
    if why.startswith("surprise"):
        return words.UNFORESEEN
    word = why.rpartition(": ")[2].replace("`", "'")
    return t(
        "Slack refused it: `{word}`. See that the bot is a member of that channel and that its people are still there, then press *Try again*. Nothing else waits for it.",
        word=word,
    )


def late_sessions(count: int) -> str:
    """The first line of a digest."""
    return t("How {count} of your sessions went, told late", count=count)


def who_came(you: str, patient: str) -> str:
    """Both sides in a digest's line."""
    return t("you: {you}, patient: {patient}", you=you, patient=patient)


def more_in_home(count: int) -> str:
    """Below a digest that is longer than a message."""
    return t("… and {count} more: my Home tab has them.", count=count)


def lost_rooms(count: int) -> str:
    """After a restore: how many cards stand for rooms that we do not know."""
    if count == 1:
        return t("⚠️ I do not know 1 room whose card stands in Slack")
    return t("⚠️ I do not know {count} rooms whose cards stand in Slack", count=count)


def lost_between(backed_up: str, restored: str) -> str:
    """Since when, and why."""
    return t(
        "My records were restored at {restored} from a backup of {backed_up}. What was booked between is missing in them.",
        restored=restored,
        backed_up=backed_up,
    )


def more_cards(count: int) -> str:
    """Below a long list of cards."""
    return t("… and {count} more in the same place.", count=count)
