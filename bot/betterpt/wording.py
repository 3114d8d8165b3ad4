"""BetterPT's own words, made fit for a log and for people.

Nothing of a patient, no link and no token is left in them. What they mean is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 200
_SHORTEST_SECRET = 3
_PRIVATE = re.compile(
    r"""
    https?://\S+                          # a link is a key
    | [^\s"'<>]+@[^\s"'<>]+               # an e-mail address
    | \+?\(?\d[\d\s().-]{7,}\d            # a phone number
    | \beyJ[\w-]+\.[\w.-]+                # a JWT
    """,
    re.VERBOSE,
)


def without_private(words: str, sent: Iterable[str] = ()) -> str:
    """One short line in which nothing private is left.

    Args:
        words: What BetterPT said; validation errors quote what they were sent.
        sent: What was sent and is private whatever it looks like, such as a chart number.
    """
    for value in sorted(sent, key=len, reverse=True):
        if len(value) >= _SHORTEST_SECRET:
            words = words.replace(value, "…")
    line = " ".join(_PRIVATE.sub("…", words).split())
    line = "".join(sign for sign in line if sign.isprintable())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
