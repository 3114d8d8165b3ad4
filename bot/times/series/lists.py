"""Reads lists of days: which weekdays, and which ones of their month.

    mon, wed and fri    mon-wed-fri                    weekdays
    mon-wed    sat through tue                         from one to the other, over the end of the week too
    first and third    2nd to last    3rd last         1, 3, -2, -3

Not here: where such lists stand (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.times.words.tokens import Kind, Said

GROUPS = {Kind.WORKDAY: (0, 1, 2, 3, 4), Kind.WEEKEND: (5, 6)}
"""What is one day of several; 0 is Monday."""
_WEEK = 7
_TO = (Kind.DASH, Kind.TO, Kind.THROUGH)


def weekdays_in(said: Said) -> tuple[int, ...]:
    """The weekdays in a list, in the week's order; 0 is Monday."""
    return tuple(sorted(set(_weekdays(said))))


def _weekdays(said: Said) -> Iterator[int]:
    last: int | None = None
    is_stretch = False
    to = _TO if sum(token.kind is Kind.DASH for token in said) == 1 else (Kind.TO, Kind.THROUGH)
    for token in said:
        if token.kind is Kind.WEEKDAY or (token.kind is Kind.WEEKDAYS and len(token.value) == 1):
            number = token.value if token.kind is Kind.WEEKDAY else token.value[0]
            begin = last if is_stretch and last is not None else number
            yield from ((begin + ahead) % _WEEK for ahead in range((number - begin) % _WEEK + 1))
            last = number
        elif token.kind in GROUPS or token.kind is Kind.WEEKDAYS:
            yield from GROUPS.get(token.kind) or token.value
        is_stretch = token.kind in to or (is_stretch and token.kind is Kind.THE)


def nths_in(said: Said) -> tuple[int, ...]:
    """Which ones: first -> 1, last -> -1, "2nd to the last" -> -2."""
    found: list[int] = []
    before: Kind | None = None
    for token in said:
        if token.kind is Kind.ORDINAL:
            found.append(token.value)
        elif token.kind is Kind.LAST and before is Kind.ORDINAL:
            found[-1] *= -1
        elif token.kind is Kind.LAST:
            found.append(-1)
        if token.kind not in (Kind.TO, Kind.THE, Kind.DASH):
            before = token.kind
    return tuple(found)
