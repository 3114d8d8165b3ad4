"""What stands against a session, or is worth a remark, in the preview: a sign and a word, never a sign alone."""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class ConflictTexts:
    """Short texts; one attribute for each."""

    ANYWAY = Text("Book anyway")
    MOVE_ANYWAY = Text("Move it anyway")
    OPEN = Text("Open it")
    OUTSIDE_HOURS = Text("🕖 That is outside clinic hours.")
    OUTSIDE = Text("🕖 outside clinic hours")


conflicts = ConflictTexts()


def overlap(provider: str, clock: str, about: str) -> str:
    """The provider is taken; `about` is what the reader may know of that session, or empty."""
    if about:
        return t(
            "⚠️ *{provider} has another session then*, at {clock} ({about})",
            provider=provider,
            clock=clock,
            about=about,
        )
    return t("⚠️ *{provider} has another session then*, at {clock}", provider=provider, clock=clock)


def same_patient(clock: str, provider: str) -> str:
    """The patient has a room on that day."""
    return t(
        "⚠️ *A room for this patient exists on that day*, at {clock} with {provider}",
        clock=clock,
        provider=provider,
    )


def holiday(name: str) -> str:
    """The day is one."""
    return t("🗓️ That day is a holiday: {name}.", name=name)


def on_holiday(name: str) -> str:
    """The same in a list of dates."""
    return t("🗓️ {name}", name=name)


def overlap_in_list(clock: str) -> str:
    """The same in a list of dates."""
    return t("⚠️ overlaps a session at {clock}", clock=clock)


def same_patient_in_list(clock: str) -> str:
    """The same in a list of dates."""
    return t("⚠️ this patient has a room at {clock}", clock=clock)


def overtaken() -> str:
    """The preview was shown again."""
    return t("Something changed since this preview was shown, so nothing is done yet. Please look again.")
