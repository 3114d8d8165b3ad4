"""Why people are refused, as words: each has its sentence in every language of the bot (`handlers`)."""

from __future__ import annotations

from typing import Literal

Closed = Literal[
    "started",
    "over",
    "cancelled",
    "busy",
    "creating",
    "unknown",
    "not-created",
    "too-late",
    "not-over",
    "not-open",
    "booked",
    "decided",
    "elsewhere",
]
"""Why a room cannot be changed, corrected or entered.

`busy`: it is being changed. `unknown`: whether it exists, a person decides first. `too-late`: the time of
what was to be created has passed. `elsewhere`: it was moved or cancelled since. `booked`, `decided`: done
already.
"""
Barred = Literal[
    "book",
    "change",
    "coordinate",
    "expired",
    "expired-give",
    "figures",
    "guest",
    "join",
    "left",
    "outside",
    "patient-link",
    "provider",
    "provider-link",
    "same-provider",
    "settings",
]
"""What somebody may not do, or why.

`expired`: the preview is gone, or another person's; `expired-give`: that of a hand-over. `outside`: they are
not of the clinic. Of who is to hold a session: `provider` is no member, `left` one no more, `guest` none who
may, and `same-provider` has it already.
"""
Unread = Literal["length", "period", "provider", "reason", "reference", "room", "to"]
"""The part of a command, or of a form, that means nothing here; `length`: there is too much of it."""
