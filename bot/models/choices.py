"""What a clinic and each person chose for themselves; the environment has the clinic's first choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

WORKDAYS = frozenset(range(5))
"""Monday is 0."""


class Hours(NamedTuple):
    """When a clinic is open, on its own clock."""

    opens: time
    closes: time
    days: frozenset[int] = WORKDAYS


USUAL = Hours(time(7), time(19))


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """What holds for everybody; coordinators change it."""

    names: tuple[str, ...] = ()
    """The names that patients know it by: the first is taken where none is said."""
    channel: str | None = None
    """Where cards go (Slack channel id); None is the channel where the command was typed."""
    time_zone: str | None = None
    """IANA; for people whose Slack profile has none, and for what the channel reads."""
    hours: Hours | None = USUAL
    """A session outside of them is remarked on; None: there are none."""
    language: str = "en"
    """What is spoken in the channel: a `bot.language.Language`."""
    agenda_at: time | None = None
    """When the channel is told what the day holds, in `time_zone`; None: it is not."""
    weekly_at: time | None = None
    """When the channel is told on Mondays how the week before went, in `time_zone`; None: it is not."""
    monthly_at: time | None = None
    """When coordinators are told on the first how the month before went, likewise; None: they are not."""
    is_always_previewed: bool = True
    """False: what leaves no question is booked without a click."""
    are_links_posted: bool = True
    """Whether the links stand in the thread; False: each is given privately to who is entitled and asks."""

    @property
    def name(self) -> str | None:
        """The name that BetterPT writes to patients in, where none is said."""
        return self.names[0] if self.names else None


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What one person chose for themselves."""

    agenda_at: time | None = None
    """When they are told by DM what their day holds, in their zone; None: they are not."""
    is_reminded: bool = True
    """Whether they get a DM before each of their sessions."""
    is_told_of_bookings: bool = True
    """Whether they get a DM with a calendar entry for each booking."""
    zone: str | None = None
    """IANA; in place of the zone of their Slack profile."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that somebody chose, and when: all are kept, the last one holds."""

    scope: str
    """A Slack user id, or `clinic`."""
    name: str
    """A field of `Clinic` or `Wishes`."""
    value: str
    """As JSON."""
    by: str
    """Slack user id."""
    at: datetime
