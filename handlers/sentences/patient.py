"""What a clinic sends a patient itself, where BetterPT does not: text to copy, in the language of the clinic.

It is addressed to the patient and holds nothing but the time and the way in: no name, no reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.sentences.tongue import Text, t


class PatientTexts:
    """Short texts; one attribute for each."""

    TEXT = Text("Text for the patient")
    COPY = Text("Only you see this. Select the text below, copy it, and send it to the patient:")
    NO_LINK_YET = Text(
        "The link is missing because the room does not exist yet: once it does, the thread has it."
    )
    OPENS = Text(
        "You can enter 5 minutes before the start. Please use a device with a camera and a microphone."
    )


to_patient = PatientTexts()


def session(clinic: str | None, when: str) -> str:
    """The first line."""
    if clinic:
        return t("Your video session with {clinic} is on {when}.", clinic=clinic, when=when)
    return t("Your video session is on {when}.", when=when)


def sessions(clinic: str | None, when: Sequence[str]) -> str:
    """The same for several."""
    if clinic:
        heading = t("Your {count} video sessions with {clinic}:", count=len(when), clinic=clinic)
    else:
        heading = t("Your {count} video sessions:", count=len(when))
    return "\n".join([heading, *(f"- {each}" for each in when)])


def join(link: str) -> str:
    """How to come in; without a link, that one will follow."""
    if link:
        return t("To join, open this link: {link}", link=link)
    return t("We will send you the link to join.")
