"""What is said at the doors: forms that did not open, mentions, words that were nearly a command."""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class Doors:
    """Short texts without facts."""

    FORM_LATE = Text("Slack was too slow to open the form. Nothing you typed is lost: press the button.")
    FORM_HERE = Text("There is a form for that. Slack opens it from a button, so here is one.")
    OPEN_FORM = Text("Open the form")
    PICK_DAY, PICK_CLOCK = Text("Day …"), Text("Time …")
    AGREE_HINT = Text("Say it in words above, or pick a day and a time here: either way works.")
    PREVIEW_HAS_THEM = Text("Press *Preview* to pick one.")
    SERIES_KEPT = Text("⚠️ These are several sessions: change their day or hour in the words above.")
    NOT_A_MEMBER = Text(
        "I am not in that channel, so the thread would be in our direct messages. To change that, invite me there with `/invite`."
    )
    ARCHIVED = Text(
        "That channel is archived, so the thread would be in our direct messages. Press *Edit* to pick another channel."
    )


doors = Doors()


def typed(command: str) -> str:
    """Under an error: the command as it was typed, to be copied and mended; to who typed it alone."""
    return t("You typed: `{command}`", command=command)


def meant(verb: str) -> str:
    """For a word that is nearly a verb of ours."""
    return t("Did you mean *{verb}*? I did nothing yet.", verb=verb)


def series(count: int, first: str) -> str:
    """In the form: that the words mean several sessions."""
    return t("{count} sessions, the first on *{when}*", count=count, when=first)
