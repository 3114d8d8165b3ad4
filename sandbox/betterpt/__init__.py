"""BetterPT's stand-in: its GraphQL API, token endpoint and video rooms, as far as they are documented.

No part of the bot is used here: what both must agree on is written down twice, and tested against each other.
"""

from __future__ import annotations

from sandbox.betterpt.calls import Call
from sandbox.betterpt.faults import CHANGING, EVERYTHING, TOKEN, Fault
from sandbox.betterpt.outbox import Letter
from sandbox.betterpt.records import EntryRefused, RoomRecord, Side
from sandbox.betterpt.stand_in import BetterPTSandbox

__all__ = [
    "CHANGING",
    "EVERYTHING",
    "TOKEN",
    "BetterPTSandbox",
    "Call",
    "EntryRefused",
    "Fault",
    "Letter",
    "RoomRecord",
    "Side",
]
