"""What the people of a world asked for and were promised: its end is judged by this."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One thing that somebody asked for, and was not refused at once."""

    what: str
    """`book`, `again`, `move`, `cancel` or `give`."""
    by: str
    """Slack user id."""
    patient: str
    """E-mail address, as the next one: BetterPT knows a room by them."""
    provider: str
    rooms: tuple[str, ...]
    """Our ids, as Slack's buttons carry them."""
    starts: tuple[datetime, ...]
    """When each of these rooms is to start."""
    at: datetime
    """True time at which it was promised."""
    is_sure: bool = True
    """False: the bot died under a click, and it may have been promised or not."""


@dataclass
class Wishes:
    """All of them."""

    promised: list[Wish] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """How often a click was refused at once, by why."""
    surprises: list[str] = field(default_factory=list)
    """What nobody foresaw happened to a click."""

    def of(self, *what: str) -> list[Wish]:
        """Those of some kinds, in the order in which they were promised."""
        return [wish for wish in self.promised if wish.what in what]
