"""How people name a room, taken apart: whose, with whom, under which chart number, and when.

    my 3pm                      tomorrow's 10am with pat@          friday @Lee          lee's 3pm
    next, my next with 0143     ref A-1207, or A-1207 alone        mi cita de las 3     la de mañana con pat@

No time is read here (`bot.times`) and no room is looked for (`search`). What fits nothing is unread, to be
told back to who typed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.models import Room

_MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>(?:['’]s\b)?")
_CHART = re.compile(
    r"\b(?:ref(?:erence|erencia)?|réf(?:érence)?|chart)\b[\s:#.]*(?P<value>[^\s,]+)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s,;<>()]*@[^\s,;<>()]*")
_WITH = r"\b(?:with|con|avec|w)\b/?\s*"
_NUMBER = re.compile(rf"{_WITH}(?P<number>[+(]?\d[\d().\s-]{{1,20}}\d)(?!\S)", re.IGNORECASE)
_ONE = re.compile(
    r"^(?P<before>the\b(?!.*\bat\s+one$).*?)\s+one(?=$|\s+(?:with|for|of|on|at)\b)", re.IGNORECASE
)
"""The noun, not the hour: "the friday one", "the next one with pat@"; but "the session at one"."""
_MINE = frozenset({"my", "mine", "mi", "mis", "mía", "mon", "ma", "mes"})
_NEXT = frozenset({"next", "próxima", "proxima", "próximo", "proximo", "siguiente", "prochain", "prochaine"})
_GLUE = frozenset(
    {
        "the",
        "a",
        "an",
        "one",
        "with",
        "w",
        "of",
        "for",
        "at",
        "on",
        "in",
        "by",
        "and",
        "this",
        "room",
        "session",
    }
    | {"appointment", "visit", "call", "video", "patient", "provider", "please"}
    | {"el", "la", "los", "las", "lo", "un", "una", "de", "del", "con", "para", "a", "y", "cita", "sesión"}
    | {"sesion", "sala", "paciente", "videollamada"}
    | {"le", "les", "l", "du", "des", "d", "avec", "pour", "à", "au", "et", "rendez-vous", "rdv", "séance"}
    | {"celui", "celle", "seance", "s"}
)
"""Words that hold a name together and tell nothing by themselves, in the languages that times are read in."""
_SHORTEST_PART = 3
"""Fewer characters of an address or a number would fit everybody's."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What words say about a room."""

    words: str
    """All of them, as they were typed."""
    when: str
    """Those that may be about its time."""
    is_mine: bool = False
    providers: frozenset[str] = frozenset()
    """Slack user ids."""
    contacts: tuple[str, ...] = ()
    """Parts of an address or of a number, in lower case."""
    chart: str | None = None

    @property
    def says_who(self) -> bool:
        """Whether it says anything besides a time."""
        return bool(self.providers or self.contacts or self.chart)

    def fits(self, room: Room) -> bool:
        """Whether a room has the provider, the contact and the chart number that are named."""
        request = room.request
        return (
            (not self.providers or request.provider.id in self.providers)
            and all(_reaches(room, part) for part in self.contacts)
            and (self.chart is None or (request.reference or "").lower() == self.chart.lower())
        )


def refer(words: str) -> Reference:
    """Take a room's name apart."""
    said = " ".join(words.split())
    providers = frozenset(match["id"] for match in _MENTION.finditer(said))
    left = _MENTION.sub(" ", said)
    chart = _CHART.search(left)
    left = _CHART.sub(" ", left, count=1)
    contacts = [match.group().lower() for match in _ADDRESS.finditer(left) if len(match.group()) > 1]
    left = _ADDRESS.sub(" ", left)
    if number := _NUMBER.search(left):
        contacts.append(re.sub(r"\D", "", number["number"]))
        left = _NUMBER.sub(" ", left, count=1)
    left = _ONE.sub(r"\g<before>", " ".join(left.split()).strip(" ,;"))
    return Reference(
        words=said,
        when=left,
        is_mine=not _MINE.isdisjoint(_words(left)),
        providers=providers,
        contacts=tuple(contacts),
        chart=chart["value"] if chart else None,
    )


def says_next(rest: str) -> bool:
    """Whether what is left besides a time asks for the first of several."""
    return not _NEXT.isdisjoint(_words(rest))


def names_in(rest: str) -> list[str]:
    """The words that may be somebody's name, in lower case, without their possessive: "lee's" is "lee"."""
    return [word for word in _words(rest) if word not in _GLUE | _MINE | _NEXT]


def unread(rest: str, read: frozenset[str]) -> str:
    """Those words of a rest that nothing was made of, as they were typed."""
    return " ".join(word for word in rest.split() if not read.issuperset(names_in(word)))


def fits_word(room: Room, word: str) -> bool:
    """Whether one more word is the provider's name, the chart number or a part of the patient's contact."""
    request = room.request
    return (
        word in _words(request.provider.name)
        or word == (request.reference or "").lower()
        or (len(word) >= _SHORTEST_PART and _reaches(room, word))
    )


def _reaches(room: Room, part: str) -> bool:
    patient = room.request.patient
    digits = re.sub(r"\D", "", part)
    is_number = len(digits) >= _SHORTEST_PART and digits == re.sub(r"[+()\s.-]", "", part)
    return part in (patient.email or "").lower() or (is_number and digits in (patient.phone or ""))


def _words(text: str) -> list[str]:
    return [re.sub(r"['’]s$", "", word) for word in re.findall(r"[\w.-]*\w(?:['’]s\b)?", text.lower())]
