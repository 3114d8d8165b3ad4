"""Which kinds of token a pattern can begin with: so that at each token only the rules that may fit are tried.

Patterns have names of kinds, groups, `|`, `?`, `*`, `+`, `{m,n}`, `^`, `$` and lookarounds (see `patterns`).
What only looks around takes no token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.times.words.tokens import Kind

_PIECES = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\()|(?P<name>[A-Z_]+)|(?P<many>[?*+]|\{[\d,]+\})|(?P<sign>\S)"
)
_Opening = tuple[frozenset[Kind], bool]
"""The kinds, and whether the pattern may also take no token at all."""


def openings(pattern: str) -> frozenset[Kind]:
    """The kinds that the first token of a match can have; the names of pieces are written out already."""
    return _either(_PIECES.finditer(pattern))[0]


def _either(pieces: Iterator[re.Match[str]]) -> _Opening:
    """One of several, up to the end or to the closing bracket."""
    found: list[_Opening] = []
    row: list[_Opening] = []
    for piece in pieces:
        if piece["name"]:
            row.append((frozenset({Kind[piece["name"]]}), False))
        elif piece["look"]:
            _either(pieces)
        elif piece["open"]:
            row.append(_either(pieces))
        elif piece["many"]:
            if piece["many"] in "?*" or piece["many"].startswith("{0"):
                row[-1:] = [(kinds, True) for kinds, _ in row[-1:]]
        elif piece["sign"] == "|":
            found.append(_in_row(row))
            row = []
        elif piece["sign"] == ")":
            break
    found.append(_in_row(row))
    return frozenset().union(*(kinds for kinds, _ in found)), any(is_empty for _, is_empty in found)


def _in_row(row: list[_Opening]) -> _Opening:
    """One after the other: what stands behind something that may be missing can be the first too."""
    kinds: frozenset[Kind] = frozenset()
    for opening, is_empty in row:
        kinds |= opening
        if not is_empty:
            return kinds, False
    return kinds, True
