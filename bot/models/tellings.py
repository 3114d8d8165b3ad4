"""What the bot tells people that is about no single room; an agenda is one more of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.agendas import Agenda
from bot.models.reports import Counted
from bot.models.rooms import Room
from bot.models.tasks import Message, Restored, Task


@dataclass(frozen=True, kw_only=True)
class Digest:
    """How several sessions of one provider went, told late and together."""

    to: str
    """Slack user id of the provider."""
    rooms: tuple[Room, ...]
    """By start."""


@dataclass(frozen=True, kw_only=True)
class Setback:
    """A task that was put aside: what was promised, and why it could not be done."""

    to: str | None
    """Slack user id of a coordinator; None is the clinic's channel: nothing of a patient is said there."""
    task: Task
    """As it was put aside; its `why` says what went wrong."""
    room: Room | None
    """The room that it is about, if it is about one that we know."""
    is_plain: bool = False
    """Whether it is said in plain text alone: Slack refused it in blocks."""


@dataclass(frozen=True, kw_only=True)
class LostCards:
    """That the ledger was restored, and which cards stand in a place for rooms of which it knows nothing."""

    to: str | None
    """Slack user id of a coordinator; None is the channel itself."""
    cards: tuple[Message, ...]
    """None while they are being looked for."""
    restored: Restored


@dataclass(frozen=True, kw_only=True)
class Account:
    """What became of the sessions of some days: a report that comes by itself, or is shown to all."""

    to: str | None
    """Slack user id of a coordinator; None is the clinic's channel: small groups are not told there."""
    counted: Counted


@dataclass(frozen=True, kw_only=True)
class OddDuration:
    """BetterPT reported a duration that cannot be minutes: what it is in must be asked."""

    to: str
    """Slack user id of a coordinator."""
    duration: int
    """As BetterPT reports it."""


Telling = Account | Agenda | Digest | Setback | LostCards | OddDuration
