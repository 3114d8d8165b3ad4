"""The states in which a call may end: sentences about what stands at the stand-ins.

One that does not agree with BetterPT (told that it was refused, and there is a room) is no end. Not here:
which call may end how (`operations`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.reliability.faults.scene import Scene

Ends = Mapping[str, Callable[[Scene], bool]]
"""Names of states, the first that is so counts."""

BOOKED: Ends = {
    "scheduled": lambda seen: seen.rooms == 1 and seen.in_channel("links") and not seen.is_asked(),
    "unknown and told": lambda seen: seen.is_asked(),
    "refused and told": lambda seen: seen.rooms == 0 and seen.is_told("was not created"),
}
MOVED: Ends = {
    "moved": lambda seen: seen.has_moved() and seen.once("change", "Moved by"),
    "kept and told": lambda seen: not seen.has_moved() and seen.is_told("was not moved"),
    "unknown and told": lambda seen: seen.is_told("It is not known whether"),
}
CANCELLED: Ends = {
    "cancelled": lambda seen: seen.room.is_cancelled and seen.once("change", "Cancelled by"),
    "kept and told": lambda seen: not seen.room.is_cancelled and seen.is_told("was not cancelled"),
    "unknown and told": lambda seen: seen.is_told("It is not known whether"),
}
FOLLOWED: Ends = {
    "told who came": lambda seen: seen.once("follow-up", "both came"),
    "told that nothing is known": lambda seen: seen.once("follow-up", "not reported"),
}
LOOKED_UP: Ends = {
    "shown as BetterPT has it": lambda seen: seen.says("As BetterPT has it now"),
    "shown as known, and said so": lambda seen: seen.says("this is what I know"),
    "told that it failed": lambda seen: seen.says("does not answer"),
}
CONNECTED: Ends = {
    "connected": lambda seen: seen.has_preview(),
    "not started, and said why": lambda seen: seen.refused is not None,
}
PREVIEWED: Ends = {
    "shown": lambda seen: seen.has_preview(),
    "told that it failed": lambda seen: seen.is_answered(),
}
CARD: Ends = {
    "said once": lambda seen: seen.once("card") and seen.in_channel("card") and seen.in_channel("links"),
    "said once, by DM": lambda seen: seen.once("card") and seen.in_dm("card") and seen.in_dm("links"),
    "put aside and told": lambda seen: seen.is_put_aside(),
}
AGAIN = "again by DM, where she can read it, and said so"
"""Slack took a card without saying so, and then shuts the channel: it cannot be looked for."""
CARD_UNSEEN: Ends = {
    **CARD,
    AGAIN: lambda seen: (
        seen.in_dm("card") and seen.in_dm("links") and seen.says("I cannot post in that channel")
    ),
}
LINKS: Ends = {
    "in the thread": lambda seen: seen.once("links") and seen.in_channel("links"),
    "by DM": lambda seen: seen.in_dm("links"),
    "put aside and told": lambda seen: seen.is_put_aside(),
}
TOLD: Ends = {
    "said once": lambda seen: seen.once("booked") and seen.files() == 1,
    "said once, put aside and told": lambda seen: seen.once("booked") and seen.is_put_aside(),
    "put aside and told": lambda seen: seen.is_put_aside(),
}
REPLIED: Ends = {"said": lambda seen: seen.says("Created:")}
THE_CARD_SAYS_IT: Ends = {"given up, the card says it": lambda seen: seen.in_channel("card")}
FOLLOW_UP: Ends = {
    "said once": lambda seen: seen.once("follow-up", "both came") and seen.once("outcome"),
    "put aside and told": lambda seen: seen.is_put_aside(),
}
EDITED: Ends = {
    "shown": lambda seen: seen.once("card", "Cancelled"),
    "put aside and told": lambda seen: seen.is_put_aside(),
}
OPENED: Ends = {
    "open": lambda seen: seen.form() is not None,
    "a button instead": lambda seen: seen.is_answered(),
}
CHANGED: Ends = {"shows the time": lambda seen: "initial_time" in (seen.form() or "")}
UNCHANGED: Ends = {"stays as it is": lambda seen: seen.form() is not None}
PUBLISHED: Ends = {"shown": lambda seen: bool(seen.dana.home.text)}
UNPUBLISHED: Ends = {"stays as it was": lambda seen: not seen.dana.home.text}
