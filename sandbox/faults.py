"""Trouble that waits for a call it is meant for, once; and trouble that stands until it is lifted.

Not here: what goes wrong (`slack/wire.py`, `betterpt/faults.py`), and what a visitor orders (`trouble.py`).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Generic, Protocol, TypeVar

from sandbox.changes import Changes

RetryAfter = str | int | timedelta
"""What a cloud sends with a 429: seconds, a date (so long from now), or whatever else."""


def in_header(asked: RetryAfter) -> str:
    """As it stands in the header `Retry-After`; a date is by the same clock as the header `Date`."""
    if isinstance(asked, timedelta):
        return format_datetime(datetime.now(UTC) + asked, usegmt=True)
    return str(asked)


class Meant(Protocol):
    """A fault that is meant for some calls."""

    def fits(self, call: str, /) -> bool:
        """Whether it hits a call of that name."""
        ...


F = TypeVar("F", bound=Meant)


class Faults(Generic[F]):
    """What shall go wrong at one cloud.

    Args:
        changes: is told when trouble begins or ends to stand.
    """

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._waiting: list[F] = []
        self._standing: F | None = None

    def add(self, *faults: F) -> None:
        """The next calls that they are meant for go wrong like this, one fault for one call."""
        self._waiting.extend(faults)

    def stand(self, fault: F) -> None:
        """Every call that it is meant for goes wrong until that is lifted; what was added goes first."""
        self._standing = fault
        self._changes.happened()

    def is_standing(self, fault: F) -> bool:
        """Whether that very fault stands."""
        return self._standing is fault

    def lift(self) -> None:
        """What stood goes well again; what was added stays, and calls already hit run out as they are."""
        self._standing = None
        self._changes.happened()

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()
        self.lift()

    def take(self, call: str) -> F | None:
        """The fault for this call, mostly none."""
        fault = next((each for each in self._waiting if each.fits(call)), None)
        if fault is not None:
            self._waiting.remove(fault)
            return fault
        return self._standing if self._standing is not None and self._standing.fits(call) else None
