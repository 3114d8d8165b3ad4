"""What is said when words name no room, or more than one."""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class Naming:
    """Short texts without facts."""

    PICK = Text("Pick a room …")
    WHICH = Text("Which room?")
    OR_TYPE = Text("You can also write its time behind the command, like `tomorrow 3pm`.")
    NONE = Text("I find no room for that among those you can see.")
    MORE = Text("There are more: say a day or a name as well.")
    EXAMPLE = Text("tomorrow's 3pm with pat@")


naming = Naming()


def several(count: int) -> str:
    """The question above the menu."""
    return t("{count} rooms fit that. Which one do you mean?", count=count)


def read(facts: str) -> str:
    """What was made of the words."""
    return t("Read: {facts}.", facts=facts)


def example(command: str) -> str:
    """How to say it, and where to look."""
    return t(
        "Say when, with whom or its id, like `{command}`. `/room list` shows the rooms.", command=command
    )


def contact(part: str) -> str:
    """A part of an address or of a number that was read."""
    return t("with {contact}", contact=part)


def chart(number: str) -> str:
    """A chart number that was read."""
    return t("chart {number}", number=number)
