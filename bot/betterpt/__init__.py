"""BetterPT's video rooms behind the port `Rooms`: the only place that speaks HTTP to BetterPT.

No rule about who may do what and no sentence for people lives here.
"""

from __future__ import annotations

from bot.betterpt.client import BetterPT
from bot.betterpt.tokens import Credentials, TokenStore
from bot.betterpt.wire import Limits

__all__ = ["BetterPT", "Credentials", "Limits", "TokenStore"]
