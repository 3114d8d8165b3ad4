"""Which kinds of token a pattern can begin with: so that at each token only the rules that may fit are tried.

Patterns have names of kinds, groups, `|`, `?`, `*`, `+`, `{m,n}`, `^`, `$` and lookarounds (see `patterns`).
What only looks around takes no token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.times.grammar.pieces import PIECES
from bot.times.words.tokens import Kind

_SIGNS = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\()|(?P<name>[A-Z_]+)|<(?P<piece>\w+)>|(?P<many>[?*+]|\{[\d,]+\})|(?P<sign>\S)"
)
_Opening = tuple[frozenset[Kind], bool]
"""The kinds, and whether the pattern may also take no token at all."""


def openings(pattern: str) -> frozenset[Kind]:
    """The kinds that the first token of a match can have."""
    return _opening(pattern)[0]


@cache
def _opening(pattern: str) -> _Opening:
    return _either(_SIGNS.finditer(pattern))


def _either(signs: Iterator[re.Match[str]]) -> _Opening:
    """One of several, up to the end or to the closing bracket."""
    found: list[_Opening] = []
    row: list[_Opening] = []
    for sign in signs:
        if sign["name"]:
            row.append((frozenset({Kind[sign["name"]]}), False))
        elif sign["piece"]:
            row.append(_opening(PIECES[sign["piece"]]))
        elif sign["look"]:
            _either(signs)
        elif sign["open"]:
            row.append(_either(signs))
        elif sign["many"]:
            if sign["many"] in "?*" or sign["many"].startswith("{0"):
                row[-1:] = [(kinds, True) for kinds, _ in row[-1:]]
        elif sign["sign"] == "|":
            found.append(_in_row(row))
            row = []
        elif sign["sign"] == ")":
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
