"""What of some figures may be told to everybody: no number so small that somebody could tell who it was."""

from __future__ import annotations

from bot.models import Fate
from bot.reports.figures import Figures

FEWEST = 5
"""Sessions; of fewer nothing is told."""
_NAMES_SOMEBODY = frozenset({Fate.PROVIDER_MISSING, Fate.NOBODY})
"""In a clinic of few, that a provider did not come is a name, however often it happened."""


def told(figures: Figures) -> tuple[dict[Fate, int], int]:
    """The fates that may be told, and how many sessions met with the others; 0 if that is not to be told.

    As the others are known from what is left of all, they are at least so many that they tell nothing.
    """
    counts = {fate: figures.count(fate) for fate in Fate if figures.count(fate)}
    hidden = [fate for fate, count in counts.items() if count < FEWEST or fate in _NAMES_SOMEBODY]
    shown = sorted((fate for fate in counts if fate not in hidden), key=lambda fate: counts[fate])
    while 0 < sum(counts[fate] for fate in hidden) < FEWEST and shown:
        hidden.append(shown.pop(0))
    others = sum(counts[fate] for fate in hidden)
    is_enough = others >= FEWEST
    return {fate: counts[fate] for fate in Fate if fate in shown}, others if is_enough else 0


def is_held_told(figures: Figures) -> bool:
    """Whether the held sessions may be told beside all booked ones: the others are enough, too, or none."""
    return figures.held >= FEWEST and _is_enough_or_none(figures.booked - figures.held)


def is_rate_told(figures: Figures) -> bool:
    """Whether the attendance rate may be told beside the held sessions: it tells how many were missed."""
    return figures.held >= FEWEST and _is_enough_or_none(figures.due - figures.held)


def _is_enough_or_none(count: int) -> bool:
    return not 0 < count < FEWEST
