"""What a command says besides its time: whom to reach, who it is, which chart.

The product's own grammar of the command (`handlers.command`) takes one contact in its normal form and keeps
no name; the benchmark asks for every contact as it was typed. So the shapes of contacts are found here.
"""

from __future__ import annotations

import re

from handlers import command

_LEAD = re.compile(
    r"\s*(?:/[a-z][\w-]*(?:\s+|$))?"
    r"(?:(?:reschedule|move|change)\s+\S.*?\s+to\s+|(?:book|schedule|cancel|create|new|set up)\s+)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s,;<>()|:@]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w.+-])(?:\+?\d{1,2}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(?![\w-])"
    r"|(?<![\w.+-])\d{3}[.-]\d{4}(?![\w-])"
    r"|\+\d[\d .-]{6,16}\d"
)
_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|chart|mrn|case|acct|account)\b[ :#.]*(?:no\.?|number)?[ #:]*([\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w'’.-]*"
_NAMED = re.compile(
    rf"(?:\b(?:for|with|patient|client|pt|w)\b|w/|\s[-–]\s)[ :]*((?:{_NAME} ?){{1,4}})", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?i:an?|and|at|by|call|chart|email|for|in|me|on|or|patient|phone|pt|ref|room|text|the|to|us|via|with)"
)


def words_of(phrase: str) -> str:
    """The phrase without the command and its verb in front: what may be a time is left."""
    return phrase[lead.end() :] if (lead := _LEAD.match(phrase)) else phrase


def find(rest: str) -> dict[str, str | list[str]]:
    """The fields that are there at all, in what is not time of the words."""
    said = command.plain(rest)
    emails = _EMAIL.findall(said)
    phones = _PHONE.findall(_EMAIL.sub(" ", said))
    found: dict[str, str | list[str]] = {
        "email": emails[0] if emails else "",
        "phone": phones[0] if phones else "",
        "contacts": sorted((*emails, *phones), key=said.index),
        "who": _who(_without(said, (*emails, *phones))),
        "reference": match[1] if (match := _REFERENCE.search(said)) else "",
    }
    return {name: value for name, value in found.items() if value}


def _who(rest: str) -> str:
    """The words behind "for", "with" or "patient" that can be a name."""
    for named in _NAMED.finditer(rest):
        words = named[1].split()
        end = next((at for at, word in enumerate(words) if _NO_NAME.fullmatch(word)), len(words))
        if end:
            return " ".join(words[:end]).rstrip(".")
    return ""


def _without(said: str, parts: tuple[str, ...]) -> str:
    for part in parts:
        said = said.replace(part, " , ")
    return said
