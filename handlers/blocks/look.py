"""Which sessions the Home tab shows: days, provider and state, kept in the view itself, and their menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from bot import overview
from bot.models import Room
from handlers.blocks import parts
from handlers.sentences.overview import words
from handlers.slack import Block

_MOST_PROVIDERS = 99
"""In a menu, beside "All providers"."""
MENUS = ("home-day", "home-state", "home-provider")
"""What each is called; its value says what it changes."""
_REACH = {"next": (0, 1), "today": (0,), "tomorrow": (1,), "week": tuple(range(7))}


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is looked at: kept in the view, and so each person's own."""

    day: str = "next"
    provider: str = ""
    """Slack user id; empty is all."""
    state: str = "all"
    page: str = "0"

    @classmethod
    def of(cls, origin: Mapping[str, str]) -> Look:
        """As the view remembers it."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: str(value) for name, value in origin.items() if name in known})

    def but(self, picked: str) -> Look:
        """With another filter (`day=week`) from its first page, or another page (`page=2`)."""
        name, _, value = picked.partition("=")
        return replace(self, **{"page": "0", name: value})

    @property
    def days(self) -> Sequence[int]:
        """How many days ahead each day is that is looked at."""
        return _REACH.get(self.day, _REACH["next"])

    def is_by(self, room: Room) -> bool:
        """Whether the room is of the provider that is looked at."""
        return not self.provider or room.request.provider.id == self.provider

    def has(self, room: Room, now: datetime) -> bool:
        """Whether the room is of that provider and in that state."""
        is_expected = room.state in overview.EXPECTED
        match self.state:
            case "ahead":
                is_in = is_expected and room.end > now
            case "over":
                is_in = is_expected and room.end <= now
            case "gone":
                is_in = not is_expected
            case _:
                is_in = True
        return is_in and self.is_by(room)


def menus(look: Look, names: Mapping[str, str]) -> Block:
    """The menus of what there is to look at; `names` are the providers', by Slack user id."""
    days = [
        (words.NEXT, "day=next"),
        (words.TODAY, "day=today"),
        (words.TOMORROW, "day=tomorrow"),
        (words.WEEK, "day=week"),
    ]
    states = [
        (words.ALL_STATES, "state=all"),
        (words.NEEDS, "state=needs"),
        (words.AHEAD, "state=ahead"),
        (words.OVER, "state=over"),
        (words.GONE, "state=gone"),
    ]
    row = [
        parts.menu(words.WHICH_DAYS, MENUS[0], days, chosen=f"day={look.day}"),
        parts.menu(words.WHICH_STATES, MENUS[1], states, chosen=f"state={look.state}"),
    ]
    if len(names) > 1:
        some = sorted(names.items(), key=lambda each: each[1])[:_MOST_PROVIDERS]
        whose = [(words.ALL_PROVIDERS, "provider="), *((name, f"provider={user}") for user, name in some)]
        row.append(parts.menu(words.WHOSE, MENUS[2], whose, chosen=f"provider={look.provider}"))
    return parts.actions(row)
