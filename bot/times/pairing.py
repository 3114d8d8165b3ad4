"""Which day belongs to which time of day where several of both are said: "mon 3pm, wed 4pm and fri 5pm".

    mon 3pm, wed 4pm           the days stand first, or the times do: "3pm monday and 4pm wednesday"
    mon and wed 3pm, fri 5pm   a time for more than one day
    tonight at 8 or friday 3   a part of the day that says which one

Not here: what each of them comes to (`composition`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.times.gathering import DAYS
from bot.times.grammar.clocks import Clock
from bot.times.grammar.meanings import Choice, PartSaid
from bot.times.grammar.stretches import Lasting, Span
from bot.times.zone_names import ZoneSaid

_KNOWN = (*DAYS, Clock, Span, Lasting, PartSaid)
_EVERYWHERE = (ZoneSaid, Choice)
"""Part of none of the pairs, or of all."""


def pairs(meanings: Sequence[object]) -> list[list[object]]:
    """The meanings, a list for each time that is said; none where they are no days and times in turn."""
    said = [meaning for meaning in meanings if not isinstance(meaning, _EVERYWHERE)]
    if not all(isinstance(meaning, _KNOWN) for meaning in said):
        return []
    is_day_first = next((_is_day(each) for each in said if _is_day(each) or _is_clock(each)), True)
    opens, closes = (_is_day, _is_clock) if is_day_first else (_is_clock, _is_day)
    found: list[list[object]] = [[]]
    for meaning in said:
        if opens(meaning) and any(map(closes, found[-1])):
            found.append([])
        found[-1].append(meaning)
    are_whole = all(any(map(_is_day, pair)) and any(map(_is_clock, pair)) for pair in found)
    return found if are_whole and len(found) > 1 else []


def _is_day(meaning: object) -> bool:
    return isinstance(meaning, DAYS) or (isinstance(meaning, PartSaid) and meaning.is_today)


def _is_clock(meaning: object) -> bool:
    return isinstance(meaning, Clock | Span)
